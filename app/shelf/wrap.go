package shelf

import (
	"strings"

	"briefdesk/app/look"
)

// balanced breaks a short text between words into lines of look.Meta no wider
// than width, as few as it takes and about equally long.
func balanced(text string, width float32) []string {
	lines := wrap(text, width)
	for width > 0 {
		width -= 4
		narrower := wrap(text, width)
		if len(narrower) > len(lines) || strings.Contains(strings.Join(narrower, ""), "…") {
			break
		}
		lines = narrower
	}
	return lines
}

// wrap fills lines with as many words as each holds. A word that is wider has a
// line of its own and is cut.
func wrap(text string, width float32) []string {
	var lines []string
	for _, word := range strings.Fields(text) {
		if last := len(lines) - 1; last >= 0 {
			if longer := lines[last] + " " + word; look.Width(longer, look.Meta) <= width {
				lines[last] = longer
				continue
			}
		}
		lines = append(lines, look.Ellipsis(word, look.Meta, width))
	}
	return lines
}
