package export

import (
	"cmp"
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"html"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/pattern"
)

// HTML, for browsers and for mail. A page is one file that loads nothing: its
// style sheet and pictures are in it, and its policy forbids all else. In a mail
// each element has its style with it, since mail programs drop style sheets and
// links within a text.

// htmlPage writes m as a page.
func htmlPage(m manuscript.Manuscript) string {
	style := pageStyle(m)
	digest := sha256.Sum256([]byte(style))
	policy := "default-src 'none'; style-src 'sha256-" + base64.StdEncoding.EncodeToString(digest[:]) + "'; img-src data:; base-uri 'none'; form-action 'none'"
	w := newHTMLWriter(m, nil)
	var s strings.Builder
	s.WriteString(w.documentStart(
		`<meta http-equiv="Content-Security-Policy" content="`+policy+`">`,
		`<meta name="viewport" content="width=device-width, initial-scale=1">`,
		`<meta name="referrer" content="no-referrer">`,
		`<meta name="color-scheme" content="light dark">`,
		"<style>"+style+"</style>",
	))
	s.WriteString("<body>\n")
	if head := w.head(); head != "" {
		s.WriteString("<header>\n" + head + "</header>\n")
	}
	s.WriteString("<main>\n" + w.main() + "</main>\n")
	if foot := w.foot(); foot != "" {
		s.WriteString(`<div aria-hidden="true">` + "\n" + foot + "</div>\n") // read at the head
	}
	s.WriteString("</body>\n</html>\n")
	return s.String()
}

// mailHTML writes m as the body of a mail.
func mailHTML(m manuscript.Manuscript) string {
	w := newHTMLWriter(m, mailStyle(m))
	return w.documentStart() + w.open("body") + "\n" + w.open("div", attribute("lang", m.Language), direction(w.runsLeft())) + "\n" +
		w.head() + w.main() + w.foot() + "</div>\n</body>\n</html>\n"
}

// htmlWriter writes a manuscript as HTML.
type htmlWriter struct {
	manuscript.Manuscript
	// inline are the styles of the elements of a mail; a page has a sheet.
	inline map[string]string
	spoken string       // the language of what is being written
	level  int          // of the last heading
	marked map[int]bool // the notes that have their mark
	listed bool         // the contents are
}

func newHTMLWriter(m manuscript.Manuscript, inline map[string]string) *htmlWriter {
	return &htmlWriter{Manuscript: m, inline: inline, spoken: m.Language, level: 1, marked: map[int]bool{}}
}

func (w *htmlWriter) isMail() bool { return w.inline != nil }

// runsLeft reports whether what is being written runs from right to left, unless
// it says otherwise.
func (w *htmlWriter) runsLeft() bool { return layout.RightToLeft("", w.spoken) }

func (w *htmlWriter) documentStart(head ...string) string {
	title := cmp.Or(oneLine(w.Title), manuscript.Say(w.Language, "Untitled"))
	lines := append([]string{
		"<!DOCTYPE html>",
		"<html" + attribute("lang", w.Language) + direction(w.runsLeft()) + ">",
		"<head>",
		`<meta charset="utf-8">`,
		"<title>" + htmlText(title) + "</title>",
	}, head...)
	return strings.Join(append(lines, "</head>"), "\n") + "\n"
}

// open is the start of an element; name may end in its class, as in “p.mark”.
func (w *htmlWriter) open(name string, attributes ...string) string {
	element, class, _ := strings.Cut(name, ".")
	dress := attribute("class", class)
	if w.isMail() {
		dress = attribute("style", cmp.Or(w.inline[name], w.inline[element]))
	}
	return "<" + element + dress + strings.Join(attributes, "") + ">"
}

func (w *htmlWriter) element(name, content string, attributes ...string) string {
	element, _, _ := strings.Cut(name, ".")
	return w.open(name, attributes...) + content + "</" + element + ">"
}

// attribute is nothing where its value is.
func attribute(name, value string) string {
	if value == "" {
		return ""
	}
	return " " + name + `="` + htmlText(value) + `"`
}

// id is an attribute only where something can lead to it.
func (w *htmlWriter) id(name string) string {
	if w.isMail() {
		return ""
	}
	return attribute("id", name)
}

func direction(rightToLeft bool) string {
	if rightToLeft {
		return ` dir="rtl"`
	}
	return ` dir="ltr"`
}

// turned says of a text that it runs the other way than what it stands in.
func (w *htmlWriter) turned(runs []manuscript.Run) string {
	var s strings.Builder
	for _, r := range runs {
		s.WriteString(r.Text)
	}
	if left := layout.RightToLeft(s.String(), w.spoken); left != w.runsLeft() {
		return direction(left)
	}
	return ""
}

// paragraph is an element of runs.
func (w *htmlWriter) paragraph(name string, runs []manuscript.Run, attributes ...string) string {
	return w.element(name, w.runs(runs), append(attributes, w.turned(runs))...)
}

// line is a paragraph of a text, unless that is empty.
func (w *htmlWriter) line(name, text string) string {
	if text == "" {
		return ""
	}
	return w.element(name, htmlText(text)) + "\n"
}

func (w *htmlWriter) head() string {
	return w.line("p.mark", string(w.Banner.Mark)) + w.line("p.sharing", w.Banner.Sharing) + w.line("p.draft", w.Draft) + w.line("p.stamp", w.Stamp)
}

func (w *htmlWriter) foot() string {
	if w.Banner.HeadOnly {
		return w.line("p.stamp", w.Stamp)
	}
	return w.line("p.stamp", w.Stamp) + w.line("p.mark", string(w.Banner.Mark))
}

func (w *htmlWriter) main() string {
	var s strings.Builder
	if title := oneLine(w.Title); title != "" {
		s.WriteString(w.paragraph("h1", []manuscript.Run{{Text: title}}) + "\n")
	}
	s.WriteString(w.facts("dl.facts", w.Facts))
	s.WriteString(w.facts("dl.facts", designation(w.Manuscript)))
	s.WriteString(w.sections(w.Flowing(), 0))
	s.WriteString(w.notes())
	s.WriteString(w.facts("dl.closing", w.End))
	s.WriteString(w.annex())
	return s.String()
}

func (w *htmlWriter) facts(name string, facts []manuscript.Fact) string {
	if len(facts) == 0 {
		return ""
	}
	var s strings.Builder
	s.WriteString(w.open(name) + "\n")
	for _, f := range facts {
		s.WriteString("<div>" + w.element("dt", htmlText(f.Label)) + w.paragraph("dd", f.Text) + "</div>\n")
	}
	s.WriteString("</dl>\n")
	return s.String()
}

// annex is what follows the end; its title is a heading of the note.
func (w *htmlWriter) annex() string {
	if len(w.Annex) == 0 {
		return ""
	}
	w.level = 1
	title, below := w.Annex[:1], w.Annex[1:]
	return w.open("div.annex") + "\n" + w.sections(title, 0) + w.sections(below, 1) + "</div>\n"
}

// sections are blocks, each on its lines, the headings so much deeper than they
// say. What a panel holds stands within it.
func (w *htmlWriter) sections(blocks []manuscript.Block, deeper int) string {
	var s strings.Builder
	panel := 0
	for _, b := range blocks {
		if h, ok := b.(manuscript.Heading); ok {
			if panel > 0 && h.Level <= panel {
				s.WriteString("</div>\n")
				panel = 0
			}
			if h.Panel && panel == 0 {
				s.WriteString(w.open("div.panel") + "\n")
				panel = h.Level
			}
			h.Level += deeper
			b = h
		}
		if block := w.block(b); block != "" {
			s.WriteString(block + "\n")
		}
	}
	if panel > 0 {
		s.WriteString("</div>\n")
	}
	return s.String()
}

func (w *htmlWriter) block(b manuscript.Block) string {
	switch b := b.(type) {
	case manuscript.Heading:
		return w.heading(b)
	case manuscript.Clipping:
		return w.clipping(b)
	case manuscript.Paragraph:
		name := "p"
		if b.Inset {
			name = "p.inset"
		}
		return w.paragraph(name, numbered(b, w.Language), w.id(b.Anchor))
	case manuscript.Legend:
		return w.paragraph("p.legend", b.Runs())
	case manuscript.List:
		return w.list(b)
	case manuscript.Quotation:
		return w.quotation(b)
	case manuscript.Table:
		return w.table(b)
	case manuscript.Code:
		return w.element("pre", w.element("code", htmlText(strings.Join(b.Lines, "\n"))), ` dir="ltr"`)
	case manuscript.Rule:
		return w.open("hr")
	case manuscript.Figure:
		return w.figure(b)
	case manuscript.Contents:
		return w.contents(b)
	case manuscript.PageBreak:
		if !w.isMail() {
			return w.element("div.break", "")
		}
	}
	return ""
}

// heading is one below the title, and never more than one below the last.
func (w *htmlWriter) heading(h manuscript.Heading) string {
	w.level = min(h.Level+1, w.level+1)
	return w.paragraph("h"+strconv.Itoa(w.level), h.Text, w.id(h.Anchor))
}

func (w *htmlWriter) clipping(c manuscript.Clipping) string {
	if c.Kind == "" {
		return w.paragraph("p.clipping", c.Text)
	}
	return w.element("p.clipping", w.element("strong", htmlText(strings.ToUpper(c.Kind)))+" "+w.runs(c.Text), w.turned(c.Text))
}

func (w *htmlWriter) list(l manuscript.List) string {
	name, start := "ul", ""
	if l.Ordered {
		name = "ol" + countings[l.Counting].class
		start = attribute("type", countings[l.Counting].kind)
		if l.Start != 1 {
			start += attribute("start", strconv.Itoa(l.Start))
		}
	}
	var s strings.Builder
	for i, item := range l.Items {
		s.WriteString(w.item(w.task(l.Task(i)), item) + "\n")
	}
	return w.element(name, "\n"+s.String(), start)
}

// countings are the ways in which lists count: a class, for the brackets, and the
// nearest that HTML itself knows.
var countings = map[manuscript.Counting]struct{ class, kind string }{
	manuscript.InLetters:     {".letters", "a"},
	manuscript.InUrduLetters: {".urdu-letters", ""},
	manuscript.InRomans:      {".romans", "i"},
}

// item is an item of a list. A paragraph that opens it is its text.
func (w *htmlWriter) item(opening string, blocks []manuscript.Block) string {
	var way string
	var s strings.Builder
	s.WriteString(opening)
	for i, b := range blocks {
		if p, ok := b.(manuscript.Paragraph); ok && i == 0 && p.Anchor == "" {
			way = w.turned(p.Text)
			s.WriteString(w.runs(numbered(p, w.Language)))
			continue
		}
		s.WriteString("\n" + w.block(b))
	}
	return w.element("li", s.String(), way)
}

// task is the box before an item that is one.
func (w *htmlWriter) task(t manuscript.Task) string {
	sign, says := "☐", "to do"
	switch t {
	case manuscript.NoTask:
		return ""
	case manuscript.TaskDone:
		sign, says = "☑", "done"
	case manuscript.TaskOpen:
	}
	return w.element("span", sign, ` role="img"`, attribute("aria-label", manuscript.Say(w.Language, says))) + " "
}

func (w *htmlWriter) quotation(q manuscript.Quotation) string {
	name := "blockquote"
	if q.Stamped {
		name = "blockquote.stamped"
	}
	within, way := *w, ""
	within.spoken = cmp.Or(q.Language, w.spoken)
	if left := within.runsLeft(); left != w.runsLeft() {
		way = direction(left)
	}
	var s strings.Builder
	for _, p := range q.Paragraphs {
		s.WriteString(within.paragraph("p", p) + "\n")
	}
	words := w.element(name, "\n"+s.String(), attribute("lang", q.Language), way)
	if source := w.runs(q.Source); source != "" {
		return w.element("figure.quotation", "\n"+words+"\n"+w.element("figcaption", "— "+w.element("cite", source), w.turned(q.Source))+"\n")
	}
	return words
}

func (w *htmlWriter) table(t manuscript.Table) string {
	var s strings.Builder
	if len(t.Caption) > 0 {
		s.WriteString("\n" + w.paragraph("caption", t.Caption))
	}
	s.WriteString("\n<thead>\n" + w.row(t, t.Head, "th", ` scope="col"`) + "</thead>\n")
	if len(t.Rows) > 0 {
		s.WriteString("<tbody>\n")
		for _, row := range t.Rows {
			s.WriteString(w.row(t, row, "td", ""))
		}
		s.WriteString("</tbody>\n")
	}
	return w.element("table", s.String(), w.id(t.Anchor))
}

// columns are the classes of cells.
var columns = map[manuscript.Align]string{manuscript.AlignStart: "", manuscript.AlignCentre: ".centre", manuscript.AlignEnd: ".end"}

// row is a row of cells; one of a head that is empty heads nothing.
func (w *htmlWriter) row(t manuscript.Table, cells [][]manuscript.Run, name, scope string) string {
	var s strings.Builder
	for i, align := range t.Align {
		var runs []manuscript.Run
		if i < len(cells) {
			runs = cells[i]
		}
		if text := w.runs(runs); text != "" {
			s.WriteString(w.element(name+columns[align], text, scope, w.turned(runs)))
		} else {
			s.WriteString(w.element("td", ""))
		}
	}
	return "<tr>" + s.String() + "</tr>\n"
}

func (w *htmlWriter) figure(f manuscript.Figure) string {
	source := dataAddress(f.Image)
	if w.isMail() {
		source = "cid:" + contentID(f.Image)
	}
	alt := f.Image.Alt
	if alt == "" && !f.Image.Decorative {
		alt = manuscript.Say(w.Language, "Image")
	}
	picture := w.open("img", ` alt="`+htmlText(alt)+`"`, fmt.Sprintf(` width="%d" height="%d"`, f.Width, f.Height), ` src="`+source+`"`)
	if len(f.Caption) > 0 {
		picture += "\n" + w.paragraph("figcaption", f.Caption)
	}
	return w.element("figure", "\n"+picture+"\n", w.id(f.Anchor))
}

// dataAddress is an address that holds a picture itself (RFC 2397).
func dataAddress(i briefing.Image) string {
	return "data:image/" + i.Type + ";base64," + base64.StdEncoding.EncodeToString(i.Data)
}

// contents are a landmark where they stand first.
func (w *htmlWriter) contents(c manuscript.Contents) string {
	if len(c.Entries) == 0 {
		return ""
	}
	entries := slices.Clone(c.Entries)
	for i, e := range entries {
		entries[i].Text = []manuscript.Run{{Text: oneLine(plainRuns(e.Text)), To: e.To}}
	}
	list := contents(manuscript.Contents{Entries: entries})
	if w.isMail() || w.listed {
		return w.block(list)
	}
	w.listed = true
	return w.element("nav", "\n"+w.block(list)+"\n", attribute("aria-label", manuscript.Say(w.Language, "Contents")))
}

func (w *htmlWriter) notes() string {
	if len(w.Notes) == 0 {
		return ""
	}
	var s strings.Builder
	for _, n := range w.Notes {
		number := strconv.Itoa(n.Number)
		s.WriteString(w.element("li", w.runs(n.Text)+w.back(n), w.id("note."+number), attribute("value", number), w.turned(n.Text)) + "\n")
	}
	title := manuscript.Say(w.Language, "Notes")
	list := w.element("ol", "\n"+s.String()) + "\n"
	if w.isMail() {
		return w.element("h2", htmlText(title)) + "\n" + list
	}
	return w.element("section.notes", "\n"+w.element("h2", htmlText(title), ` id="notes."`)+"\n"+list, ` role="doc-endnotes"`, ` aria-labelledby="notes."`) + "\n"
}

// mark is the mark of a note; the note leads back to the first.
func (w *htmlWriter) mark(r manuscript.Run) string {
	if w.isMail() {
		return w.element("sup", htmlText("["+r.Text+"]"))
	}
	number := strconv.Itoa(r.Note)
	id := ""
	if !w.marked[r.Note] {
		w.marked[r.Note] = true
		id = w.id("mark." + number)
	}
	label := manuscript.Say(w.Language, "note") + " " + r.Text
	return w.element("sup", w.element("a", htmlText(r.Text), id, attribute("href", "#note."+number), ` role="doc-noteref"`, attribute("aria-label", label)))
}

// back leads from a note to its mark.
func (w *htmlWriter) back(n manuscript.Note) string {
	if !w.marked[n.Number] {
		return ""
	}
	number := strconv.Itoa(n.Number)
	label := fmt.Sprintf(manuscript.Say(w.Language, "Back to note %s in the text"), manuscript.Figures(w.Language, number))
	return " " + w.element("a.back", "↩", attribute("href", "#mark."+number), ` role="doc-backlink"`, attribute("aria-label", label))
}

func (w *htmlWriter) runs(runs []manuscript.Run) string {
	var s strings.Builder
	for _, r := range runs {
		s.WriteString(fenced(r.Quotation, w.run(r)))
	}
	return s.String()
}

func (w *htmlWriter) run(r manuscript.Run) string {
	if r.Note > 0 {
		return w.mark(r)
	}
	text := strings.ReplaceAll(htmlText(r.Text), "\n", "<br>\n")
	if r.Code {
		text = w.element("code", text)
	}
	if address := w.address(r); address != "" && strings.TrimSpace(r.Text) != "" {
		text = w.element("a", text, attribute("href", address))
	}
	if r.Italic {
		text = w.element("em", text)
	}
	if r.Bold {
		text = w.element("strong", text)
	}
	return text
}

// address is where a run leads, or nothing.
func (w *htmlWriter) address(r manuscript.Run) string {
	switch {
	case r.Link != "":
		return webAddress(r.Link)
	case r.To != "" && !w.isMail():
		return "#" + r.To
	}
	return ""
}

// webAddress is an address as the standard for them has it (RFC 3986), or nothing
// where none can be made of it.
func webAddress(link string) string {
	u, err := url.Parse(link)
	if err != nil || u.Host == "" && u.Opaque == "" {
		return ""
	}
	u.RawQuery = addressed(u.RawQuery)
	u.Opaque = addressed(u.Opaque)
	u.RawFragment = ""
	return u.String()
}

// unaddressed are the bytes that may not stand in a query.
var unaddressed = pattern.New(`%(?:[0-9A-Fa-f]{2})?|[^%0-9A-Za-z!$&'()*+,;=:@/?._~-]`)

func addressed(s string) string {
	return unaddressed.ReplaceAllStringFunc(s, func(bad string) string {
		if len(bad) == 3 && bad[0] == '%' {
			return bad
		}
		var escaped strings.Builder
		for _, b := range []byte(bad) {
			fmt.Fprintf(&escaped, "%%%02X", b)
		}
		return escaped.String()
	})
}

// htmlText is a text as HTML writes it: characters that it may not have are shown
// as such.
func htmlText(s string) string {
	return html.EscapeString(strings.Map(func(r rune) rune {
		if r < 0x20 && r != '\t' && r != '\n' || r >= 0x7f && r < 0xa0 || r >= 0xfdd0 && r <= 0xfdef || r&0xfffe == 0xfffe {
			return '\ufffd'
		}
		return r
	}, s))
}

// Markup of HTML: what ends a line, and all else.
var (
	htmlLines = pattern.New(`<br>|</p>`)
	htmlTags  = pattern.New(`<[^>]*>`)
)

// htmlWords are the words that a browser shows.
func htmlWords(s string) string {
	return html.UnescapeString(htmlTags.ReplaceAllString(htmlLines.ReplaceAllString(s, "\n"), ""))
}
