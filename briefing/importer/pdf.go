package importer

import (
	"bytes"
	"context"
	"errors"
	"strings"
	"time"

	"briefdesk/briefing"
	"briefdesk/briefing/importer/pdftext"
	"briefdesk/briefing/pattern"
)

// A PDF says little of itself that is true: its title is often the name of a
// file and its author whoever owned the computer. So what stands on the page
// comes first, and only what both say is certain.

// isPDF recognises a PDF. Its header may stand behind some bytes of a mailer's.
func isPDF(data []byte) bool {
	const reach = 1024 // ISO 32000-1, annex H.3, note 13
	return bytes.Contains(data[:min(len(data), reach)], []byte("%PDF-"))
}

const pdfPatience = 60 * time.Second

// parsePDF reads a PDF.
func parsePDF(ctx context.Context, src source) ([]draft, error) {
	doc, err := pdftext.Read(ctx, src.data, pdftext.Options{
		Password: src.task.password, Cache: src.task.cache, Ready: src.task.ready, Page: src.task.page,
	})
	if err != nil {
		return nil, pdfRefusal(err, src.task.password != "")
	}
	d := draft{article: pdfArticle(doc)}
	for _, b := range doc.Blocks {
		if len(d.blocks) > maxBlocks {
			break
		}
		d.blocks = append(d.blocks, pdfBlock(b))
	}
	for _, w := range doc.Warnings {
		d.warn("%s", oneLine(clip(w)))
	}
	d.takeNotices()
	return []draft{d}, nil
}

// pdfRefusal says what can be done about a file that cannot be read.
func pdfRefusal(err error, tried bool) error {
	switch {
	case errors.Is(err, pdftext.ErrPassword) && tried:
		return &refusal{"its password is another one; ask whoever sent it", ErrPassword}
	case errors.Is(err, pdftext.ErrPassword):
		return &refusal{"it is encrypted; give its password", ErrPassword}
	case errors.Is(err, pdftext.ErrProtected):
		return &refusal{reason: "it is protected in a way that only the program it was made for opens; ask for a copy without protection"}
	case errors.Is(err, pdftext.ErrScan):
		return &refusal{reason: "it is a scan without text; run text recognition on it and import the result"}
	case errors.Is(err, pdftext.ErrEmpty):
		return &refusal{reason: "there is no text in it that can be seen; open it elsewhere and save what you see as text"}
	case errors.Is(err, pdftext.ErrDamaged):
		return &refusal{reason: "it is damaged; download it again, or open it elsewhere and print it into a new PDF"}
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, context.Canceled):
		return err
	}
	return &refusal{reason: "it is damaged or too complex to be read; open it elsewhere and print it into a new PDF", cause: err}
}

// pdfBlock is b as a draft has it.
func pdfBlock(b pdftext.Block) block {
	if b.Kind == briefing.TextTable {
		var rows [][]block
		for _, cells := range b.Rows {
			var row []block
			for _, text := range cells {
				row = append(row, block{text: text}.normal())
			}
			rows = append(rows, row)
		}
		t := table(rows)
		t.page = b.Page
		return t
	}
	out := block{kind: b.Kind, level: b.Level, text: b.Text, page: b.Page, turns: b.Turns}
	for _, sp := range b.Spans {
		if sp.Kind == briefing.SpanLink {
			if sp.URL = safeURL(sp.URL); sp.URL == "" {
				continue
			}
			out.linked += sp.Len()
		}
		out.spans = append(out.spans, sp)
	}
	return out.normal()
}

// pdfArticle is what page and file say of the article.
func pdfArticle(doc pdftext.Document) briefing.Article {
	info := doc.Info
	a := briefing.Article{
		Title:    agreed(doc.Title, titleOfInfo(info.Title)),
		Subtitle: field(doc.Subtitle, fromText, briefing.ConfidenceMedium),
		Byline:   agreed(byline.ReplaceAllString(doc.Byline, ""), info.Author),
	}
	a.Published = first(
		field(parseDate(ordinalDay.ReplaceAllString(doc.Date, "$1")), fromText, briefing.ConfidenceMedium),
		field(dateOfInfo(info.Created), fromFile, briefing.ConfidenceLow),
	)
	return a
}

// agreed is the field of which the page and the file say something: certain if
// they say the same.
func agreed(page, file string) briefing.Field {
	sure := briefing.ConfidenceMedium
	if letters(page) == letters(file) {
		sure = briefing.ConfidenceHigh
	}
	return first(field(page, fromText, sure), field(file, fromFile, briefing.ConfidenceLow))
}

var (
	// madeUp matches titles that programs give a file: its name, or their own.
	madeUp     = pattern.New(`(?i)^(microsoft (word|powerpoint)|untitled|unnamed|document\d*$|layout \d|print|title$|slide 1$)|\.(docx?|dvi|tex|indd|qxd|pdf|rtf|odt|pptx?|html?|ps|wpd)$`)
	ordinalDay = pattern.New(`(\d)(?:st|nd|rd|th)\b`)
	infoDate   = pattern.New(`^(?:D:)?(\d{4})(\d{2})?(\d{2})?`)
)

func titleOfInfo(s string) string {
	if madeUp.MatchString(strings.TrimSpace(s)) {
		return ""
	}
	return s
}

// dateOfInfo is the day of a date such as D:20251204103000+05'00'.
func dateOfInfo(s string) string {
	m := infoDate.FindStringSubmatch(s)
	if m == nil {
		return ""
	}
	return dateIn(strings.TrimRight(m[1]+"-"+m[2]+"-"+m[3], "-"))
}
