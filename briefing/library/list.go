package library

import (
	"bytes"
	"cmp"
	"context"
	"database/sql"
	"fmt"
	"strings"

	"briefdesk/briefing"
)

// ArticleRow is what a list shows of an article.
type ArticleRow struct {
	ID        briefing.ID
	Title     string
	Publisher string
	Published string // as in briefing.Article
	Passages  int    // how many there are of it
}

// Order is that of a list of articles.
type Order int

// The orders of a list of articles. Ties are broken by identifier.
const (
	ByPublished Order = iota // newest first, the undated last
	ByTitle                  // ASCII letters regardless of case
)

// Compare says as a negative number, zero or a positive one whether a stands
// before, at or after b in a list in this order.
func (o Order) Compare(a, b ArticleRow) int {
	if o == ByTitle {
		return cmp.Or(cmp.Compare(lower(a.Title), lower(b.Title)), bytes.Compare(a.ID[:], b.ID[:]))
	}
	return cmp.Or(cmp.Compare(b.Published, a.Published), bytes.Compare(b.ID[:], a.ID[:]))
}

// lower changes the letters that SQLite's NOCASE does.
func lower(s string) string {
	return strings.Map(func(r rune) rune {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}, s)
}

// RowOf is the row of an article of which there are that many passages.
func RowOf(a briefing.Article, passages int) ArticleRow {
	return ArticleRow{a.ID, a.Title.Value, a.Publisher.Value, a.Published.Value, passages}
}

// ArticleQuery asks for a page of the list of articles.
type ArticleQuery struct {
	Order Order
	// After is the last row of the page before; the zero row asks for the first page.
	After ArticleRow
	// Limit is how many rows to return at most; 0 is all.
	Limit int
}

var articlePages = map[Order]struct{ first, next string }{
	ByPublished: {
		articleRow + "ORDER BY published DESC, id DESC LIMIT ?3",
		articleRow + "AND (published, id) < (?1, ?2) ORDER BY published DESC, id DESC LIMIT ?3",
	},
	ByTitle: {
		articleRow + "ORDER BY title, id LIMIT ?3",
		articleRow + "AND (title, id) > (?1, ?2) ORDER BY title, id LIMIT ?3",
	},
}

const articleRow = `SELECT id, title, publisher, published,
	(SELECT count(*) FROM passages WHERE article = articles.id AND trashed = 0) FROM articles WHERE trashed = 0 `

// Articles returns a page of the list of articles. Its cost does not depend on
// how many pages come before.
func (l *Library) Articles(ctx context.Context, q ArticleQuery) ([]ArticleRow, error) {
	query, key := articlePages[q.Order].first, ""
	if !q.After.ID.IsZero() {
		query, key = articlePages[q.Order].next, q.After.Published
		if q.Order == ByTitle {
			key = q.After.Title
		}
	}
	limit := q.Limit
	if limit <= 0 {
		limit = -1
	}
	var list []ArticleRow
	for row, err := range rows(ctx, l.read, query, key, q.After.ID[:], limit) {
		var r ArticleRow
		if err == nil {
			err = row.Scan(fixed(r.ID[:]), &r.Title, &r.Publisher, &r.Published, &r.Passages)
		}
		if err != nil {
			return nil, fmt.Errorf("list articles: %w", explain(err))
		}
		list = append(list, r)
	}
	return list, nil
}

// PassageRow is what a list shows of a passage: all of it, and where it is from.
type PassageRow struct {
	briefing.Passage
	Title     string // of its article
	Publisher string
	Published string
}

// PassageQuery asks for a page of the list of passages.
type PassageQuery struct {
	Order Order // of their articles; those of one stand in the order of its text
	// After is the last row of the page before; the zero row asks for the first page.
	After PassageRow
	// Limit is how many rows to return at most; 0 is all.
	Limit int
}

// passagePages are the queries for the passages that follow ?3 and ?4 in their
// article ?2, and for those of the articles that follow ?1 and ?2.
var passagePages = map[Order]struct{ first, next string }{
	ByPublished: {
		passageRow + passagesOf + "ORDER BY published DESC, articles.id DESC, start, passages.id LIMIT ?5",
		passageRow + passagesOf + `AND (published, articles.id) < (?1, ?2)
			ORDER BY published DESC, articles.id DESC, start, passages.id LIMIT ?5`,
	},
	ByTitle: {
		passageRow + passagesOf + "ORDER BY title, articles.id, start, passages.id LIMIT ?5",
		passageRow + passagesOf + "AND (title, articles.id) > (?1, ?2) ORDER BY title, articles.id, start, passages.id LIMIT ?5",
	},
}

const (
	passageRow = "SELECT passages.data, title, publisher, published "
	// The order of the join is that of the list, which SQLite then need not sort.
	passagesOf    = "FROM articles CROSS JOIN passages ON article = articles.id WHERE articles.trashed = 0 AND passages.trashed = 0 "
	passagesOfOne = passageRow + passagesOf + "AND articles.id = ?2 AND (start, passages.id) > (?3, ?4) ORDER BY start, passages.id LIMIT ?5"
)

// PassageRows returns a page of the list of passages. Its cost does not depend
// on how many pages come before.
func (l *Library) PassageRows(ctx context.Context, q PassageQuery) ([]PassageRow, error) {
	list, err := readPassageRows(ctx, l.read, q)
	if err != nil {
		return nil, fmt.Errorf("list passages: %w", explain(err))
	}
	return list, nil
}

func readPassageRows(ctx context.Context, db *sql.DB, q PassageQuery) ([]PassageRow, error) {
	limit := q.Limit
	if limit <= 0 {
		limit = -1
	}
	if q.After.ID.IsZero() {
		return passagePage(ctx, db, nil, passagePages[q.Order].first, limit, q)
	}
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // one state of the library
	if err != nil {
		return nil, err
	}
	defer tx.Rollback()
	list, err := passagePage(ctx, tx, nil, passagesOfOne, limit, q)
	if err != nil || len(list) == limit {
		return list, err
	}
	if limit > 0 {
		limit -= len(list)
	}
	return passagePage(ctx, tx, list, passagePages[q.Order].next, limit, q)
}

func passagePage(ctx context.Context, db querier, list []PassageRow, query string, limit int, q PassageQuery) ([]PassageRow, error) {
	key := q.After.Published
	if q.Order == ByTitle {
		key = q.After.Title
	}
	for row, err := range rows(ctx, db, query, key, q.After.Article[:], int(q.After.Start), q.After.ID[:], limit) {
		var r PassageRow
		var data sql.RawBytes
		if err == nil {
			err = row.Scan(&data, &r.Title, &r.Publisher, &r.Published)
		}
		if err == nil {
			err = decode(data, &r.Passage)
		}
		if err != nil {
			return nil, err
		}
		list = append(list, r)
	}
	return list, nil
}

// BriefingRow is what a list shows of a briefing.
type BriefingRow struct {
	ID    briefing.ID
	Title string
	Date  string // as in briefing.Briefing
}

// Compare says whether r stands before, at or after s in a list.
func (r BriefingRow) Compare(s BriefingRow) int {
	return cmp.Or(cmp.Compare(s.Date, r.Date), cmp.Compare(r.Title, s.Title), bytes.Compare(r.ID[:], s.ID[:]))
}

// Briefings returns the list of briefings, by date, newest first and the
// undated last; ties are broken by title, then by identifier.
func (l *Library) Briefings(ctx context.Context) ([]BriefingRow, error) {
	list, err := readBriefingRows(ctx, l.read, "WHERE trashed = 0")
	if err != nil {
		return nil, fmt.Errorf("list briefings: %w", explain(err))
	}
	return list, nil
}

func readBriefingRows(ctx context.Context, db querier, where string, args ...any) ([]BriefingRow, error) {
	var list []BriefingRow
	query := "SELECT id, title, date FROM briefings " + where + " ORDER BY date DESC, title, id"
	for row, err := range rows(ctx, db, query, args...) {
		var r BriefingRow
		if err == nil {
			err = row.Scan(fixed(r.ID[:]), &r.Title, &r.Date)
		}
		if err != nil {
			return nil, err
		}
		list = append(list, r)
	}
	return list, nil
}
