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
// The steps of undo go to the disk in the same commit as the values they
// changed, so that they outlive the program (journal.go).
//
// The surprise: snapshots are no part of undo. The library keeps those that a
// step may bring back, so undoing an import and doing it again costs no copy of
// the text.
package session

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"

	"briefdesk/briefing"
	"briefdesk/briefing/library"
)

// How much of the library is kept at hand, twice: an editor that shows a note
// after each letter reads the same values and texts again and again.
const (
	recentItems = 4096
	recentText  = 16 << 20 // bytes
)

// Session is an open library being worked on. Its methods may be called from
// any goroutine, but not from within an edit.
type Session struct {
	lib  *library.Library
	post func(func())

	door sync.Mutex // held through Do, Undo and Redo: one edit at a time

	mu           sync.Mutex // guards all below, and is never held while the disk is read
	history      history
	unsaved      map[library.Ref]unsaved
	snapshots    map[briefing.Hash]unsavedSnapshot
	exports      map[briefing.ID]exportedNote // whose versions are to be marked
	items        recent[library.Ref, item]
	texts        recent[briefing.Hash, briefing.Snapshot]
	edits, saved int // how many there were, and how many of them are on the disk
	err          error
	waiters      []waiter
	onChange     []func([]library.Ref)
	onStatus     []func(Status)
	closed       bool
	wake         chan struct{} // tells the writer that there is something to do
	done         chan struct{} // closed when the writer has ended
}

// New returns a session on lib. post runs a function on the thread that owns
// the user interface, and the session calls back only through it. What could be
// undone when the library was closed can be undone again. The caller closes
// first the session, then the library.
func New(lib *library.Library, post func(func())) *Session {
	s := &Session{
		lib: lib, post: post,
		unsaved:   map[library.Ref]unsaved{},
		snapshots: map[briefing.Hash]unsavedSnapshot{},
		exports:   map[briefing.ID]exportedNote{},
		items:     newRecent[library.Ref](recentItems, func(item) int { return 1 }),
		texts:     newRecent[briefing.Hash](recentText, func(s briefing.Snapshot) int { return len(s.Text) }),
		wake:      make(chan struct{}, 1),
		done:      make(chan struct{}),
	}
	s.history = s.keptHistory()
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

func (s *Session) run(key, name string, edit func(*Tx) error) (*Tx, error) {
	s.door.Lock()
	defer s.door.Unlock()
	if err := s.refusal(); err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	tx := s.newTx()
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
		s.history.add(step{name: name, key: key, changes: tx.changes})
	}
	return tx, nil
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

// Edits is how many edits, undos and redos there were.
func (s *Session) Edits() int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.edits
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
