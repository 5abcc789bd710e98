package reader

import (
	"context"
	"slices"

	"briefdesk/briefing"
	"briefdesk/briefing/search"
)

// nearly finds words in a document as the library is searched: with slips, in
// other spellings, in any order. Only where a document has not got the words as
// they were typed is it looked through so.
type nearly struct {
	index search.Index
	docs  map[briefing.ID]search.Doc // its paragraphs
	from  map[briefing.ID]int        // where each begins
}

// leastNearly is how many letters are typed, at least, before anything is like
// them.
const leastNearly = 3

// mostNearly is how many paragraphs are shown, the best ones.
const mostNearly = 200

// newNearly reads a document, which may take some milliseconds for each ten
// thousand words.
func newNearly(d *document) *nearly {
	n := &nearly{docs: map[briefing.ID]search.Doc{}, from: map[briefing.ID]int{}}
	var all []search.Doc
	for i, p := range d.paras {
		doc := search.Doc{ID: briefing.ID{13: byte(i >> 16), 14: byte(i >> 8), 15: byte(i)}, Text: string(d.runes[p.start:p.end])}
		n.docs[doc.ID], n.from[doc.ID] = doc, p.start
		all = append(all, doc)
	}
	n.index.Update(all, nil)
	return n
}

// find returns the places where all words of query stand in a paragraph, or
// nearly, in the order of the text.
func (n *nearly) find(query string) []match {
	found, err := n.index.Search(context.Background(), query, mostNearly)
	if err != nil { // a filter that makes no sense
		return nil
	}
	var all []match
	for _, h := range found.Hits {
		if h.Why >= search.Partial {
			continue
		}
		for _, m := range found.Marks(n.docs[h.ID]) {
			from := n.from[h.ID]
			all = append(all, match{from + int(m.Start), from + int(m.End)})
		}
	}
	slices.SortFunc(all, func(a, b match) int { return a.start - b.start })
	return all
}

// searchNearly looks for the query, which the document has not got letter for
// letter, beside the window.
func (r *Reader) searchNearly(from int) {
	f, d := &r.finder, r.doc
	query, index := f.query, f.nearly
	if d == nil || len([]rune(query)) < leastNearly {
		return
	}
	r.run.Go(func() {
		if index == nil {
			index = newNearly(d)
		}
		matches := index.find(query)
		r.run.UI(func() {
			if r.doc != d || f.query != query || len(f.matches) > 0 {
				return
			}
			f.nearly = index
			f.show(matches, from)
			f.loose = len(matches) > 0
			r.showMatch()
		})
	})
}
