package session

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"briefdesk/briefing"
	"briefdesk/briefing/export"
	"briefdesk/briefing/library"
)

// WordReview is a Word document that came back, compared with its briefing.
type WordReview struct {
	Briefing briefing.Briefing // as it was when it was compared
	// Kept says that the version which was exported is kept: what the desk has written
	// since is merged with what was done in Word. Else the blocks were found by their
	// words, and changes of those that differ from what was exported are stale.
	Kept bool
	export.Returned
}

// ErrNotInLibrary says that no briefing of the library is the one that a document was
// made from.
var ErrNotInLibrary = errors.New("no briefing of this library was exported as this document; say which one it is to be compared with")

// ErrSinceReviewed says that a briefing has been edited since a document was compared
// with it.
var ErrSinceReviewed = errors.New("the briefing has been edited since the document was compared with it; compare it again")

// ReviewWord compares a Word document with the briefing that it was made from. That is
// found by the document's key, and ErrNotInLibrary if there is none; export.ErrNoReturn
// if the document was not exported here; ErrTrashed if the briefing is in the trash.
func (s *Session) ReviewWord(ctx context.Context, e *export.Exporter, data []byte) (WordReview, error) {
	doc, err := export.OpenReturn(data)
	if err != nil {
		return WordReview{}, err
	}
	id, err := s.noteOf(ctx, doc)
	if err != nil {
		return WordReview{}, err
	}
	return s.reviewWord(ctx, e, id, doc)
}

// ReviewWordOf compares a Word document with the briefing called id, for documents
// that have lost their keys. It is export.ErrOtherNote if the key says that the
// document is of another.
func (s *Session) ReviewWordOf(ctx context.Context, e *export.Exporter, id briefing.ID, data []byte) (WordReview, error) {
	doc, err := export.OpenReturn(data)
	if err != nil {
		return WordReview{}, err
	}
	return s.reviewWord(ctx, e, id, doc)
}

// noteOf finds the briefing that a document was made from, also in the trash.
func (s *Session) noteOf(ctx context.Context, doc export.Return) (briefing.ID, error) {
	key := doc.Key().Note
	if key == "" {
		return briefing.ID{}, ErrNotInLibrary
	}
	rows, err := s.Briefings(ctx)
	if err != nil {
		return briefing.ID{}, err
	}
	for _, row := range rows {
		if export.NoteKey(row.ID) == key {
			return row.ID, nil
		}
	}
	trash, err := s.Trash(ctx)
	if err != nil {
		return briefing.ID{}, err
	}
	for _, row := range trash {
		if row.Kind == library.KindBriefing && export.NoteKey(row.ID) == key {
			return row.ID, nil
		}
	}
	return briefing.ID{}, ErrNotInLibrary
}

func (s *Session) reviewWord(ctx context.Context, e *export.Exporter, id briefing.ID, doc export.Return) (WordReview, error) {
	now, err := s.Briefing(id)
	if err != nil {
		return WordReview{}, err
	}
	was, kept, err := s.versionOf(ctx, now, doc.Key().Version)
	if err != nil {
		return WordReview{}, err
	}
	sources, err := s.Sources(was)
	if err != nil {
		return WordReview{}, err
	}
	r := WordReview{Briefing: now, Kept: kept}
	if r.Returned, err = e.Compare(was, sources, doc); err != nil {
		return WordReview{}, err
	}
	if kept {
		r.Returned = r.Onto(was, now, placesOf(was, now))
	}
	return r, nil
}

// versionOf is the version of a briefing with a key, and whether there is one; else
// it is the briefing as it is. An empty key is that of none.
func (s *Session) versionOf(ctx context.Context, now briefing.Briefing, key string) (briefing.Briefing, bool, error) {
	if key == "" {
		return now, false, nil
	}
	s.mu.Lock()
	unsaved := s.exports[now.ID].briefing
	s.mu.Unlock()
	for _, b := range []briefing.Briefing{now, unsaved} {
		if export.VersionKey(b) == key {
			return b, true, nil
		}
	}
	versions, err := s.Versions(ctx, now.ID)
	if err != nil {
		return now, false, err
	}
	for _, v := range slices.Backward(versions) {
		b, err := s.VersionAt(ctx, now.ID, v.Rev)
		if err != nil {
			return now, false, fmt.Errorf("look for the version that was exported: %w", err)
		}
		if export.VersionKey(b) == key {
			return b, true, nil
		}
	}
	return now, false, nil
}

// placesOf are the indices in now of the blocks of was; -1 are those that it has not.
func placesOf(was, now briefing.Briefing) []int {
	at := slices.Repeat([]int{-1}, len(was.Blocks))
	for _, ch := range Compare(was, now) {
		if ch.Old >= 0 && ch.New >= 0 {
			at[ch.Old] = ch.New
		}
	}
	return at
}

// AcceptWord takes over some changes of r and keeps some of its comments as remarks, both
// named by their indices, as one step of undo. It is ErrSinceReviewed if the briefing is not what r was compared
// with: so after some changes were accepted, others are found by comparing again.
func (s *Session) AcceptWord(r WordReview, accepted, kept []int) error {
	return s.EditBriefing("Accept changes from Word", r.Briefing.ID, func(b *briefing.Briefing) error {
		if export.VersionKey(*b) != export.VersionKey(r.Briefing) {
			return ErrSinceReviewed
		}
		after, err := r.Apply(*b, accepted, kept)
		if err == nil {
			*b = after
		}
		return err
	})
}
