package docx

import (
	"slices"
	"strings"
	"unicode/utf8"

	"briefdesk/briefing/pattern"
	"briefdesk/briefing/quote"
)

// Splice puts a change of words into the Markdown that they are printed from.
//
// What was printed and the Markdown are aligned letter by letter (Myers, “An O(ND)
// difference algorithm”, 1986), so that each printed letter has its place in the
// source; then what differs between the printed words and the changed ones is
// replaced there, and everything else, emphasis and links among it, stays. The
// alignment may be wrong where markup and words look alike: a caller prints the
// result again, and compares.

// ParagraphEnd stands between paragraphs, cells and items in printed words.
const ParagraphEnd = '\u2029'

// Splice returns source, which is printed as was, changed so that it should be
// printed as is. It is false where no such change is found.
func Splice(source, was, is string) (string, bool) {
	letters := markdownLetters(source)
	printed := []rune(was)
	pairs, ok := common(folded(printed), lettersOf(letters))
	if !ok {
		return "", false
	}
	at := slices.Repeat([]int{-1}, len(printed)) // the index in letters of each printed one
	for _, p := range pairs {
		at[p[0]] = p[1]
	}
	var out strings.Builder
	copied, done := 0, 0 // of source, of printed
	changes := quote.Diff(was, is)
	for i := 0; i < len(changes); i++ {
		from, by := done, ""
		if changes[i].Op != quote.Inserted {
			done += utf8.RuneCountInString(changes[i].Text)
		}
		switch {
		case changes[i].Op == quote.Same:
			continue
		case changes[i].Op == quote.Inserted:
			by = changes[i].Text
		case i+1 < len(changes) && changes[i+1].Op == quote.Inserted:
			i++
			by = changes[i].Text
		}
		start, end := spot(letters, at, from, done, len(source))
		start = max(start, copied)
		out.WriteString(source[copied:start] + written(by, source, start))
		copied = max(end, start)
	}
	out.WriteString(source[copied:])
	return emptied.Replace(out.String()), true
}

// emptied takes away marks of emphasis that nothing stands between any more.
var emptied = strings.NewReplacer("****", "", "[]()", "")

// letter is a printed letter of Markdown, and where it stands.
type letter struct {
	r          rune
	start, end int
}

var (
	// The parts of Markdown that print nothing; the marks of notes; what stands before
	// the first word of a line; the ends of paragraphs, items and cells.
	unprinted = pattern.New(`^(?:\]\([^()\s]*(?: "[^"]*")?\)|\s*\{#[^{}\s]+\}$|\[[ xX]\][ ])`)
	cited     = pattern.New(`^\[@[0-9a-f]{32}\]`)
	begun     = pattern.New(`^(?:[ \t>]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]+|#{1,6}[ \t]+|[ \t>]+|\|[ \t]*)`)
	ended     = pattern.New(`^(?:[ \t]*\|?[ \t]*\n(?:[ \t>|:-]*\n)*(?:[ \t>]*(?:[-*+]|[0-9]{1,9}[.)])[ \t]+|[ \t]*\|[ \t]*)|[ \t]*\n[ \t>]*\n\s*|[ \t]+\|[ \t]*)`)
)

func markdownLetters(source string) []letter {
	var all []letter
	at := len(begun.FindString(source))
	for at < len(source) {
		rest := source[at:]
		one := func(r rune, n int) {
			all = append(all, letter{r, at, at + n})
			at += n
		}
		if m := cited.FindString(rest); m != "" {
			one(NoteMark, len(m))
		} else if m := unprinted.FindString(rest); m != "" {
			at += len(m)
		} else if m := ended.FindString(rest); m != "" {
			one(ParagraphEnd, len(m))
		} else {
			for _, r := range rest {
				one(fold(r), len(string(r)))
				break
			}
		}
	}
	return all
}

// fold makes alike what the setting of type makes of what is typed.
func fold(r rune) rune {
	switch r {
	case '‘', '’':
		return '\''
	case '“', '”':
		return '"'
	case '–', '—':
		return '-'
	case '\u00a0', '\n', '\t':
		return ' '
	}
	return r
}

func folded(rs []rune) []rune {
	all := make([]rune, len(rs))
	for i, r := range rs {
		all[i] = fold(r)
	}
	return all
}

func lettersOf(ls []letter) []rune {
	all := make([]rune, len(ls))
	for i, l := range ls {
		all[i] = l.r
	}
	return all
}

// spot is where printed letters from..to stand in the source. Nothing printed is
// the place behind what is printed before it.
func spot(letters []letter, at []int, from, to, length int) (start, end int) {
	start, end = -1, -1
	for i := from; i < to; i++ {
		if at[i] >= 0 {
			if start < 0 {
				start = letters[at[i]].start
			}
			end = letters[at[i]].end
		}
	}
	if start >= 0 {
		return start, end
	}
	for i := from - 1; i >= 0; i-- {
		if at[i] >= 0 {
			return letters[at[i]].end, letters[at[i]].end
		}
	}
	for i := to; i < len(at); i++ {
		if at[i] >= 0 {
			return letters[at[i]].start, letters[at[i]].start
		}
	}
	return length, length
}

var (
	// The signs that mean something to Markdown, and those that do at the beginning of a
	// line: of items, of rules, and below titles.
	special = pattern.New("[\\\\`*_\\[\\]<>#|~&]")
	opening = pattern.New(`([\n\x{2029}][ \t]*)(?:([0-9]{1,9})([.)](?:[ \t]|$))|([-+=]))`)
)

// written are words as Markdown says them, to stand at a place of source.
func written(words, source string, at int) string {
	words = special.ReplaceAllString(words, `\$0`)
	start := strings.LastIndexByte(source[:at], '\n') + 1
	item := begun.FindString(source[start:])
	before := "" // the end of a line
	if at <= start+len(item) {
		before = "\n"
	}
	words = opening.ReplaceAllString(before+words, `${1}${2}\${3}${4}`)[len(before):]
	between := "\n\n"
	if strings.TrimSpace(item) != "" && !strings.HasPrefix(item, "#") {
		between = "\n" + item
	}
	return strings.ReplaceAll(words, string(ParagraphEnd), between)
}

// MarkdownOf are plain words as Markdown.
func MarkdownOf(words string) string { return written(words, "", 0) }

// maxEdits bounds the work: beyond it two texts have too little in common.
const maxEdits = 4000

// common is a longest common subsequence of a and b, as pairs of indices. It is
// false where they differ in more than maxEdits.
func common[E comparable](a, b []E) ([][2]int, bool) {
	var trace [][]int
	v := make([]int, 2*maxEdits+3)
	mid := maxEdits + 1
	for d := 0; d <= min(maxEdits, len(a)+len(b)); d++ {
		trace = append(trace, append([]int(nil), v[mid-d:mid+d+1]...))
		for k := -d; k <= d; k += 2 {
			x := v[mid+k-1] + 1
			if k == -d || k != d && v[mid+k-1] < v[mid+k+1] {
				x = v[mid+k+1]
			}
			y := x - k
			for x < len(a) && y < len(b) && a[x] == b[y] {
				x, y = x+1, y+1
			}
			v[mid+k] = x
			if x >= len(a) && y >= len(b) {
				return back(trace, a, b), true
			}
		}
	}
	return nil, false
}

// back walks the trace of common from its end.
func back[E comparable](trace [][]int, a, b []E) [][2]int {
	x, y := len(a), len(b)
	var pairs [][2]int
	for d := len(trace) - 1; d >= 0; d-- {
		at := func(k int) int {
			if k < -d || k > d {
				return -1
			}
			return trace[d][k+d]
		}
		k := x - y
		from := k - 1
		if k == -d || k != d && at(k-1) < at(k+1) {
			from = k + 1
		}
		px := at(from)
		if d == 0 {
			px, from = 0, 0
		}
		py := px - from
		for x > px && y > py && x > 0 && y > 0 && a[x-1] == b[y-1] {
			x, y = x-1, y-1
			pairs = append(pairs, [2]int{x, y})
		}
		if d > 0 {
			x, y = px, py
		}
	}
	slices.Reverse(pairs)
	return pairs
}
