package library

import (
	"context"
	"database/sql"
	"fmt"
	"time"

	"briefdesk/briefing"
)

// VersionKind says why a version of a briefing is kept.
type VersionKind string

// The kinds of versions. They are stored; do not change them.
const (
	VersionSaved  VersionKind = "saved"  // of the last day of work: every commit left one
	VersionDaily  VersionKind = "daily"  // the last of an older day
	VersionExport VersionKind = "export" // it was exported
)

// Version is one saved state of a briefing, for BriefingAt.
type Version struct {
	Rev      Rev
	Kind     VersionKind
	Saved    time.Time // to the second, UTC
	Exported time.Time // when it was last; zero if never
}

// Versions returns the saved states of a briefing, oldest first.
func (l *Library) Versions(ctx context.Context, id briefing.ID) ([]Version, error) {
	var list []Version
	for row, err := range rows(ctx, l.read, "SELECT rev, kind, saved, exported FROM versions WHERE briefing = ? ORDER BY rev", id[:]) {
		var v Version
		var saved, exported int64
		if err == nil {
			err = row.Scan(&v.Rev, &v.Kind, &saved, &exported)
		}
		if err != nil {
			return nil, fmt.Errorf("list versions of briefing %v: %w", id, explain(err))
		}
		v.Saved = time.Unix(saved, 0).UTC()
		if exported > 0 {
			v.Exported = time.Unix(exported, 0).UTC()
		}
		list = append(list, v)
	}
	return list, nil
}

func (w *writer) markExported(id briefing.ID) error {
	_, err := w.exec(`UPDATE versions SET kind = ?, exported = ? WHERE briefing = ?3
		AND rev = (SELECT max(rev) FROM versions WHERE briefing = ?3)`, VersionExport, w.now, id[:])
	if err != nil {
		return fmt.Errorf("mark the export of briefing %v: %w", id, err)
	}
	return nil
}

// dayOfWork is how long every saved version is kept, in seconds.
const dayOfWork = 24 * 60 * 60

// thin drops versions that are older than a day of work, but for those that
// were exported, the last of each day (UTC) and the newest of each briefing.
// The day is counted back from the newest version: a clock that runs ahead
// makes nothing old.
func (l *Library) thin(ctx context.Context) error {
	tx, err := l.write.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	var newest sql.NullInt64
	if err := tx.QueryRowContext(ctx, "SELECT max(saved) FROM versions WHERE kind = 'saved'").Scan(&newest); err != nil {
		return err
	}
	before := min(newest.Int64, l.unixNow()) - dayOfWork
	thinned, err := dropVersions(ctx, tx, before)
	if err != nil {
		return err
	}
	_, err = tx.ExecContext(ctx, "UPDATE versions SET kind = 'daily' WHERE kind = 'saved' AND saved < ?", before)
	if err != nil {
		return err
	}
	for id := range thinned {
		if err := dropBlocks(ctx, tx, id); err != nil {
			return fmt.Errorf("briefing %v: %w", id, err)
		}
	}
	if len(thinned) > 0 { // they may have had images
		if _, err := tx.ExecContext(ctx, "UPDATE library SET loose = 1"); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// dropVersions drops the versions saved before some time that another of the
// same day follows, and returns whose they were.
func dropVersions(ctx context.Context, tx *sql.Tx, before int64) (of map[briefing.ID]bool, err error) {
	of = map[briefing.ID]bool{}
	const query = `
		DELETE FROM versions WHERE kind = 'saved' AND saved < ? AND EXISTS (
			SELECT 1 FROM versions AS later WHERE later.briefing = versions.briefing
				AND later.rev > versions.rev AND later.saved / 86400 = versions.saved / 86400)
		RETURNING briefing`
	for row, err := range rows(ctx, tx, query, before) {
		var id briefing.ID
		if err == nil {
			err = row.Scan(fixed(id[:]))
		}
		if err != nil {
			return nil, err
		}
		of[id] = true
	}
	return of, nil
}

// dropBlocks drops the blocks of a briefing that none of its versions has.
func dropBlocks(ctx context.Context, tx *sql.Tx, id briefing.ID) error {
	needed, err := neededBlocks(ctx, tx, id)
	if err != nil {
		return err
	}
	stored, err := collectHashes(ctx, tx, "SELECT hash FROM blocks WHERE briefing = ?", id[:])
	if err != nil {
		return err
	}
	for _, h := range stored {
		if needed[h] {
			continue
		}
		if _, err := tx.ExecContext(ctx, "DELETE FROM blocks WHERE briefing = ? AND hash = ?", id[:], h[:]); err != nil {
			return err
		}
	}
	return nil
}

// neededBlocks are the blocks that the versions of a briefing list.
func neededBlocks(ctx context.Context, db querier, id briefing.ID) (map[briefing.Hash]bool, error) {
	needed := map[briefing.Hash]bool{}
	for row, err := range rows(ctx, db, "SELECT blocks FROM versions WHERE briefing = ?", id[:]) {
		var list sql.RawBytes
		if err == nil {
			err = row.Scan(&list)
		}
		if err != nil {
			return nil, err
		}
		hashes, err := splitHashes(list)
		if err != nil {
			return nil, err
		}
		for _, h := range hashes {
			needed[h] = true
		}
	}
	return needed, nil
}

func collectHashes(ctx context.Context, db querier, query string, args ...any) ([]briefing.Hash, error) {
	var list []briefing.Hash
	for row, err := range rows(ctx, db, query, args...) {
		var h briefing.Hash
		if err == nil {
			err = row.Scan(fixed(h[:]))
		}
		if err != nil {
			return nil, err
		}
		list = append(list, h)
	}
	return list, nil
}
