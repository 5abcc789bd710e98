package session

import (
	"context"
	"errors"
	"fmt"

	"briefdesk/briefing/library"
)

// Rescue writes a copy of the library to path, with all that the library's own
// disk has refused to take, and the steps of undo. The session stays as it is:
// what is unsaved in it is unsaved still.
func (s *Session) Rescue(ctx context.Context, path string) error {
	s.door.Lock()
	defer s.door.Unlock()
	unsaved := s.unsavedBatch() // first: what is saved meanwhile may come too late for the copy
	if err := s.lib.Backup(ctx, path); err != nil {
		return err
	}
	rescued, err := library.Open(path)
	if err != nil {
		return err
	}
	if err := errors.Join(commit(ctx, rescued, unsaved), rescued.Close()); err != nil {
		return fmt.Errorf("save to %s: %w", path, err)
	}
	return nil
}

// unsavedBatch is all that is unsaved, and the whole history, for a library
// that may have any part of it.
func (s *Session) unsavedBatch() pending {
	s.mu.Lock()
	defer s.mu.Unlock()
	p := s.collect()
	p.history.kept = p.history.first
	return p
}
