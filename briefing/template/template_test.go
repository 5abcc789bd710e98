package template_test

import (
	"flag"
	"os"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"briefdesk/assets"
	"briefdesk/briefing"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/markdown"
	"briefdesk/briefing/marking"
	"briefdesk/briefing/template"
)

// TestMain leaves no files behind where a property fails: the seed is enough.
func TestMain(m *testing.M) {
	if err := flag.Set("rapid.nofailfile", "true"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

func load(t testing.TB, house map[string]string) (template.Templates, error) {
	t.Helper()
	files := fstest.MapFS{}
	for name, text := range house {
		files[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return template.Load(assets.Templates(), files, layout.Templates())
}

func program(t testing.TB) template.Templates {
	t.Helper()
	ts, err := load(t, nil)
	if err != nil {
		t.Fatal(err)
	}
	return ts
}

func named(t testing.TB, name string) template.Template {
	t.Helper()
	form, ok := program(t).Named(name)
	if !ok {
		t.Fatalf("there is no template %s", name)
	}
	return form
}

func TestTemplatesOfTheProgram(t *testing.T) {
	profiles, err := marking.Load(assets.Profiles())
	if err != nil {
		t.Fatal(err)
	}
	for _, form := range program(t) {
		if _, err := profiles.Named(form.Profile); err != nil {
			t.Errorf("%s: %v", form.Name, err)
		}
		if size, ok := layout.PaperNamed(form.Paper); !ok || size != layout.Paper(form.Style) {
			t.Errorf("%s is on %s, and its page style on %v", form.Name, form.Paper, layout.Paper(form.Style))
		}
		if !slices.Contains([]string{"", "icd203", "phia"}, form.Scale) {
			t.Errorf("%s has the scale %s", form.Name, form.Scale)
		}
		for _, s := range form.Sections {
			for _, language := range []string{"fr", "de", "es", "ur"} {
				if s.Heading.In(language) == "" || s.Heading[language] == "" {
					t.Errorf("%s has no %s heading for %s", form.Name, language, s.Key)
				}
			}
		}
	}
	if got := program(t).Names(); !slices.Contains(got, template.Blank) || len(got) != 9 {
		t.Errorf("there are %v", got)
	}
}

func TestUnknownNameIsTheBlankNote(t *testing.T) {
	for name, known := range map[string]bool{"": true, "blank": true, "bluf": true, "minute": false} {
		form, ok := program(t).Named(name)
		if ok != known || !known && form.Name != template.Blank {
			t.Errorf("Named(%q) = %s, %v", name, form.Name, ok)
		}
	}
	if form, ok := template.Templates(nil).Named(""); !ok || form.Style != template.Blank {
		t.Errorf("without templates the blank note is %+v, %v", form, ok)
	}
}

func TestWordsFallBack(t *testing.T) {
	w := template.Words{"en": "colour", "en-us": "color", "fr": "couleur"}
	for language, want := range map[string]string{"en-GB": "colour", "en-US": "color", "fr-CA": "couleur", "sw": "colour", "": "colour"} {
		if got := w.In(language); got != want {
			t.Errorf("In(%q) = %q, want %q", language, got, want)
		}
	}
}

// house is a template of a house, with some lines in place of others.
const house = `{
  "name": "sitrep",
  "title": {"en": "Situation report"},
  "style": "blank",
  "paper": "a4",
  "fields": [
    {"key": "action", "label": {"en": "Action"}, "kind": "choice", "choices": [{"value": "note", "label": {"en": "To note"}}]},
    {"key": "due", "label": {"en": "Due"}, "kind": "date", "notice": {"days": 3}}
  ],
  "sections": [
    {"key": "state", "heading": {"en": "State"}},
    {"key": "outlook", "heading": {"en": "Outlook"}, "items": {"least": 1, "most": 3}}
  ],
  "limits": [
    {"of": "state", "lines": 4, "severity": "error"}
  ]
}
`

func TestFaultsNameFileLineAndRemedy(t *testing.T) {
	for _, c := range []struct{ old, with, want string }{
		{`"name": "sitrep"`, `"name": "report"`, `line 2: it calls itself "report"; name it as its file is named`},
		{`"name": "sitrep"`, `"name": 3`, `line 2: "name" is a number; it must be text in quotation marks`},
		{`{"en": "Situation report"}`, `{}`, `line 3: it has no title; add one`},
		{`"style": "blank"`, `"style": "memo"`, `line 4: there is no page style "memo"; there are blank, `},
		{`"paper": "a4"`, `"paper": "a5"`, `line 5: there is no paper "a5"; there are a4, letter`},
		{`"paper": "a4"`, `"paper": "a4", "citations": "oxford"`, `line 5: there is no style of citations "oxford"; there are footnotes, `},
		{`"paper": "a4"`, `"papers": "a4"`, `line 5: there is no papers here; docs/templates.md lists`},
		{`"paper": "a4",`, `"paper": "a4"`, `line 6: this is not JSON`},
		{`"paper": "a4",`, `"extends": "minute", "paper": "a4",`, `line 5: there is no template "minute"`},
		{`"kind": "choice"`, `"kind": "menu"`, `line 7: there is no kind of field "menu"; there are text, date, choice, list, people`},
		{`"kind": "choice", `, ``, `line 7: the field "action" must be of the kind choice and have choices, or neither`},
		{`"key": "due", "label"`, `"key": "action", "label"`, `line 7: there are two fields "action"; take one out`},
		{`"key": "due", "label"`, `"key": "Due", "label"`, `line 8: field 2 has the key "Due"; give it one in small letters`},
		{`{"days": 3}`, `{"days": 3, "unless": "why"}`, `line 8: a notice may be short if the field "why" says why`},
		{`{"days": 3}`, `{"days": "three"}`, `line 8: "notice.days" is a string; it must be a number without a fraction`},
		{`"kind": "date"`, `"kind": "text"`, `line 8: the field "due" has a notice and is no date`},
		{`"kind": "date"`, `"kind": "date", "required-if": {"field": "x", "is": ["y"]}`, `line 8: the field "due" depends on "x", which is none`},
		{`{"en": "Outlook"}`, `{"en": "State"}`, `line 11: the sections "state" and "outlook" are both headed "State"`},
		{`{"en": "Outlook"}`, `{}`, `line 12: the section "outlook" has no heading`},
		{`"least": 1`, `"least": 4`, `line 12: the section "outlook" has at least 4 items and at most 3`},
		{`"key": "outlook"`, `"keys": "outlook"`, `line 12: there is no keys here`},
		{`"of": "state"`, `"of": "status"`, `line 15: there is no section or field "status" to limit`},
		{`"lines": 4`, `"lines": 4, "pages": 1`, `line 14: a limit is a number of lines or of pages above 0, one of the two`},
		{`"severity": "error"`, `"severity": "fatal"`, `line 15: the severity "fatal" of a limit means nothing`},
		{"\n}\n", "\n} {}\n", `line 17: something follows the closing brace`},
	} {
		text := strings.Replace(house, c.old, c.with, 1)
		if text == house {
			t.Fatalf("the house has no %s", c.old)
		}
		ts, err := load(t, map[string]string{"sitrep.json": text})
		if err == nil || !strings.HasPrefix(err.Error(), "template sitrep.json, "+c.want) {
			t.Errorf("with %s: %v\nwant %s", c.with, err, c.want)
		}
		if len(ts) != len(program(t)) {
			t.Errorf("with %s there are %d templates", c.with, len(ts))
		}
	}
	if ts, err := load(t, map[string]string{"sitrep.json": house}); err != nil || len(ts) != len(program(t))+1 {
		t.Errorf("%d templates, %v", len(ts), err)
	}
}

func TestHouseExtendsAndReplaces(t *testing.T) {
	ts, err := load(t, map[string]string{
		"bluf.json": `{"name": "bluf", "extends": "bluf", "paper": "letter", "title": {"en": "Our one-pager"}, "limits": []}`,
		"wide.json": `{"name": "wide", "extends": "uk-submission", "fields": [{"key": "to"}, {"key": "issue no", "label": {"en": "Issue"}}],
			"sections": [{"key": "timing", "required": false}, {"key": "risk", "heading": {"en": "Risk"}}]}`,
		"fault.json": `{`,
	})
	if err == nil || !strings.Contains(err.Error(), "fault.json, line 1: the file ends too early") {
		t.Errorf("the fault is %v", err)
	}
	bluf, _ := ts.Named("bluf")
	if bluf.Paper != "letter" || len(bluf.Limits) != 0 || bluf.Title.In("en") != "Our one-pager" || bluf.Title.In("fr") == "Our one-pager" || len(bluf.Sections) != 4 {
		t.Errorf("the one-pager of the house is %+v", bluf)
	}
	wide, _ := ts.Named("wide")
	if len(wide.Fields) != 2 || !wide.Fields[0].Required || wide.Fields[0].Kind != template.KindPeople || wide.Style != "uk-submission" || !wide.Numbered {
		t.Errorf("the extended form is %+v", wide)
	}
	if len(wide.Sections) != 2 || wide.Sections[0].Required || !wide.Sections[0].Panel || wide.Sections[0].Heading.In("en") != "Timing" {
		t.Errorf("the extended form has the sections %+v", wide.Sections)
	}
	if diff := cmp.Diff(named(t, "uk-submission"), ts[slices.Index(ts.Names(), "uk-submission")]); diff != "" {
		t.Errorf("extending it has changed the form of the program: %s", diff)
	}
}

func FuzzLoad(f *testing.F) {
	f.Add(house)
	f.Add(`{"name": "sitrep", "extends": "bluf", "sections": [{"key": "gaps"}]}`)
	base := program(f)
	f.Fuzz(func(t *testing.T, text string) {
		ts, err := load(t, map[string]string{"sitrep.json": text})
		if (err == nil) != (len(ts) == len(base)+1) {
			t.Fatalf("%d templates, %v", len(ts), err)
		}
		if err != nil && !strings.HasPrefix(err.Error(), "template sitrep.json") {
			t.Errorf("the error names no file: %v", err)
		}
		for _, form := range ts {
			b := form.New("", "2025-09-22")
			form.Check(b)
		}
	})
}

func TestNewNotesAreWritten(t *testing.T) {
	profiles, err := marking.Load(assets.Profiles())
	if err != nil {
		t.Fatal(err)
	}
	for _, form := range program(t) {
		for _, language := range []string{"", "en-GB", "fr-CA", "de", "es", "ur"} {
			b := form.New(language, "2025-09-22")
			if b.Date != "2025-09-22" || language != "" && b.Language != language || b.Template != form.Name {
				t.Errorf("%s: %+v", form.Name, b)
			}
			again, findings, err := markdown.Read(markdown.Write(b, profiles, nil), profiles, nil)
			if err != nil || len(findings) > 0 {
				t.Fatalf("%s in %s: %v, %v", form.Name, language, findings, err)
			}
			if diff := cmp.Diff(b, again); diff != "" {
				t.Errorf("%s in %q is not read as it was written: %s", form.Name, language, diff)
			}
			for _, f := range form.Check(b) {
				if !slices.Contains([]string{template.RuleFieldMissing, template.RuleSectionEmpty, template.RuleDecisionMissing, template.RulePortionMissing}, f.Rule) {
					t.Errorf("a new %s in %q is said to be wrong: %+v", form.Name, language, f)
				}
			}
			required := 0
			for _, s := range form.Sections {
				if s.Required {
					required++
					if first, last := form.Blocks(b, s.Key); last < first {
						t.Errorf("a new %s in %q has no %s", form.Name, language, s.Key)
					}
				}
			}
			if empty := count(form.Check(b), template.RuleSectionEmpty); empty != required {
				t.Errorf("a new %s in %q has %d sections that are empty, of %d", form.Name, language, empty, required)
			}
		}
	}
}

func count(findings []briefing.Finding, rule string) int {
	n := 0
	for _, f := range findings {
		if f.Rule == rule {
			n++
		}
	}
	return n
}

// A note in short: a line “# …” is a heading, any other a text.
func note(name string, lines ...string) briefing.Briefing {
	b := briefing.Briefing{Template: name, Language: "en-GB", Title: "A note", Date: "2025-09-22"}
	for _, l := range lines {
		bl := briefing.Block{Kind: briefing.BlockText, Text: l}
		if heading, ok := strings.CutPrefix(l, "# "); ok {
			bl = briefing.Block{Kind: briefing.BlockHeading, Level: 1, Text: heading}
		}
		b.Blocks = append(b.Blocks, bl)
	}
	return b
}

func TestCheckOfSections(t *testing.T) {
	whole := []string{"# Issue", "Whether to go.", "# Background", "B.", "# Considerations", "C.", "# Recommendation", "It is recommended that you go."}
	replaced := func(old string, with ...string) []string {
		i := slices.Index(whole, old)
		return slices.Concat(whole[:i], with, whole[i+1:])
	}
	for _, c := range []struct {
		what  string
		lines []string
		want  string // rule and block
	}{
		{"whole", whole, ""},
		{"sections of one's own", replaced("# Background", "# History", "H.", "# Background"), ""},
		{"another language", replaced("# Recommendation", "# Recommandations"), ""},
		{"how", replaced("Whether to go.", "**How** to go."), ""},
		{"begins otherwise", replaced("Whether to go.", "Going."), "section-start 2"},
		{"begins with a longer word", replaced("Whether to go.", "However one goes."), "section-start 2"},
		{"empty", replaced("B."), "section-empty 3"},
		{"placeholder", replaced("B.", "[…]"), "section-empty 3"},
		{"missing", slices.Concat(whole[:2], whole[4:]), "section-missing 0"},
		{"order", slices.Concat(whole[2:4], whole[:2], whole[4:]), "section-order 3"},
	} {
		b := note("briefing-note", c.lines...)
		var got []string
		for _, f := range named(t, "briefing-note").Check(b) {
			if strings.HasPrefix(f.Rule, "section") {
				got = append(got, f.Rule+" "+string(rune('0'+f.Block)))
			}
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%s: %s, want %s", c.what, s, c.want)
		}
	}
}

func TestSectionsThatMayStandAnywhere(t *testing.T) {
	ts, err := load(t, map[string]string{"sitrep.json": strings.Replace(house, `"key": "state",`, `"key": "state", "anywhere": true,`, 1)})
	if err != nil {
		t.Fatal(err)
	}
	form, _ := ts.Named("sitrep")
	b := note("sitrep", "# Outlook", "- It will be.", "# State", "It is.")
	if got := form.Check(b); len(got) > 0 {
		t.Errorf("findings are %v", got)
	}
}

func TestFieldsWithPortions(t *testing.T) {
	form := named(t, "us-action-memo")
	for _, c := range []struct {
		profile, title string
		want           int
	}{{"us", "(U) A title", 0}, {"us", "(S//NF) A title", 0}, {"us", "A title (U)", 1}, {"us", "(U)", 1}, {"", "A title", 0}, {"us", "", 0}} {
		if got := count(form.Check(briefing.Briefing{Title: c.title, Profile: c.profile}), template.RulePortionMissing); got != c.want {
			t.Errorf("%q with the profile %q: %d findings, want %d", c.title, c.profile, got, c.want)
		}
	}
}

func TestCheckOfItems(t *testing.T) {
	judgement := "1. It is likely.\n\n   Confidence: low.\n"
	for n, want := range map[int]int{0: 1, 2: 1, 3: 0, 6: 0, 7: 1} {
		b := note("bluf", "# Key judgements", "Judgements:", strings.Repeat(judgement, n))
		if got := count(named(t, "bluf").Check(b), template.RuleSectionItems); got != want {
			t.Errorf("%d judgements are %d findings, want %d", n, got, want)
		}
	}
}

func TestCheckOfDecisions(t *testing.T) {
	for _, c := range []struct{ action, by, why, want string }{
		{"decision", "2025-09-29", "", ""},
		{"decision", "2025-09-26", "", template.RuleDecisionSoon},
		{"decision", "2025-09-26", "The round opens.", ""},
		{"decision", "2025-09-19", "The round opens.", template.RuleDecisionPast},
		{"decision", "", "", template.RuleDecisionMissing},
		{"decision", "soon", "", template.RuleFieldValue},
		{"information", "", "", ""},
		{"thought", "", "", template.RuleFieldValue},
	} {
		b := note("briefing-note")
		for key, value := range map[string]string{"action": c.action, "decide by": c.by, "justification": c.why} {
			b = template.SetValue(b, key, value)
		}
		var got []string
		for _, f := range named(t, "briefing-note").Check(b) {
			if f.Rule == template.RuleFieldValue || strings.HasPrefix(f.Rule, "decision") {
				got = append(got, f.Rule)
			}
		}
		if s := strings.Join(got, ", "); s != c.want {
			t.Errorf("%+v: %s", c, s)
		}
	}
}

func TestCheckOfDecisionsOfItems(t *testing.T) {
	b := note("us-action-memo", "# Recommendations", "That you:",
		"- Approve one. (Approve/Disapprove by 09/29/25)\n- Approve two. (Approve/Disapprove by 9/25/25)\n- Approve three.\n  It is late. (Approve/Disapprove by\n  09/01/25)\n- Approve four.")
	var got []string
	for _, f := range named(t, "us-action-memo").Check(b) {
		if strings.HasPrefix(f.Rule, "decision") {
			got = append(got, f.Rule+" "+f.Text)
		}
	}
	want := "decision-date-soon 9/25/25, decision-date-past 09/01/25, decision-date-missing - Approve four."
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("%s, want %s", s, want)
	}
}

func TestClassifiedMemosSayWho(t *testing.T) {
	form := named(t, "us-action-memo")
	for _, c := range []struct {
		marking, portion briefing.Marking
		want             int
	}{{"UNCLASSIFIED", "U", 0}, {"SECRET//NOFORN", "U", 3}, {"", "S//NF", 3}, {"", "SBU", 0}} {
		b := note("us-action-memo", "Text.")
		b.Marking, b.Blocks[0].Portion = c.marking, c.portion
		got := 0
		for _, f := range form.Check(b) {
			if f.Rule == template.RuleFieldMissing && (strings.Contains(f.Message, "lassif") || strings.Contains(f.Message, "Derived")) {
				got++
			}
		}
		if got != c.want {
			t.Errorf("%s with %s: %d fields are missed, want %d", c.marking, c.portion, got, c.want)
		}
	}
}

// TestBusinessDays holds the day of a decision against counting one day at a time.
func TestBusinessDays(t *testing.T) {
	form := named(t, "briefing-note")
	rapid.Check(t, func(t *rapid.T) {
		date := time.Date(2025, 1, 1, 0, 0, 0, 0, time.UTC).AddDate(0, 0, rapid.IntRange(0, 800).Draw(t, "date"))
		by := date.AddDate(0, 0, rapid.IntRange(0, 12).Draw(t, "by"))
		b := template.SetValue(briefing.Briefing{Date: date.Format(time.DateOnly)}, "decide by", by.Format(time.DateOnly))
		days := 0
		for d := date.AddDate(0, 0, 1); !d.After(by); d = d.AddDate(0, 0, 1) {
			if d.Weekday() != time.Saturday && d.Weekday() != time.Sunday {
				days++
			}
		}
		if got := count(form.Check(b), template.RuleDecisionSoon); (got == 1) != (days < 5) {
			t.Fatalf("from %s to %s are %d business days, and there are %d findings", date.Format("Mon 2006-01-02"), by.Format("Mon 2006-01-02"), days, got)
		}
	})
}

func TestChange(t *testing.T) {
	b := note("briefing-note", "Before.", "# Issue", "Whether.", "# Background", "[…]", "# Considerations", "C.", "# Conclusion", "So.", "# My own", "Mine.")
	b.Profile = "tlp"
	b.Fields = []briefing.TemplateField{{Name: "action", Value: "decision"}, {Name: "decide by"}, {Name: "Whim", Value: "yes"}, {Name: "office", Value: "O"}}
	change, err := program(t).Change(b, "cabinet-paper")
	if err != nil {
		t.Fatal(err)
	}
	after := change.Apply()
	var headings []string
	for _, bl := range after.Blocks {
		if bl.Kind == briefing.BlockHeading {
			headings = append(headings, bl.Text)
		}
	}
	if got := strings.Join(headings, ", "); got != "Issue, Summary, Recommendation, Considerations, Conclusion, My own" {
		t.Errorf("sections are %s", got)
	}
	if got := strings.Join(change.Drops, ", "); got != "Background" {
		t.Errorf("drops %s", got)
	}
	if got := strings.Join(change.Orphans, ", "); got != "Issue, Conclusion" {
		t.Errorf("orphans %s", got)
	}
	if len(change.Sets) > 0 || after.Profile != "tlp" {
		t.Errorf("a profile that was chosen is changed: %v", change.Sets)
	}
	if template.Value(after, "whim") != "yes" || template.Value(after, "action") != "decision" || slices.ContainsFunc(after.Fields, func(f briefing.TemplateField) bool { return f.Name == "decide by" }) {
		t.Errorf("fields are %v", after.Fields)
	}
	if _, err := program(t).Change(b, "minute"); err == nil || !strings.HasPrefix(err.Error(), `there is no template "minute"; there are `) {
		t.Errorf("a change to no template is %v", err)
	}
}

// TestNothingIsLostToAChange: whatever the forms, what an author wrote is there
// after a change, in its order; and a second change to the same form changes nothing.
func TestNothingIsLostToAChange(t *testing.T) {
	ts := program(t)
	rapid.Check(t, func(t *rapid.T) {
		from, _ := ts.Named(rapid.SampledFrom(ts.Names()).Draw(t, "from"))
		to := rapid.SampledFrom(ts.Names()).Draw(t, "to")
		b := from.New(rapid.SampledFrom([]string{"en-GB", "fr", "de", "es", "ur"}).Draw(t, "language"), "2025-09-22")
		headings := []string{"My own"}
		for _, form := range ts {
			for _, s := range form.Sections {
				headings = append(headings, s.Heading.In(b.Language))
			}
		}
		var own []string
		for i := range rapid.IntRange(0, 8).Draw(t, "blocks") {
			at := rapid.IntRange(0, len(b.Blocks)).Draw(t, "at")
			bl := briefing.Block{Kind: briefing.BlockText, Text: "own " + string(rune('a'+i))}
			if rapid.Bool().Draw(t, "headed") {
				bl = briefing.Block{Kind: briefing.BlockHeading, Level: 1, Text: rapid.SampledFrom(headings).Draw(t, "heading")}
			}
			b.Blocks = slices.Insert(b.Blocks, at, bl)
		}
		for _, bl := range b.Blocks {
			if strings.HasPrefix(bl.Text, "own ") {
				own = append(own, bl.Text)
			}
		}
		b = template.SetValue(b, rapid.SampledFrom([]string{"action", "bluf", "copy", "whim"}).Draw(t, "field"), "a value")
		before := b.Clone()
		change, err := ts.Change(b, to)
		if err != nil {
			t.Fatal(err)
		}
		after := change.Apply()
		if diff := cmp.Diff(before, b); diff != "" {
			t.Fatalf("the change has changed the note itself: %s", diff)
		}
		var kept []string
		for _, bl := range after.Blocks {
			if strings.HasPrefix(bl.Text, "own ") {
				kept = append(kept, bl.Text)
			}
		}
		if !slices.Equal(kept, own) {
			t.Fatalf("from %s to %s keeps %v of %v", from.Name, to, kept, own)
		}
		for _, f := range before.Fields {
			if f.Value != "" && template.Value(after, f.Name) != f.Value {
				t.Fatalf("the field %s had %q and has %q", f.Name, f.Value, template.Value(after, f.Name))
			}
		}
		form, _ := ts.Named(to)
		if n := count(form.Check(after), template.RuleSectionMissing); n > 0 {
			t.Fatalf("after the change %d sections are missing: %v", n, form.Check(after))
		}
		again, err := ts.Change(after, to)
		if err != nil {
			t.Fatal(err)
		}
		if len(again.Adds)+len(again.Renames)+len(again.Drops)+len(again.FieldsAdded) > 0 {
			t.Fatalf("the same change again does %+v", again)
		}
	})
}

// TestNotesGoIntoAnotherLanguage has what the template wrote follow the language of a
// note, and nothing that its author did.
func TestNotesGoIntoAnotherLanguage(t *testing.T) {
	form := named(t, "briefing-note")
	fresh := form.New("en-CA", "2025-09-22")
	if diff := cmp.Diff(form.New("fr-CA", "2025-09-22"), form.InLanguage(fresh, "fr-CA")); diff != "" {
		t.Errorf("a note in which nobody has written differs from a new one (-want +got):\n%s", diff)
	}
	b := briefing.Briefing{Template: form.Name, Language: "en", Blocks: []briefing.Block{
		{Kind: briefing.BlockText, Text: "Before all."},
		{Kind: briefing.BlockHeading, Level: 1, Text: "Background", Portion: "TLP:GREEN"},
		{Kind: briefing.BlockText, Text: "Talks began."},
		{Kind: briefing.BlockHeading, Level: 2, Text: "Issue"},
		{Kind: briefing.BlockHeading, Level: 1, Text: "**Recommendation**"},
		{Kind: briefing.BlockHeading, Level: 1, Text: "Of our own"},
	}}
	want := b.Clone()
	want.Language, want.Blocks[1].Text = "fr", "Contexte"
	if diff := cmp.Diff(want, form.InLanguage(b, "fr")); diff != "" {
		t.Errorf("the note in French (-want +got):\n%s", diff)
	}
	if b.Blocks[1].Text != "Background" {
		t.Error("the note that it was made of is another")
	}
}
