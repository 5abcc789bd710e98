package passages

import (
	"slices"

	"fyne.io/fyne/v2"

	"briefdesk/app/look"
	"briefdesk/app/session"
	"briefdesk/briefing/search"
)

// filters are the chips above the list. What they show and change are the
// filters in the query, which can as well be typed.
type filters struct {
	query  func() string
	change func(query string)

	like   *chip   // passages like one of them
	facets []*chip // of the facets
	more   *chip   // what has no chip of its own
	others []*chip // filters that are on, beside those of the facets
	counts session.Facets
}

// Bounds of menus.
const (
	maxChoices    = 20 // values of a facet, the commonest
	maxPublishers = 8
)

func newFilters(query func() string, change func(string)) *filters {
	f := &filters{query: query, change: change, like: newChip("", ""), more: newChip("More", "More")}
	for i, fc := range facets {
		c := newChip(anyOf(fc.name), fc.name)
		c.menu = func() []*fyne.MenuItem { return f.choices(f.counts[fc.counted], maxChoices, facets[i].filters) }
		f.facets = append(f.facets, c)
	}
	f.more.menu = f.moreChoices
	f.read()
	return f
}

// read shows the filters of the query.
func (f *filters) read() {
	left := search.ParseQuery(f.query()).Filters
	for i, fc := range facets {
		value, by := fc.chosen(left)
		left = slices.DeleteFunc(left, func(x search.Filter) bool { return contains(by, x) })
		if fc.counted == session.FacetMarking {
			value = look.ShortMarking(value)
		}
		f.set(f.facets[i], value, by)
	}
	for len(f.others) < len(left) {
		f.others = append(f.others, newChip("", ""))
	}
	f.others = f.others[:len(left)]
	for i, x := range left {
		f.set(f.others[i], worded(x), []search.Filter{x})
	}
}

func (f *filters) set(c *chip, value string, by []search.Filter) {
	c.value = value
	c.clear = func() { f.change(search.Without(f.query(), by...)) }
	c.Refresh()
}

// choices are menu items for values, which add filters to the query.
func (f *filters) choices(counts []session.Count, most int, filters func(string) []search.Filter) []*fyne.MenuItem {
	var items []*fyne.MenuItem
	for _, c := range counts[:min(len(counts), most)] {
		items = append(items, fyne.NewMenuItem(counted(c.Value, c.N), f.adding(filters(c.Value)...)))
	}
	return items
}

func (f *filters) adding(list ...search.Filter) func() {
	return func() { f.change(search.With(f.query(), list...)) }
}

// moreChoices are the filters that have no chip while they are off.
func (f *filters) moreChoices() []*fyne.MenuItem {
	items := []*fyne.MenuItem{
		fyne.NewMenuItem("Passages only", f.adding(search.Filter{Name: "in", Value: "passages"})),
		fyne.NewMenuItem("Articles only", f.adding(search.Filter{Name: "in", Value: "articles"})),
	}
	for _, group := range [][]*fyne.MenuItem{
		f.choices(f.counts[session.FacetColour], maxChoices, named("colour")),
		f.choices(f.counts[session.FacetPublisher], maxPublishers, named("from")),
	} {
		if len(group) > 0 {
			items = append(append(items, fyne.NewMenuItemSeparator()), group...)
		}
	}
	return items
}

// shown are the chips that are on, and those with something to choose.
func (f *filters) shown() []*chip {
	var all []*chip
	if f.like.value != "" {
		all = append(all, f.like)
	}
	for i, c := range f.facets {
		if c.value != "" || len(f.counts[facets[i].counted]) > 1 {
			all = append(all, c)
		}
	}
	return append(append(all, f.others...), f.more)
}

// isOn reports whether the query has a filter, or the list is of passages alike.
func (f *filters) isOn() bool {
	return f.like.value != "" || len(search.ParseQuery(f.query()).Filters) > 0
}

// mostChipLines is how many lines the chips take at most; more are not shown.
const mostChipLines = 3

// draw places the chips from y on, in as many lines as they need, and returns
// their lower edge. Where one line has not room enough, those that are off say
// less.
func (f *filters) draw(paint *look.Painter, y float32) float32 {
	left, right := float32(fieldInset), paint.Size().Width-fieldInset
	shown := f.shown()
	brief := chipsWidth(shown) > right-left
	x, height := left, shown[0].MinSize().Height
	for line := 1; len(shown) > 0; shown = shown[1:] {
		c := shown[0]
		c.brief = brief
		size := c.MinSize()
		size.Width = min(size.Width, right-left)
		if x+size.Width > right && x > left {
			if line++; line > mostChipLines {
				break
			}
			x, y = left, y+height+6
		}
		paint.Put(c, x, y, size.Width, size.Height)
		c.Refresh()
		x += size.Width + chipGap
	}
	return y + height
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
