package session

import (
	"fmt"
	"slices"

	"briefdesk/briefing"
	"briefdesk/briefing/library"
	"briefdesk/briefing/quote"
)

// What a reader does with passages, and an author with the blocks of a
// briefing. Each is one step of undo, named as the menu shows it.

// Highlight saves the range of a snapshot of an article as a passage. One in a
// pull quote goes to the running text if the same words stand there; and where
// the very same range is a passage already, that one takes the colour.
func (s *Session) Highlight(article briefing.ID, snapshot briefing.Hash, r briefing.Range, colour string) (briefing.Passage, error) {
	snap, err := s.Snapshot(snapshot)
	if err != nil {
		return briefing.Passage{}, err
	}
	if body := quote.InBody(snap, r); body.Status.Follows() {
		r = body.Range
	}
	anchor, err := quote.Anchor(snap, r)
	if err != nil {
		return briefing.Passage{}, err
	}
	p := briefing.Passage{ID: briefing.NewID(), Article: article, Anchor: anchor, Kind: briefing.PassageDirect, Colour: colour}
	err = s.Do("Highlight", func(tx *Tx) error {
		saved, err := tx.passages(article, library.Present)
		if err != nil {
			return err
		}
		if i := slices.IndexFunc(saved, func(old briefing.Passage) bool { return old.Anchor == anchor }); i >= 0 {
			p = saved[i]
			p.Colour = colour
		}
		return tx.PutPassage(p)
	})
	return p, err
}

// EditPassage changes what is said about a passage; its words stay.
func (s *Session) EditPassage(name string, id briefing.ID, edit func(*briefing.Passage)) error {
	return s.Do(name, func(tx *Tx) error {
		p, err := tx.Passage(id)
		if err != nil {
			return err
		}
		edit(&p)
		return tx.PutPassage(p)
	})
}

// EditBriefing changes a briefing.
func (s *Session) EditBriefing(name string, id briefing.ID, edit func(*briefing.Briefing) error) error {
	return s.continueBriefing("", name, id, edit)
}

func (s *Session) continueBriefing(key, name string, id briefing.ID, edit func(*briefing.Briefing) error) error {
	return s.Continue(key, name, func(tx *Tx) error {
		b, err := tx.Briefing(id)
		if err != nil {
			return err
		}
		if err := edit(&b); err != nil {
			return err
		}
		return tx.PutBriefing(b)
	})
}

// TypeText sets the text of a block, or the own words of a paraphrase. The letters
// typed into one block are one step of undo until Pause.
func (s *Session) TypeText(id briefing.ID, block int, text string) error {
	key := fmt.Sprintf("text %v %d", id, block)
	return s.continueBriefing(key, "Typing", id, func(b *briefing.Briefing) error {
		if err := hasBlocks(b, block, 1); err != nil {
			return err
		}
		if bl := &b.Blocks[block]; bl.Kind == briefing.BlockQuotation {
			bl.Quotation.Words = text
		} else {
			bl.Text = text
		}
		return nil
	})
}

// InsertBlocks puts blocks before the one at index at; len(b.Blocks) is the end.
func (s *Session) InsertBlocks(name string, id briefing.ID, at int, blocks ...briefing.Block) error {
	return s.EditBriefing(name, id, func(b *briefing.Briefing) error {
		if err := hasBlocks(b, at, 0); err != nil {
			return err
		}
		b.Blocks = slices.Insert(b.Blocks, at, blocks...)
		return nil
	})
}

// MoveBlocks moves count blocks from index from to the gap before index to, as
// the indices stand before the move.
func (s *Session) MoveBlocks(name string, id briefing.ID, from, count, to int) error {
	return s.EditBriefing(name, id, func(b *briefing.Briefing) error {
		if err := hasBlocks(b, from, count); err != nil {
			return err
		}
		if err := hasBlocks(b, to, 0); err != nil {
			return err
		}
		if to > from && to < from+count {
			return fmt.Errorf("%s: the blocks cannot go between themselves", name)
		}
		moved := slices.Clone(b.Blocks[from : from+count])
		rest := slices.Delete(slices.Clone(b.Blocks), from, from+count)
		if to > from {
			to -= count
		}
		b.Blocks = slices.Insert(rest, to, moved...)
		return nil
	})
}

// DeleteBlocks deletes count blocks from index from.
func (s *Session) DeleteBlocks(name string, id briefing.ID, from, count int) error {
	return s.EditBriefing(name, id, func(b *briefing.Briefing) error {
		if err := hasBlocks(b, from, count); err != nil {
			return err
		}
		b.Blocks = slices.Delete(b.Blocks, from, from+count)
		return nil
	})
}

func hasBlocks(b *briefing.Briefing, from, count int) error {
	if from < 0 || count < 0 || from+count > len(b.Blocks) {
		return fmt.Errorf("the briefing has %d blocks, not %d to %d", len(b.Blocks), from+1, from+count)
	}
	return nil
}

// EditArticle changes what is known about an article.
func (s *Session) EditArticle(id briefing.ID, edit func(*briefing.Article)) error {
	return s.editArticle("Edit details", id, edit)
}

func (s *Session) editArticle(name string, id briefing.ID, edit func(*briefing.Article)) error {
	return s.Do(name, func(tx *Tx) error {
		a, err := tx.Article(id)
		if err != nil {
			return err
		}
		edit(&a)
		return tx.PutArticle(a)
	})
}
