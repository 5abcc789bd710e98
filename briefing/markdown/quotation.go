package markdown

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/pattern"
	"briefdesk/briefing/quote"
)

// sourceDash begins the last line of a quotation, and says whose words it has.
const sourceDash = "—"

// cutSource parts the lines of a block quote into the quotation and what its
// last line says about the source. Without such a line it is no quotation.
func cutSource(chunk string) (body, source string, ok bool) {
	lines := strings.Split(chunk, "\n")
	for i, line := range lines {
		lines[i] = unquoted(line)
	}
	last := len(lines) - 1
	for last > 0 && isBlank(lines[last]) {
		last--
	}
	source, ok = strings.CutPrefix(lines[last], sourceDash)
	if !ok || source != "" && source[0] != ' ' {
		return "", "", false
	}
	return trimBlankLines(strings.Join(lines[:last], "\n")), strings.TrimPrefix(source, " "), true
}

// unquoted takes the mark of a block quote from a line.
func unquoted(line string) string {
	bare, ok := strings.CutPrefix(strings.TrimLeft(line, " "), ">")
	if !ok {
		return line // a lazy continuation
	}
	return strings.TrimPrefix(bare, " ")
}

// quoteLines is the inverse of cutSource.
func quoteLines(body, source string) string {
	text := strings.TrimRight(sourceDash+" "+source, " ")
	if body != "" {
		text = body + "\n\n" + text
	}
	lines := strings.Split(text, "\n")
	for i, line := range lines {
		lines[i] = strings.TrimRight("> "+line, " ")
		if line != strings.TrimRight(line, " ") {
			lines[i] = "> " + line
		}
	}
	return strings.Join(lines, "\n")
}

// quotation reads a quotation whose last line, source, stands on line.
func (r *reader) quotation(body, source string, line int) (briefing.Block, error) {
	b := briefing.Block{Kind: briefing.BlockQuotation}
	b.Portion, body = r.portion(body)
	words := joinLines(body)
	ref, ok, err := parseReference(source)
	switch {
	case err != nil:
		return b, fmt.Errorf("line %d: %w", line, err)
	case ok && ref.kind != "":
		b.Quotation = r.ownWords(body, ref)
	case ok:
		b.Quotation = r.passage(words, ref)
	default:
		b.Quotation = briefing.Quotation{Words: words, Attribution: source}
	}
	return b, nil
}

// A reference is what the last line of a quotation says: the passage, and
// where the printed words do not tell, the edits.
type reference struct {
	passage briefing.ID
	kind    briefing.PassageKind // empty for a direct quotation
	// asTyped says that the words are to be kept even if the source has them.
	asTyped bool
	listed  bool // the edits are listed
	edits   []briefing.Edit
}

// ownKinds are the kinds of quotations in the author's own words.
var ownKinds = []briefing.PassageKind{briefing.PassageParaphrase, briefing.PassageSummary, briefing.PassageTranslation}

const (
	kindKey    = " of "
	passageKey = "passage: "
	typedKey   = "; as typed"
	editsKey   = "; edits: "
)

func (ref reference) String() string {
	s := passageKey + ref.passage.String()
	if ref.kind != "" {
		return string(ref.kind) + kindKey + s
	}
	if ref.asTyped {
		s += typedKey
	}
	if !ref.listed {
		return s
	}
	sep := editsKey
	for _, e := range ref.edits {
		s += fmt.Sprintf("%s%s %d-%d", sep, e.Kind, e.Start, e.End)
		if e.Text != "" {
			s += " " + strconv.Quote(e.Text)
		}
		sep = ", "
	}
	return s
}

// parseReference reports false where the line names no passage.
func parseReference(s string) (reference, bool, error) {
	var ref reference
	for _, kind := range ownKinds {
		if rest, ok := strings.CutPrefix(s, string(kind)+kindKey); ok {
			s, ref.kind = rest, kind
		}
	}
	s, ok := strings.CutPrefix(s, passageKey)
	if !ok {
		return ref, false, nil
	}
	s = strings.TrimRight(s, " \t")
	s, list, listed := strings.Cut(s, editsKey)
	s, ref.asTyped = strings.CutSuffix(s, typedKey)
	id, err := briefing.ParseID(s)
	if err != nil {
		return ref, false, fmt.Errorf("read the passage of the quotation: %w", err)
	}
	ref.passage, ref.listed = id, listed
	if ref.kind != "" && (listed || ref.asTyped) {
		return ref, false, fmt.Errorf("read the passage of the quotation: a %s is in your own words, which have no edits; leave out what follows the passage", ref.kind)
	}
	if listed {
		ref.edits, err = parseEdits(list)
	}
	return ref, true, err
}

var listedEdit = pattern.New(`^([a-z]+) (-?\d{1,9})-(-?\d{1,9})(?: ("(?:[^"\\]|\\.)*"))?(?:, |$)`)

func parseEdits(list string) ([]briefing.Edit, error) {
	var edits []briefing.Edit
	for list != "" {
		m := listedEdit.FindStringSubmatch(list)
		if m == nil {
			return nil, fmt.Errorf("read the edits of the quotation: %q is not like omit 12-30 or insert 4-4 \"text\"", list)
		}
		e := briefing.Edit{Kind: briefing.EditKind(m[1]), Range: briefing.Range{Start: offset(m[2]), End: offset(m[3])}}
		if m[4] != "" {
			text, err := strconv.Unquote(m[4])
			if err != nil {
				return nil, fmt.Errorf("read the edits of the quotation: %s is not quoted as Go quotes a string", m[4])
			}
			e.Text = text
		}
		edits = append(edits, e)
		list = list[len(m[0]):]
	}
	if len(edits) == 0 {
		return nil, errors.New("read the edits of the quotation: there are none after “edits:”; list them or leave it out")
	}
	return edits, nil
}

func offset(digits string) briefing.Offset {
	n, err := strconv.Atoi(digits)
	if err != nil {
		panic("markdown: the pattern of edits let through " + digits)
	}
	return briefing.Offset(n)
}

// ownWords makes a quotation of a passage in the author's own words.
func (r *reader) ownWords(words string, ref reference) briefing.Quotation {
	if _, ok := r.sources[ref.passage]; !ok {
		r.missing(words, ref.passage)
	}
	return briefing.Quotation{Passage: ref.passage, Kind: ref.kind, Words: words}
}

func (r *reader) missing(words string, passage briefing.ID) {
	r.find(quote.RuleMissing, words, "the library does not have the passage %v; import its article and mark it again, or remove the quotation", passage)
}

// passage makes a quotation of a passage from the words of a block quote,
// which may be left out. Words that do not follow from the source by edits are
// kept as they were typed, and a finding says so.
func (r *reader) passage(words string, ref reference) briefing.Quotation {
	q := briefing.Quotation{Passage: ref.passage, Edits: ref.edits}
	src, ok := r.sources[ref.passage]
	if !ok {
		q.Words = words
		r.missing(words, ref.passage)
		return q
	}
	exact := src.Passage.Exact
	shown := parseInline(words)
	switch {
	case ref.asTyped:
		q.Words = words
	case words == "":
	case ref.listed:
		if !prints(exact, ref.edits, shown.visible()) {
			q.Words = words
		}
	default:
		edits, ok := shown.editsOf(exact)
		q.Edits = edits
		if !ok {
			q.Words = words
		}
	}
	if q.Words == "" {
		return q
	}
	if d := difference(exact, q.Edits, shown.visible(), words); d != "" {
		r.find(quote.RuleAltered, words, "the quotation is not what the source says: %s", d)
	}
	return q
}

// difference says where words depart from what the source and the edits print:
// as a reader sees them, else as they are written.
func difference(exact string, edits []briefing.Edit, visible, written string) string {
	pieces, err := quote.Printed(exact, edits)
	if err != nil {
		return err.Error()
	}
	if d := quote.Difference(visible, quote.Join(pieces)); d != "" {
		return d
	}
	return quote.Difference(written, quote.Join(pieces))
}

func prints(exact string, edits []briefing.Edit, words string) bool {
	pieces, err := quote.Printed(exact, edits)
	return err == nil && quote.Fold(quote.Join(pieces)) == quote.Fold(words)
}

func (r *reader) find(rule, text, format string, args ...any) {
	r.findings = append(r.findings, briefing.Finding{
		Rule: rule, Severity: briefing.SeverityError, Block: r.block, Text: text, Message: fmt.Sprintf(format, args...),
	})
}

func (w *writer) quotationForms(b briefing.Block) []string {
	q, portion := b.Quotation, portionForm(b)
	if !q.IsCheckable() {
		return []string{quoteLines(typed(b), q.Attribution)}
	}
	if !q.IsDirect() {
		ref := reference{passage: q.Passage, kind: q.Kind}
		return []string{quoteLines(strings.TrimRight(portion+q.Words, " "), ref.String())}
	}
	ref := reference{passage: q.Passage, listed: len(q.Edits) > 0, edits: q.Edits}
	bare := reference{passage: q.Passage}
	if q.Words != "" {
		kept := ref
		kept.asTyped = true
		return []string{quoteLines(typed(b), ref.String()), quoteLines(typed(b), kept.String())}
	}
	withoutWords := quoteLines(strings.TrimRight(portion, " "), ref.String())
	pieces, err := quote.Printed(w.sources[q.Passage].Passage.Exact, q.Edits)
	if err != nil || len(pieces) == 0 {
		return []string{withoutWords}
	}
	return []string{
		quoteLines(portion+inline(pieces, portion == ""), bare.String()),
		quoteLines(portion+inline(pieces, portion == ""), ref.String()),
		withoutWords,
	}
}

// typed are the words that a quotation keeps as they were typed.
func typed(b briefing.Block) string {
	return strings.TrimRight(portionForm(b)+strings.ReplaceAll(b.Quotation.Words, "\n", "\n\n"), " ")
}
