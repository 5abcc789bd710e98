package layout

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

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
	strips := append(f.caption(t, g, col, false), head...)
	bindAll(strips)
	again := f.again(t, g, head, col)
	for i := range t.Rows {
		row := f.row(g, i+1, widths, col)
		rule := Rect{X: col.x, W: col.width, H: 0.5, Colour: hair}
		if i == len(t.Rows)-1 {
			rule = Rect{X: col.x, W: col.width, H: 1}
		}
		under(row, rule)
		for j := range row {
			row[j].head = again
		}
		if height(row) < f.st.floor()/3 {
			bindAll(row)
			row[len(row)-1].bound = len(t.Rows) <= 8 || i == 0
		}
		strips = append(strips, row...)
	}
	follow(strips)
	strips[len(strips)-1].bound = false
	for i := range strips {
		strips[i].wide = wide
	}
	f.add(strips, toTable, toTable)
}

// caption sets the caption of a table, or what repeats it where the table goes on.
func (f *flow) caption(t manuscript.Table, g grid, col column, again bool) []strip {
	if len(t.Caption) == 0 {
		return nil
	}
	face := f.st.table
	face.size = max(captionSize, f.st.least)
	spans, tag := f.spans(t.Caption, face, g.caption), g.caption
	if again {
		spans = f.spans(withoutNotes(t.Caption), face, Furniture)
		spans = append(spans, span{text: " " + manuscript.Say(f.language, "(continued)"), typeface: face, tag: Furniture})
		tag = Furniture
	}
	strips := f.lines(f.paragraph(spans, setting{width: col.width, block: t.Block, tag: tag}), col.x, face.size, f.st.leadFor(face, captionLead))
	if n := len(strips); n > 0 {
		strips[n-1].below += captionGap
	}
	return strips
}

// captionGap is the space between a caption and the rule below it.
const captionGap = 6.8

func withoutNotes(runs []manuscript.Run) []manuscript.Run {
	return slices.DeleteFunc(slices.Clone(runs), func(r manuscript.Run) bool { return r.Note > 0 })
}

// again is what stands above a row that begins a page, as one strip on the
// baseline of its last line; nil if it would take more than a third of the page.
func (f *flow) again(t manuscript.Table, g grid, head []strip, col column) *strip {
	strips := append(f.caption(t, g, col, true), slices.Clone(head)...)
	follow(strips)
	if height(strips) > f.st.floor()/3 {
		return nil
	}
	ys := stackedAt(strips)
	last := len(strips) - 1
	whole := strip{above: strips[0].above + ys[last], below: strips[last].below}
	for i, s := range strips {
		whole.items = append(whole.items, placed(s.items, 0, ys[i]-ys[last])...)
	}
	return &whole
}

// follow puts the first row of a table below its caption.
func follow(strips []strip) {
	for i := 1; i < len(strips); i++ {
		strips[i].lead = max(strips[i].lead, strips[i-1].below+strips[i].above)
	}
}

// grid is a table ready to be measured and set: its head row, then the others.
type grid struct {
	align   []manuscript.Align
	rows    [][]cell
	block   int
	caption int // its element, or 0
	points  []pointed
}

type cell struct {
	spans []span
	tag   int
	sign  manuscript.Sign // drawn in place of the words
}

func (f *flow) grid(t manuscript.Table) grid {
	whole, caption := f.tree.add(f.parent, RoleTable), 0
	if len(t.Caption) > 0 {
		caption = f.tree.add(whole, RoleCaption)
	}
	group := RoleHead
	if len(t.Rows) == 0 {
		group = RoleRows // a table has no head alone
	}
	head := f.cells(t.Head, f.tree.add(whole, group), RoleHeaderCell)
	g := grid{align: t.Align, rows: [][]cell{head}, block: t.Block, caption: caption}
	body := f.tree.add(whole, RoleRows)
	for _, row := range t.Rows {
		g.rows = append(g.rows, f.cells(row, body, RoleCell))
	}
	g.points = f.points(t)
	return g
}

func (f *flow) cells(row [][]manuscript.Run, parent int, role Role) []cell {
	element := f.tree.add(parent, RoleRow)
	face := f.st.table
	face.bold = role == RoleHeaderCell
	cells := make([]cell, len(row))
	for i, runs := range row {
		cells[i].tag = f.tree.add(element, role)
		cells[i].spans, cells[i].sign = f.spans(runs, face, cells[i].tag), signOf(runs)
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
		natural[i] = max(natural[i], g.points[i].before+g.points[i].after)
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
			widths[i] = least[i]
		}
	}
	if leastSum < col.width && col.width < naturalSum {
		widen(widths, natural, col.width-leastSum)
	}
	return widths, col
}

// widen shares room among columns that want more than they have. What wants less
// than an even share, such as a date, gets it all; the others get theirs of the rest
// by how much they want.
func widen(widths, natural []Pt, room Pt) {
	var wanting []int
	for i := range widths {
		if natural[i] > widths[i] {
			wanting = append(wanting, i)
		}
	}
	slices.SortStableFunc(wanting, func(a, b int) int { return cmp.Compare(natural[a]-widths[a], natural[b]-widths[b]) })
	for len(wanting) > 0 && natural[wanting[0]]-widths[wanting[0]] <= room/Pt(len(wanting)) {
		i := wanting[0]
		room -= natural[i] - widths[i]
		widths[i], wanting = natural[i], wanting[1:]
	}
	sum := Pt(0)
	for _, i := range wanting {
		sum += natural[i] - widths[i]
	}
	for _, i := range wanting {
		widths[i] += (natural[i] - widths[i]) * room / sum
	}
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
		if c.sign != manuscript.NoSign {
			strips[0].items = append(strips[0].items, f.signed(c, left)...)
			x += widths[i]
			continue
		}
		lines := f.paragraph(c.spans, setting{width: max(width, size), block: g.block, tag: c.tag, align: g.align[i]})
		if n > 0 && len(lines) == 1 {
			left -= g.points[i].shift(n-1, width)
		}
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

// pointed is a column of numbers, which stand with their decimal signs one
// below the other.
type pointed struct {
	before, after Pt   // the widest parts before and from the sign
	tails         []Pt // the widths from the sign on, by row
}

// shift is how far the number in a row stands before the end of its column.
func (p pointed) shift(row int, width Pt) Pt {
	if row >= len(p.tails) || p.tails[row] < 0 || p.before+p.after > width {
		return 0
	}
	return p.after - p.tails[row]
}

// points finds the columns that are aligned to the end and hold numbers.
func (f *flow) points(t manuscript.Table) []pointed {
	points := make([]pointed, len(t.Align))
	sign := decimalSign(f.language)
	for i, align := range t.Align {
		if align != manuscript.AlignEnd {
			continue
		}
		for _, row := range t.Rows {
			text := plain(row[i])
			at := decimalAt(text, sign)
			if at < 0 {
				points[i].tails = append(points[i].tails, -1)
				continue
			}
			before := f.natural([]span{{text: text[:at], typeface: f.st.table}})
			tail := f.natural([]span{{text: text[at:], typeface: f.st.table}})
			points[i].tails = append(points[i].tails, tail)
			points[i].before, points[i].after = max(points[i].before, before), max(points[i].after, tail)
		}
	}
	return points
}

// decimalSign is that of the numbers of a language.
func decimalSign(language string) byte {
	base, _, _ := strings.Cut(language, "-")
	switch base {
	case "fr", "de", "es":
		return ','
	}
	return '.'
}

// decimalAt is where the decimal sign of a number stands in text, or where its
// digits end if it has none; it is below 0 for what is no number.
func decimalAt(text string, sign byte) int {
	last := strings.LastIndexAny(text, "0123456789")
	if last < 0 || strings.ContainsFunc(text[:last], unicode.IsLetter) {
		return -1
	}
	if at := strings.LastIndexByte(text, sign); at >= 0 && at < last {
		return at
	}
	return last + 1
}
