// Package passages shows the passages that were saved, and those that a search
// finds, as a list to choose from.
//
// A Passages pane asks for passages and articles by OnQuery whenever the words in
// its field change, and lists what SetRows gives it, in that order: a few lines
// of each round what matched, where it is from, and why it was found. Chips show
// the filters of the query, and write them. What the user wants done with a
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
	"briefdesk/app/session"
	"briefdesk/briefing"
)

// Passages is the pane of passages. Any On function may be nil.
type Passages struct {
	widget.BaseWidget

	OnQuery   func(string)                  // the words looked for have changed; answered by SetRows
	OnOpen    func(briefing.ID)             // Enter, or a click: show it in its article
	OnArticle func(briefing.ID)             // the same for an article
	OnPick    func()                        // another one is selected, or several are
	OnAdd     func([]briefing.ID)           // Ctrl+Enter, or a double click: add them to the briefing
	OnCopy    func([]briefing.ID)           // put them on the clipboard with their citations
	OnTags    func(briefing.ID)             // T
	OnNote    func(briefing.ID)             // N
	OnDelete  func(briefing.ID)             // Delete
	OnLike    func(briefing.ID)             // list those like it; a zero ID lists what the query finds
	OnSave    func(query string, keep bool) // to find it again by the menu at the field, or no longer
	OnLeave   func()                        // Escape with nothing left to clear

	OnBehind func() // look at the passages that SetBehind counts

	// OnDrag is told where on the canvas a passage is dragged to, OnDrop where it
	// is let go. OnDragCancel ends a drag without a drop.
	OnDrag, OnDrop func(briefing.ID, fyne.Position)
	OnDragCancel   func(briefing.ID)

	field   *look.SearchField
	saved   *look.Tool // the menu of saved searches
	filters *filters
	behind  *look.Button
	aside   bool // there are passages behind
	clear   *look.Button
	list    *list
	query   string   // that the rows answer
	problem string   // what is wrong with the one in the field
	total   int      // of all passages
	found   int      // how many there are, listed or not
	kept    []string // saved searches
}

// New returns an empty pane.
func New() *Passages {
	p := &Passages{list: newList()}
	p.ExtendBaseWidget(p)
	p.field = look.NewSearchField("Search the library")
	p.field.SetKeys("Ctrl", "F")
	p.field.OnChanged = p.queryChanged
	p.field.OnDown = p.enterList
	p.field.OnSubmit = func(string) { p.openFirst() }
	p.field.OnEscape = p.escape
	p.saved = look.NewTool(look.IconBookmark, "", p.showSaved)
	p.filters = newFilters(p.field.Text, p.field.SetText)
	p.filters.like.clear = func() { p.ask(p.OnLike, briefing.ID{}) }
	p.clear = look.NewButton("", "Show all", look.Quiet, p.ClearFilter)
	p.behind = look.NewButton(look.IconWarning, "", look.Quiet, func() {
		if p.OnBehind != nil {
			p.OnBehind()
		}
	})
	p.connect()
	return p
}

// queryChanged has what is in the field looked for.
func (p *Passages) queryChanged(query string) {
	p.problem = ""
	p.filters.read()
	p.Refresh()
	if p.OnQuery != nil {
		p.OnQuery(query)
	}
}

func (p *Passages) ask(f func(briefing.ID), id briefing.ID) {
	if f != nil {
		f(id)
	}
}

func (p *Passages) connect() {
	l := p.list
	l.onCommand = p.do
	l.onFirstUp = p.FocusSearch
	l.onLeave = p.leave
	l.onPick = func() {
		if p.OnPick != nil {
			p.OnPick()
		}
	}
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

// do asks the window for a command. Of an article only showing it makes sense.
func (p *Passages) do(c command, r Row) {
	if r.IsArticle() {
		if c == open {
			p.ask(p.OnArticle, r.ID)
		}
		return
	}
	if several := map[command]func([]briefing.ID){add: p.OnAdd, clip: p.OnCopy}[c]; several != nil {
		several(p.Picks())
		return
	}
	p.ask(map[command]func(briefing.ID){open: p.OnOpen, tags: p.OnTags, note: p.OnNote, remove: p.OnDelete, like: p.OnLike}[c], r.ID)
}

// SetRows replaces the rows by those found for query, best first, or by all
// passages for an empty one. The field, the chips and the selection stay as they
// are; the answer to another query is shown from its beginning.
func (p *Passages) SetRows(rows []Row, query string) {
	query = strings.TrimSpace(query)
	isOther := query != p.query
	p.query, p.problem, p.found = query, "", len(rows)
	p.list.show(rows)
	p.Refresh()
	if isOther {
		p.list.toTop()
	}
}

// SetFound says how many were found, where only the best of them are listed.
func (p *Passages) SetFound(n int) {
	p.found = n
	p.Refresh()
}

// SetCounts says what the chips can choose, and how many have it.
func (p *Passages) SetCounts(counts session.Facets) {
	p.filters.counts = counts
	p.Refresh()
}

// SetProblem says in words what is wrong with the query in the field. The rows
// stay. A change of the query takes it away.
func (p *Passages) SetProblem(text string) {
	p.problem = text
	p.Refresh()
}

// SetLike says of which passage the rows are alike, in a few words; none are for
// a search.
func (p *Passages) SetLike(words string) {
	p.filters.like.value = words
	p.Refresh()
}

// SetSaved replaces the searches that the menu at the field offers.
func (p *Passages) SetSaved(queries []string) { p.kept = queries }

// SetQuery puts a query into the field and has it looked for.
func (p *Passages) SetQuery(query string) { p.field.SetText(query) }

// SetTotal says how many passages there are, found or not. Without it the pane
// counts only those it was shown.
func (p *Passages) SetTotal(n int) {
	p.total = n
	p.Refresh()
}

// SetBehind says how many passages the newest text of their article has in other
// words, and how many it does not have at all.
func (p *Passages) SetBehind(altered, gone int) {
	p.aside = altered+gone > 0
	said := "Not found in the newest text (%d)"
	if altered > 0 {
		said = "Changed at the source (%d)"
	}
	p.behind.SetLabel(fmt.Sprintf(said, altered+gone))
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

// HasFocus reports whether the list has the keyboard.
func (p *Passages) HasFocus() bool { return p.list.focused }

// Focus puts the keyboard onto the list.
func (p *Passages) Focus() { look.Focus(p.list) }

// ClearFilter empties the field, and with it the chips.
func (p *Passages) ClearFilter() {
	p.leaveLike()
	p.field.SetText("")
}

// leaveLike returns from passages alike to those that the query finds, and
// reports whether there was something to leave.
func (p *Passages) leaveLike() bool {
	if p.filters.like.value == "" {
		return false
	}
	p.filters.like.clear()
	return true
}

// savedMenu offers to keep the query in the field, and those that were kept.
func (p *Passages) savedMenu() *fyne.Menu {
	query := strings.TrimSpace(p.field.Text())
	keep := fyne.NewMenuItem("Save This Search", func() { p.save(query, true) })
	if slices.Contains(p.kept, query) {
		keep = fyne.NewMenuItem("Delete This Saved Search", func() { p.save(query, false) })
	}
	keep.Disabled = query == ""
	menu := fyne.NewMenu("", keep)
	for i, saved := range p.kept {
		if i == 0 {
			menu.Items = append(menu.Items, fyne.NewMenuItemSeparator())
		}
		item := fyne.NewMenuItem(saved, func() { p.SetQuery(saved) })
		item.Checked = saved == query
		menu.Items = append(menu.Items, item)
	}
	return menu
}

func (p *Passages) save(query string, keep bool) {
	if p.OnSave != nil {
		p.OnSave(query, keep)
	}
}

func (p *Passages) showSaved() {
	look.ShowMenuOn(p.saved, p.savedMenu(), fyne.NewPos(0, p.saved.Size().Height+2))
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

// escape leaves step by step: passages alike, then the pane.
func (p *Passages) escape() {
	if !p.leaveLike() {
		p.leave()
	}
}

func (p *Passages) leave() {
	if p.OnLeave != nil {
		p.OnLeave()
	}
}

// isSearch reports whether the rows answer a question, rather than being all.
func (p *Passages) isSearch() bool { return p.query != "" || p.filters.like.value != "" }

// isEmpty reports whether there is no passage at all.
func (p *Passages) isEmpty() bool {
	return len(p.list.rows) == 0 && !p.isSearch() && strings.TrimSpace(p.field.Text()) == ""
}

// words are what the pane says where it lists nothing.
func (p *Passages) words() (title, text string) {
	switch {
	case len(p.list.rows) > 0 || p.problem != "":
		return "", ""
	case p.isEmpty():
		return "No passages yet", "Select words in the reader and mark them: they are listed here."
	case p.filters.like.value != "":
		return "None is like it", "No other passage shares enough words with this one."
	case p.filters.isOn():
		return "Nothing here", "No passage or article passes these filters: " + p.query
	}
	return "Nothing has these words", "“" + p.query + "”"
}

// summary says how many rows are listed: 5 of 14 passages, 2 articles.
func (p *Passages) summary() string {
	if !p.isSearch() { // all are listed, and may be many
		return counting(max(p.total, len(p.list.rows)), "passage")
	}
	articles := 0
	for _, r := range p.list.rows {
		if r.IsArticle() {
			articles++
		}
	}
	n := len(p.list.rows) - articles
	switch {
	case p.found > len(p.list.rows):
		return fmt.Sprintf("The best %d of %d", len(p.list.rows), p.found)
	case articles > 0 && n == 0:
		return counting(articles, "article")
	}
	said := counting(n, "passage")
	if p.total > n {
		said = fmt.Sprintf("%d of %s", n, counting(p.total, "passage"))
	}
	if articles > 0 {
		said += ", " + counting(articles, "article")
	}
	return said
}

func counting(n int, noun string) string {
	if n != 1 {
		noun += "s"
	}
	return fmt.Sprintf("%d %s", n, noun)
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
	savedWidth  = 32 // of the menu of saved searches
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
	below := p.filters.draw(paint, p.drawBehind(paint, p.drawProblem(paint, field))+chipsTop)
	if title != "" {
		p.drawNotice(paint, title, text, below+noticeTop/2, p.clear)
		return
	}
	p.drawSummary(paint, below+summaryTop*look.Zoom())
	top := whole(below + listTop*look.Zoom() - listInset)
	paint.Put(p.list.scroll, 0, top, size.Width, max(0, size.Height-top))
	p.list.settle()
}

// drawField places the search field and the menu beside it, and returns their
// lower edge.
func (p *Passages) drawField(paint *look.Painter) float32 {
	height := p.field.MinSize().Height
	paint.Put(p.field, fieldInset, fieldTop, paint.Size().Width-2*fieldInset-savedWidth, height)
	paint.Put(p.saved, paint.Size().Width-fieldInset-savedWidth+4, fieldTop, savedWidth, height)
	return fieldTop + height
}

// drawProblem says what is wrong with the query, and returns where that ends.
func (p *Passages) drawProblem(paint *look.Painter, y float32) float32 {
	if p.problem == "" {
		return y
	}
	y += 8
	paint.Icon(look.IconAlert, sideInset, y+2, 12, look.Err)
	for _, l := range look.Wrap(p.problem, look.Meta, paint.Size().Width-2*sideInset-18) {
		paint.Text(l, look.Meta, look.Err, sideInset+18, look.Meta.Baseline(y))
		y += look.Meta.LineHeight()
	}
	return y
}

// drawBehind draws the button for the passages that stay behind, and returns
// where it ends.
func (p *Passages) drawBehind(paint *look.Painter, y float32) float32 {
	if !p.aside {
		return y
	}
	y += chipGap
	height := p.behind.MinSize().Height
	paint.Put(p.behind, fieldInset, y, paint.Size().Width-2*fieldInset, height)
	return y + height
}

func (p *Passages) drawSummary(paint *look.Painter, centre float32) {
	base := look.Meta.Centred(centre)
	end := paint.Text(p.summary(), look.Meta, look.Ink2, sideInset, base)
	const order = "Best match first"
	if right := paint.Size().Width - edgeInset; p.isSearch() && end+12+look.Width(order, look.Meta) <= right {
		paint.TextRight(order, look.Meta, look.Ink3, right, base)
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
