package passages

import (
	"image/color"
	"slices"
	"strconv"

	"fyne.io/fyne/v2"

	"briefdesk/app/look"
	"briefdesk/briefing"
)

// Measures of the list, in units.
const (
	listInset = 4  // above the first row and below the last, where a focus ring stands
	rowInset  = 8  // from the edge of the pane to a row's background
	markInset = 16 // … to the mark in the passage's colour
	textInset = 27 // … to a row's text
	edgeInset = 18 // from the right edge of the pane to the text
	rowGap    = 2
	rowPad    = 10 // above the first line and below the last
	metaGap   = 2  // between the words and the line about them
	bandOver  = 2  // how far a match band reaches beyond its words

	noteFrom   = 80 // the room from which the sign of a note is shown
	buttonSize = 22 // of the commands on the row under the pointer
)

// rowHeight is that of a row with a number of lines of its quote.
func rowHeight(r Row, lines int) float32 {
	return rowPad + wordsHeight(r, lines) + metaGap + look.Meta.LineHeight() + rowPad
}

// wordsHeight is how high the words of a row are: the title of an article, and
// the lines of the quote.
func wordsHeight(r Row, lines int) float32 {
	if r.IsArticle() {
		return look.RowTitle.LineHeight() + float32(lines)*look.SourceWords.LineHeight()
	}
	return float32(max(1, lines)) * look.SourceWords.LineHeight()
}

// rowState is how a row differs from one at rest.
type rowState struct {
	look.RowState
	dragged bool
	command command // the button under the pointer
}

// marks are the colours of the mark beside a passage.
var marks = map[string]fyne.ThemeColorName{
	"amber": look.MarkAmber, "green": look.MarkGreen, "blue": look.MarkBlue, "rose": look.MarkRose,
}

// reasons are the colours of the chips that say how a passage was found. Those
// missing here are grey.
var reasons = map[string]struct{ ink, fill fyne.ThemeColorName }{
	"phrase":  {look.OK, look.OKSoft},
	"exact":   {look.OK, look.OKSoft},
	"variant": {look.Accent, look.BandBlue},
	"typo":    {look.Warn, look.WarnSoft},
	"guess":   {look.Warn, look.WarnSoft},
}

// drawRow draws a passage: the mark in its colour, its words with what matched,
// and a line that says where they are from, how they are tagged and marked, and
// why they were found. Under the pointer the tags and reasons give way to the
// buttons of the commands; the marking never does.
func drawRow(p *look.Painter, r Row, lines []line, top, height float32, year int, state rowState) {
	width := p.Size().Width
	p.Row(rowInset, top, width-2*rowInset, height, state.RowState)

	words := wordsHeight(r, len(lines))
	y := top + rowPad
	if r.IsArticle() {
		p.Icon(look.IconBook, markInset-5, y+look.RowTitle.LineHeight()/2-6, 12, look.Ink3)
		drawTitle(p, r, y)
		y += look.RowTitle.LineHeight()
	} else {
		mark, ok := marks[r.Colour]
		if !ok {
			mark = look.Ink3
		}
		p.Round(markInset, y+1, 3, words-2, 1.5, mark, look.Transparent)
	}
	leftward := look.IsRightToLeft(r.Quote)
	for i, l := range lines {
		at := y + float32(i)*look.SourceWords.LineHeight()
		if leftward {
			drawLeftward(p, l, r.Matches, at, width-edgeInset)
		} else {
			drawLine(p, l, r.Matches, at)
		}
	}
	drawMeta(p, r, top+rowPad+words+metaGap+look.Meta.LineHeight()/2, year, state)

	if state.dragged {
		p.Box(rowInset, top, width-2*rowInset, height, look.RowRadius, half(look.Colour(look.Chrome)), nil)
	}
}

// drawTitle draws the title of an article, with what matched in it where no
// words of its text are shown.
func drawTitle(p *look.Painter, r Row, top float32) {
	title := look.Ellipsis(r.Title, look.RowTitleSelected, p.Size().Width-edgeInset-textInset)
	if r.Quote == "" {
		shown := line{Range: briefing.Range{End: briefing.Length(title)}, text: title}
		for _, b := range shown.bands(r.Matches) {
			left := textInset + look.Width(title[:b.from], look.RowTitleSelected)
			drawBand(p, left, textInset+look.Width(title[:b.to], look.RowTitleSelected), top, b.loose)
		}
	}
	p.Text(title, look.RowTitleSelected, look.Ink, textInset, look.RowTitleSelected.Baseline(top))
}

// half is a colour at half its strength.
func half(c color.Color) color.Color {
	r, g, b, _ := c.RGBA()
	return color.NRGBA{uint8(r >> 8), uint8(g >> 8), uint8(b >> 8), 128}
}

// drawMeta draws the line below the words, centred on y.
func drawMeta(p *look.Painter, r Row, y float32, year int, state rowState) {
	right := p.Size().Width - edgeInset
	if r.Marking != "" {
		right = p.ChipRight(look.ShortMarking(string(r.Marking)), right, y) - 4
	}
	if r.Grade != "" {
		right = p.ChipRight(r.Grade, right, y) - 4
	}
	if said := stateWords[r.State]; said != "" && !state.Hovered {
		right -= look.ChipWidth(said)
		p.Reason(said, right, y, look.Warn, look.WarnSoft)
		right -= 4
	}
	source, date := origin(r, year)
	if state.Hovered && !r.IsArticle() {
		right = drawButtons(p, buttonsOf(r, p.Size().Width), y, state.command)
	} else {
		right = drawReasons(p, r.Why, right, y)
		wanted := look.OriginWidth(source, date) + 8
		right = drawTags(p, r, right, y, right-textInset-wanted)
	}
	p.Origin(source, date, textInset, right-4, y)
}

// stateWords say that the newest text of an article has not what a passage says.
var stateWords = map[briefing.PassageState]string{briefing.PassageAltered: "Altered", briefing.PassageGone: "Not found"}

// origin is where a passage is from, as source and date.
func origin(r Row, year int) (source, date string) {
	source, date = r.Publisher, look.Day(r.Published, year)
	if source == "" && !r.IsArticle() {
		source = r.Title
	}
	return source, date
}

// drawReasons draws why a passage was found, as far as there is room, and
// returns where that begins.
func drawReasons(p *look.Painter, why []string, right, y float32) float32 {
	for _, reason := range backwards(why) {
		x := right - look.ChipWidth(reason)
		if x < textInset {
			break
		}
		colours, ok := reasons[reason]
		if !ok {
			colours.ink, colours.fill = look.Ink2, look.Chip
		}
		p.Reason(reason, x, y, colours.ink, colours.fill)
		right = x - 4
	}
	return right
}

// drawTags draws as many tags as there is room for, a chip with the number of
// the others, and the sign of a note; it returns where they begin.
func drawTags(p *look.Painter, r Row, right, y, room float32) float32 {
	noted := r.Note != "" && right-textInset > noteFrom
	if noted {
		room -= 11 + 6
	}
	shown, rest := fitTags(r.Tags, room)
	if rest != "" {
		right = p.ChipRight(rest, right, y) - 4
	}
	for _, tag := range backwards(shown) {
		right = p.ChipRight(tag, right, y) - 4
	}
	if noted {
		right -= 11 + 2
		p.Icon(look.IconNote, right, y-5.5, 11, look.Ink3)
		right -= 4
	}
	return right
}

// fitTags returns the tags that fit into room as chips, and what a last chip
// says of the others: +2.
func fitTags(tags []string, room float32) (shown []string, rest string) {
	for n := len(tags); n >= 0; n-- {
		rest = ""
		if n < len(tags) {
			rest = "+" + strconv.Itoa(len(tags)-n)
		}
		if tagsWidth(tags[:n], rest) <= room {
			return tags[:n], rest
		}
	}
	return nil, ""
}

func tagsWidth(tags []string, rest string) float32 {
	var w float32
	for _, tag := range tags {
		w += look.ChipWidth(tag) + 4
	}
	if rest != "" {
		w += look.ChipWidth(rest) + 4
	}
	return w
}

// buttonRow is where the buttons of a row stand, and how many there is room for.
type buttonRow struct {
	left float32
	n    int
}

func buttonsOf(r Row, width float32) buttonRow {
	right := width - edgeInset
	if r.Marking != "" {
		right -= look.ChipWidth(look.ShortMarking(string(r.Marking))) + 4
	}
	n := min(buttons, max(0, int((right-textInset)/buttonSize)))
	return buttonRow{right - float32(n)*buttonSize, n}
}

// drawButtons draws the commands of the row under the pointer and returns
// where they begin.
func drawButtons(p *look.Painter, row buttonRow, y float32, pointed command) float32 {
	for c := range command(row.n) {
		x := row.left + float32(c)*buttonSize
		if c == pointed {
			p.Round(x, y-buttonSize/2, buttonSize, buttonSize, 5, look.Press, look.Transparent)
		}
		p.Icon(commands[c].icon, x+4, y-7, 14, look.Ink2)
	}
	return row.left
}

// commandAt is the button at pos, or none.
func (l *list) commandAt(pos fyne.Position) command {
	place := l.placeAt(pos.Y)
	if place < 0 || l.rows[place].IsArticle() {
		return none
	}
	row := buttonsOf(l.rows[place], l.Size().Width)
	middle := l.heights.bottom(place) - rowPad - look.Meta.LineHeight()/2
	if pos.Y < middle-buttonSize/2 || pos.Y > middle+buttonSize/2 || pos.X < row.left {
		return none
	}
	if c := command((pos.X - row.left) / buttonSize); c < command(row.n) {
		return c
	}
	return none
}

// page is how far PageDown goes.
func (l *list) page() float32 { return l.scroll.Size().Height * 0.9 }

func backwards(words []string) []string {
	turned := slices.Clone(words)
	slices.Reverse(turned)
	return turned
}
