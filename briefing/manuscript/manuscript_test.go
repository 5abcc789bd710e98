package manuscript_test

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
	"pgregory.net/rapid"

	"briefdesk/assets"
	"briefdesk/briefing"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/markdown"
	"briefdesk/briefing/marking"
	"briefdesk/briefing/quote"
	"briefdesk/briefing/template"
)

var update = flag.Bool("update", false, "rewrite the golden parts of testdata")

// TestMain leaves no files behind where a property fails: the seed is enough.
func TestMain(m *testing.M) {
	if err := flag.Set("rapid.nofailfile", "true"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func profiles(t testing.TB) marking.Profiles {
	t.Helper()
	ps, err := marking.Load(assets.Profiles())
	must(t, err)
	return ps
}

func rules(t testing.TB) manuscript.Rules {
	t.Helper()
	ts, err := template.Load(assets.Templates(), nil, layout.Templates())
	must(t, err)
	return manuscript.Rules{Profiles: profiles(t), Templates: ts}
}

// The passages of the test: a1 and a2 of an opinion piece, b1 of a report on
// numbered pages. Both articles carry one and the same disclaimer.
var (
	a1 = id("a1")
	a2 = id("a2")
	b1 = id("b1")
)

func id(digits string) briefing.ID {
	id, err := briefing.ParseID(strings.Repeat(digits, 16))
	if err != nil {
		panic(err)
	}
	return id
}

func field(s string) briefing.Field { return briefing.Field{Value: s} }

func sources(t testing.TB) briefing.Sources {
	views := briefing.Notice{Class: briefing.NoticeViews, Text: "The views are the author’s own."}
	var opinion briefing.Builder
	opinion.Add(briefing.TextHeading, 1, "A heading", nil, nil)
	opinion.Add(briefing.TextParagraph, 0, "The committee met twice in May. It decided nothing.", nil, nil)
	opinion.Add(briefing.TextParagraph, 0, "“Nobody came -- or \"nearly\",” the *clerk* said.", nil, nil)
	talks := briefing.Article{
		ID: id("0a"), Title: field("The harbour talks"), Subtitle: field("A view"), Publisher: field("The Herald"),
		Published: field("2025-03-04"), Accessed: field("2025-03-05"), URL: field("https://example.org/talks"),
		Genre: field(briefing.GenreOpinion), Notices: []briefing.Notice{views, {Class: briefing.NoticeMaps, Text: "Maps are sketches."}},
	}
	var report briefing.Builder
	report.Page("xii")
	report.Add(briefing.TextParagraph, 0, "The harbour is deep enough for two ships.", nil, nil)
	depth := briefing.Article{
		ID: id("0b"), Title: field("Annual report"), Byline: field("R. Smith"), Published: field("2024-05"), Grade: "B",
		Notices: []briefing.Notice{views, {Class: briefing.NoticeLiability, Text: "No liability is accepted."}},
	}
	sources := briefing.Sources{}
	add := func(id briefing.ID, a briefing.Article, from *briefing.Builder, words string) {
		snap, err := from.Snapshot(briefing.Hash{})
		must(t, err)
		r, err := quote.Find(snap, words)
		must(t, err)
		anchor, err := quote.Anchor(snap, r)
		must(t, err)
		sources[id] = briefing.Source{Passage: briefing.Passage{ID: id, Article: a.ID, Anchor: anchor, Credibility: 2}, Article: a, Snapshot: snap}
	}
	add(a1, talks, &opinion, "The committee met twice in May.")
	add(a2, talks, &opinion, "It decided nothing. “Nobody came -- or \"nearly\",” the *clerk* said.")
	add(b1, depth, &report, "The harbour is deep enough for two ships.")
	return sources
}

// TestBuild holds the manuscripts of testdata/note/*.txtar against their
// golden parts. In the notes a1, a2 and b1 stand for identifiers.
func TestBuild(t *testing.T) {
	files, err := filepath.Glob("testdata/note/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no notes: %v", err)
	}
	ids := strings.NewReplacer("ID:a1", a1.String(), "ID:a2", a2.String(), "ID:b1", b1.String(), "ID:c1", id("c1").String())
	names := strings.NewReplacer(a1.String(), "ID:a1", a2.String(), "ID:a2", b1.String(), "ID:b1", id("c1").String(), "ID:c1")
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(file)
			must(t, err)
			b, _, err := markdown.Read(ids.Replace(string(archive.Files[0].Data)), profiles(t), sources(t))
			must(t, err)
			m, findings, err := manuscript.Build(b, sources(t), rules(t))
			got := names.Replace(dump(m, findings, err))
			if *update {
				archive.Files[1].Data = []byte(got)
				must(t, os.WriteFile(file, txtar.Format(archive), 0o644))
				return
			}
			if want := string(archive.Files[1].Data); got != want {
				t.Errorf("%s differs (go test -update rewrites it)\n got:\n%s\nwant:\n%s", file, got, want)
			}
		})
	}
}

// dump writes all that a manuscript says, a line for each part.
func dump(m manuscript.Manuscript, findings []briefing.Finding, err error) string {
	var d dumper
	if err != nil {
		d.line("error: %v", err)
		return d.String()
	}
	d.line("%s | %s | %s | %s | %s", m.Title, m.Reference, m.Language, m.Date, m.Author)
	d.line("banner %q, %s, because of %v", m.Banner.Mark, m.Place, m.Banner.Because)
	d.facts(m.Facts)
	d.blocks(m.Blocks)
	for _, n := range m.Notes {
		d.line("note %d of block %d: %s", n.Number, n.Block, runs(n.Text))
	}
	d.facts(m.End)
	for i, q := range m.Quotations {
		d.line("quotation %d is block %d", i+1, q.Block)
	}
	for _, f := range findings {
		d.line("%s %s, block %d, %q: %s", f.Severity, f.Rule, f.Block, f.Text, f.Message)
	}
	return d.String()
}

type dumper struct {
	strings.Builder
	indent string
}

func (d *dumper) line(format string, args ...any) {
	d.WriteString(strings.TrimRight(d.indent+fmt.Sprintf(format, args...), " ") + "\n")
}

func (d *dumper) facts(fs []manuscript.Fact) {
	for _, f := range fs {
		from := ""
		if f.Block > 0 {
			from = fmt.Sprintf(" (block %d)", f.Block)
		}
		d.line("fact %s%s: %s", f.Label, from, runs(f.Text))
	}
}

func (d *dumper) blocks(bs []manuscript.Block) {
	for _, b := range bs {
		d.block(b)
	}
}

func (d *dumper) block(b manuscript.Block) {
	switch b := b.(type) {
	case manuscript.Heading:
		d.line("%d heading %d: %s", b.Block, b.Level, runs(b.Text))
	case manuscript.Paragraph:
		inset := ""
		if b.Inset {
			inset = " inset"
		}
		d.line("%d paragraph%s: %s", b.Block, inset, runs(b.Text))
	case manuscript.List:
		d.line("%d list, ordered %v from %d", b.Block, b.Ordered, b.Start)
		for i, item := range b.Items {
			d.line("  item%s", []string{"", ", to do", ", done"}[b.Task(i)])
			d.indent += "    "
			d.blocks(item)
			d.indent = d.indent[4:]
		}
	case manuscript.Quotation:
		d.line("%d quotation %d, verified %v, from: %s", b.Block, b.Number, b.Verified, runs(b.Source))
		for _, p := range b.Paragraphs {
			d.line("    %s", runs(p))
		}
	case manuscript.Table:
		d.line("%d table %v: %s", b.Block, b.Align, cells(b.Head))
		if len(b.Caption) > 0 {
			d.line("    caption: %s", runs(b.Caption))
		}
		for _, row := range b.Rows {
			d.line("    %s", cells(row))
		}
	case manuscript.Code:
		d.line("%d code: %q", b.Block, b.Lines)
	case manuscript.Rule:
		d.line("%d rule", b.Block)
	case manuscript.PageBreak:
		d.line("%d page break", b.Block)
	}
}

func cells(row [][]manuscript.Run) string {
	texts := make([]string, len(row))
	for i, c := range row {
		texts[i] = runs(c)
	}
	return strings.Join(texts, " | ")
}

// runs writes runs with their styles in angle brackets; ~ is a no-break space
// and ⏎ a forced line end.
func runs(rs []manuscript.Run) string {
	var s strings.Builder
	for _, r := range rs {
		style := ""
		for _, set := range []struct {
			name string
			on   bool
		}{
			{"b", r.Bold},
			{"i", r.Italic},
			{"code", r.Code},
			{"a " + r.Link, r.Link != ""},
			{fmt.Sprintf("note %d", r.Note), r.Note > 0},
			{fmt.Sprintf("q%d", r.Quotation), r.Quotation > 0},
		} {
			if set.on {
				style += "<" + set.name + ">"
			}
		}
		end := ""
		if style != "" {
			end = "</>"
		}
		s.WriteString(style + strings.NewReplacer("\u00a0", "~", "\n", "⏎").Replace(r.Text) + end)
	}
	return s.String()
}

func TestNoteThatCannotBeSet(t *testing.T) {
	for _, c := range []struct {
		name string
		b    briefing.Briefing
		want string
	}{
		{"no such profile", briefing.Briefing{Profile: "mauve"}, `there is no marking profile "mauve"; there are canada, cui-dod, cui-isoo, nato, none, tlp, uk, us`},
		{"no such marking", briefing.Briefing{Profile: "tlp", Marking: "SECRET"}, "the front matter: the profile tlp does not have SECRET; it has TLP:CLEAR"},
		{"no such portion", briefing.Briefing{Profile: "tlp", Blocks: []briefing.Block{{Kind: briefing.BlockText, Portion: "U"}}}, "block 1: the profile tlp does not have U; it has TLP:CLEAR"},
		{"portion without profile", briefing.Briefing{Blocks: []briefing.Block{{Kind: briefing.BlockText, Portion: "U"}}}, "block 1: U is a marking, but the note has no marking profile; name one in its front matter"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, _, err := manuscript.Build(c.b, nil, rules(t)); err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("Build says %v, want %s", err, c.want)
			}
		})
	}
}

func TestUnknownBlockIsAFinding(t *testing.T) {
	_, findings, err := manuscript.Build(briefing.Briefing{Blocks: []briefing.Block{{Kind: "hologram"}}}, nil, rules(t))
	must(t, err)
	if len(findings) != 1 || findings[0].Rule != "unknown-block" || findings[0].Block != 1 {
		t.Errorf("findings %v", findings)
	}
}

func TestWordsReadAsALinkDefinitionAreAFinding(t *testing.T) {
	_, findings := text(t, "[Note]: important\n\n[1]: https://example.org")
	if len(findings) != 1 || findings[0].Rule != "link-unknown" || findings[0].Text != "[Note]: important" {
		t.Errorf("findings %v", findings)
	}
}

// text builds a note of one text block and returns all that is printed of it.
func text(t testing.TB, markdown string) (string, []briefing.Finding) {
	t.Helper()
	b := briefing.Briefing{Blocks: []briefing.Block{{Kind: briefing.BlockText, Text: markdown}}}
	m, findings, err := manuscript.Build(b, sources(t), rules(t))
	must(t, err)
	return dump(manuscript.Manuscript{Blocks: m.Blocks}, nil, nil), findings
}

func TestEmptyListOfSourcesIsAFinding(t *testing.T) {
	m, findings, err := manuscript.Build(briefing.Briefing{Blocks: []briefing.Block{{Kind: briefing.BlockSources}}}, nil, rules(t))
	must(t, err)
	if len(findings) != 1 || findings[0].Rule != "sources-empty" || len(m.Blocks) != 1 || m.End != nil {
		t.Errorf("findings %v, blocks %v, end %v", findings, m.Blocks, m.End)
	}
}

func TestDates(t *testing.T) {
	for _, c := range []struct{ language, date, want string }{
		{"", "2025-09-02", "2 September 2025"},
		{"en-GB", "2025-09-02", "2 September 2025"},
		{"en-US", "2025-09-02", "September 2, 2025"},
		{"en-GB", "2025-02-30", "2025-02-30"},
		{"en-GB", "", ""},
	} {
		m, _, err := manuscript.Build(briefing.Briefing{Language: c.language, Date: c.date}, nil, rules(t))
		must(t, err)
		got := ""
		for _, f := range m.Facts {
			if f.Label == "Date" {
				got = runs(f.Text)
			}
		}
		if got != c.want {
			t.Errorf("%s in %q is %q, want %q", c.date, c.language, got, c.want)
		}
	}
}

// TestDateOfASourceFollowsTheLanguageOfTheNote, as its own date does.
func TestDateOfASourceFollowsTheLanguageOfTheNote(t *testing.T) {
	b := briefing.Briefing{Language: "en-US", Blocks: []briefing.Block{{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: a1}}}}
	m, _, err := manuscript.Build(b, sources(t), rules(t))
	must(t, err)
	if note := runs(m.Notes[0].Text); !strings.Contains(note, "March 4, 2025; accessed March 5, 2025") {
		t.Errorf("the note is %s", note)
	}
}

func TestCitedAreThePassagesOfQuotationsAndText(t *testing.T) {
	b := briefing.Briefing{Blocks: []briefing.Block{
		{Kind: briefing.BlockHeading, Text: "1. On ships [@" + b1.String() + "]"},
		{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: a2}},
		{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Words: "words"}},
		{Kind: briefing.BlockText, Text: "Again [@" + b1.String() + "], and `[@" + a1.String() + "]` is code.\n\n- and [@" + id("c1").String() + "]"},
		{Kind: briefing.BlockDisclaimer, Text: "[@" + a1.String() + "]"},
	}}
	if got, want := manuscript.Cited(b), []briefing.ID{b1, a2, id("c1")}; !slices.Equal(got, want) {
		t.Errorf("Cited = %v, want %v", got, want)
	}
}

// TestBuildLeavesTheBriefingAlone and gives the same manuscript each time.
func TestBuildLeavesTheBriefingAlone(t *testing.T) {
	b := briefing.Briefing{Profile: "tlp", Blocks: []briefing.Block{
		{Kind: briefing.BlockText, Portion: "TLP:RED", Text: "Some *words* [@" + b1.String() + "]"},
		{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: a1, Edits: []briefing.Edit{{Kind: briefing.EditOmit, Range: briefing.Range{Start: 4, End: 13}}}}},
	}}
	before := b.Clone()
	m1, f1, err := manuscript.Build(b, sources(t), rules(t))
	must(t, err)
	m2, f2, err := manuscript.Build(b, sources(t), rules(t))
	must(t, err)
	if one, two := dump(m1, f1, nil), dump(m2, f2, nil); one != two {
		t.Errorf("two manuscripts of one briefing:\n%s\n%s", one, two)
	}
	for i := range b.Blocks {
		if !b.Blocks[i].Equal(before.Blocks[i]) {
			t.Errorf("block %d was changed to %v", i+1, b.Blocks[i])
		}
	}
}

// forms are ways in which a word may stand in Markdown.
var forms = []string{
	"%s", "*%s*", "__%s__", "***%s***", "~~%s~~", "`%s`", "\\*%s\\*", "“%s”", "\"%s\"", "'%s'", "%s's", "%s--", "...%s",
	"&amp;%s", "[%s](https://1.example)", "![%s](1.png)", "[%s]", "[^%s]", "<b>%s</b>", "<!-- %s -->", "https://%s.example", "<%s@1.example>",
	"%s\\\n", "%s  \n", "# %s\n", "%s\n===\n", "- %s\n", "* [x] %s\n", "3) %s\n", "> %s\n", "    %s\n", "\t%s\n", "```\n%s\n```\n",
	"<div>%s</div>\n", "\n\n%s\n\n***\n\n", "\n\n| %s | 1 |\n|--|:-:|\n| 1 | 2 |\n\n", "\n\n| 1 | 2 |\n|--|--|\n| 1 | %s\n\n", "\n\n1 | 2\n--|--\n%s\n\n",
	"%s\u00ad", "%s\r\n", "[@%s]", "%s\x00", "$%s$", "{%s}", "%%%s",
}

// TestEveryWordOfOwnTextIsPrinted once and in order, whatever Markdown makes of it.
func TestEveryWordOfOwnTextIsPrinted(t *testing.T) {
	word := regexp.MustCompile(`Q[a-z]+Q`)
	rapid.Check(t, func(rt *rapid.T) {
		var source strings.Builder
		var want []string
		for i, form := range rapid.SliceOfN(rapid.SampledFrom(forms), 1, 12).Draw(rt, "forms") {
			w := "Q" + strings.Repeat("a", i/26) + string(rune('a'+i%26)) + "Q"
			want = append(want, w)
			source.WriteString(fmt.Sprintf(form, w) + rapid.SampledFrom([]string{" ", "\n", "\n\n", "\n  "}).Draw(rt, "gap"))
		}
		printed, _ := text(t, source.String())
		printed = regexp.MustCompile(`<a [^>]*>`).ReplaceAllString(printed, "")
		if got := word.FindAllString(printed, -1); !slices.Equal(got, want) {
			rt.Errorf("%q prints %q, want %q:\n%s", source.String(), got, want, printed)
		}
	})
}

func TestCellsBeyondTheTableAreAFinding(t *testing.T) {
	_, findings := text(t, "| one | two |\n|---|---|\n| 1 | 2 |\n| 1 | 2 | three | four |\n| 1 |\n")
	if len(findings) != 1 || findings[0].Rule != "table-cells-lost" || findings[0].Text != "three | four" {
		t.Errorf("findings %v", findings)
	}
}

// FuzzBuild looks for a panic, and holds the quotation of a text to its words.
func FuzzBuild(f *testing.F) {
	for _, form := range forms {
		f.Add(fmt.Sprintf(form, "word"), "TLP:RED")
	}
	f.Add("# 1. [@"+a1.String()+"]\n\n> a\n\n|a|\n|-|\n|`\\|`|", "")
	obeyed, srcs := rules(f), sources(f)
	f.Fuzz(func(t *testing.T, markdown, portion string) {
		b := briefing.Briefing{Profile: "tlp", Title: markdown, Blocks: []briefing.Block{
			{Kind: briefing.BlockText, Text: markdown, Portion: briefing.Marking(portion)},
			{Kind: briefing.BlockHeading, Text: markdown, Level: len(markdown)},
			{Kind: briefing.BlockDisclaimer, Text: markdown},
			{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: a2}},
			{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Words: markdown, Attribution: markdown}},
			{Kind: briefing.BlockSources},
		}}
		m, _, err := manuscript.Build(b, srcs, obeyed)
		if err != nil {
			return // the portion is none of the profile
		}
		if got := words(m, 1); got != srcs[a2].Passage.Exact {
			t.Errorf("the quotation prints %q", got)
		}
	})
}

// words are those that the manuscript prints of quotation number n.
func words(m manuscript.Manuscript, n int) string {
	var paragraphs []string
	for _, b := range m.Blocks {
		q, ok := b.(manuscript.Quotation)
		if !ok {
			continue
		}
		for _, p := range q.Paragraphs {
			var s strings.Builder
			for _, r := range p {
				if r.Quotation == n {
					s.WriteString(r.Text)
				}
			}
			if s.Len() > 0 {
				paragraphs = append(paragraphs, s.String())
			}
		}
	}
	return strings.Join(paragraphs, "\n")
}

// The source's own emphasis is printed, and its note says whose it is.
func TestEmphasisInOriginal(t *testing.T) {
	var from briefing.Builder
	from.Add(briefing.TextParagraph, 0, "The talks never began.", nil, []briefing.Span{{Kind: briefing.SpanItalic, Range: briefing.Range{Start: 10, End: 15}}})
	snap, err := from.Snapshot(briefing.Hash{})
	must(t, err)
	anchor, err := quote.Anchor(snap, briefing.Range{Start: 4, End: 21})
	must(t, err)
	srcs := briefing.Sources{a1: {Passage: briefing.Passage{ID: a1, Anchor: anchor}, Article: briefing.Article{Title: field("Talks")}, Snapshot: snap}}
	added := briefing.Edit{Kind: briefing.EditEmphasis, Range: briefing.Range{Start: 0, End: 5}}
	for _, c := range []struct {
		edits       []briefing.Edit
		words, note string
	}{
		{nil, "<q1>talks </><i><q1>never</><q1> began</>", "emphasis in original."},
		{[]briefing.Edit{added}, "<i><q1>talks</><q1> </><i><q1>never</><q1> began</>", "emphasis added; other emphasis in original."},
	} {
		b := briefing.Briefing{Blocks: []briefing.Block{{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: a1, Edits: c.edits}}}}
		m, findings, err := manuscript.Build(b, srcs, rules(t))
		if got := dump(m, findings, err); !strings.Contains(got, c.words) || !strings.Contains(got, c.note) {
			t.Errorf("under %v:\n%s", c.edits, got)
		}
	}
}

func TestUnknownStyleIsSaid(t *testing.T) {
	_, findings, err := manuscript.Build(briefing.Briefing{Style: "oxford"}, nil, rules(t))
	if err != nil || len(findings) != 1 || findings[0].Rule != manuscript.RuleUnknownStyle {
		t.Errorf("Build = %v, %v", findings, err)
	}
}

// What became of a source after it was quoted, and how much of it is quoted, is said.
func TestSourcesAreWatched(t *testing.T) {
	var from briefing.Builder
	from.Add(briefing.TextParagraph, 0, "It decided nothing at all about the harbour.", nil, nil)
	from.Add(briefing.TextPullQuote, 0, "It decided nothing at all about harbours", nil, nil)
	from.Add(briefing.TextParagraph, 0, strings.Repeat("So the talks went on and on. ", 40), nil, nil)
	snap, err := from.Snapshot(briefing.Hash{})
	must(t, err)
	for _, c := range []struct {
		block int
		state briefing.PassageState
		rules []string
	}{
		{0, briefing.PassageCurrent, nil},
		{0, briefing.PassageAltered, []string{manuscript.RuleSourceAltered}},
		{0, briefing.PassageGone, []string{manuscript.RuleSourceGone}},
		{1, briefing.PassageCurrent, []string{manuscript.RulePullQuote}},
		{2, briefing.PassageCurrent, []string{manuscript.RuleQuotedShare}},
	} {
		anchor, err := quote.Anchor(snap, snap.Blocks[c.block].Range)
		must(t, err)
		srcs := briefing.Sources{a1: {Passage: briefing.Passage{ID: a1, Anchor: anchor, State: c.state}, Article: briefing.Article{Title: field("Talks")}, Snapshot: snap}}
		b := briefing.Briefing{Blocks: []briefing.Block{{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: a1}}}}
		_, findings, err := manuscript.Build(b, srcs, rules(t))
		must(t, err)
		var rules []string
		for _, f := range findings {
			if f.Block != 1 || f.Severity != briefing.SeverityWarning || f.Message == "" {
				t.Errorf("the finding is %+v", f)
			}
			rules = append(rules, f.Rule)
		}
		if !slices.Equal(rules, c.rules) {
			t.Errorf("block %d, %s: findings %v, want %v", c.block, c.state, rules, c.rules)
		}
	}
}

// TestAddressesShowNothingHidden holds an address that would read as another by
// a control of direction: what is printed has none, in own text and in notes.
func TestAddressesShowNothingHidden(t *testing.T) {
	const hostile = "https://example.org/\u202efdp.exe\u200b"
	all := sources(t)
	src := all[a1]
	src.Article.URL = field(hostile)
	all[a1] = src
	b := briefing.Briefing{Blocks: []briefing.Block{
		{Kind: briefing.BlockText, Text: "See <" + hostile + ">."},
		{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: a1}},
	}}
	m, _, err := manuscript.Build(b, all, rules(t))
	must(t, err)
	printed := dump(m, nil, nil)
	if n := strings.Count(printed, "https://example.org/fdp.exe</>"); n != 2 {
		t.Errorf("the address is printed %d times without what is hidden in it, want 2:\n%s", n, printed)
	}
}
