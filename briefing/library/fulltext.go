package library

import (
	"context"
	"fmt"
	"strings"
	"unicode"

	"briefdesk/briefing"
)

// TextHit is an article whose text has the words that were asked for.
type TextHit struct {
	Article  briefing.ID
	Title    string
	Snapshot briefing.Hash // the newest
	Excerpt  string        // some words around the first places; “…” where text was left out
	Matches  []briefing.Range
}

// mostTextWords bounds a full-text query.
const mostTextWords = 32

// FindText returns at most limit articles whose newest text has all the words,
// the last of them whole or begun, the best match first. Case and accents do
// not count. Passages are found by package search, which forgives more; this is
// for texts that are too long to hold in memory.
func (l *Library) FindText(ctx context.Context, words string, limit int) ([]TextHit, error) {
	match := matchAll(words)
	if match == "" || limit <= 0 {
		return nil, nil
	}
	var hits []TextHit
	for row, err := range rows(ctx, l.read, findText, match, limit) {
		var h TextHit
		var excerpt string
		if err == nil {
			err = row.Scan(fixed(h.Article[:]), &h.Title, fixed(h.Snapshot[:]), &excerpt)
		}
		if err != nil {
			return nil, fmt.Errorf("search the texts of articles: %w", explain(err))
		}
		h.Excerpt, h.Matches = unmark(excerpt)
		hits = append(hits, h)
	}
	return hits, nil
}

const findText = `
	SELECT articles.id, articles.title, bodies.snapshot, snippet(body_words, 0, char(2), char(3), '…', 24)
	FROM body_words
		JOIN bodies ON bodies.id = body_words.rowid
		JOIN article_snapshots AS held ON held.snapshot = bodies.snapshot
		JOIN articles ON articles.id = held.article
	WHERE body_words MATCH ?1 AND articles.trashed = 0
		AND held.n = (SELECT max(n) FROM article_snapshots WHERE article = held.article)
	ORDER BY body_words.rank, articles.id LIMIT ?2`

// matchAll is the FTS5 expression for all words, the last of which may go on.
// Every word is quoted, so that none has a meaning of its own
// (https://www.sqlite.org/fts5.html#fts5_strings).
func matchAll(words string) string {
	list := strings.FieldsFunc(words, func(r rune) bool { return !unicode.In(r, unicode.L, unicode.M, unicode.N) })
	if len(list) == 0 {
		return ""
	}
	return `"` + strings.Join(list[:min(len(list), mostTextWords)], `" AND "`) + `"*`
}

// unmark takes the marks out of an excerpt. A text has no control characters
// of its own (briefing.Normalize).
func unmark(marked string) (string, []briefing.Range) {
	var b strings.Builder
	var ranges []briefing.Range
	at := briefing.Offset(0)
	for _, r := range marked {
		switch {
		case r == 2:
			ranges = append(ranges, briefing.Range{Start: at, End: at})
		case r == 3 && len(ranges) > 0:
			ranges[len(ranges)-1].End = at
		default:
			b.WriteRune(r)
			at++
		}
	}
	return b.String(), ranges
}
