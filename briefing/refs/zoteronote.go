package refs

import (
	"encoding/json"
	"net/url"
	"strings"

	"golang.org/x/net/html"

	"briefdesk/briefing/pattern"
)

// Zotero's notes: in HTML, where a span of class “highlight” has the words and
// says in data-annotation what they are, and one of class “citation” follows; and
// as its note export writes them in Markdown.

func isNoteHTML(text string) bool {
	head := text[:min(len(text), 256<<10)]
	return strings.HasPrefix(strings.TrimSpace(head), "<") &&
		(strings.Contains(head, "data-annotation") || strings.Contains(head, "data-citation") || strings.Contains(head, "zotero-note") || strings.Contains(head, "zotero://"))
}

func isNoteMarkdown(text string) bool {
	return strings.Contains(text, "zotero://") && !strings.HasPrefix(strings.TrimSpace(text), "<")
}

func readNoteHTML(r *reader) {
	r.noteHTML(Record{Title: r.noteTitle(noteHeading.FindStringSubmatch(r.text))}, r.text)
}

var (
	noteHeading     = pattern.New(`(?is)<h1[^>]*>(.*?)</h1>`)
	markdownHeading = pattern.New(`(?m)^# (.+)$`)
	tagPattern      = pattern.New(`<[^>]*>`)
)

// noteTitle is the title of a note, unless it is the one that Zotero gives to all.
func (r *reader) noteTitle(match []string) string {
	if match == nil {
		return ""
	}
	title := clean(html.UnescapeString(tagPattern.ReplaceAllString(match[1], " ")))
	if strings.HasPrefix(title, "Annotations") {
		return ""
	}
	return title
}

// noteReader goes through the HTML of a note. A paragraph has a highlight, its
// citation, and a comment.
type noteReader struct {
	*reader
	source   Record
	cited    map[string]Record // the sources that the note says of itself, by address
	words    strings.Builder
	comment  strings.Builder
	citation strings.Builder
	depth    int    // of spans within the one that is read
	in       string // highlight or citation, or empty
	mark     Mark
	isMark   bool
}

// noteHTML makes marks of the highlights of a note.
func (r *reader) noteHTML(source Record, note string) {
	n := &noteReader{reader: r, source: source, cited: map[string]Record{}}
	z := html.NewTokenizer(strings.NewReader(note))
	before := len(r.marks)
	var plain strings.Builder
	for r.goesOn() {
		switch z.Next() {
		case html.ErrorToken:
			n.paragraph()
			if len(r.marks) == before {
				r.noteText(source, plain.String())
			}
			return
		case html.TextToken:
			text := string(z.Text())
			text = html.UnescapeString(text)
			plain.WriteString(text)
			n.text(text)
		case html.StartTagToken:
			n.open(z.Token())
		case html.EndTagToken:
			n.close(z.Token().Data)
		}
	}
}

func (n *noteReader) text(s string) {
	switch {
	case n.in == "highlight":
		n.words.WriteString(s)
	case n.in == "citation":
		n.citation.WriteString(s)
	case n.isMark:
		n.comment.WriteString(s)
	}
}

func (n *noteReader) open(t html.Token) {
	attr := map[string]string{}
	for _, a := range t.Attr {
		attr[a.Key] = a.Val
	}
	switch t.Data {
	case "div":
		n.cite(attr["data-citation-items"])
	case "p", "li", "blockquote":
		n.paragraph()
	case "span":
		switch {
		case n.in != "":
			n.depth++
		case attr["class"] == "highlight" || attr["class"] == "underline":
			n.paragraph()
			n.in, n.isMark = "highlight", true
			n.annotation(attr["data-annotation"])
		case attr["class"] == "citation":
			n.in = "citation"
			n.citedBy(attr["data-citation"])
		}
	}
}

func (n *noteReader) close(tag string) {
	switch tag {
	case "span":
		if n.depth > 0 {
			n.depth--
		} else {
			n.in = ""
		}
	case "p", "li", "blockquote":
		n.paragraph()
	}
}

// cite reads the sources that a note carries, which are in CSL-JSON.
func (n *noteReader) cite(encoded string) {
	decoded, err := url.PathUnescape(encoded)
	if err != nil || decoded == "" {
		return
	}
	var items []struct {
		URIs []string                   `json:"uris"`
		Data map[string]json.RawMessage `json:"itemData"`
	}
	if json.Unmarshal([]byte(decoded), &items) != nil {
		return
	}
	for _, it := range items {
		rec := n.cslRecord(0, it.Data)
		for _, uri := range it.URIs {
			n.cited[uri] = rec
		}
		if n.source.Title == "" && len(items) == 1 {
			n.source = rec
		}
	}
}

func (n *noteReader) annotation(encoded string) {
	decoded, err := url.PathUnescape(encoded)
	if err != nil || decoded == "" {
		return
	}
	var a struct {
		Colour   string `json:"color"`
		Page     string `json:"pageLabel"`
		Citation struct {
			URIs []string `json:"uris"`
		} `json:"citationItem"`
	}
	if json.Unmarshal([]byte(decoded), &a) == nil {
		n.mark.Colour, n.mark.Page = colourOf(a.Colour), clean(a.Page)
		n.from(a.Citation.URIs)
	}
}

func (n *noteReader) citedBy(encoded string) {
	decoded, err := url.PathUnescape(encoded)
	if err != nil || decoded == "" {
		return
	}
	var c struct {
		Items []struct {
			URIs []string `json:"uris"`
		} `json:"citationItems"`
	}
	if json.Unmarshal([]byte(decoded), &c) == nil {
		for _, it := range c.Items {
			n.from(it.URIs)
		}
	}
}

func (n *noteReader) from(uris []string) {
	for _, uri := range uris {
		if rec, ok := n.cited[uri]; ok {
			n.mark.Source = rec
		}
	}
}

// paragraph ends what was gathered and makes a mark of it.
func (n *noteReader) paragraph() {
	if n.isMark {
		m := n.mark
		if m.Source.Title == "" && m.Source.URL == "" {
			m.Source = n.source
		}
		m.Exact = unquoted(words(n.words.String()))
		m.Note = strings.TrimPrefix(words(n.comment.String()), ") ")
		if page := notePage.FindStringSubmatch(n.citation.String()); page != nil && m.Page == "" {
			m.Page = page[1]
		}
		m.settle()
		n.reader.mark(0, m)
	}
	n.words.Reset()
	n.comment.Reset()
	n.citation.Reset()
	n.mark, n.isMark, n.in, n.depth = Mark{}, false, "", 0
}

// unquoted is text without the quotation marks that Zotero puts round it.
func unquoted(s string) string {
	if inner, ok := strings.CutPrefix(s, "“"); ok && strings.HasSuffix(inner, "”") {
		return strings.TrimSuffix(inner, "”")
	}
	if len(s) > 1 && s[0] == '"' && s[len(s)-1] == '"' {
		return s[1 : len(s)-1]
	}
	return s
}

// markdownMark is a highlight with its links: “words” ([Author, 2020, p. 3](zotero…)) ([pdf](zotero…)) comment.
var markdownMark = pattern.New(`^\s*(?:[-*>]\s+)?(?:<[^>]*>)?\[?[“"](.+)[”"]\]?(?:</\w+>)?\s*(\(.*zotero://[^)]*\)+)\s*(.*)$`)

var markdownLink = pattern.New(`\[([^\]]*)\]\((zotero://[^)]*)\)`)

func readNoteMarkdown(r *reader) {
	source := Record{Title: r.noteTitle(markdownHeading.FindStringSubmatch(r.text))}
	no := 0
	for line := range strings.Lines(r.text) {
		no++
		if !r.goesOn() {
			return
		}
		line = strings.TrimRight(line, "\r\n")
		m := markdownMark.FindStringSubmatch(line)
		switch {
		case m != nil && len(line) <= maxValue:
			r.markdownMark(no, source, m)
		case strings.Contains(line, "zotero://open"):
			r.tell(no, "an annotation without words, such as of an image, is left out: %s", shorten(clean(line)))
		}
	}
}

func (r *reader) markdownMark(line int, source Record, match []string) {
	m := Mark{Source: source, Exact: words(unescapedMarkdown(match[1])), Note: words(unescapedMarkdown(match[3]))}
	for _, link := range markdownLink.FindAllStringSubmatch(match[2], -1) {
		if page := notePage.FindStringSubmatch(link[1]); page != nil {
			m.Page = page[1]
		}
		if u, err := url.Parse(link[2]); err == nil && m.Page == "" && u.Query().Get("page") != "NaN" {
			m.Page = u.Query().Get("page")
		}
	}
	m.settle()
	r.mark(line, m)
}

// markdownEscape is a sign that Markdown takes for itself.
var markdownEscape = pattern.New("\\\\([!-/:-@\\[-`{-~])")

func unescapedMarkdown(s string) string { return markdownEscape.ReplaceAllString(s, "$1") }
