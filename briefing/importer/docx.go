package importer

import (
	"bytes"
	"context"
	"encoding/xml"
	"errors"
	"slices"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/opc"
	"briefdesk/briefing/pattern"
)

// A Word document is read in the order in which Word shows it: paragraphs with
// what their styles say they are (docxstyle.go), tables, text boxes after the
// paragraph they hang on, and the notes at the end (docxbody.go). Inserted text
// is kept and deleted text left out, as if all changes had been accepted.
// Comments, hidden text and the codes of fields never come in. Pages are not
// marked: where they turn depends on the printer.

// isDOCX recognises a Word document by the names of its parts, which a ZIP
// archive holds uncompressed.
func isDOCX(data []byte) bool {
	return isZIP(data) && bytes.Contains(data, []byte("[Content_Types].xml")) && bytes.Contains(data, []byte("word/"))
}

func isZIP(data []byte) bool { return bytes.HasPrefix(data, []byte("PK\x03\x04")) }

// parseDOCX reads a Word document.
func parseDOCX(ctx context.Context, src source) ([]draft, error) {
	drafts, err := readDOCX(ctx, src)
	if fault, ok := errors.AsType[*opc.Error](err); ok {
		why := &refusal{reason: fault.Reason}
		if fault.Locked {
			why.cause = ErrUnsupported
		}
		return nil, why
	}
	return drafts, err
}

func readDOCX(ctx context.Context, src source) ([]draft, error) {
	pkg, err := opc.Open(src.data)
	if err != nil {
		return nil, err
	}
	doc, err := document(ctx, pkg)
	if err != nil {
		return nil, err
	}
	var d draft
	d.article = properties(pkg)
	body, err := doc.body()
	if damage := doc.damage(err, body); damage != nil {
		return nil, damage
	} else if err != nil {
		d.warn("The document is damaged: what stood after “%s” is missing.", excerpt(body[len(body)-1].text))
	}
	notes, err := doc.notes()
	if err != nil {
		d.warn("The notes of the document are damaged, and may be incomplete.")
	}
	body = d.takeDOCXHeader(body)
	for _, p := range append(body, notes...) {
		d.blocks = append(d.blocks, p.block)
	}
	d.findBoldHeadings()
	d.findPullQuotes()
	d.takeNotices()
	d.takeMarginNotices(doc.margins())
	doc.seen.warn(&d)
	return []draft{d}, nil
}

// wordDocument is the main part of a package and what it is read with.
type wordDocument struct {
	ctx    context.Context
	pkg    *opc.Package
	name   string
	main   []byte
	rels   map[string]opc.Relation
	styles docxStyles
	lists  docxLists
	seen   docxSeen
}

// document finds the main part by the package's relations.
func document(ctx context.Context, p *opc.Package) (*wordDocument, error) {
	doc := &wordDocument{ctx: ctx, pkg: p, name: "word/document.xml"}
	for _, rel := range p.Relations("") {
		if rel.Kind == "officeDocument" && p.Has(rel.Target) {
			doc.name = rel.Target
		}
	}
	var err error
	if doc.main, err = p.Part(doc.name); err != nil {
		return nil, err
	}
	if doc.main == nil {
		return nil, &refusal{reason: "it has no text part, so that it is no Word document; save it as HTML or text", cause: ErrUnsupported}
	}
	doc.rels = p.Relations(doc.name)
	styles, err := p.Part(doc.related("styles"))
	if err != nil {
		return nil, err
	}
	lists, err := p.Part(doc.related("numbering"))
	if err != nil {
		return nil, err
	}
	doc.styles, doc.lists = readStyles(styles), readLists(lists)
	return doc, nil
}

// related is the name of the part of a kind, or empty.
func (doc *wordDocument) related(kind string) string {
	for _, rel := range doc.rels {
		if rel.Kind == kind && !rel.External {
			return rel.Target
		}
	}
	return ""
}

// reader reads a part of the document.
func (doc *wordDocument) reader(data []byte, links map[string]opc.Relation) *docxReader {
	return &docxReader{
		Elements: opc.NewElements(data), ctx: doc.ctx, styles: &doc.styles, lists: &doc.lists, links: links, seen: &doc.seen,
	}
}

func (doc *wordDocument) body() ([]docxPara, error) {
	r := doc.reader(doc.main, doc.rels)
	return r.within(r.story)
}

// damage is why nothing can be read, or nil. What comes before a fault in the
// XML is as good as it was.
func (doc *wordDocument) damage(err error, read []docxPara) error {
	if _, isXML := errors.AsType[*xml.SyntaxError](err); err == nil || isXML && len(read) > 0 {
		return nil
	}
	if _, ok := errors.AsType[*opc.Error](err); ok || doc.ctx.Err() != nil {
		return err
	}
	return opc.Damaged(doc.name, err)
}

// notes are the footnotes and the endnotes that the text refers to, in its order.
func (doc *wordDocument) notes() ([]docxPara, error) {
	var all []docxPara
	var errs []error
	for _, kind := range []struct {
		part, element string
		ids           []string
	}{
		{"footnotes", "footnote", doc.seen.footnotes},
		{"endnotes", "endnote", doc.seen.endnotes},
	} {
		if len(kind.ids) == 0 {
			continue
		}
		byID, err := doc.notesOf(doc.related(kind.part), kind.element)
		errs = append(errs, err)
		for _, id := range kind.ids {
			all = append(all, byID[id]...)
			delete(byID, id)
		}
	}
	return all, errors.Join(errs...)
}

func (doc *wordDocument) notesOf(part, element string) (map[string][]docxPara, error) {
	data, err := doc.pkg.Part(part)
	if err != nil {
		return nil, err
	}
	byID := map[string][]docxPara{}
	r := doc.reader(data, doc.pkg.Relations(part))
	err = r.Each(func(xml.StartElement) error {
		return r.Each(func(el xml.StartElement) error {
			if el.Name.Local != element {
				return nil
			}
			note, err := r.within(r.story)
			for i := range note {
				note[i].kind, note[i].level = briefing.TextFootnote, 0
			}
			byID[wordAttr(el, "id")] = note
			return err
		})
	})
	return byID, err
}

// margins are the blocks of the headers and footers. They are furniture, but a
// notice may stand in them.
func (doc *wordDocument) margins() []block {
	var parts []string
	for _, rel := range doc.rels {
		if (rel.Kind == "header" || rel.Kind == "footer") && !rel.External {
			parts = append(parts, rel.Target)
		}
	}
	slices.Sort(parts)
	const most = 100 // of a document of many sections
	var blocks []block
	for _, part := range parts[:min(len(parts), most)] {
		data, err := doc.pkg.Part(part)
		if err != nil {
			continue
		}
		seen := doc.seen
		r := doc.reader(data, nil)
		paras, _ := r.within(r.story) // of a damaged one, what there is
		doc.seen = seen
		for _, p := range paras {
			blocks = append(blocks, p.block)
		}
	}
	return blocks
}

// takeMarginNotices adds what is certainly a notice in a header or footer.
func (d *draft) takeMarginNotices(margins []block) {
	for i, b := range margins {
		class, score := judge(b.text)
		enough := bodyScore
		if i > 0 && margins[i-1].isLabel() {
			enough = 1
		}
		if score >= enough && !d.hasNotice(b.text) {
			d.addNotice(class, b.text)
		}
	}
}

// properties are the article's as the file describes itself. They are of
// little worth: most name whoever typed the first version, or the template.
func properties(p *opc.Package) briefing.Article {
	name := "docprops/core.xml"
	for _, rel := range p.Relations("") {
		if rel.Kind == "core-properties" {
			name = rel.Target
		}
	}
	data, err := p.Part(name)
	if err != nil || data == nil {
		return briefing.Article{}
	}
	var core struct {
		Title   string `xml:"title"`
		Creator string `xml:"creator"`
	}
	if err := opc.NewDecoder(data).Decode(&core); err != nil {
		return briefing.Article{}
	}
	var a briefing.Article
	if !madeTitle.MatchString(core.Title) {
		a.Title = field(core.Title, fromFile, briefing.ConfidenceLow)
	}
	if !madeName.MatchString(core.Creator) {
		a.Byline = field(core.Creator, fromFile, briefing.ConfidenceLow)
	}
	return a
}

var (
	// madeTitle and madeName match what programs put in where nobody did.
	madeTitle = pattern.New(`(?i)^\W*((microsoft )?word( -|\b)|document ?\d*$|untitled|.*\.(docx?|dotx?|rtf|odt|txt)$|powerpoint|title$)`)
	madeName  = pattern.New(`(?i)^\W*(python-docx|user\d*|admin(istrator)?|author|owner|unknown|windows.*|microsoft.*|pandoc|apache poi|libreoffice.*|lenovo|hp|dell|un-?named|default)\W*$`)
)

// takeDOCXHeader takes title, subtitle, byline and date off the head of the
// body, by their styles or else by their place and shape.
func (d *draft) takeDOCXHeader(body []docxPara) []docxPara {
	a := &d.article
	own, made := a.Title, a.Byline
	a.Title, a.Byline = briefing.Field{}, briefing.Field{}
	if body = d.takeDOCXTitle(body, own); a.Title.Value != "" {
		body = d.takeStyledHeader(body)
		body = body[d.headerLines(body):]
		body = d.takeStyledHeader(body)
	}
	a.Title, a.Byline = first(a.Title, own), first(a.Byline, made)
	return body
}

// headerLines takes what the first lines say without a style and returns how
// many they are.
func (d *draft) headerLines(body []docxPara) int {
	const most = 8 // lines that are looked at
	var lines, after []string
	for _, p := range body[:min(len(body), most)] {
		if len(after) == 0 && p.kind == briefing.TextParagraph && p.role == roleNone {
			lines = append(lines, p.text)
		} else {
			after = append(after, p.text)
		}
	}
	if len(after) > 0 {
		lines = append(lines, strings.Join(after, " ")) // the last line is never taken
	}
	return len(lines) - len(d.takeHeader(lines))
}

// takeDOCXTitle takes the title off the body. It is sure where the document's
// own description agrees.
func (d *draft) takeDOCXTitle(body []docxPara, own briefing.Field) []docxPara {
	from, to, sure := titleIn(body)
	if from == to || len(body) == to-from {
		return body
	}
	var lines []string
	for _, p := range body[from:to] {
		lines = append(lines, p.text)
	}
	title := strings.Join(lines, " ")
	if !fits(title) {
		return body
	}
	if letters(title) == letters(own.Value) {
		sure = briefing.ConfidenceHigh
	}
	d.article.Title = field(title, fromText, sure)
	rest := slices.Concat(body[:from], body[to:])
	for from < len(rest) && from == 0 && letters(rest[0].text) == letters(title) {
		rest = rest[1:]
	}
	return rest
}

// titleIn finds the paragraphs of the title: those styled so, else the heading
// of the first level that comes first or is the only one, else a first line
// that is no sentence.
func titleIn(body []docxPara) (from, to int, sure briefing.Confidence) {
	if i := slices.IndexFunc(body, func(p docxPara) bool { return p.role == roleTitle }); i >= 0 && i < 10 {
		to := i + 1
		for to < len(body) && body[to].role == roleTitle {
			to++
		}
		return i, to, briefing.ConfidenceMedium
	}
	blocks := draft{}
	for _, p := range body {
		blocks.blocks = append(blocks.blocks, p.block)
	}
	if i := blocks.titleHeading(); i >= 0 {
		return i, i + 1, briefing.ConfidenceMedium
	}
	if len(body) > 1 && isTitleLine(body[0], body[1:]) {
		return 0, 1, briefing.ConfidenceLow
	}
	return 0, 0, ""
}

// isTitleLine reports whether a first line without a style is a title: short,
// no sentence, and set apart from the text or followed by some.
func isTitleLine(p docxPara, rest []docxPara) bool {
	const longest = 25 // words
	if p.kind != briefing.TextParagraph || words(p.text) > longest || ends(p.text, fullStops+":,;") || isLabel(p.text) || isQuotation(p.text) {
		return false
	}
	for _, q := range rest[:min(len(rest), 4)] {
		if words(q.text) > longest {
			return true
		}
	}
	return p.size > rest[0].size || p.bold && !rest[0].bold || p.centred && !rest[0].centred
}

// takeStyledHeader takes off the lines after the title whose styles say who
// wrote the article, when, or what it is about.
func (d *draft) takeStyledHeader(body []docxPara) []docxPara {
	for len(body) > 1 && fits(body[0].text) {
		target, value := &d.article.Subtitle, body[0].text
		switch body[0].role {
		case roleSubtitle:
		case roleAuthor:
			target, value = &d.article.Byline, byline.ReplaceAllString(value, "")
		case roleDate:
			target, value = &d.article.Published, parseDate(value)
		default:
			return body
		}
		if target.Value != "" || value == "" {
			return body
		}
		*target = field(value, fromText, briefing.ConfidenceMedium)
		body = body[1:]
	}
	return body
}

// findBoldHeadings makes headings of the short bold lines above paragraphs, in
// documents that style none as one.
func (d *draft) findBoldHeadings() {
	const longest, fewest = 12, 13 // words of a heading, of the text below it
	if slices.ContainsFunc(d.blocks, func(b block) bool { return b.kind == briefing.TextHeading }) {
		return
	}
	for i := range d.blocks[:max(len(d.blocks)-1, 0)] {
		b, next := &d.blocks[i], d.blocks[i+1]
		isLine := b.kind == briefing.TextParagraph && words(b.text) <= longest && !ends(b.text, fullStops+":,;") && !isLabel(b.text)
		if isLine && b.isBold() && next.kind == briefing.TextParagraph && words(next.text) >= fewest && !next.isBold() {
			b.kind, b.level = briefing.TextHeading, 2
			b.spans = slices.DeleteFunc(b.spans, func(sp briefing.Span) bool { return sp.Kind == briefing.SpanBold })
		}
	}
}

// isBold reports whether b is bold from end to end.
func (b block) isBold() bool {
	return slices.ContainsFunc(b.spans, func(sp briefing.Span) bool {
		return sp.Kind == briefing.SpanBold && sp.Start == 0 && sp.End == briefing.Length(b.text)
	})
}

// findPullQuotes marks the quotations whose words stand in the text as well.
func (d *draft) findPullQuotes() {
	for i := range d.blocks {
		b := &d.blocks[i]
		prose := b.kind == briefing.TextParagraph || b.kind == briefing.TextQuote
		if prose && isQuotation(b.text) && words(b.text) <= 45 && d.says(b.text, i) {
			b.kind, b.level = briefing.TextPullQuote, 0
		}
	}
}

// warn says what was left out.
func (s docxSeen) warn(d *draft) {
	for _, w := range []struct {
		is   bool
		text string
	}{
		{s.tracked, "The document has tracked changes: what was inserted is kept, what was deleted is left out."},
		{s.comments, "The document has comments; they are left out."},
		{s.hidden, "The document hides some of its text; that is left out."},
		{s.embedded, "Another file is embedded in the document; what it says is left out."},
	} {
		if w.is {
			d.warn("%s", w.text)
		}
	}
}
