package docx

import (
	"cmp"
	"encoding/xml"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"briefdesk/briefing/opc"
	"briefdesk/briefing/pattern"
)

// Document is what a Word document says, as if all its changes had been accepted.
type Document struct {
	Title      string // as the file describes itself
	Key        Key    // of the note that it was made from
	Paragraphs []Paragraph
	Comments   []Comment
	Boxes      []Box
	// Notes are the words of the notes, in the order of their marks in Paragraphs.
	Notes []string
	// Furniture are the words at the head and the foot of pages, without page numbers.
	Furniture []string
}

// Paragraph is a paragraph, a cell of a table, or an item of a list.
type Paragraph struct {
	// Block is the number of the briefing's block that it was made from, Key that of
	// the block's words. They are 0 and empty where it is of none.
	Block int
	Key   string
	// Part is the number of the paragraph within the block, or 0 where it is new there.
	Part int
	// Beside is a block whose bookmark is in the paragraph of no block, but has none of
	// its words: they may have been put in the place of the block's, or after it.
	Beside BlockMark
	Style  string // the identifier of its style, such as Heading1
	// Text are its words. NoteMark stands for each mark of a note. The pages that
	// references name are left out.
	Text string
	// Quoted are those of its words that are locked as a quotation's.
	Quoted  string
	InList  bool
	Tracked bool // some of it was inserted or deleted while changes were tracked
}

// Box is a text box. None of a note's own words are in one.
type Box struct {
	Block int    // that it hangs on, or 0
	Words string // its paragraphs, which ParagraphEnd parts
}

// NoteMark stands for the mark of a note.
const NoteMark = '\ufffc'

// Comment is what somebody remarked.
type Comment struct {
	Block  int // that it begins in, or 0
	Author string
	Words  string // that it is about
	Text   string
	// Resolved says that somebody has marked it as dealt with.
	Resolved bool
}

// What is read is bounded: no note is as long, and nothing that strangers write into a
// file makes the work grow faster than the file.
const (
	MaxFile       = 64 << 20 // bytes of the file
	maxParagraphs = 50_000
	maxOpen       = 20      // bookmarks or comments that go on at one place
	maxJoined     = 1 << 16 // bytes of a paragraph to which others are joined
	maxRemarked   = 10_000  // bytes of what a comment is about
)

// Read reads a document that somebody has worked on. Errors say what is wrong with
// the file.
func Read(data []byte) (Document, error) {
	if len(data) > MaxFile {
		return Document{}, &opc.Error{Reason: fmt.Sprintf("it has more than %d MB, which no note has", MaxFile>>20)}
	}
	pkg, err := opc.Open(data)
	if err != nil {
		return Document{}, err
	}
	name := mainPart
	for _, rel := range pkg.Relations("") {
		if rel.Kind == "officeDocument" && pkg.Has(rel.Target) {
			name = rel.Target
		}
	}
	main, err := pkg.Part(name)
	if err != nil {
		return Document{}, err
	}
	if main == nil {
		return Document{}, &opc.Error{Reason: "it has no text part, so that it is no Word document"}
	}
	r := newReader(main)
	if err := inPart(name, r.Each(r.visit)); err != nil {
		return Document{}, err
	}
	doc := Document{Title: title(pkg), Key: keyIn(pkg), Paragraphs: within(r.joined()), Boxes: r.boxes}
	if doc.Comments, err = r.comments(pkg, name); err != nil {
		return Document{}, err
	}
	if doc.Notes, err = r.notes(pkg, name); err != nil {
		return Document{}, err
	}
	if doc.Furniture, err = furniture(pkg, name); err != nil {
		return Document{}, err
	}
	return doc, nil
}

func newReader(data []byte) *reader {
	return &reader{Elements: opc.NewElements(data), blocks: map[string]BlockMark{}, about: map[string]*about{}, open: map[string]*about{}}
}

// notes are those that were marked.
func (r *reader) notes(pkg *opc.Package, main string) ([]string, error) {
	said := map[noteID]string{}
	for _, kind := range []string{"footnote", "endnote"} {
		for _, part := range partsOf(pkg, main, kind+"s") {
			if err := readNotes(pkg, part, kind, said); err != nil {
				return nil, err
			}
		}
	}
	all := make([]string, len(r.marks))
	for i, id := range r.marks {
		all[i] = said[id]
	}
	return all, nil
}

// readNotes adds the words of each note in a part.
func readNotes(pkg *opc.Package, part, kind string, to map[noteID]string) error {
	data, err := pkg.Part(part)
	if err != nil {
		return err
	}
	r := newReader(data)
	err = r.Each(func(xml.StartElement) error {
		return r.Each(func(el xml.StartElement) error {
			r.paras = nil
			if err := r.Each(r.visit); err != nil {
				return err
			}
			to[noteID{kind, attr(el, "id")}] = r.words()
			return nil
		})
	})
	return inPart(part, err)
}

// words are those of all its paragraphs.
func (r *reader) words() string {
	var all []string
	for _, p := range r.joined() {
		if words := strings.TrimSpace(p.Text); words != "" {
			all = append(all, words)
		}
	}
	return strings.Join(all, string(ParagraphEnd))
}

// furniture are the words of headers and footers, each once.
func furniture(pkg *opc.Package, main string) ([]string, error) {
	var all []string
	for _, kind := range []string{"header", "footer"} {
		for _, part := range partsOf(pkg, main, kind) {
			data, err := pkg.Part(part)
			if err != nil {
				return nil, err
			}
			r := newReader(data)
			if err := inPart(part, r.Each(r.visit)); err != nil {
				return nil, err
			}
			for _, box := range append(r.boxes, Box{Words: r.words()}) {
				if box.Words != "" && !slices.Contains(all, box.Words) {
					all = append(all, box.Words)
				}
			}
		}
	}
	return all, nil
}

// partsOf are the parts of a kind that another names, by their names.
func partsOf(pkg *opc.Package, of, kind string) []string {
	var all []string
	for _, rel := range pkg.Relations(of) {
		if rel.Kind == kind && !rel.External && pkg.Has(rel.Target) {
			all = append(all, rel.Target)
		}
	}
	slices.Sort(all)
	return slices.Compact(all)
}

// inPart says which part an error was found in, unless it is of the whole file.
func inPart(name string, err error) error {
	if _, ok := errors.AsType[*opc.Error](err); ok || err == nil {
		return err
	}
	return opc.Damaged(name, err)
}

// title is that of the document's properties.
func title(pkg *opc.Package) string {
	for _, rel := range pkg.Relations("") {
		if rel.Kind != "core-properties" {
			continue
		}
		data, err := pkg.Part(rel.Target)
		var core struct {
			Title string `xml:"title"`
		}
		if err == nil && data != nil && opc.NewDecoder(data).Decode(&core) == nil {
			return core.Title
		}
	}
	return ""
}

// BlockMark is what the name of a bookmark says: the number of a block, the key of its
// words, and which of its paragraphs it is in.
type BlockMark struct {
	Number int
	Key    string
	Part   int
}

var blockName = pattern.New(`^block([0-9]{1,6})_([0-9a-f]{16})(?:_([0-9]{1,6}))?$`)

// about is what a comment is about.
type about struct {
	block int
	words strings.Builder
}

// reader reads the main part of a document.
type reader struct {
	*opc.Elements
	paras  []para
	cur    *para
	blocks map[string]BlockMark // the bookmarks of blocks that are open, by identifier
	about  map[string]*about
	open   map[string]*about // those whose words go on
	order  []string          // of the comments
	marks  []noteID          // of notes
	boxes  []Box
	fields []*field
	inRun  runState
	locked bool
	gone   int // elements around that were deleted or moved away
}

// para is a paragraph as it is read.
type para struct {
	Paragraph
	text, quoted strings.Builder
	holds        map[BlockMark]bool // the blocks of which some of its words are
	begun        map[BlockMark]bool
	joins        bool // its end was deleted: the next one goes on
}

// noteID is what a document calls a note: “footnote” or “endnote”, and a number.
type noteID struct{ kind, id string }

type runState struct{ quoted, mark bool }

// field is a field of Word: its code, and whether what it holds is passed over.
type field struct {
	code    strings.Builder
	shown   bool // its separator has come
	skipped bool
}

func (r *reader) visit(el xml.StartElement) error {
	switch el.Name.Local {
	case "p":
		return r.paragraph()
	case "bookmarkStart":
		r.bookmark(el)
	case "bookmarkEnd":
		r.bookmarkEnd(attr(el, "id"))
	case "commentRangeStart":
		id := attr(el, "id")
		if r.about[id] == nil && len(r.open) < maxOpen {
			r.about[id] = &about{}
			r.open[id] = r.about[id]
			r.order = append(r.order, id)
		}
	case "commentRangeEnd":
		delete(r.open, attr(el, "id"))
	case "commentReference":
		r.commentMark(attr(el, "id"))
	case "del", "moveFrom":
		r.track()
		r.gone++
		err := r.Each(r.visit)
		r.gone--
		return err
	case "ins", "moveTo":
		r.track()
		return r.Each(r.visit)
	case "sdt":
		outer := r.locked
		err := r.Each(r.visit)
		r.locked = outer
		return err
	case "alias":
		r.locked = r.locked || strings.HasPrefix(attr(el, "val"), quotationAlias)
		return nil
	case "r":
		r.inRun = runState{}
		return r.Each(r.visit)
	case "pPr":
		return r.paragraphProperties()
	case "drawing", "pict":
		return r.drawing()
	case "Fallback", "sectPr", "instrText", "delText":
		if el.Name.Local == "instrText" {
			return r.code()
		}
		return nil
	default:
		return r.content(el)
	}
	return nil
}

// drawing reads the text boxes of a drawing.
func (r *reader) drawing() error {
	return r.Each(func(el xml.StartElement) error {
		switch el.Name.Local {
		case "txbxContent":
			return r.box()
		case "Fallback":
			return nil
		}
		return r.drawing()
	})
}

// box reads a text box, whose words are none of the paragraph that it hangs on.
func (r *reader) box() error {
	var at about
	r.place(&at)
	outer := *r
	r.paras, r.cur, r.fields, r.locked = nil, nil, nil, false
	err := r.Each(r.visit)
	if words := r.words(); words != "" {
		r.boxes = append(r.boxes, Box{at.block, words})
	}
	r.paras, r.cur, r.fields, r.locked = outer.paras, outer.cur, outer.fields, outer.locked
	r.inRun, r.marks = outer.inRun, outer.marks
	return err
}

// content is what stands in runs.
func (r *reader) content(el xml.StartElement) error {
	switch el.Name.Local {
	case "rStyle":
		id := attr(el, "val")
		r.inRun.quoted = id == styleQuoted
		r.inRun.mark = isMarkStyle(id)
	case "t":
		text, err := r.Text()
		text = legible(text)
		if r.inRun.mark {
			text = strings.TrimLeftFunc(text, isOfMark) // what was typed behind it has its style
		}
		r.say(text)
		return err
	case "tab":
		r.say("\t")
	case "br", "cr":
		if kind := attr(el, "type"); kind == "" || kind == "textWrapping" {
			r.say("\n")
		}
	case "noBreakHyphen":
		r.say("\u2011")
	case "footnoteReference", "endnoteReference":
		if r.say(string(NoteMark)) {
			r.marks = append(r.marks, noteID{strings.TrimSuffix(el.Name.Local, "Reference"), attr(el, "id")})
		}
		r.inRun.mark = true // what follows is its figure
	case "fldSimple":
		if isPageNumber(attr(el, "instr")) {
			return nil
		}
		return r.Each(r.visit)
	case "fldChar":
		r.fieldChar(attr(el, "fldCharType"))
	default:
		return r.Each(r.visit)
	}
	return nil
}

// legible is a text without the signs that stand for others in a Paragraph, and without
// those that nobody types: controls, of a terminal for instance, and such as show the
// words that follow in another order.
func legible(text string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == ParagraphEnd, r == '\t', r == '\n':
			return ' '
		case r == NoteMark, unicode.IsControl(r), r >= '\u202a' && r <= '\u202e':
			return -1
		}
		return r
	}, text)
}

// isMarkStyle reports whether runs in a style are the marks of notes. LibreOffice
// has names of its own for them.
func isMarkStyle(id string) bool {
	switch id {
	case styleFootMark, styleEndMark, "FootnoteAnchor", "EndnoteAnchor", "FootnoteCharacters", "EndnoteCharacters":
		return true
	}
	return false
}

// isOfMark reports whether a sign may be in the figure of a note, or a bracket round it.
func isOfMark(sign rune) bool {
	return unicode.IsDigit(sign) || strings.ContainsRune("[]*†‡\u00a0", sign)
}

func (r *reader) paragraph() error {
	if len(r.paras) >= maxParagraphs {
		return &opc.Error{Reason: fmt.Sprintf("it has more than %d paragraphs, which no note has", maxParagraphs)}
	}
	outer := r.cur
	r.cur = &para{holds: map[BlockMark]bool{}, begun: map[BlockMark]bool{}}
	err := r.Each(r.visit)
	done := r.cur
	r.cur = outer
	done.Text, done.Paragraph.Quoted = done.text.String(), done.quoted.String()
	done.settle()
	r.paras = append(r.paras, *done)
	return err
}

// settle says which block the paragraph is of: the first of those of which it has words,
// or, where it has none, of that whose bookmark is in it.
func (p *para) settle() {
	of, beside := first(p.holds), first(p.begun)
	switch {
	case of.Number == 0 && strings.TrimSpace(p.Text) == "":
		of = beside
	case of.Number == 0:
		p.Beside = beside
	}
	p.Block, p.Part, p.Key = of.Number, of.Part, of.Key
}

// first is the mark of the first of some paragraphs of blocks, or none.
func first(marks map[BlockMark]bool) BlockMark {
	var least BlockMark
	for m := range marks {
		if least.Number == 0 || cmp.Or(cmp.Compare(m.Number, least.Number), cmp.Compare(m.Part, least.Part), cmp.Compare(m.Key, least.Key)) < 0 {
			least = m
		}
	}
	return least
}

// paragraphProperties are the style of a paragraph, and whether its end is gone.
func (r *reader) paragraphProperties() error {
	if r.cur == nil {
		return nil
	}
	return r.Each(func(el xml.StartElement) error {
		switch el.Name.Local {
		case "pStyle":
			r.cur.Style = attr(el, "val")
		case "numPr":
			r.cur.InList = true
		case "rPr":
			return r.Each(func(el xml.StartElement) error {
				switch el.Name.Local {
				case "del":
					r.cur.joins, r.cur.Tracked = true, true
				case "ins":
					r.cur.Tracked = true
				}
				return nil
			})
		}
		return nil
	})
}

func (r *reader) track() {
	if r.cur != nil {
		r.cur.Tracked = true
	}
}

func (r *reader) bookmark(el xml.StartElement) {
	parts := blockName.FindStringSubmatch(attr(el, "name"))
	if parts == nil || len(r.blocks) >= maxOpen {
		return
	}
	number, err := strconv.Atoi(parts[1])
	if err != nil {
		return
	}
	id := BlockMark{Number: number, Key: parts[2]}
	id.Part, _ = strconv.Atoi(parts[3]) // digits, or nothing
	r.blocks[attr(el, "id")] = id
	if r.cur != nil {
		r.cur.begun[id] = true
	}
}

// bookmarkEnd closes a bookmark by its identifier, and others of its name:
// LibreOffice begins one in each paragraph and ends one of them.
func (r *reader) bookmarkEnd(id string) {
	if block, ok := r.blocks[id]; ok {
		maps.DeleteFunc(r.blocks, func(_ string, b BlockMark) bool { return b == block })
	}
}

// say adds words to the paragraph, to the comments about them, and to its blocks. It
// reports whether they are any of the document's.
func (r *reader) say(text string) bool {
	if text == "" || r.cur == nil || r.gone > 0 || r.skipped() {
		return false
	}
	r.cur.text.WriteString(text)
	if r.inRun.quoted || r.locked {
		r.cur.quoted.WriteString(text)
	}
	for _, id := range r.blocks {
		r.cur.holds[id] = true
	}
	for _, a := range r.open {
		if a.words.Len() < maxRemarked {
			a.words.WriteString(text)
		}
		r.place(a)
	}
	return true
}

func (r *reader) place(a *about) {
	if a.block > 0 {
		return
	}
	for _, id := range r.blocks {
		a.block = id.Number
	}
}

// commentMark is where a comment hangs.
func (r *reader) commentMark(id string) {
	a := r.about[id]
	if a == nil {
		a = &about{}
		r.about[id] = a
		r.order = append(r.order, id)
	}
	delete(r.open, id)
	r.place(a)
}

func (r *reader) fieldChar(kind string) {
	last := len(r.fields) - 1
	switch {
	case kind == "begin" && len(r.fields) < opc.MaxDepth:
		r.fields = append(r.fields, &field{})
	case last < 0:
	case kind == "separate":
		r.fields[last].shown = true
		r.fields[last].skipped = isPageNumber(r.fields[last].code.String())
	case kind == "end":
		r.fields = r.fields[:last]
	}
}

// isPageNumber reports whether the code of a field is of one that shows a page.
func isPageNumber(code string) bool {
	words := strings.Fields(code)
	return len(words) > 0 && slices.Contains([]string{"PAGEREF", "PAGE", "NUMPAGES"}, words[0])
}

func (r *reader) code() error {
	text, err := r.Text()
	if last := len(r.fields) - 1; last >= 0 && !r.fields[last].shown {
		r.fields[last].code.WriteString(text)
	}
	return err
}

// skipped reports whether what is read is a page number or the code of a field.
func (r *reader) skipped() bool {
	for _, f := range r.fields {
		if f.skipped || !f.shown {
			return true
		}
	}
	return false
}

// joined are the paragraphs, those joined whose ends were deleted.
func (r *reader) joined() []Paragraph {
	var all []Paragraph
	joins := false
	for _, p := range r.paras {
		if last := len(all) - 1; joins && last >= 0 && len(all[last].Text) < maxJoined {
			all[last] = all[last].joinedBy(p.Paragraph)
		} else {
			all = append(all, p.Paragraph)
		}
		joins = p.joins
	}
	return all
}

// joinedBy is p with q going on in it. One that has no words left is q.
func (p Paragraph) joinedBy(q Paragraph) Paragraph {
	if p.Text == "" {
		q.Tracked = true
		return q
	}
	p.Text += q.Text
	p.Quoted += q.Quoted
	return p
}

// within gives paragraphs that were put between two of a block to that block.
func within(ps []Paragraph) []Paragraph {
	last := -1 // of a block
	for i, p := range ps {
		if p.Block == 0 {
			continue
		}
		if last >= 0 && ps[last].Block == p.Block {
			for j := last + 1; j < i; j++ {
				ps[j].Block, ps[j].Key = p.Block, p.Key
			}
		}
		last = i
	}
	return ps
}

// comments are those of the document, in the order of what they are about.
func (r *reader) comments(pkg *opc.Package, main string) ([]Comment, error) {
	parts := partsOf(pkg, main, "comments")
	if len(parts) == 0 {
		return nil, nil
	}
	part := parts[0]
	data, err := pkg.Part(part)
	if err != nil {
		return nil, err
	}
	resolved, err := resolvedIn(pkg, main)
	if err != nil {
		return nil, err
	}
	said := map[string]Comment{}
	x := opc.NewElements(data)
	err = x.Each(func(xml.StartElement) error {
		return x.Each(func(el xml.StartElement) error {
			if el.Name.Local != "comment" {
				return nil
			}
			c := Comment{Author: legible(attr(el, "author"))}
			var text strings.Builder
			err := x.Each(func(p xml.StartElement) error {
				if text.Len() > 0 {
					text.WriteString(" ")
				}
				c.Resolved = resolved[attr(p, "paraId")] // that of its last paragraph names a comment
				return textWithin(x, &text)
			})
			c.Text = legible(text.String())
			said[attr(el, "id")] = c
			return err
		})
	})
	if err != nil {
		return nil, inPart(part, err)
	}
	var all []Comment
	for _, id := range r.order {
		if c, ok := said[id]; ok {
			c.Block, c.Words = r.about[id].block, r.about[id].words.String()
			all = append(all, c)
			delete(said, id)
		}
	}
	return all, nil
}

// resolvedIn are the comments that are resolved, and the replies to them, by the
// identifiers of their last paragraphs ([MS-DOCX], commentEx).
func resolvedIn(pkg *opc.Package, main string) (map[string]bool, error) {
	resolved := map[string]bool{}
	for _, part := range partsOf(pkg, main, "commentsExtended") {
		data, err := pkg.Part(part)
		if err != nil {
			return nil, err
		}
		x := opc.NewElements(data)
		err = x.Each(func(xml.StartElement) error {
			return x.Each(func(el xml.StartElement) error {
				done := attr(el, "done")
				if id := attr(el, "paraId"); id != "" {
					resolved[id] = done == "1" || done == "true" || resolved[attr(el, "paraIdParent")]
				}
				return nil
			})
		})
		if err != nil {
			return nil, inPart(part, err)
		}
	}
	return resolved, nil
}

// textWithin adds the text anywhere in the element entered last.
func textWithin(x *opc.Elements, to *strings.Builder) error {
	return x.Each(func(el xml.StartElement) error {
		if el.Name.Local == "t" {
			text, err := x.Text()
			to.WriteString(text)
			return err
		}
		return textWithin(x, to)
	})
}
