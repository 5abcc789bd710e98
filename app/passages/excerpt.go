package passages

import (
	"strings"
	"unicode/utf8"

	"briefdesk/briefing"
)

// maxLines is how many lines of a passage a row shows.
const maxLines = 3

const ellipsis = "…"

// line is one line of an excerpt. Its range says which code points of the
// quote it shows; the "…" of a cut stand in the text beside them.
type line struct {
	briefing.Range
	text string
	lead int // bytes of text before the words of the quote
}

// excerpter cuts passages to a few lines of a width.
//
// It wraps by the sum of the widths of single letters. They are known after the
// first few rows, so the heights of 100,000 rows cost milliseconds where
// measuring words would cost seconds. Kerning makes a line narrower than its
// sum, hardly ever wider.
type excerpter struct {
	width   float32
	advance func(rune) float32
}

// lines returns up to three lines of quote. They start with its first word,
// unless the first match would then not be seen whole: then shortly before it.
func (x excerpter) lines(quote string, matches []Match) []line {
	lines := x.wrap(quote, 0)
	if len(matches) == 0 || len(lines) == 0 || matches[0].End <= lines[len(lines)-1].End {
		return lines
	}
	first := matches[0]
	at := byteOffset(quote, first.Start)
	if at == len(quote) {
		return lines // the match is of another text
	}
	// Long words waste room, so that less may have to stand before the match.
	for _, start := range []int{x.startBefore(quote, at), x.wordStart(quote, at), at} {
		if lines = x.wrap(quote, start); lines[len(lines)-1].End >= first.End {
			break
		}
	}
	return lines
}

// wrap sets quote from the byte start on. A start after the first word and an
// end before the last are shown by an ellipsis.
func (x excerpter) wrap(quote string, start int) []line {
	var lines []line
	at := briefing.Length(quote[:start])
	rest := quote[start:]
	for rest != "" {
		var l line
		width := x.width
		if len(lines) == 0 && start > 0 {
			l.text, l.lead = ellipsis, len(ellipsis)
			width -= x.advance('…')
		}
		taken, next := x.fit(rest, width)
		if len(lines) == maxLines-1 && next < len(rest) {
			words := x.cut(rest, width)
			l.text += words + ellipsis
			l.Range = briefing.Range{Start: at, End: at + briefing.Length(words)}
			return append(lines, l)
		}
		words := rest[:taken]
		l.text += strings.ReplaceAll(words, "\n", " ")
		l.Range = briefing.Range{Start: at, End: at + briefing.Length(words)}
		lines = append(lines, l)
		at += briefing.Length(rest[:next])
		rest = rest[next:]
	}
	return lines
}

// count is how many lines lines returns.
func (x excerpter) count(quote string, matches []Match) int {
	if len(matches) > 0 {
		return len(x.lines(quote, matches))
	}
	n := 0
	for ; quote != "" && n < maxLines-1; n++ {
		_, next := x.fit(quote, x.width)
		quote = quote[next:]
	}
	if quote != "" {
		n++
	}
	return n
}

// fit returns how many bytes of s stand on a line of width, and where the next
// line begins. A word that is longer than the line is broken anywhere.
func (x excerpter) fit(s string, width float32) (taken, next int) {
	var w float32
	for i, r := range s {
		if isSpace(r) {
			taken, next = i, i+1
		}
		if w += x.advance(r); w > width && !isSpace(r) {
			if next == 0 {
				taken = max(i, firstRune(s))
				return taken, taken
			}
			return taken, next
		}
	}
	return len(s), len(s)
}

// cut is as much of s as stands on a line of width with an ellipsis behind it.
func (x excerpter) cut(s string, width float32) string {
	w := x.advance('…')
	end := len(s)
	for i, r := range s {
		if w += x.advance(r); w > width {
			end = i
			break
		}
	}
	return strings.ReplaceAll(strings.TrimRight(s[:end], " \n.,;:–—-"), "\n", " ")
}

// startBefore is the beginning of a word so far before match that the match
// stands on the first or second line, and further where the quote ends soon.
func (x excerpter) startBefore(quote string, match int) int {
	room := max(x.width*1.2, x.width*(maxLines-0.4)-x.widthUpTo(quote[match:], x.width*maxLines))
	start := match
	for i := match; i > 0 && room > 0; {
		r, size := utf8.DecodeLastRuneInString(quote[:i])
		if isSpace(r) {
			start = i
		}
		room -= x.advance(r)
		i -= size
	}
	return start
}

// wordStart is the beginning of the word at a place of the quote.
func (x excerpter) wordStart(quote string, at int) int {
	return strings.LastIndexAny(quote[:at], " \n") + 1
}

// widthUpTo is the width of s on one line, or some width above limit.
func (x excerpter) widthUpTo(s string, limit float32) float32 {
	var w float32
	for _, r := range s {
		if w += x.advance(r); w > limit {
			break
		}
	}
	return w
}

// band is what lies behind a stretch of a line's text, in bytes.
type band struct {
	from, to int
	loose    bool
}

// bands are the stretches of l's text that matches cover. Those of one sort that
// only a space parts are one.
func (l line) bands(matches []Match) []band {
	var bands []band
	for _, m := range matches {
		start, end := max(m.Start, l.Start), min(m.End, l.End)
		if start >= end {
			continue
		}
		words := l.text[l.lead:]
		b := band{l.lead + byteOffset(words, start-l.Start), l.lead + byteOffset(words, end-l.Start), m.Loose}
		if last := len(bands) - 1; last >= 0 && b.loose == bands[last].loose && b.from >= bands[last].to && strings.TrimSpace(l.text[bands[last].to:b.from]) == "" {
			bands[last].to = b.to
		} else {
			bands = append(bands, b)
		}
	}
	return bands
}

// byteOffset is where the code point o of s begins.
func byteOffset(s string, o briefing.Offset) int {
	return len(briefing.Slice(s, briefing.Range{End: o}))
}

func isSpace(r rune) bool { return r == ' ' || r == '\n' }

func firstRune(s string) int {
	_, size := utf8.DecodeRuneInString(s)
	return size
}
