package manuscript

import (
	"fmt"
	"slices"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/quote"
)

// Clipping says of an article what a reader of its extracts should know: it
// stands above the heading of the first of them.
type Clipping struct {
	Kind  string // such as opinion, in the language of the note; it may be empty
	Text  []Run  // outlet, author, date, length, grade
	Block int
}

func (Clipping) block() {}

// clippings puts one before the extracts of each article, and says at the end
// how much of each is quoted.
func (m *builder) clippings() {
	said := map[briefing.ID]bool{}
	var blocks []Block
	heading := -1 // in blocks, that of a section without an extract as yet
	title := ""   // of the section
	for _, b := range m.Blocks {
		switch q := b.(type) {
		case Heading:
			if q.Level == 1 {
				heading, title = len(blocks), headed(q.Text)
			}
		case Quotation:
			i := m.quotedIn(q.Block)
			if i < 0 {
				break
			}
			b = m.belowTitle(q, m.quoted[i], title)
			if said[m.quoted[i].Article.ID] {
				break
			}
			said[m.quoted[i].Article.ID] = true
			clipping := m.clipping(m.quoted[i])
			if heading >= 0 {
				blocks = append(blocks[:heading:heading], append([]Block{clipping}, blocks[heading:]...)...)
			} else {
				blocks = append(blocks, clipping)
			}
			heading = -1
		}
		blocks = append(blocks, b)
	}
	m.Blocks = blocks
}

// belowTitle is an extract whose source line does not say again what stands above it:
// the title of the article, and what kind it is of.
func (m *builder) belowTitle(q Quotation, of quotedBlock, title string) Quotation {
	at := locator(of.Source, m.Language)
	if at == "" || title == "" || len(q.Source) == 0 || !strings.HasPrefix(of.Article.Title.Value, title) {
		return q
	}
	whole := m.sourceLine(of.Source, true)[0].Text
	before, after, found := strings.Cut(q.Source[0].Text, whole)
	if found && strings.Contains(whole, at) {
		q.Source = slices.Clone(q.Source)
		q.Source[0].Text = before + at + after
	}
	return q
}

// quotedIn is the index in m.quoted of the quotation of block n, or below 0.
func (m *builder) quotedIn(n int) int {
	for i, q := range m.quoted {
		if q.n == n {
			return i
		}
	}
	return -1
}

func (m *builder) clipping(q quotedBlock) Clipping {
	a := q.Article
	c := Clipping{Kind: Say(m.Language, a.Genre.Value), Block: q.n}
	if a.Genre.Value == briefing.GenreRelease {
		c.Kind = Say(m.Language, "press release")
	}
	if a.Genre.Value == briefing.GenreOther {
		c.Kind = ""
	}
	date := Say(m.Language, "not dated")
	if a.Published.Value != "" {
		date = longDate(a.Published.Value, m.Language)
	}
	_, words := quote.Share(q.Snapshot, nil)
	parts := []string{m.namesOf(a), date, withNumber(m.Language, "%d words", words)}
	if g := grade(q.Source); g != "" {
		parts = append(parts, fmt.Sprintf(Say(m.Language, "grade %s"), g))
	}
	c.Text = []Run{{Text: joined(Dot(m.Language), parts...)}}
	return c
}

// namesOf are outlet and author of an article, or what is not known of them.
func (m *builder) namesOf(a briefing.Article) string {
	author, outlet := a.Byline.Value, a.Publisher.Value
	switch {
	case author == "" && outlet == "":
		return capital(Say(m.Language, "outlet and author not named in the copy held"))
	case outlet == "":
		outlet = capital(Say(m.Language, "outlet not named in the copy held"))
	case author == "":
		author = Say(m.Language, "author not named in the copy held")
	}
	return joined(Dot(m.Language), outlet, author)
}

// quotedShare says at the end how much of each source is quoted.
func (m *builder) quotedShare() {
	ranges, said := map[briefing.Hash][]briefing.Range{}, map[briefing.Hash]bool{}
	for _, q := range m.quoted {
		ranges[q.Snapshot.Hash] = append(ranges[q.Snapshot.Hash], quote.Quoted(q.Passage, q.quotation)...)
	}
	var shares []string
	for _, q := range m.quoted {
		if said[q.Snapshot.Hash] {
			continue
		}
		said[q.Snapshot.Hash] = true
		quoted, all := quote.Share(q.Snapshot, ranges[q.Snapshot.Hash])
		share := Figures(m.Language, fmt.Sprintf(Say(m.Language, "%d of %d words, %d%%"), quoted, all, (100*quoted+all/2)/max(all, 1)))
		if title := q.Article.Title.Value; title != "" {
			share = titled(title, m.Language) + ": " + share
		}
		shares = append(shares, share)
	}
	if len(shares) > 0 {
		m.End = append(m.End, Fact{Key: FactQuotedShare, Label: Say(m.Language, "Quoted share"), Text: []Run{{Text: strings.Join(shares, "\n")}}})
	}
}

// Dot is what separates facts on one line. In Arabic script it is a comma: a
// dot beside figures looks like a zero.
func Dot(language string) string {
	switch base, _, _ := strings.Cut(strings.ToLower(language), "-"); base {
	case "ar", "fa", "ps", "ur":
		return "، "
	}
	return " · "
}
