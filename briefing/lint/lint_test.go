package lint_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"briefdesk/briefing"
	"briefdesk/briefing/estimate"
	"briefdesk/briefing/lint"
)

// note makes a briefing of lines: “# ” begins a heading, “> ” a quotation whose words
// name no passage, “>1 ” one of passage 1; all else is text.
func note(lines ...string) briefing.Briefing {
	var b briefing.Briefing
	for _, l := range lines {
		block := briefing.Block{Kind: briefing.BlockText, Text: l}
		if words, ok := strings.CutPrefix(l, "# "); ok {
			block = briefing.Block{Kind: briefing.BlockHeading, Level: 1, Text: words}
		} else if words, ok := strings.CutPrefix(l, "> "); ok {
			block = briefing.Block{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Words: words, Attribution: "The Times"}}
		} else if n := 0; strings.HasPrefix(l, ">") {
			fmt.Sscanf(l, ">%d", &n)
			block = briefing.Block{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: passage(n)}}
		}
		b.Blocks = append(b.Blocks, block)
	}
	return b
}

func passage(n int) briefing.ID { return briefing.ID{15: byte(n)} }

// sources are the passages 1 and 2 of one article, and 3 of another.
func sources() briefing.Sources {
	all := briefing.Sources{}
	for n, article := range map[int]string{1: "A", 2: "A", 3: "B"} {
		src := briefing.Source{Passage: briefing.Passage{ID: passage(n)}}
		src.Passage.Exact = "The African Union (AU) met."
		src.Article.ID = briefing.ID{0: article[0]}
		src.Article.Title.Value = "Article " + article
		all[passage(n)] = src
	}
	return all
}

// said is what the checks of a rule find, as “block:text”.
func said(b briefing.Briefing, rule string) string {
	var all []string
	for _, f := range lint.Check(b, sources(), nil) {
		if f.Rule == rule {
			all = append(all, fmt.Sprintf("%d:%s", f.Block, f.Text))
		}
	}
	return strings.Join(all, " ")
}

func TestChecks(t *testing.T) {
	cite := func(n int) string { return "[@" + passage(n).String() + "]" }
	for _, c := range []struct {
		rule, name string
		lines      []string
		want       string
	}{
		{"acronym-unexpanded", "never", []string{"The TTP met."}, "1:TTP"},
		{"acronym-unexpanded", "before", []string{"The TTP met.", "The Tehrik-e-Taliban Pakistan (TTP) met.", "TTP again."}, "1:TTP"},
		{"acronym-unexpanded", "expanded", []string{"The Tehrik-e-Taliban Pakistan (TTP) met.", "The TTP met."}, ""},
		{"acronym-unexpanded", "the other way round", []string{"The TTP (Tehrik-e-Taliban Pakistan) met."}, ""},
		{"acronym-unexpanded", "with small words", []string{"The Organisation for the Prohibition of Chemical Weapons (OPCW) met."}, ""},
		{"acronym-unexpanded", "by something else", []string{"It rained in Lagos (TTP)."}, "1:TTP"},
		{"acronym-unexpanded", "in a quotation before", []string{">1", "The AU met."}, ""},
		{"acronym-unexpanded", "in a quotation alone", []string{"> The XYZ met."}, ""},
		{"acronym-unexpanded", "well known", []string{"The UK and NATO met in Part XIV."}, ""},
		{"acronym-unexpanded", "plural", []string{"Two non-governmental organisations (NGOs) left.", "The NGO left."}, ""},
		{"acronym-unexpanded", "with a hyphen", []string{"The IS-K met."}, "1:IS-K"},
		{"acronym-unexpanded", "a line of capitals", []string{"# NOT FOR RELEASE"}, ""},
		{"acronym-unexpanded", "a marking", []string{"Held at S//REL by him, marked TLP:RED."}, ""},
		{"acronym-unexpanded", "code", []string{"Run `TTP`."}, ""},

		{"acronym-expanded-twice", "twice", []string{"The African Union (AU) met.", "The African Union (AU) left."}, "2:AU"},
		{"acronym-expanded-twice", "once by a source", []string{"The African Union (AU) met.", ">1"}, ""},

		{"placeholder", "letters", []string{"The sum is TBD, by XXX."}, "1:TBD 1:XXX"},
		{"placeholder", "brackets", []string{"On [date] in [insert place], […]."}, "1:[date] 1:[insert place] 1:[…]"},
		{"placeholder", "marks", []string{"Who?? By ____."}, "1:?? 1:____"},
		{"placeholder", "lorem", []string{"Lorem ipsum dolor."}, "1:Lorem ipsum"},
		{"placeholder", "a form of dates", []string{"By DD Month YYYY."}, "1:DD Month YYYY"},
		{"placeholder", "none", []string{"Why? [Name](https://a.example) said `TBD` and “TBD”.", "- [ ] Do it."}, ""},

		{"claim-without-source", "figures", []string{"Output fell by 5 per cent."}, "1:5 per cent"},
		{"claim-without-source", "a sum", []string{"It cost $4bn."}, "1:$4"},
		{"claim-without-source", "a day", []string{"They met on 4 May 2019."}, "1:on 4 May 2019"},
		{"claim-without-source", "a report", []string{"The army denied it."}, "1:denied"},
		{"claim-without-source", "cited", []string{"Output fell by 5 per cent " + cite(1) + "."}, ""},
		{"claim-without-source", "leads up to a quotation", []string{"He said in 2019:", ">1"}, ""},
		{"claim-without-source", "advice", []string{"# Recommendation", "Spend $4 million."}, ""},
		{"claim-without-source", "after advice", []string{"# Recommendation", "Agree.", "# Background", "It cost $4 million."}, "4:$4"},
		{"claim-without-source", "no claim", []string{"Two agencies must release 3 staff."}, ""},

		{"quotation-without-comment", "alone", []string{"# A", ">1", ">2", "# B", "Words.", ">3"}, "2:"},
		{"quotation-without-comment", "commented after", []string{"# A", ">1", "Words."}, ""},
		{"quotation-without-comment", "in another section", []string{"Words.", "# A", ">1"}, "3:"},

		{"single-source", "one article twice", []string{"It is likely " + cite(1) + cite(2) + "."}, "1:likely"},
		{"single-source", "two articles", []string{"It is likely " + cite(1) + cite(3) + "."}, ""},
		{"single-source", "no judgement", []string{"It rained " + cite(1) + "."}, ""},
		{"single-source", "quotations after it", []string{"It is likely.", ">1", ">2"}, "1:likely"},
		{"single-source", "quotations of two", []string{"It is likely.", ">1", ">3"}, ""},
		{"single-source", "no source", []string{"It is likely."}, ""},

		{"no-scale", "a term", []string{"It is likely, if unlikely."}, "1:likely"},
		{"no-scale", "no term", []string{"It might."}, ""},
		{"hedge", "without a scale", []string{"It might."}, ""},
	} {
		if got := said(note(c.lines...), c.rule); got != c.want {
			t.Errorf("%s, %s: found %q, want %q", c.rule, c.name, got, c.want)
		}
	}
}

func TestScaleOfANote(t *testing.T) {
	b := note("It is probable.", "It is likely, and very likely.")
	b.Scale = "icd203"
	if got := said(b, "mixed-scale"); got != "1:probable" {
		t.Errorf("a term of the row that is used less: found %q, want the first", got)
	}
	scale, err := estimate.Named("icd203")
	if err != nil {
		t.Fatal(err)
	}
	b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockDisclaimer, Text: scale.Mixing})
	if got := said(b, "mixed-scale"); got != "" {
		t.Errorf("with the disclaimer of mixed rows: found %q, want nothing", got)
	}
	b.Scale = "delphi"
	if got := said(b, "unknown-scale"); got != "0:delphi" {
		t.Errorf("an unknown scale: found %q", got)
	}
	b.Scale, b.Language = "phia", "fr"
	if got := lint.Check(b, nil, nil); len(got) > 0 {
		t.Errorf("a French note: found %v", got)
	}
	b = note("Words.")
	b.Title, b.Scale, b.Fields = "It might rain", "phia", []briefing.TemplateField{{Name: "bottom line", Value: "It may rain."}}
	if got := said(b, "hedge"); got != "0:might 0:may" {
		t.Errorf("title and fields: found %q", got)
	}
}

func TestChecksAreSwitchedOffByName(t *testing.T) {
	b := note("The TTP might leave on [date].")
	b.Scale = "phia"
	for _, r := range lint.Rules() {
		for _, f := range lint.Check(b, nil, []string{r.Name}) {
			if f.Rule == r.Name {
				t.Errorf("%s speaks though it is switched off", r.Name)
			}
		}
	}
	all := lint.Check(b, nil, nil)
	if len(all) != 3 {
		t.Errorf("found %v, want three things", all)
	}
}

// TestFixes mends each finding and looks at the sentence that comes of it.
func TestFixes(t *testing.T) {
	for _, c := range []struct{ scale, text, want string }{
		{"icd203", "The truce might fail.", "The truce will likely fail."},
		{"phia", "The truce might fail.", "The truce will probably fail."},
		{"phia", "Perhaps it fails.", "Probably it fails."},
		{"phia", "It is *possible* that it fails.", "It is *likely* that it fails."},
		{"phia", "The cable may have been cut.", "The cable may have been cut."},
		{"phia", "It is very likely.", "It is highly likely."},
		{"phia", "It is very *unlikely*.", "It is very *unlikely*."},
		{"icd203", "There is a realistic possibility of rain.", "There is a roughly even chance of rain."},
		{"phia", "There is almost no chance of rain.", "There is almost no chance of rain."},
		{"icd203", "It is unlikely, and improbable.", "It is unlikely, and unlikely."},
		{"icd203", "It is very likely, and will probably hold.", "It is very likely, and will likely hold."},
		{"phia", "Nearly certainly, it fails.", "Almost certainly, it fails."},
		{"phia", "It is bound to fail.", "It is almost certain to fail."},
		{"phia", "It will certainly fail.", "It will almost certainly fail."},
		{"icd203", "It is extremely unlikely.", "It is very unlikely."},
		{"icd203", "It is quite likely to fail.", "It is likely to fail."},
	} {
		b := note(c.text)
		b.Scale = c.scale
		findings := lint.Check(b, nil, nil)
		for _, f := range slices.Backward(findings) {
			if mended, ok := lint.Mended(b, f); ok {
				b = mended
			}
		}
		if got := b.Blocks[0].Text; got != c.want {
			t.Errorf("%s: %q becomes %q, want %q", c.scale, c.text, got, c.want)
		}
	}
}

// TestFindingsStandWhereTheySay holds the places of findings against the words of
// blocks, whatever markup they have.
func TestFindingsStandWhereTheySay(t *testing.T) {
	words := []string{"might", "may", "likely", "*very* likely", "“might”", "`may`", "TTP", "TBD", "[x](y)", "é", "\n", "\n\n- ", "| a |\n|-|\n", "almost certain", "5%", "high confidence", ".", "“", "’"}
	rapid.Check(t, func(t *rapid.T) {
		b := note(strings.Join(rapid.SliceOfN(rapid.SampledFrom(words), 1, 20).Draw(t, "words"), " "))
		b.Scale = rapid.SampledFrom([]string{"", "icd203", "phia"}).Draw(t, "scale")
		for _, f := range lint.Check(b, nil, nil) {
			if got := briefing.Slice(b.Blocks[0].Text, f.Range); got != f.Text || got == "" {
				t.Fatalf("%s is said to stand at %v of %q, where %q does", f.Text, f.Range, b.Blocks[0].Text, got)
			}
			if mended, ok := lint.Mended(b, f); ok != (f.Fix != "") || ok && !strings.Contains(mended.Blocks[0].Text, f.Fix) {
				t.Fatalf("the fix %q of %q in %q gives %q", f.Fix, f.Text, b.Blocks[0].Text, mended.Blocks[0].Text)
			}
		}
	})
}

func TestMendedRefusesWhatHasChanged(t *testing.T) {
	b := note("It might rain.")
	b.Scale = "phia"
	f := lint.Check(b, nil, nil)[0]
	b.Blocks[0].Text = "Yes, it might rain."
	if _, ok := lint.Mended(b, f); ok {
		t.Error("a fix was put where its words no longer stand")
	}
}

func BenchmarkCheck(b *testing.B) {
	var lines []string
	for range 100 {
		lines = append(lines, strings.Repeat("The ministry may close the border in May, and the Tehrik-e-Taliban Pakistan (TTP) will probably answer “at once”. ", 5))
	}
	n := note(lines...)
	n.Scale = "phia"
	for b.Loop() {
		lint.Check(n, nil, nil)
	}
}
