package passages

import (
	"unicode/utf8"

	"briefdesk/app/look"
)

// letters remembers the widths of the letters of source words, each on its own,
// at one text size.
type letters struct {
	zoom   float32
	ascii  [utf8.RuneSelf]float32
	others map[rune]float32
}

func newLetters() *letters {
	l := &letters{zoom: look.Zoom(), others: make(map[rune]float32)}
	for r := range rune(utf8.RuneSelf) {
		l.ascii[r] = letterWidth(r)
	}
	return l
}

func (l *letters) width(r rune) float32 {
	if r < utf8.RuneSelf {
		return l.ascii[r]
	}
	w, ok := l.others[r]
	if !ok {
		w = letterWidth(r)
		l.others[r] = w
	}
	return w
}

func letterWidth(r rune) float32 { return look.Width(string(r), look.SourceWords) }

// excerpts cuts passages for rows in a pane of a width.
func (l *letters) excerpts(width float32) excerpter {
	return excerpter{width: width - textInset - edgeInset, advance: l.width}
}
