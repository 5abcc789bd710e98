package session

import (
	"context"
	"fmt"

	"briefdesk/briefing"
	"briefdesk/briefing/library"
)

// Versions lists the states of a briefing that are kept, oldest first. What is
// not on the disk yet is not among them.
func (s *Session) Versions(ctx context.Context, id briefing.ID) ([]library.Version, error) {
	return s.lib.Versions(ctx, id)
}

// VersionAt returns a briefing as the commit rev left it.
func (s *Session) VersionAt(ctx context.Context, id briefing.ID, rev library.Rev) (briefing.Briefing, error) {
	return s.lib.BriefingAt(ctx, id, rev)
}

// RestoreVersion makes a briefing what it was, as a step of undo.
func (s *Session) RestoreVersion(ctx context.Context, id briefing.ID, v library.Version) error {
	old, err := s.VersionAt(ctx, id, v.Rev)
	if err != nil {
		return err
	}
	name := "Restore version of " + v.Saved.Local().Format("2 January 2006")
	return s.EditBriefing(name, id, func(b *briefing.Briefing) error {
		*b = old
		return nil
	})
}

// exportedNote is a briefing as it was exported, by the number of the edit before.
type exportedNote struct {
	briefing briefing.Briefing
	edit     int
}

// MarkExported has the version of a briefing that was exported kept as long as
// the briefing. b is what was exported, even if it was edited since. One that
// the library does not have, such as a Markdown file, is left alone.
func (s *Session) MarkExported(b briefing.Briefing) error {
	s.door.Lock()
	defer s.door.Unlock()
	if err := s.refusal(); err != nil {
		return err
	}
	if it, err := s.item(library.Ref{Kind: library.KindBriefing, ID: b.ID}); err != nil || it.place == library.Nowhere {
		return err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.edits++
	s.exports[b.ID] = exportedNote{b.Clone(), s.edits}
	s.kick()
	return nil
}

// addExports adds the marks of exports to what is to be saved.
func (s *Session) addExports(p *pending) {
	for id, e := range s.exports {
		ref := library.Ref{Kind: library.KindBriefing, ID: id}
		u, isUnsaved := s.unsaved[ref]
		switch {
		case isUnsaved && u.place == library.Nowhere:
		case isUnsaved && (change{item{value: e.briefing}, u.item}).rewrites():
			p.superseded = append(p.superseded, e.briefing)
		default:
			p.batch.Exported = append(p.batch.Exported, id)
		}
	}
}

// saveSuperseded commits versions that were exported and then edited before
// they were saved or marked, each by itself.
func saveSuperseded(ctx context.Context, lib *library.Library, list []briefing.Briefing) error {
	for _, b := range list {
		batch := library.Batch{Exported: []briefing.ID{b.ID}}
		stored, err := lib.Briefing(ctx, b.ID)
		if err != nil || (change{item{value: stored}, item{value: b}}).rewrites() {
			batch.Briefings = []briefing.Briefing{b}
		}
		if _, err := lib.Apply(ctx, batch); err != nil {
			return fmt.Errorf("keep the version that was exported: %w", err)
		}
	}
	return nil
}
