package export_test

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"io"
	"net/mail"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"golang.org/x/net/html"

	"briefdesk/briefing/pdf/pdftest"
)

// reading is what a reader finds in a file of a note. Each format has a reader of
// its own, which shares nothing with what wrote the file.
type reading struct {
	// lines are the paragraphs, headings, items, cells and facts of the text, in
	// order. The mark of a note is its figure between marks of its own, as in ⟦3⟧.
	lines []string
	notes []string // each its number and its words
	// sources are the lines below quotations, where a reader knows them.
	sources []string
}

func (r *reading) add(line string) {
	line = strings.Join(strings.Fields(line), " ")
	label := lineLabel.FindString(line)
	if line = labelled(label) + line[len(label):]; line != "" {
		r.lines = append(r.lines, line)
	}
}

func (r *reading) note(number, words string) {
	r.notes = append(r.notes, strings.Join(strings.Fields(number+" "+words), " "))
}

func marked(figure string) string { return "⟦" + strings.Trim(figure, "[] \u00a0") + "⟧" }

// labelled is the label of an item or a paragraph, whatever signs stand round it.
func labelled(label string) string {
	if !strings.ContainsFunc(label, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return ""
	}
	return "#" + inUrdu.Replace(strings.Trim(label, "(). ")) + " "
}

// inUrdu counts by the first letters of Urdu, for which Word has figures.
var inUrdu = strings.NewReplacer("الف", "1", "ب", "2", "پ", "3")

func pictured(alt string) string { return "[Image: " + alt + "]" }

// readers are the readers of formats, by the ending of files.
func readingOf(t testing.TB, ext string, data []byte) map[string]reading {
	t.Helper()
	switch ext {
	case ".pdf":
		top, err := pdftest.Structure(data)
		must(t, err)
		var r pageReading
		r.visit(top)
		return map[string]reading{"PDF": r.reading}
	case ".docx":
		return map[string]reading{"Word": readWord(t, data)}
	case ".html":
		return map[string]reading{"HTML": readHTML(t, data)}
	case ".md":
		return map[string]reading{"Markdown": readMarkdown(t, string(data))}
	case ".txt":
		return map[string]reading{"text": readText(string(data))}
	case ".eml":
		m, err := mail.ReadMessage(bytes.NewReader(data))
		must(t, err)
		readings := map[string]reading{}
		for _, p := range leaves(t, m.Header.Get("Content-Type"), m.Body) {
			switch p.kind {
			case "text/plain":
				readings["the text of a mail"] = readText(strings.ReplaceAll(string(p.data), "\r\n", "\n"))
			case "text/html":
				readings["the HTML of a mail"] = readHTML(t, p.data)
			}
		}
		return readings
	}
	t.Fatalf("nobody reads %s", ext)
	return nil
}

// pageReading reads a PDF by its structure.
type pageReading struct{ reading }

func (r *pageReading) visit(n pdftest.Node) {
	switch n.Role {
	case "TR":
		if len(n.Kids) == 2 && n.Kids[0].Role == "TH" && n.Kids[1].Role == "TD" {
			r.add(r.words(n.Kids[0]) + ": " + r.words(n.Kids[1]))
			return
		}
	case "Figure":
		r.add(pictured(n.Alt))
	case "LI":
		r.item(n)
		return
	case "H1", "H2", "H3", "H4", "H5", "P", "TH", "TD", "Caption", "TOCI":
		r.add(r.words(n))
		return
	}
	for _, k := range n.Kids {
		r.visit(k)
	}
}

// item joins the label of an item and the first paragraph of it.
func (r *pageReading) item(n pdftest.Node) {
	at := len(r.lines)
	label := ""
	for _, k := range n.Kids {
		if k.Role == "Lbl" {
			label = k.Words()
		} else {
			r.visit(k)
		}
	}
	if at < len(r.lines) {
		r.lines[at] = labelled(label) + r.lines[at]
	}
}

// words are those of an element; notes within it are put aside.
func (r *pageReading) words(n pdftest.Node) string {
	var s strings.Builder
	var say func(n pdftest.Node)
	say = func(n pdftest.Node) {
		switch {
		case n.Role == "Note":
			r.note(strings.Trim(n.Kids[0].Words(), "[] "), r.words(pdftest.Node{Role: "Div", Kids: n.Kids[1:]}))
		case n.Role == "Reference":
			s.WriteString(marked(n.Words()))
		case n.Role == "Lbl":
			s.WriteString(labelled(n.Words()))
		case n.Role == "" || n.Text != "":
			s.WriteString(n.Text)
		default:
			for _, k := range n.Kids {
				say(k)
			}
		}
	}
	say(n)
	return strings.ReplaceAll(s.String(), "\u00ad", "")
}

// element is one of XML.
type element struct {
	name  string
	attrs map[string]string
	kids  []*element
	text  string // where it is character data, which has no name
}

// parseXML is strict.
func parseXML(t testing.TB, name string, data []byte) *element {
	t.Helper()
	open := []*element{{name: "#document"}}
	for d := xml.NewDecoder(bytes.NewReader(data)); ; {
		token, err := d.Token()
		if err == io.EOF {
			return open[0]
		}
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		last := open[len(open)-1]
		switch token := token.(type) {
		case xml.StartElement:
			e := &element{name: token.Name.Local, attrs: map[string]string{}}
			for _, a := range token.Attr {
				e.attrs[a.Name.Local] = a.Value
			}
			last.kids = append(last.kids, e)
			open = append(open, e)
		case xml.EndElement:
			open = open[:len(open)-1]
		case xml.CharData:
			last.kids = append(last.kids, &element{text: string(token)})
		}
	}
}

// find is the first element of a name below e, or one without anything.
func (e *element) find(name string) *element {
	for _, k := range e.kids {
		if k.name == name {
			return k
		}
		if found := k.find(name); found.name != "" {
			return found
		}
	}
	return &element{}
}

// all are the elements of a name right below e.
func (e *element) all(name string) []*element {
	return slices.DeleteFunc(slices.Clone(e.kids), func(k *element) bool { return k.name != name })
}

// elements yields e and all elements below it.
func (e *element) elements(yield func(*element) bool) {
	if e.name != "" && !yield(e) {
		return
	}
	for _, k := range e.kids {
		k.elements(yield)
	}
}

func (e *element) content() string {
	if e.name == "" {
		return e.text
	}
	var s strings.Builder
	for _, k := range e.kids {
		s.WriteString(k.content())
	}
	return s.String()
}

var (
	bracketed = regexp.MustCompile(`\x{a0}?\[(⟦.*?⟧)\]`)
	listed    = regexp.MustCompile(`^(?:.*\t)?\[([0-9]+)\] (.*)`) // a note that is not marked
)

// wordReading reads a Word document as Word does: it counts paragraphs and notes.
type wordReading struct {
	reading
	abstracts map[string]*element // by their identifiers
	numbers   map[string]*element
	restarted map[string]bool // the numberings that have begun
	counts    map[string]int  // of the levels of abstract numberings
	marks     int             // of notes, so far
	own       string          // the number of the note that is read
	wait      bool            // a note's own figure comes
	runsOn    string          // the number of a heading, and of the paragraph after it
}

func readWord(t testing.TB, data []byte) reading {
	t.Helper()
	parts := unzipped(t, data)
	r := wordReading{abstracts: map[string]*element{}, numbers: map[string]*element{}, restarted: map[string]bool{}, counts: map[string]int{}}
	for _, n := range parseXML(t, "numbering", parts["word/numbering.xml"]).kids[1].kids {
		switch n.name {
		case "abstractNum":
			r.abstracts[n.attrs["abstractNumId"]] = n
		case "num":
			r.numbers[n.attrs["numId"]] = n
		}
	}
	r.visit(parseXML(t, "document", parts["word/document.xml"]))
	for _, kind := range []string{"footnote", "endnote"} {
		for i, n := range parseXML(t, kind, parts["word/"+kind+"s.xml"]).find(kind + "s").all(kind)[2:] {
			in := wordReading{own: strconv.Itoa(i + 1)}
			in.visit(n)
			number, words, _ := strings.Cut(strings.Join(in.lines, " "), " ")
			r.note(strings.Trim(number, "[]"), words)
		}
	}
	return r.reading
}

func (r *wordReading) visit(e *element) {
	if e.name != "p" {
		for _, k := range e.kids {
			r.visit(k)
		}
		return
	}
	number, style := r.runsOn, e.find("pPr").find("pStyle").attrs["val"]
	r.runsOn = ""
	if n := e.find("pPr").find("numPr"); n.name != "" {
		number = r.count(n.find("numId").attrs["val"], n.find("ilvl").attrs["val"])
	}
	if strings.HasPrefix(style, "Heading") {
		r.runsOn, number = number, ""
	}
	words := bracketed.ReplaceAllString(r.words(e), "$1")
	if note := listed.FindStringSubmatch(words); note != nil && style == "EndMatter" {
		r.note(note[1], note[2])
		return
	}
	if e.find("rStyle").attrs["val"] == "Label" {
		words = strings.Replace(words, "\t", ": ", 1)
	}
	r.add(labelled(number) + words)
}

// count is the label of the next paragraph of a numbering, or nothing where that
// has bullets.
func (r *wordReading) count(id, level string) string {
	abstract := r.numbers[id].find("abstractNumId").attrs["val"]
	key := abstract + "/" + level
	for _, l := range r.abstracts[abstract].all("lvl") {
		if l.attrs["ilvl"] != level {
			continue
		}
		for _, o := range r.numbers[id].all("lvlOverride") {
			if spelled := o.find("lvl").find("lvlText").attrs["val"]; spelled != "" && o.attrs["ilvl"] == level {
				return spelled
			}
			if o.attrs["ilvl"] == level && !r.restarted[id] {
				start, _ := strconv.Atoi(o.find("startOverride").attrs["val"])
				r.counts[key] = start - 1
			}
		}
		r.restarted[id] = true
		r.counts[key]++
		depth, _ := strconv.Atoi(level)
		figure := strconv.Itoa(r.counts[key])
		switch l.find("numFmt").attrs["val"] {
		case "bullet":
			return ""
		case "lowerLetter":
			figure = string(rune('a' + r.counts[key] - 1))
		case "lowerRoman":
			figure = strings.Fields("i ii iii iv v vi vii viii ix x xi xii")[r.counts[key]-1]
		}
		return strings.ReplaceAll(l.find("lvlText").attrs["val"], "%"+strconv.Itoa(depth+1), figure)
	}
	return "?"
}

func (r *wordReading) words(e *element) string {
	switch e.name {
	case "pPr", "rPr", "sdtPr", "instrText":
		return ""
	case "t":
		if r.wait {
			r.wait = false
			return marked(e.content())
		}
		return e.content()
	case "tab":
		return "\t"
	case "br":
		return " "
	case "docPr":
		return pictured(e.attrs["descr"])
	case "footnoteRef", "endnoteRef":
		return r.own
	case "footnoteReference", "endnoteReference":
		r.marks++
		if e.attrs["customMarkFollows"] == "1" {
			r.wait = true
			return ""
		}
		return marked(strconv.Itoa(r.marks))
	}
	var s strings.Builder
	for _, k := range e.kids {
		s.WriteString(r.words(k))
	}
	return s.String()
}

// pageOfHTML reads HTML as browsers do.
type htmlReading struct {
	reading
	line  strings.Builder
	fresh bool // the line has a label alone
}

func readHTML(t testing.TB, data []byte) reading {
	t.Helper()
	doc, err := html.Parse(bytes.NewReader(data))
	must(t, err)
	var r htmlReading
	r.visit(doc)
	r.flush()
	return r.reading
}

func (r *htmlReading) flush() {
	if !r.fresh {
		r.add(r.line.String())
		r.line.Reset()
	}
}

var htmlBlocks = strings.Fields("p h1 h2 h3 h4 h5 h6 li dt dd td th caption figcaption pre ul ol table div header main body blockquote figure tr section nav")

func (r *htmlReading) visit(n *html.Node) {
	if n.Type == html.TextNode {
		if strings.TrimSpace(n.Data) != "" {
			r.fresh = false
		}
		r.line.WriteString(n.Data)
		return
	}
	switch n.Data {
	case "head":
		return
	case "br":
		r.line.WriteString(" ")
		return
	case "img":
		r.flush()
		r.add(pictured(attributeOf(n, "alt")))
		return
	case "sup":
		r.line.WriteString(marked(textOf(n)))
		return
	case "dl":
		r.flush()
		for d := range n.Descendants() {
			if d.Data == "dt" {
				r.add(textOf(d) + ": " + textOf(d.NextSibling))
			}
		}
		return
	case "ol":
		if first := n.FirstChild.NextSibling; first != nil && attributeOf(first, "value") != "" {
			for li := range n.ChildNodes() {
				if li.Data == "li" {
					r.note(attributeOf(li, "value"), strings.TrimSuffix(textOf(li), " ↩"))
				}
			}
			return
		}
	}
	isBlock := slices.Contains(htmlBlocks, n.Data)
	if isBlock {
		r.flush()
	}
	if n.Data == "li" && n.Parent.Data == "ol" {
		r.line.WriteString(labelled(ordinalOf(n)))
		r.fresh = true
	}
	for k := range n.ChildNodes() {
		r.visit(k)
	}
	if n.Data == "li" {
		r.fresh = false
	}
	if isBlock {
		r.flush()
	}
}

// ordinalOf is the label of an item of an ordered list.
func ordinalOf(li *html.Node) string {
	number := 1
	if start, err := strconv.Atoi(attributeOf(li.Parent, "start")); err == nil {
		number = start
	}
	for s := li.PrevSibling; s != nil; s = s.PrevSibling {
		if s.Data == "li" {
			number++
		}
	}
	switch attributeOf(li.Parent, "type") {
	case "a":
		return fmt.Sprintf("(%c)", 'a'+number-1)
	case "i":
		return "(" + strings.Fields("i ii iii iv v vi vii viii ix x xi xii")[number-1] + ")"
	}
	return strconv.Itoa(number) + "."
}

func attributeOf(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

func textOf(n *html.Node) string {
	var s strings.Builder
	for d := range n.Descendants() {
		if d.Type == html.TextNode {
			s.WriteString(d.Data)
		}
	}
	return s.String()
}

var (
	markdownNote = regexp.MustCompile(`(?m)^\[\^(\d+)\]: (.*)$`)
	markdownMark = regexp.MustCompile(`\[\^(\d+)\]`)
	plainNote    = regexp.MustCompile(`(?m)^\[(\pN+)\] (.*)$`)
	plainMark    = regexp.MustCompile(`\[(\pN+)\]`)
	ruledLine    = regexp.MustCompile(`(?m)^[-= ]+$`)
	lineOpening  = regexp.MustCompile(`^(?:[-–—•*] ?)*`)
	lineLabel    = regexp.MustCompile(`^(?:\pN+\.|\([a-zابپلف]+\))(?: |$)`)
)

// readMarkdown reads Markdown by a parser that knows nothing of notes.
func readMarkdown(t testing.TB, source string) reading {
	t.Helper()
	var r reading
	text := func(markdown string) reading {
		var out bytes.Buffer
		must(t, goldmark.New(goldmark.WithExtensions(extension.GFM)).Convert([]byte(markdownMark.ReplaceAllString(markdown, "⟦$1⟧")), &out))
		return readHTML(t, bytes.ReplaceAll(out.Bytes(), []byte("<br>"), []byte("</p><p>")))
	}
	for _, m := range markdownNote.FindAllStringSubmatch(source, -1) {
		r.note(m[1], strings.Join(text(m[2]).lines, " "))
	}
	r.lines = text(markdownNote.ReplaceAllString(source, "")).lines
	return r
}

func readText(source string) reading {
	var r reading
	for _, m := range plainNote.FindAllStringSubmatch(source, -1) {
		r.note(m[1], m[2])
	}
	source = ruledLine.ReplaceAllString(plainNote.ReplaceAllString(source, ""), "")
	for line := range strings.Lines(plainMark.ReplaceAllString(source, "⟦$1⟧")) {
		line = strings.Join(strings.Fields(line), " ")
		if said, found := strings.CutPrefix(line, "— "); found {
			r.sources = append(r.sources, said)
		}
		line = lineOpening.ReplaceAllString(line, "")
		r.add(line)
	}
	return r
}
