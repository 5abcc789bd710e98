package session

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"maps"
	"reflect"
	"slices"

	"briefdesk/briefing"
	"briefdesk/briefing/library"
)

// Tx is one edit under way. It reads what the session holds, its own changes
// included, and gives and takes copies. It is of no use after the edit.
type Tx struct {
	s         *Session
	changes   map[library.Ref]change
	snapshots map[briefing.Hash]library.Imported
}

// Article returns the article called id, or library.ErrNotFound.
func (tx *Tx) Article(id briefing.ID) (briefing.Article, error) {
	return read[briefing.Article](tx.value, library.Ref{Kind: library.KindArticle, ID: id})
}

// Passage returns the passage called id, or library.ErrNotFound.
func (tx *Tx) Passage(id briefing.ID) (briefing.Passage, error) {
	return read[briefing.Passage](tx.value, library.Ref{Kind: library.KindPassage, ID: id})
}

// Briefing returns the briefing called id, or library.ErrNotFound.
func (tx *Tx) Briefing(id briefing.ID) (briefing.Briefing, error) {
	return read[briefing.Briefing](tx.value, library.Ref{Kind: library.KindBriefing, ID: id})
}

// Snapshot returns the snapshot called hash, or library.ErrNotFound.
func (tx *Tx) Snapshot(hash briefing.Hash) (briefing.Snapshot, error) {
	if s, ok := tx.snapshots[hash]; ok {
		return s.Snapshot, nil
	}
	return tx.s.Snapshot(hash)
}

// PutArticle adds the article or replaces it.
func (tx *Tx) PutArticle(a briefing.Article) error {
	return tx.put(library.Ref{Kind: library.KindArticle, ID: a.ID}, a.Clone())
}

// PutPassage adds the passage or replaces it.
func (tx *Tx) PutPassage(p briefing.Passage) error {
	return tx.put(library.Ref{Kind: library.KindPassage, ID: p.ID}, p.Clone())
}

// PutBriefing adds the briefing or replaces it.
func (tx *Tx) PutBriefing(b briefing.Briefing) error {
	return tx.put(library.Ref{Kind: library.KindBriefing, ID: b.ID}, b.Clone())
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

// DeleteArticle deletes the article and its passages. Quotations of them stay
// in their briefings, without a source.
func (tx *Tx) DeleteArticle(id briefing.ID) error {
	passages, err := tx.passages(id)
	if err != nil {
		return err
	}
	for _, p := range passages {
		if err := tx.DeletePassage(p.ID); err != nil {
			return err
		}
	}
	return tx.put(library.Ref{Kind: library.KindArticle, ID: id}, nil)
}

// DeletePassage deletes the passage, if it is there.
func (tx *Tx) DeletePassage(id briefing.ID) error {
	return tx.put(library.Ref{Kind: library.KindPassage, ID: id}, nil)
}

// DeleteBriefing deletes the briefing, if it is there.
func (tx *Tx) DeleteBriefing(id briefing.ID) error {
	return tx.put(library.Ref{Kind: library.KindBriefing, ID: id}, nil)
}

func (tx *Tx) passages(article briefing.ID) ([]briefing.Passage, error) {
	list, err := tx.s.Passages(context.Background(), article)
	if err != nil {
		return nil, err
	}
	return overlay(list, article, func(yield func(library.Ref, any) bool) {
		for ref, c := range tx.changes {
			if !yield(ref, c.after) {
				return
			}
		}
	}), nil
}

// value is what stands at ref, or nil.
func (tx *Tx) value(ref library.Ref) (any, error) {
	if c, ok := tx.changes[ref]; ok {
		return c.after, nil
	}
	return tx.s.value(ref)
}

// put notes what stood at ref, the first time, and puts after there.
func (tx *Tx) put(ref library.Ref, after any) error {
	if ref.ID.IsZero() {
		return fmt.Errorf("the %s has no identifier", ref.Kind)
	}
	c, ok := tx.changes[ref]
	if !ok {
		before, err := tx.s.value(ref)
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
	maps.DeleteFunc(tx.changes, func(_ library.Ref, c change) bool { return reflect.DeepEqual(c.before, c.after) })
	return nil
}

// check holds the changes against each other and the library, so that the
// writer, who comes later, finds nothing to refuse.
func (tx *Tx) check() error {
	for _, ref := range sortedRefs(tx.changes) {
		c := tx.changes[ref]
		var err error
		switch after := c.after.(type) {
		case briefing.Article:
			before, _ := c.before.(briefing.Article)
			err = tx.checkArticle(before, after)
		case briefing.Passage:
			before, _ := c.before.(briefing.Passage)
			err = tx.checkPassage(before, after)
		}
		if err != nil {
			return err
		}
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

func (tx *Tx) checkPassage(before, after briefing.Passage) error {
	if _, err := tx.Article(after.Article); err != nil {
		return fmt.Errorf("passage “%s”: %w", after.Exact, err)
	}
	if before.Anchor == after.Anchor {
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
