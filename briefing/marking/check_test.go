package marking_test

import (
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"briefdesk/briefing"
	"briefdesk/briefing/marking"
)

func TestCheck(t *testing.T) {
	with := func(b briefing.Briefing, name, value string) briefing.Briefing {
		b.Fields = append(b.Fields, briefing.TemplateField{Name: name, Value: value})
		return b
	}
	for _, c := range []struct {
		name string
		b    briefing.Briefing
		want string // rules and blocks
	}{
		{"nothing to say", note("us", "", "U", "S//NF"), ""},
		{"below a portion", note("us", "CONFIDENTIAL", "U", "S", "TS"), "under-marked 2"},
		{"below a control", note("us", "SECRET", "U", "S//NF"), "under-marked 2"},
		{"as declared", note("us", "SECRET//NOFORN", "U", "S//NF"), ""},
		{"over-marked", note("us", "SECRET", "U", "C"), "over-marked 0"},
		{"FOUO without a portion (00154)", note("us", "UNCLASSIFIED//FOUO", "U", "U"), "over-marked 0"},
		{"NOFORN is not asked for", note("us", "SECRET//NOFORN", "U", "S"), ""},
		{"by compilation", with(note("us", "SECRET", "U", "C"), "compilation reason", "Together they show the whole."), ""},
		{"an unmarked block may be what is declared", note("tlp", "TLP:RED", "TLP:CLEAR", ""), ""},
		{"portions are required", note("us", "", "U", "", "S"), "unmarked-portion 2"},
		{"all or nothing: nothing", note("cui-isoo", "", "", ""), ""},
		{"all or nothing", with(note("cui-isoo", "", "CUI", "", "U"), "controlled by", "The desk"), "unmarked-portion 2"},
		{"forbidden", note("us", "", "U//OC"), "marking-forbidden 1"},
		{"retired", note("tlp", "", "TLP:WHITE"), "marking-retired 1"},
		{"proposed", note("uk", "", "SECRET"), "marking-proposed 0"},
		{"declared", note("uk", "SECRET", "SECRET"), ""},
		{"designation", note("cui-isoo", "", "CUI"), "designation-missing 0"},
		{"designation of DoD", note("cui-dod", "", "CUI"), "designation-missing 0, designation-missing 0, designation-missing 0"},
		{"a list of distribution", with(note("cui-isoo", "", "CUI//DL ONLY"), "controlled by", "The desk"), "marking-forbidden 0"},
		{"items of a list", briefing.Briefing{Profile: "us", Blocks: []briefing.Block{{Kind: briefing.BlockText, Text: "- (U) One\n- (S) Two"}}}, ""},
		{"headings and breaks need none", briefing.Briefing{Profile: "us", Blocks: []briefing.Block{{Kind: briefing.BlockHeading, Text: "Issue"}, {Kind: briefing.BlockPageBreak}}}, ""},
	} {
		findings, err := profile(t, c.b.Profile).Check(c.b)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var got []string
		for _, f := range findings {
			got = append(got, fmt.Sprintf("%s %d", f.Rule, f.Block))
		}
		if said := strings.Join(got, ", "); said != c.want {
			t.Errorf("%s: the check finds %q, want %q: %v", c.name, said, c.want, findings)
		}
	}
}

func TestItemsAndTitlesCount(t *testing.T) {
	b := briefing.Briefing{Profile: "us", Title: "(C) The harbour", Blocks: []briefing.Block{
		{Kind: briefing.BlockText, Text: "Lead-in:\n\n- (U) One\n- (S//NF) Two\n\n(not a marking) words"},
	}}
	banner, err := profile(t, "us").RollUp(b)
	if err != nil || banner.Mark != "SECRET//NOFORN" {
		t.Errorf("the banner is %s, want SECRET//NOFORN: %v", banner.Mark, err)
	}
	b.Blocks = nil
	if banner, err = profile(t, "us").RollUp(b); err != nil || banner.Mark != "CONFIDENTIAL" {
		t.Errorf("the banner of the title alone is %s, want CONFIDENTIAL: %v", banner.Mark, err)
	}
}

func TestDesignation(t *testing.T) {
	b := note("cui-dod", "", "CUI//CTI//FEDCON", "CUI//SP-PRVCY")
	b.Fields = []briefing.TemplateField{{Name: "Controlled by", Value: "The desk"}, {Name: "POC", Value: "ext. 1234"}}
	banner, err := profile(t, "cui-dod").RollUp(b)
	if err != nil {
		t.Fatal(err)
	}
	want := "[{Controlled by The desk controlled by} {CUI category SP-PRVCY, CTI } {Distribution or dissemination control FEDCON } {POC ext. 1234 poc}]"
	if got := fmt.Sprint(banner.Designation); got != want || banner.Mark != "CUI" {
		t.Errorf("the designation of %s is %s, want %s", banner.Mark, got, want)
	}
	if banner, _ = profile(t, "cui-dod").RollUp(note("cui-dod", "", "U")); banner.Designation != nil {
		t.Errorf("an unclassified note has the designation %v", banner.Designation)
	}
}

func TestQuoting(t *testing.T) {
	for _, c := range []struct {
		profile           string
		declared, passage briefing.Marking
		genre             string
		want              briefing.Marking
	}{
		{"us", "", "", briefing.GenreNews, "U"},
		{"us", "SECRET", "", briefing.GenreOpinion, "U"},
		{"us", "", "SECRET//NOFORN", briefing.GenreNews, "S//NF"},
		{"us", "", "TLP:RED", briefing.GenreNews, "U"}, // of another profile
		{"us", "", "", briefing.GenreOther, ""},
		{"tlp", "", "", briefing.GenreNews, ""}, // it counts as the lowest level
		{"tlp", "TLP:AMBER", "", briefing.GenreNews, "TLP:CLEAR"},
		{"none", "", "", briefing.GenreNews, ""},
	} {
		b := briefing.Briefing{Profile: c.profile, Marking: c.declared}
		got := profile(t, c.profile).Quoting(b, briefing.Passage{Portion: c.passage}, briefing.Article{Genre: briefing.Field{Value: c.genre}})
		if got != c.want {
			t.Errorf("%s, declared %q, passage %q, %s: the quotation is marked %q, want %q", c.profile, c.declared, c.passage, c.genre, got, c.want)
		}
	}
}

func TestGate(t *testing.T) {
	for _, c := range []struct {
		name    string
		b       briefing.Briefing
		ceiling briefing.Marking
		want    string // the blocks kept back, from 0; the marking of the rest
	}{
		{"levels", note("tlp", "", "TLP:CLEAR", "TLP:AMBER", "TLP:GREEN", "TLP:RED"), "TLP:GREEN", "[1 3] TLP:GREEN"},
		{"unmarked counts as the lowest", note("tlp", "", "", "TLP:AMBER"), "TLP:CLEAR", "[1] TLP:CLEAR"},
		{"unmarked counts as declared", note("tlp", "TLP:AMBER", "", "TLP:CLEAR"), "TLP:GREEN", "[0] TLP:CLEAR"},
		{"controls", note("us", "", "S", "S//NF", "S//OC"), "SECRET//NOFORN", "[2] SECRET//NOFORN"},
		{"releasable", note("us", "", "S//REL TO USA, GBR", "S", "U", "S//REL TO USA, DEU", "S//NF"), "SECRET//REL TO USA, GBR", "[1 3 4] SECRET//REL TO USA, GBR"},
		{"implied", note("us", "", "U//FOUO", "U//SBU-NF"), "SECRET", "[1] UNCLASSIFIED//FOUO"},
		{"an item", briefing.Briefing{Profile: "tlp", Blocks: []briefing.Block{{Kind: briefing.BlockText, Text: "- One\n- (TLP:RED) two"}}}, "TLP:GREEN", "[0] TLP:CLEAR"},
	} {
		p := profile(t, c.b.Profile)
		g, err := p.Gate(c.b, c.ceiling)
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		banner, err := p.RollUp(g.Open)
		if got := fmt.Sprint(g.Withheld, " ", banner.Mark); err != nil || got != c.want {
			t.Errorf("%s: the gate keeps back %s, want %s: %v", c.name, got, c.want, err)
		}
	}
}

func TestGateOfFrontMatter(t *testing.T) {
	p := profile(t, "tlp")
	b := note("tlp", "TLP:AMBER", "TLP:CLEAR")
	b.Title, b.Purpose, b.Distribution = "The harbour", "To decide", []string{"One"}
	if _, err := p.Gate(b, "TLP:GREEN"); err == nil {
		t.Error("a title of TLP:AMBER goes to TLP:GREEN")
	}
	b.Title = "(TLP:GREEN) The harbour"
	g, err := p.Gate(b, "TLP:GREEN")
	if err != nil || !g.Fields || g.Open.Purpose != "" || g.Open.Distribution != nil || g.Open.Title == "" {
		t.Errorf("the gate leaves %+v: %v", g.Open, err)
	}
	if b.Purpose == "" {
		t.Error("the gate changes the note that it was given")
	}
}

func TestHouseProfiles(t *testing.T) {
	all, faults := profiles(t).WithHouse(fstest.MapFS{
		"us-bar.json":  {Data: []byte(`{"name": "us-bar", "title": "US with bars", "extends": "us", "place": "bar"}`)},
		"twice.json":   {Data: []byte(`{"name": "twice", "title": "Of the house’s own", "extends": "us-bar", "headOnly": true}`)},
		"own.json":     {Data: []byte(`{"name": "own", "title": "Own", "place": "right", "levels": [{"mark": "OPEN"}, {"mark": "CLOSED"}]}`)},
		"us.json":      {Data: []byte(`{"name": "us", "title": "US", "place": "bar", "levels": [{"mark": "OPEN"}]}`)},
		"named.json":   {Data: []byte(`{"name": "other"}`)},
		"broken.json":  {Data: []byte("{\n  \"name\": \"broken\",\n}")},
		"key.json":     {Data: []byte("{\n  \"name\": \"key\",\n  \"colour\": \"red\"\n}")},
		"kind.json":    {Data: []byte("{\n  \"name\": \"kind\",\n  \"levels\": 3\n}")},
		"draft.json":   {Data: []byte("{\"name\": \"draft\", \"title\": \"D\", \"place\": \"none\", \"levels\": [\n{\"mark\": \"DRAFT SECRET\"}]}")},
		"colour.json":  {Data: []byte("{\"name\": \"colour\", \"title\": \"C\", \"place\": \"box\", \"levels\": [\n{\"mark\": \"A\", \"colour\": \"red\"}]}")},
		"twofold.json": {Data: []byte("{\"name\": \"twofold\", \"title\": \"T\", \"place\": \"box\", \"levels\": [\n{\"mark\": \"A\"},\n{\"mark\": \"B\", \"short\": [\"A\"]}]}")},
		"control.json": {Data: []byte("{\"name\": \"control\", \"title\": \"T\", \"place\": \"box\", \"levels\": [{\"mark\": \"A\"}], \"groups\": [{\"name\": \"g\", \"title\": \"G\", \"before\": \"//\", \"between\": \"/\", \"controls\": [\n{\"mark\": \"X\", \"title\": \"x\", \"requires\": {\"Y\": \"\"}}]}]}")},
		"extends.json": {Data: []byte(`{"name": "extends", "extends": "nothing"}`)},
	})
	var got []string
	for _, fault := range faults {
		got = append(got, fault.Error())
	}
	for _, want := range []string{
		`marking profile us.json, line 1: there is a marking profile "us" already; choose another name`,
		`marking profile named.json, line 1: it calls itself "other"; name it as its file, "named"`,
		`marking profile broken.json, line 3: `,
		`marking profile key.json, line 3: a profile has no key "colour"; docs/profiles.md lists those that it has`,
		`marking profile kind.json, line 3: levels cannot be a number; docs/profiles.md says what it is`,
		`marking profile draft.json, line 2: "DRAFT SECRET" has DRAFT in it, which stands beside a marking and never in it; take it out`,
		`marking profile colour.json, line 2: "red" is no colour; write it as #RRGGBB`,
		`marking profile twofold.json, line 2: "A" stands for two things; take it from one of them`,
		`marking profile control.json, line 2: X names the control "Y", which is not there; name one by its mark`,
		`marking profile extends.json, line 1: it extends "nothing", which cannot be read; extend one of `,
	} {
		found := false
		for _, said := range got {
			found = found || strings.HasPrefix(said, want)
		}
		if !found {
			t.Errorf("no fault says %s", want)
		}
	}
	if len(faults) != 10 {
		t.Errorf("there are %d faults: %s", len(faults), strings.Join(got, "\n"))
	}
	if p := all["twice"]; p.Place != marking.PlaceBar || !p.HeadOnly || len(p.Levels) != 4 || p.Level("S//NF") != 2 {
		t.Errorf("what extends us is %+v", p)
	}
	if p := all["us"]; p.Place != marking.PlaceCentre {
		t.Error("a house has changed a profile of the program")
	}
	if all["own"].Level("CLOSED") != 1 {
		t.Error("a house’s own profile is not there")
	}
}

// FuzzParse reads no marking in two ways, and none that it does not write.
func FuzzParse(f *testing.F) {
	for _, s := range []string{"S//NF", "TOP SECRET//FGI GBR//REL TO USA, GBR//LES", "CUI//SP-PRVCY//DL ONLY", "PROTECTED B / PROTÉGÉ B", "TLP:RED", "(S)", "S//REL TO USA,", "OFFICIAL-SENSITIVE – PERSONAL UK EYES ONLY"} {
		f.Add(s)
	}
	all := profiles(f)
	f.Fuzz(func(t *testing.T, s string) {
		for name, p := range all {
			parts, err := p.Parse(briefing.Marking(s))
			if err != nil {
				continue
			}
			again, err := p.Parse(p.Portion(parts))
			if err != nil || fmt.Sprint(again) != fmt.Sprint(parts) {
				t.Errorf("%s reads %q as %v, and its own %q as %v: %v", name, s, parts, p.Portion(parts), again, err)
			}
		}
	})
}
