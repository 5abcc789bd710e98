package quote

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefdesk/briefing"
)

// PieceKind says where the words of a piece come from.
type PieceKind string

// The kinds of pieces.
const (
	PieceSource   PieceKind = "source"   // the source's own words
	PieceBracket  PieceKind = "bracket"  // inserted or changed, brackets included: [x]
	PieceOmission PieceKind = "omission" // […] or what the style has for it, and the spaces it needs
	PieceSic      PieceKind = "sic"      // a space and [sic]
)

// Piece is a stretch of a quotation's printed form.
type Piece struct {
	Text string
	Kind PieceKind
	// Emphasis says that the words are set in italic, which the source did not.
	Emphasis bool
	// InOriginal says that the source sets the words in bold or italic; see InOriginal.
	InOriginal bool
	// Source is the stretch of the passage's words that the piece stands for;
	// it is empty where the piece adds to them.
	Source briefing.Range
}

// Join returns the words of pieces as one string.
func Join(pieces []Piece) string {
	var b strings.Builder
	for _, p := range pieces {
		b.WriteString(p.Text)
	}
	return b.String()
}

// Printed is the printed form in the program's own style, in which briefings
// are stored and edited.
func Printed(exact string, edits []briefing.Edit) ([]Piece, error) {
	return Style{}.Printed(exact, edits)
}

// Printed derives what a page shows of a passage's exact words under typed
// edits; with no edits, the words themselves, but for the kind of their
// quotation marks.
//
//   - An omission is the style's points with one space on either side, but none
//     beside a line feed or the ends of the words, after an opening bracket or
//     quotation mark, or before closing punctuation.
//   - An insertion or replacement stands in brackets; spaces at the ends of its
//     text stand outside them. An insertion before a word stands apart from it
//     (the [armed] group), one after a word belongs to it (believe[d]).
//   - A change of case puts the letter in brackets: [T]he.
//   - sic follows its words, before any space they end with: teh [sic].
//   - An emphasis covers what begins in its range, but omissions and sic; it
//     comes before the edits that it holds.
//
// Edits that are not in order of Start, overlap, lie outside the words, cut a
// character or change nothing are an error, which names the edit by its number.
func (s Style) Printed(exact string, edits []briefing.Edit) ([]Piece, error) {
	p := printer{style: s, text: []rune(exact)}
	if err := p.check(edits); err != nil {
		return nil, err
	}
	if s.Alternate {
		alternate(p.text, s.Marks, 0)
	}
	p.points = s.points(exact)
	for i, e := range edits {
		p.rest = edits[i+1:]
		p.apply(e)
	}
	p.source(len(p.text))
	return p.pieces, nil
}

// points are what stands for words left out of exact.
func (s Style) points(exact string) string {
	own := strings.ReplaceAll(strings.ReplaceAll(exact, "\u00a0", " "), ". .", "..")
	if s.Bare && !strings.Contains(own, "…") && !strings.Contains(own, "..") {
		return s.Points.String()
	}
	return "[" + s.Points.String() + "]"
}

// printer walks through the words of a passage and leaves pieces behind.
type printer struct {
	style  Style
	points string
	text   []rune
	at     int // the words before it are printed, or left out
	pieces []Piece
	rest   []briefing.Edit // the edits after the one at hand
	// emphasis is the latest range to be emphasised.
	emphasis briefing.Range
}

func (p *printer) apply(e briefing.Edit) {
	switch e.Kind {
	case briefing.EditEmphasis:
		p.source(int(e.Start))
		p.emphasis = e.Range
		return
	case briefing.EditSic:
		end := p.wordsEnd(e)
		p.source(int(end))
		p.add(Piece{Text: " [sic]", Kind: PieceSic, Source: briefing.Range{Start: end, End: end}})
		return
	}
	p.source(int(e.Start))
	switch e.Kind {
	case briefing.EditOmit:
		p.omit(e)
	case briefing.EditInsert:
		p.bracket(e, e.Text+p.gapAfter(e))
	case briefing.EditReplace:
		p.bracket(e, e.Text)
	case briefing.EditCase:
		letter, _ := otherCase(p.text[e.Start:e.End])
		p.bracket(e, letter)
	}
	p.at = max(p.at, int(e.End))
}

// wordsEnd is where the words in the range of e end, white space aside.
func (p *printer) wordsEnd(e briefing.Edit) briefing.Offset {
	words := strings.TrimRightFunc(string(p.text[e.Start:e.End]), unicode.IsSpace)
	return e.Start + briefing.Length(words)
}

// source prints the source's words as far as to, in pieces that are emphasised
// throughout or not at all.
func (p *printer) source(to int) {
	for p.at < to {
		end := to
		for _, edge := range []int{int(p.emphasis.Start), int(p.emphasis.End)} {
			if p.at < edge && edge < end {
				end = edge
			}
		}
		r := briefing.Range{Start: briefing.Offset(p.at), End: briefing.Offset(end)}
		p.add(Piece{Text: string(p.text[p.at:end]), Kind: PieceSource, Source: r})
		p.at = end
	}
}

// add appends a piece, emphasised if it begins inside the emphasis, and puts
// the space after an omission that stands before it.
func (p *printer) add(piece Piece) {
	if piece.Kind == PieceSource || piece.Kind == PieceBracket {
		at := piece.Source.Start
		piece.Emphasis = p.emphasis.Start <= at && at < p.emphasis.End
	}
	if n := len(p.pieces); n > 0 && p.pieces[n-1].Kind == PieceOmission {
		p.pieces[n-1].Text += p.gapBefore(piece.Text)
	}
	p.pieces = append(p.pieces, piece)
}

// gapBefore is the space between an omission and the text after it.
func (p *printer) gapBefore(text string) string {
	switch {
	case !closes(text):
		return " "
	case p.isBare() && p.style.Points == SpacedPoints && strings.ContainsAny(text[:1], ",.;:!?"):
		return "\u00a0"
	}
	return ""
}

func (p *printer) isBare() bool { return p.points[0] != '[' }

func (p *printer) bracket(e briefing.Edit, text string) {
	bare := strings.TrimSpace(text)
	i := strings.Index(text, bare)
	p.add(Piece{Text: text[:i] + "[" + bare + "]" + text[i+len(bare):], Kind: PieceBracket, Source: e.Range})
}

// gapAfter is the space that parts an insertion from the word it stands before.
func (p *printer) gapAfter(e briefing.Edit) string {
	at := int(e.Start)
	startsWord := at < len(p.text) && isWordRune(p.text[at]) && !isInWord(p.text, at)
	if !startsWord || strings.HasSuffix(e.Text, " ") {
		return ""
	}
	return " "
}

// omit prints points instead of a range and of the spaces on both sides of it.
func (p *printer) omit(e briefing.Edit) {
	p.trimSpaces()
	stop := p.keptStop(&e)
	p.at = max(p.at, int(e.End))
	for p.at < len(p.text) && p.text[p.at] == ' ' {
		p.at++
	}
	text := p.points
	switch {
	case p.style.BareEnds && p.isAtEnd():
		text = stop
	case stop != "":
		text = stop + "\u00a0" + text
	case p.wantsSpace() && p.isBare():
		text = "\u00a0" + text
	case p.wantsSpace():
		text = " " + text
	}
	switch n := len(p.pieces); {
	case text == "":
	case n > 0 && p.pieces[n-1].Kind == PieceOmission && p.isBare():
		p.pieces[n-1].Source.End = e.End // two would look like one with six points
	default:
		p.add(Piece{Text: text, Kind: PieceOmission, Source: e.Range})
	}
}

// isAtEnd reports whether the omission that ends here stands at an end of what
// is printed, punctuation aside.
func (p *printer) isAtEnd() bool {
	before, after := hasWord([]rune(Join(p.pieces))), hasWord(p.text[p.at:])
	return after && !before || before && !after && len(p.rest) == 0
}

func hasWord(text []rune) bool { return slices.ContainsFunc(text, isWordRune) }

// keptStop is the stop that the four-point rule puts before the points: that of
// the sentence which e interrupts, where e goes as far as the end of that or of
// another one. A full stop that follows e is taken in by it.
func (p *printer) keptStop(e *briefing.Edit) string {
	interrupted, ok := p.sentence(e.Start)
	if !p.style.FourPoint || !ok {
		return ""
	}
	if last, ok := p.sentence(e.End); ok {
		rest := p.text[e.End:last.End]
		if hasWord(rest) || len(p.rest) > 0 && p.rest[0].Start == e.End {
			return ""
		}
		if rest[0] == '.' {
			e.End++
		}
	}
	for i := min(int(e.End), interrupted.End) - 1; i >= 0 && !isWordRune(p.text[i]); i-- {
		if strings.ContainsRune(".!?", p.text[i]) {
			return string(p.text[i])
		}
	}
	return ""
}

// sentence is the one that o stands in, not at an end of it.
func (p *printer) sentence(o briefing.Offset) (Sentence, bool) {
	from, to := int(o), int(o)
	for from > 0 && p.text[from-1] != '\n' {
		from--
	}
	for to < len(p.text) && p.text[to] != '\n' {
		to++
	}
	for _, s := range Sentences(p.text[from:to]) {
		if s.Start += from; s.Start < int(o) && int(o) < s.End+from {
			s.End += from
			return s, true
		}
	}
	return Sentence{}, false
}

// trimSpaces takes back the spaces that the source's words end with so far.
func (p *printer) trimSpaces() {
	for n := len(p.pieces); n > 0 && p.pieces[n-1].Kind == PieceSource; n-- {
		last := &p.pieces[n-1]
		bare := strings.TrimRight(last.Text, " ")
		last.Source.End -= briefing.Offset(len(last.Text) - len(bare))
		last.Text = bare
		if bare != "" {
			return
		}
		p.pieces = p.pieces[:n-1]
	}
}

// wantsSpace reports whether an omission needs a space before it.
func (p *printer) wantsSpace() bool {
	if len(p.pieces) == 0 {
		return false
	}
	text := []rune(p.pieces[len(p.pieces)-1].Text)
	last := text[len(text)-1]
	if isStraight(last) {
		return len(text) > 1 && !unicode.IsSpace(text[len(text)-2])
	}
	return !unicode.IsSpace(last) && !unicode.In(last, unicode.Ps, unicode.Pi)
}

// closes reports whether text may follow an omission without a space: it
// brings one, begins a line, or begins with closing punctuation.
func closes(text string) bool {
	first, size := utf8.DecodeRuneInString(text)
	if isStraight(first) {
		next, _ := utf8.DecodeRuneInString(text[size:])
		return !isWordRune(next)
	}
	return unicode.IsSpace(first) || strings.ContainsRune(",.;:!?", first) || unicode.In(first, unicode.Pe, unicode.Pf)
}

// isStraight reports whether r is a quotation mark that may open or close.
func isStraight(r rune) bool { return r == '"' || r == '\'' }

// otherCase changes the case of a letter, accents and all.
func otherCase(letter []rune) (string, bool) {
	if len(letter) == 0 {
		return "", false
	}
	other := unicode.ToUpper(letter[0])
	if unicode.IsUpper(letter[0]) {
		other = unicode.ToLower(letter[0])
	}
	return string(other) + string(letter[1:]), other != letter[0]
}

// check reports the first edit that does not fit the words or the edits before it.
func (p *printer) check(edits []briefing.Edit) error {
	var free, last briefing.Offset // where the next edit may begin; where the one before began
	var emphasis briefing.Range
	for i, e := range edits {
		err := p.checkOne(e)
		switch {
		case err != nil:
		case e.Start < last:
			err = fmt.Errorf("it comes after one that begins at %d; edits go in order", last)
		case e.Start < free:
			err = fmt.Errorf("it overlaps the one before it, which ends at %d", free)
		case e.Start < emphasis.End && (e.End > emphasis.End || e.Kind == briefing.EditEmphasis):
			err = fmt.Errorf("it overlaps the emphasis %d–%d", emphasis.Start, emphasis.End)
		}
		if err != nil {
			return fmt.Errorf("edit %d (%s %d–%d): %w", i+1, e.Kind, e.Start, e.End, err)
		}
		last = e.Start
		if e.Kind == briefing.EditEmphasis {
			emphasis = e.Range
		} else {
			free = e.End
		}
	}
	return nil
}

// checkOne checks an edit by itself.
func (p *printer) checkOne(e briefing.Edit) error {
	if e.Start < 0 || e.End < e.Start || int(e.End) > len(p.text) {
		return fmt.Errorf("it lies outside the passage, which has %d characters", len(p.text))
	}
	if !isClusterEdge(p.text, int(e.Start)) || !isClusterEdge(p.text, int(e.End)) {
		return errors.New("it cuts a character in two")
	}
	switch e.Kind {
	case briefing.EditInsert:
		if e.Len() != 0 {
			return errors.New("an insertion takes no words away; use replace")
		}
		return checkText(e)
	case briefing.EditReplace:
		if e.Len() == 0 {
			return errors.New("a replacement needs words to replace; use insert")
		}
		return checkText(e)
	case briefing.EditCase:
		return p.checkCase(e)
	case briefing.EditOmit, briefing.EditSic, briefing.EditEmphasis:
		if isBlank(p.text[e.Start:e.End]) {
			return errors.New("it covers no words")
		}
		return nil
	}
	return errors.New("there is no such kind of edit")
}

func checkText(e briefing.Edit) error {
	if strings.TrimSpace(e.Text) == "" {
		return errors.New("it has no text to put in brackets")
	}
	return nil
}

func (p *printer) checkCase(e briefing.Edit) error {
	letter := p.text[e.Start:e.End]
	if _, ok := otherCase(letter); !ok || clusterEnd(p.text, int(e.Start)+1) != int(e.End) {
		return errors.New("it covers something other than one letter that has an upper and a lower case")
	}
	return nil
}
