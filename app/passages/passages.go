// Package passages shows the passages that were saved, and those that a search
// finds, as a list to choose from.
//
// A Passages pane asks for passages by OnQuery whenever the words in its field
// change, and lists what SetRows gives it, in that order: a few lines of each
// passage round what matched, where it is from, and why it was found. Chips
// narrow the list by year, tag and marking. What the user wants done with a
// passage is said through the On functions, which the window connects before it
// shows the pane; a passage can also be dragged out of the list.
//
// The surprise: rows have different heights, and those of all rows are known
// without measuring a word, by adding up the widths of letters (see excerpter).
package passages

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
	"briefdesk/briefing"
)

// Passages is the pane of passages. Any On function may be nil.
type Passages struct {
	widget.BaseWidget

	OnQuery  func(string)      // the words looked for have changed; answered by SetRows
	OnOpen   func(briefing.ID) // Enter, or a click: show it in its article
	OnAdd    func(briefing.ID) // Ctrl+Enter, or a double click: add it to the briefing
	OnTags   func(briefing.ID) // T
	OnNote   func(briefing.ID) // N
	OnDelete func(briefing.ID) // Delete
	OnLeave  func()            // Escape with nothing left to clear

	// OnDrag is told where on the canvas a passage is dragged to, OnDrop where it
	// is let go. OnDragCancel ends a drag without a drop.
	OnDrag, OnDrop func(briefing.ID, fyne.Position)
	OnDragCancel   func(briefing.ID)

	field *look.SearchField
	chips []*chip
	clear *look.Button
	list  *list
	rows  []Row // all that SetRows was given
	query string
	total int
}

// New returns an empty pane.
func New() *Passages {
	p := &Passages{list: newList()}
	p.ExtendBaseWidget(p)
	p.field = look.NewSearchField("Search passages")
	p.field.SetKeys("Ctrl", "F")
	p.field.OnChanged = func(query string) {
		if p.OnQuery != nil {
			p.OnQuery(query)
		}
	}
	p.field.OnDown = p.enterList
	p.field.OnSubmit = func(string) { p.openFirst() }
	p.field.OnEscape = p.leave
	for _, f := range facets {
		p.chips = append(p.chips, newChip(f, p.narrow))
	}
	p.clear = look.NewButton("", "Show all", look.Quiet, p.ClearFilter)
	p.connect()
	return p
}

func (p *Passages) connect() {
	l := p.list
	l.onCommand = p.do
	l.onFirstUp = p.FocusSearch
	l.onLeave = p.leave
	l.onDrag = func(id briefing.ID, at fyne.Position) {
		if p.OnDrag != nil {
			p.OnDrag(id, at)
		}
	}
	l.onDrop = func(id briefing.ID, at fyne.Position) {
		if p.OnDrop != nil {
			p.OnDrop(id, at)
		}
	}
	l.onDragCancel = func(id briefing.ID) {
		if p.OnDragCancel != nil {
			p.OnDragCancel(id)
		}
	}
}

// do asks the window for a command.
func (p *Passages) do(c command, id briefing.ID) {
	ask := map[command]func(briefing.ID){
		open: p.OnOpen, add: p.OnAdd, tags: p.OnTags, note: p.OnNote, remove: p.OnDelete,
	}[c]
	if ask != nil {
		ask(id)
	}
}

// SetRows replaces the passages by those found for query, best first, or by all
// for an empty one. The field, the chips and the selection stay as they are; the
// answer to another query is shown from its beginning.
func (p *Passages) SetRows(rows []Row, query string) {
	query = strings.TrimSpace(query)
	isOther := query != p.query
	p.rows, p.query = rows, query
	for i, c := range p.chips {
		c.choices = choices(i, rows)
	}
	p.narrow()
	if isOther {
		p.list.toTop()
	}
}

// SetTotal says how many passages there are, found or not. Without it the pane
// counts only those it was shown.
func (p *Passages) SetTotal(n int) {
	p.total = n
	p.Refresh()
}

// SetYear says which year dates are written without, the present one as a
// rule. Without it every date has its year.
func (p *Passages) SetYear(year int) {
	p.list.year = year
	p.list.Refresh()
}

// Select selects a passage and scrolls to it, without opening it. An ID that no
// row has selects nothing.
func (p *Passages) Select(id briefing.ID) { p.list.selectID(id) }

// Selected is the selected passage, or zero where none is or it is not listed.
func (p *Passages) Selected() briefing.ID {
	if p.list.cursor < 0 {
		return briefing.ID{}
	}
	return p.list.selected
}

// Query is what stands in the field.
func (p *Passages) Query() string { return p.field.Text() }

// FocusSearch puts the keyboard into the search field.
func (p *Passages) FocusSearch() { p.field.Focus() }

// Focus puts the keyboard onto the list.
func (p *Passages) Focus() { look.Focus(p.list) }

// ClearFilter empties the field and the chips.
func (p *Passages) ClearFilter() {
	for _, c := range p.chips {
		c.value = ""
		c.Refresh()
	}
	p.field.SetText("")
	p.narrow()
}

// enterList goes from the field to the selected passage, or else to the first.
func (p *Passages) enterList() {
	if p.list.cursor < 0 {
		p.list.moveTo(0)
	}
	p.Focus()
}

// openFirst opens what Enter in the field means: the best match.
func (p *Passages) openFirst() {
	p.list.moveTo(0)
	p.list.ask(open)
}

func (p *Passages) leave() {
	if p.OnLeave != nil {
		p.OnLeave()
	}
}

// chosen are the values of the chips.
func (p *Passages) chosen() narrowing {
	var n narrowing
	for _, c := range p.chips {
		n = append(n, c.value)
	}
	return n
}

// narrow lists the rows that pass the chips.
func (p *Passages) narrow() {
	rows := p.rows
	if chosen := p.chosen(); chosen.narrows() {
		rows = nil
		for _, r := range p.rows {
			if chosen.passes(r) {
				rows = append(rows, r)
			}
		}
	}
	p.list.show(rows)
	p.Refresh()
}

// isEmpty reports whether there is no passage at all.
func (p *Passages) isEmpty() bool {
	return len(p.rows) == 0 && p.query == "" && !p.chosen().narrows()
}

// words are what the pane says where it lists nothing.
func (p *Passages) words() (title, text string) {
	switch {
	case len(p.list.rows) > 0:
		return "", ""
	case p.isEmpty():
		return "No passages yet", "Select words in the reader and mark them: they are listed here."
	case len(p.rows) > 0 || p.query == "":
		return "No passage here", "None is " + strings.Join(p.narrowed(), ", ") + "."
	}
	return "No passage has these words", "“" + p.query + "”"
}

// narrowed says in words what the chips ask for.
func (p *Passages) narrowed() []string {
	var words []string
	for i, how := range []string{"from %s", "tagged %s", "marked %s"} {
		if v := p.chips[i].value; v != "" {
			words = append(words, fmt.Sprintf(how, v))
		}
	}
	return words
}

// summary says how many passages are listed: 5 of 14 passages.
func (p *Passages) summary() string {
	n, of := len(p.list.rows), max(p.total, len(p.rows))
	noun := "passages"
	if of == 1 {
		noun = "passage"
	}
	if n == of {
		return fmt.Sprintf("%d %s", n, noun)
	}
	return fmt.Sprintf("%d of %d %s", n, of, noun)
}

// CreateRenderer implements fyne.Widget.
func (p *Passages) CreateRenderer() fyne.WidgetRenderer {
	return look.NewRenderer(p, p.draw, func() fyne.Size { return fyne.NewSize(200, 240) })
}

// Measures of the pane, in units.
const (
	fieldTop    = 10
	fieldInset  = 12
	chipsTop    = 11 // from the field to the chips
	chipGap     = 8
	summaryTop  = 17 // from the chips to the middle of the line with the numbers
	listTop     = 33 // from the chips to the first row
	sideInset   = 16 // of that line
	noticeTop   = 134
	noticeWidth = 228
)

func (p *Passages) draw(paint *look.Painter) {
	size := paint.Size()
	paint.Rect(0, 0, size.Width, size.Height, look.Chrome)
	field := p.drawField(paint)
	title, text := p.words()
	if p.isEmpty() {
		p.drawNotice(paint, title, text, field+noticeTop, nil)
		return
	}
	below := p.drawChips(paint, field+chipsTop)
	if title != "" {
		p.drawNotice(paint, title, text, field+noticeTop, p.clear)
		return
	}
	p.drawSummary(paint, below+summaryTop*look.Zoom())
	top := whole(below + listTop*look.Zoom() - listInset)
	paint.Put(p.list.scroll, 0, top, size.Width, max(0, size.Height-top))
	p.list.settle()
}

// drawField places the search field and returns its lower edge.
func (p *Passages) drawField(paint *look.Painter) float32 {
	height := p.field.MinSize().Height
	paint.Put(p.field, fieldInset, fieldTop, paint.Size().Width-2*fieldInset, height)
	return fieldTop + height
}

// drawChips places the chips that have something to choose, or are on, and
// returns their lower edge. Where they have not enough room, those that are off
// say less.
func (p *Passages) drawChips(paint *look.Painter, y float32) float32 {
	x, right := float32(fieldInset), paint.Size().Width-fieldInset
	useful := p.usefulChips()
	if len(useful) == 0 {
		return y - chipsTop + 4
	}
	brief := chipsWidth(useful) > right-x
	for _, c := range useful {
		c.brief = brief
		size := c.MinSize()
		size.Width = min(size.Width, right-x)
		c.Move(fyne.NewPos(x, y))
		c.Resize(size)
		c.Refresh()
		if size.Width > size.Height {
			paint.Add(c)
		}
		x += size.Width + chipGap
	}
	return y + useful[0].Size().Height
}

func (p *Passages) usefulChips() []*chip {
	return slices.DeleteFunc(slices.Clone(p.chips), func(c *chip) bool { return c.value == "" && len(c.choices) < 2 })
}

// chipsWidth is how much room chips need to say all.
func chipsWidth(chips []*chip) float32 {
	w := float32(-chipGap)
	for _, c := range chips {
		c.brief = false
		w += c.MinSize().Width + chipGap
	}
	return w
}

func (p *Passages) drawSummary(paint *look.Painter, centre float32) {
	base := look.Meta.Centred(centre)
	paint.Text(p.summary(), look.Meta, look.Ink2, sideInset, base)
	if p.query != "" {
		paint.TextRight("Best match first", look.Meta, look.Ink3, paint.Size().Width-edgeInset, base)
	}
}

// drawNotice draws what an empty list says, and the button that mends it.
func (p *Passages) drawNotice(paint *look.Painter, title, text string, y float32, button *look.Button) {
	width := min(paint.Size().Width, noticeWidth)
	y = paint.Nothing(title, text, (paint.Size().Width-width)/2, y, width)
	if button == nil {
		return
	}
	least := button.MinSize()
	paint.Put(button, (paint.Size().Width-least.Width)/2, y+16, least.Width, least.Height)
}

// whole is v without its fraction, with which text would blur.
func whole(v float32) float32 { return float32(int(v)) }
