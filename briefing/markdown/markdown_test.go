package markdown_test

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"briefdesk/assets"
	"briefdesk/briefing"
	"briefdesk/briefing/markdown"
	"briefdesk/briefing/marking"
	"briefdesk/briefing/quote"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func profiles(t testing.TB) marking.Profiles {
	t.Helper()
	ps, err := marking.Load(assets.Profiles())
	if err != nil {
		t.Fatal(err)
	}
	return ps
}

// passages are words that are hard to quote.
var passages = []string{
	"The armed group, which met often, believe that teh talks failed.",
	"“It’s over,” he said [quietly]; *nobody* listened… \\ or _did_ they?\nThe second paragraph: (TLP:RED) is a marking.\n— passage: none",
	"(OFFICIAL) is how the portion is marked. A a a b a […] [sic] a [x] a.",
	"# Not a heading\n> nor a quotation\n- nor a list\n::: text\n1. one",
	"وزیر خارجہ نے کہا کہ یہ مکالمہ تاریخی ہے۔ ẹ̀ and 🇵🇰🇺🇸.",
	"a",
}

func passageID(i int) briefing.ID { return briefing.ID{0xab, 15: byte(i)} }

func sources() briefing.Sources {
	all := make(briefing.Sources)
	for i, words := range passages {
		id := passageID(i)
		all[id] = briefing.Source{Passage: briefing.Passage{
			ID:     id,
			Anchor: briefing.Anchor{Exact: briefing.Normalize(words)},
		}}
	}
	return all
}

func diff(got, want briefing.Briefing) string {
	return cmp.Diff(want, got, cmpopts.EquateEmpty(), cmpopts.IgnoreFields(briefing.Briefing{}, "ID"))
}

// roundTrip checks that b reads back as it was written, and that writing is stable.
func roundTrip(t interface {
	Helper()
	Fatalf(string, ...any)
}, b briefing.Briefing, ps marking.Profiles, srcs briefing.Sources,
) string {
	t.Helper()
	text := markdown.Write(b, ps, srcs)
	got, _, err := markdown.Read(text, ps, srcs)
	if err != nil {
		t.Fatalf("Read: %v\n%s", err, text)
	}
	if d := diff(got, b); d != "" {
		t.Fatalf("Read(Write(b)) differs (-want +got):\n%s\nwritten as:\n%s", d, text)
	}
	if again := markdown.Write(got, ps, srcs); again != text {
		t.Fatalf("Write(Read(text)) is\n%s\nwant\n%s", again, text)
	}
	return text
}

func golden(t *testing.T, name, got string) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s differs (go test -update rewrites it)\n got:\n%s\nwant:\n%s", file, got, want)
	}
}

func heading(level int, text string) briefing.Block {
	return briefing.Block{Kind: briefing.BlockHeading, Level: level, Text: text}
}

func text(s string) briefing.Block { return briefing.Block{Kind: briefing.BlockText, Text: s} }

func marked(m briefing.Marking, b briefing.Block) briefing.Block {
	b.Portion = m
	return b
}

func quotation(passage int, edits ...briefing.Edit) briefing.Block {
	return briefing.Block{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: passageID(passage), Edits: edits}}
}

func inOwnWords(kind briefing.PassageKind, words string) briefing.Block {
	return briefing.Block{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: passageID(0), Kind: kind, Words: words}}
}

func unchecked(words, attribution string) briefing.Block {
	return briefing.Block{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Words: words, Attribution: attribution}}
}

func edit(kind briefing.EditKind, from, to int, text string) briefing.Edit {
	return briefing.Edit{Kind: kind, Range: briefing.Range{Start: briefing.Offset(from), End: briefing.Offset(to)}, Text: text}
}

func block(kind briefing.BlockKind, text string) briefing.Block {
	return briefing.Block{Kind: kind, Text: text}
}

func TestWriteNote(t *testing.T) {
	b := briefing.Briefing{
		Title: "Pakistan–US counter-terrorism: what August changed", Reference: "AB/2025/17", To: "The Director", From: "South Asia desk",
		Date: "2025-08-31", Purpose: "For information: no decision is asked",
		Distribution: []string{"Director", "Deputy: policy", "File"},
		Template:     "briefing-note", Profile: "tlp", Marking: "TLP:GREEN", Scale: "phia", Style: "british, single marks", Citations: "author-date", Language: "en-GB",
		Fields: []briefing.TemplateField{{Name: "decide by", Value: "2025-09-05"}, {Name: "copy", Value: "007"}},
		Blocks: []briefing.Block{
			heading(1, "Issue"),
			marked("TLP:CLEAR", text("A dialogue took place *on 12 August*.")),
			heading(2, "Background"),
			text("- one\n- two\n\n  with more"),
			text("- another list"),
			marked("TLP:AMBER", quotation(0, edit(briefing.EditCase, 0, 1, ""), edit(briefing.EditOmit, 17, 33, ""),
				edit(briefing.EditEmphasis, 34, 41, ""), edit(briefing.EditInsert, 41, 41, "d"),
				edit(briefing.EditSic, 47, 50, ""), edit(briefing.EditReplace, 57, 63, "broke down"))),
			quotation(1),
			marked("TLP:AMBER", inOwnWords(briefing.PassageParaphrase, "Talks went *badly*:\n\n- once\n- twice")),
			unchecked("They came, and went.\nThen they came again.", "The Daily, 3 May 2025"),
			text("| a | b |\n|---|---|\n| 1 | 2 |"),
			{Kind: briefing.BlockPageBreak},
			block(briefing.BlockDisclaimer, "The views are\n\nthe desk’s own."),
			{Kind: briefing.BlockContents},
			marked("TLP:GREEN", briefing.Block{
				Kind: briefing.BlockImage, Text: "Growth, *adjusted* {#growth}",
				Image: briefing.Image{Hash: briefing.Hash{1, 2, 3}, Type: "jpeg", Alt: "Bars [that] rise"},
			}),
			{Kind: briefing.BlockImage, Image: briefing.Image{File: "a map.png", Decorative: true}},
			{Kind: briefing.BlockSources},
		},
	}
	golden(t, "note.md", roundTrip(t, b, profiles(t), sources()))
}

// An image alone in its paragraph is a block; any other is part of its text.
func TestReadImages(t *testing.T) {
	image := func(alt, file, caption string) briefing.Block {
		i := briefing.ImageNamed(file)
		i.Alt = alt
		return briefing.Block{Kind: briefing.BlockImage, Image: i, Text: caption}
	}
	hash := strings.Repeat("0a", 32)
	for body, want := range map[string]briefing.Block{
		"![A map](map.png)":                              image("A map", "map.png", ""),
		"![A map](<a map.JPG> \"Of the *coast*\")":       image("A map", "a map.JPG", "Of the *coast*"),
		"![A map](within/map.jpeg \"(TLP:RED) Of it\")":  marked("TLP:RED", image("A map", "within/map.jpeg", "Of it")),
		"::: image\n![A \\[map\\]](map.png)\nOf it\n:::": image("A [map]", "map.png", "Of it"),
		"![A map](" + hash + ".png)":                     image("A map", hash+".png", ""),
		"![A map](https://example.org/map.png)":          text("![A map](https://example.org/map.png)"),
		"![A map](map.svg)":                              text("![A map](map.svg)"),
		"![A map](map.png) and words":                    text("![A map](map.png) and words"),
		"![one](map.png)\n![two](map.png)":               text("![one](map.png)\n![two](map.png)"),
	} {
		b, _, err := markdown.Read("---\nprofile: tlp\n---\n"+body, profiles(t), nil)
		if err != nil {
			t.Fatal(err)
		}
		if len(b.Blocks) != 1 || !b.Blocks[0].Equal(want) {
			t.Errorf("%s is read as %+v, want %+v", body, b.Blocks, want)
		}
	}
	if named := briefing.ImageNamed(hash + ".png"); named.Hash.IsZero() || named.FileName() != hash+".png" {
		t.Errorf("%s.png is read as %+v", hash, named)
	}
}

// What the plain form cannot carry is written in another one.
func TestWriteHardBlocks(t *testing.T) {
	b := briefing.Briefing{Profile: "tlp", Blocks: []briefing.Block{
		text(""),
		text("two\n\nparagraphs"),
		text("# not a heading"),
		text("> not a quotation\n> — passage: x"),
		text("> a block quote"),
		text("(TLP:RED) not a portion"),
		marked("TLP:RED", text("(TLP:RED) one is")),
		marked("TLP:RED", text("- a\n- b")),
		marked("TLP:RED", text("")),
		marked("FOO", text("a marking of another profile")),
		text("::: text\nnot a div\n:::\n:::::"),
		text("```\nan open fence"),
		text("<!-- an open comment"),
		text("\n spaces around \n"),
		text("ends in \\"),
		text("carriage\rreturn"),
		text("[ref]: https://example.org"),
		text("    code"),
		heading(1, "C#"), heading(1, "C #"), heading(3, ""), heading(2, "two\nlines"), heading(7, "deep"),
		marked("TLP:CLEAR", heading(2, "(TLP:RED) portion")),
		quotation(1, edit(briefing.EditOmit, 2, 5, "")),
		quotation(0, edit(briefing.EditOmit, 4, 10, "")),
		quotation(0, edit(briefing.EditInsert, 10, 10, "sic")),
		quotation(0, edit(briefing.EditInsert, 10, 10, "…"), edit(briefing.EditInsert, 10, 10, "a ] \\ \" b")),
		quotation(0, edit(briefing.EditOmit, 4, 500, "")),
		quotation(2), quotation(3), quotation(4),
		quotation(99, edit(briefing.EditOmit, 1, 2, "")),
		{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: passageID(5), Words: "a"}},
		{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: passageID(5), Words: "b", Edits: []briefing.Edit{edit(briefing.EditSic, 0, 1, "")}}},
		unchecked("", ""), unchecked("words", ""), unchecked("", "source"), unchecked(" words ", "source"),
		unchecked("words", "passage: none"), unchecked("(TLP:RED) words", "source"), unchecked("a\n— b", "source "),
		block(briefing.BlockDisclaimer, ""), block(briefing.BlockDisclaimer, "\n:::\n"),
		{Kind: briefing.BlockSources, Text: "odd"},
		{Kind: briefing.BlockPageBreak},
	}}
	golden(t, "hard.md", roundTrip(t, b, profiles(t), sources()))
}

func TestRead(t *testing.T) {
	id := passageID(0).String()
	for _, c := range []struct {
		name, text string
		want       briefing.Briefing
		rules      string
	}{
		{"empty", "", briefing.Briefing{}, ""},
		{"no front matter", "# A\n\nb\n", briefing.Briefing{Blocks: []briefing.Block{heading(1, "A"), text("b")}}, ""},
		{"Windows", "\ufeff---\r\ntitle: A\r\n---\r\nb\r\nc\r\n", briefing.Briefing{Title: "A", Blocks: []briefing.Block{text("b\nc")}}, ""},
		{"scalars as written", "---\ntitle: 007\nreference: yes\nto: ~\nfrom: 1_000\npurpose: |\n  one\n  two\nmarking: none\n---\n", briefing.Briefing{Title: "007", Reference: "yes", From: "1_000", Purpose: "one\ntwo\n", Marking: "none"}, ""},
		{"one recipient", "---\ndistribution: Director\nfields: {b: 1, a: 2}\n---\n", briefing.Briefing{Distribution: []string{"Director"}, Fields: []briefing.TemplateField{{Name: "b", Value: "1"}, {Name: "a", Value: "2"}}}, ""},
		{"underlined heading", "Issue\n=====\ntext", briefing.Briefing{Blocks: []briefing.Block{heading(1, "Issue"), text("text")}}, ""},
		{"div in a list", "- a\n\n  ::: pagebreak\n  :::", briefing.Briefing{Blocks: []briefing.Block{text("- a\n\n  ::: pagebreak\n  :::")}}, ""},
		{"div in code", "```\n::: pagebreak\n:::\n```", briefing.Briefing{Blocks: []briefing.Block{text("```\n::: pagebreak\n:::\n```")}}, ""},
		{"portion without profile", "(TLP:RED) a", briefing.Briefing{Blocks: []briefing.Block{text("(TLP:RED) a")}}, ""},
		{"escaped portion", "---\nprofile: uk\n---\n\\(S) a\n\n(S) b\n\n(X) c", briefing.Briefing{Profile: "uk", Blocks: []briefing.Block{text(`\(S) a`), marked("S", text("b")), text("(X) c")}}, ""},
		{"unknown profile", "---\nprofile: acme\n---\n", briefing.Briefing{Profile: "acme"}, "unknown-profile"},
		{"whole passage", "> — passage: " + id, briefing.Briefing{Blocks: []briefing.Block{quotation(0)}}, ""},
		{
			"wrapped by hand",
			"> [t]he armed group, … believe[d] that\n> *teh* [sic] talks\nfailed.\n> — passage: " + id,
			briefing.Briefing{Blocks: []briefing.Block{quotation(0, edit(briefing.EditCase, 0, 1, ""), edit(briefing.EditOmit, 17, 33, ""),
				edit(briefing.EditInsert, 41, 41, "d"), edit(briefing.EditEmphasis, 47, 50, ""), edit(briefing.EditSic, 47, 50, ""))}},
			"",
		},
		{
			"omission and case", "> […] [W]hich met often […] talks failed. [Our note]\n>\n> — passage: " + id,
			briefing.Briefing{Blocks: []briefing.Block{quotation(0, edit(briefing.EditOmit, 0, 16, ""), edit(briefing.EditCase, 17, 18, ""),
				edit(briefing.EditOmit, 32, 50, ""), edit(briefing.EditInsert, 64, 64, " Our note"))}},
			"",
		},
		{
			"altered", "> The armed gang\n> — passage: " + id,
			briefing.Briefing{Blocks: []briefing.Block{{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: passageID(0), Words: "The armed gang"}}}},
			"quotation-altered",
		},
		{
			"listed edits that do not fit the words", "> The armed\n> — passage: " + id + "; edits: omit 4-9",
			briefing.Briefing{Blocks: []briefing.Block{{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: passageID(0), Words: "The armed", Edits: []briefing.Edit{edit(briefing.EditOmit, 4, 9, "")}}}}},
			"quotation-altered",
		},
		{
			"passage not there", "> The words\n> — passage: " + passageID(99).String(),
			briefing.Briefing{Blocks: []briefing.Block{{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: passageID(99), Words: "The words"}}}},
			"passage-missing",
		},
		{
			"half an emphasis", "> *The armed group, which met often, believe that teh talks failed.\n> — passage: " + id,
			briefing.Briefing{Blocks: []briefing.Block{{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: passageID(0), Words: "*" + passages[0]}}}},
			"quotation-altered",
		},
		{
			"as typed and as it is", "> " + passages[0] + "\n> — passage: " + id + "; as typed",
			briefing.Briefing{Blocks: []briefing.Block{{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: passageID(0), Words: passages[0]}}}},
			"",
		},
		{
			"summary", "> They talked.\n> — summary of passage: " + id,
			briefing.Briefing{Blocks: []briefing.Block{inOwnWords(briefing.PassageSummary, "They talked.")}},
			"",
		},
		{
			"paraphrase of a passage not there", "> They talked.\n> — paraphrase of passage: " + passageID(99).String(),
			briefing.Briefing{Blocks: []briefing.Block{{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{
				Passage: passageID(99), Kind: briefing.PassageParaphrase, Words: "They talked.",
			}}}},
			"passage-missing",
		},
		{"no source", "> plain\n> block quote", briefing.Briefing{Blocks: []briefing.Block{text("> plain\n> block quote")}}, ""},
		{"source in words", "> They met.\n> — Daily, 3 May", briefing.Briefing{Blocks: []briefing.Block{unchecked("They met.", "Daily, 3 May")}}, ""},
		{"source in words, wrapped", "> They [all] met\n> *twice*.\n>\n> Again.\n> — Daily", briefing.Briefing{Blocks: []briefing.Block{unchecked("They [all] met *twice*.\nAgain.", "Daily")}}, ""},
	} {
		b, findings, err := markdown.Read(c.text, profiles(t), sources())
		if err != nil {
			t.Errorf("%s: %v", c.name, err)
			continue
		}
		var rules []string
		for _, f := range findings {
			rules = append(rules, f.Rule)
		}
		if d := diff(b, c.want); d != "" || strings.Join(rules, " ") != c.rules {
			t.Errorf("%s: findings %v, want %q; briefing (-want +got):\n%s", c.name, findings, c.rules, d)
		}
		roundTrip(t, b, profiles(t), sources())
	}
}

func TestReadSaysWhatDiffers(t *testing.T) {
	_, findings, err := markdown.Read("One.\n\n> The armed gang, which met often, […]\n> — passage: "+passageID(0).String(), profiles(t), sources())
	if err != nil {
		t.Fatal(err)
	}
	want := []briefing.Finding{{
		Rule: quote.RuleAltered, Severity: briefing.SeverityError, Block: 2, Text: "The armed gang, which met often, […]",
		Message: "the quotation is not what the source says: it has “gang,” as word 3 where the source has “group,”",
	}}
	if d := cmp.Diff(want, findings); d != "" {
		t.Errorf("findings (-want +got):\n%s", d)
	}
}

// A quotation too tangled to tell its edits is kept as typed, and said to be altered.
func TestReadGivesUpOnTangles(t *testing.T) {
	for _, body := range []string{
		strings.Repeat("[…] [a] ", 40) + "z",
		strings.Repeat("*[x]* … ", 40) + "z",
		strings.Repeat("[", 20000),
		strings.Repeat("[…] [", 5000),
	} {
		b, findings, err := markdown.Read("> "+body+"\n> — passage: "+passageID(0).String(), nil, sources())
		if err != nil || len(findings) != 1 || b.Blocks[0].Quotation.Words != body {
			t.Errorf("Read(%.20q…) = %v, %v", body, findings, err)
		}
	}
}

func TestReadRefuses(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"---\ntitle: a\n", "line 1: the front matter is not closed; end it with a line ---"},
		{"---\ntitle: a\nauthor: b\n---\n", `line 3: there is no key "author"; there are title, reference, to, from, date, purpose, distribution, template, draft, profile, marking, scale, style, citations, language, fields`},
		{"---\ntitle: a\n\ndate: 31 August 2025\n---\n", `line 4: the date "31 August 2025" is not a day written YYYY-MM-DD, such as 2025-08-31`},
		{"---\ndate: 2025-02-30\n---\n", `line 2: the date "2025-02-30" is not a day`},
		{"---\ntitle: [a]\n---\n", "line 2: want one value"},
		{"---\ntitle: *a\n---\n", "line 2: "},
		{"---\n- a\n---\n", "line 2: want lines “key: value”"},
		{"---\ntitle: a\ntitle: b\n---\n", "line 3: read the front matter: "},
		{"---\nto: \"a\n---\n", "line 2: read the front matter: "},
		{"a\n\n::: text\nb", "line 3: the block ::: text is not closed; end it with a line :::"},
		{"a\n::: note\n:::", "line 2: there is no block ::: note; there are text, disclaimer, sources, pagebreak, contents, image, block"},
		{"::: pagebreak\na\n:::", "line 1: the block ::: pagebreak holds no text; close it with a line ::: right below"},
		{"::: block\n{}x\n:::\n\n::: block\n{\n:::", "line 5: read the block ::: block: "},
		{"a\n\n> b\n> — passage: 12", `line 4: read the passage of the quotation: "12" is not an identifier`},
		{"> — passage: " + passageID(0).String() + "; edits: drop", `line 1: read the edits of the quotation: "drop" is not like omit 12-30`},
		{"> a\n> — summary of passage: " + passageID(0).String() + "; as typed", "line 2: read the passage of the quotation: a summary is in your own words"},
		{"---\nstyle: oxford\n---\n", `line 2: there is no style of quotations "oxford"; there are british, american, `},
		{"a\n\xff", "line 2: the text is not UTF-8"},
	} {
		if b, _, err := markdown.Read(c.text, nil, nil); err == nil || !strings.HasPrefix(err.Error(), c.want) {
			t.Errorf("Read(%q) = %+v, %v; want %s", c.text, b, err, c.want)
		}
	}
}

func TestWriteThenReadIsTheSame(t *testing.T) {
	ps, srcs := profiles(t), sources()
	rapid.Check(t, func(t *rapid.T) {
		roundTrip(t, drawBriefing(t), ps, srcs)
	})
}

func drawBriefing(t *rapid.T) briefing.Briefing {
	value := rapid.OneOf(
		rapid.SampledFrom([]string{"", "plain words", "007", "yes", "null", "~", "a: b", "a #b", "- a", "{a}", "\"", "'a", "a\nb", " a ", "---", "2025-08-31", "1e3", "<<", "*a", "&a", "!a", "?", "\t", "\u0085", "\u00a0", "C:", "Müller", "\U0001f1f5"}),
		rapid.String(),
	)
	b := briefing.Briefing{
		Title: value.Draw(t, "title"), Reference: value.Draw(t, "reference"), To: value.Draw(t, "to"), From: value.Draw(t, "from"),
		Date:         rapid.SampledFrom([]string{"", "2025-08-31"}).Draw(t, "date"),
		Purpose:      value.Draw(t, "purpose"),
		Distribution: rapid.SliceOfN(value, 0, 3).Draw(t, "distribution"),
		Template:     value.Draw(t, "template"),
		Profile:      rapid.SampledFrom([]string{"", "none", "tlp", "uk", "acme"}).Draw(t, "profile"),
		Marking:      briefing.Marking(value.Draw(t, "marking")),
		Scale:        rapid.SampledFrom([]string{"", "icd203", "phia"}).Draw(t, "scale"),
		Style:        rapid.SampledFrom([]string{"", "british", "american, single marks"}).Draw(t, "style"),
		Citations:    rapid.SampledFrom(briefing.CitationStyles()).Draw(t, "citations"),
		Language:     value.Draw(t, "language"),
		Fields: rapid.SliceOfN(rapid.Custom(func(t *rapid.T) briefing.TemplateField {
			return briefing.TemplateField{Name: value.Draw(t, "name"), Value: value.Draw(t, "value")}
		}), 0, 3).Draw(t, "fields"),
	}
	b.Blocks = rapid.SliceOfN(rapid.Custom(drawBlock), 0, 8).Draw(t, "blocks")
	return b
}

// scraps are put together into Markdown that is hard to part again.
var scraps = []string{
	"a", "word", " ", "  ", "    ", "\n", "\n\n", "\t", "\\", "# ", "## ", "#", "- ", "* ", "1. ", "> ", ">", "— ", "— passage: ", ":::", "::: text", "::: pagebreak\n:::",
	"```", "~~~", "<!--", "-->", "<div>", "<pre>", "(TLP:RED) ", "(S) ", "(S)", `\(`, "[", "]", "[a]: /b", "*", "_", "`", "|", "|---|", "---", "===", "\r", "\u00a0", "é", "[…]", "[^1]: n", "&amp;", "\x00",
}

func drawText(t *rapid.T, label string) string {
	if rapid.Bool().Draw(t, "any") {
		return rapid.StringN(0, 20, 60).Draw(t, label)
	}
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(scraps), 0, 8).Draw(t, label), "")
}

func drawBlock(t *rapid.T) briefing.Block {
	b := briefing.Block{
		Kind: rapid.SampledFrom([]briefing.BlockKind{
			briefing.BlockHeading, briefing.BlockText, briefing.BlockText, briefing.BlockText, briefing.BlockQuotation,
			briefing.BlockQuotation, briefing.BlockDisclaimer, briefing.BlockSources, briefing.BlockPageBreak,
			briefing.BlockContents, briefing.BlockImage,
		}).Draw(t, "kind"),
		Portion: briefing.Marking(rapid.SampledFrom([]string{"", "", "", "TLP:RED", "S", "ODD", "a) b", "a\nb"}).Draw(t, "portion")),
	}
	switch b.Kind {
	case briefing.BlockHeading:
		b.Level = rapid.IntRange(1, 4).Draw(t, "level")
		b.Text = drawText(t, "text")
	case briefing.BlockText, briefing.BlockDisclaimer:
		b.Text = drawText(t, "text")
	case briefing.BlockQuotation:
		b.Quotation = drawQuotation(t)
	case briefing.BlockImage:
		b.Image, b.Text = drawImage(t), drawText(t, "caption")
	}
	for range rapid.SampledFrom([]int{0, 0, 0, 1, 2}).Draw(t, "remarks") {
		b.Remarks = append(b.Remarks, briefing.Remark{Author: drawText(t, "author"), Words: drawText(t, "on"), Text: drawText(t, "remark")})
	}
	return b
}

func drawImage(t *rapid.T) briefing.Image {
	i := briefing.Image{Alt: drawText(t, "alt"), Decorative: rapid.Bool().Draw(t, "decorative")}
	if rapid.Bool().Draw(t, "kept") {
		i.Hash, i.Type = briefing.Hash{1, 2, 3}, rapid.SampledFrom([]string{"png", "jpeg"}).Draw(t, "type")
		return i
	}
	i.File = rapid.SampledFrom([]string{"a.png", "with space.jpg", "within/b.png", "(c).jpeg", "a\"b.png", "a>b", "", "https://example.org/d.png"}).Draw(t, "file")
	return i
}

func drawQuotation(t *rapid.T) briefing.Quotation {
	if rapid.IntRange(0, 3).Draw(t, "unchecked") == 0 {
		return briefing.Quotation{Words: drawText(t, "words"), Attribution: drawText(t, "attribution")}
	}
	i := rapid.IntRange(0, len(passages)).Draw(t, "passage")
	q := briefing.Quotation{Passage: passageID(i)}
	if rapid.IntRange(0, 7).Draw(t, "typed") == 0 {
		q.Words = drawText(t, "words")
	}
	switch {
	case rapid.IntRange(0, 3).Draw(t, "own words") == 0:
		q.Kind = rapid.SampledFrom([]briefing.PassageKind{briefing.PassageDirect, briefing.PassageParaphrase, briefing.PassageSummary, briefing.PassageTranslation}).Draw(t, "kind")
		q.Words = drawText(t, "words")
	case i < len(passages):
		q.Edits = drawEdits(t, briefing.Normalize(passages[i]))
	}
	return q
}

func drawEdits(t *rapid.T, exact string) []briefing.Edit {
	n := int(briefing.Length(exact))
	var list []briefing.Edit
	for range rapid.IntRange(0, 5).Draw(t, "edits") {
		from := rapid.IntRange(0, n).Draw(t, "from")
		to := rapid.IntRange(from, min(n, from+20)).Draw(t, "to")
		kind := rapid.SampledFrom([]briefing.EditKind{
			briefing.EditOmit, briefing.EditInsert, briefing.EditReplace, briefing.EditCase, briefing.EditSic, briefing.EditEmphasis,
		}).Draw(t, "edit")
		e := edit(kind, from, to, "")
		switch kind {
		case briefing.EditInsert:
			e.End = e.Start
			e.Text = drawText(t, "insert")
		case briefing.EditReplace:
			e.Text = drawText(t, "replace")
		case briefing.EditCase:
			e.End = e.Start + 1
		}
		_, err := quote.Printed(exact, append(list[:len(list):len(list)], e))
		if fits := err == nil; fits || rapid.IntRange(0, 20).Draw(t, "misfit") == 0 {
			list = append(list, e)
		}
	}
	return list
}

// Edits as a person makes them, at words, are read from the printed form.
func TestUsualEditsNeedNoList(t *testing.T) {
	srcs := sources()
	rapid.Check(t, func(t *rapid.T) {
		exact := passages[0]
		words := strings.Fields(exact)
		i := rapid.IntRange(0, len(words)-1).Draw(t, "word")
		from := int(briefing.Length(strings.Join(append(words[:i:i], ""), " ")))
		to := from + int(briefing.Length(words[i]))
		e := rapid.SampledFrom([]briefing.Edit{
			edit(briefing.EditOmit, from, to, ""), edit(briefing.EditReplace, from, to, "other"), edit(briefing.EditSic, from, to, ""),
			edit(briefing.EditEmphasis, from, to, ""), edit(briefing.EditCase, from, from+1, ""), edit(briefing.EditInsert, from, from, "other"),
		}).Draw(t, "edit")
		b := briefing.Briefing{Blocks: []briefing.Block{quotation(0, e)}}
		if text := roundTrip(t, b, nil, srcs); strings.Contains(text, "edits:") {
			t.Fatalf("the edits are listed:\n%s", text)
		}
	})
}

func FuzzRead(f *testing.F) {
	ps, srcs := profiles(f), sources()
	for _, name := range []string{"note.md", "hard.md"} {
		text, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			f.Fatal(err)
		}
		f.Add(string(text))
	}
	f.Add("---\nprofile: tlp\n---\n(TLP:RED) a\n===\n\n- b\n\n\n  c\n::: text\n")
	f.Add("> [t]he … *a* [sic] [x\\]] \\* […]\n> — passage: " + passageID(0).String() + "; as typed; edits: omit 1-2, insert 4-4 \"\\n\"")
	f.Fuzz(func(t *testing.T, text string) {
		b, _, err := markdown.Read(text, ps, srcs)
		if err != nil {
			return
		}
		roundTrip(t, b, ps, srcs)
	})
}

func BenchmarkWrite(b *testing.B) {
	note := long()
	ps, srcs := profiles(b), sources()
	for b.Loop() {
		markdown.Write(note, ps, srcs)
	}
}

func BenchmarkRead(b *testing.B) {
	ps, srcs := profiles(b), sources()
	text := markdown.Write(long(), ps, srcs)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		if _, _, err := markdown.Read(text, ps, srcs); err != nil {
			b.Fatal(err)
		}
	}
}

// long is a note of some hundred pages.
func long() briefing.Briefing {
	var b briefing.Briefing
	for range 300 {
		b.Blocks = append(b.Blocks,
			heading(2, "Considerations"),
			text(strings.Repeat("A sentence of nine words stands in this paragraph. ", 12)+"End."),
			quotation(0, edit(briefing.EditCase, 0, 1, ""), edit(briefing.EditOmit, 17, 33, "")),
		)
	}
	return b
}
