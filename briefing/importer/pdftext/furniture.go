package pdftext

import (
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// Page furniture is running heads and feet, page numbers and stamps: lines near
// the edges of the paper that come again from page to page, or stand apart from
// the text in the same place of most pages.

// edgeRows is how many rows from the top and the bottom may be furniture, and
// edge the part of the page's height in which they lie.
const (
	edgeRows = 4
	edge     = 0.16
)

// margin is a row near the edge of a page.
type margin struct {
	page   int
	top    bool
	y      float64 // from that edge
	key    string  // its text with digits masked
	text   string
	apart  bool // more white lies between it and the text than between lines
	outer  bool // nothing lies between it and the edge
	words  []word
	sizes  float64
	center float64
}

// dropFurniture removes the furniture from the words of each page. The texts it
// returns are those it removed although they came only once.
func dropFurniture(pages []page, words [][]word, b float64, styles []style) (printed []string, doubtful []string) {
	var all []margin
	for i := range pages {
		all = append(all, margins(i, pages[i], words[i], b, styles)...)
	}
	isFurniture := make([]bool, len(all))
	repeated(all, isFurniture, len(pages))
	banded(all, isFurniture, len(pages))
	printed = numbers(all, isFurniture, len(pages))
	if len(pages) == 1 {
		doubtful = lonely(all, isFurniture, b)
	}
	fillOutwards(all, isFurniture)
	for k, m := range all {
		if isFurniture[k] {
			words[m.page] = slices.DeleteFunc(words[m.page], func(w word) bool {
				return slices.ContainsFunc(m.words, func(o word) bool { return o.x0 == w.x0 && o.y == w.y && o.x1 == w.x1 })
			})
		}
	}
	return printed, doubtful
}

// margins are the rows near the edges of a page.
func margins(index int, p page, ws []word, size float64, styles []style) []margin {
	rows := rowsOf(ws, size)
	usual := pitch(rows)
	var ms []margin
	add := func(i int, top bool) {
		r := rows[i]
		l := line{words: r.words}
		l.measure(styles)
		m := margin{page: index, top: top, words: r.words, text: l.text(), sizes: l.size, center: (r.x0 + r.x1) / 2}
		m.key = masked(m.text)
		neighbour := i + 1
		m.y, m.outer = r.y, i == 0
		if !top {
			neighbour, m.y, m.outer = i-1, p.height-r.y, i == len(rows)-1
		}
		distance := math.Inf(1)
		if neighbour >= 0 && neighbour < len(rows) {
			distance = math.Abs(rows[neighbour].y - r.y)
		}
		m.apart = distance > 1.4*max(min(usual, 2*size), size)
		ms = append(ms, m)
	}
	for i := range min(edgeRows, len(rows)) {
		if rows[i].y < edge*p.height {
			add(i, true)
		}
	}
	for i := len(rows) - 1; i >= max(0, len(rows)-edgeRows); i-- {
		if rows[i].y > (1-edge)*p.height {
			add(i, false)
		}
	}
	return ms
}

var (
	digits = regexp.MustCompile(`\d+`)
	roman  = regexp.MustCompile(`(?i)(^|\s)[ivxlc]+(\s|$)`)
)

// masked is s without what changes from page to page.
func masked(s string) string {
	s = digits.ReplaceAllString(strings.ToLower(s), "#")
	return strings.Join(strings.Fields(roman.ReplaceAllString(s, "$1#$2")), " ")
}

// repeated marks rows whose text comes again at the same height: on a fifth of
// the pages, so that heads of left and right pages and of chapters count.
func repeated(all []margin, isFurniture []bool, pages int) {
	const near, share = 4.0, 0.2
	for k, m := range all {
		on := map[int]bool{m.page: true}
		for _, o := range all {
			if o.top == m.top && o.key == m.key && math.Abs(o.y-m.y) < near {
				on[o.page] = true
			}
		}
		if len(on) >= 2 && (float64(len(on)) >= share*float64(pages) || neighbours(on)) {
			isFurniture[k] = true
		}
	}
}

// neighbours reports whether on has pages that follow one another, or lie on
// facing sides.
func neighbours(on map[int]bool) bool {
	for p := range on {
		if on[p+1] && on[p+2] || on[p+2] && on[p+4] {
			return true
		}
	}
	return false
}

// banded marks rows that stand apart from the text, at one height on most
// pages, whatever they say.
func banded(all []margin, isFurniture []bool, pages int) {
	const fewest, near, share, longest = 4, 3.0, 0.6, 16
	if pages < fewest {
		return
	}
	for k, m := range all {
		if !m.outer || !m.apart || len(strings.Fields(m.text)) > longest {
			continue
		}
		on := map[int]bool{}
		for _, o := range all {
			if o.top == m.top && o.outer && o.apart && math.Abs(o.y-m.y) < near && math.Abs(o.sizes-m.sizes) < 0.5 {
				on[o.page] = true
			}
		}
		if float64(len(on)) >= share*float64(pages) {
			isFurniture[k] = true
		}
	}
}

var pageNumber = regexp.MustCompile(`(?i)^[\[(–—-]?\s*(?:page|p\.|seite|pág\.?)?\s*(\d{1,4}|[ivxlc]{1,6})\s*(?:(?:of|/|de|von)\s*\d{1,4})?\s*[\])–—-]?$`)

// numbers marks the rows that are nothing but the number of their page, and
// returns the number that each page prints on itself, where the pages agree.
func numbers(all []margin, isFurniture []bool, pages int) []string {
	printed := make([]string, pages)
	offsets := map[int]int{}
	for k, m := range all {
		n := numberOf(m.text)
		if n == "" && isFurniture[k] {
			n = numberIn(m.text)
		} else if n != "" && (m.outer || m.apart) {
			isFurniture[k] = true
		}
		if n != "" && printed[m.page] == "" {
			printed[m.page] = n
			if v, err := strconv.Atoi(n); err == nil {
				offsets[v-m.page]++
			}
		}
	}
	best, most := 0, 0
	for o, n := range offsets {
		if n > most || n == most && o < best {
			best, most = o, n
		}
	}
	if most < 2 || most*2 < pages {
		return nil
	}
	for i := range printed {
		if _, err := strconv.Atoi(printed[i]); err == nil || printed[i] == "" && i+best > 0 {
			printed[i] = strconv.Itoa(i + best)
		}
	}
	return printed
}

func numberOf(s string) string {
	if m := pageNumber.FindStringSubmatch(strings.TrimSpace(s)); m != nil {
		return m[1]
	}
	return ""
}

// numberIn is the number at either end of a running head.
func numberIn(s string) string {
	fields := strings.Fields(s)
	if len(fields) < 2 {
		return ""
	}
	for _, f := range []string{fields[len(fields)-1], fields[0]} {
		if _, err := strconv.Atoi(f); err == nil && len(f) <= 4 {
			return f
		}
	}
	return ""
}

// lonely marks what looks like furniture on the only page of a document: small
// type at the very edge, well apart, and no sentence.
func lonely(all []margin, isFurniture []bool, size float64) []string {
	var texts []string
	for k, m := range all {
		const edgeOnly, small, longest = 60, 0.93, 14 // points, part of the size, words
		if !isFurniture[k] && m.outer && m.apart && m.y < edgeOnly && m.sizes < small*size &&
			len(strings.Fields(m.text)) <= longest && !endsSentence(m.text) {
			isFurniture[k] = true
			texts = append(texts, m.text)
		}
	}
	return texts
}

// fillOutwards marks what stands between furniture and the edge of the paper.
func fillOutwards(all []margin, isFurniture []bool) {
	for k, m := range all {
		for j, o := range all {
			if isFurniture[k] && o.page == m.page && o.top == m.top && o.y < m.y {
				isFurniture[j] = true
			}
		}
	}
}
