package session

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"

	"briefdesk/briefing"
	"briefdesk/briefing/library"
)

// Article returns the article called id, or library.ErrNotFound.
func (s *Session) Article(id briefing.ID) (briefing.Article, error) {
	return read[briefing.Article](s.value, library.Ref{Kind: library.KindArticle, ID: id})
}

// Passage returns the passage called id, or library.ErrNotFound.
func (s *Session) Passage(id briefing.ID) (briefing.Passage, error) {
	return read[briefing.Passage](s.value, library.Ref{Kind: library.KindPassage, ID: id})
}

// Briefing returns the briefing called id, or library.ErrNotFound.
func (s *Session) Briefing(id briefing.ID) (briefing.Briefing, error) {
	return read[briefing.Briefing](s.value, library.Ref{Kind: library.KindBriefing, ID: id})
}

// Snapshot returns the snapshot called hash, or library.ErrNotFound. It is
// shared and never changed.
func (s *Session) Snapshot(hash briefing.Hash) (briefing.Snapshot, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if u, ok := s.snapshots[hash]; ok {
		return u.Snapshot, nil
	}
	return s.lib.Snapshot(context.Background(), hash)
}

// read returns a copy of what value finds at ref.
func read[T interface{ Clone() T }](value func(library.Ref) (any, error), ref library.Ref) (T, error) {
	var none T
	v, err := value(ref)
	if err != nil {
		return none, err
	}
	if v == nil {
		return none, fmt.Errorf("%s %v: %w", ref.Kind, ref.ID, library.ErrNotFound)
	}
	return v.(T).Clone(), nil
}

// value is what stands at ref, unsaved or saved, or nil. The caller must not
// change it.
func (s *Session) value(ref library.Ref) (any, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if u, ok := s.unsaved[ref]; ok {
		return u.after, nil
	}
	v, err := s.stored(ref)
	if errors.Is(err, library.ErrNotFound) {
		return nil, nil
	}
	return v, err
}

func (s *Session) stored(ref library.Ref) (any, error) {
	ctx := context.Background()
	switch ref.Kind {
	case library.KindArticle:
		return s.lib.Article(ctx, ref.ID)
	case library.KindPassage:
		return s.lib.Passage(ctx, ref.ID)
	case library.KindBriefing:
		return s.lib.Briefing(ctx, ref.ID)
	}
	panic("session: no kind " + string(ref.Kind))
}

// Passages returns the passages of an article in the order of its text.
func (s *Session) Passages(ctx context.Context, article briefing.ID) ([]briefing.Passage, error) {
	before := s.unsavedPassages()
	list, err := s.savedPassages(ctx, article) // which may take long, so without the lock
	if err != nil {
		return nil, err
	}
	return overlay(overlay(list, article, maps.All(before)), article, maps.All(s.unsavedPassages())), nil
}

// passages is Passages for callers that hold mu.
func (s *Session) passages(ctx context.Context, article briefing.ID) ([]briefing.Passage, error) {
	list, err := s.savedPassages(ctx, article)
	if err != nil {
		return nil, err
	}
	return overlay(list, article, func(yield func(library.Ref, any) bool) {
		for ref, u := range s.unsaved {
			if !yield(ref, u.after) {
				return
			}
		}
	}), nil
}

func (s *Session) savedPassages(ctx context.Context, article briefing.ID) ([]briefing.Passage, error) {
	var list []briefing.Passage
	for p, err := range s.lib.Passages(ctx, article) {
		if err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	return list, nil
}

func (s *Session) unsavedPassages() map[library.Ref]any {
	s.mu.Lock()
	defer s.mu.Unlock()
	newer := map[library.Ref]any{}
	for ref, u := range s.unsaved {
		if ref.Kind == library.KindPassage {
			newer[ref] = u.after
		}
	}
	return newer
}

// overlay puts newer values over a list of the passages of an article, or of
// all if article is zero.
func overlay(list []briefing.Passage, article briefing.ID, newer iter.Seq2[library.Ref, any]) []briefing.Passage {
	for ref, after := range newer {
		if ref.Kind != library.KindPassage {
			continue
		}
		list = slices.DeleteFunc(list, func(p briefing.Passage) bool { return p.ID == ref.ID })
		if p, ok := after.(briefing.Passage); ok && (article.IsZero() || p.Article == article) {
			list = append(list, p.Clone())
		}
	}
	slices.SortFunc(list, func(a, b briefing.Passage) int {
		return cmp.Or(cmp.Compare(a.Start, b.Start), bytes.Compare(a.ID[:], b.ID[:]))
	})
	return list
}

// Articles returns a page of the list of articles.
func (s *Session) Articles(ctx context.Context, q library.ArticleQuery) ([]library.ArticleRow, error) {
	s.mu.Lock()
	before, saved := s.unsavedArticles(q)
	count := s.articlesOfUnsavedPassages()
	s.mu.Unlock()
	limit := q.Limit
	if limit > 0 {
		q.Limit += len(before) // that many rows of the library may not count
	}
	list, err := s.lib.Articles(ctx, q) // which may take long, so without the lock
	if err != nil {
		return nil, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	touched, newer := s.unsavedArticles(q)
	for _, row := range saved { // since saved, and perhaps not in the list yet
		if !touched[row.ID] {
			newer = append(newer, row)
		}
	}
	maps.Copy(touched, before)
	list = slices.DeleteFunc(list, func(r library.ArticleRow) bool { return touched[r.ID] })
	list = append(list, newer...)
	slices.SortFunc(list, q.Order.Compare)
	if limit > 0 && len(list) > limit {
		list = list[:limit]
	}
	maps.Copy(count, touched)
	maps.Copy(count, s.articlesOfUnsavedPassages())
	return list, s.countPassages(ctx, list, count)
}

// unsavedArticles returns which articles are unsaved, and the rows of those
// that the list may show. Their passages are not counted.
func (s *Session) unsavedArticles(q library.ArticleQuery) (touched map[briefing.ID]bool, rows []library.ArticleRow) {
	touched = map[briefing.ID]bool{}
	for ref, u := range s.unsaved {
		if ref.Kind != library.KindArticle {
			continue
		}
		touched[ref.ID] = true
		if a, ok := u.after.(briefing.Article); ok {
			row := library.RowOf(a, 0)
			if q.After.ID.IsZero() || q.Order.Compare(row, q.After) > 0 {
				rows = append(rows, row)
			}
		}
	}
	return touched, rows
}

// articlesOfUnsavedPassages are the articles whose passages the library cannot
// count. At least one side of an unsaved change is a passage, and a passage stays
// with its article.
func (s *Session) articlesOfUnsavedPassages() map[briefing.ID]bool {
	articles := map[briefing.ID]bool{}
	for _, u := range s.unsaved {
		for _, v := range []any{u.before, u.after} {
			if p, ok := v.(briefing.Passage); ok {
				articles[p.Article] = true
			}
		}
	}
	return articles
}

// countPassages counts those of the articles anew.
func (s *Session) countPassages(ctx context.Context, list []library.ArticleRow, articles map[briefing.ID]bool) error {
	for i := range list {
		if !articles[list[i].ID] {
			continue
		}
		passages, err := s.passages(ctx, list[i].ID)
		if err != nil {
			return err
		}
		list[i].Passages = len(passages)
	}
	return nil
}

// Briefings returns the list of briefings.
func (s *Session) Briefings(ctx context.Context) ([]library.BriefingRow, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	list, err := s.lib.Briefings(ctx)
	if err != nil {
		return nil, err
	}
	for ref, u := range s.unsaved {
		if ref.Kind != library.KindBriefing {
			continue
		}
		list = slices.DeleteFunc(list, func(r library.BriefingRow) bool { return r.ID == ref.ID })
		if b, ok := u.after.(briefing.Briefing); ok {
			list = append(list, library.BriefingRow{ID: b.ID, Title: b.Title, Date: b.Date})
		}
	}
	slices.SortFunc(list, library.BriefingRow.Compare)
	return list, nil
}
