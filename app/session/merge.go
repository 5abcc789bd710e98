package session

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/bundle"
	"briefdesk/briefing/library"
)

// MergeStatus says what became of a part of a bundle.
type MergeStatus string

// What merging may come to.
const (
	MergeAdded MergeStatus = "added" // the library did not have it
	MergeKnown MergeStatus = "known" // the library has the very same
	MergeFound MergeStatus = "found" // so it has, but in the trash; it is restored
	MergeKept  MergeStatus = "kept"  // the library has another of that identifier; both are kept
)

// Merged says what came of a bundle.
type Merged struct {
	// Briefing is the bundle's, as the library has it now.
	Briefing briefing.ID
	Title    string
	// Parts are the articles, the passages and the briefing, in this order.
	Parts []MergedPart
}

// MergedPart is what became of one part. ID is what it is called in the library;
// where both are kept, that is not what the bundle calls it.
type MergedPart struct {
	Kind   library.Kind
	Status MergeStatus
	ID     briefing.ID
	Title  string // of articles and briefings; the words of a passage
}

// Count is how many parts of a kind came to a status.
func (m Merged) Count(kind library.Kind, status MergeStatus) int {
	n := 0
	for _, p := range m.Parts {
		if p.Kind == kind && p.Status == status {
			n++
		}
	}
	return n
}

// Merge takes a bundle into the library as one step of undo. It overwrites
// nothing: a part whose identifier stands for something else here comes in
// under a new one, which what refers to it in the bundle then names. A part
// that is here already, be it in the trash, is recognised, and so is one that an
// earlier merge has given a new identifier, so merging a bundle twice adds
// nothing. A snapshot that an article here lacks is added to it, as an old one.
func (s *Session) Merge(b bundle.Bundle) (Merged, error) { return s.merge(b, nil) }

// WouldMerge says what Merge would come to at the moment, and changes nothing.
func (s *Session) WouldMerge(b bundle.Bundle) (Merged, error) { return s.merge(b, errOnlyAsked) }

// errOnlyAsked keeps a merge from being made.
var errOnlyAsked = errors.New("it was only asked what would become of it")

// merge takes a bundle in, unless instead says why not.
func (s *Session) merge(b bundle.Bundle, instead error) (Merged, error) {
	m := merger{renamed: map[briefing.ID]briefing.ID{}}
	m.Title = b.Briefing.Title
	err := s.Do("Open bundle “"+b.Briefing.Title+"”", func(tx *Tx) error {
		m.tx = tx
		if err := m.merge(b); err != nil {
			return err
		}
		return instead
	})
	if err != nil && !errors.Is(err, errOnlyAsked) {
		return Merged{}, fmt.Errorf("merge the bundle “%s”: %w", b.Briefing.Title, err)
	}
	return m.Merged, nil
}

// merger merges one bundle; renamed are the identifiers that were changed.
type merger struct {
	Merged
	tx      *Tx
	renamed map[briefing.ID]briefing.ID
}

func (m *merger) merge(b bundle.Bundle) error {
	for _, snap := range b.Snapshots {
		if err := m.tx.AddSnapshot(snap, b.Originals[snap.Original]); err != nil {
			return err
		}
	}
	for _, a := range b.Articles {
		if err := m.article(a); err != nil {
			return err
		}
	}
	for _, p := range b.Passages {
		if err := m.passage(p); err != nil {
			return err
		}
	}
	return m.briefing(b.Briefing)
}

func (m *merger) article(a briefing.Article) error {
	id, status, err := m.sameArticle(a)
	if err == nil && status == "" {
		id, status, err = place(m.tx, library.KindArticle, a, a.ID, func(v, here briefing.Article, id briefing.ID) briefing.Article {
			v.ID, v.Snapshots = id, here.Snapshots // an article is the same, whichever of its snapshots are here
			return v
		})
	}
	if err != nil {
		return err
	}
	m.note(library.KindArticle, status, a.ID, id, a.Title.Value)
	known, err := m.tx.Article(id)
	if errors.Is(err, library.ErrNotFound) {
		a.ID = id
		return m.tx.PutArticle(a)
	}
	if err != nil {
		return err
	}
	for _, hash := range a.Snapshots {
		if !slices.Contains(known.Snapshots, hash) {
			known.Snapshots = slices.Insert(known.Snapshots, 0, hash) // the newest here stays it
		}
	}
	return m.tx.PutArticle(known)
}

// sameArticle finds the article that a is where somebody has imported the same
// text here: it has one of the snapshots, and all that is known of it is the same
// but for when it was seen.
func (m *merger) sameArticle(a briefing.Article) (briefing.ID, MergeStatus, error) {
	if it, err := m.tx.item(library.Ref{Kind: library.KindArticle, ID: a.ID}); err != nil || it.place != library.Nowhere {
		return a.ID, "", err
	}
	for _, hash := range a.Snapshots {
		twin, err := m.tx.articleWith(hash)
		if err != nil {
			return briefing.ID{}, "", err
		}
		it, err := m.tx.item(library.Ref{Kind: library.KindArticle, ID: twin.ID})
		if err != nil {
			return briefing.ID{}, "", err
		}
		b := a
		b.ID, b.Snapshots, b.Accessed = twin.ID, twin.Snapshots, twin.Accessed
		if it.isPresent() && bytes.Equal(content(twin), content(b)) {
			return twin.ID, MergeKnown, nil
		}
	}
	return a.ID, "", nil
}

func (m *merger) passage(p briefing.Passage) error {
	p.Article = m.now(p.Article)
	id, status, err := place(m.tx, library.KindPassage, p, p.ID, func(v, _ briefing.Passage, id briefing.ID) briefing.Passage {
		v.ID = id
		return v
	})
	if err != nil {
		return err
	}
	m.note(library.KindPassage, status, p.ID, id, p.Exact)
	if status == MergeKnown || status == MergeFound {
		return nil
	}
	p.ID = id
	return m.tx.PutPassage(p)
}

// citation is a passage cited in own text, as package manuscript reads it.
var citation = regexp.MustCompile(`\[@[0-9a-f]{32}\]`)

func (m *merger) briefing(b briefing.Briefing) error {
	b = b.Clone()
	for i := range b.Blocks {
		bl := &b.Blocks[i]
		bl.Quotation.Passage = m.now(bl.Quotation.Passage)
		bl.Text = citation.ReplaceAllStringFunc(bl.Text, m.cited)
	}
	id, status, err := place(m.tx, library.KindBriefing, b, b.ID, func(v, _ briefing.Briefing, id briefing.ID) briefing.Briefing {
		v.ID = id
		return v
	})
	if err != nil {
		return err
	}
	m.note(library.KindBriefing, status, b.ID, id, b.Title)
	m.Briefing = id
	if status == MergeKnown || status == MergeFound {
		return nil
	}
	b.ID = id
	return m.tx.PutBriefing(b)
}

// cited is a citation with the identifier that its passage has here.
func (m *merger) cited(text string) string {
	id, err := briefing.ParseID(text[2 : len(text)-1])
	if err != nil {
		return text
	}
	return "[@" + m.now(id).String() + "]"
}

// now is the identifier that what the bundle calls id has here.
func (m *merger) now(id briefing.ID) briefing.ID {
	if now, ok := m.renamed[id]; ok {
		return now
	}
	return id
}

func (m *merger) note(kind library.Kind, status MergeStatus, was, id briefing.ID, title string) {
	if was != id {
		m.renamed[was] = id
	}
	m.Parts = append(m.Parts, MergedPart{kind, status, id, title})
}

// place finds the identifier under which v comes in: its own, unless another
// value has that here, else one that follows from its identifier and content, so
// that the same value finds the same place again. as is v under an identifier,
// as it is compared with what is here; that comes out of the trash if it is the
// same.
func place[T any](tx *Tx, kind library.Kind, v T, id briefing.ID, as func(v, here T, id briefing.ID) T) (briefing.ID, MergeStatus, error) {
	status := MergeAdded
	for {
		ref := library.Ref{Kind: kind, ID: id}
		it, err := tx.item(ref)
		if err != nil {
			return id, "", err
		}
		if it.place == library.Nowhere {
			return id, status, nil
		}
		here := it.value.(T)
		switch {
		case !bytes.Equal(content(here), content(as(v, here, id))):
		case it.isTrashed():
			return id, MergeFound, tx.Restore(ref)
		default:
			return id, MergeKnown, nil
		}
		var nothing T
		hash := sha256.Sum256(append([]byte("briefdesk merge\n"), content(as(v, nothing, id))...))
		id, status = briefing.ID(hash[:len(id)]), MergeKept
	}
}

// content is a value in the form in which two are compared.
func content(v any) []byte {
	if b, ok := v.(briefing.Briefing); ok {
		v = struct {
			briefing.Briefing
			Blocks []briefing.Block `json:"blocks"`
		}{b, b.Blocks}
	}
	data, err := briefing.CanonicalJSON(v)
	if err != nil {
		panic(fmt.Sprintf("session: %T cannot be compared: %v", v, err)) // a bundle holds what can be encoded
	}
	return data
}

// Sentences say what came of the bundle, one a line, for people.
func (m Merged) Sentences() []string {
	var lines []string
	for _, kind := range []library.Kind{library.KindArticle, library.KindPassage} {
		parts := []string{}
		for _, c := range []struct {
			status MergeStatus
			said   string
		}{{MergeAdded, "added"}, {MergeKnown, "here already"}, {MergeFound, "restored from the trash"}, {MergeKept, "kept beside another"}} {
			if n := m.Count(kind, c.status); n > 0 {
				parts = append(parts, fmt.Sprintf("%d %s", n, c.said))
			}
		}
		if len(parts) > 0 {
			lines = append(lines, plural(kind)+": "+strings.Join(parts, ", "))
		}
	}
	return append(lines, m.sentence())
}

// sentence says what became of the briefing.
func (m Merged) sentence() string {
	switch {
	case m.Count(library.KindBriefing, MergeKnown) > 0:
		return fmt.Sprintf("The briefing “%s” is here already.", m.Title)
	case m.Count(library.KindBriefing, MergeFound) > 0:
		return fmt.Sprintf("The briefing “%s” was in the trash; it is restored.", m.Title)
	case m.Count(library.KindBriefing, MergeKept) > 0:
		return fmt.Sprintf("The briefing “%s” differs from the one here; both are kept.", m.Title)
	}
	return fmt.Sprintf("The briefing “%s” is added.", m.Title)
}

func plural(kind library.Kind) string {
	if kind == library.KindArticle {
		return "Articles"
	}
	return "Passages"
}
