package outline

import (
	"image/color"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"

	"briefdesk/app/look"
	"briefdesk/briefing"
)

// spot is a part of the list that does something when it is clicked.
type spot struct {
	at, size fyne.Position
	do       func()
}

func (s spot) holds(p fyne.Position) bool {
	d := p.Subtract(s.at)
	return d.X >= 0 && d.Y >= 0 && d.X < s.size.X && d.Y < s.size.Y
}

func (l *list) spot(x, y, w, h float32, do func()) {
	l.spots = append(l.spots, spot{fyne.NewPos(x, y), fyne.NewPos(w, h), do})
}

// spotAt is the topmost spot at p, or nil.
func (l *list) spotAt(p fyne.Position) *spot {
	for i := len(l.spots) - 1; i >= 0; i-- {
		if l.spots[i].holds(p) {
			return &l.spots[i]
		}
	}
	return nil
}

// draw draws the rows in sight, and notes the spots on them.
func (l *list) draw(p *look.Painter) {
	l.paint = p
	l.spots = l.spots[:0]
	if l.blocks == 0 {
		l.fillEmpty()
	}
	const beyond = 40 // shadows and rings of rows just out of sight
	top := l.o.scroll.Offset.Y - beyond
	foot := l.o.scroll.Offset.Y + l.o.scroll.Size().Height + beyond
	for _, r := range l.rows {
		if r.foot() > top && r.y < foot {
			l.fillRow(r)
		}
	}
	l.fillInsert()
	if l.drop >= 0 {
		l.fillDrop(l.gapLine(l.drop))
	}
}

func (l *list) fillRow(r row) {
	if r.item == addRow {
		l.fillAdd(r)
		return
	}
	it := l.items[r.item]
	if l.editor != nil && l.editor.at == r.item {
		l.fillEditor(r, it)
		return
	}
	if l.quoting != nil && l.quoting.at == r.item {
		l.fillQuoting(r)
		return
	}
	l.fillGround(r, it)
	switch it.Kind {
	case briefing.BlockHeading:
		l.fillHeading(r, it)
	case briefing.BlockQuotation:
		l.fillQuotation(r, it)
	case briefing.BlockText:
		l.fillText(r, it)
	case briefing.BlockDisclaimer:
		l.fillDisclaimer(r, it)
	default:
		l.fillLine(r, it)
	}
	if l.isDragged(r.item) {
		ground := look.Colour(look.Chrome).(color.NRGBA)
		ground.A = 0x80
		l.paint.Box(paneEdge, r.y, l.rowWidth(), r.h, cardRadius, ground, nil)
	}
}

const cardRadius = 8

func (l *list) rowWidth() float32 { return l.width - 2*paneEdge }

// right is where what stands at the right of a row ends.
func (l *list) right() float32 { return l.width - paneEdge - rightPad }

func (l *list) isDragged(item int) bool {
	from := l.drag.from
	return from >= 0 && item >= from && item < l.tree.end(from)
}

// fillGround draws what lies under a row: a card if it is selected, a tint
// under the pointer; and the grip.
func (l *list) fillGround(r row, it Item) {
	x, w := float32(paneEdge), l.rowWidth()
	isSelected := it.isBlock() && r.item == l.selected
	isHovered := it.isBlock() && r.item == l.pointer.item
	switch {
	case isSelected:
		l.paint.Card(x, r.y, w, r.h, cardRadius, 5)
	case isHovered && it.State != Failed:
		l.paint.Round(x, r.y, w, r.h, cardRadius, look.Hover, look.Transparent)
	}
	if it.State == Failed {
		fill := look.Transparent
		if isSelected || isHovered {
			fill = look.Raised
		}
		l.paint.Round(x, r.y, w, r.h, cardRadius, fill, look.Err)
	}
	if isSelected && l.focused && l.byKeys {
		l.paint.Focus(x, r.y, w, r.h, cardRadius)
	}
	if (isSelected || isHovered) && !l.folded[r.item] { // where its count stands
		l.paint.Icon(look.IconGrip, l.right()-11, r.firstLine()-iconSize/2, iconSize, look.Ink3)
	}
}

// firstLine is the centre of the first line of a row's text.
func (r row) firstLine() float32 { return r.top + r.style.LineHeight()/2 }

func (l *list) fillIcon(r row, it Item) {
	ink := look.Ink3
	if r.item == l.selected {
		ink = look.Ink2
	}
	l.paint.Icon(it.icon(), paneEdge+iconAt, r.firstLine()-iconSize/2, iconSize, ink)
}

// fillLines draws the text of a row, from the right where it is written so.
func (l *list) fillLines(r row, ink fyne.ThemeColorName) {
	y := r.top
	for _, line := range r.lines {
		base := r.style.Baseline(y)
		if look.IsRightToLeft(line) {
			l.fillFromRight(line, r.style, ink, l.width-paneEdge-gripRoom, base)
		} else {
			l.paint.Text(line, r.style, ink, r.x, base)
		}
		y += r.style.LineHeight()
	}
}

// fillFromRight draws a line piece by piece from the right edge, since a text
// object would put its parts from left to right.
func (l *list) fillFromRight(line string, st look.Style, ink fyne.ThemeColorName, right, base float32) {
	space := look.Width(" ", st)
	for _, piece := range fromRight(line) {
		if piece == " " {
			right -= space
			continue
		}
		right = l.paint.TextRight(piece, st, ink, right, base)
	}
}

func (l *list) fillHeading(r row, it Item) {
	icon, ink := look.IconDown, look.Ink
	if l.folded[r.item] {
		icon = look.IconRight
		l.paint.TextRight(l.foldedCount(r.item), look.Meta, look.Ink2, l.right(), look.Meta.Centred(r.meta))
	}
	x := paneEdge + iconAt + headingIndent(it.Level)
	l.paint.Icon(icon, x+1, r.meta-6, 12, look.Ink2)
	l.spot(x-iconAt, r.y, textAt, r.h, func() { l.fold(r.item, !l.folded[r.item]) })
	if len(r.lines) == 0 {
		r.lines, ink = []string{"Untitled heading"}, look.Ink3
	}
	l.fillLines(r, ink)
}

func (l *list) fillText(r row, it Item) {
	ink := look.Ink
	if len(r.lines) == 0 {
		r.lines, ink = []string{"Nothing written yet"}, look.Ink3
	}
	l.fillIcon(r, it)
	l.fillLines(r, ink)
	room := l.fillPortion(r, it)
	end := l.fillMeta("Own text  ·  "+count(countWords(it.Text), "word"), r.x, room, r.meta)
	l.fillCount(r.item, end, room, r.meta)
}

// fillMeta draws a line below the text, cut where it would pass right, and
// says where it ends.
func (l *list) fillMeta(s string, x, right, centre float32) float32 {
	return l.paint.Text(look.Ellipsis(s, look.Meta, right-x), look.Meta, look.Ink2, x, look.Meta.Centred(centre))
}

// fillPortion draws the portion marking of a block and says where the room to
// its left ends. A marking is never cut.
func (l *list) fillPortion(r row, it Item) float32 {
	x := l.drawPortion(it, l.right(), r.meta)
	if x == l.right() {
		return x
	}
	if it.isBlock() {
		l.portionSpot(x, r.meta, l.right()-x, r.item)
	}
	return x - 8
}

// drawPortion draws the marking of a block so that it ends at right, or in faint
// letters what it counts as without one, and says where that begins.
func (l *list) drawPortion(it Item, right, centre float32) float32 {
	switch {
	case it.Portion != "":
		return l.paint.PortionRight(it.marking(), it.SetsBanner, right, centre)
	case it.Counts != "":
		l.paint.TextRight(look.ShortMarking(string(it.Counts)), look.ChipText, look.Ink3, right-5, look.ChipText.Centred(centre))
		return right - look.ChipWidth(look.ShortMarking(string(it.Counts)))
	}
	return right
}

func (l *list) portionSpot(x, centre, w float32, item int) {
	l.spot(x, centre-10, w, 20, func() {
		if l.o.OnPortion != nil {
			l.o.OnPortion(item)
		}
	})
}

// marking is the block's portion in the colours of the banner.
func (it Item) marking() look.Marking {
	m := look.Marking{Text: string(it.Portion), Ink: color.White, Fill: color.NRGBA{0x3A, 0x45, 0x52, 0xFF}}
	if ink, ok := hexColour(it.BannerColour); ok {
		m.Ink, m.Fill = ink, color.Black
	}
	if ground, ok := hexColour(it.BannerGround); ok {
		m.Fill = ground
	}
	return m
}

// hexColour reads #RRGGBB.
func hexColour(s string) (color.Color, bool) {
	v, err := strconv.ParseUint(strings.TrimPrefix(s, "#"), 16, 24)
	return color.NRGBA{uint8(v >> 16), uint8(v >> 8), uint8(v), 0xFF}, err == nil
}

var marks = map[string]fyne.ThemeColorName{
	"amber": look.MarkAmber,
	"green": look.MarkGreen,
	"blue":  look.MarkBlue,
	"rose":  look.MarkRose,
}

func (it Item) mark() fyne.ThemeColorName {
	if it.State == Failed {
		return look.Err
	}
	if m, ok := marks[it.Colour]; ok {
		return m
	}
	return look.Border
}

func (l *list) fillQuotation(r row, it Item) {
	l.fillIcon(r, it)
	height := float32(max(len(r.lines), 1))*r.style.LineHeight() - 4
	l.paint.Round(paneEdge+textAt, r.top+1, 2.5, height, 1, it.mark(), look.Transparent)
	ink := look.Ink
	if len(r.lines) == 0 && it.isOwnWords() {
		r.lines, ink = []string{"Nothing written yet"}, look.Ink3
	}
	l.fillLines(r, ink)
	room := l.fillPortion(r, it)
	x := l.fillProof(r, it, room)
	number, publisher := splitSource(it.Source)
	for _, part := range []string{number, publisher} {
		if part != "" && room-x > 30 {
			x = l.fillMeta(part, x, room, r.meta) + 7
		}
	}
}

// splitSource parts “[1] The Platform” into number and name.
func splitSource(s string) (number, name string) {
	if before, after, ok := strings.Cut(s, "] "); ok && strings.HasPrefix(s, "[") {
		return before + "]", after
	}
	return "", s
}

// fillProof draws what is known of a quotation and says where its source
// begins.
func (l *list) fillProof(r row, it Item, room float32) float32 {
	x := r.x
	switch it.State {
	case None:
		if it.isOwnWords() {
			return l.fillMeta(it.kindLabel(), x, room, r.meta) + 9
		}
	case Verified:
		return l.fillState(r, look.IconVerified, "Verified", look.OK, room) + 9
	case Uncheckable:
		return l.fillState(r, look.IconQuestionMark, "No source to check", look.Ink2, room) + 9
	case Failed:
		return l.fillFailed(r, it, room)
	}
	return x
}

// stateAt is where the words of a state begin, after its icon.
const stateAt = 18

func (l *list) fillState(r row, icon look.IconName, s string, ink fyne.ThemeColorName, room float32) float32 {
	l.paint.Icon(icon, r.x, r.meta-6.5, 13, ink)
	x := r.x + stateAt
	return l.paint.Text(look.Ellipsis(s, look.MetaMedium, room-x), look.MetaMedium, ink, x, look.MetaMedium.Centred(r.meta))
}

// shortened is the first of several ways to say something that fits into
// width, or the last.
func shortened(width float32, ways ...string) string {
	for _, s := range ways {
		if s != "" && look.Width(s, look.MetaMedium) <= width {
			return s
		}
	}
	return ways[len(ways)-1]
}

// fillFailed says why a quotation failed, and offers to compare. Then there is
// no room for its source.
func (l *list) fillFailed(r row, it Item, room float32) float32 {
	const compare = "Compare"
	link := look.Width(compare, look.MetaMedium)
	reason := shortened(room-link-10-r.x-stateAt, it.Problem, "Differs from the source", "Differs")
	x := l.fillState(r, look.IconAlert, reason, look.Err, room-link-10) + 10
	l.paint.Text(compare, look.MetaMedium, look.Accent, x, look.MetaMedium.Centred(r.meta))
	l.spot(x-4, r.meta-10, link+8, 20, func() { l.showSource(r.item) })
	return room
}

func (l *list) fillDisclaimer(r row, it Item) {
	if it.Derived {
		l.paint.Rect(paneEdge+rightPad, r.y, l.right()-paneEdge-rightPad, 1, look.Line)
	}
	l.fillIcon(r, it)
	if len(r.lines) == 0 {
		r.lines = []string{"Nothing written yet"}
	}
	l.fillLines(r, look.Ink2)
	room := l.fillPortion(r, it)
	if !it.Derived {
		l.fillMeta("Disclaimer of the desk", r.x, room, r.meta)
		return
	}
	const padlock = 12
	l.paint.Icon(look.IconLock, room-padlock-1, r.meta-padlock/2, padlock, look.Ink3)
	l.fillMeta(strings.TrimSpace("Disclaimer, carried with "+it.Source), r.x, room-padlock-8, r.meta)
}

// fillLine draws a block that has no text of its own.
func (l *list) fillLine(r row, it Item) {
	l.fillIcon(r, it)
	base := r.style.Centred(r.meta)
	for _, b := range []struct {
		kind       briefing.BlockKind
		says, what string
	}{
		{briefing.BlockSources, "Sources", "the list of what is quoted"},
		{briefing.BlockContents, "Contents", "the headings and their pages"},
		{briefing.BlockImage, "Image", plain(it.Text)},
	} {
		if it.Kind == b.kind {
			x := l.paint.Text(b.says, r.style, look.Ink, r.x, base)
			l.fillMeta(b.what, x+8, l.fillPortion(r, it)-gripRoom, r.meta)
			return
		}
	}
	x := l.paint.Text("Page break", r.style, look.Ink2, r.x, base) + 10
	for ; x < l.right()-gripRoom; x += 7 {
		l.paint.Rect(x, r.meta, 4, 1, look.Border)
	}
}

// fillAdd draws the row that adds a block at the end.
func (l *list) fillAdd(r row) {
	ink := look.Ink3
	if l.pointer.item == addRow && r.holds(l.pointer.at.Y) {
		ink = look.Accent
		l.paint.Round(paneEdge, r.y, l.rowWidth(), r.h, cardRadius, look.Hover, look.Transparent)
	}
	centre := r.y + r.h/2
	l.paint.Icon(look.IconPlus, paneEdge+iconAt, centre-iconSize/2, iconSize, ink)
	l.paint.Text("Add a block", r.style, ink, r.x, r.style.Centred(centre))
	l.spot(paneEdge, r.y, l.rowWidth(), r.h, func() { l.offerAdd(l.blocks-1, fyne.NewPos(r.x, r.foot())) })
}

// fillInsert draws the sign that adds a block between two rows, when the
// pointer is beside the gap between them.
func (l *list) fillInsert() {
	gap, y, ok := l.insertGap()
	if !ok {
		return
	}
	x := float32(paneEdge + iconAt + iconSize/2)
	l.paint.Rect(x, y, l.right()-x, 1, look.Accent)
	l.paint.Dot(x, y+0.5, 16, look.Accent)
	l.paint.Icon(look.IconPlus, x-5, y-4.5, 10, look.Chrome)
	l.spot(x-8, y-8, 16, 16, func() { l.offerAdd(gap-1, fyne.NewPos(x+8, y+8)) })
}

// insertGap is the gap that the pointer is beside, in the column of the icons.
func (l *list) insertGap() (gap int, y float32, ok bool) {
	at := l.pointer.at
	if at.X > paneEdge+textAt-8 || l.drag.from >= 0 || l.Editing() >= 0 || l.blocks == 0 {
		return 0, 0, false
	}
	gap = l.gapAt(at.Y)
	y = l.gapLine(gap)
	near := at.Y-y < 6 && y-at.Y < 6
	return gap, y, near && gap > 0 && gap < l.blocks
}

// fillDrop draws the line where something would fall.
func (l *list) fillDrop(y float32) {
	const dot = 8
	l.paint.Rect(paneEdge+dot/2, y-1, l.rowWidth()-dot, 2, look.Accent)
	l.paint.Dot(paneEdge+dot/2, y, dot, look.Accent)
}

// fillEmpty says what will come here, and offers the first step.
func (l *list) fillEmpty() {
	centre, y := l.width/2, max(l.o.scroll.Size().Height*0.3, 60)
	l.paint.TextCentre("The briefing is empty", look.Heading, look.Ink2, centre, look.Heading.Centred(y))
	y += look.Heading.LineHeight()
	for _, s := range []string{"Start with a heading, or add", "a passage from the reader."} {
		l.paint.TextCentre(s, look.Meta, look.Ink2, centre, look.Meta.Centred(y))
		y += look.Meta.LineHeight()
	}
	const label, height = "Add a heading", 32
	w := look.Width(label, look.ButtonText) + 2*12
	x := centre - w/2
	y += 8
	fill := look.Field
	if l.blocks == 0 && l.pointer.inside(x, y, w, height) {
		fill = look.Track
	}
	l.paint.Round(x, y, w, height, 7, fill, look.Border)
	if l.focused && l.byKeys {
		l.paint.Focus(x, y, w, height, 7)
	}
	l.paint.TextCentre(label, look.ButtonText, look.Ink, centre, look.ButtonText.Centred(y+height/2))
	l.spot(x, y, w, height, func() { l.add(-1, briefing.BlockHeading) })
}
