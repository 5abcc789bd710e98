package reader

import (
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// finder holds what was found in a document. Letters match whatever their case
// and accents, and typewriter quotation marks and hyphens match printed ones.
type finder struct {
	query   string
	folded  []rune // the document, folded letter by letter
	matches []match
	current int     // index into matches
	loose   bool    // matches are only nearly what was looked for
	nearly  *nearly // of the document; nil before it was needed
}

// match is a stretch that was found.
type match struct{ start, end int }

// find looks for query in d and makes the first match at or after from the
// current one, or the very first.
func (f *finder) find(d *document, query string, from int) {
	f.query, f.loose = query, false
	f.show(nil, 0)
	if query == "" || d == nil {
		return
	}
	if f.folded == nil {
		f.folded = fold(d.runes)
	}
	f.show(occurrences(f.folded, fold([]rune(norm.NFC.String(query)))), from)
}

// show makes the first of matches at or after from the current one, or the very
// first.
func (f *finder) show(matches []match, from int) {
	f.matches, f.current = matches, 0
	for f.current < len(f.matches) && f.matches[f.current].start < from {
		f.current++
	}
	if f.current == len(f.matches) {
		f.current = 0
	}
}

// step makes the match n further the current one, round the end.
func (f *finder) step(n int) {
	if len(f.matches) > 0 {
		f.current = (f.current + n + len(f.matches)) % len(f.matches)
	}
}

// forget drops what belongs to a document, but not the query.
func (f *finder) forget() { *f = finder{query: f.query} }

func occurrences(text, query []rune) []match {
	var all []match
	for i := 0; i+len(query) <= len(text); {
		if text[i] != query[0] || !hasPrefix(text[i:], query) {
			i++
			continue
		}
		all = append(all, match{i, i + len(query)})
		i += len(query)
	}
	return all
}

func hasPrefix(text, prefix []rune) bool {
	for i, r := range prefix {
		if text[i] != r {
			return false
		}
	}
	return true
}

// fold maps each letter to the one it is compared as, so that offsets stay.
func fold(text []rune) []rune {
	folded := make([]rune, len(text))
	for i, r := range text {
		folded[i] = foldRune(r)
	}
	return folded
}

func foldRune(r rune) rune {
	if r < 0x80 {
		if 'A' <= r && r <= 'Z' {
			return r + 'a' - 'A'
		}
		if r == '\n' {
			return ' '
		}
		return r
	}
	switch r {
	case '‘', '’', '‚', '‹', '›':
		return '\''
	case '“', '”', '„', '«', '»':
		return '"'
	case '‐', '‑', '–', '—', '−':
		return '-'
	}
	if d := norm.NFD.PropertiesString(string(r)).Decomposition(); len(d) > 0 && r < 0x2000 {
		return unicode.ToLower([]rune(string(d))[0])
	}
	return unicode.ToLower(r)
}
