package session

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"net/url"
	"slices"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/library"
	"briefdesk/briefing/quote"
	"briefdesk/briefing/refs"
)

// Sources from and to reference managers. A file is held against the library
// first; nothing is changed before somebody has seen what would come of it.

// FieldChange is what a file would make of one field of something that is here.
type FieldChange struct {
	Name, Label   string // in data, and for people
	Before, After string
	// Take says that it is to be made. A preview takes what fills an empty field.
	Take bool
}

// Reference is a source in a file of a reference manager, and what it would come
// to here.
type Reference struct {
	Record refs.Record
	// Article is what it is here; zero is a new article.
	Article briefing.ID
	Title   string // of the article here, or as it would be
	Changes []FieldChange
	// Twice says that a record before it in the file is the same source.
	Twice bool
}

// IsNew reports whether the reference would become an article.
func (r Reference) IsNew() bool { return r.Article.IsZero() && !r.Twice }

// References is what a file of sources would come to.
type References struct {
	Name  string // of the file
	Items []Reference
	// Findings say what is not read, or has no place here.
	Findings []briefing.Finding
}

// RuleUnplaced is the rule of findings about fields of a reference that an
// article has no place for.
const RuleUnplaced = "reference-unplaced"

// PreviewReferences holds sources read from a file against the library. A source is
// an article here if its URL or DOI is the same, or its title with a date that
// does not contradict.
func (s *Session) PreviewReferences(ctx context.Context, name string, src refs.Sources, progress func(done, of int)) (References, error) {
	c, err := s.catalogue(ctx)
	if err != nil {
		return References{}, err
	}
	p := References{Name: name, Findings: slices.Clone(src.Findings)}
	unplaced := map[string]int{}
	for i, rec := range src.Records {
		if err := ctx.Err(); err != nil {
			return References{}, err
		}
		item := c.reference(rec)
		if !item.IsNew() {
			for _, field := range rec.Unplaced() {
				unplaced[field]++
			}
		}
		p.Items = append(p.Items, item)
		if i%progressEvery == 0 {
			progress(i, len(src.Records))
		}
	}
	p.Findings = append(p.Findings, unplacedFindings(unplaced)...)
	return p, nil
}

// progressEvery is after how many records it is told how far a preview is.
const progressEvery = 200

func unplacedFindings(counts map[string]int) []briefing.Finding {
	if len(counts) == 0 {
		return nil
	}
	var names []string
	for name := range counts {
		names = append(names, name)
	}
	slices.Sort(names)
	return []briefing.Finding{{
		Rule: RuleUnplaced, Severity: briefing.SeverityInfo,
		Message: "sources that are here already have no place for: " + strings.Join(names, ", "),
	}}
}

// ReferencesDone counts what an import of references came to.
type ReferencesDone struct {
	Added, Updated, Fields, Unchanged int
	// Skipped are fields that somebody has changed since the preview.
	Skipped int
}

// ImportReferences takes in what a preview has shown, as one step of undo. A new
// article has the record's abstract or title for its text, and the record, in
// CSL-JSON, for its original. accessed is the date, YYYY-MM-DD, to note where a
// record has none.
func (s *Session) ImportReferences(ctx context.Context, p References, accessed string) (ReferencesDone, error) {
	var done ReferencesDone
	err := s.Do("Import references from “"+p.Name+"”", func(tx *Tx) error {
		for _, it := range p.Items {
			if err := ctx.Err(); err != nil {
				return err
			}
			if err := tx.reference(it, accessed, &done); err != nil {
				return fmt.Errorf("the reference “%s”: %w", it.Title, err)
			}
		}
		return nil
	})
	if err != nil {
		return ReferencesDone{}, err
	}
	return done, nil
}

func (tx *Tx) reference(it Reference, accessed string, done *ReferencesDone) error {
	switch {
	case it.Twice:
		done.Unchanged++
		return nil
	case it.IsNew():
		done.Added++
		return tx.addReference(it.Record, accessed)
	}
	a, err := tx.Article(it.Article)
	if err != nil {
		return err
	}
	fields := done.Fields
	for _, c := range it.Changes {
		for _, part := range refs.Parts(&a) {
			switch {
			case part.Name != c.Name || !c.Take:
			case part.Field.Value != c.Before:
				done.Skipped++
			default:
				*part.Field = briefing.Field{Value: c.After, Source: "reference manager", Confidence: briefing.ConfidenceHigh}
				done.Fields++
			}
		}
	}
	if done.Fields == fields {
		done.Unchanged++
		return nil
	}
	done.Updated++
	return tx.PutArticle(a)
}

// addReference makes an article of a record.
func (tx *Tx) addReference(rec refs.Record, accessed string) error {
	a := rec.Article()
	a.ID = briefing.NewID()
	if a.Title.Value == "" {
		a.Title = briefing.Field{Value: titleOfRecord(rec), Source: "reference manager", Confidence: briefing.ConfidenceLow}
	}
	if a.Accessed.Value == "" {
		a.Accessed = briefing.Field{Value: accessed, Source: "import", Confidence: briefing.ConfidenceHigh}
	}
	var original bytes.Buffer
	if err := refs.WriteSources(&original, ".json", []refs.Record{rec}); err != nil {
		return err
	}
	var b briefing.Builder
	if rec.Abstract != "" {
		b.Add(briefing.TextParagraph, 0, rec.Abstract, nil, nil)
	} else {
		b.Add(briefing.TextHeading, 1, a.Title.Value, nil, nil)
	}
	snap, err := b.Snapshot(sha256.Sum256(original.Bytes()))
	if err != nil {
		return err
	}
	if err := tx.AddSnapshot(snap, original.Bytes()); err != nil {
		return err
	}
	a.Snapshots = []briefing.Hash{snap.Hash}
	return tx.PutArticle(a)
}

func titleOfRecord(rec refs.Record) string {
	for _, said := range []string{rec.Title, rec.Address(), rec.Key} {
		if said != "" {
			return said
		}
	}
	return "Untitled source"
}

// ExportSources writes articles for a reference manager, in the format of an
// extension, by their titles; no identifiers are all that the library has. It
// returns how many there are.
func (s *Session) ExportSources(ctx context.Context, extension string, ids ...briefing.ID) ([]byte, int, error) {
	if len(ids) == 0 {
		rows, err := s.Articles(ctx, library.ArticleQuery{})
		if err != nil {
			return nil, 0, err
		}
		for _, r := range rows {
			ids = append(ids, r.ID)
		}
	}
	records := make([]refs.Record, 0, len(ids))
	for _, id := range ids {
		if err := ctx.Err(); err != nil {
			return nil, 0, err
		}
		a, err := s.Article(id)
		if err != nil {
			return nil, 0, err
		}
		records = append(records, refs.RecordOf(a))
	}
	slices.SortStableFunc(records, func(a, b refs.Record) int { return strings.Compare(a.Title, b.Title) })
	uniqueKeys(records)
	var out bytes.Buffer
	err := refs.WriteSources(&out, extension, records)
	return out.Bytes(), len(records), err
}

// uniqueKeys tells records apart that would have one key.
func uniqueKeys(records []refs.Record) {
	seen := map[string]int{}
	for i := range records {
		key := records[i].Key
		seen[key]++
		if n := seen[key]; n > 1 {
			records[i].Key = fmt.Sprintf("%s-%d", key, n)
		}
	}
}

// catalogue finds articles by what a file says of them.
type catalogue struct {
	articles map[briefing.ID]briefing.Article
	byPlace  map[string]briefing.ID
	byTitle  map[string][]briefing.ID
	byText   map[briefing.Hash]briefing.ID
	inFile   map[string]bool // the places and titles of new sources of the file
}

func (s *Session) catalogue(ctx context.Context) (*catalogue, error) {
	rows, err := s.Articles(ctx, library.ArticleQuery{})
	if err != nil {
		return nil, err
	}
	c := &catalogue{map[briefing.ID]briefing.Article{}, map[string]briefing.ID{}, map[string][]briefing.ID{}, map[briefing.Hash]briefing.ID{}, map[string]bool{}}
	for _, r := range rows {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		a, err := s.Article(r.ID)
		if err != nil {
			return nil, err
		}
		c.articles[a.ID] = a
		if at := placeOf(a.URL.Value); at != "" {
			c.byPlace[at] = a.ID
		}
		title := titleKey(a.Title.Value)
		c.byTitle[title] = append(c.byTitle[title], a.ID)
		for _, hash := range a.Snapshots {
			c.byText[hash] = a.ID
		}
	}
	return c, nil
}

// placeOf is an address in the form in which two are compared: without what says
// nothing about the page.
func placeOf(address string) string {
	u, err := url.Parse(strings.TrimSpace(address))
	if err != nil || u.Host == "" {
		return strings.TrimSpace(address)
	}
	host := strings.TrimPrefix(strings.ToLower(u.Host), "www.")
	path := strings.TrimRight(u.EscapedPath(), "/")
	if host == "doi.org" || host == "dx.doi.org" {
		return "doi.org" + strings.ToLower(path)
	}
	query := u.Query()
	for name := range query {
		if strings.HasPrefix(name, "utm_") || name == "fbclid" || name == "gclid" {
			query.Del(name)
		}
	}
	if more := query.Encode(); more != "" {
		path += "?" + more
	}
	return host + path
}

func titleKey(title string) string { return strings.ToLower(quote.Fold(briefing.Normalize(title))) }

// places are the addresses that a record may be found at.
func places(rec refs.Record) []string {
	var list []string
	if rec.URL != "" {
		list = append(list, placeOf(rec.URL))
	}
	if rec.DOI != "" {
		list = append(list, placeOf("https://doi.org/"+rec.DOI))
	}
	return list
}

// find is the article that a record is, or zero.
func (c *catalogue) find(rec refs.Record) briefing.ID {
	for _, at := range places(rec) {
		if id, ok := c.byPlace[at]; ok {
			return id
		}
	}
	var found []briefing.ID
	for _, id := range c.byTitle[titleKey(rec.Title)] {
		a := c.articles[id]
		if rec.Title != "" && agree(a.Published.Value, rec.Issued) {
			found = append(found, id)
		}
	}
	if len(found) == 1 {
		return found[0]
	}
	return briefing.ID{}
}

// agree reports whether two dates may be the same day: one may say less, or nothing.
func agree(a, b string) bool { return strings.HasPrefix(a, b) || strings.HasPrefix(b, a) }

// reference says what a record would come to.
func (c *catalogue) reference(rec refs.Record) Reference {
	id := c.find(rec)
	if id.IsZero() {
		return Reference{Record: rec, Title: titleOfRecord(rec), Twice: !c.isFirst(rec)}
	}
	here, there := c.articles[id].Clone(), rec.Article()
	it := Reference{Record: rec, Article: id, Title: here.Title.Value}
	said := refs.Parts(&there)
	for i, part := range refs.Parts(&here) {
		if ch := (FieldChange{part.Name, part.Label, part.Field.Value, said[i].Field.Value, part.Field.Value == ""}); ch.matters() {
			it.Changes = append(it.Changes, ch)
		}
	}
	return it
}

// isFirst reports whether no new source before it in the file is the same, and
// remembers it.
func (c *catalogue) isFirst(rec refs.Record) bool {
	keys := places(rec)
	if rec.Title != "" {
		keys = append(keys, "title "+titleKey(rec.Title)+" "+rec.Issued+" "+fmt.Sprint(rec.Authors))
	}
	first := true
	for _, key := range keys {
		first = first && !c.inFile[key]
		c.inFile[key] = true
	}
	return first
}

// matters reports whether the change says something that the field does not. The
// day on which somebody else saw the page is not asked about.
func (c FieldChange) matters() bool {
	switch {
	case c.After == "" || c.After == c.Before:
		return false
	case c.Before == "":
		return true
	case c.Name == "accessed":
		return false
	case c.Name == "url":
		return placeOf(c.Before) != placeOf(c.After)
	case c.Name == "published" || c.Name == "language":
		return !strings.HasPrefix(c.Before, c.After)
	}
	return titleKey(c.Before) != titleKey(c.After)
}
