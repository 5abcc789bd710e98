package library

import (
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"iter"

	"briefdesk/briefing"
)

// Article returns the article called id, or ErrNotFound.
func (l *Library) Article(ctx context.Context, id briefing.ID) (briefing.Article, error) {
	return one[briefing.Article](ctx, l.read, "article", id, "SELECT data FROM articles WHERE id = ?", id[:])
}

// Passage returns the passage called id, or ErrNotFound.
func (l *Library) Passage(ctx context.Context, id briefing.ID) (briefing.Passage, error) {
	return one[briefing.Passage](ctx, l.read, "passage", id, "SELECT data FROM passages WHERE id = ?", id[:])
}

// one reads the value that a query finds in the only column of its only row.
func one[T any](ctx context.Context, db *sql.DB, what string, key any, query string, args ...any) (T, error) {
	var v T
	var data []byte
	err := db.QueryRowContext(ctx, query, args...).Scan(&data)
	if err == nil {
		err = decode(data, &v)
	}
	if err != nil {
		return v, fmt.Errorf("read %s %v: %w", what, key, explain(err))
	}
	return v, nil
}

// decode is the inverse of encode, for data that may be anything.
func decode(data []byte, v any) error {
	if err := json.Unmarshal(data, v); err != nil {
		return damaged("%v", err)
	}
	return nil
}

// Passages yields the passages of an article in the order of its text, or all
// passages, in the order in which they were added, if article is zero. It ends
// after the first error.
func (l *Library) Passages(ctx context.Context, article briefing.ID) iter.Seq2[briefing.Passage, error] {
	if article.IsZero() {
		return all[briefing.Passage](ctx, l.read, "read passages", "SELECT data FROM passages WHERE trashed = 0 ORDER BY rowid")
	}
	return all[briefing.Passage](ctx, l.read, "read passages",
		"SELECT data FROM passages WHERE article = ? AND trashed = 0 ORDER BY start, id", article[:])
}

// all yields the values that a query finds, one a row.
func all[T any](ctx context.Context, db querier, doing, query string, args ...any) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for row, err := range rows(ctx, db, query, args...) {
			var v T
			var data sql.RawBytes
			if err == nil {
				err = row.Scan(&data)
			}
			if err == nil {
				err = decode(data, &v)
			}
			if err != nil {
				yield(v, fmt.Errorf("%s: %w", doing, explain(err)))
				return
			}
			if !yield(v, nil) {
				return
			}
		}
	}
}

// querier is a pool or a transaction.
type querier interface {
	QueryContext(context.Context, string, ...any) (*sql.Rows, error)
}

// rows yields the rows of a query for Scan, then the error that ended it, if any.
func rows(ctx context.Context, db querier, query string, args ...any) iter.Seq2[*sql.Rows, error] {
	return func(yield func(*sql.Rows, error) bool) {
		rs, err := db.QueryContext(ctx, query, args...)
		if err != nil {
			yield(nil, err)
			return
		}
		defer rs.Close()
		for rs.Next() {
			if !yield(rs, nil) {
				return
			}
		}
		if err := rs.Err(); err != nil {
			yield(nil, err)
		}
	}
}

// Snapshot returns the snapshot called hash, or ErrNotFound. It matches its hash.
func (l *Library) Snapshot(ctx context.Context, hash briefing.Hash) (briefing.Snapshot, error) {
	row := l.read.QueryRowContext(ctx, snapshotColumns+" WHERE hash = ?", hash[:])
	s, err := scanSnapshot(row)
	if err == nil {
		err = verify(s)
	}
	if err != nil {
		return briefing.Snapshot{}, fmt.Errorf("read snapshot %v: %w", hash, explain(err))
	}
	return s, nil
}

const snapshotColumns = "SELECT hash, norm, text, blocks, pages, original FROM snapshots"

func scanSnapshot(row interface{ Scan(...any) error }) (briefing.Snapshot, error) {
	var s briefing.Snapshot
	var blocks, pages []byte
	if err := row.Scan(fixed(s.Hash[:]), &s.Norm, &s.Text, &blocks, &pages, fixed(s.Original[:])); err != nil {
		return s, err
	}
	if err := decode(blocks, &s.Blocks); err != nil {
		return s, err
	}
	return s, decode(pages, &s.Pages)
}

func verify(s briefing.Snapshot) error {
	if err := s.Verify(); err != nil {
		return damaged("%v", err)
	}
	return nil
}

// fixed scans a column into an array of exactly its length.
type fixed []byte

// Scan implements sql.Scanner.
func (f fixed) Scan(v any) error {
	b, ok := v.([]byte)
	if !ok || len(b) != len(f) {
		return damaged("a key of %d bytes is missing", len(f))
	}
	copy(f, b)
	return nil
}

// ArticleByURL returns the article whose canonical URL is url, or ErrNotFound.
// One in the trash is returned where there is no other.
func (l *Library) ArticleByURL(ctx context.Context, url string) (briefing.Article, error) {
	return one[briefing.Article](ctx, l.read, "article at", url,
		"SELECT data FROM articles WHERE url = ? ORDER BY trashed, id LIMIT 1", url)
}

// ArticleByOriginal returns the article that was imported from the bytes with
// that hash, or ErrNotFound; as ArticleByURL does.
func (l *Library) ArticleByOriginal(ctx context.Context, hash briefing.Hash) (briefing.Article, error) {
	return one[briefing.Article](ctx, l.read, "article imported from", hash, `
		SELECT data FROM snapshots JOIN article_snapshots ON snapshot = hash JOIN articles ON id = article
		WHERE original = ? ORDER BY trashed, id LIMIT 1`, hash[:])
}

// ArticleBySnapshot returns the article that has the snapshot, or ErrNotFound;
// as ArticleByURL does.
func (l *Library) ArticleBySnapshot(ctx context.Context, hash briefing.Hash) (briefing.Article, error) {
	return one[briefing.Article](ctx, l.read, "article with snapshot", hash, `
		SELECT data FROM article_snapshots JOIN articles ON id = article
		WHERE snapshot = ? ORDER BY trashed, id LIMIT 1`, hash[:])
}

// Briefing returns the newest version of the briefing called id, or ErrNotFound.
func (l *Library) Briefing(ctx context.Context, id briefing.ID) (briefing.Briefing, error) {
	return l.version(ctx, id, newestVersion, id[:])
}

const newestVersion = "SELECT front, blocks FROM versions WHERE briefing = ? ORDER BY rev DESC LIMIT 1"

// BriefingAt returns the briefing called id as the commit rev left it, or ErrNotFound.
func (l *Library) BriefingAt(ctx context.Context, id briefing.ID, rev Rev) (briefing.Briefing, error) {
	return l.version(ctx, id, `SELECT front, blocks FROM versions WHERE briefing = ? AND rev <= ?
		ORDER BY rev DESC LIMIT 1`, id[:], rev)
}

func (l *Library) version(ctx context.Context, id briefing.ID, query string, args ...any) (briefing.Briefing, error) {
	b, err := readVersion(ctx, l.read, id, query, args...)
	if err != nil {
		return briefing.Briefing{}, fmt.Errorf("read briefing %v: %w", id, explain(err))
	}
	return b, nil
}

func readVersion(ctx context.Context, db *sql.DB, id briefing.ID, query string, args ...any) (briefing.Briefing, error) {
	var b briefing.Briefing
	tx, err := db.BeginTx(ctx, &sql.TxOptions{ReadOnly: true}) // a deletion may come between the two reads
	if err != nil {
		return b, err
	}
	defer tx.Rollback()
	var front, list []byte
	if err := tx.QueryRowContext(ctx, query, args...).Scan(&front, &list); err != nil {
		return b, err
	}
	if err := decode(front, &b); err != nil {
		return b, err
	}
	if b.ID != id {
		return b, damaged("its front matter is that of %v", b.ID)
	}
	if b.Blocks, err = readBlocks(ctx, tx, id, list); err != nil {
		return b, err
	}
	return b, readImages(ctx, tx, b.Blocks)
}

// readImages gives the images of blocks their data. One that the library does
// not have stays without.
func readImages(ctx context.Context, tx *sql.Tx, blocks []briefing.Block) error {
	for i := range blocks {
		image := &blocks[i].Image
		if image.Hash.IsZero() {
			continue
		}
		var packed []byte
		err := tx.QueryRowContext(ctx, "SELECT data FROM originals WHERE hash = ?", image.Hash[:]).Scan(&packed)
		if errors.Is(err, sql.ErrNoRows) {
			continue
		}
		if err == nil {
			image.Data, err = unpack(packed, image.Hash)
		}
		if err != nil {
			return fmt.Errorf("image of block %d: %w", i+1, err)
		}
	}
	return nil
}

// blocksInOrder finds the block of each hash in the list ?2, one query for all.
const blocksInOrder = `
	WITH RECURSIVE place(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM place WHERE i + 1 < length(?2) / 32)
	SELECT i, data FROM place LEFT JOIN blocks ON briefing = ?1 AND hash = substr(?2, 32 * i + 1, 32) ORDER BY i`

func readBlocks(ctx context.Context, tx *sql.Tx, id briefing.ID, list []byte) ([]briefing.Block, error) {
	hashes, err := splitHashes(list)
	if err != nil || len(hashes) == 0 {
		return nil, err
	}
	blocks := make([]briefing.Block, len(hashes))
	for row, err := range rows(ctx, tx, blocksInOrder, id[:], list) {
		if err != nil {
			return nil, err
		}
		var i int
		var data sql.RawBytes
		if err := row.Scan(&i, &data); err != nil {
			return nil, err
		}
		if sha256.Sum256(data) != hashes[i] {
			return nil, damaged("block %d is missing or does not match its hash", i+1)
		}
		if err := decode(data, &blocks[i]); err != nil {
			return nil, fmt.Errorf("block %d: %w", i+1, err)
		}
	}
	return blocks, nil
}
