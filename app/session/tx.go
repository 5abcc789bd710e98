package session

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"briefdesk/briefing"
	"briefdesk/briefing/library"
)

// Tx is one edit under way. It reads what the session holds, its own changes
// included, and gives and takes copies. What lies in the trash is not there for
// it, but to be restored. It is of no use after the edit.
type Tx struct {
	s         *Session
	changes   map[library.Ref]change
	snapshots map[briefing.Hash]library.Imported
}

func (s *Session) newTx() *Tx {
	return &Tx{s: s, changes: map[library.Ref]change{}, snapshots: map[briefing.Hash]library.Imported{}}
}

// Article returns the article called id, or library.ErrNotFound.
func (tx *Tx) Article(id briefing.ID) (briefing.Article, error) {
	return read[briefing.Article](tx.item, library.Ref{Kind: library.KindArticle, ID: id})
}

// Passage returns the passage called id, or library.ErrNotFound.
func (tx *Tx) Passage(id briefing.ID) (briefing.Passage, error) {
	return read[briefing.Passage](tx.item, library.Ref{Kind: library.KindPassage, ID: id})
}

// Briefing returns the briefing called id, or library.ErrNotFound.
func (tx *Tx) Briefing(id briefing.ID) (briefing.Briefing, error) {
	return read[briefing.Briefing](tx.item, library.Ref{Kind: library.KindBriefing, ID: id})
}

// Snapshot returns the snapshot called hash, or library.ErrNotFound.
func (tx *Tx) Snapshot(hash briefing.Hash) (briefing.Snapshot, error) {
	if s, ok := tx.snapshots[hash]; ok {
		return s.Snapshot, nil
	}
	return tx.s.Snapshot(hash)
}

// PutArticle adds the article or replaces it. One that is in the trash comes
// back with the passages that went there with it.
func (tx *Tx) PutArticle(a briefing.Article) error {
	ref := library.Ref{Kind: library.KindArticle, ID: a.ID}
	if it, err := tx.item(ref); err != nil {
		return err
	} else if it.isTrashed() {
		if err := tx.Restore(ref); err != nil {
			return err
		}
	}
	return tx.put(ref, item{a.Clone(), library.Present})
}

// PutPassage adds the passage or replaces it.
func (tx *Tx) PutPassage(p briefing.Passage) error {
	return tx.put(library.Ref{Kind: library.KindPassage, ID: p.ID}, item{p.Clone(), library.Present})
}

// PutBriefing adds the briefing or replaces it.
func (tx *Tx) PutBriefing(b briefing.Briefing) error {
	return tx.put(library.Ref{Kind: library.KindBriefing, ID: b.ID}, item{b.Clone(), library.Present})
}

// AddSnapshot adds a snapshot and the bytes it was made from, which may be nil.
// One that is there already stays as it is. It is kept only as long as an
// article has it.
func (tx *Tx) AddSnapshot(s briefing.Snapshot, original []byte) error {
	if err := s.Verify(); err != nil {
		return err
	}
	tx.snapshots[s.Hash] = library.Imported{Snapshot: s, Original: original}
	return nil
}

// item is what there is at ref. The caller must not change its value.
func (tx *Tx) item(ref library.Ref) (item, error) {
	if c, ok := tx.changes[ref]; ok {
		return c.after, nil
	}
	return tx.s.item(ref)
}

// passages are those of an article that are at that place.
func (tx *Tx) passages(article briefing.ID, at library.Place) ([]briefing.Passage, error) {
	list, err := tx.s.passages(context.Background(), article, at)
	if err != nil {
		return nil, err
	}
	return overlay(list, article, at, func(yield func(library.Ref, item) bool) {
		for ref, c := range tx.changes {
			if !yield(ref, c.after) {
				return
			}
		}
	}), nil
}

// put notes what was at ref, the first time, and puts after there.
func (tx *Tx) put(ref library.Ref, after item) error {
	if ref.ID.IsZero() {
		return fmt.Errorf("the %s has no identifier", ref.Kind)
	}
	c, ok := tx.changes[ref]
	if !ok {
		before, err := tx.s.item(ref)
		if err != nil {
			return err
		}
		c.before = before
	}
	c.after = after
	tx.changes[ref] = c
	return nil
}

// finish checks the changes and leaves out those that end as they began.
func (tx *Tx) finish() error {
	if err := tx.check(); err != nil {
		return err
	}
	maps.DeleteFunc(tx.changes, func(_ library.Ref, c change) bool { return c.isNone() })
	return nil
}

// check holds the changes against each other and the library, so that the
// writer, who comes later, finds nothing to refuse.
func (tx *Tx) check() error {
	for _, ref := range sortedRefs(tx.changes) {
		if err := tx.checkChange(ref, tx.changes[ref]); err != nil {
			return err
		}
	}
	return nil
}

func (tx *Tx) checkChange(ref library.Ref, c change) error {
	switch after := c.after.value.(type) {
	case briefing.Article:
		before, _ := c.before.value.(briefing.Article)
		return tx.checkArticle(before, after)
	case briefing.Passage:
		before, _ := c.before.value.(briefing.Passage)
		return tx.checkPassage(before, after, c.after.place)
	}
	return nil
}

func (tx *Tx) checkArticle(before, after briefing.Article) error {
	for _, hash := range after.Snapshots {
		if slices.Contains(before.Snapshots, hash) {
			continue
		}
		if _, err := tx.Snapshot(hash); err != nil {
			return fmt.Errorf("article “%s”: %w", after.Title.Value, err)
		}
	}
	return nil
}

func (tx *Tx) checkPassage(before, after briefing.Passage, at library.Place) error {
	article, err := tx.item(library.Ref{Kind: library.KindArticle, ID: after.Article})
	switch {
	case err != nil:
		return err
	case article.place == library.Nowhere:
		return fmt.Errorf("passage “%s”: article %v: %w", after.Exact, after.Article, library.ErrNotFound)
	case at == library.Present && article.isTrashed():
		return fmt.Errorf("passage “%s”: its article “%s”: %w", after.Exact, titleOf(article), ErrTrashed)
	case at == library.TrashedBy && article.isPresent():
		return fmt.Errorf("passage “%s” does not go with its article: %w", after.Exact, errMisfit)
	case before.Anchor == after.Anchor:
		return nil
	}
	s, err := tx.Snapshot(after.Snapshot)
	if err == nil && s.Slice(after.Range) != after.Exact {
		err = errors.New("its words do not stand in the article at that place")
	}
	if err != nil {
		return fmt.Errorf("passage “%s”: %w", after.Exact, err)
	}
	return nil
}

// sortedRefs are the keys of m, in order of kind and identifier.
func sortedRefs[V any](m map[library.Ref]V) []library.Ref {
	return slices.SortedFunc(maps.Keys(m), func(a, b library.Ref) int {
		return cmp.Or(cmp.Compare(a.Kind, b.Kind), bytes.Compare(a.ID[:], b.ID[:]))
	})
}
