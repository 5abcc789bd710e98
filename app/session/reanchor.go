package session

import (
	"context"
	"fmt"

	"briefdesk/briefing"
	"briefdesk/briefing/library"
	"briefdesk/briefing/quote"
)

// follow takes the passages of an article along to its new snapshot: those
// whose words stand there, without a doubt. The others stay where they are, and
// are marked; im counts them all.
func (tx *Tx) follow(im *Imported, after briefing.Snapshot) error {
	passages, err := tx.passages(im.Article, library.Present)
	if err != nil {
		return err
	}
	placements, err := placementsOf(passages, after, tx.Snapshot)
	if err != nil {
		return err
	}
	for i, p := range passages {
		settled, err := settle(p, placements[i], after)
		if err != nil {
			return err
		}
		switch {
		case settled.State == briefing.PassageAltered:
			im.Altered++
		case settled.State == briefing.PassageGone:
			im.Gone++
		case placements[i].Status == quote.Moved:
			im.Moved++
		default:
			im.Unchanged++
		}
		if err := tx.PutPassage(settled); err != nil {
			return err
		}
	}
	return nil
}

// placementsOf says where passages stand in a later snapshot of their article. read
// returns the snapshots that they are anchored in.
func placementsOf(passages []briefing.Passage, after briefing.Snapshot, read func(briefing.Hash) (briefing.Snapshot, error)) ([]quote.Placement, error) {
	in := map[briefing.Hash][]int{} // by snapshot, the indices of its passages
	for i, p := range passages {
		in[p.Snapshot] = append(in[p.Snapshot], i)
	}
	placements := make([]quote.Placement, len(passages))
	for hash, indices := range in {
		before, err := read(hash)
		if err != nil {
			return nil, fmt.Errorf("the snapshot %v that passages stand in: %w", hash, err)
		}
		anchors := make([]briefing.Anchor, len(indices))
		for k, i := range indices {
			anchors[k] = passages[i].Anchor
		}
		for k, placement := range quote.Reanchor(before, after, anchors) {
			placements[indices[k]] = placement
		}
	}
	return placements, nil
}

// settle is a passage as its placement leaves it. Words that differ harmlessly
// follow only if no letter changes its place, on which edits rely.
func settle(p briefing.Passage, placement quote.Placement, after briefing.Snapshot) (briefing.Passage, error) {
	switch {
	case placement.Status == quote.Gone:
		p.State = briefing.PassageGone
		return p, nil
	case !placement.Status.Follows() || placement.Range.Len() != briefing.Length(p.Exact):
		p.State = briefing.PassageAltered
		return p, nil
	}
	return anchored(p, after, placement.Range)
}

func anchored(p briefing.Passage, in briefing.Snapshot, r briefing.Range) (briefing.Passage, error) {
	anchor, err := quote.Anchor(in, r)
	if err != nil {
		return p, fmt.Errorf("passage “%s”: %w", p.Exact, err)
	}
	p.Anchor, p.State = anchor, briefing.PassageCurrent
	return p, nil
}

// Drift is a passage that has not followed its article to the newest snapshot,
// and what is to be found of it there.
type Drift struct {
	Passage   briefing.Passage
	Placement quote.Placement
}

// Drifts are the passages of an article that stay behind in an earlier
// snapshot: those that were altered, for their reader to decide on, and the
// orphans.
func (s *Session) Drifts(ctx context.Context, article briefing.ID) ([]Drift, error) {
	a, err := s.Article(article)
	if err != nil {
		return nil, err
	}
	passages, err := s.Passages(ctx, article)
	if err != nil {
		return nil, err
	}
	var behind []briefing.Passage
	for _, p := range passages {
		if p.State != briefing.PassageCurrent {
			behind = append(behind, p)
		}
	}
	if behind == nil {
		return nil, nil
	}
	after, err := s.Snapshot(a.Latest())
	if err != nil {
		return nil, fmt.Errorf("article “%s”: %w", a.Title.Value, err)
	}
	placements, err := placementsOf(behind, after, s.Snapshot)
	if err != nil {
		return nil, fmt.Errorf("article “%s”: %w", a.Title.Value, err)
	}
	drifts := make([]Drift, len(behind))
	for i, p := range behind {
		if p.Snapshot == after.Hash { // a text of orphans alone
			placements[i] = quote.Placement{Status: quote.Gone}
		}
		drifts[i] = Drift{p, placements[i]}
	}
	return drifts, nil
}

// Reanchor anchors a passage anew, at a range of the newest snapshot of its
// article that its reader has chosen. Quotations of it take the words there; the
// edits of a quotation that no longer fit them are for its proof to find.
func (s *Session) Reanchor(id briefing.ID, r briefing.Range) error {
	return s.Do("Anchor passage anew", func(tx *Tx) error {
		p, err := tx.Passage(id)
		if err != nil {
			return err
		}
		a, err := tx.Article(p.Article)
		if err != nil {
			return err
		}
		after, err := tx.Snapshot(a.Latest())
		if err != nil {
			return fmt.Errorf("article “%s”: %w", a.Title.Value, err)
		}
		if p, err = anchored(p, after, r); err != nil {
			return err
		}
		return tx.PutPassage(p)
	})
}

// KeepPassage leaves a passage that was altered or is gone in the snapshot that
// has its words, and asks about it no more until the next import.
func (s *Session) KeepPassage(id briefing.ID) error {
	return s.EditPassage("Keep the words of a passage", id, func(p *briefing.Passage) { p.State = briefing.PassageCurrent })
}
