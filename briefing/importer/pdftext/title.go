package pdftext

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"briefdesk/briefing"
	"briefdesk/briefing/pattern"
)

// document takes the title block off the flow and makes blocks of the rest.
func (c *compositor) document() Document {
	var d Document
	c.takeTitle(&d)
	c.levelHeadings()
	numbers := false
	for i := range c.flow {
		b := c.block(&c.flow[i])
		switch {
		case b.Rows == nil && b.Text == "":
		case b.Rows == nil && b.Kind != briefing.TextCode && !hasLetter(b.Text):
			numbers = true
		default:
			d.Blocks = append(d.Blocks, b)
		}
	}
	if numbers {
		c.warn("Numbers and signs that stand alone, as in charts, were left out.")
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
		if p.first().page != c.flow[0].first().page || p.kind == briefing.TextFootnote || p.kind == briefing.TextTable || !hasLetter(p.text()) || isCode(p.text()) {
			continue
		}
		if len(p.lines) >= 3 && p.first().size <= c.body.size && best < 0 {
			break // the text has begun
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
	d.Title = strings.TrimRight(c.block(&c.flow[best]).Text, "¹²³⁴⁵⁶⁷⁸⁹⁰*∗†‡§ ")
	c.flow = slices.Delete(c.flow, best, best+1)
	c.takeHeader(d, best)
}

// isCode reports whether s is one word with digits in it, such as the number of
// a report.
func isCode(s string) bool { return !strings.Contains(s, " ") && digits.MatchString(s) }

// plainTitle is what the file calls its title, else the first heading before
// the text begins, which is one by its weight alone.
func (c *compositor) plainTitle() int {
	const reach = 5
	heading := -1
	for i := range c.flow[:min(len(c.flow), reach)] {
		p := &c.flow[i]
		if title := letters(c.info.Title); title != "" && letters(p.text()) == title {
			return i
		}
		if len(p.lines) >= 3 && p.kind == briefing.TextParagraph {
			break
		}
		if heading < 0 && p.kind == briefing.TextHeading && !startsText.MatchString(p.text()) && !isCode(p.text()) && (i == 0 || len(p.text()) > 20) {
			heading = i
		}
	}
	return heading
}

var (
	// noteMarks lead from a title or name to a note about it.
	noteMarks   = pattern.New(`[ ,]*[¹²³⁴⁵⁶⁷⁸⁹⁰*∗†‡§]+([, ]*[¹²³⁴⁵⁶⁷⁸⁹⁰*∗†‡§]+)*`)
	affiliation = pattern.New(`(?i)@|universit|institut|department|\binc\.|\bllc\b|college|cent(er|re)\b|school|laborator|academy|ministry`)
	personNames = pattern.New(`^\p{Lu}[\p{L}.’'-]*( (\p{Lu}[\p{L}.’'-]*|de|van|von|der|al|bin|da|del|la))+((, | and | & |; |, and )\p{Lu}[\p{L}.’'-]*( (\p{Lu}[\p{L}.’'-]*|de|van|von|der|al|bin|da|del|la))+)*$`)
	bylineStart = pattern.New(`^(?i:written by|by|author:|authors:|von|par|por)\s+\pL`)
	dateLine    = pattern.New(`(?i)^\W*(?:(?:dated?|published|updated|issued|posted|version of)\b[ :]*(?:on )?)?((?:(mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)[a-z]*,? )?(\d{1,2}(st|nd|rd|th)? )?(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.?,? (\d{1,2}(st|nd|rd|th)?,? )?\d{4}|\d{4}-\d{2}-\d{2}|\d{1,2}[./]\d{1,2}[./]\d{4})\W*$`)
	startsText  = pattern.New(`(?i)^(abstract|summary|introduction|contents|executive summary|1\.?\s)`)
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
			d.Date = dateLine.FindStringSubmatch(text)[1]
		case d.Byline == "" && n <= 24 && (bylineStart.MatchString(text) || c.namesAuthor(text) || c.isSigned(at, text)):
			d.Byline = c.names(p)
		case d.Subtitle == "" && d.Byline == "" && d.Date == "" && c.isSubtitle(p, text, n, at):
			d.Subtitle = text
		default:
			return
		}
		c.flow = slices.Delete(c.flow, at, at+1)
	}
}

// namesAuthor reports whether text names whom the file names as its author:
// half of the words, since first names may be short in one of them.
func (c *compositor) namesAuthor(text string) bool {
	named, found := 0, 0
	said := strings.Fields(fold(text))
	for _, w := range strings.Fields(fold(c.info.Author)) {
		named++
		if slices.Contains(said, w) {
			found++
		}
	}
	return named >= 2 && found*2 > named && found*2 >= len(said)
}

// isSigned reports whether text is names of people, with their addresses below.
func (c *compositor) isSigned(at int, text string) bool {
	return personNames.MatchString(noteMarks.ReplaceAllString(text, "")) && at+1 < len(c.flow) && affiliation.MatchString(c.flow[at+1].text())
}

// names are the people whom p names, with a comma where only space parts them.
func (c *compositor) names(p *paragraph) string {
	var names []string
	for i := range p.lines {
		for _, l := range p.lines[i].cells() {
			names = append(names, strings.TrimRight(noteMarks.ReplaceAllString(l.text(), ""), ", "))
		}
	}
	return strings.Join(names, ", ")
}

// isSubtitle reports whether the paragraph below the title explains it: set
// unlike the text, no sentence, and followed by text.
func (c *compositor) isSubtitle(p *paragraph, text string, n, at int) bool {
	const longest = 30
	if n > longest || n < 2 || len(p.lines) > 4 || numberedHeading.MatchString(text) || at+1 >= len(c.flow) {
		return false
	}
	if c.countFace(p.face()) > 1 && p.kind == briefing.TextHeading {
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

// countFace counts the headings that are set like f.
func (c *compositor) countFace(f face) int {
	n := 0
	for i := range c.flow {
		if c.flow[i].kind == briefing.TextHeading && c.flow[i].face() == f {
			n++
		}
	}
	return n
}

func (p *paragraph) face() face { return face{p.first().size, p.first().bold} }

// fold is the words of s in small letters, without punctuation.
func fold(s string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }), " ")
}

// letters is what is said: lower-case letters and digits.
func letters(s string) string { return strings.ReplaceAll(fold(s), " ", "") }
