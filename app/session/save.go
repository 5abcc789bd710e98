package session

import (
	"context"

	"briefdesk/briefing"
	"briefdesk/briefing/library"
)

// unsaved is an item that the library may not have yet, and the number of the
// newest edit of it.
type unsaved struct {
	item
	was          any  // the value before that edit
	wrote, moved bool // whether the value or the place may differ from the library's
	edit         int
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
		u := s.unsaved[ref]
		u.item, u.was, u.edit = c.after, c.before.value, s.edits
		u.wrote = u.wrote || c.rewrites()
		u.moved = u.moved || c.before.place != c.after.place
		s.unsaved[ref] = u
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

// save commits what is unsaved, any number of edits at once, and the steps of
// undo with it.
func (s *Session) save() {
	p := s.pending()
	var err error
	if p.upTo > p.from {
		err = commit(context.Background(), s.lib, p)
	}
	s.settle(p, err)
}

func commit(ctx context.Context, lib *library.Library, p pending) error {
	if err := saveSuperseded(ctx, lib, p.superseded); err != nil {
		return err
	}
	p.batch.Journal = p.journal()
	_, err := lib.Apply(ctx, p.batch)
	return err
}

// pending is what one commit takes to the disk: the edits after from, up to upTo.
type pending struct {
	from, upTo int
	batch      library.Batch
	history    history
	superseded []briefing.Briefing // exported, and edited since
}

func (s *Session) pending() pending {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.collect()
	s.history.kept = s.history.end()
	return p
}

// collect gathers what is unsaved. The caller holds mu.
func (s *Session) collect() pending {
	p := pending{from: s.saved, upTo: s.edits, history: s.history.snapshot()}
	for _, snap := range s.snapshots {
		p.batch.Snapshots = append(p.batch.Snapshots, snap.Imported)
	}
	for _, ref := range sortedRefs(s.unsaved) {
		s.unsaved[ref].addTo(&p.batch, ref)
	}
	s.addExports(&p)
	return p
}

// addTo adds to the batch what brings the library's item at ref up to date. A
// passage that went with its article goes with it there too.
func (u unsaved) addTo(b *library.Batch, ref library.Ref) {
	if u.place == library.Nowhere {
		b.Deleted = append(b.Deleted, ref)
		return
	}
	if u.wrote {
		switch v := u.value.(type) {
		case briefing.Article:
			b.Articles = append(b.Articles, v)
		case briefing.Passage:
			b.Passages = append(b.Passages, v)
		case briefing.Briefing:
			b.Briefings = append(b.Briefings, v)
		}
	}
	if u.moved {
		b.Restored = append(b.Restored, ref) // so that it goes to the trash as the last edit put it there
		if u.place == library.Trashed {
			b.Trashed = append(b.Trashed, ref)
		}
	}
}

// settle notes how a commit has ended. What a later edit has touched since
// stays unsaved.
func (s *Session) settle(p pending, err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.err = err
	upTo := p.upTo
	if err != nil {
		s.history.kept = min(s.history.kept, p.history.kept)
	} else {
		s.saved = upTo
		for ref, u := range s.unsaved {
			if u.edit <= upTo {
				delete(s.unsaved, ref)
				s.items.forget(ref)
				if u.place != library.Nowhere {
					s.items.put(ref, u.item)
				}
			}
		}
		for hash, snap := range s.snapshots {
			if snap.edit <= upTo {
				delete(s.snapshots, hash)
				s.texts.put(hash, snap.Snapshot)
			}
		}
		for id, e := range s.exports {
			if e.edit <= upTo {
				delete(s.exports, id)
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
