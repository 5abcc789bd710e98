// Package library keeps everything on disk: one SQLite file with the articles,
// their snapshots and original bytes, the passages and the briefings, the trash
// and the journal of undo.
//
// A Library takes and gives plain values of package briefing. Changes come in
// as a Batch, which Apply commits as a whole or not at all; when Apply returns
// they are on the disk. Each commit has a Rev, and Changes tells what happened
// after one, deletions included. Snapshots are immutable: the file itself
// refuses to change them, and they are held against their hash when read.
//
// One process writes at a time, under a lock that dies with it; any number
// may read meanwhile. Nothing that is read is trusted: the file may come from
// a stranger, or from a failing disk. What cannot be opened is left untouched;
// NewestBackup finds the copy to go back to, and Restore puts it in place.
//
// The surprise: a snapshot outlives the article that held it, as long as the
// library is open or a step of undo needs it, so that undoing a deletion needs
// no copy of the text.
package library

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"os"
	"time"
)

// Library is an open library. Its methods may be called at the same time.
type Library struct {
	read, write *sql.DB // the same one in memory and on a network; write is nil where read-only
	lock        *os.File
	path        string // empty in memory
	notice      string
	now         func() time.Time
}

// Notice says what is unusual about the library and good to know, in a
// sentence or two, or is empty.
func (l *Library) Notice() string { return l.notice }

const networkNotice = "This library is on a network drive. While it is open here, nobody else can open it, " +
	"and saving depends on the network; a library on this computer is safer."

// ReadOnly reports whether Apply would be refused.
func (l *Library) ReadOnly() bool { return l.write == nil }

// Close lets go of the library. Snapshots that no article, passage or step of
// the journal holds any more are dropped first.
func (l *Library) Close() error {
	var err error
	if l.write != nil {
		err = l.sweep(context.Background())
	}
	if err := errors.Join(err, l.release()); err != nil {
		return fmt.Errorf("close library: %w", explain(err))
	}
	return nil
}

// release closes what is open.
func (l *Library) release() error {
	var errs []error
	for _, db := range []*sql.DB{l.read, l.write} { // the writer last: it tidies up the side files
		if db != nil {
			errs = append(errs, db.Close())
		}
	}
	if l.lock != nil {
		errs = append(errs, l.lock.Close())
	}
	return errors.Join(errs...)
}

// What sweep drops: snapshots that nothing holds, and originals that no snapshot
// was made from and that are no image of a briefing.
const (
	isLooseSnapshot = `hash NOT IN (SELECT snapshot FROM article_snapshots)
		AND hash NOT IN (SELECT snapshot FROM passages) AND hash NOT IN (SELECT snapshot FROM step_snapshots)`
	isLooseOriginal = `hash NOT IN (SELECT original FROM snapshots) AND hash NOT IN (SELECT snapshot FROM step_snapshots)
		AND hash NOT IN (SELECT unhex(data ->> '$.image.hash') FROM blocks
			WHERE CASE WHEN json_valid(data) THEN data ->> '$.image.hash' END IS NOT NULL)`
)

// sweep drops the snapshots and originals that nothing holds.
func (l *Library) sweep(ctx context.Context) error {
	var loose bool
	if err := l.write.QueryRowContext(ctx, "SELECT loose FROM library").Scan(&loose); err != nil || !loose {
		return err
	}
	tx, err := l.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	const drop = "DELETE FROM snapshots WHERE " + isLooseSnapshot + "; DELETE FROM originals WHERE " + isLooseOriginal +
		"; UPDATE library SET loose = 0"
	if _, err := tx.ExecContext(ctx, drop); err != nil {
		return err
	}
	return tx.Commit()
}

func (l *Library) unixNow() int64 { return max(1, l.now().Unix()) } // 0 stands for never
