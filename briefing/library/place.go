package library

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"iter"

	"briefdesk/briefing"
)

// Place says where an article, a passage or a briefing is.
type Place string

// The places. The journal of undo may hold them; do not change them.
const (
	Nowhere   Place = ""
	Present   Place = "present"
	Trashed   Place = "trashed"    // by itself
	TrashedBy Place = "trashed-by" // a passage that went with its article, and comes back with it
)

// Place returns where ref is.
func (l *Library) Place(ctx context.Context, ref Ref) (Place, error) {
	by := "0"
	if ref.Kind == KindPassage {
		by = "with_article"
	}
	var trashed, with bool
	query := "SELECT trashed > 0, " + by + " FROM " + tables[ref.Kind] + " WHERE id = ?"
	err := l.read.QueryRowContext(ctx, query, ref.ID[:]).Scan(&trashed, &with)
	switch {
	case errors.Is(err, sql.ErrNoRows):
		return Nowhere, nil
	case err != nil:
		return Nowhere, fmt.Errorf("look for %s %v: %w", ref.Kind, ref.ID, explain(err))
	case trashed && with:
		return TrashedBy, nil
	case trashed:
		return Trashed, nil
	}
	return Present, nil
}

// TrashedPassages yields the passages of an article that are at a place of the
// trash. It ends after the first error.
func (l *Library) TrashedPassages(ctx context.Context, article briefing.ID, at Place) iter.Seq2[briefing.Passage, error] {
	return all[briefing.Passage](ctx, l.read, "read passages in the trash",
		"SELECT data FROM passages WHERE article = ? AND trashed > 0 AND with_article = ? ORDER BY start, id",
		article[:], at == TrashedBy)
}
