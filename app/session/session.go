// Package session is the open library and what is being done to it.
//
// Every change goes through one door, Do, which runs an edit on a Tx and keeps
// all of it or nothing. A call is one step of undo: the Tx notes each value it
// touches as it was and as it is, so that Undo only puts the befores back.
//
//	Do, Undo, Redo ──► unsaved values ──► writer goroutine ──► library.Apply
//	                        │                                      │
//	     reads ◄────────────┴──────────── library ◄────────────────┘
//
// Do never waits for the disk. What it changed is seen at once by every read
// of the Session, lies among the unsaved values until the writer has committed
// it, and stays there if the disk refuses it: nothing is lost while the program
// runs. Status says what is not saved yet.
//
// The surprise: snapshots are no part of undo. The library keeps them until it
// is closed, so undoing an import and doing it again costs no copy of the text.
package session

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"
	"sync"

	"briefdesk/briefing"
	"briefdesk/briefing/library"
)

// maxSteps bounds how far back Undo goes.
const maxSteps = 1000

// Session is an open library being worked on. Its methods may be called from
// any goroutine, but not from within an edit.
type Session struct {
	lib  *library.Library
	post func(func())

	door sync.Mutex // held through Do, Undo and Redo: one edit at a time

	mu           sync.Mutex // guards all below
	past, future []step     // the newest step last
	unsaved      map[library.Ref]unsaved
	snapshots    map[briefing.Hash]unsavedSnapshot
	edits, saved int // how many there were, and how many of them are on the disk
	err          error
	waiters      []waiter
	onChange     []func([]library.Ref)
	onStatus     []func(Status)
	closed       bool
	wake         chan struct{} // tells the writer that there is something to do
	done         chan struct{} // closed when the writer has ended
}

// step is one step of undo. Edits continued under its key become part of it.
type step struct {
	name, key string
	changes   map[library.Ref]change
}

// change is a value before and after an edit: a briefing.Article, Passage or
// Briefing, or nil where there is none.
type change struct{ before, after any }

// New returns a session on lib. post runs a function on the thread that owns
// the user interface, and the session calls back only through it. The caller
// closes first the session, then the library.
func New(lib *library.Library, post func(func())) *Session {
	s := &Session{
		lib: lib, post: post,
		unsaved:   map[library.Ref]unsaved{},
		snapshots: map[briefing.Hash]unsavedSnapshot{},
		wake:      make(chan struct{}, 1),
		done:      make(chan struct{}),
	}
	go s.write() // ends in Close
	return s
}

var errClosed = errors.New("the library is closed")

// Do runs edit and keeps what it changed as one step of undo called name. An
// error means that nothing was changed: it is the one that edit returned, or
// says why its changes do not fit together.
func (s *Session) Do(name string, edit func(*Tx) error) error {
	return s.Continue("", name, edit)
}

// Continue is Do for edits that follow each other closely, such as the letters
// of a text: as long as nothing comes between, those of one key are one step of
// undo, called by the first one's name. Pause and an empty key end such a step.
func (s *Session) Continue(key, name string, edit func(*Tx) error) error {
	tx, err := s.run(key, name, edit)
	if err != nil {
		return err
	}
	s.notify(tx.changes)
	return nil
}

// Pause ends the step that Continue is adding to, if there is one.
func (s *Session) Pause() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.pause()
}

func (s *Session) pause() {
	if n := len(s.past); n > 0 {
		s.past[n-1].key = ""
	}
}

func (s *Session) run(key, name string, edit func(*Tx) error) (*Tx, error) {
	s.door.Lock()
	defer s.door.Unlock()
	if err := s.refusal(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	tx := &Tx{s: s, changes: map[library.Ref]change{}, snapshots: map[briefing.Hash]library.Imported{}}
	if err := edit(tx); err != nil {
		return nil, err
	}
	if err := tx.finish(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.put(tx.changes, tx.snapshots)
	if len(tx.changes) > 0 {
		s.remember(step{name, key, tx.changes})
	}
	return tx, nil
}

// remember makes st the newest step of undo, or part of the one it continues.
// The caller holds mu.
func (s *Session) remember(st step) {
	s.future = nil
	if n := len(s.past); n > 0 && st.key != "" && s.past[n-1].key == st.key {
		top := s.past[n-1].changes
		for ref, c := range st.changes {
			if earlier, ok := top[ref]; ok {
				c.before = earlier.before
			}
			top[ref] = c
		}
		return
	}
	st.changes = maps.Clone(st.changes)
	s.past = append(s.past, st)
	if len(s.past) > maxSteps {
		s.past = slices.Delete(s.past, 0, len(s.past)-maxSteps)
	}
}

// refusal is why the session takes no changes, or nil.
func (s *Session) refusal() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	switch {
	case s.closed:
		return errClosed
	case s.lib.ReadOnly():
		return library.ErrReadOnly
	}
	return nil
}

// Undo takes back the newest step and returns its name; ok says whether there
// was one.
func (s *Session) Undo() (name string, ok bool) {
	return s.move(&s.past, &s.future, func(c change) change { return change{c.after, c.before} })
}

// Redo does again what Undo took back last.
func (s *Session) Redo() (name string, ok bool) {
	return s.move(&s.future, &s.past, func(c change) change { return c })
}

// move takes the newest step off one stack, puts the values that turn says and
// lays the step on the other stack.
func (s *Session) move(from, to *[]step, turn func(change) change) (name string, ok bool) {
	changes := map[library.Ref]change{}
	s.door.Lock()
	s.mu.Lock()
	if n := len(*from); n > 0 && !s.closed {
		st := (*from)[n-1]
		*from = slices.Delete(*from, n-1, n)
		*to = append(*to, st)
		s.pause()
		for ref, c := range st.changes {
			changes[ref] = turn(c)
		}
		s.put(changes, nil)
		name, ok = st.name, true
	}
	s.mu.Unlock()
	s.door.Unlock()
	if ok {
		s.notify(changes)
	}
	return name, ok
}

// Edits is how many edits, undos and redos there were.
func (s *Session) Edits() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.edits
}

// UndoName is the name of the step that Undo would take back, or empty.
func (s *Session) UndoName() string { return s.top(&s.past) }

// RedoName is the name of the step that Redo would do again, or empty.
func (s *Session) RedoName() string { return s.top(&s.future) }

func (s *Session) top(steps *[]step) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	if n := len(*steps); n > 0 {
		return (*steps)[n-1].name
	}
	return ""
}

// OnChange has f called on the owner's thread after each edit, undo and redo
// with what it touched, in order of kind and identifier. f reads what became
// of it from the session.
func (s *Session) OnChange(f func([]library.Ref)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.onChange = append(s.onChange, f)
}

// OnStatus has f called on the owner's thread whenever the Status may have
// changed. f must not wait for the session.
func (s *Session) OnStatus(f func(Status)) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.onStatus = append(s.onStatus, f)
}

func (s *Session) notify(changes map[library.Ref]change) {
	s.mu.Lock()
	observers := slices.Clone(s.onChange)
	s.mu.Unlock()
	if len(observers) > 0 && len(changes) > 0 {
		refs := sortedRefs(changes)
		s.post(func() {
			for _, f := range observers {
				f(refs)
			}
		})
	}
	s.notifyStatus()
}

func (s *Session) notifyStatus() {
	s.mu.Lock()
	observers := slices.Clone(s.onStatus)
	s.mu.Unlock()
	if len(observers) == 0 {
		return
	}
	s.post(func() {
		status := s.Status() // as it is by then
		for _, f := range observers {
			f(status)
		}
	})
}

// Close saves what is unsaved and ends the session; what comes after is
// refused. If saving fails, the session stays open and keeps it.
func (s *Session) Close(ctx context.Context) error {
	s.door.Lock()
	defer s.door.Unlock()
	if err := s.Flush(ctx); err != nil {
		return err
	}
	s.mu.Lock()
	if !s.closed {
		s.closed = true
		close(s.wake)
	}
	s.mu.Unlock()
	<-s.done
	return nil
}
