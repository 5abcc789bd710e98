package session

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/library"
	"briefdesk/briefing/quote"
	"briefdesk/briefing/refs"
)

// Passages from and to annotation tools. Words that a file brings are looked for
// in the newest text of their article. Those that are not there with certainty are
// orphans: they are kept, as an earlier text of the article that holds them and
// what stood around them, and shown with the passages to be reviewed.

// AnnotationStatus says what would become of an annotation.
type AnnotationStatus string

// What an annotation may come to.
const (
	AnnotationFound  AnnotationStatus = "found"  // its words stand in an article: a new passage
	AnnotationKnown  AnnotationStatus = "known"  // that passage is here
	AnnotationOrphan AnnotationStatus = "orphan" // its words do not stand there with certainty: kept to be reviewed
	AnnotationNew    AnnotationStatus = "new"    // its article is not here: made of the words, which are orphans
)

// Annotation is a passage in a file of an annotation tool, and what it would come
// to here.
type Annotation struct {
	Mark    refs.Mark
	Status  AnnotationStatus
	Article briefing.ID // zero where Status is new
	Title   string      // of the article
	Passage briefing.ID // where it is known
	Changes []FieldChange

	anchor briefing.Anchor // where its words stand; the zero anchor is nowhere
	state  briefing.PassageState
	group  string // of annotations of one article that is not here
}

// Annotations is what a file of passages would come to.
type Annotations struct {
	Name     string // of the file
	Items    []Annotation
	Findings []briefing.Finding
}

// Count is how many annotations would come to a status.
func (p Annotations) Count(status AnnotationStatus) int {
	n := 0
	for _, it := range p.Items {
		if it.Status == status {
			n++
		}
	}
	return n
}

// PreviewAnnotations holds passages read from a file against the library: by the
// text that they say they are from, else by the URL, the DOI or the title of
// their source.
func (s *Session) PreviewAnnotations(ctx context.Context, name string, marks refs.Marks, progress func(done, of int)) (Annotations, error) {
	c, err := s.catalogue(ctx)
	if err != nil {
		return Annotations{}, err
	}
	a := annotator{s: s, catalogue: c, passages: map[briefing.ID][]briefing.Passage{}, texts: map[briefing.Hash]briefing.Snapshot{}}
	p := Annotations{Name: name, Findings: slices.Clone(marks.Findings)}
	for i, m := range marks.Marks {
		if err := ctx.Err(); err != nil {
			return Annotations{}, err
		}
		it, err := a.annotation(ctx, m)
		if err != nil {
			return Annotations{}, err
		}
		p.Items = append(p.Items, it)
		progress(i+1, len(marks.Marks))
	}
	return p, nil
}

// annotator places the annotations of one file.
type annotator struct {
	*catalogue
	s        *Session
	passages map[briefing.ID][]briefing.Passage // of articles, and those that the file would add
	texts    map[briefing.Hash]briefing.Snapshot
}

func (a *annotator) annotation(ctx context.Context, m refs.Mark) (Annotation, error) {
	it := Annotation{Mark: m, Article: a.articleOf(m), Title: titleOfRecord(m.Source)}
	if it.Article.IsZero() {
		it.Status, it.state = AnnotationNew, briefing.PassageGone
		it.group = cmp.Or(strings.Join(places(m.Source), " "), titleKey(m.Source.Title))
		return it, nil
	}
	article := a.articles[it.Article]
	it.Title = article.Title.Value
	if err := a.place(&it, article); err != nil {
		return it, fmt.Errorf("article “%s”: %w", it.Title, err)
	}
	known, err := a.known(ctx, it)
	if err != nil {
		return it, err
	}
	switch {
	case known.ID != briefing.ID{}:
		it.Status, it.Passage, it.Changes = AnnotationKnown, known.ID, annotationChanges(known, m)
	case it.state == briefing.PassageCurrent:
		it.Status = AnnotationFound
	default:
		it.Status = AnnotationOrphan
	}
	return it, nil
}

// articleOf is the article that a mark is of, or zero.
func (a *annotator) articleOf(m refs.Mark) briefing.ID {
	if id, ok := a.byText[m.Snapshot]; ok && !m.Snapshot.IsZero() {
		return id
	}
	return a.find(m.Source)
}

func (a *annotator) text(hash briefing.Hash) (briefing.Snapshot, error) {
	if snap, ok := a.texts[hash]; ok {
		return snap, nil
	}
	snap, err := a.s.Snapshot(hash)
	if err == nil {
		a.texts[hash] = snap
	}
	return snap, err
}

// place finds the words in the newest text. What comes from this program has a
// place in a text that may be an older one.
func (a *annotator) place(it *Annotation, article briefing.Article) error {
	after, err := a.text(article.Latest())
	if err != nil {
		return err
	}
	m := it.Mark
	if slices.Contains(article.Snapshots, m.Snapshot) {
		before, err := a.text(m.Snapshot)
		if err != nil {
			return err
		}
		if before.Slice(m.Range) == m.Exact {
			return it.follow(before, after)
		}
	}
	r, found := wordsIn(after, m)
	if found {
		it.anchor, err = quote.Anchor(after, r)
		return err
	}
	it.state = briefing.PassageGone
	if quote.Resolve(after, anchorOf(m)).Status == quote.Altered {
		it.state = briefing.PassageAltered
	}
	return nil
}

// follow places an annotation whose words stand in before.
func (it *Annotation) follow(before, after briefing.Snapshot) error {
	anchor, err := quote.Anchor(before, it.Mark.Range)
	if err != nil {
		return err
	}
	p := briefing.Passage{Anchor: anchor}
	if before.Hash != after.Hash {
		if p, err = settle(p, quote.Reanchor(before, after, []briefing.Anchor{anchor})[0], after); err != nil {
			return err
		}
	}
	it.anchor, it.state = p.Anchor, p.State
	return nil
}

// wordsIn is where the words of a mark stand in a text, if that is certain: once,
// or at the place that it names, or where what stands around them does.
func wordsIn(snap briefing.Snapshot, m refs.Mark) (briefing.Range, bool) {
	r, err := quote.Find(snap, m.Exact)
	if err == nil {
		return r, true
	}
	if ambiguous := (*quote.AmbiguousError)(nil); errors.As(err, &ambiguous) {
		hint := quote.FromUTF16(snap.Text, m.Units[0], m.Units[1])
		if m.Units[1] > 0 && slices.Contains(ambiguous.Places, hint) {
			return hint, true
		}
		placement := quote.Resolve(snap, anchorOf(m))
		return placement.Range, placement.Status.Follows()
	}
	return briefing.Range{}, false
}

func anchorOf(m refs.Mark) briefing.Anchor {
	return briefing.Anchor{Exact: m.Exact, Prefix: m.Prefix, Suffix: m.Suffix}
}

// known is the passage that an annotation is, or one without identifier: it
// stands at the same place, or is an orphan of the same words.
func (a *annotator) known(ctx context.Context, it Annotation) (briefing.Passage, error) {
	saved, ok := a.passages[it.Article]
	if !ok {
		var err error
		if saved, err = a.s.Passages(ctx, it.Article); err != nil {
			return briefing.Passage{}, err
		}
		a.passages[it.Article] = saved
	}
	words := quote.Fold(it.Mark.Exact)
	for _, p := range saved {
		isThere := p.Snapshot == it.anchor.Snapshot && p.Range == it.anchor.Range
		if isThere || it.state != briefing.PassageCurrent && quote.Fold(p.Exact) == words {
			return p, nil
		}
	}
	return briefing.Passage{}, nil
}

// annotationChanges are what a mark would make of a passage that is here. Tags are
// only added.
func annotationChanges(p briefing.Passage, m refs.Mark) []FieldChange {
	tags := slices.Clone(p.Tags)
	for _, t := range m.Tags {
		if !slices.Contains(tags, t) {
			tags = append(tags, t)
		}
	}
	before := strings.Join(p.Tags, ", ")
	var changes []FieldChange
	for _, c := range []FieldChange{
		{"note", "Note", p.Note, m.Note, p.Note == ""},
		{"tags", "Tags", before, strings.Join(tags, ", "), true},
		{"colour", "Colour", p.Colour, m.Colour, p.Colour == ""},
		{"marking", "Marking", string(p.Portion), string(m.Marking), p.Portion == ""},
	} {
		if c.After != "" && c.After != c.Before {
			changes = append(changes, c)
		}
	}
	return changes
}

// AnnotationsDone counts what an import of annotations came to.
type AnnotationsDone struct {
	Added, Orphans, Articles, Updated, Unchanged int
	// Skipped are fields that somebody has changed since the preview.
	Skipped int
}

// ImportAnnotations takes in what a preview has shown, as one step of undo.
// accessed is the date, YYYY-MM-DD, to note for articles that are made.
func (s *Session) ImportAnnotations(ctx context.Context, p Annotations, accessed string) (AnnotationsDone, error) {
	var done AnnotationsDone
	err := s.Do("Import passages from “"+p.Name+"”", func(tx *Tx) error {
		orphans := map[string][]Annotation{} // by article, or by what would be one
		var order []string
		for _, it := range p.Items {
			if err := ctx.Err(); err != nil {
				return err
			}
			if it.Status != AnnotationKnown && it.anchor.Snapshot.IsZero() {
				key := it.Article.String() + it.group
				if orphans[key] == nil {
					order = append(order, key)
				}
				orphans[key] = append(orphans[key], it)
			} else if err := tx.annotation(it, &done); err != nil {
				return fmt.Errorf("the passage “%s”: %w", it.Mark.Exact, err)
			}
		}
		for _, key := range order {
			if err := tx.orphans(orphans[key], accessed, &done); err != nil {
				return fmt.Errorf("“%s”: %w", orphans[key][0].Title, err)
			}
		}
		return nil
	})
	if err != nil {
		return AnnotationsDone{}, err
	}
	return done, nil
}

// annotation saves a passage whose words have a place, or changes one.
func (tx *Tx) annotation(it Annotation, done *AnnotationsDone) error {
	if it.Status == AnnotationKnown {
		return tx.updateAnnotated(it, done)
	}
	done.Added++
	if it.state != briefing.PassageCurrent {
		done.Orphans++
	}
	return tx.PutPassage(it.passage(it.Article, it.anchor))
}

func (it Annotation) passage(article briefing.ID, at briefing.Anchor) briefing.Passage {
	m := it.Mark
	return briefing.Passage{
		ID: briefing.NewID(), Article: article, Anchor: at, Kind: briefing.PassageDirect, Colour: m.Colour, Tags: m.Tags, Note: m.Note, Portion: m.Marking, State: it.state,
	}
}

func (tx *Tx) updateAnnotated(it Annotation, done *AnnotationsDone) error {
	p, err := tx.Passage(it.Passage)
	if err != nil {
		return err
	}
	changed := false
	for _, c := range it.Changes {
		if !c.Take {
			continue
		}
		now := map[string]string{"note": p.Note, "tags": strings.Join(p.Tags, ", "), "colour": p.Colour, "marking": string(p.Portion)}
		if now[c.Name] != c.Before {
			done.Skipped++
			continue
		}
		changed = true
		switch c.Name {
		case "note":
			p.Note = c.After
		case "tags":
			p.Tags = strings.Split(c.After, ", ")
		case "colour":
			p.Colour = c.After
		case "marking":
			p.Portion = briefing.Marking(c.After)
		}
	}
	if !changed {
		done.Unchanged++
		return nil
	}
	done.Updated++
	return tx.PutPassage(p)
}

// orphans keeps words of one article that have no certain place in it: in a text
// of their own, older than all others, and the only one of an article that is
// made for them.
func (tx *Tx) orphans(items []Annotation, accessed string, done *AnnotationsDone) error {
	snap, ranges, err := excerpts(items)
	if err != nil {
		return err
	}
	if err := tx.AddSnapshot(snap, nil); err != nil {
		return err
	}
	a, err := tx.orphansArticle(items[0], accessed, done)
	if err != nil {
		return err
	}
	if !slices.Contains(a.Snapshots, snap.Hash) {
		a.Snapshots = slices.Insert(a.Snapshots, 0, snap.Hash)
	}
	if err := tx.PutArticle(a); err != nil {
		return err
	}
	for i, it := range items {
		anchor, err := quote.Anchor(snap, ranges[i])
		if err != nil {
			return err
		}
		if err := tx.PutPassage(it.passage(a.ID, anchor)); err != nil {
			return err
		}
		done.Added++
		done.Orphans++
	}
	return nil
}

func (tx *Tx) orphansArticle(it Annotation, accessed string, done *AnnotationsDone) (briefing.Article, error) {
	if !it.Article.IsZero() {
		return tx.Article(it.Article)
	}
	done.Articles++
	a := it.Mark.Source.Article()
	a.ID = briefing.NewID()
	a.Title = briefing.Field{Value: it.Title, Source: "annotations", Confidence: briefing.ConfidenceMedium}
	a.Accessed = briefing.Field{Value: accessed, Source: "import", Confidence: briefing.ConfidenceHigh}
	return a, nil
}

// excerpts is a text of the words of annotations in their surroundings, a
// paragraph each, and where the words stand in it.
func excerpts(items []Annotation) (briefing.Snapshot, []briefing.Range, error) {
	var b briefing.Builder
	ranges := make([]briefing.Range, len(items))
	at := briefing.Offset(0)
	line := func(s string) string { return strings.ReplaceAll(briefing.Normalize(s), "\n", " ") }
	for i, it := range items {
		before, words, after := line(it.Mark.Prefix), line(it.Mark.Exact), line(it.Mark.Suffix)
		text := briefing.Normalize(before + words + after)
		if text != before+words+after { // a letter and its accent were parted
			before, text = "", words
		}
		start := at + briefing.Length(before)
		ranges[i] = briefing.Range{Start: start, End: start + briefing.Length(words)}
		b.Add(briefing.TextParagraph, 0, text, nil, nil)
		at += briefing.Length(text) + 1
	}
	snap, err := b.Snapshot(briefing.Hash{})
	return snap, ranges, err
}

// ExportPassages writes passages for annotation tools, in the format of an
// extension, by article and place; no articles are all that the library has. It
// returns how many there are, and how many of them bear a marking, which the
// file carries but other programs do not heed.
func (s *Session) ExportPassages(ctx context.Context, extension string, articles ...briefing.ID) (data []byte, count, marked int, err error) {
	marks, err := s.marks(ctx, articles)
	if err != nil {
		return nil, 0, 0, err
	}
	for _, m := range marks {
		if m.Marking != "" {
			marked++
		}
	}
	var out bytes.Buffer
	err = refs.WriteMarks(&out, extension, marks)
	return out.Bytes(), len(marks), marked, err
}

func (s *Session) marks(ctx context.Context, articles []briefing.ID) ([]refs.Mark, error) {
	if len(articles) == 0 {
		rows, err := s.Articles(ctx, library.ArticleQuery{})
		if err != nil {
			return nil, err
		}
		slices.SortFunc(rows, func(a, b library.ArticleRow) int {
			return cmp.Or(cmp.Compare(a.Title, b.Title), bytes.Compare(a.ID[:], b.ID[:]))
		})
		for _, r := range rows {
			if r.Passages > 0 {
				articles = append(articles, r.ID)
			}
		}
	}
	var marks []refs.Mark
	for _, id := range articles {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		a, err := s.Article(id)
		if err != nil {
			return nil, err
		}
		passages, err := s.Passages(ctx, id)
		if err != nil {
			return nil, err
		}
		texts := map[briefing.Hash]briefing.Snapshot{}
		for _, p := range passages {
			if _, ok := texts[p.Snapshot]; !ok {
				if texts[p.Snapshot], err = s.Snapshot(p.Snapshot); err != nil {
					return nil, fmt.Errorf("article “%s”: %w", a.Title.Value, err)
				}
			}
			marks = append(marks, refs.MarkOf(briefing.Source{Passage: p, Article: a, Snapshot: texts[p.Snapshot]}))
		}
	}
	return marks, nil
}
