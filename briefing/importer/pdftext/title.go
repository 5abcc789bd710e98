package pdftext

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"briefdesk/briefing"
)

// document takes the title block off the flow and makes blocks of the rest.
func (c *compositor) document() Document {
	var d Document
	c.takeTitle(&d)
	c.levelHeadings()
	for i := range c.flow {
		if b := c.block(&c.flow[i]); b.Text != "" || b.Rows != nil {
			d.Blocks = append(d.Blocks, b)
		}
	}
	return d
}

// titleReach is how many paragraphs from the start a title may stand.
const titleReach = 12

// takeTitle finds the largest type at the head of the first page. The title
// may be followed by a subtitle, authors and a date, before the text begins.
func (c *compositor) takeTitle(d *Document) {
	best := -1
	for i := range c.flow[:min(len(c.flow), titleReach)] {
		p := &c.flow[i]
		if p.first().page != c.flow[0].first().page || p.kind == briefing.TextFootnote || p.kind == briefing.TextTable || !hasLetter(p.text()) {
			continue
		}
		if p.first().size > 1.1*c.body.size && len(strings.Fields(p.text())) <= 40 && (best < 0 || p.first().size > c.flow[best].first().size+0.2) {
			best = i
		}
	}
	if best < 0 {
		best = c.plainTitle()
	}
	if best < 0 {
		return
	}
	d.Title = c.block(&c.flow[best]).Text
	c.flow = slices.Delete(c.flow, best, best+1)
	c.takeHeader(d, best)
}

// plainTitle is the first paragraph where it is a heading by its weight alone,
// or what the file calls its title.
func (c *compositor) plainTitle() int {
	for i := range c.flow[:min(len(c.flow), 3)] {
		p := &c.flow[i]
		if p.kind == briefing.TextHeading && i == 0 || letters(p.text()) == letters(c.info.Title) && c.info.Title != "" {
			return i
		}
	}
	return -1
}

var (
	bylineStart = regexp.MustCompile(`^(?i:written by|by|author:|authors:|von|par|por)\s+\pL`)
	dateLine    = regexp.MustCompile(`(?i)^\W*((mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)[a-z]*,? )?(\d{1,2}(st|nd|rd|th)? )?(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?,? (\d{1,2}(st|nd|rd|th)?,? )?\d{4}\W*$|^\d{4}-\d{2}-\d{2}$|^\d{1,2}[./]\d{1,2}[./]\d{4}$`)
	startsText  = regexp.MustCompile(`(?i)^(abstract|summary|introduction|contents|executive summary|1\.?\s)`)
)

// takeHeader takes the lines between title and text off the flow, from index at.
func (c *compositor) takeHeader(d *Document, at int) {
	const most = 4
	for range most {
		if at >= len(c.flow) {
			return
		}
		p := &c.flow[at]
		text := c.block(p).Text
		n := len(strings.Fields(text))
		switch {
		case p.kind == briefing.TextTable || p.kind == briefing.TextFootnote || startsText.MatchString(text):
			return
		case d.Date == "" && dateLine.MatchString(text):
			d.Date = text
		case d.Byline == "" && n <= 14 && (bylineStart.MatchString(text) || c.namesAuthor(text)):
			d.Byline = text
		case d.Subtitle == "" && d.Byline == "" && d.Date == "" && c.isSubtitle(p, text, n, at):
			d.Subtitle = text
		default:
			return
		}
		c.flow = slices.Delete(c.flow, at, at+1)
	}
}

// namesAuthor reports whether text is whom the file names as its author.
func (c *compositor) namesAuthor(text string) bool {
	author := letters(c.info.Author)
	return author != "" && (letters(text) == author || letters(text) == "by"+author)
}

// isSubtitle reports whether the paragraph below the title explains it: set
// unlike the text, no sentence, and followed by text.
func (c *compositor) isSubtitle(p *paragraph, text string, n, at int) bool {
	const longest = 30
	if n > longest || n < 2 || len(p.lines) > 4 || numberedHeading.MatchString(text) || at+1 >= len(c.flow) {
		return false
	}
	isApart := p.first().size > 1.05*c.body.size || allItalic(p.lines) || allBold(p.lines)
	next := &c.flow[at+1]
	return isApart && (!endsSentence(text) || allItalic(p.lines)) && (p.first().size > 1.05*c.body.size || len(next.lines) > 2 || next.kind != briefing.TextParagraph)
}

// face is how headings of one level are set.
type face struct {
	size float64
	bold bool
}

// levelHeadings gives headings their levels, from 2: by their numbers, else by
// how large and heavy they are.
func (c *compositor) levelHeadings() {
	var faces []face
	for _, p := range c.flow {
		if f := p.face(); p.kind == briefing.TextHeading && !slices.Contains(faces, f) {
			faces = append(faces, f)
		}
	}
	slices.SortFunc(faces, func(a, b face) int {
		if a.size != b.size {
			return -cmp.Compare(a.size, b.size)
		}
		return -cmp.Compare(mark(a.bold), mark(b.bold))
	})
	for i := range c.flow {
		if p := &c.flow[i]; p.kind == briefing.TextHeading {
			p.level = min(2+slices.Index(faces, p.face()), 6)
		}
	}
}

func (p *paragraph) face() face { return face{p.first().size, p.first().bold} }

// letters is what is said: lower-case letters and digits.
func letters(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), "")
}
