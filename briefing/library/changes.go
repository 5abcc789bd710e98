package library

import (
	"context"
	"database/sql"
	"fmt"
	"iter"

	"briefdesk/briefing"
)

// Changes are what happened to a library after some commit: the values as
// they stand, not the steps that led there. Of each kind the oldest change
// comes first.
type Changes struct {
	Articles  []briefing.Article
	Passages  []briefing.Passage
	Briefings []briefing.ID // their blocks are read one by one
	Deleted   []Ref         // or in the trash
}

// ChangesSince returns what commits after rev have changed, and the number of
// the last of them, to ask again from. Since 0 it is the whole library.
func (l *Library) ChangesSince(ctx context.Context, rev Rev) (Changes, Rev, error) {
	c, last, err := changesSince(ctx, l.read, rev)
	if err != nil {
		return Changes{}, 0, fmt.Errorf("read changes since %d: %w", rev, explain(err))
	}
	return c, last, nil
}

func changesSince(ctx context.Context, db *sql.DB, rev Rev) (c Changes, last Rev, err error) {
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // one state of the library
	if err != nil {
		return c, 0, err
	}
	defer tx.Rollback()
	if err := tx.QueryRowContext(ctx, "SELECT rev FROM library").Scan(&last); err != nil {
		return c, 0, err
	}
	c.Articles, err = collect(all[briefing.Article](ctx, tx, "articles", "SELECT data FROM articles WHERE rev > ? AND trashed = 0 ORDER BY rev, rowid", rev))
	if err != nil {
		return c, 0, err
	}
	c.Passages, err = collect(all[briefing.Passage](ctx, tx, "passages", "SELECT data FROM passages WHERE rev > ? AND trashed = 0 ORDER BY rev, rowid", rev))
	if err != nil {
		return c, 0, err
	}
	refs, err := readRefs(ctx, tx, "SELECT 'briefing', id FROM briefings WHERE rev > ? AND trashed = 0 ORDER BY rev, rowid", rev)
	if err != nil {
		return c, 0, err
	}
	for _, r := range refs {
		c.Briefings = append(c.Briefings, r.ID)
	}
	c.Deleted, err = readRefs(ctx, tx, "SELECT kind, id FROM tombstones WHERE rev > ? ORDER BY rev, kind, id", rev)
	return c, last, err
}

func collect[T any](seq iter.Seq2[T, error]) ([]T, error) {
	var list []T
	for v, err := range seq {
		if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
	return list, nil
}

func readRefs(ctx context.Context, db querier, query string, args ...any) ([]Ref, error) {
	var refs []Ref
	for row, err := range rows(ctx, db, query, args...) {
		var r Ref
		if err == nil {
			err = row.Scan(&r.Kind, fixed(r.ID[:]))
		}
		if err != nil {
			return nil, err
		}
		refs = append(refs, r)
	}
	return refs, nil
}
