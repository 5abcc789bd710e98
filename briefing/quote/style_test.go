package quote_test

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"briefdesk/briefing"
	"briefdesk/briefing/quote"
)

// typed takes apart words with their edits in braces: {-left out}, {+inserted},
// {army>replaced}, {^t} case, {teh?} sic, {*emphasised}.
func typed(marked string) (exact string, edits []briefing.Edit) {
	for {
		before, rest, ok := strings.Cut(marked, "{")
		exact += before
		if !ok {
			return exact, edits
		}
		var inside string
		inside, marked, _ = strings.Cut(rest, "}")
		e := briefing.Edit{Range: briefing.Range{Start: briefing.Length(exact)}}
		words := inside[1:]
		switch inside[0] {
		case '-':
			e.Kind = briefing.EditOmit
		case '^':
			e.Kind = briefing.EditCase
		case '*':
			e.Kind = briefing.EditEmphasis
		case '+':
			e.Kind, e.Text, words = briefing.EditInsert, words, ""
		default:
			if words, e.Text, ok = strings.Cut(inside, ">"); ok {
				e.Kind = briefing.EditReplace
			} else {
				e.Kind, words = briefing.EditSic, strings.TrimSuffix(inside, "?")
			}
		}
		exact += words
		e.End = briefing.Length(exact)
		edits = append(edits, e)
	}
}

// Words under edits, and what they print as in the program's own style, in
// British and in American style; empty where it is as in the style before. A
// no-break space is written ~.
var printedCases = [][4]string{
	{"The armed group met twice. It agreed.", "", "", ""},
	{"The {-armed }group met twice.", "The […] group met twice.", "The~… group met twice.", "The~.~.~. group met twice."},
	{"The armed{- group} met twice.", "The armed […] met twice.", "The armed~… met twice.", "The armed~.~.~. met twice."},
	{"The {-armed} group met twice.", "The […] group met twice.", "The~… group met twice.", "The~.~.~. group met twice."},
	{"The {-armed} {-group} met twice.", "The […] […] met twice.", "The~… met twice.", "The~.~.~. met twice."},
	{"The armed group{-, which met twice,} agreed.", "The armed group […] agreed.", "The armed group~… agreed.", "The armed group~.~.~. agreed."},
	{"The armed group{- of ten}, which met, agreed.", "The armed group […], which met, agreed.", "The armed group~…, which met, agreed.", "The armed group~.~.~.~, which met, agreed."},
	{"The armed group{- of ten}; it agreed.", "The armed group […]; it agreed.", "The armed group~…; it agreed.", "The armed group~.~.~.~; it agreed."},
	{"It agreed{- in Kabul}: nothing more.", "It agreed […]: nothing more.", "It agreed~…: nothing more.", "It agreed~.~.~.~: nothing more."},
	{"It met twice. {-It talked. }It agreed.", "It met twice. […] It agreed.", "It met twice.~… It agreed.", "It met twice.~.~.~. It agreed."},
	{"It met twice. {-It talked at length.} It agreed.", "It met twice. […] It agreed.", "It met twice.~… It agreed.", "It met twice.~.~.~. It agreed."},
	{"It met twice{- in Kabul}. It agreed.", "It met twice […]. It agreed.", "It met twice~…. It agreed.", "It met twice.~.~.~. It agreed."},
	{"It met twice{- in Kabul.} It agreed.", "It met twice […] It agreed.", "It met twice~… It agreed.", "It met twice.~.~.~. It agreed."},
	{"It met twice{- in Kabul. It talked.} It agreed.", "It met twice […] It agreed.", "It met twice~… It agreed.", "It met twice.~.~.~. It agreed."},
	{"It met twice{- in Kabul. It talked, and} it agreed.", "It met twice […] it agreed.", "It met twice~… it agreed.", "It met twice~.~.~. it agreed."},
	{"It met twice{- in Kabul. It talked}. It agreed.", "It met twice […]. It agreed.", "It met twice~…. It agreed.", "It met twice.~.~.~. It agreed."},
	{"Did it meet{- in Kabul}? It did.", "Did it meet […]? It did.", "Did it meet~…? It did.", "Did it meet~.~.~.~? It did."},
	{"Did it meet{- in Kabul?} It did.", "Did it meet […] It did.", "Did it meet~… It did.", "Did it meet?~.~.~. It did."},
	{"Stop{- it at once}! It did.", "Stop […]! It did.", "Stop~…! It did.", "Stop~.~.~.~! It did."},
	{"It met{- Mr.} Khan in Kabul.", "It met […] Khan in Kabul.", "It met~… Khan in Kabul.", "It met~.~.~. Khan in Kabul."},
	{"It met in the{- U.S.} capital.", "It met in the […] capital.", "It met in the~… capital.", "It met in the~.~.~. capital."},
	{"{-In May }the group met twice.", "[…] the group met twice.", "the group met twice.", ""},
	{"{-In May }{^t}he group met twice.", "[…] [T]he group met twice.", "[T]he group met twice.", ""},
	{"It met twice{- in Kabul}.", "It met twice […].", "It met twice.", ""},
	{"It met twice{- in Kabul.}", "It met twice […]", "It met twice", "It met twice."},
	{"It met twice.{- It agreed.}", "It met twice. […]", "It met twice.", ""},
	{"It met {-at length }{+twice}", "It met […] [twice]", "It met~… [twice]", "It met~.~.~. [twice]"},
	{"It met{- twice}{+ once}.", "It met […] [once].", "It met~… [once].", "It met~.~.~. [once]."},
	{"It met twice.\n{-It talked. }It agreed.", "It met twice.\n[…] It agreed.", "It met twice.\n… It agreed.", "It met twice.\n.~.~. It agreed."},
	{"It met{- twice.}\nIt agreed.", "It met […]\nIt agreed.", "It met~…\nIt agreed.", "It met.~.~.~.\nIt agreed."},
	{"It met{- twice.\nIt talked.} It agreed.", "It met […] It agreed.", "It met~… It agreed.", "It met.~.~.~. It agreed."},
	{"“It met twice{- in Kabul},” he said.", "“It met twice […],” he said.", "“It met twice~…,” he said.", "“It met twice~.~.~.~,” he said."},
	{"“It met{- twice.” “It talked}.” He left.", "“It met […].” He left.", "“It met~….” He left.", "“It met.~.~.~.” He left."},
	{"“{-It met }twice,” he said.", "“[…] twice,” he said.", "“twice,” he said.", ""},
	{"(it met{- twice})", "(it met […])", "(it met)", ""},
	{"(it met{- twice}) and agreed", "(it met […]) and agreed", "(it met~…) and agreed", "(it met~.~.~.) and agreed"},
	{"It met … and {-then }agreed.", "It met … and […] agreed.", "", "It met … and [.~.~.] agreed."},
	{"It met... and {-then }agreed.", "It met... and […] agreed.", "", "It met... and [.~.~.] agreed."},
	{"It met . . . and {-then }agreed.", "It met . . . and […] agreed.", "", "It met . . . and [.~.~.] agreed."},
	{"{-The }", "[…]", "…", ".~.~."},
	{"{^t}he group met.", "[T]he group met.", "", ""},
	{"Group {^M}et.", "Group [m]et.", "", ""},
	{"{^é}lan", "[É]lan", "", ""},
	{"the group {+has}met", "the group [has] met", "", ""},
	{"the group believe{+d} that", "the group believe[d] that", "", ""},
	{"the group{+ of ten} met", "the group [of ten] met", "", ""},
	{"the {army>armed forces} met", "the [armed forces] met", "", ""},
	{"{They>The generals} met", "[The generals] met", "", ""},
	{"teh {teh?} talks", "teh teh [sic] talks", "", ""},
	{"the {talks,?} he said", "the talks, [sic] he said", "", ""},
	{"the {*talks} failed", "", "", ""},
	{"the {-old }{*talks} failed", "the […] talks failed", "the~… talks failed", "the~.~.~. talks failed"},
	{"“It ‘agreed’ to talks,” he said.", "", "", ""},
	{"‘It “agreed” to talks,’ he said.", "", "“It ‘agreed’ to talks,” he said.", ""},
	{"'It \"agreed\" to talks,' he said.", "", "“It ‘agreed’ to talks,” he said.", ""},
	{"“It’s the soldiers’ rifles,” he said; ‘no’.", "", "“It’s the soldiers’ rifles,” he said; “no”.", ""},
	{"he spoke twice,” she said; ‘no’.", "", "he spoke twice,” she said; “no”.", ""},
	{"‘First.\n‘Second.’", "", "“First.\n“Second.”", ""},
	{"“First.\n“Second.”", "", "", ""},
	{"in the ’90s, ‘so’", "", "in the ’90s, “so”", ""},
	{"«Oui», dit-il, ‘so’.", "", "«Oui», dit-il, “so”.", ""},
	{"„Ja“, sagte er, ‚so‘.", "", "", ""},
	{"وزیر نے {-پھر }کہا کہ ٹھیک ہے۔", "وزیر نے […] کہا کہ ٹھیک ہے۔", "وزیر نے~… کہا کہ ٹھیک ہے۔", "وزیر نے~.~.~. کہا کہ ٹھیک ہے۔"},
	{"The flag 🇵🇰{- 🇺🇸} flew.", "The flag 🇵🇰 […] flew.", "The flag 🇵🇰~… flew.", "The flag 🇵🇰~.~.~. flew."},
	{"e̱{- é} u.", "e̱ […] u.", "e̱~… u.", "e̱~.~.~. u."},
}

func TestPrintedByStyle(t *testing.T) {
	for _, c := range printedCases {
		exact, edits := typed(c[0])
		want := exact
		for i, style := range []quote.Style{{}, quote.British, quote.American} {
			if c[i+1] != "" {
				want = strings.ReplaceAll(c[i+1], "~", "\u00a0")
			}
			pieces, err := style.Printed(exact, edits)
			if got := quote.Join(pieces); err != nil || got != want {
				t.Errorf("%s in style %d:\n %q, %v, want\n %q", c[0], i, got, err, want)
			}
		}
	}
}

func TestParseStyle(t *testing.T) {
	const words = "It met{- in Kabul}, and “agreed”."
	for name, want := range map[string]string{
		"":                               "It met […], and “agreed”.",
		"british":                        "It met~…, and “agreed”.",
		"British, single marks":          "It met~…, and ‘agreed’.",
		"american":                       "It met~.~.~.~, and “agreed”.",
		"american, brackets":             "It met [.~.~.], and “agreed”.",
		"american,  tight   points":      "It met~…, and “agreed”.",
		"plain points, single marks":     "It met [...], and ‘agreed’.",
		"plain points, no brackets":      "It met~..., and “agreed”.",
		"british, spaced points":         "It met~.~.~.~, and “agreed”.",
		"single marks, double marks":     "It met […], and “agreed”.",
		"british, single marks, british": "It met~…, and “agreed”.",
	} {
		style, err := quote.ParseStyle(name)
		if err != nil {
			t.Errorf("ParseStyle(%q): %v", name, err)
			continue
		}
		pieces, err := style.Printed(typed(words))
		if got := strings.ReplaceAll(quote.Join(pieces), "\u00a0", "~"); err != nil || got != want {
			t.Errorf("%q prints %q, %v; want %q", name, got, err, want)
		}
	}
	if _, err := quote.ParseStyle("british, oxford"); err == nil || !strings.HasPrefix(err.Error(), `there is no style of quotations "oxford"; there are british, american, `) {
		t.Errorf("an unknown style: %v", err)
	}
}

func TestEnclose(t *testing.T) {
	single := quote.British
	single.Marks = quote.SingleMarks
	for _, c := range [][5]string{
		// words, after, British, British with single marks, American
		{"the talks failed", "", "“the talks failed”", "‘the talks failed’", "“the talks failed”"},
		{"the talks failed", ", he said", "“the talks failed”, he said", "‘the talks failed’, he said", "“the talks failed,” he said"},
		{"the talks failed", ".", "“the talks failed”.", "‘the talks failed’.", "“the talks failed.”"},
		{"the talks failed", "; they", "“the talks failed”; they", "‘the talks failed’; they", "“the talks failed”; they"},
		{"The talks failed.", ", he said", "“The talks failed,” he said", "‘The talks failed,’ he said", "“The talks failed,” he said"},
		{"The talks failed.", ".", "“The talks failed.”", "‘The talks failed.’", "“The talks failed.”"},
		{"Why?", ", he asked", "“Why?” he asked", "‘Why?’ he asked", "“Why?” he asked"},
		{"Well ...", ", he said", "“Well ...”, he said", "‘Well ...’, he said", "“Well ...”, he said"},
		{"it “failed”", ".", "“it ‘failed’”.", "‘it “failed”’.", "“it ‘failed.’”"},
		{"it ‘failed’", ".", "“it ‘failed’”.", "‘it “failed”’.", "“it ‘failed.’”"},
		{"it’s “a ‘dead’ letter”", "", "“it’s ‘a “dead” letter’”", "‘it’s “a ‘dead’ letter”’", "“it’s ‘a “dead” letter’”"},
	} {
		for i, style := range []quote.Style{quote.British, single, quote.American} {
			if got := style.Enclose(c[0], c[1]); got != c[i+2] {
				t.Errorf("Enclose(%q, %q) in style %d = %s, want %s", c[0], c[1], i, got, c[i+2])
			}
		}
	}
}

// drawStyle draws any style there is.
func drawStyle(t *rapid.T) quote.Style {
	flag := func(name string) bool { return rapid.Bool().Draw(t, name) }
	return quote.Style{
		Points: rapid.SampledFrom([]quote.Points{quote.TightPoints, quote.SpacedPoints, quote.PlainPoints}).Draw(t, "points"),
		Marks:  rapid.SampledFrom([]quote.Marks{quote.DoubleMarks, quote.SingleMarks}).Draw(t, "marks"),
		Bare:   flag("bare"), FourPoint: flag("four-point"), BareEnds: flag("bare ends"), Alternate: flag("alternate"), StopsInside: flag("stops inside"),
	}
}

// In every style, undoing all edits gives the span: what the pieces stand for,
// put back in place of them, are the words of the source, of which only the
// kind of quotation marks may differ.
func TestUndoingEditsGivesTheSpan(t *testing.T) {
	s := sample(t)
	rapid.Check(t, func(t *rapid.T) {
		exact := s.Slice(drawRange(t, s))
		edits := drawEdits(t, exact)
		pieces, err := drawStyle(t).Printed(exact, edits)
		if err != nil {
			t.Fatal(err)
		}
		var undone strings.Builder
		at := briefing.Offset(0)
		for _, p := range pieces {
			if p.Source.Len() == 0 {
				continue
			}
			undone.WriteString(briefing.Slice(exact, briefing.Range{Start: at, End: max(at, p.Source.Start)}))
			if p.Kind == quote.PieceSource {
				undone.WriteString(p.Text)
			} else {
				undone.WriteString(briefing.Slice(exact, briefing.Range{Start: max(at, p.Source.Start), End: p.Source.End}))
			}
			at = max(at, p.Source.End)
		}
		undone.WriteString(briefing.Slice(exact, briefing.Range{Start: at, End: briefing.Length(exact)}))
		if quote.Fold(undone.String()) != quote.Fold(exact) {
			t.Fatalf("%q under %v comes back as %q", exact, edits, undone.String())
		}
		for _, gap := range gaps(exact, edits, pieces) {
			t.Fatalf("%v leaves out %q", edits, gap)
		}
	})
}

// gaps are the words of exact that neither stand in pieces nor are left out by edits.
func gaps(exact string, edits []briefing.Edit, pieces []quote.Piece) []string {
	shown := make([]bool, len([]rune(exact)))
	mark := func(r briefing.Range) {
		for o := r.Start; o < r.End; o++ {
			shown[o] = true
		}
	}
	for _, p := range pieces {
		mark(p.Source)
	}
	for _, e := range edits {
		if e.Kind == briefing.EditOmit {
			mark(e.Range)
		}
	}
	var lost []string
	for o, r := range []rune(exact) {
		if !shown[o] && r != ' ' {
			lost = append(lost, string(r))
		}
	}
	return lost
}
