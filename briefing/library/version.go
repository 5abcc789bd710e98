package library

import (
	"context"
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
