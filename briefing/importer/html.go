package importer

import (
	"net/url"
	"slices"
	"strings"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"briefdesk/briefing"
	"briefdesk/briefing/pattern"
)

// parseHTML reads a saved web page.
func parseHTML(src source) (draft, error) { return readPage(src.text, briefing.Article{}) }

// readPage reads a whole web page: the article, and the menus, teasers and
// notices around it. What is known of the article from elsewhere, such as the
// address in a web archive, goes before what the page says of itself.
//
// Readability finds the article's part of the page; it loses most disclaimers,
// so notices are also looked for in what the page shows after the article's
// last words.
func readPage(text string, known briefing.Article) (draft, error) {
	doc, err := parseTree(text)
	if err != nil {
		return draft{}, err
	}
	page := blocksOf(doc)
	containers := containersOf(doc)
	facts := factsOf(doc, text)
	facts.look(page)
	parser := readability.NewParser()
	parser.KeepClasses = true
	base, _ := url.Parse(first(known.URL, facts.address()).Value) // no base for links where it is not known
	found, err := parser.ParseAndMutate(doc, base)
	if err != nil {
		return draft{}, &refusal{reason: "no article can be found in it; save what you see as text", cause: err}
	}

	var d draft
	d.article = known
	d.complete(facts.article(found))
	if found.Node != nil {
		nameElements(found.Node)
		dropBoxes(found.Node)
		d.blocks = blocksOf(found.Node)
	}
	if len(d.blocks) == 0 {
		d.blocks = page
	}
	d.fitTo(containers)
	d.dropFurniture()
	d.dropRepeats()
	d.markPullQuotes()
	d.takeNotices()
	d.takePageNotices(page)
	return d, nil
}

// nameElements gives the elements that readability has made or renamed the
// atoms of their names.
func nameElements(n *html.Node) {
	for c := range n.Descendants() {
		if c.Type == html.ElementNode {
			c.DataAtom = atom.Lookup([]byte(c.Data))
		}
	}
}

// readBody reads HTML that is an article and nothing else: the body of a mail,
// the content of an entry in a feed. All its metadata are known from elsewhere.
func readBody(text string, known briefing.Article) (draft, error) {
	doc, err := parseTree(text)
	if err != nil {
		return draft{}, err
	}
	d := draft{article: known, blocks: blocksOf(doc)}
	d.dropRepeats()
	d.takeNotices()
	return d, nil
}

// parseTree parses HTML and takes out what its readers do not see.
func parseTree(text string) (*html.Node, error) {
	doc, err := html.Parse(strings.NewReader(text))
	if err != nil {
		return nil, &refusal{reason: "its elements are nested too deeply to be a page for people (" + err.Error() + "); save what you see as text"}
	}
	prepare(doc)
	return doc, nil
}

// complete fills what is not known of the article from other.
func (d *draft) complete(other briefing.Article) {
	a := &d.article
	a.Title = first(a.Title, other.Title)
	a.Subtitle = first(a.Subtitle, other.Subtitle)
	a.Byline = first(a.Byline, other.Byline)
	a.Publisher = first(a.Publisher, other.Publisher)
	a.Published = first(a.Published, other.Published)
	a.URL = first(a.URL, other.URL)
	a.Language = first(a.Language, other.Language)
	a.Genre = first(a.Genre, other.Genre)
	a.Licence = first(a.Licence, other.Licence)
}

// prepare removes what a reader of the page does not see, and what would make
// addresses relative to anything but the page's own.
func prepare(doc *html.Node) {
	dropHidden(doc)
	var gone []*html.Node
	for n := range doc.Descendants() {
		switch {
		case n.DataAtom == atom.Base, n.DataAtom == atom.Template, isNoteMark(n), isHoverCard(n), isSelfLink(n):
			gone = append(gone, n)
		case n.DataAtom == atom.Aside && isPullQuote(n):
			n.Data, n.DataAtom = "blockquote", atom.Blockquote // readability drops asides
		}
	}
	for _, n := range gone {
		n.Parent.RemoveChild(n)
	}
}

// selfSigns are what links within a page show that have no words.
const selfSigns = "#¶§🔗↩↑^←⤴\uFE0E\uFE0F "

// isSelfLink reports whether n is the sign at the end of a heading that leads to
// the heading itself, or at that of a footnote which leads back.
func isSelfLink(n *html.Node) bool {
	if n.DataAtom != atom.A || !strings.HasPrefix(attr(n, "href"), "#") {
		return false
	}
	text := shortText(n)
	return text != "" && strings.Trim(text, selfSigns) == ""
}

// isHoverCard reports whether n, in the midst of a sentence, is a picture with
// several links after it: what pops up over a name that the mouse points at.
func isHoverCard(n *html.Node) bool {
	const widest = 60 // elements and texts
	if n.DataAtom != atom.Span {
		return false
	}
	nodes, links, pictured := 0, 0, false
	for c := range n.Descendants() {
		switch nodes++; {
		case nodes > widest:
			return false
		case c.DataAtom == atom.A:
			links++
		case c.DataAtom == atom.Img:
			pictured = true
		case c.Type == html.TextNode && !pictured && strings.TrimSpace(c.Data) != "":
			return false
		}
	}
	return links > 1 && pictured
}

// isNoteMark reports whether n is a mark that leads to a footnote or back from
// it: printed with the words it stands at, it would seem to be one of them.
func isNoteMark(n *html.Node) bool {
	const longest = 12 // bytes of text, enough for [citation]
	switch role := attr(n, "role"); {
	case role == "doc-noteref", role == "doc-backlink":
		return true
	case n.DataAtom != atom.Sup && n.DataAtom != atom.A:
		return false
	case n.DataAtom == atom.A:
		return backMark.MatchString(attr(n, "class")) && textSize(n) <= longest
	}
	for c := range n.Descendants() {
		if c.DataAtom == atom.A && strings.HasPrefix(attr(c, "href"), "#") {
			return textSize(n) <= longest
		}
	}
	return false
}

var (
	backMark = pattern.New(`(?i)footnote-?_?(ref|back|anchor)|reversefootnote|noteref`)
	noteName = naming(`note`, `foot ?notes?|end ?notes?|doc footnotes?|doc endnotes?`)
)

var pullQuote = pattern.New(`(?i)pull-?_?quote`)

func isPullQuote(n *html.Node) bool { return pullQuote.MatchString(attr(n, "class")) }

func has(n *html.Node, key string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Namespace == "" && a.Key == key })
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Namespace == "" && a.Key == key {
			return a.Val
		}
	}
	return ""
}

// walker turns a tree of elements into blocks. Inline text gathers in cur until
// an element that begins or ends a block sends it off.
type walker struct {
	blocks []block
	skip   map[*html.Node]bool // elements to leave out
	cur    phrase
	place  place
}

// place is what the next block will be.
type place struct {
	kind  briefing.TextKind
	level int
	lists int // how many lists it stands in
}

func blocksOf(n *html.Node) []block { return blocksWithout(n, nil) }

// blocksWithout are the blocks of n but for what stands in the elements of skip.
func blocksWithout(n *html.Node, skip map[*html.Node]bool) []block {
	w := walker{place: place{kind: briefing.TextParagraph}, skip: skip}
	w.walk(n)
	w.flush()
	return w.blocks
}

func (w *walker) flush() {
	w.add(w.cur.take(w.place.kind, w.place.level))
}

// lineBreak ends a line. An empty line ends a paragraph: mails and old pages
// have no other mark for it.
func (w *walker) lineBreak() {
	isText := w.place.kind == briefing.TextParagraph || w.place.kind == briefing.TextQuote
	if w.cur.broken && isText {
		w.flush()
		return
	}
	w.cur.brk()
}

func (w *walker) add(b block) {
	if b = b.normal(); b.text != "" && len(w.blocks) <= maxBlocks {
		w.blocks = append(w.blocks, b)
	}
}

// unseen elements hold no running text.
var unseen = []atom.Atom{
	atom.Head, atom.Script, atom.Style, atom.Noscript, atom.Template, atom.Title, atom.Svg, atom.Math, atom.Iframe, atom.Object,
	atom.Embed, atom.Audio, atom.Video, atom.Canvas, atom.Button, atom.Input, atom.Select, atom.Textarea, atom.Datalist, atom.Map,
	atom.Noembed, atom.Noframes, atom.Applet,
}

// inline elements do not interrupt the text that they stand in.
var inline = []atom.Atom{
	atom.A, atom.Abbr, atom.Acronym, atom.B, atom.Bdi, atom.Bdo, atom.Big, atom.Cite, atom.Code, atom.Data, atom.Del, atom.Dfn, atom.Em,
	atom.Font, atom.I, atom.Img, atom.Ins, atom.Kbd, atom.Label, atom.Mark, atom.Nobr, atom.Q, atom.Rp, atom.Rt, atom.Ruby, atom.S, atom.Samp,
	atom.Small, atom.Span, atom.Strike, atom.Strong, atom.Sub, atom.Sup, atom.Time, atom.Tt, atom.U, atom.Var, atom.Wbr, atom.Picture, atom.Source,
}

func (w *walker) walk(n *html.Node) {
	switch n.Type {
	case html.TextNode:
		w.cur.write(n.Data)
	case html.DocumentNode:
		w.children(n)
	case html.ElementNode:
		w.element(n)
	}
}

func (w *walker) children(n *html.Node) {
	for c := range n.ChildNodes() {
		w.walk(c)
	}
}

func (w *walker) element(n *html.Node) {
	switch {
	case slices.Contains(unseen, n.DataAtom) || w.skip[n]:
	case n.DataAtom == atom.Br:
		w.lineBreak()
	case n.DataAtom == atom.Hr:
		w.flush()
	case n.DataAtom == atom.Pre:
		w.flush()
		w.add(block{kind: briefing.TextCode, text: textOf(n)})
	case n.DataAtom == atom.Table && isData(n):
		w.flush()
		for c := range n.ChildNodes() {
			if c.DataAtom == atom.Caption {
				w.element(c)
			}
		}
		w.add(tableOf(n))
	case slices.Contains(inline, n.DataAtom) || n.DataAtom == 0 && !strings.Contains(n.Data, "-"):
		w.inline(n)
	default:
		w.flush()
		was := w.place
		w.place = was.in(n)
		w.children(n)
		w.flush()
		w.place = was
	}
}

// in is the place within n, a block element that stands in p.
func (p place) in(n *html.Node) place {
	switch n.DataAtom {
	case atom.H1, atom.H2, atom.H3, atom.H4, atom.H5, atom.H6:
		p.kind, p.level = briefing.TextHeading, int(n.Data[1]-'0')
	case atom.Ul, atom.Ol:
		p.lists++
		if noteName.matches(names(n)) {
			p.kind, p.level = briefing.TextFootnote, 0
		}
	case atom.Li:
		if p.kind != briefing.TextFootnote {
			p.kind, p.level = briefing.TextListItem, max(p.lists, 1)
		}
	case atom.Blockquote:
		p.kind, p.level = briefing.TextQuote, 0
		if isPullQuote(n) {
			p.kind = briefing.TextPullQuote
		}
	case atom.Figcaption, atom.Caption:
		p.kind, p.level = briefing.TextCaption, 0
	default:
		switch {
		case noteName.matches(names(n)) || strings.HasPrefix(attr(n, "role"), "doc-footnote") || attr(n, "role") == "doc-endnotes":
			p.kind, p.level = briefing.TextFootnote, 0
		case isPullQuote(n):
			p.kind, p.level = briefing.TextPullQuote, 0
		case p.kind == briefing.TextParagraph && isCaption(n):
			p.kind, p.level = briefing.TextCaption, 0
		}
	}
	return p
}

var captionName = naming(`caption|cutline|credit|description`, `(wp |image |img |photo |picture |media |figure |slide |news )?(captions?|cutline)( text| body)?|(image|photo|picture|media) (credits?|description)`)

// isCaption reports whether n, which is no figcaption, serves as one: by its
// name, or because it holds a picture and a few words.
func isCaption(n *html.Node) bool {
	const most, widest = 40, 60 // words, elements and texts
	if captionName.matches(names(n)) {
		return true
	}
	if n.DataAtom != atom.Div && n.DataAtom != atom.Span && n.DataAtom != atom.Figure {
		return false
	}
	pictures, text, nodes := 0, 0, 0
	for c := range n.Descendants() {
		if nodes++; nodes > widest {
			return false
		}
		switch {
		case c.Type == html.TextNode && !isUnseen(c.Parent):
			if text += words(c.Data); text > most {
				return false
			}
		case c.DataAtom == atom.Img || c.DataAtom == atom.Picture:
			pictures++
		case slices.Contains(structural, c.DataAtom):
			return false
		}
	}
	return pictures > 0 && text > 0
}

// structural elements do not stand in captions.
var structural = []atom.Atom{atom.H1, atom.H2, atom.H3, atom.H4, atom.Ul, atom.Ol, atom.Table, atom.Blockquote, atom.Pre}

var spanKinds = map[atom.Atom]briefing.SpanKind{
	atom.B: briefing.SpanBold, atom.Strong: briefing.SpanBold,
	atom.I: briefing.SpanItalic, atom.Em: briefing.SpanItalic, atom.Cite: briefing.SpanItalic,
	atom.A: briefing.SpanLink,
}

func (w *walker) inline(n *html.Node) {
	kind, link := spanKinds[n.DataAtom], ""
	if kind == briefing.SpanLink && !strings.HasPrefix(attr(n, "href"), "#") {
		w.cur.links++
		defer func() { w.cur.links-- }()
	}
	if kind == briefing.SpanLink {
		if link = safeURL(attr(n, "href")); link == "" {
			kind = ""
		}
	}
	if kind != "" && !w.cur.within(kind) {
		w.cur.begin(kind, link)
		defer w.cur.end()
	}
	w.children(n)
}

// textOf is the text within n with its line feeds and spaces.
func textOf(n *html.Node) string {
	var b strings.Builder
	for c := range n.Descendants() {
		switch {
		case c.Type == html.TextNode && !slices.Contains(unseen, c.Parent.DataAtom):
			b.WriteString(c.Data)
		case c.DataAtom == atom.Br:
			b.WriteByte('\n')
		}
	}
	return b.String()
}

// isData reports whether a table holds data: two rows and columns at least, and
// no cell with a table, list or several paragraphs in it. Others only place
// what stands in them.
func isData(table *html.Node) bool {
	rows, columns := 0, 0
	for n := range table.Descendants() {
		switch n.DataAtom {
		case atom.Table, atom.Ul, atom.Ol, atom.Blockquote, atom.Pre, atom.H1, atom.H2, atom.H3, atom.Article, atom.Section:
			return false
		case atom.P:
			if followsParagraph(n) {
				return false
			}
		case atom.Tr:
			rows++
			columns = max(columns, len(cellsOf(n)))
		}
	}
	return rows > 1 && columns > 1
}

func followsParagraph(n *html.Node) bool {
	for s := n.PrevSibling; s != nil; s = s.PrevSibling {
		if s.DataAtom == atom.P {
			return true
		}
	}
	return false
}

func cellsOf(row *html.Node) []*html.Node {
	var cells []*html.Node
	for c := range row.ChildNodes() {
		if c.DataAtom == atom.Td || c.DataAtom == atom.Th {
			cells = append(cells, c)
		}
	}
	return cells
}

func tableOf(n *html.Node) block {
	var rows [][]block
	for r := range n.Descendants() {
		if r.DataAtom != atom.Tr {
			continue
		}
		var row []block
		for _, c := range cellsOf(r) {
			row = append(row, cellOf(c))
		}
		rows = append(rows, row)
	}
	return table(rows)
}

// cellOf is the text of a cell in one line.
func cellOf(cell *html.Node) block {
	blocks := blocksOf(cell)
	if len(blocks) == 1 {
		return blocks[0]
	}
	var p phrase
	for _, b := range blocks {
		p.write(b.text)
		p.brk()
	}
	return p.take(briefing.TextTable, 0)
}

// dropRepeats removes the blocks at the head of the article that only say
// again what its metadata say.
func (d *draft) dropRepeats() {
	const head = 8
	a := d.article
	said := []string{letters(a.Title.Value), letters(a.Subtitle.Value), letters(a.Byline.Value), letters("By " + a.Byline.Value)}
	i := 0
	d.blocks = slices.DeleteFunc(d.blocks, func(b block) bool {
		i++
		l := letters(b.text)
		return i <= head && (l == "" || slices.Contains(said, l))
	})
}

// markPullQuotes finds the quotations and paragraphs that say, set apart, what
// the running text says as well.
func (d *draft) markPullQuotes() {
	const fewest, most, many = 6, 50, 2000 // words, words, blocks
	if len(d.blocks) > many {
		return
	}
	var all strings.Builder
	said := map[string]int{}
	for _, b := range d.blocks {
		l := letters(b.text)
		all.WriteString(l + "\n")
		said[l]++
	}
	for i, b := range d.blocks {
		isApart := b.kind == briefing.TextQuote || b.kind == briefing.TextParagraph && ends(b.text, fullStops)
		if n := words(b.text); !isApart || n < fewest || n > most {
			continue
		}
		if l := letters(b.text); said[l] == 1 && strings.Count(all.String(), l) > 1 {
			d.blocks[i].kind, d.blocks[i].level = briefing.TextPullQuote, 0
		}
	}
}
