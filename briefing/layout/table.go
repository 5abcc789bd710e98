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
	g := f.grid(t)
	widths, col := f.columns(g, col)
	wide := col.x < f.st.text()
	if wide {
		f.closeSide(f.column())
	}
	head := f.row(g, 0, widths, col)
	head[0].items = append(head[0].items, Rect{X: col.x, Y: -head[0].above, W: col.width, H: 1})
	under(head, Rect{X: col.x, W: col.width, H: 0.5})
	bindAll(head)
	strips := slices.Clone(head)
	for i := range t.Rows {
		row := f.row(g, i+1, widths, col)
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

// grid is a table ready to be measured and set: its head row, then the others.
type grid struct {
	align []manuscript.Align
	rows  [][]cell
	block int
}

type cell struct {
	spans []span
	tag   int
}

func (f *flow) grid(t manuscript.Table) grid {
	whole := f.tree.add(f.parent, RoleTable)
	group := RoleHead
	if len(t.Rows) == 0 {
		group = RoleRows // a table has no head alone
	}
	head := f.cells(t.Head, f.tree.add(whole, group), RoleHeaderCell)
	g := grid{align: t.Align, rows: [][]cell{head}, block: t.Block}
	body := f.tree.add(whole, RoleRows)
	for _, row := range t.Rows {
		g.rows = append(g.rows, f.cells(row, body, RoleCell))
	}
	return g
}

func (f *flow) cells(row [][]manuscript.Run, parent int, role Role) []cell {
	element := f.tree.add(parent, RoleRow)
	face := f.st.table
	face.bold = role == RoleHeaderCell
	cells := make([]cell, len(row))
	for i, runs := range row {
		cells[i].tag = f.tree.add(element, role)
		cells[i].spans = f.spans(runs, face, cells[i].tag)
	}
	return cells
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
func (f *flow) columns(g grid, col column) ([]Pt, column) {
	n := len(g.align)
	least, natural := make([]Pt, n), make([]Pt, n)
	var leastSum, naturalSum Pt
	for i := range n {
		for _, row := range g.rows {
			l, nat := f.widths(row[i].spans)
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

// row sets the cells of row n side by side: a strip for each line.
func (f *flow) row(g grid, n int, widths []Pt, col column) []strip {
	size := f.st.table.size
	strips := []strip{{}}
	x := col.x
	for i, c := range g.rows[n] {
		width := widths[i] - padding(i, len(widths))
		left := x
		if i > 0 {
			left += cellLeft
		}
		lines := f.paragraph(c.spans, setting{width: max(width, size), block: g.block, tag: c.tag, align: g.align[i]})
		for j, l := range lines {
			if j == len(strips) {
				strips = append(strips, strip{})
			}
			strips[j].items = append(strips[j].items, placed(l.items, left, 0)...)
			strips[j].notes = append(strips[j].notes, l.notes...)
		}
		x += widths[i]
	}
	for j := range strips {
		strips[j].lead, strips[j].above, strips[j].below = f.st.tableLead, ascent(size), descent(size)
	}
	strips[0].above += cellPad
	last := &strips[len(strips)-1]
	last.below += cellPad
	strips[0].lead = ascent(size) + descent(size) + 2*cellPad // the row above ends with its padding
	return strips
}
