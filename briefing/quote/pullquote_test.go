package quote_test

import (
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/quote"
)

func TestInBody(t *testing.T) {
	s := article(t,
		"The committee met twice in May, and decided nothing at all about the harbour.",
		">“The committee met twice in May.”",
		"It met again in June; it met again in July, he said.",
		">It met again",
		">It decided nothing at all about the new harbour",
		">Nobody expected the tide.",
	)
	for _, c := range []struct {
		pull   string // words of a pull quote
		status quote.Status
		want   string // the words of the body, or how they differ
	}{
		{"“The committee met twice in May.”", quote.Moved, "The committee met twice in May"},
		{"met twice", quote.Moved, "met twice"},
		{"It met again", quote.Moved, "It met again"},
		{"It decided nothing at all about the new harbour", quote.Altered, "[-It-]{+and+} decided nothing at all about the [-new -]harbour"},
		{"Nobody expected the tide.", quote.Gone, ""},
	} {
		places := placesOf(s, c.pull)
		p := quote.InBody(s, places[len(places)-1])
		got := s.Slice(p.Range)
		if p.Status == quote.Altered {
			got = marked(p.Changes)
		}
		if p.Status != c.status || got != c.want {
			t.Errorf("InBody(%q) = %s %q, want %s %q", c.pull, p.Status, got, c.status, c.want)
		}
		if i := s.Block(p.Range.Start); p.Status != quote.Gone && s.Blocks[i].Kind != briefing.TextParagraph {
			t.Errorf("InBody(%q) stays in block %d", c.pull, i)
		}
	}
	body := briefing.Range{Start: 4, End: 13}
	if p := quote.InBody(s, body); p.Status != quote.Unchanged || p.Range != body {
		t.Errorf("InBody of the body = %+v", p)
	}
}
