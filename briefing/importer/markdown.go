package importer

import (
	"html"
	"strings"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/text"

	"briefdesk/briefing"
	"briefdesk/briefing/pattern"
)

// parseMarkdown reads CommonMark with GitHub's tables and strikethrough, and
// footnotes. Raw HTML is left out; front matter gives the metadata.
func parseMarkdown(src source) (draft, error) {
	var d draft
	body := strings.ReplaceAll(strings.TrimPrefix(src.text, "\ufeff"), "\r\n", "\n")
	front, body := cutFrontMatter(body)
	d.article = front.article()
	md := goldmark.New(goldmark.WithExtensions(extension.Table, extension.Strikethrough, extension.Footnote))
	source := []byte(tame(body))
	w := markdownWalker{source: source}
	w.place.kind = briefing.TextParagraph
	w.block(md.Parser().Parse(text.NewReader(source)))
	d.blocks = w.blocks
	d.takeMarkdownHeader()
	d.takeNotices()
	return d, nil
}

// tame keeps goldmark from what costs it the square of its input (1,500 lists in
// one another, 30,000 unfinished links in one paragraph: seconds each), and
// which no writer needs: indentation beyond sixty-four columns, and thousands
// of links in a paragraph. No word is changed.
func tame(body string) string {
	const deepest, most = 64, 2000 // columns, links in a paragraph
	if strings.Contains(body, strings.Repeat(" ", deepest+1)) {
		lines := strings.Split(body, "\n")
		for i, l := range lines {
			if bare := strings.TrimLeft(l, " "); len(l)-len(bare) > deepest {
				lines[i] = strings.Repeat(" ", deepest) + bare
			}
		}
		body = strings.Join(lines, "\n")
	}
	if strings.Count(body, "](") <= most {
		return body
	}
	paras := strings.Split(body, "\n\n")
	for i, p := range paras {
		if strings.Count(p, "](") > most {
			paras[i] = strings.ReplaceAll(p, "](", `]\(`)
		}
	}
	return strings.Join(paras, "\n\n")
}

// takeMarkdownHeader takes title, byline, date and subtitle off the head of
// the blocks. The title is a heading of level 1 that comes first, or is the only one.
func (d *draft) takeMarkdownHeader() {
	i := d.titleHeading()
	if i < 0 {
		return
	}
	a := &d.article
	title := d.blocks[i].text
	if a.Title.Value != "" && letters(a.Title.Value) != letters(title) || !fits(title) || len(d.blocks) == 1 {
		return
	}
	a.Title = settle([]claim{{title, fromText}, {a.Title.Value, fromMeta}}, sameLetters, briefing.ConfidenceMedium)
	d.blocks = append(d.blocks[:i:i], d.blocks[i+1:]...)
	if i > 0 {
		return
	}
	const most = 4
	for range most {
		if len(d.blocks) < 2 || !fits(d.blocks[0].text) || !d.takeHeaderBlock(d.blocks[0]) {
			break
		}
		d.blocks = d.blocks[1:]
	}
}

func (d *draft) titleHeading() int {
	found := -1
	for i, b := range d.blocks {
		if b.kind != briefing.TextHeading || b.level != 1 {
			continue
		}
		if i == 0 {
			return 0
		}
		if found >= 0 {
			return -1
		}
		found = i
	}
	return found
}

// takeHeaderBlock reports whether b, which stands right below the title, says
// who wrote the article, when, or what it is about.
func (d *draft) takeHeaderBlock(b block) bool {
	a := &d.article
	date := parseDate(b.text)
	switch {
	case a.Byline.Source != fromText && b.kind == briefing.TextParagraph && byline.MatchString(b.text) && words(b.text) <= 12 && !ends(b.text, fullStops):
		a.Byline = settle([]claim{{byline.ReplaceAllString(b.text, ""), fromText}, {a.Byline.Value, fromMeta}}, sameAuthors, briefing.ConfidenceMedium)
	case a.Published.Source != fromText && date != "":
		a.Published = settle([]claim{{date, fromText}, {a.Published.Value, fromMeta}}, sameDay, briefing.ConfidenceMedium)
	case a.Subtitle.Value == "" && isWhollyItalic(b) && words(b.text) <= 40:
		a.Subtitle = field(b.text, fromText, briefing.ConfidenceMedium)
	default:
		return false
	}
	return true
}

// isWhollyItalic recognises the line in italics under a title.
func isWhollyItalic(b block) bool {
	return b.kind == briefing.TextParagraph && len(b.spans) > 0 && b.spans[0].Kind == briefing.SpanItalic &&
		b.spans[0].Range == briefing.Range{End: briefing.Length(b.text)}
}

// frontMatter are the plain values at the head of a note, between lines of
// three dashes. Only lines “key: value” are read: no YAML is interpreted.
type frontMatter map[string]string

var frontLine = pattern.New(`^([A-Za-z][\w-]*):\s*(.*?)\s*$`)

func cutFrontMatter(s string) (frontMatter, string) {
	rest, ok := strings.CutPrefix(s, "---\n")
	if !ok {
		return nil, s
	}
	head, body, ok := strings.Cut(rest, "\n---\n")
	if !ok {
		return nil, s
	}
	front := frontMatter{}
	for line := range strings.SplitSeq(head, "\n") {
		m := frontLine.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		if value := strings.Trim(m[2], `"'`); value != "" && !strings.ContainsAny(value[:1], "[{&*|>!") {
			front[strings.ToLower(m[1])] = value
		}
	}
	return front, body
}

func (f frontMatter) article() briefing.Article {
	get := func(keys ...string) briefing.Field {
		for _, k := range keys {
			if v := field(f[k], fromMeta, briefing.ConfidenceMedium); v.Value != "" {
				return v
			}
		}
		return briefing.Field{}
	}
	a := briefing.Article{
		Title: get("title"), Subtitle: get("subtitle", "description"), Byline: get("author", "byline", "by"),
		Publisher: get("publisher", "site", "source"), Licence: get("licence", "license"),
	}
	a.Published = field(dateIn(get("date", "published").Value), fromMeta, briefing.ConfidenceMedium)
	a.URL = field(safeWeb(get("url", "canonical", "source_url").Value), fromMeta, briefing.ConfidenceMedium)
	if lang := get("lang", "language"); languagePattern.MatchString(lang.Value) {
		a.Language = lang
	}
	return a
}

// markdownWalker turns a document of goldmark's into blocks.
type markdownWalker struct {
	walker
	source []byte
}

func (w *markdownWalker) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.HTMLBlock, *ast.LinkReferenceDefinition:
	case *ast.ThematicBreak:
		w.flush()
	case *ast.CodeBlock, *ast.FencedCodeBlock:
		w.flush()
		w.add(block{kind: briefing.TextCode, text: string(n.Lines().Value(w.source))})
	case *extast.Table:
		w.flush()
		w.add(w.table(n))
	default:
		if n.Type() == ast.TypeInline {
			w.inlineNode(n)
			return
		}
		w.flush()
		was := w.place
		w.place = was.inMarkdown(n)
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			w.block(c)
		}
		w.flush()
		w.place = was
	}
}

func (p place) inMarkdown(n ast.Node) place {
	switch n := n.(type) {
	case *ast.Heading:
		p.kind, p.level = briefing.TextHeading, n.Level
	case *ast.List:
		p.lists++
	case *ast.ListItem:
		p.kind, p.level = briefing.TextListItem, p.lists
	case *ast.Blockquote:
		p.kind, p.level = briefing.TextQuote, 0
	case *extast.Footnote:
		p.kind, p.level = briefing.TextFootnote, 0
	}
	return p
}

func (w *markdownWalker) table(t *extast.Table) block {
	var rows [][]block
	for r := t.FirstChild(); r != nil; r = r.NextSibling() {
		var row []block
		for c := r.FirstChild(); c != nil; c = c.NextSibling() {
			cell := markdownWalker{source: w.source}
			cell.inlineChildren(c)
			row = append(row, cell.cur.take(briefing.TextTable, 0).normal())
		}
		rows = append(rows, row)
	}
	return table(rows)
}

func (w *markdownWalker) inlineChildren(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		w.inlineNode(c)
	}
}

func (w *markdownWalker) inlineNode(n ast.Node) {
	switch n := n.(type) {
	case *ast.Text:
		w.cur.write(unescape(n.Segment.Value(w.source)))
		if n.SoftLineBreak() || n.HardLineBreak() {
			w.cur.brk()
		}
	case *ast.String:
		w.cur.write(string(n.Value))
	case *ast.CodeSpan:
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if t, ok := c.(*ast.Text); ok {
				w.cur.write(string(t.Segment.Value(w.source)))
			}
		}
	case *ast.AutoLink:
		w.span(briefing.SpanLink, safeURL(string(n.URL(w.source))), func() { w.cur.write(string(n.Label(w.source))) })
	case *ast.Emphasis:
		kind := briefing.SpanItalic
		if n.Level == 2 {
			kind = briefing.SpanBold
		}
		w.span(kind, "", func() { w.inlineChildren(n) })
	case *ast.Link:
		w.span(briefing.SpanLink, safeURL(string(n.Destination)), func() { w.inlineChildren(n) })
	case *ast.RawHTML, *ast.Image, *extast.FootnoteLink, *extast.FootnoteBacklink:
	default:
		w.inlineChildren(n)
	}
}

// span writes text under a span; a link that leads nowhere safe is only text.
func (w *markdownWalker) span(kind briefing.SpanKind, url string, write func()) {
	if kind == briefing.SpanLink && url == "" || w.cur.within(kind) {
		write()
		return
	}
	w.cur.begin(kind, url)
	write()
	w.cur.end()
}

// unescape resolves backslashes and entities, which goldmark leaves to renderers.
func unescape(b []byte) string {
	return escape.ReplaceAllStringFunc(string(b), func(s string) string {
		if s[0] == '\\' {
			return s[1:]
		}
		return html.UnescapeString(s)
	})
}

var escape = pattern.New(`\\[[:punct:]]|&(#\d{1,7}|#[xX][[:xdigit:]]{1,6}|[[:alpha:]][[:alnum:]]*);`)
