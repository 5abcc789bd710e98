package marking_test

import (
	"cmp"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"briefdesk/briefing"
	"briefdesk/briefing/marking"
)

// note is a note of a profile with a text block for each portion.
func note(profile string, declared briefing.Marking, portions ...string) briefing.Briefing {
	b := briefing.Briefing{Profile: profile, Marking: declared}
	for _, m := range portions {
		b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockText, Text: "Words.", Portion: briefing.Marking(m)})
	}
	return b
}

// TestRules has a case for each rule of the standards, named by its number. The
// portions of a note give a banner, and the rule is among the reasons.
func TestRules(t *testing.T) {
	for _, c := range []struct {
		rule, profile string
		declared      briefing.Marking
		portions      string // a semicolon between two
		want          briefing.Marking
	}{
		{"highest", "us", "", "U;S;C", "SECRET"},
		{"highest", "us", "UNCLASSIFIED", "U;TS", "TOP SECRET"}, // 00056: no classified portion in an unclassified note
		{"00070", "us", "", "U;S//NF;S", "SECRET//NOFORN"},
		{"00070", "us", "", "U//NF;U", "UNCLASSIFIED//NOFORN"},
		{"00067", "us", "", "S//OC;U", "SECRET//ORCON"},
		{"00068", "us", "", "S//IMC;TS", "TOP SECRET//IMCON"},
		{"00071", "us", "", "U//PR;S", "SECRET//PROPIN"},
		{"00088", "us", "", "S//REL TO USA, GBR;S", "SECRET"},
		{"00033", "us", "", "S//REL TO USA, GBR;U//NF", "SECRET//NOFORN"},
		{"00088", "us", "", "S//REL TO USA, GBR;U//RELIDO", "SECRET"},
		{"00088", "us", "", "S//REL TO USA, GBR;U//DISPLAY ONLY AFG", "SECRET"},
		{"00088", "us", "SECRET", "S//REL TO USA, GBR", "SECRET"},
		{"00031", "us", "", "S//REL TO USA, GBR;U", "SECRET//REL TO USA, GBR"},
		{"00031", "us", "", "S//REL TO USA, GBR, CAN;TS//REL TO USA, AUS, GBR", "TOP SECRET//REL TO USA, GBR"}, // 00320
		{"00031", "us", "", "S//REL TO USA, FVEY;S//REL TO USA, GBR, DEU", "SECRET//REL TO USA, GBR"},
		{"00031", "us", "", "S//REL TO USA, FVEY;C//REL TO USA, FVEY", "SECRET//REL TO USA, FVEY"},
		{"00319", "us", "", "S//REL TO USA, GBR;S//REL TO USA, DEU", "SECRET//NOFORN"},
		{"00066", "us", "", "U//FOUO;U", "UNCLASSIFIED//FOUO"},
		{"00066", "us", "", "U//FOUO;U//SBU", "UNCLASSIFIED//SBU"},
		{"00066", "us", "", "U//FOUO;U//LES", "UNCLASSIFIED//LES"},
		{"00066", "us", "", "U//FOUO;C", "CONFIDENTIAL"},
		{"00064", "us", "", "S//FGI GBR;C//FGI CAN", "SECRET//FGI CAN GBR"},
		{"00064", "us", "", "S//FGI GBR;C//FGI", "SECRET//FGI"}, // 00065
		{"00085", "us", "", "S//NF//XD;S", "SECRET//NOFORN//EXDIS"},
		{"00085", "us", "", "S//NF//XD;C//NF//ND", "SECRET//NOFORN//NODIS"},
		{"00086", "us", "", "S//NF//ND;U", "SECRET//NOFORN//NODIS"},
		{"00313", "us", "", "S//XD", "SECRET//NOFORN//EXDIS"},
		{"00314", "us", "", "S//ND", "SECRET//NOFORN//NODIS"},
		{"00087", "us", "", "U//SBU-NF;S", "SECRET//NOFORN"},
		{"00104", "us", "", "U//SBU-NF;U//SBU", "UNCLASSIFIED//SBU NOFORN"},
		{"00105", "us", "", "U//SBU;U", "UNCLASSIFIED//SBU"},
		{"00105", "us", "", "U//SBU;S", "SECRET"},
		{"00145", "us", "", "U//LES;S", "SECRET//LES"},
		{"00146", "us", "", "U//LES-NF;S", "SECRET//NOFORN//LES"}, // 00147
		{"00148", "us", "", "U//LES;U", "UNCLASSIFIED//LES"},
		{"00149", "us", "", "U//LES-NF;U//LES", "UNCLASSIFIED//LES NOFORN"},
		{"00132", "us", "", "S//RELIDO;C//RELIDO;U", "SECRET//RELIDO"},
		{"00132", "us", "", "S//RELIDO;C", "SECRET"},
		{"00169", "us", "", "S//RELIDO;C//NF", "SECRET//NOFORN"},
		{"00213", "us", "", "S//DISPLAY ONLY AFG, IRQ;S//DISPLAY ONLY AFG", "SECRET//DISPLAY ONLY AFG"},

		{"highest", "tlp", "", "TLP:CLEAR;TLP:AMBER;TLP:AMBER+STRICT;TLP:GREEN", "TLP:AMBER+STRICT"},
		{"highest", "tlp", "", "TLP:AMBER+STRICT;TLP:RED", "TLP:RED"},
		{"default", "tlp", "", "", "TLP:CLEAR"},
		{"highest", "uk", "", "O;O-S", "OFFICIAL-SENSITIVE"},
		{"union", "cui-isoo", "", "CUI//STUDREC/SP-PRVCY;CUI//DETH/SP-HLTH;U", "CUI//SP-HLTH/SP-PRVCY/DETH/STUDREC"},
		{"union", "cui-isoo", "", "CUI//SP-PRVCY//NF;CUI//SP-PRVCY//DL ONLY", "CUI//SP-PRVCY//DL ONLY/NOFORN"},
		{"common", "cui-isoo", "", "CUI//REL TO USA, GBR;CUI//REL TO USA, AUS, GBR", "CUI//REL TO USA, GBR"},
		{"union", "cui-dod", "", "CUI//CTI//FEDCON;U", "CUI"},
		{"highest", "canada", "", "PA;PB", "PROTECTED B / PROTÉGÉ B"},
		{"common", "nato", "", "NS//REL TO SWE;NU", "NATO SECRET//RELEASABLE TO SWE"},
		{"common", "nato", "", "NS//REL TO SWE;NR", "NATO SECRET"},
	} {
		t.Run(c.rule, func(t *testing.T) {
			var portions []string
			if c.portions != "" {
				portions = strings.Split(c.portions, ";")
			}
			b := note(c.profile, c.declared, portions...)
			banner, err := profile(t, c.profile).RollUp(b)
			if err != nil {
				t.Fatal(err)
			}
			if banner.Mark != c.want {
				t.Errorf("%s of %s is marked %s, want %s; %v", c.portions, c.profile, banner.Mark, c.want, banner.Why)
			}
			if !slices.ContainsFunc(banner.Why, func(r marking.Reason) bool { return r.Rule == c.rule }) {
				t.Errorf("%s of %s: no reason is rule %s: %v", c.portions, c.profile, c.rule, banner.Why)
			}
		})
	}
}

// TestForbidden has the rules about a single marking.
func TestForbidden(t *testing.T) {
	for _, c := range []struct {
		rule, profile string
		mark          briefing.Marking
	}{
		{"00028", "us", "U//OC"},
		{"00030", "us", "S//FOUO"},
		{"00031", "us", "S//REL TO"},
		{"00033", "us", "S//NF/REL TO USA, GBR"},
		{"00037", "us", "S//SBU"},
		{"00037", "us", "C//SBU-NF"},
		{"00038", "us", "S//NF//XD/ND"},
		{"00041", "us", "S//REL TO AUS, GBR"},
		{"00107", "us", "C//IMC"},
		{"00169", "us", "S//NF/RELIDO"},
		{"00169", "us", "S//RELIDO/DISPLAY ONLY AFG"},
		{"00169", "us", "S//NF/DISPLAY ONLY AFG"},
		{"00213", "us", "S//DISPLAY ONLY"},
		{"00313", "us", "S//XD"},
		{"00314", "us", "S//ND"},
		{"00319", "us", "S//REL TO USA"},
	} {
		p := profile(t, c.profile)
		parts, err := p.Parse(c.mark)
		if err != nil {
			t.Errorf("%s: %v", c.mark, err)
			continue
		}
		if problems := p.Problems(parts); !slices.ContainsFunc(problems, func(q marking.Problem) bool { return q.Rule == c.rule }) {
			t.Errorf("%s has the problems %v, want one of rule %s", c.mark, problems, c.rule)
		}
	}
	// 00032: a list needs REL TO.
	if _, err := profile(t, "us").Parse("S//USA, GBR"); err == nil {
		t.Error("a list of countries is read without REL TO")
	}
}

func TestWhyInWords(t *testing.T) {
	banner, err := profile(t, "us").RollUp(note("us", "", "U", "S//NF", "S//REL TO USA, GBR", "U//FOUO"))
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range banner.Why {
		got = append(got, r.String())
	}
	want := []string{
		"SECRET: it is the highest level of blocks 2 and 3",
		"NOFORN: block 2 has NOFORN (rule 00070)",
		"FOUO is left out: it says nothing beside SECRET (rule 00066)",
		"REL TO is left out: NOFORN excludes it (rule 00033)",
	}
	if !slices.Equal(got, want) {
		t.Errorf("SECRET//NOFORN is explained by\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if !slices.Equal(banner.Because, []int{1, 2}) {
		t.Errorf("the level is because of blocks %v, want [1 2]", banner.Because)
	}
}

// parted is a marking of a profile, as a portion may have it.
func parted(p marking.Profile) *rapid.Generator[marking.Parts] {
	return rapid.Custom(func(t *rapid.T) marking.Parts {
		parts := marking.Parts{Level: rapid.IntRange(0, len(p.Levels)-1).Draw(t, "level")}
		for _, g := range p.Groups {
			for n := rapid.IntRange(0, 2).Draw(t, "controls of "+g.Name); n > 0; n-- {
				c := rapid.SampledFrom(g.Controls).Draw(t, "control")
				held := marking.Held{Mark: c.Mark}
				if c.List.Between != "" && !rapid.Bool().Draw(t, "without a list") {
					held.List = rapid.SliceOfNDistinct(rapid.SampledFrom([]string{"AUS", "CAN", "DEU", "GBR"}), 1, 3, rapid.ID[string]).Draw(t, "list")
					if c.List.First != "" {
						held.List = append(held.List, c.List.First)
					}
				}
				if !parts.Has(c.Mark) {
					parts.Controls = append(parts.Controls, held)
				}
			}
		}
		return parts
	})
}

// marked is a note with portions of a profile, some blocks unmarked.
func marked(p marking.Profile) *rapid.Generator[briefing.Briefing] {
	mark := rapid.Custom(func(t *rapid.T) briefing.Marking {
		if rapid.IntRange(0, 4).Draw(t, "unmarked") == 0 {
			return ""
		}
		return p.Portion(parted(p).Draw(t, "marking"))
	})
	return rapid.Custom(func(t *rapid.T) briefing.Briefing {
		b := briefing.Briefing{Profile: p.Name, Marking: mark.Draw(t, "declared")}
		for _, m := range rapid.SliceOfN(mark, 0, 6).Draw(t, "portions") {
			b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockText, Text: "Words.", Portion: m})
		}
		return b
	})
}

// TestBannerOfAnyNote holds for any note of each profile: the banner is never
// below a portion, each part of it is explained by places that are there, and it
// does not depend on the order of blocks.
func TestBannerOfAnyNote(t *testing.T) {
	for name, p := range profiles(t) {
		if name == "none" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) { checkBanner(t, p) })
		})
	}
}

func checkBanner(t *rapid.T, p marking.Profile) {
	b := marked(p).Draw(t, "note")
	banner, err := p.RollUp(b)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := p.Parse(p.Portion(banner.Parts)); err != nil || p.Banner(again) != banner.Mark {
		t.Errorf("the banner %s is read as %s: %v", banner.Mark, p.Banner(again), err)
	}
	for i, m := range allMarks(b) {
		portion, err := p.Parse(m)
		if err != nil {
			t.Fatal(err)
		}
		if !p.Covers(banner.Parts, portion) {
			t.Errorf("the banner %s is below %s, marking %d", banner.Mark, m, i)
		}
	}
	checkWhy(t, p, b, banner)

	shuffled := b.Clone()
	shuffled.Blocks = rapid.Permutation(b.Blocks).Draw(t, "order")
	other, err := p.RollUp(shuffled)
	if err != nil || other.Mark != banner.Mark {
		t.Errorf("in another order the banner is %s, not %s: %v", other.Mark, banner.Mark, err)
	}
	if _, err := p.Check(b); err != nil {
		t.Errorf("the check of a note that has a banner: %v", err)
	}
}

func allMarks(b briefing.Briefing) []briefing.Marking {
	marks := []briefing.Marking{b.Marking}
	for _, bl := range b.Blocks {
		marks = append(marks, bl.Portion)
	}
	return slices.DeleteFunc(marks, func(m briefing.Marking) bool { return m == "" })
}

// checkWhy finds parts of a banner that are not explained.
func checkWhy(t *rapid.T, p marking.Profile, b briefing.Briefing, banner marking.Banner) {
	explained := func(part briefing.Marking) bool {
		return slices.ContainsFunc(banner.Why, func(r marking.Reason) bool {
			return r.Part == part && !r.LeftOut && r.Rule != "" && r.Words != "" && (len(r.At) > 0 || r.Rule == marking.RuleDefault)
		})
	}
	if !explained(p.Levels[banner.Parts.Level].Mark) {
		t.Errorf("the level of %s is not explained: %v", banner.Mark, banner.Why)
	}
	for _, h := range banner.Parts.Controls {
		if !slices.ContainsFunc(banner.Why, func(r marking.Reason) bool {
			return strings.HasPrefix(string(r.Part), string(h.Mark)) && !r.LeftOut && len(r.At) > 0
		}) {
			t.Errorf("%s of %s is not explained: %v", h.Mark, banner.Mark, banner.Why)
		}
	}
	for _, r := range banner.Why {
		for _, at := range r.At {
			if at >= len(b.Blocks) || at < marking.Title || at >= 0 && b.Blocks[at].Portion == "" {
				t.Errorf("%v names the place %d, where no marking stands", r, at)
			}
		}
	}
}

// TestUSOracle holds the banner of any US note against its rules as they are
// written, not as the profile's data have them.
func TestUSOracle(t *testing.T) {
	p := profile(t, "us")
	rapid.Check(t, func(t *rapid.T) {
		b := marked(p).Draw(t, "note")
		banner, err := p.RollUp(b)
		if err != nil {
			t.Fatal(err)
		}
		var portions []marking.Parts
		for _, m := range allMarks(b) {
			parts, err := p.Parse(m)
			if err != nil {
				t.Fatal(err)
			}
			portions = append(portions, parts)
		}
		anyHas := func(marks ...briefing.Marking) bool {
			return slices.ContainsFunc(portions, func(q marking.Parts) bool { return slices.ContainsFunc(marks, q.Has) })
		}
		has := banner.Parts.Has
		classified := banner.Parts.Level > 0
		for _, c := range []struct {
			rule string
			ok   bool
		}{
			{"00070", !anyHas("NOFORN") || has("NOFORN")},
			{"00067", anyHas("ORCON") == has("ORCON")},
			{"00068", anyHas("IMCON") == has("IMCON")},
			{"00071", anyHas("PROPIN") == has("PROPIN")},
			{"00064", anyHas("FGI") == has("FGI")},
			{"00085", has("EXDIS") == (anyHas("EXDIS") && !anyHas("NODIS"))},
			{"00086", has("NODIS") == anyHas("NODIS")},
			{"00038", !has("EXDIS") || !has("NODIS")},
			{"00313", !has("EXDIS") && !has("NODIS") || has("NOFORN")},
			{"00066", has("FOUO") == (anyHas("FOUO") && !classified && !anyHas("SBU", "SBU NOFORN", "LES", "LES NOFORN"))},
			{"00087", !classified || !anyHas("SBU NOFORN", "LES NOFORN") || has("NOFORN")},
			{"00104", has("SBU NOFORN") == (!classified && anyHas("SBU NOFORN"))},
			{"00105", has("SBU") == (!classified && anyHas("SBU") && !anyHas("SBU NOFORN"))},
			{"00145", !classified || has("LES") == anyHas("LES", "LES NOFORN")},
			{"00149", has("LES NOFORN") == (!classified && anyHas("LES NOFORN"))},
			{"00033", !has("REL TO") || !has("NOFORN")},
			{"00169", btoi(has("NOFORN"))+btoi(has("RELIDO"))+btoi(has("DISPLAY ONLY")) <= 1},
			{"00088", !has("REL TO") || !slices.ContainsFunc(portions, func(q marking.Parts) bool {
				return q.Level > 0 && !q.Has("REL TO") || q.Level == 0 && (q.Has("NOFORN") || q.Has("RELIDO") || q.Has("DISPLAY ONLY"))
			})},
			{"00132", !has("RELIDO") || !slices.ContainsFunc(portions, func(q marking.Parts) bool { return q.Level > 0 && !q.Has("RELIDO") })},
		} {
			if !c.ok {
				t.Errorf("rule %s: %v gives %s", c.rule, allMarks(b), banner.Mark)
			}
		}
		for _, h := range banner.Parts.Controls {
			if h.Mark == "REL TO" && (len(h.List) < 2 || h.List[0] != "USA" || !slices.IsSortedFunc(h.List[1:], cmp.Compare[string])) {
				t.Errorf("rules 00041 and 00319: %s", banner.Mark)
			}
		}
	})
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}
