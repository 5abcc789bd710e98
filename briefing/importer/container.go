package importer

import (
	"slices"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"briefdesk/briefing"
	"briefdesk/briefing/pattern"
)

// A second witness to what readability finds is the element that the page
// itself names as the article: <article>, or what schema.org calls its
// articleBody. Where most of the prose found stands in one such element, what
// was found before and after it is furniture, and what stands in it between
// the first words found and the last, but was left out, is put back.

// container is an element that a page names as an article.
type container struct {
	blocks []block
	places map[string][]int // of the blocks with these letters
}

var articleBody = pattern.New(`(?i)articleBody|reviewBody|blogPost$`)

// containersOf are the articles that the page names, without their furniture.
func containersOf(doc *html.Node) []container {
	const most, least = 12, 10 // elements, percent of the page's text
	size := textSize(doc)
	var found []container
	for n := range doc.Descendants() {
		isNamed := n.DataAtom == atom.Article || articleBody.MatchString(attr(n, "itemprop")) || attr(n, "role") == "article"
		if isNamed && len(found) < most && textSize(n)*100 >= size*least {
			found = append(found, newContainer(blocksWithout(n, boxesOf(n))))
		}
	}
	return found
}

func newContainer(blocks []block) container {
	c := container{blocks, map[string][]int{}}
	for i, b := range blocks {
		l := letters(b.text)
		c.places[l] = append(c.places[l], i)
	}
	return c
}

// holds reports whether a block of these words stands in c.
func (c container) holds(b block) bool { return len(c.places[letters(b.text)]) > 0 }

// share is how much of the prose of blocks stands in c, in percent.
func (c container) share(blocks []block) int {
	in, all := 0, 0
	for _, b := range blocks {
		if !b.isProse() {
			continue
		}
		n := words(b.text)
		all += n
		if c.holds(b) {
			in += n
		}
	}
	if all == 0 {
		return 0
	}
	return in * 100 / all
}

// fitTo holds what was found against the smallest container that has most of
// it: what lies outside goes, what is missing inside comes back.
func (d *draft) fitTo(containers []container) {
	const enough = 70 // percent
	best := -1
	for i, c := range containers {
		if c.share(d.blocks) >= enough && (best < 0 || len(c.blocks) < len(containers[best].blocks)) {
			best = i
		}
	}
	if best < 0 {
		return
	}
	c := containers[best]
	from := slices.IndexFunc(d.blocks, c.holds)
	to := len(d.blocks)
	for to > from && !c.holds(d.blocks[to-1]) {
		to--
	}
	d.blocks = c.restore(d.blocks[from:to])
}

// restore puts between blocks what stands between them in c and belongs there.
func (c container) restore(blocks []block) []block {
	found := map[string]bool{}
	for _, b := range blocks {
		found[letters(b.text)] = true
	}
	var whole []block
	last := -1 // the place in c of the block before
	for _, b := range blocks {
		if at := c.next(b, last); at >= 0 {
			if last >= 0 {
				whole = append(whole, c.lost(last+1, at, found)...)
			}
			last = at
		}
		whole = append(whole, b)
	}
	return whole
}

// next is the first place of b in c after place last, or -1.
func (c container) next(b block, last int) int {
	for _, at := range c.places[letters(b.text)] {
		if at > last {
			return at
		}
	}
	return -1
}

// lost are the blocks of c from place from up to place to that are no furniture
// and were not found: prose, and what has a form that readability may take for
// a menu. What stands in c twice is the text of a slide show or a menu.
func (c container) lost(from, to int, found map[string]bool) []block {
	var lost []block
	for _, b := range c.blocks[from:to] {
		l := letters(b.text)
		belongs := formed[b.kind] || b.kind == briefing.TextParagraph && b.isProse()
		if belongs && !b.isLink() && !found[l] && len(c.places[l]) == 1 {
			lost = append(lost, b)
		}
	}
	return lost
}

// formed are the kinds of blocks that are told by their form, not their length.
var formed = map[briefing.TextKind]bool{
	briefing.TextListItem: true, briefing.TextTable: true, briefing.TextQuote: true, briefing.TextPullQuote: true, briefing.TextCode: true,
}
