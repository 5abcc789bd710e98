package session

import (
	"errors"
	"fmt"

	"briefdesk/briefing"
	"briefdesk/briefing/library"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/quote"
)

// Clip saves a passage of an article's newest snapshot by its words, as one
// step of undo. Words that do not stand there, or stand there twice, are the
// error of quote.Find.
func (s *Session) Clip(article briefing.ID, words string, tags []string) (briefing.Passage, error) {
	p := briefing.Passage{ID: briefing.NewID(), Article: article, Kind: briefing.PassageDirect, Tags: tags}
	err := s.Do("Save passage", func(tx *Tx) error {
		a, err := tx.Article(article)
		if err != nil {
			return err
		}
		snap, err := tx.Snapshot(a.Latest())
		if err != nil {
			return fmt.Errorf("article “%s”: %w", a.Title.Value, err)
		}
		r, err := quote.Find(snap, words)
		if err != nil {
			return err
		}
		if p.Anchor, err = quote.Anchor(snap, r); err != nil {
			return err
		}
		return tx.PutPassage(p)
	})
	if err != nil {
		return briefing.Passage{}, err
	}
	return p.Clone(), nil
}

// Sources returns the passages that b quotes or cites, each with its article
// and snapshot, whether or not they are in the trash. Those that the library
// does not have are missing from it.
func (s *Session) Sources(b briefing.Briefing) (briefing.Sources, error) {
	sources := briefing.Sources{}
	snapshots := map[briefing.Hash]briefing.Snapshot{} // a briefing quotes few articles often
	for _, id := range manuscript.Cited(b) {
		src, err := s.source(id, snapshots)
		if errors.Is(err, library.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		sources[id] = src
	}
	return sources, nil
}

func (s *Session) source(id briefing.ID, snapshots map[briefing.Hash]briefing.Snapshot) (briefing.Source, error) {
	p, err := readAnywhere[briefing.Passage](s.item, library.Ref{Kind: library.KindPassage, ID: id})
	if err != nil {
		return briefing.Source{}, err
	}
	a, err := readAnywhere[briefing.Article](s.item, library.Ref{Kind: library.KindArticle, ID: p.Article})
	if err != nil {
		return briefing.Source{}, err
	}
	snap, ok := snapshots[p.Snapshot]
	if !ok {
		if snap, err = s.Snapshot(p.Snapshot); err != nil {
			return briefing.Source{}, err
		}
		snapshots[p.Snapshot] = snap
	}
	return briefing.Source{Passage: p, Article: a, Snapshot: snap}, nil
}
