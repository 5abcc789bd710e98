package app

import (
	"context"
	"slices"
	"strings"

	"briefdesk/app/look"
	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/library"
	"briefdesk/briefing/search"
)

// What the palettes offer: Go To runs commands and leads anywhere; Quick Open
// opens articles and briefings.

// offer finds what a palette offers of one sort, the best first. It runs beside
// the window.
type offer func(ctx context.Context, typed string) ([]choosable, error)

// chooser fills a palette from several offers.
type chooser struct {
	desk    *desk
	palette *palette
	slot    slot
	end     context.CancelFunc // of what is under way
	first   offer              // while nothing is typed
	offers  []offer
}

// inAGroup is how many of each group a palette shows.
const inAGroup = 3

// goTo opens the palette of all commands and places.
func (d *desk) goTo() {
	p := newPalette("Go to or run…")
	p.aside = "type > for commands only"
	c := &chooser{desk: d, palette: p}
	commands := d.offerCommands()
	c.offers = []offer{plainOnly(commands), notPlain(d.offerHeadings()), notPlain(d.offerPassages), notPlain(d.offerArticles), notPlain(d.offerTags)}
	c.first = together(d.offerRecent(commands), commands)
	d.openPalette(p, c.fill)
}

// quickOpen opens the palette of articles and briefings.
func (d *desk) quickOpen() {
	p := newPalette("Open an article or a briefing…")
	p.aside = "Ctrl K also runs commands"
	c := &chooser{desk: d, palette: p}
	c.offers = []offer{d.offerBriefings, d.offerHeadings(), d.offerArticles, d.offerTags}
	c.first = together(d.offerRecent(nil), d.offerBriefings, d.offerNewest)
	d.openPalette(p, c.fill)
}

// commandSign before what is typed leaves only commands.
const commandSign = ">"

func plainOnly(o offer) offer {
	return func(ctx context.Context, typed string) ([]choosable, error) {
		return o(ctx, strings.TrimSpace(strings.TrimPrefix(typed, commandSign)))
	}
}

func notPlain(o offer) offer {
	return func(ctx context.Context, typed string) ([]choosable, error) {
		if strings.HasPrefix(typed, commandSign) {
			return nil, nil
		}
		return o(ctx, typed)
	}
}

// together are the choices of several offers, each thing once, at most inAGroup
// of all but the first.
func together(offers ...offer) offer {
	return func(ctx context.Context, typed string) ([]choosable, error) {
		var all []choosable
		seen := map[string]bool{}
		for i, o := range offers {
			list, err := o(ctx, typed)
			if err != nil {
				return nil, err
			}
			list = slices.DeleteFunc(list, func(c choosable) bool { return seen[c.key] })
			if i > 0 {
				list = list[:min(len(list), inAGroup)]
			}
			for _, c := range list {
				seen[c.key] = true
			}
			all = append(all, list...)
		}
		return all, nil
	}
}

func (c *chooser) fill(typed string) {
	if c.end != nil {
		c.end()
	}
	var ctx context.Context
	ctx, c.end = context.WithCancel(c.desk.ctx)
	typed = strings.TrimSpace(typed)
	c.desk.fill(&c.slot, "Nothing can be offered", func() (func(), error) {
		rows, err := c.choices(ctx, typed)
		return func() { c.palette.show(rows) }, err
	})
}

// choices are what is offered, in the order of the offers: some of each, more
// of the first ones while there is room.
func (c *chooser) choices(ctx context.Context, typed string) ([]choosable, error) {
	if typed == "" {
		return c.first(ctx, "")
	}
	groups := make([][]choosable, len(c.offers))
	for i, o := range c.offers {
		var err error
		if groups[i], err = o(ctx, typed); err != nil {
			return nil, err
		}
	}
	most := inAGroup
	if strings.HasPrefix(typed, commandSign) {
		most = mostChoices
	}
	return shared(groups, most), nil
}

// shared takes at most so many of each group, and of all no more than a palette
// shows: the first of each before the second of any.
func shared(groups [][]choosable, most int) []choosable {
	taken := make([]int, len(groups))
	left := mostChoices
	for range most {
		for i, g := range groups {
			if left > 0 && taken[i] < len(g) {
				taken[i]++
				left--
			}
		}
	}
	var all []choosable
	for i, g := range groups {
		all = append(all, g[:taken[i]]...)
	}
	return all
}

// picked are those of a list that have the typed letters, which are noted.
func picked(typed string, list []choosable) []choosable {
	texts := make([]string, len(list))
	for i, c := range list {
		texts[i] = c.text
	}
	var all []choosable
	for _, p := range search.Picks(typed, texts) {
		c := list[p.Index]
		c.letters = p.Letters
		all = append(all, c)
	}
	return all
}

var commandIcons = map[string]look.IconName{
	"File": look.IconFile, "Edit": look.IconPencil, "Article": look.IconBook, "Passage": look.IconHighlight,
	"Briefing": look.IconText, "View": look.IconEye, "Help": look.IconInfo,
}

// offerCommands offers those that are possible now, what was used last first.
func (d *desk) offerCommands() offer {
	var list []choosable
	for _, c := range d.menu.commands {
		if c.enabled != nil && !c.enabled(d) {
			continue
		}
		list = append(list, choosable{
			group: "Commands", icon: commandIcons[c.menu], text: d.menu.label(c), keys: keyCaps(c.keys), context: c.menu,
			key: "command " + c.label, run: func() { d.do(c.enabled, c.run) },
		})
	}
	recent := d.recent()
	place := func(c choosable) int {
		if i := slices.Index(recent, c.key); i >= 0 {
			return i
		}
		return len(recent)
	}
	slices.SortStableFunc(list, func(a, b choosable) int { return place(a) - place(b) })
	return func(_ context.Context, typed string) ([]choosable, error) { return picked(typed, list), nil }
}

// offerHeadings offers those of the open briefing.
func (d *desk) offerHeadings() offer {
	var list []choosable
	for i, b := range d.briefing.Blocks {
		if b.Kind == briefing.BlockHeading {
			list = append(list, choosable{
				group: "This briefing", icon: look.IconHeading, text: b.Text, context: "heading", run: func() { d.goToBlock(i) },
			})
		}
	}
	return func(_ context.Context, typed string) ([]choosable, error) { return picked(typed, list), nil }
}

func (d *desk) offerPassages(ctx context.Context, typed string) ([]choosable, error) {
	return d.offerFound(ctx, typed, "passages", func(id briefing.ID, found search.Found) (choosable, error) {
		_, doc, err := d.passageFound(id)
		text, letters := around(doc.Text, rangesIn(found.Marks(doc), search.Text))
		c := d.passageChoice(id, doc)
		c.text, c.letters = text, letters
		return c, err
	})
}

func (d *desk) passageChoice(id briefing.ID, doc search.Doc) choosable {
	from := doc.Publisher
	if from == "" {
		from = doc.Title
	}
	return choosable{
		group: "Passages", icon: look.IconQuote, text: strings.ReplaceAll(doc.Text, "\n", " "), source: true, context: from,
		key: "passage " + id.String(), run: func() { d.openPassage(id) },
	}
}

func (d *desk) offerArticles(ctx context.Context, typed string) ([]choosable, error) {
	return d.offerFound(ctx, typed, "articles", func(id briefing.ID, found search.Found) (choosable, error) {
		_, doc, err := d.articleFound(id)
		c := d.articleChoice(id, doc.Title, doc.Publisher, doc.Date)
		c.letters = rangesIn(found.Marks(doc), search.Title)
		return c, err
	})
}

func (d *desk) articleChoice(id briefing.ID, title, publisher, published string) choosable {
	about := []string{publisher, look.Day(published, d.now().Year())}
	about = slices.DeleteFunc(about, func(s string) bool { return s == "" })
	return choosable{
		group: "Articles and tags", icon: look.IconBook, text: title, context: strings.Join(about, " · "),
		key: "article " + id.String(), run: func() { d.openArticle(id) },
	}
}

// offerFound offers what the index finds of a kind.
func (d *desk) offerFound(ctx context.Context, typed, kind string, choice func(briefing.ID, search.Found) (choosable, error)) ([]choosable, error) {
	found, err := d.index.Search(ctx, search.With(typed+" ", search.Filter{Name: "in", Value: kind}), inAGroup)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	if err != nil { // a filter that is not typed to its end
		return nil, nil
	}
	var list []choosable
	for _, h := range found.Hits {
		c, err := choice(h.ID, found)
		if isGone(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		list = append(list, c)
	}
	return list, nil
}

func rangesIn(marks []search.Match, field search.Field) []briefing.Range {
	var ranges []briefing.Range
	for _, m := range marks {
		if m.Field == field {
			ranges = append(ranges, m.Range)
		}
	}
	return ranges
}

// wordsBefore is how many letters stand before the first match in one line.
const wordsBefore = 24

// around is a text in one line, from shortly before the first of ranges, which
// move with it.
func around(text string, ranges []briefing.Range) (string, []briefing.Range) {
	text = strings.ReplaceAll(text, "\n", " ")
	if len(ranges) == 0 || ranges[0].Start <= wordsBefore {
		return text, ranges
	}
	letters := []rune(text)
	from := int(ranges[0].Start) - wordsBefore
	for from < int(ranges[0].Start) && letters[from-1] != ' ' {
		from++
	}
	moved := make([]briefing.Range, len(ranges))
	for i, r := range ranges {
		by := briefing.Offset(from - 1) // the ellipsis takes the place of a letter
		moved[i] = briefing.Range{Start: r.Start - by, End: r.End - by}
	}
	return "…" + string(letters[from:]), moved
}

func (d *desk) offerTags(_ context.Context, typed string) ([]choosable, error) {
	var list []choosable
	for _, t := range d.index.Tags() {
		list = append(list, d.tagChoice(t))
	}
	return picked(typed, list), nil
}

func (d *desk) tagChoice(t session.Count) choosable {
	return choosable{
		group: "Articles and tags", icon: look.IconTag, text: t.Value, context: plural(t.N, "passage"), key: "tag " + t.Value,
		run: func() {
			d.showPassages()
			d.passages.SetQuery(search.With("", search.Filter{Name: "tag", Value: t.Value}))
		},
	}
}

func (d *desk) offerBriefings(ctx context.Context, typed string) ([]choosable, error) {
	rows, err := d.session.Briefings(ctx)
	if err != nil {
		return nil, err
	}
	list := make([]choosable, len(rows))
	for i, r := range rows {
		list[i] = d.briefingChoice(r)
	}
	return picked(typed, list), nil
}

func (d *desk) briefingChoice(r library.BriefingRow) choosable {
	return choosable{
		group: "Briefings", icon: look.IconFile, text: titleOf(briefing.Briefing{Title: r.Title}), context: longDate(r.Date),
		key: "briefing " + r.ID.String(), run: func() { d.openNote(r.ID) },
	}
}

// offerNewest offers the newest articles.
func (d *desk) offerNewest(ctx context.Context, _ string) ([]choosable, error) {
	rows, err := d.session.Articles(ctx, library.ArticleQuery{Limit: inAGroup})
	var list []choosable
	for _, r := range rows {
		c := d.articleChoice(r.ID, r.Title, r.Publisher, r.Published)
		c.group = "Newest articles"
		list = append(list, c)
	}
	return list, err
}

// mostOffered is how many of what was chosen last are offered first.
const mostOffered = 4

// offerRecent offers what was chosen last, as far as it is still there. Commands
// are those of an offer, which may be nil.
func (d *desk) offerRecent(commands offer) offer {
	recent := d.recent()
	return func(ctx context.Context, _ string) ([]choosable, error) {
		known := map[string]choosable{}
		if commands != nil {
			list, err := commands(ctx, "")
			if err != nil {
				return nil, err
			}
			for _, c := range list {
				known[c.key] = c
			}
		}
		var list []choosable
		for _, key := range recent {
			c, ok := known[key]
			if !ok {
				c, ok = d.recall(key)
			}
			if ok && len(list) < mostOffered {
				c.group = "Recent"
				list = append(list, c)
			}
		}
		return list, nil
	}
}

// recall is what was chosen under a key, if that is still there and no command.
func (d *desk) recall(key string) (choosable, bool) {
	kind, name, _ := strings.Cut(key, " ")
	if kind == "tag" {
		tags := d.index.Tags()
		i := slices.IndexFunc(tags, func(t session.Count) bool { return t.Value == name })
		if i < 0 {
			return choosable{}, false
		}
		return d.tagChoice(tags[i]), true
	}
	id, err := briefing.ParseID(name)
	if err != nil {
		return choosable{}, false
	}
	switch kind {
	case "article":
		_, doc, err := d.articleFound(id)
		return d.articleChoice(id, doc.Title, doc.Publisher, doc.Date), err == nil
	case "passage":
		_, doc, err := d.passageFound(id)
		return d.passageChoice(id, doc), err == nil
	case "briefing":
		b, err := d.session.Briefing(id)
		return d.briefingChoice(library.BriefingRow{ID: id, Title: b.Title, Date: b.Date}), err == nil
	}
	return choosable{}, false
}
