package manuscript

import (
	"slices"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/quote"
)

// The rules of findings about how sources are used.
const (
	RuleUnknownStyle    = "unknown-style"
	RuleCloseParaphrase = "close-paraphrase"
	RuleEmptyParaphrase = "empty-paraphrase"
	RuleQuotedShare     = "quoted-share"
	RulePullQuote       = "pull-quote-reworded"
	RuleSourceAltered   = "source-altered"
	RuleSourceGone      = "source-gone"
	RuleUnsourced       = "quotation-unsourced"
)

// readStyle sets the style of quotations that a briefing names.
func (m *builder) readStyle(name string) {
	style, err := quote.ParseStyle(name)
	if err != nil {
		m.find(RuleUnknownStyle, briefing.SeverityWarning, 0, name, "%v; quotations are printed in the program's own style", err)
	}
	m.Style = style
}

func (m *builder) quotation(n int, b briefing.Block) {
	q := b.Quotation
	if !q.IsDirect() {
		m.ownWords(n, b)
		return
	}
	m.Quotations = append(m.Quotations, Quoted{Block: n, Quotation: q})
	set := Quotation{Number: len(m.Quotations), Block: n}
	defer m.about(set.Number, len(m.findings))
	src, known := m.sources[q.Passage]
	switch {
	case !q.IsCheckable():
		set.Paragraphs = words(unquoted(q.Words), set.Number)
		set.Source = []Run{{Text: q.Attribution}}
		m.find(quote.RuleUncheckable, briefing.SeverityInfo, n, q.Words, "this quotation names no passage of the library, so it cannot be verified")
	case !known:
		m.checked++
		set.Paragraphs = words(q.Words, set.Number)
		set.Source = []Run{{Text: Say(m.Language, notVerified) + " · " + Say(m.Language, "the library does not have its passage")}}
		m.find("passage-missing", briefing.SeverityError, n, q.Passage.String(), "the library has no passage %s; import its article, or remove the quotation", q.Passage)
	default:
		m.checked++
		pieces := m.printed(src, q)
		set.Verified = m.prove(n, src, q, quote.Join(pieces))
		set.Paragraphs = paragraphs(pieces, set.Number)
		set.Source = m.sourceLine(src, set.Verified)
		set.cite(m.shown(m.notes.cite(n, q.Passage, editsInWords(q.Edits, hasEmphasis(pieces), m.Language))))
		set.Language = foreign(src.Article.Language.Value, m.Language)
		m.quoted = append(m.quoted, quotedBlock{n, src, q})
		m.checkSource(n, src)
	}
	set.Paragraphs[0] = m.portioned(b.Portion, set.Paragraphs[0])
	m.add(set)
}

// cite puts the mark of a note behind the last word, and a citation in words at
// the end of the source line.
func (q *Quotation) cite(citation Run) {
	if citation.Note > 0 {
		last := len(q.Paragraphs) - 1
		q.Paragraphs[last] = append(q.Paragraphs[last], citation)
		return
	}
	q.Source = merged(settled(append(q.Source, citation)))
}

// foreign is the language of a source, or empty where the note is in it too:
// regions aside, since the note sets the rules for its own language.
func foreign(source, note string) string {
	a, _, _ := strings.Cut(source, "-")
	b, _, _ := strings.Cut(note, "-")
	if strings.EqualFold(a, b) {
		return ""
	}
	return source
}

// about says that the findings from index from on are about a quotation.
func (m *builder) about(quotation, from int) {
	for i := range m.findings[from:] {
		m.findings[from+i].Quotation = quotation
	}
}

// prove holds the derived words against the snapshot before anything is set.
func (m *builder) prove(n int, src briefing.Source, q briefing.Quotation, printed string) bool {
	f, ok := m.Style.Prove(src, q, printed)
	if !ok {
		f.Block = n
		m.findings = append(m.findings, f)
		return false
	}
	m.verified++
	return true
}

// printed is the printed form of a quotation. Edits that do not fit are for the
// proof to find; the words then stand as they are in the source.
func (m *builder) printed(src briefing.Source, q briefing.Quotation) []quote.Piece {
	exact := src.Passage.Exact
	pieces, err := m.Style.Printed(exact, q.Edits)
	if err != nil {
		return []quote.Piece{{Text: exact, Kind: quote.PieceSource, Source: briefing.Range{End: briefing.Length(exact)}}}
	}
	return quote.InOriginal(pieces, src.Snapshot, src.Passage.Range)
}

// checkSource finds quotations whose words the outlet has since changed, and
// those of pull quotes that are not what the article says.
func (m *builder) checkSource(n int, src briefing.Source) {
	p := src.Passage
	switch p.State {
	case briefing.PassageAltered:
		m.find(RuleSourceAltered, briefing.SeverityWarning, n, p.Exact, "the article has other words here since it was imported again; compare them, and quote the later ones or keep these")
	case briefing.PassageGone:
		m.find(RuleSourceGone, briefing.SeverityWarning, n, p.Exact, "the article no longer has these words since it was imported again; see whether the outlet has withdrawn them")
	case briefing.PassageCurrent:
	}
	if body := quote.InBody(src.Snapshot, p.Range); body.Status == quote.Altered {
		m.find(RulePullQuote, briefing.SeverityWarning, n, p.Exact, "the words are those of a pull quote; the article itself says “%s”: quote that", src.Snapshot.Slice(body.Range))
	}
}

// hasEmphasis reports whether words are printed that the source emphasises.
func hasEmphasis(pieces []quote.Piece) bool {
	return slices.ContainsFunc(pieces, func(p quote.Piece) bool { return p.InOriginal })
}

// paragraphs are the words of quotation number, a slice of runs for each paragraph.
func paragraphs(pieces []quote.Piece, number int) [][]Run {
	all := [][]Run{nil}
	for _, p := range pieces {
		for i, line := range strings.Split(p.Text, "\n") {
			if i > 0 {
				all = append(all, nil)
			}
			if line != "" {
				last := &all[len(all)-1]
				*last = append(*last, Run{Text: line, Italic: p.Emphasis || p.InOriginal, Quotation: number})
			}
		}
	}
	return all
}

// words are the paragraphs of plain words of quotation number.
func words(s string, number int) [][]Run {
	var paragraphs [][]Run
	for line := range strings.SplitSeq(s, "\n") {
		paragraphs = append(paragraphs, merged([]Run{{Text: line, Quotation: number}}))
	}
	return paragraphs
}

// unquoted takes away one pair of quotation marks that enclose all of s: a
// quotation that is set apart has none.
func unquoted(s string) string {
	for _, pair := range [][2]string{{"“", "”"}, {`"`, `"`}, {"«", "»"}, {"„", "“"}} {
		inner, opened := strings.CutPrefix(s, pair[0])
		inner, closed := strings.CutSuffix(inner, pair[1])
		if opened && closed && !strings.Contains(inner, pair[0]) && !strings.Contains(inner, pair[1]) {
			return inner
		}
	}
	return s
}

// ownWords sets a paraphrase, a summary or a translation: text of the author's own,
// with the citation of what it rests on.
func (m *builder) ownWords(n int, b briefing.Block) {
	q := b.Quotation
	if strings.TrimSpace(q.Words) == "" {
		m.find(RuleEmptyParaphrase, briefing.SeverityWarning, n, "", "the %s has no words; write them, or make it a direct quotation", q.Kind)
		return
	}
	if number := m.justQuoted(q.Passage); q.Kind == briefing.PassageTranslation && number > 0 {
		m.Blocks = append(m.Blocks, m.portionFirst(n, b.Portion, m.translated(n, m.ownText(n, q.Words), number))...)
		return
	}
	citation := m.shown(Run{Text: "(" + q.Attribution + ")", Citation: true})
	if q.IsCheckable() {
		citation = m.citation(n, q.Passage)
		m.checkBorrowed(n, q.Words, []briefing.ID{q.Passage})
	}
	blocks := withLast(n, m.ownText(n, q.Words), citation)
	if q.Kind == briefing.PassageTranslation {
		blocks = m.translated(n, blocks, 0)
	}
	m.Blocks = append(m.Blocks, m.portionFirst(n, b.Portion, blocks)...)
}

// justQuoted is the number of the quotation of a passage that is the last block so far,
// or 0.
func (m *builder) justQuoted(passage briefing.ID) int {
	if last := len(m.Blocks) - 1; last >= 0 {
		if q, ok := m.Blocks[last].(Quotation); ok && m.Quotations[q.Number-1].Quotation.Passage == passage {
			return q.Number
		}
	}
	return 0
}

// translated says of blocks that they are the desk's translation: a reader is never to
// take it for the words of the source. Behind a quotation they belong to that, and have
// its citation.
func (m *builder) translated(n int, blocks []Block, quotation int) []Block {
	if len(blocks) == 0 {
		return nil
	}
	label := []Run{{Text: Say(m.Language, "Desk translation:"), Bold: true}, {Text: " "}}
	if _, ok := blocks[0].(Paragraph); !ok {
		blocks = append([]Block{Paragraph{Text: label[:1], Block: n}}, blocks...)
		label = nil
	}
	for i, b := range blocks {
		if p, ok := b.(Paragraph); ok {
			p.Text, p.Translates = append(label, p.Text...), quotation
			blocks[i], label = p, nil
		}
	}
	return blocks
}

// checkBorrowed finds words of our own that are those of a source they cite.
func (m *builder) checkBorrowed(n int, own string, cited []briefing.ID) {
	for _, id := range cited {
		src, ok := m.sources[id]
		if !ok {
			continue
		}
		if words := quote.Borrowed(own, src.Snapshot.Text); words != "" {
			m.find(RuleCloseParaphrase, briefing.SeverityWarning, n, words, "these words stand in the source just so: “%s”; quote them, or say it in other words", words)
			return
		}
	}
}

// withLast puts a citation after the last words of blocks.
func withLast(n int, blocks []Block, citation Run) []Block {
	if last := len(blocks) - 1; last >= 0 {
		switch b := blocks[last].(type) {
		case Paragraph:
			b.Text = merged(settled(append(b.Text, citation)))
			blocks[last] = b
			return blocks
		case List:
			if item := len(b.Items) - 1; item >= 0 {
				b.Items[item] = withLast(n, b.Items[item], citation)
				return blocks
			}
		}
	}
	if citation.Text == "" {
		return blocks
	}
	return append(blocks, Paragraph{Text: []Run{citation}, Block: n})
}

// quotedBlock is a quotation that was printed in block n.
type quotedBlock struct {
	n int
	briefing.Source
	quotation briefing.Quotation
}

// quotedShares finds the sources of which the note quotes a large share. The
// finding is about the last quotation of it.
func (m *builder) quotedShares() {
	ranges := map[briefing.Hash][]briefing.Range{}
	for _, q := range m.quoted {
		ranges[q.Snapshot.Hash] = append(ranges[q.Snapshot.Hash], quote.Quoted(q.Passage, q.quotation)...)
	}
	for _, q := range slices.Backward(m.quoted) {
		quoted, ok := ranges[q.Snapshot.Hash]
		if !ok {
			continue
		}
		delete(ranges, q.Snapshot.Hash)
		if share, large := quote.LargeShare(q.Snapshot, quoted); large {
			m.find(RuleQuotedShare, briefing.SeverityWarning, q.n, q.Article.Title.Value,
				"the note quotes %.0f per cent of the words of “%s”; quote less of it, or paraphrase", 100*share, q.Article.Title.Value)
		}
	}
}
