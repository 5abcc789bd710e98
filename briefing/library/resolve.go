package library

import (
	"context"
	"encoding/hex"
	"fmt"
	"strings"

	"briefdesk/briefing"
)

// minPrefix is how many hexadecimal digits of an identifier must be given.
const minPrefix = 4

// Resolve finds the article, passage or briefing whose identifier begins with
// prefix. It is an error, which says what to do, where there is none or more
// than one.
func (l *Library) Resolve(ctx context.Context, prefix string) (Ref, error) {
	from, to, err := idRange(prefix)
	if err != nil {
		return Ref{}, err
	}
	refs, err := readRefs(ctx, l.read, `
		SELECT 'article', id FROM articles WHERE id BETWEEN ?1 AND ?2
		UNION ALL SELECT 'passage', id FROM passages WHERE id BETWEEN ?1 AND ?2
		UNION ALL SELECT 'briefing', id FROM briefings WHERE id BETWEEN ?1 AND ?2
		LIMIT 2`, from[:], to[:])
	switch {
	case err != nil:
		return Ref{}, fmt.Errorf("look for %s: %w", prefix, explain(err))
	case len(refs) == 0:
		return Ref{}, fmt.Errorf("nothing has an identifier that begins with %s: %w", prefix, ErrNotFound)
	case len(refs) > 1:
		return Ref{}, fmt.Errorf("more than one identifier begins with %s, such as %s %v and %s %v; give more digits",
			prefix, refs[0].Kind, refs[0].ID, refs[1].Kind, refs[1].ID)
	}
	return refs[0], nil
}

// idRange is the first and the last identifier that begin with prefix.
func idRange(prefix string) (from, to briefing.ID, err error) {
	digits := 2 * len(from)
	pad := digits - len(prefix)
	if pad < 0 || len(prefix) < minPrefix {
		return from, to, fmt.Errorf("%q is not an identifier: want %d to %d hexadecimal digits", prefix, minPrefix, digits)
	}
	_, err1 := hex.Decode(from[:], []byte(prefix+strings.Repeat("0", pad)))
	_, err2 := hex.Decode(to[:], []byte(prefix+strings.Repeat("f", pad)))
	if err1 != nil || err2 != nil {
		return from, to, fmt.Errorf("%q is not an identifier: want %d to %d hexadecimal digits", prefix, minPrefix, digits)
	}
	return from, to, nil
}
