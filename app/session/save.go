package session

import (
	"context"

	"briefdesk/briefing"
	"briefdesk/briefing/library"
)

// unsaved is a value that the library may not have yet: the newest change of
// it, and the number of that edit.
type unsaved struct {
	change
	edit int
}

type unsavedSnapshot struct {
	library.Imported
	edit int
}

// waiter waits until an edit and all before it are on the disk.
type waiter struct {
	edit int
	done chan error // takes one
}

// Status says how the session stands with the disk.
type Status struct {
	Unsaved int   // how many edits are not on the disk yet
	Err     error // why the last attempt to save failed, or nil
}

// Saved reports whether everything is on the disk.
func (st Status) Saved() bool { return st.Unsaved == 0 }

// Status returns how the session stands with the disk.
func (s *Session) Status() Status {
	s.mu.Lock()
	defer s.mu.Unlock()
	return Status{s.edits - s.saved, s.err}
}

// put makes the changes seen and has them written. The caller holds mu.
func (s *Session) put(changes map[library.Ref]change, snapshots map[briefing.Hash]library.Imported) {
	if len(changes)+len(snapshots) == 0 {
		return
	}
	s.edits++
	for ref, c := range changes {
		s.unsaved[ref] = unsaved{c, s.edits}
	}
	for hash, snap := range snapshots {
		s.snapshots[hash] = unsavedSnapshot{snap, s.edits}
	}
	s.kick()
}

// kick wakes the writer, or leaves word that it must not sleep. The caller
// holds mu.
func (s *Session) kick() {
	if s.closed {
		return
	}
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// Flush waits until all that was done before it is on the disk. It tries again
// where saving has failed, and its error says why it failed once more.
func (s *Session) Flush(ctx context.Context) error {
	s.mu.Lock()
	if s.saved == s.edits {
		s.mu.Unlock()
		return nil
	}
	w := waiter{s.edits, make(chan error, 1)}
	s.waiters = append(s.waiters, w)
	s.kick()
	s.mu.Unlock()
	select {
	case err := <-w.done:
		return err
	case <-ctx.Done():
		return ctx.Err()
	}
}

// write is the writer goroutine: it alone changes the library.
func (s *Session) write() {
	defer close(s.done)
	for range s.wake {
		s.save()
		s.notifyStatus()
	}
}

// save commits what is unsaved, any number of edits at once.
func (s *Session) save() {
	batch, upTo := s.batch()
	var err error
	if !batch.IsEmpty() {
		_, err = s.lib.Apply(context.Background(), batch)
	}
	s.settle(upTo, err)
}

func (s *Session) batch() (b library.Batch, upTo int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, snap := range s.snapshots {
		b.Snapshots = append(b.Snapshots, snap.Imported)
	}
	for _, ref := range sortedRefs(s.unsaved) {
		switch v := s.unsaved[ref].after.(type) {
		case briefing.Article:
			b.Articles = append(b.Articles, v)
		case briefing.Passage:
			b.Passages = append(b.Passages, v)
		case briefing.Briefing:
			b.Briefings = append(b.Briefings, v)
		case nil:
			b.Deleted = append(b.Deleted, ref)
		}
	}
	return b, s.edits
}

// settle notes how saving the edits up to upTo has ended. What a later edit
// has touched since stays unsaved.
func (s *Session) settle(upTo int, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.err = err
	if err == nil {
		s.saved = upTo
		for ref, u := range s.unsaved {
			if u.edit <= upTo {
				delete(s.unsaved, ref)
			}
		}
		for hash, snap := range s.snapshots {
			if snap.edit <= upTo {
				delete(s.snapshots, hash)
			}
		}
	}
	waiting := s.waiters[:0]
	for _, w := range s.waiters {
		if err != nil || w.edit <= upTo {
			w.done <- err
		} else {
			waiting = append(waiting, w)
		}
	}
	s.waiters = waiting
}
