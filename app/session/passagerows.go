package session

import (
	"bytes"
	"cmp"
	"context"
	"errors"
	"maps"
	"slices"

	"briefdesk/briefing"
	"briefdesk/briefing/library"
)

// PassageRows returns a page of the list of passages. Its cost depends on the
// page and on what is unsaved, not on how many passages there are.
func (s *Session) PassageRows(ctx context.Context, q library.PassageQuery) ([]library.PassageRow, error) {
	newer := s.newerPassages()
	saved, err := s.savedRows(ctx, q, newer)
	if err != nil {
		return nil, err
	}
	for ref := range s.newerPassages() { // saved meanwhile, and in the list or not
		newer[ref] = true
	}
	rows, err := s.rowsOf(ctx, newer)
	if err != nil {
		return nil, err
	}
	rows = slices.DeleteFunc(rows, func(r library.PassageRow) bool {
		return !q.After.ID.IsZero() && compareRows(q.Order, r, q.After) <= 0
	})
	saved = slices.DeleteFunc(saved, func(r library.PassageRow) bool { return isNewer(newer, r) })
	rows = append(rows, saved...)
	slices.SortFunc(rows, func(a, b library.PassageRow) int { return compareRows(q.Order, a, b) })
	if q.Limit > 0 && len(rows) > q.Limit {
		rows = rows[:q.Limit]
	}
	return rows, nil
}

// newerPassages names what is unsaved and may change the list: passages, and
// articles whose passages then all count as newer.
func (s *Session) newerPassages() map[library.Ref]bool {
	newer := map[library.Ref]bool{}
	for ref := range maps.Keys(s.unsavedOf(library.KindPassage)) {
		newer[ref] = true
	}
	for ref := range maps.Keys(s.unsavedOf(library.KindArticle)) {
		newer[ref] = true
	}
	return newer
}

func isNewer(newer map[library.Ref]bool, r library.PassageRow) bool {
	return newer[library.Ref{Kind: library.KindPassage, ID: r.ID}] || newer[library.Ref{Kind: library.KindArticle, ID: r.Article}]
}

// savedRows reads the library's list until it has a page of what is not newer.
func (s *Session) savedRows(ctx context.Context, q library.PassageQuery, newer map[library.Ref]bool) ([]library.PassageRow, error) {
	var saved []library.PassageRow
	for {
		page, err := s.lib.PassageRows(ctx, q)
		if err != nil {
			return nil, err
		}
		for _, r := range page {
			if !isNewer(newer, r) {
				saved = append(saved, r)
			}
		}
		if q.Limit <= 0 || len(page) < q.Limit || len(saved) >= q.Limit {
			return saved, nil
		}
		q.After = page[len(page)-1]
	}
}

// rowsOf are the rows of passages, and of all passages of articles.
func (s *Session) rowsOf(ctx context.Context, refs map[library.Ref]bool) ([]library.PassageRow, error) {
	passages := map[briefing.ID]briefing.Passage{}
	for ref := range refs {
		var list []briefing.Passage
		var err error
		if ref.Kind == library.KindArticle {
			list, err = s.Passages(ctx, ref.ID)
		} else {
			var p briefing.Passage
			if p, err = s.Passage(ref.ID); err == nil {
				list = []briefing.Passage{p}
			}
		}
		if err != nil && !errors.Is(err, library.ErrNotFound) {
			return nil, err
		}
		for _, p := range list {
			passages[p.ID] = p
		}
	}
	var rows []library.PassageRow
	for _, p := range passages {
		a, err := s.Article(p.Article)
		if errors.Is(err, library.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		rows = append(rows, library.PassageRow{Passage: p, Title: a.Title.Value, Publisher: a.Publisher.Value, Published: a.Published.Value})
	}
	return rows, nil
}

// compareRows says as Compare does whether a stands before b.
func compareRows(o library.Order, a, b library.PassageRow) int {
	row := func(r library.PassageRow) library.ArticleRow {
		return library.ArticleRow{ID: r.Article, Title: r.Title, Published: r.Published}
	}
	return cmp.Or(o.Compare(row(a), row(b)), cmp.Compare(a.Start, b.Start), bytes.Compare(a.ID[:], b.ID[:]))
}
