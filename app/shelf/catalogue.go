package shelf

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"briefdesk/briefing"
)

// Row is a source as the list shows it.
type Row struct {
	ID        briefing.ID
	Title     string
	Publisher string
	Published string // YYYY, YYYY-MM or YYYY-MM-DD; empty where it is not known
	Passages  int
	Grade     string // of the source, A to F, perhaps with the item's 1 to 6
	Marking   briefing.Marking
	New       bool // a snapshot has come in that nobody has looked at
}

// Order is a way to sort the sources.
type Order int

// The orders. Sources that are alike in one keep the order they were shown in.
const (
	NewestFirst Order = iota
	ByTitle
	ByPublisher
)

// orders are what the sort menu offers.
var orders = []string{NewestFirst: "Newest first", ByTitle: "Title", ByPublisher: "Publisher"}

// catalogue holds all rows and says which of them are listed, in which order.
//
// The words of every row are folded once into one long text, so that a
// keystroke costs a search through memory that lies together: 100,000 rows
// take a few milliseconds. An index would be faster and not worth keeping.
//
// Its slices are never changed, only replaced, so that a copy of it can be
// worked on beside the window's thread.
type catalogue struct {
	rows    []Row
	ids     []briefing.ID // of rows, close together in memory
	folded  string        // of each row: title, publisher and date, between line feeds
	ends    []int         // of each row's part of folded
	sorted  []int         // indices of all rows, in order
	listed  []int         // those that pass the filter
	fills   int           // of wanted, that rows are from
	offered []briefing.Marking
	order   Order
	query   string
	marking briefing.Marking // only these; empty for all
}

// fill replaces the rows.
func (c *catalogue) fill(rows []Row) {
	c.rows = rows
	c.ids, c.ends = make([]briefing.ID, len(rows)), make([]int, len(rows))
	text := make([]byte, 0, 96*len(rows))
	for i, r := range rows {
		c.ids[i] = r.ID
		text = append(appendFolded(text, r.Title), '\n')
		text = append(appendFolded(text, r.Publisher), '\n')
		text = append(appendFolded(text, r.Published), '\n')
		text = append(appendFolded(text, longDay(r.Published)), '\n')
		c.ends[i] = len(text)
	}
	c.folded = string(text)
	c.sort()
}

// words are the folded words of row i: its title first.
func (c *catalogue) words(i int) string {
	start := 0
	if i > 0 {
		start = c.ends[i-1]
	}
	return c.folded[start:c.ends[i]]
}

// publisher is the folded publisher of row i, and what follows it.
func (c *catalogue) publisher(i int) string {
	_, after, _ := strings.Cut(c.words(i), "\n")
	return after
}

// sortBy changes the order.
func (c *catalogue) sortBy(o Order) {
	c.order = o
	c.sort()
}

func (c *catalogue) sort() {
	if c.order == NewestFirst {
		c.sorted = c.newestFirst()
	} else {
		c.sorted = c.alphabetical()
	}
	c.filter(c.query, c.marking)
}

// newestFirst sorts by a number of date and place, which is quicker by far
// than comparing rows.
func (c *catalogue) newestFirst() []int {
	keys := make([]uint64, len(c.rows))
	for i, r := range c.rows {
		keys[i] = uint64(99999999-dayNumber(r.Published))<<32 | uint64(i)
	}
	slices.Sort(keys)
	sorted := make([]int, len(keys))
	for i, k := range keys {
		sorted[i] = int(k & (1<<32 - 1))
	}
	return sorted
}

func (c *catalogue) alphabetical() []int {
	key := c.words
	if c.order == ByPublisher {
		key = c.publisher
	}
	keys := make([]string, len(c.rows))
	sorted := make([]int, len(c.rows))
	for i := range sorted {
		keys[i], sorted[i] = key(i), i
	}
	slices.SortStableFunc(sorted, func(i, j int) int { return cmp.Compare(keys[i], keys[j]) })
	return sorted
}

// filter lists the rows that hold every word of query, in any order and
// anywhere, and bear the marking, if there is one.
func (c *catalogue) filter(query string, marking briefing.Marking) {
	c.query, c.marking = query, marking
	words := strings.Fields(fold(query))
	if len(words) == 0 && marking == "" {
		c.listed = c.sorted
		return
	}
	passes := c.holding(words)
	c.listed = nil
	for _, i := range c.sorted {
		if passes[i] && (marking == "" || c.rows[i].Marking == marking) {
			c.listed = append(c.listed, i)
		}
	}
}

// holding says of each row whether it holds all words. It looks for the
// longest through all rows at once, and for the others only where that stands.
func (c *catalogue) holding(words []string) []bool {
	passes := make([]bool, len(c.rows))
	longest := ""
	for _, w := range words {
		if len(w) > len(longest) {
			longest = w
		}
	}
	row := 0
	for from := 0; from < len(c.folded); from = c.ends[row] {
		at := strings.Index(c.folded[from:], longest)
		if at < 0 {
			break
		}
		for c.ends[row] <= from+at {
			row++
		}
		passes[row] = holdsAll(c.words(row), words)
	}
	return passes
}

func holdsAll(text string, words []string) bool {
	for _, w := range words {
		if !strings.Contains(text, w) {
			return false
		}
	}
	return true
}

// at is the row listed at place i.
func (c *catalogue) at(i int) Row { return c.rows[c.listed[i]] }

// find is the place at which a source is listed, or -1.
func (c *catalogue) find(id briefing.ID) int {
	row := slices.Index(c.ids, id)
	if row < 0 {
		return -1
	}
	return slices.Index(c.listed, row)
}

// markings are those the rows bear, each once, sorted.
func (c *catalogue) markings() []briefing.Marking {
	seen := make(map[briefing.Marking]bool)
	for _, r := range c.rows {
		if r.Marking != "" {
			seen[r.Marking] = true
		}
	}
	var all []briefing.Marking
	for m := range seen {
		all = append(all, m)
	}
	slices.Sort(all)
	return all
}

// fold brings a text to small letters without accents.
func fold(s string) string { return string(appendFolded(nil, s)) }

func appendFolded(dst []byte, s string) []byte {
	for i := range len(s) {
		c := s[i]
		if c >= utf8.RuneSelf {
			return appendFoldedRunes(dst[:len(dst)-i], s)
		}
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		dst = append(dst, c)
	}
	return dst
}

func appendFoldedRunes(dst []byte, s string) []byte {
	for _, r := range norm.NFD.String(s) {
		if !unicode.Is(unicode.Mn, r) {
			dst = utf8.AppendRune(dst, unicode.ToLower(r))
		}
	}
	return dst
}
