package pdftext

import (
	"math"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/pattern"
)

// cellGap is the narrowest gap between the cells of a row, in parts of the size.
const cellGap = 1.25

// cells parts a line at its wide gaps.
func (l *line) cells() []line {
	var cs []line
	for i, w := range l.words {
		if i == 0 || w.x0-l.words[i-1].x1 > cellGap*l.size {
			cs = append(cs, line{y: l.y, size: l.size, page: l.page, x0: w.x0})
		}
		c := &cs[len(cs)-1]
		c.words = append(c.words, w)
		c.x1 = w.x1
	}
	return cs
}

// cell is the lines of one cell of a table.
type cell []line

// cutTables parts the tables among lines from the rest. A table is three rows
// at least whose cells stand under one another.
func (c *compositor) cutTables(ls []line) []paragraph {
	const fewest = 3
	var parts []paragraph
	var rest []line
	flush := func() {
		if len(rest) > 0 {
			parts = append(parts, paragraph{lines: rest})
			rest = nil
		}
	}
	for i := 0; i < len(ls); {
		rows, n := tableAt(ls[i:], c.body)
		if len(rows) < fewest || isList(rows) {
			n = max(n, 1)
			rest = append(rest, ls[i:i+n]...)
			i += n
			continue
		}
		flush()
		parts = append(parts, paragraph{kind: briefing.TextTable, lines: ls[i : i+n], rows: rows})
		i += n
	}
	flush()
	return parts
}

// isList reports whether the rows are the items of a list, the entries of a
// table of contents, or formulas with their numbers.
func isList(rows [][]cell) bool {
	n := 0
	for _, r := range rows {
		head, tail := r[0][0].text(), r[len(r)-1][0].text()
		if len(r) == 2 && (isMarker(head) || formulaNumber.MatchString(tail)) || isEntry(tail) {
			n++
		}
	}
	return n*2 >= len(rows)
}

var formulaNumber = pattern.New(`^\(\d{1,3}(\.\d{1,3})?[a-z]?\)$`)

// isMarker reports whether s is a bullet or a number of a list, and no more.
func isMarker(s string) bool {
	return numbering.MatchString(s) || len([]rune(s)) == 1 && strings.Contains(bullets+"-–—*", s)
}

// tableAt is the table that begins with the first of lines, and how many lines
// it takes.
func tableAt(ls []line, b body) (rows [][]cell, n int) {
	var stops []stop
	for i := range ls {
		if i > 0 && ls[i].y-ls[i-1].y > 2.2*b.leading*ls[i].size {
			break
		}
		cs := ls[i].cells()
		switch {
		case len(cs) >= 2 && matches(stops, cs):
			row := make([]cell, 0, len(cs))
			for _, c := range cs {
				row = append(row, cell{c})
				stops = keep(stops, c)
			}
			rows = append(rows, row)
		case len(cs) == 1 && len(rows) > 0 && extends(rows[len(rows)-1], cs[0], b):
		default:
			return rows, n
		}
		n = i + 1
	}
	return rows, n
}

// extends adds a line to the cell of the row above that it stands under, other
// than the first, and reports whether there is one.
func extends(row []cell, l line, b body) bool {
	for k := range row {
		last := row[k][len(row[k])-1]
		if k > 0 && math.Abs(row[k][0].x0-l.x0) < 0.6*l.size && l.y-last.y < 1.3*b.leading*l.size {
			row[k] = append(row[k], l)
			return true
		}
	}
	return false
}

// stop is where the cells of a column start, end, or have their middle.
type stop struct{ x0, x1 float64 }

func keep(stops []stop, c line) []stop {
	for i, s := range stops {
		if s.fits(c) {
			stops[i] = stop{min(s.x0, c.x0), max(s.x1, c.x1)}
			return stops
		}
	}
	return append(stops, stop{c.x0, c.x1})
}

// fits reports whether a cell is aligned with the column.
func (s stop) fits(c line) bool {
	near := 0.6 * c.size
	return math.Abs(s.x0-c.x0) < near || math.Abs(s.x1-c.x1) < near || math.Abs(s.x0+s.x1-c.x0-c.x1) < 2*near ||
		c.x0 >= s.x0 && c.x1 <= s.x1
}

// matches reports whether most cells of a row are aligned with columns known.
func matches(stops []stop, cs []line) bool {
	if len(stops) == 0 {
		return true
	}
	n := 0
	for _, c := range cs {
		for _, s := range stops {
			if s.fits(c) {
				n++
				break
			}
		}
	}
	return n*3 >= len(cs)*2
}
