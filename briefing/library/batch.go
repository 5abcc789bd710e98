package library

import (
	"cmp"
	"context"
	"crypto/sha256"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"

	"briefdesk/briefing"

	"github.com/ncruces/go-sqlite3"
)

// Rev numbers the commits of a library, from 1. It only grows.
type Rev int64

// Kind says what a Ref refers to.
type Kind string

// The kinds of values that have an identifier. They are stored; do not change them.
const (
	KindArticle  Kind = "article"
	KindPassage  Kind = "passage"
	KindBriefing Kind = "briefing"
)

// Ref names an article, a passage or a briefing.
type Ref struct {
	Kind Kind
	ID   briefing.ID
}

// Imported is a snapshot with the bytes it was made from; Original may be nil
// where they are not kept.
type Imported struct {
	briefing.Snapshot
	Original []byte
}

// Batch is everything that one edit changes. What is put is written whole,
// whether or not it was there; snapshots that are there already stay as they
// are, and what is in the trash stays there. Puts come first, then what is
// restored, trashed and deleted, in this order; a Ref in one of these that is
// not there is no error.
type Batch struct {
	Snapshots []Imported
	Articles  []briefing.Article
	Passages  []briefing.Passage
	Briefings []briefing.Briefing
	// Restored leave the trash: an article with the passages that went there
	// with it, a passage only if its article is not in the trash.
	Restored []Ref
	// Trashed go to the trash, an article with its passages, but for those that
	// are named here too: they go by themselves. They are no longer
	// listed, found, counted or told by ChangesSince, but can still be read by
	// their identifiers, so that a quotation of them is still proved.
	Trashed []Ref
	// Deleted are gone for ever, an article with its passages in the trash. What
	// briefings quote goes as well, so that an addition can be taken back: to
	// empty the trash, ask QuotedBy first.
	Deleted []Ref
	// Exported are briefings whose newest version has just been exported; it is
	// kept as long as the briefing.
	Exported []briefing.ID
	// Journal changes the journal of undo.
	Journal *Journal
}

// IsEmpty reports whether the batch changes nothing.
func (b Batch) IsEmpty() bool {
	return len(b.Snapshots)+len(b.Articles)+len(b.Passages)+len(b.Briefings)+
		len(b.Restored)+len(b.Trashed)+len(b.Deleted)+len(b.Exported) == 0 && b.Journal == nil
}

// leavesLoose reports whether the batch has a snapshot that none of its
// articles holds.
func (b Batch) leavesLoose() bool {
	held := map[briefing.Hash]bool{}
	for _, a := range b.Articles {
		for _, hash := range a.Snapshots {
			held[hash] = true
		}
	}
	return slices.ContainsFunc(b.Snapshots, func(s Imported) bool { return !held[s.Hash] })
}

// Apply commits the batch, all of it or nothing, and returns its number. When
// it returns without an error, the batch is on the disk. It refuses a snapshot
// that does not match its hash, and whatever would refer to something that is
// not there.
func (l *Library) Apply(ctx context.Context, b Batch) (Rev, error) {
	if l.ReadOnly() {
		return 0, fmt.Errorf("save: %w", ErrReadOnly)
	}
	rev, err := l.apply(ctx, b)
	if err != nil {
		return 0, fmt.Errorf("save: %w", explainAt(filepath.Dir(l.path), err))
	}
	return rev, nil
}

func (l *Library) apply(ctx context.Context, b Batch) (Rev, error) {
	tx, err := l.write.BeginTx(ctx, nil)
	if err != nil {
		return 0, err
	}
	defer tx.Rollback()
	w := writer{ctx: ctx, tx: tx, now: l.unixNow(), prepared: map[string]*sql.Stmt{}} // the transaction closes them
	if err := tx.QueryRowContext(ctx, "UPDATE library SET rev = rev + 1 RETURNING rev").Scan(&w.rev); err != nil {
		return 0, err
	}
	w.loose = b.leavesLoose()
	if err := w.write(b); err != nil {
		return 0, err
	}
	if w.loose {
		if _, err := w.exec("UPDATE library SET loose = 1"); err != nil {
			return 0, err
		}
	}
	return w.rev, tx.Commit()
}

// writer is one transaction under way.
type writer struct {
	ctx   context.Context
	tx    *sql.Tx
	rev   Rev
	now   int64 // Unix seconds
	loose bool  // an article, a step or a briefing let go of a snapshot or an image

	prepared map[string]*sql.Stmt // by query: a batch runs few queries many times
}

// write goes through the batch: puts before deletions, and what is referred to
// before what refers.
func (w *writer) write(b Batch) error {
	for _, do := range []func() error{
		func() error { return each(b.Snapshots, w.putSnapshot) },
		func() error { return each(b.Articles, w.putArticle) },
		func() error { return each(b.Passages, w.putPassage) },
		func() error { return each(b.Briefings, w.putBriefing) },
		func() error { return each(inOrder(b.Restored, KindArticle, KindPassage, KindBriefing), w.restore) },
		func() error { return each(inOrder(b.Trashed, KindPassage, KindArticle, KindBriefing), w.trash) },
		func() error { return each(b.Restored, w.checkRestored) },
		func() error { return each(inOrder(b.Deleted, KindBriefing, KindPassage, KindArticle), w.delete) },
		func() error { return each(b.Exported, w.markExported) },
		func() error { return w.putJournal(b.Journal) },
	} {
		if err := do(); err != nil {
			return err
		}
	}
	return nil
}

// inOrder returns the refs sorted by kind as kinds are.
func inOrder(refs []Ref, kinds ...Kind) []Ref {
	return slices.SortedStableFunc(slices.Values(refs), func(a, b Ref) int {
		return cmp.Compare(slices.Index(kinds, a.Kind), slices.Index(kinds, b.Kind))
	})
}

// each calls put for every value until one fails.
func each[T any](values []T, put func(T) error) error {
	for _, v := range values {
		if err := put(v); err != nil {
			return err
		}
	}
	return nil
}

func (w *writer) exec(query string, args ...any) (sql.Result, error) {
	stmt, ok := w.prepared[query]
	if !ok {
		var err error
		if stmt, err = w.tx.PrepareContext(w.ctx, query); err != nil {
			return nil, err
		}
		w.prepared[query] = stmt
	}
	return stmt.ExecContext(w.ctx, args...)
}

func (w *writer) putSnapshot(s Imported) error {
	if err := s.Verify(); err != nil {
		return fmt.Errorf("snapshot %v: %w", s.Hash, err)
	}
	if s.Original != nil {
		if err := w.putOriginal(s); err != nil {
			return fmt.Errorf("original of snapshot %v: %w", s.Hash, err)
		}
	}
	_, err := w.exec(`INSERT INTO snapshots (hash, rev, norm, text, blocks, pages, original)
		VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING`,
		s.Hash[:], w.rev, s.Norm, s.Text, encode(s.Blocks), encode(s.Pages), s.Snapshot.Original[:])
	if err != nil {
		return fmt.Errorf("snapshot %v: %w", s.Hash, err)
	}
	return nil
}

func (w *writer) putOriginal(s Imported) error {
	return w.putBytes(s.Snapshot.Original, s.Original)
}

// putBytes keeps what has a hash among the originals.
func (w *writer) putBytes(hash briefing.Hash, data []byte) error {
	if sha256.Sum256(data) != hash {
		return errors.New("the bytes do not match the hash")
	}
	_, err := w.exec("INSERT INTO originals (hash, rev, size, data) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
		hash[:], w.rev, len(data), compress(data))
	return err
}

func (w *writer) putArticle(a briefing.Article) error {
	if a.ID.IsZero() {
		return errors.New("an article needs an identifier")
	}
	_, err := w.exec(`INSERT INTO articles (id, rev, title, publisher, published, url, data)
		VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET rev = excluded.rev, title = excluded.title,
		publisher = excluded.publisher, published = excluded.published, url = excluded.url, data = excluded.data`,
		a.ID[:], w.rev, a.Title.Value, a.Publisher.Value, a.Published.Value, a.URL.Value, encode(a))
	if err != nil {
		return fmt.Errorf("article %v: %w", a.ID, err)
	}
	for n, hash := range a.Snapshots {
		_, err := w.exec("INSERT OR REPLACE INTO article_snapshots (article, n, snapshot) VALUES (?, ?, ?)", a.ID[:], n, hash[:])
		if err != nil {
			return fmt.Errorf("article %v: %w", a.ID, dangling(err, fmt.Sprintf("its snapshot %v", hash)))
		}
	}
	cut, err := w.exec("DELETE FROM article_snapshots WHERE article = ? AND n >= ?", a.ID[:], len(a.Snapshots))
	if err != nil {
		return fmt.Errorf("article %v: %w", a.ID, err)
	}
	n, err := cut.RowsAffected()
	w.loose = w.loose || n > 0
	return err
}

func (w *writer) putPassage(p briefing.Passage) error {
	if p.ID.IsZero() {
		return errors.New("a passage needs an identifier")
	}
	_, err := w.exec(`INSERT INTO passages (id, rev, article, snapshot, start, data, trashed, with_article)
		SELECT ?1, ?2, ?3, ?4, ?5, ?6, coalesce(max(trashed), 0), coalesce(max(trashed), 0) > 0 FROM articles WHERE id = ?3
		ON CONFLICT (id) DO UPDATE SET rev = excluded.rev, article = excluded.article,
		snapshot = excluded.snapshot, start = excluded.start, data = excluded.data`,
		p.ID[:], w.rev, p.Article[:], p.Snapshot[:], int(p.Start), encode(p))
	if err != nil {
		return fmt.Errorf("passage %v: %w", p.ID, dangling(err, "its article or snapshot"))
	}
	return nil
}

func (w *writer) putBriefing(b briefing.Briefing) error {
	if b.ID.IsZero() {
		return errors.New("a briefing needs an identifier")
	}
	_, err := w.exec(`INSERT INTO briefings (id, rev, title, date) VALUES (?, ?, ?, ?)
		ON CONFLICT (id) DO UPDATE SET rev = excluded.rev, title = excluded.title, date = excluded.date`,
		b.ID[:], w.rev, b.Title, b.Date)
	if err != nil {
		return fmt.Errorf("briefing %v: %w", b.ID, err)
	}
	if err := w.putVersion(b); err != nil {
		return fmt.Errorf("briefing %v: %w", b.ID, err)
	}
	if err := w.putQuoted(b); err != nil {
		return fmt.Errorf("passages of briefing %v: %w", b.ID, err)
	}
	return nil
}

// putVersion writes the blocks that the version before did not have, and the list.
func (w *writer) putVersion(b briefing.Briefing) error {
	known, err := w.latestBlocks(b.ID)
	if err != nil {
		return err
	}
	list := make([]byte, 0, len(b.Blocks)*len(briefing.Hash{}))
	for _, bl := range b.Blocks {
		hash := bl.Hash()
		list = append(list, hash[:]...)
		if known[hash] {
			continue
		}
		known[hash] = true
		_, err := w.exec("INSERT INTO blocks (briefing, hash, rev, data) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING",
			b.ID[:], hash[:], w.rev, encode(bl))
		if err != nil {
			return err
		}
		if bl.Image.Data == nil {
			continue
		}
		if err := w.putBytes(bl.Image.Hash, bl.Image.Data); err != nil {
			return fmt.Errorf("image %v: %w", bl.Image.Hash, err)
		}
	}
	_, err = w.exec("INSERT INTO versions (briefing, rev, saved, front, blocks) VALUES (?, ?, ?, ?, ?)",
		b.ID[:], w.rev, w.now, encode(b), list)
	return err
}

func (w *writer) latestBlocks(id briefing.ID) (map[briefing.Hash]bool, error) {
	var list []byte
	err := w.tx.QueryRowContext(w.ctx, "SELECT blocks FROM versions WHERE briefing = ? ORDER BY rev DESC LIMIT 1", id[:]).Scan(&list)
	if err != nil && !errors.Is(err, sql.ErrNoRows) {
		return nil, err
	}
	hashes, err := splitHashes(list)
	if err != nil {
		return nil, err
	}
	known := make(map[briefing.Hash]bool, len(hashes))
	for _, h := range hashes {
		known[h] = true
	}
	return known, nil
}

func splitHashes(list []byte) ([]briefing.Hash, error) {
	const size = len(briefing.Hash{})
	if len(list)%size != 0 {
		return nil, damaged("a list of blocks has %d bytes", len(list))
	}
	hashes := make([]briefing.Hash, len(list)/size)
	for i := range hashes {
		hashes[i] = briefing.Hash(list[i*size:])
	}
	return hashes, nil
}

var deletions = map[Kind]string{
	KindArticle:  "DELETE FROM articles WHERE id = ?",
	KindPassage:  "DELETE FROM passages WHERE id = ?",
	KindBriefing: "DELETE FROM briefings WHERE id = ?",
}

func (w *writer) delete(r Ref) error {
	if r.Kind == KindArticle {
		if _, err := w.exec("DELETE FROM passages WHERE article = ? AND trashed > 0", r.ID[:]); err != nil {
			return fmt.Errorf("delete passages of article %v: %w", r.ID, err)
		}
	}
	if _, err := w.exec(deletions[r.Kind], r.ID[:]); err != nil {
		return fmt.Errorf("delete %s %v: %w", r.Kind, r.ID, stillUsed(err))
	}
	w.loose = true
	return nil
}

func dangling(err error, what string) error {
	if errors.Is(err, sqlite3.CONSTRAINT_FOREIGNKEY) {
		return fmt.Errorf("%s: %w", what, ErrNotFound)
	}
	return err
}

func stillUsed(err error) error {
	if errors.Is(err, sqlite3.CONSTRAINT_FOREIGNKEY) {
		return errors.New("passages of it are left; delete them first")
	}
	return err
}

// encode is the JSON of a value of the vocabulary.
func encode(v any) string {
	data, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("library: %T cannot be encoded: %v", v, err)) // strings, numbers and lists only
	}
	return string(data)
}
