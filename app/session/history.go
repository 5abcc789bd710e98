package session

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"briefdesk/briefing"
	"briefdesk/briefing/library"
)

// maxSteps bounds how far back Undo goes: as far as the library's journal does.
const maxSteps = 200

// history is the steps of undo, oldest first. The first done of them can be
// undone, the others can be done again. Steps are numbered as they are made, and
// keep their numbers when older ones are forgotten.
type history struct {
	steps []step
	done  int
	first int // the number of steps[0]
	kept  int // steps below this number are in the library's journal as they are
}

// end is the number of the step to come.
func (h *history) end() int { return h.first + len(h.steps) }

// snapshot is the history as it stands, for the writer.
func (h *history) snapshot() history {
	copied := *h
	copied.steps = slices.Clone(h.steps)
	return copied
}

// step is one step of undo. Edits continued under its key become part of it.
type step struct {
	name, key string
	// changes is nil where the step comes from the journal and was not looked
	// at yet; written is then what the journal has of it.
	changes map[library.Ref]change
	written library.Step
}

// add makes st the newest step, or part of the one it continues. What was
// undone before cannot be done again.
func (h *history) add(st step) {
	h.cut()
	if h.done > 0 {
		if top := &h.steps[h.done-1]; st.key != "" && top.key == st.key {
			top.changes = joined(top.changes, st.changes)
			h.kept = min(h.kept, h.end()-1)
			return
		}
	}
	h.pause()
	h.steps = append(h.steps, st)
	h.done++
	if over := len(h.steps) - maxSteps; over > 0 {
		h.steps = slices.Delete(h.steps, 0, over)
		h.done -= over
		h.first += over
	}
}

// cut drops what was undone.
func (h *history) cut() {
	h.steps = slices.Delete(h.steps, h.done, len(h.steps))
	h.kept = min(h.kept, h.end())
}

// joined are the changes of an edit and of one that followed it.
func joined(first, second map[library.Ref]change) map[library.Ref]change {
	all := maps.Clone(first)
	for ref, c := range second {
		if earlier, ok := first[ref]; ok {
			c.before = earlier.before
		}
		all[ref] = c
	}
	return all
}

// pause ends the step that edits are added to.
func (h *history) pause() {
	if h.done > 0 {
		h.steps[h.done-1].key = ""
	}
}

// next is the index of the step that undo takes back, or of the one that redo
// does again; -1 if there is none.
func (h *history) next(back bool) int {
	switch {
	case back:
		return h.done - 1
	case h.done < len(h.steps):
		return h.done
	}
	return -1
}

// Pause ends the step that Continue is adding to, if there is one.
func (s *Session) Pause() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.history.pause()
}

// Undo takes back the newest step and returns its name; ok says whether there
// was one that could be. A step that an earlier run of the program has left, and
// that does not fit the library, is forgotten with all others.
func (s *Session) Undo() (name string, ok bool) { return s.move(true) }

// Redo does again what Undo took back last.
func (s *Session) Redo() (name string, ok bool) { return s.move(false) }

// UndoName is the name of the step that Undo would take back, or empty.
func (s *Session) UndoName() string { return s.nameOf(true) }

// RedoName is the name of the step that Redo would do again, or empty.
func (s *Session) RedoName() string { return s.nameOf(false) }

func (s *Session) nameOf(back bool) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if i := s.history.next(back); i >= 0 {
		return s.history.steps[i].name
	}
	return ""
}

// move takes one step back or does one again.
func (s *Session) move(back bool) (name string, ok bool) {
	changes, name := s.moved(back)
	if changes == nil {
		return "", false
	}
	s.notify(changes)
	return name, true
}

func (s *Session) moved(back bool) (map[library.Ref]change, string) {
	s.door.Lock()
	defer s.door.Unlock()
	st, ok := s.nextStep(back)
	if !ok {
		return nil, ""
	}
	changes, err := st.changes, error(nil)
	if changes == nil {
		changes, err = s.recall(st.written.Data, back)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case errors.Is(err, errUnread):
		return nil, ""
	case err != nil:
		s.history = history{}
		return nil, ""
	}
	s.history.steps[s.history.next(back)].changes = changes
	if back {
		s.history.done--
		changes = turned(changes)
	} else {
		s.history.done++
	}
	s.history.pause()
	s.put(changes, nil)
	return changes, st.name
}

func (s *Session) nextStep(back bool) (step, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := s.history.next(back)
	if i < 0 || s.closed {
		return step{}, false
	}
	return s.history.steps[i], true
}

func turned(changes map[library.Ref]change) map[library.Ref]change {
	back := make(map[library.Ref]change, len(changes))
	for ref, c := range changes {
		back[ref] = c.turned()
	}
	return back
}

// errUnread says that the library cannot be read for now. That says nothing of
// whether a step fits.
var errUnread = errors.New("the library cannot be read")

// recall reads a step of the journal that is about to be undone or done again.
// It is refused unless both sides of each change are what they were, and unless
// an edit that does the same would be taken.
func (s *Session) recall(data []byte, back bool) (map[library.Ref]change, error) {
	records, err := decodeStep(data)
	if err != nil {
		return nil, err
	}
	tx := s.newTx()
	for _, r := range records {
		now, err := s.item(r.ref())
		if err != nil {
			return nil, fmt.Errorf("%w: %w", errUnread, err)
		}
		turn := r.redo
		if back {
			turn = r.undo
		}
		then, err := turn(now)
		if err != nil {
			return nil, err
		}
		if b, ok := then.value.(briefing.Briefing); ok {
			if err := s.recallImages(b.Blocks); err != nil {
				return nil, fmt.Errorf("%w: %w", errUnread, err)
			}
		}
		tx.changes[r.ref()] = change{now, then}
	}
	if err := tx.checkRecalled(); err != nil {
		return nil, err
	}
	if back {
		return turned(tx.changes), nil
	}
	return tx.changes, nil
}

// checkRecalled is check for changes that no edit has made: they might leave
// passages behind.
func (tx *Tx) checkRecalled() error {
	for ref, c := range tx.changes {
		if ref.Kind != library.KindArticle || c.before.place == c.after.place {
			continue
		}
		for _, at := range notWith[c.after.place] {
			if left, err := tx.passages(ref.ID, at); err != nil || len(left) > 0 {
				return errors.Join(err, errMisfit)
			}
		}
	}
	return tx.check()
}

// notWith are the places at which no passage may be when its article is at one.
var notWith = map[library.Place][]library.Place{
	library.Nowhere: {library.Present, library.Trashed, library.TrashedBy},
	library.Trashed: {library.Present},
	library.Present: {library.TrashedBy},
}
