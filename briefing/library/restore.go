package library

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"

	"github.com/ncruces/go-sqlite3"
)

// Restore puts the library at from, a backup, in the place of the one at to,
// which may be missing or damaged. What was at to stays beside it under the
// name kept, which is empty if there was nothing; of a missing file that is its log. It is refused while another
// process writes the library at to, and where from is no sound library; then
// nothing is changed.
func Restore(ctx context.Context, from, to string) (kept string, err error) {
	return Options{}.Restore(ctx, from, to)
}

// Restore is the function Restore with these options.
func (o Options) Restore(ctx context.Context, from, to string) (kept string, err error) {
	source, err := openStill(from)
	if err != nil {
		return "", fmt.Errorf("restore %s: %w", from, explain(err))
	}
	defer func() { err = errors.Join(err, source.Close()) }()
	if err := quickCheck(ctx, source.read); err != nil {
		return "", fmt.Errorf("restore %s: %w", from, explain(err))
	}
	kept, err = o.replace(ctx, source, to)
	if err != nil {
		return kept, fmt.Errorf("restore to %s: %w", to, explainAt(filepath.Dir(to), err))
	}
	return kept, nil
}

func (o Options) replace(ctx context.Context, source *Library, to string) (kept string, err error) {
	to, err = resolve(to)
	if err != nil {
		return "", err
	}
	if err := os.MkdirAll(filepath.Dir(to), 0o700); err != nil {
		return "", err
	}
	lock, err := acquire(to + lockSuffix)
	if err != nil {
		return "", err
	}
	defer func() { err = errors.Join(err, lock.Close()) }()
	var d draft
	err = withConn(ctx, source.read, func(c *sqlite3.Conn) error {
		d, err = newDraft(ctx, c, to+restoringSuffix)
		return err
	})
	if err != nil {
		return "", err
	}
	defer d.discard()
	if !isMissing(to) || checkStrays(to) != nil {
		if kept, err = o.keep(ctx, to); err != nil {
			return "", err
		}
	}
	return kept, d.moveTo(to)
}

// keep leaves what is at path under another name as well, and takes from path
// the logs that would be read into whatever comes there. The caller holds the lock.
func (o Options) keep(ctx context.Context, path string) (kept string, err error) {
	drain(ctx, path)
	kept = path + "-before-restore-" + o.now().Format("2006-01-02T15-04-05")
	for n := 2; exists(kept); n++ {
		kept = path + "-before-restore-" + o.now().Format("2006-01-02T15-04-05") + "-" + strconv.Itoa(n)
	}
	for _, suffix := range []string{"", walSuffix, journalSuffix} {
		if err := link(path+suffix, kept+suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
	}
	for _, suffix := range []string{walSuffix, shmSuffix, journalSuffix} {
		if err := os.Remove(path + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return "", err
		}
	}
	return kept, nil
}

// drain brings what the log of a sound library holds into its file, so that
// the file is all of it. A damaged library stays as it is.
func drain(ctx context.Context, path string) {
	if !exists(path+walSuffix) || !reserve(path) || verifyFile(ctx, path) != nil {
		return
	}
	db, err := pool(Options{}.dsn(path, "mode", "rw"), 1)
	if err != nil {
		return
	}
	db.ExecContext(ctx, "PRAGMA wal_checkpoint(truncate)")
	db.Close()
}

// link gives a file a second name, or a copy one where the file system has
// no links.
func link(from, to string) error {
	err := os.Link(from, to)
	if err == nil || errors.Is(err, fs.ErrNotExist) || errors.Is(err, fs.ErrExist) {
		return err
	}
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	out, err := os.OpenFile(to, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = io.Copy(out, in)
	return errors.Join(err, out.Sync(), out.Close())
}
