package pdftext

import (
	"math"

	"briefdesk/briefing"
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
		if len(rows) < fewest {
			rest = append(rest, ls[i])
			i++
			continue
		}
		flush()
		parts = append(parts, paragraph{kind: briefing.TextTable, set: true, lines: ls[i : i+n], rows: rows})
		i += n
	}
	flush()
	return parts
}

// tableAt is the table that begins with the first of lines, and how many lines
// it takes.
func tableAt(ls []line, b body) (rows [][]string, n int) {
	var stops []stop
	for i := range ls {
		cs := ls[i].cells()
		if i > 0 && ls[i].y-ls[i-1].y > 2.2*b.leading*ls[i].size {
			break
		}
		switch {
		case len(cs) >= 2 && matches(stops, cs):
			row := make([]string, 0, len(cs))
			for _, cl := range cs {
				row = append(row, cl.text())
				stops = keep(stops, cl)
			}
			rows = append(rows, row)
			n = i + 1
		case len(cs) == 1 && len(rows) > 0 && len(rows[len(rows)-1]) > 1 && goesOnBelow(&ls[i-1], cs[0], stops, b):
			last := rows[len(rows)-1]
			k := nearest(ls[i-1].cells(), cs[0])
			if k >= len(last) {
				return rows, n
			}
			last[k] += " " + cs[0].text()
			n = i + 1
		default:
			return rows, n
		}
	}
	return rows, n
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

// goesOnBelow reports whether c is the next line of a cell of the row above.
func goesOnBelow(above *line, c line, stops []stop, b body) bool {
	if c.y-above.y > 1.3*b.leading*c.size || len(above.cells()) < 2 {
		return false
	}
	for _, s := range stops[1:] {
		if math.Abs(s.x0-c.x0) < 0.6*c.size {
			return true
		}
	}
	return false
}

// nearest is the index of the cell of cs that begins nearest to c.
func nearest(cs []line, c line) int {
	best := 0
	for i := range cs {
		if math.Abs(cs[i].x0-c.x0) < math.Abs(cs[best].x0-c.x0) {
			best = i
		}
	}
	return best
}
