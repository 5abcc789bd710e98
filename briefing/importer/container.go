package importer

import (
	"regexp"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// A second witness to what readability finds is the element that the page
// itself names as the article: <article>, or what schema.org calls its
// articleBody. Where most of the prose found stands in one such element, what
// was found before and after it is furniture, and what stands in it between
// the first words found and the last, but was left out, is put back.

// container is an element that a page names as an article.
type container struct {
	blocks []block
	words  map[string]int // how often blocks with these letters stand in it
}

var articleBody = regexp.MustCompile(`(?i)articleBody|reviewBody|blogPost$`)

// containersOf are the articles that the page names, largest first.
func containersOf(doc *html.Node) []container {
	const most = 6
	var found []container
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode || len(found) >= most {
			continue
		}
		if n.DataAtom == atom.Article || articleBody.MatchString(attr(n, "itemprop")) || attr(n, "role") == "article" {
			c := container{blocksOf(n), map[string]int{}}
			for _, b := range c.blocks {
				c.words[letters(b.text)]++
			}
			found = append(found, c)
		}
	}
	return found
}

// holds reports whether a block of these words stands in c.
func (c container) holds(b block) bool { return c.words[letters(b.text)] > 0 }

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

// cutToContainer drops what was found outside of the smallest container that
// holds most of it.
func (d *draft) cutToContainer(containers []container) {
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
	holds := containers[best].holds
	from := slices.IndexFunc(d.blocks, holds)
	to := len(d.blocks)
	for to > from && !holds(d.blocks[to-1]) {
		to--
	}
	d.blocks = d.blocks[from:to]
}
var _ = strings.TrimSpace
