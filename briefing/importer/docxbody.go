package importer

import (
	"context"
	"encoding/xml"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"briefdesk/briefing"
	"briefdesk/briefing/opc"
	"briefdesk/briefing/pattern"
)

// docxPara is a block with what tells a title from the running text.
type docxPara struct {
	block
	role    role
	size    int // half-points of its first letters, or 0
	bold    bool
	centred bool
}

// docxReader turns the story of a document, a note, a header or a text box
// into paragraphs. Whatever it does not know it goes into, so that no word is
// lost because of what stands around it.
type docxReader struct {
	*opc.Elements
	ctx    context.Context
	styles *docxStyles
	lists  *docxLists
	links  map[string]opc.Relation // of the part
	seen   *docxSeen
	flow
	fields []docxField // open, the innermost last
	link   string      // of the hyperlink element that is open
	inTOC  int         // tables of contents that are open
	count  int         // of elements, to look at the clock now and then
}

// docxSeen is what was met and left out, or is to be read later.
type docxSeen struct {
	footnotes, endnotes                 []string // identifiers, in the order of the text
	tracked, comments, hidden, embedded bool
}

// flow is a sequence of paragraphs: the body, a cell or a text box.
type flow struct {
	out   []docxPara
	cur   phrase
	style paraStyle // of the paragraph being read
	first runStyle  // of its first words
	begun bool
	boxes []docxPara // of the text boxes in it
}

// docxField is a field: a code, and the text it comes to.
type docxField struct {
	code    string
	results bool // the code is over
	toc     bool
}

const (
	wordML       = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	wordMLStrict = "http://purl.oclc.org/ooxml/wordprocessingml/main"
	mathML       = "http://schemas.openxmlformats.org/officeDocument/2006/math"
	mathMLStrict = "http://purl.oclc.org/ooxml/officeDocument/math"
	compatML     = "http://schemas.openxmlformats.org/markup-compatibility/2006"
)

// key is the name of an element with the usual prefix of its namespace: none
// for WordprocessingML, and ? for those that are only gone into.
func key(el xml.StartElement) string {
	switch el.Name.Space {
	case wordML, wordMLStrict:
		return el.Name.Local
	case mathML, mathMLStrict:
		return "m:" + el.Name.Local
	case compatML:
		return "mc:" + el.Name.Local
	}
	return "?"
}

// story reads all that stands in the element entered last.
func (r *docxReader) story() error { return r.Each(r.visit) }

// within reads f as a flow of its own and returns its paragraphs.
func (r *docxReader) within(f func() error) ([]docxPara, error) {
	was := r.flow
	r.flow = flow{}
	err := f()
	r.flush()
	out := r.out
	r.flow = was
	return out, err
}

func (r *docxReader) visit(el xml.StartElement) error {
	if r.count++; r.count%4096 == 0 && r.ctx.Err() != nil {
		return r.ctx.Err()
	}
	if len(r.out) > maxBlocks {
		return nil
	}
	switch key(el) {
	case "p":
		return r.paragraph()
	case "pPr":
		return r.paragraphStyle()
	case "tbl":
		return r.table()
	case "r":
		return r.run()
	case "del", "moveFrom":
		r.seen.tracked = true
		return nil
	case "ins", "moveTo":
		r.seen.tracked = true
		return r.story()
	case "hyperlink":
		return r.hyperlink(el)
	case "fldSimple":
		r.fields = append(r.fields, docxField{code: wordAttr(el, "instr"), results: true})
		defer func() { r.fields = r.fields[:len(r.fields)-1] }()
		return r.story()
	case "sdt":
		return r.control()
	case "mc:AlternateContent":
		return r.alternatives()
	case "txbxContent":
		return r.box()
	case "altChunk":
		r.seen.embedded = true
		return nil
	case "sectPr", "rPr", "tblPr", "tblGrid", "trPr", "tcPr", "sdtPr", "smartTagPr", "customXmlPr", "rt", "m:ctrlPr":
		return nil
	case "commentReference":
		r.seen.comments = true
		return nil
	case "m:r":
		return r.story()
	case "m:t":
		return r.words()
	case "m:den":
		r.write("/")
		return r.story()
	case "m:sup":
		r.write("^")
		return r.story()
	case "m:sub":
		r.write("_")
		return r.story()
	}
	return r.story()
}

// paragraph reads one paragraph. The next one goes on with it where its end is
// deleted or hidden, or where it is the letter that the next one begins with.
func (r *docxReader) paragraph() error {
	r.style, r.begun = r.inherited(paraStyle{}), true
	if err := r.story(); err != nil {
		return err
	}
	r.fields = slices.DeleteFunc(r.fields, func(f docxField) bool { return !f.results })
	switch {
	case r.style.markGone, r.style.mark.hidden == on:
	case r.style.dropCap:
		r.cur.space = false
	default:
		r.flush()
	}
	return nil
}

func (r *docxReader) paragraphStyle() error {
	direct, err := readParaStyle(r.Elements)
	r.style = r.inherited(direct)
	if direct.markGone {
		r.seen.tracked = true
	}
	return err
}

// inherited is a paragraph's style with what its named style says.
func (r *docxReader) inherited(direct paraStyle) paraStyle {
	if direct.style == "" {
		direct.style = r.styles.normal
	}
	p := direct.over(r.styles.look(direct.style).para)
	p.run = p.run.over(r.styles.defaults)
	return p
}

// flush ends the paragraph being read. Its boxes come after it, so that they do
// not cut it in two.
func (r *docxReader) flush() {
	p := docxPara{
		role: r.styles.look(r.style.style).role, centred: r.style.centred == on,
		size: r.first.size, bold: r.first.bold == on,
	}
	kind, level := r.kindOf(p.role)
	p.block = r.cur.take(kind, level)
	p.spans = joinSpans(p.text, p.spans)
	if kind == briefing.TextHeading {
		p.spans = slices.DeleteFunc(p.spans, func(sp briefing.Span) bool { return sp.Kind == briefing.SpanBold })
	}
	p.block = p.block.normal()
	if p.text != "" && p.role != roleContents {
		r.out = append(r.out, p)
	}
	r.out = append(r.out, r.boxes...)
	r.flow = flow{out: r.out, cur: r.cur}
}

func (r *docxReader) kindOf(is role) (briefing.TextKind, int) {
	switch {
	case is == roleQuote:
		return briefing.TextQuote, 0
	case is == roleCaption:
		return briefing.TextCaption, 0
	case is == roleCode:
		return briefing.TextCode, 0
	case 0 < r.style.outline && r.style.outline < 10:
		return briefing.TextHeading, min(r.style.outline, 6)
	}
	if depth := r.lists.depth(r.style); depth > 0 && is == roleNone {
		return briefing.TextListItem, depth
	}
	return briefing.TextParagraph, 0
}

// joinSpans makes one span of those that only the runs of the document part.
func joinSpans(text string, spans []briefing.Span) []briefing.Span {
	var joined []briefing.Span
	last := map[briefing.Span]int{} // by kind and address
	runes := []rune(text)
	for _, sp := range spans {
		like := briefing.Span{Kind: sp.Kind, URL: sp.URL}
		i, ok := last[like]
		if ok && sp.Start <= joined[i].End+1 && strings.TrimSpace(string(runes[joined[i].End:max(sp.Start, joined[i].End)])) == "" {
			joined[i].End = max(sp.End, joined[i].End)
			continue
		}
		last[like] = len(joined)
		joined = append(joined, sp)
	}
	return joined
}

// openRun is a run being read: text that is set alike.
type openRun struct {
	style runStyle
	named string // a style of characters
	begun bool
	spans int // that it opened
}

func (r *docxReader) run() error {
	var run openRun
	defer func() { r.endRun(&run) }()
	return r.Each(func(el xml.StartElement) error {
		switch k := key(el); {
		case k == "rPr":
			return r.Each(func(el xml.StartElement) error {
				if el.Name.Local == "rStyle" {
					run.named = wordAttr(el, "val")
				}
				run.style.set(el)
				return nil
			})
		case k == "fldChar" || k == "instrText":
			r.endRun(&run)
			return r.field(el)
		case r.hides(run):
			r.seen.hidden = r.seen.hidden || k == "t"
			return nil
		}
		r.beginRun(&run)
		return r.piece(el, run.style)
	})
}

// hides reports whether a run is not to be seen.
func (r *docxReader) hides(run openRun) bool {
	const smallest = 2 // half-points; nobody reads smaller letters
	size := run.style.size
	return r.look(run).hidden == on || 0 < size && size <= smallest
}

// look is how a run is set in the end.
func (r *docxReader) look(run openRun) runStyle {
	return run.style.over(r.styles.characters(run.named)).over(r.style.run)
}

// beginRun opens the spans of a run. What the whole paragraph is set in by its
// style is no emphasis.
func (r *docxReader) beginRun(run *openRun) {
	if run.begun {
		return
	}
	run.begun = true
	if r.first == (runStyle{}) {
		r.first = r.look(*run)
	}
	open := func(kind briefing.SpanKind, url string) {
		if !r.cur.within(kind) {
			r.cur.begin(kind, url)
			run.spans++
		}
	}
	if url := safeURL(r.address()); url != "" {
		open(briefing.SpanLink, url)
	}
	own := run.style.over(r.styles.characters(run.named))
	if own.bold == on {
		open(briefing.SpanBold, "")
	}
	if own.italic == on {
		open(briefing.SpanItalic, "")
	}
}

func (r *docxReader) endRun(run *openRun) {
	for ; run.spans > 0; run.spans-- {
		r.cur.end()
	}
	run.begun = false
}

// address is where the words being read lead, or empty.
func (r *docxReader) address() string {
	for i := range slices.Backward(r.fields) {
		if url := hyperlinkIn(r.fields[i].code); url != "" {
			return url
		}
	}
	return r.link
}

var hyperlinkField = pattern.New(`^\s*HYPERLINK\s+(?:\\[a-z]\s+)*"([^"]+)"`)

func hyperlinkIn(code string) string {
	if m := hyperlinkField.FindStringSubmatch(code); m != nil {
		return m[1]
	}
	return ""
}

// piece reads an element of a run.
func (r *docxReader) piece(el xml.StartElement, style runStyle) error {
	switch key(el) {
	case "t":
		text, err := r.Text()
		if style.font != "" {
			text = strings.Map(func(c rune) rune {
				if 0xf000 <= c && c <= 0xf0ff {
					return symbol(style.font, c)
				}
				return c
			}, text)
		}
		r.write(text)
		return err
	case "tab", "br", "cr", "ptab":
		r.cur.brk()
	case "noBreakHyphen":
		r.write("\u2011")
	case "sym":
		if c, err := strconv.ParseUint(wordAttr(el, "char"), 16, 16); err == nil {
			r.write(string(symbol(strings.ToLower(wordAttr(el, "font")), rune(c))))
		}
	case "footnoteReference":
		r.seen.footnotes = append(r.seen.footnotes, wordAttr(el, "id"))
	case "endnoteReference":
		r.seen.endnotes = append(r.seen.endnotes, wordAttr(el, "id"))
	case "delText", "delInstrText", "softHyphen", "footnoteRef", "endnoteRef", "annotationRef", "separator", "continuationSeparator", "pgNum",
		"lastRenderedPageBreak":
	case "object":
		r.seen.embedded = true
		return r.story()
	default:
		return r.visit(el)
	}
	return nil
}

func (r *docxReader) words() error {
	text, err := r.Text()
	r.write(text)
	return err
}

// write adds words to the paragraph, unless they are the code of a field or
// stand in a table of contents.
func (r *docxReader) write(s string) {
	if r.inTOC > 0 {
		return
	}
	for i := range r.fields {
		if !r.fields[i].results {
			return
		}
	}
	r.cur.write(s)
}

// field reads the parts of a field, which runs share out among them.
func (r *docxReader) field(el xml.StartElement) error {
	last := len(r.fields) - 1
	if key(el) == "instrText" {
		code, err := r.Text()
		if last >= 0 && !r.fields[last].results && len(r.fields[last].code) < longestURL {
			r.fields[last].code += code
		}
		return err
	}
	switch wordAttr(el, "fldCharType") {
	case "begin":
		if len(r.fields) < opc.MaxDepth {
			r.fields = append(r.fields, docxField{})
		}
	case "separate":
		if last >= 0 {
			f := &r.fields[last]
			f.results = true
			if f.toc = strings.HasPrefix(strings.TrimSpace(f.code), "TOC "); f.toc {
				r.inTOC++
			}
		}
	case "end":
		if last >= 0 {
			if r.fields[last].toc {
				r.inTOC--
			}
			r.fields = r.fields[:last]
		}
	}
	return nil
}

func (r *docxReader) hyperlink(el xml.StartElement) error {
	was := r.link
	for _, a := range el.Attr {
		if rel := r.links[a.Value]; a.Name.Local == "id" && rel.External {
			r.link = rel.Target
		}
	}
	defer func() { r.link = was }()
	return r.story()
}

// control reads a content control: not the words that only ask for others,
// and not a table of contents.
func (r *docxReader) control() error {
	placeholder, contents := false, false
	return r.Each(func(el xml.StartElement) error {
		switch key(el) {
		case "sdtPr":
			return r.Each(func(el xml.StartElement) error {
				switch el.Name.Local {
				case "showingPlcHdr":
					placeholder = triOf(el) == on
				case "docPartObj":
					return r.Each(func(el xml.StartElement) error {
						contents = contents || el.Name.Local == "docPartGallery" && wordAttr(el, "val") == "Table of Contents"
						return nil
					})
				}
				return nil
			})
		case "sdtContent":
			if placeholder || contents {
				return nil
			}
			return r.story()
		}
		return nil
	})
}

// alternatives reads one of the forms in which the document says the same.
func (r *docxReader) alternatives() error {
	said := r.said()
	return r.Each(func(el xml.StartElement) error {
		if r.said() != said {
			return nil
		}
		return r.story()
	})
}

// said tells whether anything was read since.
func (r *docxReader) said() [4]int {
	return [4]int{len(r.out), len(r.boxes), int(r.cur.at), len(r.cur.spans)}
}

// box reads a text box.
func (r *docxReader) box() error {
	fields, link := r.fields, r.link
	r.fields, r.link = nil, ""
	boxed, err := r.within(r.story)
	r.fields, r.link = fields, link
	if r.begun {
		r.boxes = append(r.boxes, boxed...)
	} else {
		r.out = append(r.out, boxed...)
	}
	return err
}

// table reads a table. One that only places what stands in it is read as the
// paragraphs in its cells, row by row.
func (r *docxReader) table() error {
	if r.begun && r.cur.at > 0 {
		r.flush()
	}
	var rows [][][]docxPara
	err := r.rows(&rows)
	if !isDataTable(rows) {
		for _, row := range rows {
			r.out = append(r.out, slices.Concat(row...)...)
		}
		return err
	}
	var cells [][]block
	for _, row := range rows {
		var line []block
		for _, cell := range row {
			line = append(line, joinCell(cell))
		}
		cells = append(cells, line)
	}
	if b := table(cells).normal(); b.text != "" {
		r.out = append(r.out, docxPara{block: b})
	}
	return err
}

// rows gathers the rows of a table, which controls and changes may enclose.
func (r *docxReader) rows(rows *[][][]docxPara) error {
	return r.Each(func(el xml.StartElement) error {
		switch key(el) {
		case "tr":
			var row [][]docxPara
			deleted := false
			err := r.cells(&row, &deleted)
			if !deleted {
				*rows = append(*rows, row)
			}
			return err
		case "tblPr", "tblGrid", "sdtPr", "sdtEndPr", "customXmlPr":
			return nil
		}
		return r.rows(rows)
	})
}

func (r *docxReader) cells(row *[][]docxPara, deleted *bool) error {
	return r.Each(func(el xml.StartElement) error {
		switch key(el) {
		case "tc":
			cell, err := r.cell()
			*row = append(*row, cell)
			return err
		case "trPr":
			return r.Each(func(el xml.StartElement) error {
				switch el.Name.Local {
				case "del":
					*deleted, r.seen.tracked = true, true
				case "hidden":
					*deleted, r.seen.hidden = true, true
				}
				return nil
			})
		case "tblPrEx", "sdtPr", "sdtEndPr", "customXmlPr":
			return nil
		}
		return r.cells(row, deleted)
	})
}

func (r *docxReader) cell() ([]docxPara, error) {
	deleted := false
	cell, err := r.within(func() error {
		return r.Each(func(el xml.StartElement) error {
			if key(el) == "tcPr" {
				return r.Each(func(el xml.StartElement) error {
					deleted = deleted || el.Name.Local == "cellDel"
					return nil
				})
			}
			return r.visit(el)
		})
	})
	if deleted {
		r.seen.tracked = true
		return nil, err
	}
	return cell, err
}

// isDataTable reports whether a table holds data rather than places text: two
// rows and columns at least, no headings, and cells that are short.
func isDataTable(rows [][][]docxPara) bool {
	const mostWords = 60 // of a cell
	columns := 0
	for _, row := range rows {
		columns = max(columns, len(row))
		for _, cell := range row {
			n := 0
			for _, p := range cell {
				if p.kind == briefing.TextHeading {
					return false
				}
				n += words(p.text)
			}
			if len(cell) > 1 && n > mostWords {
				return false
			}
		}
	}
	return len(rows) > 1 && columns > 1
}

// joinCell is a cell in one line.
func joinCell(paras []docxPara) block {
	var b block
	for _, p := range paras {
		if b.text != "" {
			b.text += " "
		}
		at := briefing.Length(b.text)
		for _, sp := range p.spans {
			sp.Start, sp.End = sp.Start+at, sp.End+at
			b.spans = append(b.spans, sp)
		}
		b.text += strings.ReplaceAll(p.text, "\n", " ") // of a table in the cell
	}
	return b
}

// The codes of Symbol from 0x41 on are Adobe's; those without a sign in Unicode are �.
const symbolLetters = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_\u203eαβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"

const symbolHigh = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…\ufffd\ufffd↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑"

var wingdings = map[rune]rune{
	0x6c: '●', 0x6d: '❍', 0x6e: '■', 0x6f: '□', 0x71: '❑', 0x75: '◆', 0x76: '❖', 0x77: '⬥', 0x9f: '•', 0xa7: '▪', 0xa8: '◻',
	0xd8: '➢', 0xdf: '←', 0xe0: '→', 0xe1: '↑', 0xe2: '↓', 0xe8: '➔', 0xef: '⇦', 0xf0: '⇨', 0xfb: '✗', 0xfc: '✓', 0xfd: '☒', 0xfe: '☑',
	0x4a: '☺', 0x4b: '😐', 0x4c: '☹', 0x28: '🕿', 0x2a: '🖂', 0x22: '✂',
}

// symbol is the sign that a font shows for a code; fonts of symbols have theirs
// in the private area from U+F000 as well. A sign that is not known is U+FFFD.
func symbol(font string, code rune) rune {
	if code >= 0xf000 && code <= 0xf0ff {
		code -= 0xf000
	}
	switch {
	case font == "symbol" && 0x41 <= code && int(code-0x41) < utf8.RuneCountInString(symbolLetters):
		return []rune(symbolLetters)[code-0x41]
	case font == "symbol" && 0xa0 <= code && int(code-0xa0) < utf8.RuneCountInString(symbolHigh):
		return []rune(symbolHigh)[code-0xa0]
	case font == "wingdings" && code > ' ':
		if sign, ok := wingdings[code]; ok {
			return sign
		}
		return '\ufffd'
	case strings.HasPrefix(font, "wingdings") || strings.HasPrefix(font, "webdings"):
		return '\ufffd'
	}
	return code
}
