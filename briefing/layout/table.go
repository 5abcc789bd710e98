package layout

import (
	"slices"

	"briefdesk/briefing/manuscript"
)

// table sets a table: rules above, below and between the rows, no verticals.
// It keeps to the text column if its words fit there, else it reaches over the
// label column too. Up to eight rows stay on one page; a longer table repeats
// its head.
func (f *flow) table(t manuscript.Table, col column) {
	if len(t.Align) == 0 {
		return
	}
	widths, col := f.columns(t, col)
	wide := col.x < f.st.text()
	if wide {
		f.closeSide(column{f.st.text(), f.st.measure()})
	}
	head := f.row(t, t.Head, widths, col, true)
	head[0].items = append(head[0].items, Rect{X: col.x, Y: -head[0].above, W: col.width, H: 1})
	under(head, Rect{X: col.x, W: col.width, H: 0.5})
	bindAll(head)
	strips := slices.Clone(head)
	for i, cells := range t.Rows {
		row := f.row(t, cells, widths, col, false)
		rule := Rect{X: col.x, W: col.width, H: 0.5, Colour: hair}
		if i == len(t.Rows)-1 {
			rule = Rect{X: col.x, W: col.width, H: 1}
		}
		under(row, rule)
		if len(head) == 1 {
			row[0].head = &head[0]
		}
		if height(row) < f.st.floor()/3 {
			bindAll(row)
			row[len(row)-1].bound = len(t.Rows) <= 8 || i == 0
		}
		strips = append(strips, row...)
	}
	strips[len(strips)-1].bound = false
	for i := range strips {
		strips[i].wide = wide
	}
	f.add(strips, toTable, toTable)
}

// under draws a rule at the bottom of a row.
func under(row []strip, rule Rect) {
	last := &row[len(row)-1]
	rule.Y = last.below
	last.items = append(last.items, rule)
}

func height(row []strip) Pt {
	h := row[0].above + row[len(row)-1].below
	for _, s := range row[1:] {
		h += s.lead
	}
	return h
}

// columns shares the width of a table among its columns by what they hold, and
// returns the column that the table as a whole is set in.
func (f *flow) columns(t manuscript.Table, col column) ([]Pt, column) {
	n := len(t.Align)
	least, natural := make([]Pt, n), make([]Pt, n)
	var leastSum, naturalSum Pt
	for i := range n {
		for r, row := range append([][][]manuscript.Run{t.Head}, t.Rows...) {
			l, nat := f.widths(f.cell(row[i], r == 0))
			least[i], natural[i] = max(least[i], l), max(natural[i], nat)
		}
		pad := padding(i, n)
		least[i], natural[i] = least[i]+pad, natural[i]+pad
		leastSum, naturalSum = leastSum+least[i], naturalSum+natural[i]
	}
	if naturalSum > col.width && f.depth == 0 && col.x == f.st.text() {
		col = column{f.st.left, f.st.full()}
	}
	widths := make([]Pt, n)
	for i := range widths {
		switch {
		case naturalSum <= col.width:
			widths[i] = natural[i] * col.width / max(naturalSum, 1)
		case leastSum >= col.width:
			widths[i] = least[i] * col.width / leastSum
		default:
			widths[i] = least[i] + (natural[i]-least[i])*(col.width-leastSum)/(naturalSum-leastSum)
		}
	}
	return widths, col
}

func padding(i, n int) Pt {
	pad := Pt(0)
	if i > 0 {
		pad += cellLeft
	}
	if i < n-1 {
		pad += cellRight
	}
	return pad
}

func (f *flow) cell(runs []manuscript.Run, head bool) []span {
	tf := f.st.table
	tf.bold = head
	return f.spans(runs, tf)
}

// row sets the cells of a row side by side: a strip for each line.
func (f *flow) row(t manuscript.Table, cells [][]manuscript.Run, widths []Pt, col column, head bool) []strip {
	size := f.st.table.size
	strips := []strip{{}}
	x := col.x
	for i, runs := range cells {
		width := widths[i] - padding(i, len(cells))
		left := x
		if i > 0 {
			left += cellLeft
		}
		lines := f.paragraph(f.cell(runs, head), setting{width: max(width, size), language: f.language, block: t.Block})
		for j, l := range lines {
			if j == len(strips) {
				strips = append(strips, strip{})
			}
			strips[j].items = append(strips[j].items, placed(l.items, left+aligned(t.Align[i], width-l.width), 0)...)
			strips[j].notes = append(strips[j].notes, l.notes...)
		}
		x += widths[i]
	}
	for j := range strips {
		strips[j].lead, strips[j].above, strips[j].below = tableLead, ascent(size), descent(size)
	}
	strips[0].above += cellPad
	last := &strips[len(strips)-1]
	last.below += cellPad
	strips[0].lead = ascent(size) + descent(size) + 2*cellPad // the row above ends with its padding
	return strips
}

func aligned(a manuscript.Align, spare Pt) Pt {
	switch a {
	case manuscript.AlignCentre:
		return max(spare/2, 0)
	case manuscript.AlignEnd:
		return max(spare, 0)
	case manuscript.AlignStart:
	}
	return 0
}
