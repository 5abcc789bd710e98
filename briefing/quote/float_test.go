package quote_test

import (
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/quote"
)

func TestFloatsAreLeftOut(t *testing.T) {
	var b briefing.Builder
	b.Add(briefing.TextParagraph, 0, "It met twice.", nil, nil)
	b.Add(briefing.TextPullQuote, 0, "“It met!”", nil, nil)
	b.Add(briefing.TextCaption, 0, "The hall.", nil, nil)
	b.Add(briefing.TextParagraph, 0, "It agreed.", nil, nil)
	s, err := b.Snapshot(briefing.Hash{})
	if err != nil {
		t.Fatal(err)
	}
	all := briefing.Range{Start: 3, End: briefing.Length(s.Text)}
	for _, c := range []struct {
		r              briefing.Range
		words, printed string
	}{
		{all, "met twice.\nIt agreed.", "met twice. […] […]\nIt agreed."},
		{briefing.Range{Start: 0, End: 13}, "It met twice.", "It met twice."},
		{s.Blocks[1].Range, "“It met!”", "“It met!”"},
	} {
		if got := quote.Words(s, c.r); got != c.words {
			t.Errorf("Words(%v) = %q, want %q", c.r, got, c.words)
		}
		pieces, err := quote.Printed(s.Slice(c.r), quote.WithoutFloats(s, c.r))
		if err != nil {
			t.Fatal(err)
		}
		if got := quote.Join(pieces); got != c.printed {
			t.Errorf("%v is printed as %q, want %q", c.r, got, c.printed)
		}
	}
}
