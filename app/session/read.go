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

// Article returns the article called id, or library.ErrNotFound; ErrTrashed if
// it is in the trash.
func (s *Session) Article(id briefing.ID) (briefing.Article, error) {
	return read[briefing.Article](s.item, library.Ref{Kind: library.KindArticle, ID: id})
}

// Passage returns the passage called id, or library.ErrNotFound; ErrTrashed if
// it is in the trash.
func (s *Session) Passage(id briefing.ID) (briefing.Passage, error) {
	return read[briefing.Passage](s.item, library.Ref{Kind: library.KindPassage, ID: id})
}

// Briefing returns the briefing called id, or library.ErrNotFound; ErrTrashed if
// it is in the trash.
func (s *Session) Briefing(id briefing.ID) (briefing.Briefing, error) {
	return read[briefing.Briefing](s.item, library.Ref{Kind: library.KindBriefing, ID: id})
}

// Snapshot returns the snapshot called hash, or library.ErrNotFound. It is
// shared and never changed.
func (s *Session) Snapshot(hash briefing.Hash) (briefing.Snapshot, error) {
	if snap, ok := s.snapshotAtHand(hash); ok {
		return snap, nil
	}
	snap, err := s.lib.Snapshot(context.Background(), hash)
	if err == nil {
		s.mu.Lock()
		defer s.mu.Unlock()
		s.texts.put(hash, snap)
	}
	return snap, err
}

func (s *Session) snapshotAtHand(hash briefing.Hash) (briefing.Snapshot, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if u, ok := s.snapshots[hash]; ok {
		return u.Snapshot, true
	}
	return s.texts.get(hash)
}

// read returns a copy of what is present at ref.
func read[T interface{ Clone() T }](at func(library.Ref) (item, error), ref library.Ref) (T, error) {
	return readAnywhere[T](func(ref library.Ref) (item, error) {
		it, err := at(ref)
		if err == nil && it.isTrashed() {
			err = fmt.Errorf("%s %v: %w", ref.Kind, ref.ID, ErrTrashed)
		}
		return it, err
	}, ref)
}

// readAnywhere returns a copy of what is at ref, the trash included.
func readAnywhere[T interface{ Clone() T }](at func(library.Ref) (item, error), ref library.Ref) (T, error) {
	it, err := at(ref)
	if err == nil && it.place == library.Nowhere {
		err = fmt.Errorf("%s %v: %w", ref.Kind, ref.ID, library.ErrNotFound)
	}
	if err != nil {
		var none T
		return none, err
	}
	return it.value.(T).Clone(), nil
}

// item is what there is at ref, unsaved or saved. The caller must not change
// its value.
//
// The library is read without the lock. That is safe: what was not unsaved
// when it was looked for is in the library as it was then, or newer.
func (s *Session) item(ref library.Ref) (item, error) {
	it, ok, edits := s.itemAtHand(ref)
	if ok {
		return it, nil
	}
	it, err := s.stored(ref)
	if errors.Is(err, library.ErrNotFound) {
		return item{}, nil
	}
	if err == nil && it.place != library.Nowhere {
		s.keepAtHand(ref, it, edits)
	}
	return it, err
}

// itemAtHand finds an item without the disk; edits is how many there were.
func (s *Session) itemAtHand(ref library.Ref) (it item, ok bool, edits int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if u, ok := s.unsaved[ref]; ok {
		return u.item, true, s.edits
	}
	it, ok = s.items.get(ref)
	return it, ok, s.edits
}

// keepAtHand keeps what was read after so many edits, unless there was another
// since, of which it might know nothing, or another process may write.
func (s *Session) keepAtHand(ref library.Ref, it item, edits int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if edits == s.edits && !s.lib.ReadOnly() {
		s.items.put(ref, it)
	}
}

func (s *Session) stored(ref library.Ref) (it item, err error) {
	ctx := context.Background()
	switch ref.Kind {
	case library.KindArticle:
		it.value, err = s.lib.Article(ctx, ref.ID)
	case library.KindPassage:
		it.value, err = s.lib.Passage(ctx, ref.ID)
	case library.KindBriefing:
		it.value, err = s.lib.Briefing(ctx, ref.ID)
	default:
		panic("session: no kind " + string(ref.Kind))
	}
	if err != nil {
		return item{}, err
	}
	it.place, err = s.lib.Place(ctx, ref)
	if err != nil || it.place == library.Nowhere {
		return item{}, err
	}
	return it, nil
}

// Passages returns the passages of an article in the order of its text, or all
// passages, in the order of their identifiers, if article is zero.
func (s *Session) Passages(ctx context.Context, article briefing.ID) ([]briefing.Passage, error) {
	return s.passages(ctx, article, library.Present)
}

// passages are those of an article that are at that place. What is saved while
// they are read may be in the list of the library or not, so what was unsaved
// before is laid over it, and what is unsaved after.
func (s *Session) passages(ctx context.Context, article briefing.ID, at library.Place) ([]briefing.Passage, error) {
	before := s.unsavedOf(library.KindPassage)
	list, err := s.savedPassages(ctx, article, at)
	if err != nil {
		return nil, err
	}
	list = overlay(list, article, at, maps.All(before))
	return overlay(list, article, at, maps.All(s.unsavedOf(library.KindPassage))), nil
}

func (s *Session) savedPassages(ctx context.Context, article briefing.ID, at library.Place) ([]briefing.Passage, error) {
	saved := s.lib.Passages(ctx, article)
	if at != library.Present {
		saved = s.lib.TrashedPassages(ctx, article, at)
	}
	var list []briefing.Passage
	for p, err := range saved {
		if err != nil {
			return nil, err
		}
		list = append(list, p)
	}
	if article.IsZero() { // the library has them in another order
		slices.SortFunc(list, func(a, b briefing.Passage) int { return bytes.Compare(a.ID[:], b.ID[:]) })
	}
	return list, nil
}

func (s *Session) unsavedOf(kind library.Kind) map[library.Ref]item {
	s.mu.Lock()
	defer s.mu.Unlock()
	newer := map[library.Ref]item{}
	for ref, u := range s.unsaved {
		if ref.Kind == kind {
			newer[ref] = u.item
		}
	}
	return newer
}

// overlay puts newer items over a list of the passages at a place of an
// article, or of all if article is zero.
func overlay(list []briefing.Passage, article briefing.ID, at library.Place, newer iter.Seq2[library.Ref, item]) []briefing.Passage {
	newest := map[briefing.ID]bool{}
	var added []briefing.Passage
	for ref, it := range newer {
		if ref.Kind != library.KindPassage {
			continue
		}
		newest[ref.ID] = true
		if p, ok := it.value.(briefing.Passage); ok && it.place == at && (article.IsZero() || p.Article == article) {
			added = append(added, p.Clone())
		}
	}
	if len(newest) == 0 {
		return list
	}
	list = slices.DeleteFunc(list, func(p briefing.Passage) bool { return newest[p.ID] })
	list = append(list, added...)
	slices.SortFunc(list, func(a, b briefing.Passage) int {
		if !article.IsZero() && a.Start != b.Start {
			return cmp.Compare(a.Start, b.Start)
		}
		return bytes.Compare(a.ID[:], b.ID[:])
	})
	return list
}

// Articles returns a page of the list of articles.
func (s *Session) Articles(ctx context.Context, q library.ArticleQuery) ([]library.ArticleRow, error) {
	before, recount := s.unsavedOf(library.KindArticle), s.articlesOfUnsavedPassages()
	limit := q.Limit
	if limit > 0 {
		q.Limit += len(before) // that many rows of the library may not count
	}
	list, err := s.lib.Articles(ctx, q)
	if err != nil {
		return nil, err
	}
	newer := before
	maps.Copy(newer, s.unsavedOf(library.KindArticle))
	list = overlayArticles(list, q, newer)
	if limit > 0 && len(list) > limit {
		list = list[:limit]
	}
	for ref := range newer {
		recount[ref.ID] = true
	}
	maps.Copy(recount, s.articlesOfUnsavedPassages())
	return list, s.countPassages(ctx, list, recount)
}

// overlayArticles puts newer items over a page of the list of articles. Their
// passages are not counted.
func overlayArticles(list []library.ArticleRow, q library.ArticleQuery, newer map[library.Ref]item) []library.ArticleRow {
	if len(newer) == 0 {
		return list
	}
	list = slices.DeleteFunc(list, func(r library.ArticleRow) bool {
		_, ok := newer[library.Ref{Kind: library.KindArticle, ID: r.ID}]
		return ok
	})
	for _, it := range newer {
		if a, ok := it.value.(briefing.Article); ok && it.isPresent() {
			row := library.RowOf(a, 0)
			if q.After.ID.IsZero() || q.Order.Compare(row, q.After) > 0 {
				list = append(list, row)
			}
		}
	}
	slices.SortFunc(list, q.Order.Compare)
	return list
}

// articlesOfUnsavedPassages are the articles whose passages the library cannot
// count. A passage stays with its article.
func (s *Session) articlesOfUnsavedPassages() map[briefing.ID]bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	articles := map[briefing.ID]bool{}
	for _, u := range s.unsaved {
		for _, v := range []any{u.was, u.value} {
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
		passages, err := s.Passages(ctx, list[i].ID)
		if err != nil {
			return err
		}
		list[i].Passages = len(passages)
	}
	return nil
}

// Briefings returns the list of briefings.
func (s *Session) Briefings(ctx context.Context) ([]library.BriefingRow, error) {
	before := s.unsavedOf(library.KindBriefing)
	list, err := s.lib.Briefings(ctx)
	if err != nil {
		return nil, err
	}
	maps.Copy(before, s.unsavedOf(library.KindBriefing))
	list = slices.DeleteFunc(list, func(r library.BriefingRow) bool {
		_, ok := before[library.Ref{Kind: library.KindBriefing, ID: r.ID}]
		return ok
	})
	for _, it := range before {
		if b, ok := it.value.(briefing.Briefing); ok && it.isPresent() {
			list = append(list, library.BriefingRow{ID: b.ID, Title: b.Title, Date: b.Date})
		}
	}
	slices.SortFunc(list, library.BriefingRow.Compare)
	return list, nil
}
