package quote_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/quote"
)

// quoted is a quotation of the sample in some style, and what a page shows of it.
type quoted struct {
	briefing.Source
	quotation briefing.Quotation
	style     quote.Style
	printed   string
}

// drawQuoted draws a quotation of a sentence or so, under an edit or two.
func drawQuoted(t testing.TB, n *rand.Rand, s briefing.Snapshot) quoted {
	t.Helper()
	length := int(briefing.Length(s.Text))
	for {
		from := n.IntN(length - 1)
		src, q := source(t, s, briefing.Range{Start: 0, End: 1})
		a, err := quote.Anchor(s, briefing.Range{Start: briefing.Offset(from), End: briefing.Offset(min(length, from+10+n.IntN(300)))})
		if err != nil {
			continue
		}
		src.Passage.Anchor = a
		d := quoted{src, q, []quote.Style{{}, quote.British, quote.American}[n.IntN(3)], ""}
		for range n.IntN(3) {
			d.quotation.Edits = withEdit(n, a.Exact, d.quotation.Edits)
		}
		pieces, err := d.style.Printed(a.Exact, d.quotation.Edits)
		if err != nil {
			t.Fatal(err)
		}
		d.printed = quote.Join(pieces)
		return d
	}
}

// withEdit adds an edit after the others, if it fits.
func withEdit(n *rand.Rand, exact string, edits []briefing.Edit) []briefing.Edit {
	at := 0
	if len(edits) > 0 {
		at = int(edits[len(edits)-1].End) + 1
	}
	length := int(briefing.Length(exact))
	if at >= length {
		return edits
	}
	from := at + n.IntN(length-at)
	e := briefing.Edit{Kind: briefing.EditOmit, Range: briefing.Range{Start: briefing.Offset(from), End: briefing.Offset(min(length, from+1+n.IntN(30)))}}
	switch n.IntN(3) {
	case 0:
		e.Kind, e.Text = briefing.EditReplace, "others"
	case 1:
		e.Kind, e.Text, e.End = briefing.EditInsert, "then", e.Start
	}
	if _, err := quote.Printed(exact, append(edits[:len(edits):len(edits)], e)); err != nil {
		return edits
	}
	return append(edits, e)
}

// changed replaces, puts in or leaves out one character, so that it matters.
func changed(n *rand.Rand, s string) string {
	letters := []rune("aeiounrstE.,;-–0179 éب会")
	text := []rune(s)
	for {
		at, c := n.IntN(len(text)), letters[n.IntN(len(letters))]
		other := string(text[:at]) + string(c) + string(text[at+1:])
		switch n.IntN(3) {
		case 0:
			other = string(text[:at]) + string(c) + string(text[at:])
		case 1:
			other = string(text[:at]) + string(text[at+1:])
		}
		if quote.Fold(other) != quote.Fold(s) {
			return other
		}
	}
}

// harmless changes words in every way of the list.
func harmless(n *rand.Rand, s string) string {
	marks := []rune("\"“”'‘’«»")
	var out strings.Builder
	for _, r := range s {
		switch {
		case strings.ContainsRune(string(marks), r):
			r = marks[n.IntN(len(marks))]
		case r == ' ' && n.IntN(4) == 0:
			r = '\n'
		case r == ' ' && n.IntN(4) == 0:
			out.WriteRune('\u00a0')
		case n.IntN(20) == 0 && r < 0x80:
			out.WriteRune('\u00ad')
		}
		out.WriteRune(r)
	}
	return out.String()
}

// Of a thousand quotations with one change that matters, on the page, in the
// words of the passage or in the snapshot, all are found out.
func TestEveryChangeIsFound(t *testing.T) {
	s := sample(t)
	for seed := range uint64(1000) {
		n := rand.New(rand.NewPCG(seed, 1))
		d := drawQuoted(t, n, s)
		if _, proved := d.style.Prove(d.Source, d.quotation, changed(n, d.printed)); proved {
			t.Errorf("seed %d: a change on the page of %q passes", seed, d.printed)
		}
		passage := d.Source
		passage.Passage.Exact = changed(n, d.Passage.Exact)
		if _, proved := d.style.Prove(passage, d.quotation, d.printed); proved {
			t.Errorf("seed %d: a change of the passage %q passes", seed, d.Passage.Exact)
		}
		snapshot := d.Source
		snapshot.Snapshot.Text = changed(n, s.Text)
		if _, proved := d.style.Prove(snapshot, d.quotation, d.printed); proved {
			t.Errorf("seed %d: a change of the snapshot passes", seed)
		}
		typed := d.quotation
		typed.Words = changed(n, d.printed)
		if _, proved := d.style.Prove(d.Source, typed, d.printed); proved {
			t.Errorf("seed %d: the words %q pass as typed", seed, typed.Words)
		}
	}
}

// A thousand quotations that are as they should be, harmless differences aside,
// raise no alarm.
func TestNoFalseAlarm(t *testing.T) {
	s := sample(t)
	for seed := range uint64(1000) {
		n := rand.New(rand.NewPCG(seed, 2))
		d := drawQuoted(t, n, s)
		for _, printed := range []string{d.printed, harmless(n, d.printed)} {
			if f, proved := d.style.Prove(d.Source, d.quotation, printed); !proved {
				t.Errorf("seed %d: %q: %s", seed, printed, f.Message)
			}
		}
	}
}

func BenchmarkVerify10000(b *testing.B) {
	s := sample(b)
	n := rand.New(rand.NewPCG(1, 3))
	list := make([]quoted, 10000)
	for i := range list {
		list[i] = drawQuoted(b, n, s)
	}
	for b.Loop() {
		for _, d := range list {
			if f, proved := d.style.Prove(d.Source, d.quotation, d.printed); !proved {
				b.Fatal(f.Message)
			}
		}
	}
}
