package app

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"briefdesk/app/passages"
	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/library"
	"briefdesk/briefing/search"
)

// What the pane of passages finds: passages and articles by the index, and then,
// in the same list, the articles whose texts have the words.

// finding is what the pane was asked for last.
type finding struct {
	query string
	like  briefing.ID        // the passage whose like are listed, or zero
	rows  []foundRow         // what the query found
	end   context.CancelFunc // ends what is under way
	slot  slot
	texts slot // the texts of articles, which take longer
}

// Bounds of what is found.
const (
	mostFound  = 2000 // counted
	mostListed = 100  // listed: nobody reads on to the end
	mostTexts  = 40   // articles found by their texts
	mostAlike  = 50
)

// startIndex makes ready what is saved to be found, now and after each save.
func (d *desk) startIndex() {
	d.index = d.session.Index(d.ctx, d.run, d.indexed)
	d.readSynonyms()
	d.find()
}

// indexed takes up a change of the index.
func (d *desk) indexed(err error) {
	if err != nil {
		d.fail("Not all can be found", err)
		return
	}
	d.find()
}

// showFound lists what a query finds, all passages where it is empty.
func (d *desk) showFound(query string) {
	d.finding.query, d.finding.like = query, briefing.ID{}
	d.passages.SetLike("")
	d.find()
}

// showLike lists the passages like one; a zero one lists what the query finds.
func (d *desk) showLike(id briefing.ID) {
	words := ""
	if !id.IsZero() {
		p, err := d.session.Passage(id)
		if err != nil {
			d.fail("Nothing like it can be found", err)
			return
		}
		words = "Like “" + shortened(p.Exact, 24) + "”"
		d.showPassages()
	}
	d.finding.like = id
	d.passages.SetLike(words)
	d.find()
}

// find fills the pane with what was asked for last, and ends what was asked for
// before.
func (d *desk) find() {
	f := &d.finding
	if f.end != nil {
		f.end()
	}
	var ctx context.Context
	ctx, f.end = context.WithCancel(d.ctx)
	f.texts.asked++ // those under way are of no use
	query, like := strings.TrimSpace(f.query), f.like
	d.fill(&f.slot, "The library cannot be searched", func() (func(), error) {
		switch {
		case !like.IsZero():
			return d.findLike(ctx, like)
		case query == "":
			counts := d.index.Facets()
			return func() {
				d.passages.SetCounts(counts)
				d.passages.SetRows(d.rows, "")
			}, nil
		}
		return d.findQuery(ctx, query)
	})
}

// findQuery finds what the index has.
func (d *desk) findQuery(ctx context.Context, query string) (func(), error) {
	found, err := d.index.Search(ctx, query, mostFound)
	switch {
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case err != nil:
		return func() { d.passages.SetProblem(err.Error()) }, nil
	}
	rows, err := d.foundRows(ctx, found)
	counts := d.index.Counts(found.Hits)
	return func() {
		d.passages.SetCounts(counts)
		d.showRows(rows, query, len(found.Hits))
		d.findTexts(ctx, query, found, rows)
	}, err
}

// findTexts adds to rows the articles whose texts have the words of a query.
func (d *desk) findTexts(ctx context.Context, query string, found search.Found, rows []foundRow) {
	q := search.ParseQuery(query)
	if last := len(q.Words) - 1; last < 0 || last == 0 && len(q.Words[0]) < leastText {
		return
	}
	d.fill(&d.finding.texts, "The texts of articles cannot be searched", func() (func(), error) {
		texts, err := d.foundTexts(ctx, q, found)
		if err != nil || len(texts) == 0 {
			return func() {}, err
		}
		all := withTexts(rows, texts)
		return func() { d.showRows(all, query, len(found.Hits)+len(all)-len(rows)) }, nil
	})
}

// leastText is how many letters a word has, at least, by which texts are looked
// for: each has words that begin with “a”.
const leastText = 3

func (d *desk) showRows(found []foundRow, query string, n int) {
	rows := make([]passages.Row, len(found))
	for i, r := range found {
		rows[i] = r.Row
	}
	d.finding.rows = found
	d.passages.SetRows(rows, query)
	if n > mostListed {
		d.passages.SetFound(n)
	}
}

// findLike finds the passages that share words with one.
func (d *desk) findLike(ctx context.Context, id briefing.ID) (func(), error) {
	p, err := d.session.Passage(id)
	if err != nil {
		return nil, err
	}
	a, err := d.session.Article(p.Article)
	if err != nil {
		return nil, err
	}
	alike, err := d.index.Similar(ctx, session.PassageDoc(p, a), mostAlike)
	if err != nil {
		return nil, err
	}
	var rows []passages.Row
	for _, l := range alike {
		row, _, err := d.passageFound(l.ID)
		if isGone(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		row.Why = []string{fmt.Sprintf("%.0f %% alike", 100*l.Share)}
		rows = append(rows, row)
	}
	return func() { d.passages.SetRows(rows, "") }, nil
}

// foundRow is a row of the list, and how well the query found it.
type foundRow struct {
	passages.Row
	why search.Why
}

// foundRows are the rows of the best hits.
func (d *desk) foundRows(ctx context.Context, found search.Found) ([]foundRow, error) {
	var rows []foundRow
	for _, h := range found.Hits[:min(len(found.Hits), mostListed)] {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		read := d.passageFound
		if h.Kind == search.Article {
			read = d.articleFound
		}
		row, doc, err := read(h.ID)
		if isGone(err) {
			continue // deleted, and not saved yet
		}
		if err != nil {
			return nil, err
		}
		marks := found.Marks(doc)
		row.Matches = matchesIn(marks, search.Text)
		if row.IsArticle() && len(row.Matches) == 0 {
			row.Quote, row.Matches = "", matchesIn(marks, search.Title)
		}
		row.Why = reasonsOf(h, marks)
		rows = append(rows, foundRow{row, h.Why})
	}
	return rows, nil
}

func isGone(err error) bool {
	return errors.Is(err, library.ErrNotFound) || errors.Is(err, session.ErrTrashed)
}

func (d *desk) passageFound(id briefing.ID) (passages.Row, search.Doc, error) {
	p, err := d.session.Passage(id)
	if err != nil {
		return passages.Row{}, search.Doc{}, err
	}
	a, err := d.session.Article(p.Article)
	return passageRow(p, a), session.PassageDoc(p, a), err
}

func (d *desk) articleFound(id briefing.ID) (passages.Row, search.Doc, error) {
	a, err := d.session.Article(id)
	doc := session.ArticleDoc(a)
	row := passages.Row{ID: id, Article: id, Quote: doc.Text, Title: doc.Title, Publisher: doc.Publisher, Published: doc.Date}
	if row.Publisher == "" && row.Published == "" {
		row.Publisher = "No publisher, no date"
	}
	return row, doc, err
}

func matchesIn(marks []search.Match, field search.Field) []passages.Match {
	var matches []passages.Match
	for _, m := range marks {
		if m.Field == field {
			matches = append(matches, passages.Match{Range: m.Range, Loose: m.Why > search.Prefix})
		}
	}
	return matches
}

// reasonsOf says how a hit was found, the best first, and where, if that is not
// seen in its words.
func reasonsOf(h search.Hit, marks []search.Match) []string {
	var whys []search.Why
	for _, r := range h.Reasons {
		if !slices.Contains(whys, r.Why) {
			whys = append(whys, r.Why)
		}
	}
	slices.SortFunc(whys, func(a, b search.Why) int { return cmp.Compare(reasonRank(a), reasonRank(b)) })
	var reasons []string
	for _, w := range whys {
		reasons = append(reasons, w.String())
	}
	if h.Why == search.Phrase {
		reasons = []string{search.Phrase.String()}
	}
	elsewhere := len(marks) > 0 && !slices.ContainsFunc(marks, func(m search.Match) bool { return m.Field == search.Text })
	if elsewhere && (h.Kind != search.Article || marks[0].Field != search.Title) {
		reasons = append(reasons, "in "+marks[0].Field.String())
	}
	return reasons
}

// reasonRank is the order in which a row gives its reasons: another spelling of
// a word comes before a slip.
func reasonRank(w search.Why) search.Why {
	switch w {
	case search.Typo:
		return search.Variant
	case search.Variant:
		return search.Typo
	}
	return w
}

// foundTexts are the articles whose texts have all the words of a query and that
// pass its filters.
func (d *desk) foundTexts(ctx context.Context, q search.Query, found search.Found) ([]foundRow, error) {
	hits, err := d.library.FindText(ctx, strings.Join(q.Words, " "), mostTexts)
	if err == nil {
		hits, err = d.passing(ctx, q, hits)
	}
	if err != nil {
		return nil, err
	}
	var rows []foundRow
	for _, h := range hits {
		row, _, err := d.articleFound(h.Article)
		if isGone(err) {
			continue
		}
		if err != nil {
			return nil, err
		}
		row.Quote, row.Matches = h.Excerpt, matchesIn(found.Marks(search.Doc{Text: h.Excerpt}), search.Text)
		row.Why = []string{"in the text"}
		rows = append(rows, foundRow{row, search.Prefix})
	}
	return rows, nil
}

// passing are the hits that pass the filters and have the phrases of a query. A
// small index of them says so, since the library cannot.
func (d *desk) passing(ctx context.Context, q search.Query, hits []library.TextHit) ([]library.TextHit, error) {
	var conditions []string
	byText := len(q.Phrases) > 0
	for _, f := range q.Filters {
		conditions = append(conditions, f.String())
		byText = byText || f.Name == ""
	}
	for _, phrase := range q.Phrases {
		conditions = append(conditions, `"`+strings.Join(phrase, " ")+`"`)
	}
	if len(conditions) == 0 {
		return hits, nil
	}
	var small search.Index
	for _, h := range hits {
		_, doc, err := d.articleFound(h.Article)
		if err == nil && byText {
			var snap briefing.Snapshot
			snap, err = d.session.Snapshot(h.Snapshot)
			doc.Text = snap.Text
		}
		if err != nil && !isGone(err) {
			return nil, err
		}
		small.Update([]search.Doc{doc}, nil)
	}
	found, err := small.Search(ctx, strings.Join(conditions, " "), len(hits))
	if err != nil {
		return nil, err
	}
	passes := map[briefing.ID]bool{}
	for _, h := range found.Hits {
		passes[h.ID] = true
	}
	return slices.DeleteFunc(hits, func(h library.TextHit) bool { return !passes[h.Article] }), nil
}

// withTexts puts articles found by their texts among rows: below what has the
// words as they were typed, above what has them only nearly. One that is there
// already shows the words of its text.
func withTexts(rows, texts []foundRow) []foundRow {
	rows = slices.Clone(rows)
	var added []foundRow
	for _, t := range texts {
		i := slices.IndexFunc(rows, func(r foundRow) bool { return r.ID == t.ID })
		switch {
		case i < 0:
			added = append(added, t)
		case rows[i].Quote == "":
			rows[i].Quote, rows[i].Matches = t.Quote, t.Matches
		}
	}
	loose := slices.IndexFunc(rows, func(r foundRow) bool { return r.why > search.Prefix })
	if loose < 0 {
		loose = len(rows)
	}
	return slices.Insert(rows, loose, added...)
}

// openFound opens an article that was found, at the words it was found by.
func (d *desk) openFound(id briefing.ID) {
	d.openArticle(id)
	inText := func(r foundRow) bool { return r.ID == id && r.Quote != "" }
	if d.article == id && slices.ContainsFunc(d.finding.rows, inText) {
		d.reader.Find(strings.Join(search.ParseQuery(d.finding.query).Words, " "))
	}
}

// prefSearches are the saved searches, the newest first.
const prefSearches = "saved searches"

// saveSearch keeps a query among the saved searches, or no longer.
func (d *desk) saveSearch(query string, keep bool) {
	p := d.app.Preferences()
	list := slices.DeleteFunc(p.StringList(prefSearches), func(s string) bool { return s == query })
	said := "Deleted the saved search"
	if keep {
		list, said = slices.Insert(list, 0, query), "Saved; the menu at the field brings it back"
	}
	p.SetStringList(prefSearches, list)
	d.passages.SetSaved(list)
	d.toast(said)
}

// touchesPassage reports whether there is a passage that was touched last.
func (d *desk) touchesPassage() bool { return !d.passage.IsZero() }

func (d *desk) hasSynonyms() bool { return d.synonymFile != "" }
