package app

import (
	"errors"
	"maps"
	"slices"

	"briefdesk/app/passages"
	"briefdesk/app/shelf"
	"briefdesk/briefing"
	"briefdesk/briefing/library"
)

// The lists of sources and passages. The first page is shown as soon as it is
// read, and all when they are. After an edit only what belongs to the articles
// that it touched is read again, so that an edit costs the same in a library of
// many years.

// listed are the sources and passages as they were read last, in the order of
// their articles: newest first. Their slices are not changed, only replaced.
type listed struct {
	sources  []library.ArticleRow
	passages []passages.Row
	complete bool
	// altered and gone are how many passages the newest texts of their articles
	// have in other words, and no longer.
	altered, gone int
	changed       map[library.Ref]bool // since
}

// Reading all costs less than looking after more articles than mostTouched.
const (
	firstPage   = 200
	mostTouched = 64
)

// showLists shows all sources and passages. refs are what has changed since it
// was called last; none means that anything may have.
func (d *desk) showLists(refs []library.Ref) {
	if d.listed.changed == nil {
		d.listed.changed = map[library.Ref]bool{}
	}
	for _, ref := range refs {
		d.listed.changed[ref] = true
	}
	if len(refs) == 0 {
		d.listed.complete = false
	}
	now := d.listed
	changed := maps.Clone(now.changed)
	now.changed = nil
	d.fill(&d.listSlot, "The sources and passages cannot be listed", func() (func(), error) {
		var err error
		if touched := d.touched(now, changed); now.complete && len(touched) <= mostTouched {
			err = d.readTouched(&now, touched)
		} else {
			err = d.readLists(&now)
		}
		now.altered, now.gone = countStates(now.passages)
		rows := shelfRows(now.sources)
		return func() {
			d.listed = now
			d.setLists(rows)
		}, err
	})
}

// touched are the articles that changed values belong to, or belonged to.
func (d *desk) touched(was listed, changed map[library.Ref]bool) map[briefing.ID]bool {
	touched := map[briefing.ID]bool{}
	for ref := range changed {
		if ref.Kind == library.KindArticle {
			touched[ref.ID] = true
		} else if p, err := d.session.Passage(ref.ID); err == nil {
			touched[p.Article] = true
		}
	}
	for _, r := range was.passages {
		if changed[library.Ref{Kind: library.KindPassage, ID: r.ID}] {
			touched[r.Article] = true
		}
	}
	return touched
}

// readLists reads all, and shows the first page of a window that is new.
func (d *desk) readLists(now *listed) error {
	sources, err := d.session.Articles(d.ctx, library.ArticleQuery{Limit: firstPage})
	if err != nil {
		return err
	}
	found, err := d.session.PassageRows(d.ctx, library.PassageQuery{Limit: firstPage})
	if err != nil {
		return err
	}
	if len(now.sources) == 0 {
		first := listed{sources: sources, passages: passageRows(found)}
		rows := shelfRows(sources)
		d.run.UI(func() {
			if len(d.listed.sources) == 0 {
				first.changed = d.listed.changed
				d.listed = first
				d.setLists(rows)
			}
		})
	}
	if n := len(sources); n == firstPage {
		rest, err := d.session.Articles(d.ctx, library.ArticleQuery{After: sources[n-1]})
		if err != nil {
			return err
		}
		sources = append(sources, rest...)
	}
	if n := len(found); n == firstPage {
		rest, err := d.session.PassageRows(d.ctx, library.PassageQuery{After: found[n-1]})
		if err != nil {
			return err
		}
		found = append(found, rest...)
	}
	now.sources, now.passages, now.complete = sources, passageRows(found), true
	return nil
}

// readTouched reads what belongs to articles anew.
func (d *desk) readTouched(now *listed, articles map[briefing.ID]bool) error {
	now.sources, now.passages = slices.Clone(now.sources), slices.Clone(now.passages)
	for id := range articles {
		a, err := d.session.Article(id)
		gone := errors.Is(err, library.ErrNotFound)
		if err != nil && !gone {
			return err
		}
		var list []briefing.Passage
		if !gone {
			if list, err = d.session.Passages(d.ctx, id); err != nil {
				return err
			}
		}
		now.put(a, id, list, gone)
	}
	return nil
}

// put puts the rows of an article, and of its passages, in the place of those
// that are listed, in slices of its own.
func (l *listed) put(a briefing.Article, id briefing.ID, list []briefing.Passage, gone bool) {
	l.sources = slices.DeleteFunc(l.sources, func(r library.ArticleRow) bool { return r.ID == id })
	l.passages = slices.DeleteFunc(l.passages, func(r passages.Row) bool { return r.Article == id })
	if gone {
		return
	}
	row := library.RowOf(a, len(list))
	at, _ := slices.BinarySearchFunc(l.sources, row, library.ByPublished.Compare)
	l.sources = slices.Insert(l.sources, at, row)
	rows := make([]passages.Row, len(list))
	for i, p := range list {
		rows[i] = passageRow(p, a)
	}
	at, _ = slices.BinarySearchFunc(l.passages, row, func(r passages.Row, row library.ArticleRow) int {
		return library.ByPublished.Compare(library.ArticleRow{ID: r.Article, Published: r.Published}, row)
	})
	l.passages = slices.Insert(l.passages, at, rows...)
}

// setLists shows what is listed by now.
func (d *desk) setLists(rows []shelf.Row) {
	d.articles, d.rows = len(rows), d.listed.passages
	d.frame.showEmpty(len(rows) == 0)
	d.shelf.SetRows(rows)
	d.shelf.Select(d.article)
	d.passages.SetTotal(len(d.rows))
	d.passages.SetBehind(d.listed.altered, d.listed.gone)
	d.frame.segments.SetCount(0, len(rows))
	d.frame.segments.SetCount(1, len(d.rows))
	d.find()
	d.showStatus()
}

const unknownOrigin = "No publisher, no date"

func shelfRows(list []library.ArticleRow) []shelf.Row {
	rows := make([]shelf.Row, len(list))
	for i, r := range list {
		rows[i] = shelf.Row{ID: r.ID, Title: r.Title, Publisher: r.Publisher, Published: r.Published, Passages: r.Passages}
		if r.Publisher == "" && r.Published == "" {
			rows[i].Publisher = unknownOrigin
		}
	}
	return rows
}

func passageRows(list []library.PassageRow) []passages.Row {
	rows := make([]passages.Row, len(list))
	for i, r := range list {
		rows[i] = passageRowOf(r)
	}
	return rows
}

func passageRow(p briefing.Passage, a briefing.Article) passages.Row {
	return passageRowOf(library.PassageRow{Passage: p, Title: a.Title.Value, Publisher: a.Publisher.Value, Published: a.Published.Value})
}

func passageRowOf(r library.PassageRow) passages.Row {
	return passages.Row{
		ID: r.ID, Article: r.Article, Quote: r.Exact, Title: r.Title, Publisher: r.Publisher, Published: r.Published,
		Colour: colourOf(r.Passage), Tags: r.Tags, Note: r.Note, Grade: itemGrade(r.Passage), Marking: r.Portion, State: r.State,
	}
}

// countStates counts the passages that the newest text of their article has in
// other words, and no longer.
func countStates(rows []passages.Row) (altered, gone int) {
	for _, r := range rows {
		switch r.State {
		case briefing.PassageAltered:
			altered++
		case briefing.PassageGone:
			gone++
		case briefing.PassageCurrent:
		}
	}
	return altered, gone
}
