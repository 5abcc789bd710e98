package markdown

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"briefdesk/briefing"
	"briefdesk/briefing/quote"
)

// The words of a quotation in Markdown: paragraphs parted by blank lines,
// edits as they print ([…], [x], [sic]), emphasis in asterisks, and a backslash
// before each sign of the source's own that would be taken for one of these.

// inline writes pieces. atStart says that nothing stands before them in the
// block, so that a bracket could be taken for a portion marking.
func inline(pieces []quote.Piece, atStart bool) string {
	var out strings.Builder
	emphasis := false
	for i, p := range pieces {
		if on := p.Emphasis || emphasis && resumes(pieces[i:]); on != emphasis {
			out.WriteByte('*')
			emphasis = on
		}
		switch p.Kind {
		case quote.PieceSource:
			out.WriteString(escape(p.Text))
		case quote.PieceBracket:
			out.WriteString(escapeBracket(p.Text))
		case quote.PieceOmission, quote.PieceSic:
			out.WriteString(p.Text)
		}
	}
	if emphasis {
		out.WriteByte('*')
	}
	paragraphs := strings.Split(out.String(), "\n")
	for i, p := range paragraphs {
		paragraphs[i] = escapeStart(p)
	}
	text := strings.Join(paragraphs, "\n\n")
	if atStart && strings.HasPrefix(text, "(") {
		return `\` + text
	}
	return text
}

// resumes reports whether the emphasis goes on after the omissions and sics
// that pieces begin with.
func resumes(pieces []quote.Piece) bool {
	for _, p := range pieces {
		if p.Kind == quote.PieceSource || p.Kind == quote.PieceBracket {
			return p.Emphasis
		}
	}
	return false
}

func escape(s string) string {
	var out strings.Builder
	for _, r := range s {
		if strings.ContainsRune("\\*[]_`<", r) {
			out.WriteByte('\\')
		}
		out.WriteRune(r)
	}
	return out.String()
}

// escapeBracket leaves the outer brackets, and spaces outside them, as they are.
func escapeBracket(s string) string {
	from, to := strings.IndexByte(s, '[')+1, strings.LastIndexByte(s, ']')
	return s[:from] + escape(s[from:to]) + s[to:]
}

// escapeStart escapes what Markdown would take for the start of another block.
func escapeStart(line string) string {
	if line != "" && strings.IndexByte("#>-+:~=|", line[0]) >= 0 {
		return `\` + line
	}
	return line
}

// An element is a piece of a quotation as Markdown shows it.
type element struct {
	kind elementKind
	text string // of words and brackets, without the brackets
}

type elementKind int

const (
	elementWords elementKind = iota
	elementBracket
	elementDots // a bare …, which is an omission where the source has none
	elementEmphasis
)

type elements []element

// parseInline takes the words of a block quote, after joinLines, apart. It knows no errors: a
// bracket without its partner is a word.
func parseInline(text string) elements {
	var list elements
	var words strings.Builder
	add := func(e element) {
		if words.Len() > 0 {
			list = append(list, element{elementWords, words.String()})
			words.Reset()
		}
		list = append(list, e)
	}
	closed := true // so far, each bracket has its partner
	for len(text) > 0 {
		r, size := utf8.DecodeRuneInString(text)
		text = text[size:]
		switch {
		case r == '\\' && text != "" && isPunctuation(text[0]):
			words.WriteByte(text[0])
			text = text[1:]
			continue
		case r == '*':
			add(element{kind: elementEmphasis})
			continue
		case r == '…':
			add(element{elementDots, "…"})
			continue
		case r == '[' && closed:
			var inside string
			if inside, text, closed = cutBracket(text); closed {
				add(element{elementBracket, inside})
				continue
			}
		}
		words.WriteRune(r)
	}
	if words.Len() > 0 {
		list = append(list, element{elementWords, words.String()})
	}
	return list
}

// joinLines makes one line of each paragraph of a block quote, as in a snapshot.
func joinLines(body string) string {
	var out strings.Builder
	sep := ""
	for line := range strings.SplitSeq(body, "\n") {
		if isBlank(line) {
			sep = "\n"
			continue
		}
		out.WriteString(sep + line)
		sep = " "
	}
	return out.String()
}

// cutBracket reads as far as the closing bracket. Without one, all of s is after it.
func cutBracket(s string) (inside, after string, ok bool) {
	var out strings.Builder
	for i := 0; i < len(s); i++ {
		switch {
		case s[i] == ']':
			return out.String(), s[i+1:], true
		case s[i] == '\\' && i+1 < len(s) && isPunctuation(s[i+1]):
			i++
		}
		out.WriteByte(s[i])
	}
	return "", s, false
}

func isPunctuation(c byte) bool {
	return c < utf8.RuneSelf && (unicode.IsPunct(rune(c)) || unicode.IsSymbol(rune(c)))
}

// visible is what a reader sees: no asterisks and backslashes.
func (list elements) visible() string {
	var out strings.Builder
	for _, e := range list {
		switch e.kind {
		case elementWords, elementDots:
			out.WriteString(e.text)
		case elementBracket:
			out.WriteString("[" + e.text + "]")
		case elementEmphasis:
		}
	}
	return out.String()
}

// Edits reads the edits of a quotation from words that show them in brackets, as
// people write them elsewhere than in Markdown, too. It is false where the words do
// not follow from exact by edits.
func Edits(exact, words string) ([]briefing.Edit, bool) { return parseInline(words).editsOf(exact) }

// editsOf returns the edits under which exact prints as list, if there are
// any. Where several would do, it takes the first omission or replacement that
// works. The answer is checked by printing it.
func (list elements) editsOf(exact string) ([]briefing.Edit, bool) {
	a := newAligner(list, exact)
	if !a.align(0, 0) || !prints(exact, a.edits, a.list.visible()) {
		return nil, false
	}
	return a.edits, true
}
