package export

import (
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/quote"
)

// MailBody is a note to be pasted into a mail.
type MailBody struct {
	Text, Page string // the same words; the page is HTML with its pictures and styles in it
	Report
}

// MailBody makes b the body of a mail, which begins with its marking. It is proved as
// Export proves a file.
func (e *Exporter) MailBody(b briefing.Briefing, sources briefing.Sources, opts Options) (MailBody, error) {
	format, err := FormatOf(".eml")
	if err != nil {
		return MailBody{}, err
	}
	p, err := e.prepare(b, sources, format, opts)
	if err != nil {
		return MailBody{}, err
	}
	page := p.texts[1]
	for _, i := range pictures(p.Manuscript) {
		page = strings.ReplaceAll(page, "cid:"+contentID(i), dataAddress(i))
	}
	return MailBody{p.texts[0], page, p.Report}, nil
}

// CopyBlocks is what the blocks of b from number from to number to, counted from 1,
// are worth on the clipboard, as plain text: a direct quotation as the note prints
// it, with its citation; own text with its sources by author and date, and what they
// are below it.
func (e *Exporter) CopyBlocks(b briefing.Briefing, sources briefing.Sources, from, to int) (string, error) {
	form, _ := e.Templates.Named(b.Template)
	b.Template = "" // whose numbers of paragraphs mean nothing elsewhere
	rules := e.Rules
	rules.Citations = briefing.CiteAuthorDate
	m, _, err := manuscript.Build(b, sources, rules)
	if err != nil {
		return "", err
	}
	style := b.Citations
	if style == briefing.CiteAsTemplate {
		style = form.Citations
	}
	c := manuscript.NewClip(style, m.Language)
	profile := e.Profiles[b.Profile]
	for n := from; n <= to; n++ {
		bl := b.Blocks[n-1]
		src, known := sources[bl.Quotation.Passage]
		switch {
		case bl.Kind == briefing.BlockQuotation && bl.Quotation.IsDirect() && known:
			c.Quotation(src, bl.Quotation, m.Style, profile.Normal(bl.Portion))
		case bl.Kind == briefing.BlockDisclaimer:
			c.Text(bl.Text, nil)
		default:
			c.Text(plainWordsOf(m, n), citedIn(bl, sources))
		}
	}
	return c.String(), nil
}

// plainWordsOf are the words of block n of the briefing that m is of.
func plainWordsOf(m manuscript.Manuscript, n int) string {
	var w paragraphs
	for _, b := range m.Blocks {
		if manuscript.NumberOf(b) != n {
			continue
		}
		switch b := b.(type) {
		case manuscript.Heading:
			w.add(plainRuns(b.Text))
		case manuscript.Quotation: // of words that cannot be checked
			w.add(unchecked(b, m.Style))
		default:
			w.add(plainForm{m.Language}.block(b))
		}
	}
	return strings.TrimRight(unfenced(w.String()), "\n")
}

// unchecked are the words of a quotation, and where they are said to come from.
func unchecked(q manuscript.Quotation, style quote.Style) string {
	lines := make([]string, len(q.Paragraphs))
	for i, p := range q.Paragraphs {
		lines[i] = unfenced(plainRuns(p))
	}
	words := style.Enclose(strings.Join(lines, "\n"), "")
	if source := plainRuns(q.Source); source != "" {
		words += "\n— " + source
	}
	return words
}

// citedIn are the sources that a block cites, in the order of their citations.
func citedIn(bl briefing.Block, sources briefing.Sources) []briefing.Source {
	var cited []briefing.Source
	for _, id := range manuscript.Cited(briefing.Briefing{Blocks: []briefing.Block{bl}}) {
		if src, ok := sources[id]; ok {
			cited = append(cited, src)
		}
	}
	return cited
}
