package importer

import (
	"slices"
	"testing"

	"briefdesk/briefing"
)

func TestBoldLinesHeadDocumentsWithoutStyles(t *testing.T) {
	bold := func(text string) block {
		return block{kind: briefing.TextParagraph, text: text, spans: []briefing.Span{{Kind: briefing.SpanBold, Range: briefing.Range{End: briefing.Length(text)}}}}
	}
	plain := func(text string) block { return block{kind: briefing.TextParagraph, text: text} }
	const prose = "The harbour board voted on Monday to buy a second ferry, and the council cheered."
	unstyled := []block{bold("The question of tides"), plain(prose), bold("A bold sentence."), plain(prose), bold("Tom Reed"), plain("Pilot"), bold("Last")}
	d := draft{blocks: slices.Clone(unstyled)}
	d.findBoldHeadings()
	var heads []string
	for _, b := range d.blocks {
		if b.kind == briefing.TextHeading {
			heads = append(heads, b.text)
		}
	}
	if want := []string{"The question of tides"}; !slices.Equal(heads, want) || len(d.blocks[0].spans) > 0 {
		t.Errorf("headings %q with spans %v, want %q without", heads, d.blocks[0].spans, want)
	}

	d = draft{blocks: append(slices.Clone(unstyled), block{kind: briefing.TextHeading, text: "Styled"})}
	d.findBoldHeadings()
	if d.blocks[0].kind != briefing.TextParagraph {
		t.Error("a bold line heads a document that styles its headings")
	}
}
