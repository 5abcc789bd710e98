package quote_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"briefdesk/briefing"
	"briefdesk/briefing/quote"
)

// edits are written as in a Markdown briefing, for tables that fit the page.
func edits(t testing.TB, list string) []briefing.Edit {
	t.Helper()
	var all []briefing.Edit
	for s := range strings.SplitSeq(list, "; ") {
		if s == "" {
			continue
		}
		var e briefing.Edit
		if _, err := fmt.Sscanf(s, "%s %d-%d", &e.Kind, &e.Start, &e.End); err != nil {
			t.Fatalf("%q: %v", s, err)
		}
		if _, text, ok := strings.Cut(s, "|"); ok {
			e.Text = text
		}
		all = append(all, e)
	}
	return all
}

func TestPrinted(t *testing.T) {
	const the = "the armed group, which met often, believe that."
	for _, c := range []struct{ exact, edits, want string }{
		{the, "", the},
		{the, "omit 17-33", "the armed group, […] believe that."},
		{the, "omit 16-33", "the armed group, […] believe that."},
		{the, "omit 16-34", "the armed group, […] believe that."},
		{the, "omit 15-32", "the armed group […], believe that."},
		{the, "omit 0-4", "[…] armed group, which met often, believe that."},
		{the, "omit 34-47", "the armed group, which met often, […]"},
		{the, "omit 34-46", "the armed group, which met often, […]."},
		{the, "omit 0-47", "[…]"},
		{the, "omit 4-9; omit 17-22", "the […] group, […] met often, believe that."},
		{the, "omit 4-9; omit 9-15", "the […] […], which met often, believe that."},
		{the, "omit 4-9; emphasis 9-12", "the […] group, which met often, believe that."},
		{the, "omit 4-9; insert 10-10|BLA", "the […] [BLA] group, which met often, believe that."},
		{the, "omit 4-10; replace 10-15|party", "the […] [party], which met often, believe that."},
		{the, "omit 4-9; sic 10-15", "the […] group [sic], which met often, believe that."},
		{the, "case 0-1", "[T]he armed group, which met often, believe that."},
		{the, "insert 4-4|well", "the [well] armed group, which met often, believe that."},
		{the, "insert 4-4|well ", "the [well] armed group, which met often, believe that."},
		{the, "insert 41-41|d", "the armed group, which met often, believe[d] that."},
		{the, "insert 46-46| by then", "the armed group, which met often, believe that [by then]."},
		{the, "insert 0-0|Then ", "[Then] the armed group, which met often, believe that."},
		{the, "insert 47-47|!", "the armed group, which met often, believe that.[!]"},
		{the, "replace 4-9|unarmed", "the [unarmed] group, which met often, believe that."},
		{the, "sic 34-41", "the armed group, which met often, believe [sic] that."},
		{the, "sic 34-47", "the armed group, which met often, believe that. [sic]"},
		{the, "sic 34-42", "the armed group, which met often, believe [sic] that."},
		{the, "emphasis 4-15; omit 4-9", "the […] group, which met often, believe that."},
		{"(one two)", "omit 1-4", "([…] two)"},
		{"(one two)", "omit 5-8", "(one […])"},
		{"“one two”", "omit 1-4", "“[…] two”"},
		{`"one two"`, "omit 1-4", `"[…] two"`},
		{`"one two"`, "omit 5-8", `"one […]"`},
		{`he "one two"`, "omit 0-2", `[…] "one two"`},
		{"one\ntwo three", "omit 0-3", "[…]\ntwo three"},
		{"one\ntwo three", "omit 4-7", "one\n[…] three"},
		{"one\ntwo three", "omit 2-6", "on […] o three"},
		{"élan", "case 0-1", "[É]lan"},
		{"e\u0331lan", "case 0-2", "[E\u0331]lan"},
	} {
		pieces, err := quote.Printed(c.exact, edits(t, c.edits))
		if got := quote.Join(pieces); err != nil || got != c.want {
			t.Errorf("Printed(%q, %s) = %q, %v; want %q", c.exact, c.edits, got, err, c.want)
		}
	}
}

func TestPrintedPieces(t *testing.T) {
	pieces, err := quote.Printed("the armed group met often", edits(t, "case 0-1; emphasis 4-15; replace 10-15|party; omit 16-19"))
	if err != nil {
		t.Fatal(err)
	}
	var got strings.Builder
	for _, p := range pieces {
		fmt.Fprintf(&got, "%s %q %v %d-%d\n", p.Kind, p.Text, p.Emphasis, p.Source.Start, p.Source.End)
	}
	const want = `bracket "[T]" false 0-1
source "he " false 1-4
source "armed " true 4-10
bracket "[party]" true 10-15
omission " […] " false 16-19
source "often" false 20-25
`
	if got.String() != want {
		t.Errorf("pieces are\n%swant\n%s", got.String(), want)
	}
}

func TestPrintedRefuses(t *testing.T) {
	for _, c := range []struct{ edits, want string }{
		{"omit 2-30", "edit 1 (omit 2–30): it lies outside the passage, which has 13 characters"},
		{"omit -2-3", "edit 1 (omit -2–3): it lies outside"},
		{"omit 3-2", "edit 1 (omit 3–2): it lies outside"},
		{"omit 2-2", "edit 1 (omit 2–2): it covers no words"},
		{"omit 0-4; sic 3-6", "edit 2 (sic 3–6): it overlaps the one before it, which ends at 4"},
		{"omit 4-6; sic 0-2", "edit 2 (sic 0–2): it comes after one that begins at 4"},
		{"emphasis 0-4; sic 3-6", "edit 2 (sic 3–6): it overlaps the emphasis 0–4"},
		{"emphasis 0-4; emphasis 1-2", "edit 2 (emphasis 1–2): it overlaps the emphasis 0–4"},
		{"sic 0-4; emphasis 0-6", "edit 2 (emphasis 0–6): it overlaps the one before it"},
		{"sic 3-4", "edit 1 (sic 3–4): it covers no words"},
		{"insert 1-3|x", "edit 1 (insert 1–3): an insertion takes no words away"},
		{"insert 1-1| ", "edit 1 (insert 1–1): it has no text"},
		{"replace 1-1|x", "edit 1 (replace 1–1): a replacement needs words"},
		{"replace 1-3", "edit 1 (replace 1–3): it has no text"},
		{"case 0-2", "edit 1 (case 0–2): it covers something other than one letter"},
		{"case 3-4", "edit 1 (case 3–4): it covers something other than one letter"},
		{"case 1-1", "edit 1 (case 1–1): it covers something other than one letter"},
		{"omit 0-12", "edit 1 (omit 0–12): it cuts a character in two"},
		{"zap 0-1", "edit 1 (zap 0–1): there is no such kind of edit"},
	} {
		if pieces, err := quote.Printed("one two thre\u0331", edits(t, c.edits)); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("Printed(%s) = %q, %v; want %s", c.edits, quote.Join(pieces), err, c.want)
		}
	}
}

// With no edits the pieces are the words; with some, every source piece is
// what stands at its place, in order, and no source word is left out but by an
// edit that says so.
func TestPrintedKeepsTheSourcesWords(t *testing.T) {
	s := sample(t)
	rapid.Check(t, func(t *rapid.T) {
		exact := s.Slice(drawRange(t, s))
		plain, err := quote.Printed(exact, nil)
		if err != nil || quote.Join(plain) != exact {
			t.Fatalf("Printed(%q, nil) = %q, %v", exact, quote.Join(plain), err)
		}
		list := drawEdits(t, exact)
		pieces, err := quote.Printed(exact, list)
		if err != nil {
			t.Fatal(err)
		}
		at := briefing.Offset(0)
		for _, p := range pieces {
			if p.Source.Start < at && p.Source.Len() > 0 {
				t.Fatalf("piece %q goes back to %d from %d", p.Text, p.Source.Start, at)
			}
			if p.Kind == quote.PieceSource && p.Text != briefing.Slice(exact, p.Source) {
				t.Fatalf("piece %q is not the source's %q", p.Text, briefing.Slice(exact, p.Source))
			}
			if gap := briefing.Slice(exact, briefing.Range{Start: at, End: p.Source.Start}); p.Source.Start > at && strings.Trim(gap, " ") != "" {
				t.Fatalf("%v leaves out %q", list, gap)
			}
			at = max(at, p.Source.End)
		}
		if strings.Contains(quote.Join(pieces), "  ") && !strings.Contains(exact, "  ") {
			t.Fatalf("two spaces in %q", quote.Join(pieces))
		}
	})
}

// drawEdits draws edits that fit the words, in order.
func drawEdits(t *rapid.T, exact string) []briefing.Edit {
	text := []rune(exact)
	var list []briefing.Edit
	for at := 0; ; {
		at += rapid.IntRange(0, 30).Draw(t, "gap")
		to := min(len(text), at+rapid.IntRange(0, 30).Draw(t, "length"))
		if at >= len(text) || len(list) == 4 {
			return list
		}
		e := briefing.Edit{Range: briefing.Range{Start: briefing.Offset(at), End: briefing.Offset(to)}}
		e.Kind = rapid.SampledFrom([]briefing.EditKind{
			briefing.EditOmit, briefing.EditInsert, briefing.EditReplace, briefing.EditCase, briefing.EditSic, briefing.EditEmphasis,
		}).Draw(t, "kind")
		switch e.Kind {
		case briefing.EditInsert:
			e.End = e.Start
			e.Text = rapid.StringMatching(`[a-z]{1,5}( [a-z]{1,5})?`).Draw(t, "text")
		case briefing.EditReplace:
			e.Text = rapid.StringMatching(`[a-z]{1,5}( [a-z]{1,5})?`).Draw(t, "text")
		case briefing.EditCase:
			e.End = e.Start + 1
		}
		if _, err := quote.Printed(exact, append(list, e)); err == nil {
			list = append(list, e)
			at = int(e.End)
		}
		at++
	}
}

func FuzzPrinted(f *testing.F) {
	f.Add("the armed group, which met", "omit", 4, 9, "", "insert", 10, 10, "x")
	f.Add("(one\n two)", "emphasis", 0, 9, "", "case", 1, 2, "")
	f.Fuzz(func(t *testing.T, exact, kind1 string, from1, to1 int, text1, kind2 string, from2, to2 int, text2 string) {
		list := []briefing.Edit{
			{Kind: briefing.EditKind(kind1), Range: briefing.Range{Start: briefing.Offset(from1), End: briefing.Offset(to1)}, Text: text1},
			{Kind: briefing.EditKind(kind2), Range: briefing.Range{Start: briefing.Offset(from2), End: briefing.Offset(to2)}, Text: text2},
		}
		for _, p := range must(quote.Printed(exact, list)) {
			if p.Text == "" {
				t.Errorf("an empty piece: %+v", p)
			}
		}
	})
}

// must drops an error that the caller has no interest in.
func must(pieces []quote.Piece, _ error) []quote.Piece { return pieces }
