package pdftext

import (
	"strings"
	"testing"
)

// A press sets text on sheets as a PDF has it, in a type whose letters are all
// half as wide as they are high, so that the tests need no engine and can
// compute where a line ends.
type press struct {
	styles []style
	sheets []*sheet
}

const (
	paperWidth, paperHeight = 600, 800
	letter                  = 0.5 // the advance, in parts of the size
)

// typeface is how type is cut.
type typeface struct {
	size         float64
	bold, italic bool
	mono         bool
	invisible    bool
	white        bool
}

// page adds a sheet.
func (p *press) page() *press {
	p.sheets = append(p.sheets, &sheet{box: rect{0, 0, paperWidth, paperHeight}})
	return p
}

// text sets s with its first letter at x and its baseline y below the top edge.
func (p *press) text(x, y float64, c typeface, s string) *press {
	return p.along(x, y, 1, 0, c, s)
}

// along sets s along a baseline whose direction, upwards, is (right, up).
func (p *press) along(x, y, right, up float64, c typeface, s string) *press {
	p.styles = append(p.styles, style{
		size: c.size, bold: c.bold, italic: c.italic, mono: c.mono, invisible: c.invisible, white: c.white, right: right, up: up,
	})
	sh := p.sheets[len(p.sheets)-1]
	y = paperHeight - y
	for _, r := range s {
		step := letter * c.size
		rise, fall := 0.8*c.size, -0.2*c.size
		next := rect{x - fall*up, y + fall*right, x + step*right - rise*up, y + step*up + rise*right}
		sh.chars = append(sh.chars, char{r: r, x: x, y: y, box: next.normal(), style: len(p.styles) - 1})
		x, y = x+step*right, y+step*up
	}
	sh.chars = append(sh.chars, char{r: '\n', style: -1})
	return p
}

// column sets words between x0 and x1, justified, from the baseline y on, and
// returns the baseline for the next. The last line ends where it ends.
func (p *press) column(x0, x1, y, indent float64, c typeface, words string) float64 {
	var line []string
	at := x0 + indent
	flush := func(isLast bool) {
		p.set(at, x1, y, c, line, isLast)
		y += 1.2 * c.size
		at, line = x0, nil
	}
	for _, w := range strings.Fields(words) {
		if at+float64(len([]rune(strings.Join(append(line, w), " "))))*letter*c.size > x1 && len(line) > 0 {
			flush(false)
		}
		line = append(line, w)
	}
	flush(true)
	return y
}

// set sets one line, spread to x1 unless it is the last.
func (p *press) set(x, x1, y float64, c typeface, line []string, isLast bool) {
	space := letter * c.size
	if width := float64(len([]rune(strings.Join(line, "")))) * letter * c.size; !isLast && len(line) > 1 {
		space = (x1 - x - width) / float64(len(line)-1)
	}
	for _, w := range line {
		p.text(x, y, c, w)
		x += float64(len([]rune(w)))*letter*c.size + space
	}
}

// document reads what was set.
func (p *press) document(t testing.TB) Document {
	t.Helper()
	r := reading{styles: p.styles}
	for _, sh := range p.sheets {
		r.add(sh.view(r.styles))
	}
	d, err := r.document()
	if err != nil {
		t.Fatal(err)
	}
	return d
}
