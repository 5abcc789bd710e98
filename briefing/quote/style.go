package quote

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
)

// Style says how quotations are printed: what stands for words left out, and
// which quotation marks. The zero Style is the program's own, which is also the
// one that briefings are stored and edited in: […], and the source's own marks.
type Style struct {
	// Points stand for words left out, in brackets.
	Points Points
	// Bare points stand without brackets, but in words that have points of
	// their own, from which they could not be told.
	Bare bool
	// FourPoint keeps the full stop of a sentence whose end is left out, before
	// the points: “He spoke. . . . Then he left.”
	FourPoint bool
	// BareEnds says that words left out at either end leave no points.
	BareEnds bool
	// Marks are the outer quotation marks.
	Marks Marks
	// Alternate exchanges the source's own marks, so that double and single
	// ones alternate from the outer marks inwards.
	Alternate bool
	// StopsInside puts a comma or full stop that follows a quotation before its
	// closing marks.
	StopsInside bool
}

// British and American are what New Hart's Rules and the Chicago Manual of
// Style advise, with double marks outside in both.
var (
	British  = Style{Bare: true, BareEnds: true, Alternate: true}
	American = Style{Points: SpacedPoints, Bare: true, FourPoint: true, BareEnds: true, Alternate: true, StopsInside: true}
)

// Points are what stands for words left out.
type Points int

// The points. No line breaks within them.
const (
	TightPoints  Points = iota // …
	SpacedPoints               // . . .
	PlainPoints                // ...
)

func (p Points) String() string {
	return [...]string{TightPoints: "…", SpacedPoints: ".\u00a0.\u00a0.", PlainPoints: "..."}[p]
}

// Marks are quotation marks: the outer ones, which alternate with the others inwards.
type Marks int

// The marks.
const (
	DoubleMarks Marks = iota // “…”
	SingleMarks              // ‘…’
)

// at are the opening and the closing mark of a quotation inside depth others.
func (m Marks) at(depth int) (opening, closing rune) {
	if (int(m)+depth)%2 == 0 {
		return '“', '”'
	}
	return '‘', '’'
}

// settings are what the name of a style may be made of.
var settings = []struct {
	name string
	set  func(*Style)
}{
	{"british", func(s *Style) { *s = British }},
	{"american", func(s *Style) { *s = American }},
	{"tight points", func(s *Style) { s.Points = TightPoints }},
	{"spaced points", func(s *Style) { s.Points = SpacedPoints }},
	{"plain points", func(s *Style) { s.Points = PlainPoints }},
	{"brackets", func(s *Style) { s.Bare = false }},
	{"no brackets", func(s *Style) { s.Bare = true }},
	{"single marks", func(s *Style) { s.Marks, s.Alternate = SingleMarks, true }},
	{"double marks", func(s *Style) { s.Marks, s.Alternate = DoubleMarks, true }},
}

// ParseStyle returns the style that a name such as “american” or “british,
// single marks, brackets” stands for: settings with commas between them, each
// changing those before. The empty name is the zero Style.
func ParseStyle(name string) (Style, error) {
	var s Style
	if strings.TrimSpace(name) == "" {
		return s, nil
	}
	var names []string
	for _, setting := range settings {
		names = append(names, setting.name)
	}
	for part := range strings.SplitSeq(strings.ToLower(name), ",") {
		i := slices.Index(names, strings.Join(strings.Fields(part), " "))
		if i < 0 {
			return Style{}, fmt.Errorf("there is no style of quotations %q; there are %s", strings.TrimSpace(part), strings.Join(names, ", "))
		}
		settings[i].set(&s)
	}
	return s, nil
}

// Enclose prints words as a quotation within a line: in marks, with the marks
// that they hold alternating, and after, the text that follows. A comma or stop
// that after begins with goes where the style has it, takes the place of a stop
// that the words end with, and gives way to a question or exclamation mark.
func (s Style) Enclose(words, after string) string {
	opening, closing := s.Marks.at(0)
	text := []rune(words)
	alternate(text, s.Marks, 1)
	end := len(text)
	for end > 0 && isClosingMark(text[end-1]) {
		end--
	}
	inside, marks := string(text[:end]), string(text[end:])
	if point := after[:min(1, len(after))]; point == "," || point == "." {
		bare := strings.TrimRight(inside, ".,")
		switch ends := len(inside) - len(bare); {
		case strings.HasSuffix(bare, "?"), strings.HasSuffix(bare, "!"):
			after = after[1:]
		case ends == 1, ends == 0 && s.StopsInside:
			inside, after = bare+point, after[1:]
		}
	}
	return string(opening) + inside + marks + string(closing) + after
}

func isClosingMark(r rune) bool { return r == '”' || r == '’' }

// alternate exchanges the English quotation marks in text for those that the
// style has inside depth others. A paragraph that goes on with a quotation
// opens it again. Apostrophes stay, as do marks of other languages and single
// ones without a partner.
func alternate(text []rune, outer Marks, depth int) {
	for from := 0; from < len(text); {
		to := from
		for to < len(text) && text[to] != '\n' {
			to++
		}
		alternateIn(text[from:to], outer, depth)
		from = to + 1
	}
}

// alternateIn does it for one paragraph.
func alternateIn(text []rune, outer Marks, depth int) {
	if strings.ContainsAny(string(text), "„‚") {
		return // what opens in English closes there
	}
	type mark struct {
		at     int
		double bool
	}
	var open []mark
	exchange := func(from, to mark, level int) {
		opening, closing := outer.at(depth + level)
		if from.at >= 0 {
			text[from.at] = opening
		}
		if to.at >= 0 {
			text[to.at] = closing
		}
	}
	source := slices.Clone(text)
	for i, r := range source {
		double, opens, ok := markAt(source, i)
		if !ok {
			continue
		}
		m := mark{i, double}
		if opens {
			open = append(open, m)
			continue
		}
		partner := len(open) - 1
		for partner >= 0 && open[partner].double != double {
			partner--
		}
		switch {
		case partner >= 0:
			exchange(open[partner], m, partner)
			open = open[:partner]
		case double && r == '”':
			exchange(mark{at: -1}, m, 0)
		}
	}
	for level, m := range open {
		if m.double || m.at == 0 {
			exchange(m, mark{at: -1}, level)
		}
	}
}

// markAt says of a quotation mark at i whether it is double and whether it
// opens. An apostrophe within a word is none.
func markAt(text []rune, i int) (double, opens, ok bool) {
	r := text[i]
	switch r {
	case '“', '”':
		return true, r == '“', true
	case '‘':
		return false, true, true
	case '"', '\'', '’':
		before := i > 0 && !unicode.IsSpace(text[i-1]) && !unicode.In(text[i-1], unicode.Ps, unicode.Pi, unicode.Pd)
		after := i+1 < len(text) && !unicode.IsSpace(text[i+1])
		if r != '"' && before && after && isWordRune(text[i-1]) && isWordRune(text[i+1]) {
			return false, false, false
		}
		if r == '’' {
			return false, false, before && !isPossessive(text, i)
		}
		return r == '"', !before && after, true
	}
	return false, false, false
}

// isPossessive reports whether the apostrophe at i is that of “the soldiers’
// rifles’”: a small letter follows, and another closing mark before one opens.
func isPossessive(text []rune, i int) bool {
	if text[i-1] != 's' || i+2 >= len(text) || text[i+1] != ' ' || !unicode.IsLower(text[i+2]) {
		return false
	}
	for j := i + 1; j < len(text) && text[j] != '‘'; j++ {
		if text[j] == '’' && !(j+1 < len(text) && isWordRune(text[j+1])) {
			return true
		}
	}
	return false
}
