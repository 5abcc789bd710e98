package session

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"briefdesk/briefing"
	"briefdesk/briefing/library"
	"briefdesk/briefing/manuscript"
)

// ErrTrashed is the library.ErrNotFound of what lies in the trash.
var ErrTrashed error = trashedError{}

type trashedError struct{}

func (trashedError) Error() string { return "it is in the trash; restore it first" }

// Is makes what lies in the trash count as gone.
func (trashedError) Is(target error) bool { return target == library.ErrNotFound }

// DeleteArticle puts the article into the trash, and its passages with it, if it
// is there. Quotations of them keep their words and their proof.
func (tx *Tx) DeleteArticle(id briefing.ID) error {
	ref := library.Ref{Kind: library.KindArticle, ID: id}
	if it, err := tx.item(ref); err != nil || !it.isPresent() {
		return err
	}
	passages, err := tx.passages(id, library.Present)
	if err != nil {
		return err
	}
	for _, p := range passages {
		if err := tx.bin(library.Ref{Kind: library.KindPassage, ID: p.ID}, library.TrashedBy); err != nil {
			return err
		}
	}
	return tx.bin(ref, library.Trashed)
}

// DeletePassage puts the passage into the trash, if it is there. Quotations of
// it keep their words and their proof.
func (tx *Tx) DeletePassage(id briefing.ID) error {
	return tx.bin(library.Ref{Kind: library.KindPassage, ID: id}, library.Trashed)
}

// DeleteBriefing puts the briefing into the trash, if it is there.
func (tx *Tx) DeleteBriefing(id briefing.ID) error {
	return tx.bin(library.Ref{Kind: library.KindBriefing, ID: id}, library.Trashed)
}

// bin moves what is present at ref. What this edit has added just goes.
func (tx *Tx) bin(ref library.Ref, to library.Place) error {
	it, err := tx.item(ref)
	if err != nil || !it.isPresent() {
		return err
	}
	if c, ok := tx.changes[ref]; ok && c.before.place == library.Nowhere {
		it, to = item{}, library.Nowhere
	}
	return tx.put(ref, it.in(to))
}

// Restore takes something out of the trash: an article with the passages that
// went there with it. A passage whose article is in the trash is refused.
func (tx *Tx) Restore(ref library.Ref) error {
	it, err := tx.item(ref)
	switch {
	case err != nil:
		return err
	case !it.isTrashed():
		return fmt.Errorf("%s %v is not in the trash", ref.Kind, ref.ID)
	}
	if err := tx.put(ref, it.in(library.Present)); err != nil || ref.Kind != library.KindArticle {
		return err
	}
	passages, err := tx.passages(ref.ID, library.TrashedBy)
	if err != nil {
		return err
	}
	for _, p := range passages {
		if err := tx.PutPassage(p); err != nil {
			return err
		}
	}
	return nil
}

// DeletePassage puts a passage into the trash as a step of undo.
func (s *Session) DeletePassage(id briefing.ID) error {
	return s.Do("Delete passage", func(tx *Tx) error { return tx.DeletePassage(id) })
}

// DeleteArticle puts an article and its passages into the trash as a step of undo.
func (s *Session) DeleteArticle(id briefing.ID) error {
	return s.Do("Delete source", func(tx *Tx) error { return tx.DeleteArticle(id) })
}

// DeleteBriefing puts a briefing into the trash as a step of undo.
func (s *Session) DeleteBriefing(id briefing.ID) error {
	return s.Do("Delete briefing", func(tx *Tx) error { return tx.DeleteBriefing(id) })
}

// Delete puts something into the trash as a step of undo. What is not there, or
// is in the trash already, is library.ErrNotFound.
func (s *Session) Delete(ref library.Ref) error {
	it, err := s.item(ref)
	switch {
	case err != nil:
		return err
	case it.isTrashed():
		return fmt.Errorf("%s %v: %w", ref.Kind, ref.ID, ErrTrashed)
	case it.place == library.Nowhere:
		return fmt.Errorf("%s %v: %w", ref.Kind, ref.ID, library.ErrNotFound)
	}
	switch ref.Kind {
	case library.KindArticle:
		return s.DeleteArticle(ref.ID)
	case library.KindPassage:
		return s.DeletePassage(ref.ID)
	default:
		return s.DeleteBriefing(ref.ID)
	}
}

// Restore takes something out of the trash as a step of undo.
func (s *Session) Restore(ref library.Ref) error {
	return s.Do("Restore "+string(ref.Kind), func(tx *Tx) error { return tx.Restore(ref) })
}

// Trash lists what lies in the trash, newest first. It waits for the disk.
func (s *Session) Trash(ctx context.Context) ([]library.TrashRow, error) {
	if err := s.Flush(ctx); err != nil {
		return nil, err
	}
	return s.lib.Trash(ctx)
}

// EmptyTrash deletes for ever what lies in the trash, but for articles and
// passages that a briefing outside of it quotes: those it returns. It waits for
// the disk and is no step of undo. Steps lose what they held of what is gone,
// and nothing that was undone before can be done again.
func (s *Session) EmptyTrash(ctx context.Context) (kept []library.TrashRow, err error) {
	return s.deleteForEver(ctx, func(library.Ref) bool { return true })
}

// DeleteForEver is EmptyTrash for what lies in the trash at refs alone.
func (s *Session) DeleteForEver(ctx context.Context, refs ...library.Ref) (kept []library.TrashRow, err error) {
	return s.deleteForEver(ctx, func(ref library.Ref) bool { return slices.Contains(refs, ref) })
}

func (s *Session) deleteForEver(ctx context.Context, named func(library.Ref) bool) (kept []library.TrashRow, err error) {
	gone, kept, err := s.clearTrash(ctx, named)
	if err != nil {
		return nil, fmt.Errorf("empty the trash: %w", err)
	}
	s.notify(gone)
	return kept, s.Flush(ctx)
}

func (s *Session) clearTrash(ctx context.Context, named func(library.Ref) bool) (gone map[library.Ref]change, kept []library.TrashRow, err error) {
	s.door.Lock()
	defer s.door.Unlock()
	if err := s.refusal(); err != nil {
		return nil, nil, err
	}
	list, err := s.Trash(ctx)
	if err != nil {
		return nil, nil, err
	}
	gone = map[library.Ref]change{}
	for _, row := range list {
		if !named(row.Ref) {
			continue
		}
		quoting, err := s.QuotedBy(ctx, row.Ref)
		if err != nil {
			return nil, nil, err
		}
		if len(quoting) > 0 {
			kept = append(kept, row)
			continue
		}
		if err := s.purge(ctx, row.Ref, gone); err != nil {
			return nil, nil, err
		}
	}
	if len(gone) > 0 {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.history.forget(gone)
		s.put(gone, nil)
	}
	return gone, kept, nil
}

// purge notes that what lies in the trash at ref goes, and the passages of an
// article with it.
func (s *Session) purge(ctx context.Context, ref library.Ref, gone map[library.Ref]change) error {
	it, err := s.item(ref)
	if err != nil {
		return err
	}
	gone[ref] = change{before: it}
	if ref.Kind != library.KindArticle {
		return nil
	}
	for _, at := range []library.Place{library.Trashed, library.TrashedBy} {
		passages, err := s.passages(ctx, ref.ID, at)
		if err != nil {
			return err
		}
		for _, p := range passages {
			gone[library.Ref{Kind: library.KindPassage, ID: p.ID}] = change{before: item{p, at}}
		}
	}
	return nil
}

// Quoting is a briefing and how often it quotes or cites something.
type Quoting struct {
	library.BriefingRow
	Times int
}

// QuotedBy returns the briefings outside the trash that quote or cite a
// passage, or any passage of an article.
func (s *Session) QuotedBy(ctx context.Context, ref library.Ref) ([]Quoting, error) {
	if ref.Kind == library.KindBriefing {
		return nil, nil
	}
	ids, err := s.passagesOf(ctx, ref)
	if err != nil {
		return nil, err
	}
	rows, err := s.lib.QuotedBy(ctx, ref)
	if err != nil {
		return nil, err
	}
	quoting := map[briefing.ID]bool{}
	for _, row := range rows {
		quoting[row.ID] = true
	}
	for ref := range s.unsavedOf(library.KindBriefing) { // of which the library knows less
		quoting[ref.ID] = true
	}
	var list []Quoting
	for id := range quoting {
		b, err := s.Briefing(id)
		if errors.Is(err, library.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		if n := timesQuoted(b, ids); n > 0 {
			list = append(list, Quoting{library.BriefingRow{ID: b.ID, Title: b.Title, Date: b.Date}, n})
		}
	}
	slices.SortFunc(list, func(a, b Quoting) int { return a.Compare(b.BriefingRow) })
	return list, nil
}

func (s *Session) passagesOf(ctx context.Context, ref library.Ref) (map[briefing.ID]bool, error) {
	if ref.Kind == library.KindPassage {
		return map[briefing.ID]bool{ref.ID: true}, nil
	}
	ids := map[briefing.ID]bool{}
	for _, at := range []library.Place{library.Present, library.Trashed, library.TrashedBy} {
		list, err := s.passages(ctx, ref.ID, at)
		if err != nil {
			return nil, err
		}
		for _, p := range list {
			ids[p.ID] = true
		}
	}
	return ids, nil
}

// timesQuoted counts the quotations of passages, and the citations of those
// that are not quoted.
func timesQuoted(b briefing.Briefing, passages map[briefing.ID]bool) (n int) {
	quoted := map[briefing.ID]bool{}
	for _, q := range b.Quotations() {
		if passages[q.Passage] {
			quoted[q.Passage] = true
			n++
		}
	}
	for _, id := range manuscript.Cited(b) {
		if passages[id] && !quoted[id] {
			n++
		}
	}
	return n
}

// titleOf is what a person calls a value.
func titleOf(it item) string {
	switch v := it.value.(type) {
	case briefing.Article:
		return v.Title.Value
	case briefing.Passage:
		return v.Exact
	case briefing.Briefing:
		return v.Title
	}
	return ""
}

// forget takes what is gone for ever out of all steps.
func (h *history) forget(gone map[library.Ref]change) {
	h.cut()
	h.pause()
	var steps []step
	for _, st := range h.steps {
		if st, ok := st.without(gone); ok {
			steps = append(steps, st)
		}
	}
	h.steps, h.done, h.kept = steps, len(steps), h.first
}

// without is the step without its changes of what is gone; ok says that there
// is one left.
func (st step) without(gone map[library.Ref]change) (_ step, ok bool) {
	isGone := func(ref library.Ref) bool { _, ok := gone[ref]; return ok }
	if st.changes != nil {
		st.changes = maps.Clone(st.changes)
		maps.DeleteFunc(st.changes, func(ref library.Ref, c change) bool { return isGone(ref) || c.isNone() })
		return st, len(st.changes) > 0
	}
	records, err := decodeStep(st.written.Data)
	if err != nil {
		return step{}, false
	}
	records = slices.DeleteFunc(records, func(r record) bool { return isGone(r.ref()) || r.isNone() })
	lost := needs(gone)
	st.written.Data = encode(records)
	st.written.Needs = slices.DeleteFunc(slices.Clone(st.written.Needs), func(h briefing.Hash) bool { return slices.Contains(lost, h) })
	return st, len(records) > 0
}
