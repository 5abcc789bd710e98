package outline

import (
	"fmt"
	"regexp"
	"sort"
	"strings"
	"unicode"

	"briefdesk/app/look"
)

// wrap breaks text into at most limit lines of width. Spaces of any kind part
// words; a word that is wider than a line is broken. If the text does not fit,
// the last line ends with an ellipsis. measure is the width of a string.
func wrap(text string, width float32, limit int, measure func(string) float32) []string {
	var lines []string
	words := strings.Fields(text)
	space := measure(" ")
	for len(words) > 0 {
		if len(lines) == limit-1 {
			return append(lines, lastLine(words, width, measure))
		}
		line, rest := firstLine(words, width, space, measure)
		lines, words = append(lines, line), rest
	}
	return lines
}

// firstLine takes the words that fit into width, at least a part of one.
func firstLine(words []string, width, space float32, measure func(string) float32) (line string, rest []string) {
	used, n := measure(words[0]), 1
	if used > width {
		at := fitting(words[0], width, measure)
		return words[0][:at], append([]string{words[0][at:]}, words[1:]...)
	}
	for n < len(words) {
		w := measure(words[n])
		if used+space+w > width {
			break
		}
		used += space + w
		n++
	}
	return strings.Join(words[:n], " "), words[n:]
}

// lastLine is all words on one line, cut if they must be.
func lastLine(words []string, width float32, measure func(string) float32) string {
	var line strings.Builder
	for _, w := range words {
		if line.Len() > 0 {
			line.WriteByte(' ')
		}
		line.WriteString(w)
		if line.Len() > maxLine {
			break
		}
	}
	return cut(line.String(), width, measure)
}

// maxLine is more bytes than any line of the pane holds.
const maxLine = 1024

// cut shortens s to whole letters and an ellipsis if it is wider than width.
func cut(s string, width float32, measure func(string) float32) string {
	if len(s) <= maxLine && measure(s) <= width {
		return s
	}
	at := fitting(s, width-measure("…"), measure)
	return strings.TrimRight(s[:at], " .,;:–—-") + "…"
}

// fitting is the length of the longest start of s that fits into width, at
// least one letter. A mark stays with the letter it belongs to.
func fitting(s string, width float32, measure func(string) float32) int {
	var ends []int
	for i, r := range s {
		if i > maxLine {
			break
		}
		if i > 0 && !unicode.IsMark(r) {
			ends = append(ends, i)
		}
	}
	if len(s) <= maxLine {
		ends = append(ends, len(s))
	}
	n := sort.Search(len(ends), func(i int) bool { return measure(s[:ends[i]]) > width })
	return ends[max(n-1, 0)]
}

var (
	links    = regexp.MustCompile(`!?\[([^\]\n]*)\]\([^)\n]*\)`)
	prefixes = regexp.MustCompile(`(?m)^[ \t]*(?:#{1,6}[ \t]+|>[ \t]?)`)
	bullets  = regexp.MustCompile(`(?m)^[ \t]*[-*+][ \t]+`)
	strong   = regexp.MustCompile(`\*\*([^*\s](?:[^*\n]*[^*\s])?)\*\*|\b__([^_\n]+)__\b`)
	emphasis = regexp.MustCompile("\\*([^*\\s](?:[^*\\n]*[^*\\s])?)\\*|\\b_([^_\\n]+)_\\b|`([^`\\n]+)`")
)

// plain is Markdown as it reads: without the marks of emphasis, links, quotes
// and headings; items of lists keep a bullet.
func plain(markdown string) string {
	if !strings.ContainsAny(markdown, "*_`[#>-+") {
		return markdown
	}
	s := prefixes.ReplaceAllString(markdown, "")
	s = bullets.ReplaceAllString(s, "• ")
	s = links.ReplaceAllString(s, "$1")
	s = strong.ReplaceAllString(s, "$1$2")
	return emphasis.ReplaceAllString(s, "$1$2$3")
}

// countWords says how many words a text has. A word has a letter or a digit.
func countWords(markdown string) int {
	n := 0
	for w := range strings.FieldsSeq(markdown) {
		if strings.ContainsFunc(w, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
			n++
		}
	}
	return n
}

// count is a number with its noun: 1 word, 2 words.
func count(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
}

// fromRight parts a line into pieces that are each written in one direction, in
// the order in which they stand from the right. Words of the other direction
// that follow each other are one piece.
func fromRight(line string) []string {
	var pieces []string
	for _, word := range strings.Fields(line) {
		parts := directions(word)
		last := len(pieces) - 1
		if last >= 0 && isForeign(pieces[last]) && len(parts) == 1 && isForeign(word) {
			pieces[last] += " " + word
			continue
		}
		if last >= 0 {
			pieces = append(pieces, " ")
		}
		pieces = append(pieces, parts...)
	}
	return pieces
}

// isForeign reports whether s has letters, none of them written from the right.
func isForeign(s string) bool {
	return strings.ContainsFunc(s, unicode.IsLetter) && !strings.ContainsFunc(s, look.IsFromRight)
}

// directions parts a word where letters written from the right meet anything
// else.
func directions(word string) []string {
	var parts []string
	start, was := 0, false
	for i, r := range word {
		is := look.IsFromRight(r) || (was && unicode.IsMark(r))
		if i > start && is != was {
			parts, start = append(parts, word[start:i]), i
		}
		was = is
	}
	return append(parts, word[start:])
}
