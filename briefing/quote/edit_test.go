package quote_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"briefdesk/briefing"
	"briefdesk/briefing/quote"
)

func TestWithEdit(t *testing.T) {
	const the = "the armed group, which met often, believe that."
	for _, c := range []struct{ before, edit, want string }{
		{"", "omit 17-33", "the armed group, […] believe that."},
		{"sic 34-41", "omit 4-10", "the […] group, which met often, believe [sic] that."},
		{"omit 4-10; sic 34-41", "omit 0-16", "[…] which met often, believe [sic] that."},
		{"insert 4-4|well; sic 10-15", "omit 4-16", "the […] which met often, believe that."},
		{"replace 4-9|unarmed", "replace 4-9|well-armed", "the [well-armed] group, which met often, believe that."},
		{"omit 4-10", "insert 4-4|said", "the [said] […] group, which met often, believe that."},
		{"case 0-1", "emphasis 0-9", "[T]he armed group, which met often, believe that."},
		{"omit 4-10", "sic 6-15", ""},
		{"", "omit 40-99", ""},
	} {
		before := edits(t, c.before)
		list, err := quote.WithEdit(the, before, edits(t, c.edit)[0])
		if (err == nil) != (c.want != "") {
			t.Errorf("%s, then %s: %v, %v", c.before, c.edit, list, err)
			continue
		}
		if got := quote.Join(must(quote.Printed(the, list))); err == nil && got != c.want {
			t.Errorf("%s, then %s prints %q, want %q", c.before, c.edit, got, c.want)
		}
	}
}

func TestSourceOf(t *testing.T) {
	const the = "the armed group, which met often, believe that."
	pieces := must(quote.Printed(the, edits(t, "case 0-1; omit 16-33; insert 41-41|d")))
	printed := quote.Join(pieces)
	for _, c := range []struct{ words, want string }{
		{"armed", "armed"},
		{"[T]he arm", "the arm"},
		{"T", "t"},
		{"group, […] believe", "group, which met often, believe"},
		{"…", " which met often,"},
		{"believe[d] that", "believe that"},
		{"[d]", ""},
		{printed, the},
	} {
		start := briefing.Length(printed[:strings.Index(printed, c.words)])
		r := quote.SourceOf(pieces, briefing.Range{Start: start, End: start + briefing.Length(c.words)})
		if got := briefing.Slice(the, r); got != c.want {
			t.Errorf("SourceOf(%q) = %q, want %q", c.words, got, c.want)
		}
	}
}

// Words that are selected on the page and left out are gone from it.
func TestSelectedWordsCanBeLeftOut(t *testing.T) {
	s := sample(t)
	rapid.Check(t, func(t *rapid.T) {
		exact := s.Slice(drawRange(t, s))
		list := drawEdits(t, exact)
		pieces, err := quote.Printed(exact, list)
		if err != nil {
			t.Fatal(err)
		}
		n := int(briefing.Length(quote.Join(pieces)))
		if n == 0 {
			t.Skip()
		}
		from := rapid.IntRange(0, n-1).Draw(t, "from")
		selected := briefing.Range{Start: briefing.Offset(from), End: briefing.Offset(rapid.IntRange(from+1, n).Draw(t, "to"))}
		r := quote.SourceOf(pieces, selected)
		if r.Start < 0 || r.End < r.Start || r.End > briefing.Length(exact) {
			t.Fatalf("SourceOf(%v) of %q = %v", selected, quote.Join(pieces), r)
		}
		after, err := quote.WithEdit(exact, list, briefing.Edit{Kind: briefing.EditOmit, Range: r})
		if err != nil {
			return // it cuts a character or another edit, and says so
		}
		for _, p := range must(quote.Printed(exact, after)) {
			if p.Kind == quote.PieceSource && p.Source.Overlaps(r) {
				t.Fatalf("%v still shows %q", list, p.Text)
			}
		}
	})
}
