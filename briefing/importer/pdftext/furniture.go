package pdftext

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"briefdesk/briefing/pattern"
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
func (r *reading) dropFurniture(words [][]word, size float64) (printed []string, doubtful []string) {
	pages := len(r.pages)
	var all []margin
	for i := range r.pages {
		all = append(all, margins(i, r.pages[i], words[i], size, r.styles)...)
	}
	isFurniture := make([]bool, len(all))
	repeated(all, isFurniture, pages)
	banded(all, isFurniture, pages)
	titled(all, isFurniture, []string{fold(r.info.Title), fold(largest(words[0]))})
	printed = numbers(all, isFurniture, pages)
	if pages == 1 {
		doubtful = lonely(all, isFurniture, size)
	}
	settle(all, isFurniture)
	gone := map[place]bool{}
	for k, m := range all {
		for _, w := range m.words {
			if isFurniture[k] {
				gone[place{m.page, w.x0, w.x1, w.y}] = true
			}
		}
	}
	for i := range words {
		words[i] = slices.DeleteFunc(words[i], func(w word) bool { return gone[place{i, w.x0, w.x1, w.y}] })
	}
	return printed, doubtful
}

// place is where a word stands.
type place struct {
	page      int
	x0, x1, y float64
}

// margins are the rows near the edges of a page.
func margins(index int, p page, ws []word, size float64, styles []style) []margin {
	rows := joinMarks(rowsOf(ws, size), size)
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

// joinMarks puts the marks of notes into the rows they are raised above.
func joinMarks(rows []row, size float64) []row {
	var joined []row
	for _, r := range rows {
		if n := len(joined); n > 0 && r.y-joined[n-1].y < 0.5*size {
			r.words = slices.Concat(joined[n-1].words, r.words)
			r.findGaps(size)
			joined[n-1] = r
			continue
		}
		joined = append(joined, r)
	}
	return joined
}

var (
	digits = pattern.New(`\d+`)
	roman  = pattern.New(`(?i)(^|\s)[ivxlc]+(\s|$)`)
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
			if o.top == m.top && o.key == m.key && math.Abs(o.y-m.y) < near && counts(m, o) {
				on[o.page] = true
			}
		}
		if len(on) >= 2 && (float64(len(on)) >= share*float64(pages) || neighbours(on)) {
			isFurniture[k] = true
		}
	}
}

// counts reports whether the numbers in two rows are the same, or count pages.
func counts(a, b margin) bool {
	as, bs := digits.FindAllString(a.text, -1), digits.FindAllString(b.text, -1)
	for i := range min(len(as), len(bs)) {
		x, errX := strconv.Atoi(as[i])
		y, errY := strconv.Atoi(bs[i])
		if as[i] != bs[i] && (errX != nil || errY != nil || y-x != b.page-a.page) {
			return false
		}
	}
	return len(as) == len(bs)
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

// titled marks the first rows of later pages that begin as the title does.
func titled(all []margin, isFurniture []bool, titles []string) {
	const fewest = 3 // words
	for k, m := range all {
		said := strings.Fields(fold(m.text))
		if m.page == 0 || !m.top || !m.outer || !m.apart || len(said) < fewest {
			continue
		}
		head := strings.Join(said[:fewest], " ")
		if slices.ContainsFunc(titles, func(t string) bool { return strings.HasPrefix(t, head) }) {
			isFurniture[k] = true
		}
	}
}

// largest is the words in the largest type.
func largest(ws []word) string {
	var b strings.Builder
	size := 0.0
	for _, w := range ws {
		if w.size > size+0.1 {
			size = w.size
			b.Reset()
		}
		if w.size > size-0.1 {
			b.WriteString(w.logical() + " ")
		}
	}
	return b.String()
}

var pageNumber = pattern.New(`(?i)^[\[(–—-]?\s*(?:page|p\.|seite|pág\.?)?\s*(\d{1,4}|[ivxlc]{1,6})\s*(?:(?:of|/|de|von)\s*\d{1,4})?\s*[\])–—-]?$`)

// numbers marks the rows that are nothing but the number of their page, and
// returns the number that each page prints on itself, where the pages agree.
func numbers(all []margin, isFurniture []bool, pages int) []string {
	printed := make([]string, pages)
	offsets := map[int]int{}
	for k, m := range all {
		n := numberOf(m.text)
		if n == "" && isFurniture[k] {
			n = numberIn(m.text)
		} else if n != "" && (m.outer || m.apart && !coversText(all, isFurniture, m)) {
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

// coversText reports whether text lies between m and the edge of the paper.
func coversText(all []margin, isFurniture []bool, m margin) bool {
	for k, o := range all {
		if !isFurniture[k] && o.page == m.page && o.top == m.top && o.y < m.y {
			return true
		}
	}
	return false
}

func numberOf(s string) string {
	if m := pageNumber.FindStringSubmatch(strings.TrimSpace(s)); m != nil {
		return m[1]
	}
	return ""
}

var namedNumber = pattern.New(`(?i)\bpage (\d{1,4})\b`)

// numberIn is the number at either end of a running head.
func numberIn(s string) string {
	if m := namedNumber.FindStringSubmatch(s); m != nil {
		return m[1]
	}
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
// type at the very edge that is no sentence and no note, or a line that ends
// with the number of the page.
func lonely(all []margin, isFurniture []bool, size float64) []string {
	var texts []string
	for k, m := range all {
		const edgeOnly, small, longest = 60, 0.93, 14 // points, part of the size, words
		isSmall := m.y < edgeOnly && m.sizes < small*size && !noteMark.MatchString(m.text)
		isNumbered := m.apart && namedNumber.MatchString(m.text)
		if !isFurniture[k] && m.outer && (isSmall || isNumbered) && len(strings.Fields(m.text)) <= longest && !endsSentence(m.text) {
			isFurniture[k] = true
			texts = append(texts, m.text)
		}
	}
	return texts
}

// settle makes the furniture of each page all that lies between its edge and a
// row of furniture with white behind it. A row that comes again right above or
// below the text is furniture only if nothing but furniture lies beyond it, and
// other text follows: pages that are alike hold text.
func settle(all []margin, isFurniture []bool) {
	settled := make([]bool, len(all))
	for k, m := range all {
		endsBehind, textFollows := false, false
		for j, o := range all {
			if o.page == m.page && o.top == m.top && m.y <= o.y {
				endsBehind = endsBehind || isFurniture[j] && o.apart
				textFollows = textFollows || !isFurniture[j]
			}
		}
		settled[k] = endsBehind || isFurniture[k] && textFollows && !coversText(all, isFurniture, m)
	}
	copy(isFurniture, settled)
}
