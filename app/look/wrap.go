package look

import "strings"

// Wrap breaks s at spaces into lines that are at most width wide, except where
// a single word is wider. Line breaks in s are kept.
func Wrap(s string, st Style, width float32) []string {
	var lines []string
	space := Width(" ", st)
	for _, paragraph := range strings.Split(s, "\n") {
		line, used := "", float32(0)
		for _, word := range strings.Fields(paragraph) {
			w := Width(word, st) // words come again and again, lines do not
			switch {
			case line == "":
				line, used = word, w
			case used+space+w > width:
				lines = append(lines, line)
				line, used = word, w
			default:
				line, used = line+" "+word, used+space+w
			}
		}
		lines = append(lines, line)
	}
	return lines
}

// WrapMax is Wrap for at most n lines; the last one ends with "…" if there is
// more.
func WrapMax(s string, st Style, width float32, n int) []string {
	lines := Wrap(s, st, width)
	if len(lines) <= n {
		return lines
	}
	rest := strings.Join(lines[n-1:], " ")
	return append(lines[:n-1:n-1], Ellipsis(rest, st, width))
}
