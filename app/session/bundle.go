package session

import (
	"context"
	"errors"

	"briefdesk/briefing"
	"briefdesk/briefing/bundle"
	"briefdesk/briefing/library"
)

// Bundle collects a briefing and what its quotations rest on. The original
// bytes come along if withOriginals is set, as far as the library keeps them.
func (s *Session) Bundle(ctx context.Context, id briefing.ID, withOriginals bool) (bundle.Bundle, error) {
	b, err := s.Briefing(id)
	if err != nil {
		return bundle.Bundle{}, err
	}
	sources, err := s.Sources(b)
	if err != nil {
		return bundle.Bundle{}, err
	}
	collected := bundle.New(b, sources)
	if !withOriginals {
		return collected, nil
	}
	for _, snap := range collected.Snapshots {
		data, err := s.original(ctx, snap)
		if errors.Is(err, library.ErrNotFound) {
			continue
		}
		if err != nil {
			return bundle.Bundle{}, err
		}
		collected.Originals[snap.Original] = data
	}
	return collected, nil
}

// original returns the bytes that snap was made from, or library.ErrNotFound.
func (s *Session) original(ctx context.Context, snap briefing.Snapshot) ([]byte, error) {
	s.mu.Lock()
	unsaved := s.snapshots[snap.Hash].Original
	s.mu.Unlock()
	if unsaved != nil {
		return unsaved, nil
	}
	return s.lib.Original(ctx, snap.Original)
}

// Unbundle merges the bundle in the file at path as Merge does.
func (s *Session) Unbundle(path string) (Merged, error) {
	b, err := bundle.ReadFile(path)
	if err != nil {
		return Merged{}, err
	}
	return s.Merge(b)
}
