package layout_test

import (
	"flag"
	"fmt"
	"io/fs"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"briefdesk/assets"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/marking"
)

var update = flag.Bool("update", false, "rewrite the golden files")

func newSetter() *layout.Setter { return layout.NewSetter(assets.Fonts(), assets.Hyphenation()) }

func pages(t *testing.T, m manuscript.Manuscript, paper layout.Size) layout.Document {
	t.Helper()
	doc, _, err := newSetter().Pages(m, paper)
	if err != nil {
		t.Fatal(err)
	}
	return doc
}

// sample returns the paragraphs of the sample article.
func sample(t testing.TB) []string {
	t.Helper()
	data, err := fs.ReadFile(assets.Samples(), "pakistan-us-counterterrorism-alliance.txt")
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(strings.TrimSpace(string(data)), "\n")
	return lines[4 : len(lines)-2]
}

func text(s string) []manuscript.Run { return []manuscript.Run{{Text: s}} }

// note is a manuscript with one of everything, over three pages.
func note(t testing.TB) manuscript.Manuscript {
	paras := sample(t)
	m := manuscript.Manuscript{
		Title: "Pakistan–US counter-terrorism dialogue: from convergence to partnership?", Reference: "BN 2025-0417",
		Language: "en-GB", Date: "2025-09-22", Author: "Director General",
		Facts: []manuscript.Fact{
			{Key: "to", Label: "To", Text: text("Minister of External Affairs")},
			{Key: "from", Label: "From", Text: text("Director General, Security and Counter-Terrorism")},
			{Key: "reference", Label: "Reference", Text: text("BN 2025-0417")},
			{Key: "date", Label: "Date", Text: text("22 September 2025")},
			{Key: "handling", Label: "Handling", Text: text("TLP:AMBER")},
		},
		Banner: marking.Banner{Mark: "TLP:AMBER", Colour: "#FFC000", Sharing: "Recipients may share this on a need-to-know basis within their organisation and its clients only."},
		Place:  marking.PlaceBox,
		End: []manuscript.Fact{
			{Label: "Source disclaimer", Text: text("Carried with note 1: “The views are the author’s.”")},
			{Label: "Verification", Text: text("1 of 1 quotation verified.")},
		},
		Notes: []manuscript.Note{{Number: 1, Text: text("‘A title’ [Opinion], author not named in the copy held, no date. Paragraph 1."), Block: 4}},
	}
	m.Blocks = []manuscript.Block{
		manuscript.Heading{Level: 1, Text: text("Issue"), Block: 1},
		manuscript.Paragraph{Text: text(paras[0]), Block: 2},
		manuscript.Heading{Level: 1, Text: text("A heading that is much longer than its column is wide"), Block: 3},
		manuscript.Quotation{Number: 1, Block: 4, Verified: true, Paragraphs: [][]manuscript.Run{{
			{Text: paras[1], Quotation: 1}, {Text: "1", Note: 1},
		}}, Source: text("A title, paragraph 1 · opinion")},
		manuscript.Heading{Level: 2, Text: text("A run-in heading."), Block: 5},
		manuscript.Paragraph{Block: 6, Text: []manuscript.Run{
			{Text: "Plain, "},
			{Text: "bold", Bold: true},
			{Text: ", "},
			{Text: "italic", Italic: true},
			{Text: ", "},
			{Text: "code", Code: true},
			{Text: ", a "},
			{Text: "link to a page", Link: "https://example.org/"},
			{Text: " and Urdu: وزارت خارجہ۔ " + paras[2]},
		}},
		manuscript.List{Block: 7, Items: [][]manuscript.Block{
			{manuscript.Paragraph{Text: text("first"), Block: 7}},
			{
				manuscript.Paragraph{Text: text("second, with a list of its own"), Block: 7},
				manuscript.List{Ordered: true, Start: 9, Block: 7, Items: [][]manuscript.Block{
					{manuscript.Paragraph{Text: text("nine"), Block: 7}}, {manuscript.Paragraph{Text: text("ten"), Block: 7}},
				}},
			},
		}},
		manuscript.Table{
			Block: 8, Align: []manuscript.Align{manuscript.AlignStart, manuscript.AlignCentre, manuscript.AlignEnd},
			Head: [][]manuscript.Run{text("Option"), text("In favour"), text("Cost")},
			Rows: [][][]manuscript.Run{{text("A"), text("Early seat in the technical track, and a say in what it does."), text("12")}, {text("B"), text("Plays to our strength."), text("3.5")}},
		},
		manuscript.Code{Lines: []string{"if x {", "    y()", "}"}, Block: 9},
		manuscript.Rule{Block: 10},
	}
	for i, p := range paras[5:] {
		m.Blocks = append(m.Blocks, manuscript.Paragraph{Text: text(p), Block: 11 + i})
	}
	m.Blocks = append(m.Blocks, manuscript.PageBreak{Block: 30}, manuscript.Paragraph{Text: text("After the break."), Block: 31})
	return m
}

// dressed is m with what templates ask for: fields, panels, numbers.
func dressed(m manuscript.Manuscript) manuscript.Manuscript {
	for _, f := range [][2]string{
		{"office", "External Affairs Department"},
		{"unit", "Counter-Terrorism Branch"},
		{"second office", "Ministère des Affaires extérieures"},
		{"cleared by", "Director"},
		{"bluf", "The track is likely to last."},
		{"copy", "3 of 12"},
		{"committee", "Committee on Security"},
	} {
		m.Facts = append(m.Facts, manuscript.Fact{Key: f[0], Label: f[0], Text: text(f[1])})
	}
	m.Blocks = slices.Clone(m.Blocks[:12])
	for i, number := 0, 0; i < len(m.Blocks); i++ {
		switch b := m.Blocks[i].(type) {
		case manuscript.Heading:
			b.Panel = i == 0
			m.Blocks[i] = b
		case manuscript.Paragraph:
			if number++; number > 1 {
				b.Number = number - 1
			}
			m.Blocks[i] = b
		}
	}
	m.Blocks = append(m.Blocks, manuscript.List{Block: 40, Tasks: []manuscript.Task{manuscript.TaskDone, manuscript.TaskOpen}, Items: [][]manuscript.Block{
		{manuscript.Paragraph{Text: text("done"), Block: 40}}, {manuscript.Paragraph{Text: text("to do"), Block: 40}},
	}})
	costs := manuscript.Table{Block: 41, Caption: text("Table 1. Costs"), Align: []manuscript.Align{0, manuscript.AlignEnd}, Head: [][]manuscript.Run{text("Year"), text("Cost")}}
	for i := range 40 {
		costs.Rows = append(costs.Rows, [][]manuscript.Run{text(fmt.Sprint(1990 + i)), text([]string{"1.5", "12", "100.25", "–"}[i%4])})
	}
	m.Blocks = append(m.Blocks, costs)
	m.Annex = []manuscript.Block{
		manuscript.Heading{Level: 1, Text: text("Sources")},
		manuscript.Paragraph{Text: text("This note rests on one source.")},
		manuscript.Heading{Level: 1, Text: text("Receipt")},
		manuscript.Paragraph{Text: []manuscript.Run{{Text: "1 of 1.", Sign: manuscript.SignTick}, {Text: " It was compared."}}},
		manuscript.Table{Align: make([]manuscript.Align, 2), Head: [][]manuscript.Run{text("Note"), text("Proof")}, Rows: [][][]manuscript.Run{
			{text("1"), {{Text: "verified", Sign: manuscript.SignTick}}}, {text("2"), {{Text: "fails", Sign: manuscript.SignCross}}},
		}},
	}
	m.Stamp, m.Draft = "UNVERIFIED", "DRAFT\u00a02"
	return m
}

// dump writes pages so that a person can read a difference.
func dump(doc layout.Document) string {
	var s strings.Builder
	for i, p := range doc.Pages {
		fmt.Fprintf(&s, "page %d  %.2f x %.2f\n", i+1, p.W, p.H)
		for _, it := range p.Items {
			switch it := it.(type) {
			case layout.Text:
				fmt.Fprintf(&s, "  text %7.2f %7.2f  %-30s %4.1f  w %6.2f  b%d q%d t%d  %q\n", it.X, it.Y, it.Face.Name, it.Size, it.Width(), it.Block, it.Quotation, it.Tag, it.Words)
			case layout.Rect:
				fmt.Fprintf(&s, "  rect %7.2f %7.2f  %.2f x %.2f  #%02X%02X%02X\n", it.X, it.Y, it.W, it.H, it.Colour.R, it.Colour.G, it.Colour.B)
			case layout.Stroke:
				fmt.Fprintf(&s, "  line %.2f wide, closed %v, #%02X%02X%02X t%d %.2f\n", it.Width, it.Closed, it.Colour.R, it.Colour.G, it.Colour.B, it.Tag, it.Points)
			case layout.Watermark:
				fmt.Fprintf(&s, "  mark %7.2f %7.2f  %-30s %4.1f  turned %g, %g opaque  %q\n", it.Text.X, it.Text.Y, it.Text.Face.Name, it.Text.Size, it.Turn, it.Opacity, it.Text.Words)
			case layout.Link:
				fmt.Fprintf(&s, "  link %7.2f %7.2f  %.2f x %.2f  t%d %s page %d %.2f\n", it.X, it.Y, it.W, it.H, it.Tag, it.URL, it.Page+1, it.To)
			}
		}
	}
	for _, b := range doc.Outline {
		fmt.Fprintf(&s, "bookmark %d  page %d  %.2f  %s\n", b.Level, b.Page+1, b.Y, b.Title)
	}
	writeTree(&s, doc.Structure, 0, 0)
	return s.String()
}

func writeTree(s *strings.Builder, elements []layout.Element, at, depth int) {
	e := elements[at]
	fmt.Fprintf(s, "%s%s t%d", strings.Repeat("  ", depth), e.Role, at)
	if e.Ordered {
		s.WriteString(" ordered")
	}
	if e.HeadsRow {
		s.WriteString(" heads its row")
	}
	s.WriteByte('\n')
	for i, child := range elements {
		if i > 0 && child.Parent == at {
			writeTree(s, elements, i, depth+1)
		}
	}
}

func TestGolden(t *testing.T) {
	type form struct {
		template string
		paper    layout.Size
	}
	forms := map[string]form{"note-a4": {"", layout.A4}, "note-letter": {"", layout.Letter}}
	for _, name := range layout.Templates()[1:] {
		forms[name] = form{name, layout.Paper(name)}
	}
	for name, form := range forms {
		t.Run(name, func(t *testing.T) {
			m := note(t)
			if m.Template = form.template; m.Template != "" {
				m = dressed(m)
			}
			got := dump(pages(t, m, form.paper))
			file := filepath.Join("testdata", name+".txt")
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
				t.Errorf("%s differs (go test -update rewrites it):\n%s", file, firstDifference(got, string(want)))
			}
		})
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return fmt.Sprintf("line %d\n got: %s\nwant: %s", i+1, g[i], w[i])
		}
	}
	return fmt.Sprintf("%d lines, want %d", len(g), len(w))
}

func TestSameManuscriptSamePages(t *testing.T) {
	s := newSetter()
	first, _, err := s.Pages(note(t), layout.A4)
	if err != nil {
		t.Fatal(err)
	}
	warm, _, err := s.Pages(note(t), layout.A4)
	if err != nil {
		t.Fatal(err)
	}
	for name, doc := range map[string]layout.Document{"warm": warm, "fresh": pages(t, note(t), layout.A4)} {
		if dump(doc) != dump(first) {
			t.Errorf("%s setter: %s", name, firstDifference(dump(doc), dump(first)))
		}
	}
}

func TestMissingCharacterIsAFinding(t *testing.T) {
	m := manuscript.Manuscript{Language: "en-GB", Blocks: []manuscript.Block{manuscript.Paragraph{Text: text("one \U0001F600 two"), Block: 1}}}
	doc, findings, err := newSetter().Pages(m, layout.A4)
	if err != nil {
		t.Fatal(err)
	}
	if len(findings) != 1 || findings[0].Rule != "character-missing" || findings[0].Text != "\U0001F600" {
		t.Errorf("findings = %v, want the character as missing", findings)
	}
	if got := wordsOf(doc)[1]; !slices.Equal(got, []string{"one", "\U0001F600", "two"}) {
		t.Errorf("words = %q: the character must still be there", got)
	}
}

// No page ends within a word, or after the first or before the last line of a
// paragraph that fits on a page.
func TestPagesEndBetweenWordsAndKeepTwoLines(t *testing.T) {
	m := manuscript.Manuscript{Language: "en-GB"}
	for i := range 60 {
		m.Blocks = append(m.Blocks, manuscript.Paragraph{Text: text(sample(t)[i%12]), Block: i + 1})
	}
	doc := pages(t, m, layout.A4)
	for i, p := range doc.Pages[:len(doc.Pages)-1] {
		last, next := ends(p), doc.Pages[i+1]
		if strings.HasSuffix(last.Words, "\u00ad") {
			t.Errorf("page %d ends within a word: %q", i+1, last.Words)
		}
		if n := linesOf(p, last.Block); n == 1 && linesOf(next, last.Block) > 0 {
			t.Errorf("page %d ends after one line of block %d", i+1, last.Block)
		}
		if n := linesOf(next, last.Block); n == 1 {
			t.Errorf("page %d begins with the last line of block %d", i+2, last.Block)
		}
	}
}

// ends is the last text of the body of a page.
func ends(p layout.Page) layout.Text {
	var last layout.Text
	for _, it := range p.Items {
		if t, ok := it.(layout.Text); ok && t.Block > 0 {
			last = t
		}
	}
	return last
}

func linesOf(p layout.Page, block int) int {
	lines := map[layout.Pt]bool{}
	for _, it := range p.Items {
		if t, ok := it.(layout.Text); ok && t.Block == block {
			lines[t.Y] = true
		}
	}
	return len(lines)
}

func TestHeadingStaysWithItsText(t *testing.T) {
	m := manuscript.Manuscript{Language: "en-GB"}
	for i := range 40 {
		m.Blocks = append(m.Blocks,
			manuscript.Heading{Level: 1 + i%2, Text: text(fmt.Sprintf("Heading %d", i)), Block: 2*i + 1},
			manuscript.Paragraph{Text: text(sample(t)[i%12]), Block: 2*i + 2})
	}
	doc := pages(t, m, layout.Letter)
	for i, p := range doc.Pages {
		for _, it := range p.Items {
			if h, ok := it.(layout.Text); ok && h.Block%2 == 1 && linesOf(p, h.Block+1) < 2 {
				t.Errorf("page %d: %q has fewer than two lines of its text beside it", i+1, h.Words)
			}
		}
	}
	if len(doc.Outline) != 40 {
		t.Errorf("%d bookmarks, want 40", len(doc.Outline))
	}
}

func TestNoteStandsOnThePageOfItsMark(t *testing.T) {
	m := manuscript.Manuscript{Language: "en-GB"}
	for i := range 50 {
		n := i + 1
		m.Blocks = append(m.Blocks, manuscript.Paragraph{Block: n, Text: []manuscript.Run{{Text: sample(t)[i%12]}, {Text: fmt.Sprint(n), Note: n}}})
		m.Notes = append(m.Notes, manuscript.Note{Number: n, Text: text(fmt.Sprintf("note%d %s", n, strings.Repeat("words ", 20*(i%3)))), Block: 1000 + n})
	}
	for i, p := range pages(t, m, layout.A4).Pages {
		var marks, notes []int
		for _, it := range p.Items {
			x, ok := it.(layout.Text)
			switch {
			case ok && x.Block > 1000 && strings.HasPrefix(x.Words, "note"):
				notes = append(notes, x.Block-1000)
			case ok && x.Block > 0 && x.Face.Name == "Lato-Bold" && x.Size < 7.5:
				marks = append(marks, x.Block)
			}
		}
		if !slices.Equal(marks, notes) {
			t.Errorf("page %d marks notes %v and holds notes %v", i+1, marks, notes)
		}
	}
}

// wordsOf are the words of each block as they stand on the pages, in order.
func wordsOf(doc layout.Document) map[int][]string {
	joined := map[int]string{}
	for _, p := range doc.Pages {
		for _, it := range p.Items {
			if t, ok := it.(layout.Text); ok && t.Block > 0 {
				joined[t.Block] += t.Words
			}
		}
	}
	words := map[int][]string{}
	for b, s := range joined {
		words[b] = strings.Fields(strings.ReplaceAll(s, "\u00ad", ""))
	}
	return words
}

// anyText draws text of words that are hard to set.
func anyText(t *rapid.T) string {
	hard := []string{
		"a", "of", "the", "relationship", "Counterterrorism", "co-operation", "IS-K", "Tehrik-e-Taliban", "don’t", "“quoted”", "affluent",
		"وزارت", "پاکستان", "۱۲", "2026", "(IS-K)", "naïve", "e\u0301tude", "Ελλάδα", "Москва", "a/b/c", "x—y", "https://example.org/a/very/long/path?with=query",
		strings.Repeat("w", 90), strings.Repeat("وز", 60), "\U0001F600", "日本", "\u2060", "end.", "why?", "100\u00a0km", "…",
	}
	words := rapid.SliceOfN(rapid.SampledFrom(hard), 1, 60).Draw(t, "words")
	return strings.Join(words, " ")
}

func anyRuns(t *rapid.T, quotation int) []manuscript.Run {
	var runs []manuscript.Run
	for range rapid.IntRange(1, 4).Draw(t, "runs") {
		runs = append(runs, manuscript.Run{
			Text: anyText(t) + rapid.SampledFrom([]string{"", " ", "\n"}).Draw(t, "join"), Quotation: quotation,
			Bold: rapid.Bool().Draw(t, "bold"), Italic: rapid.Bool().Draw(t, "italic"), Code: rapid.Bool().Draw(t, "code"),
		})
	}
	return runs
}

// anyBlock draws a block and says which words it holds.
func anyBlock(t *rapid.T, n int) (manuscript.Block, string) {
	switch rapid.IntRange(0, 6).Draw(t, "kind") {
	case 0:
		runs := anyRuns(t, 0)
		return manuscript.Heading{Level: rapid.IntRange(1, 4).Draw(t, "level"), Text: runs, Block: n}, said(runs)
	case 1:
		first, second := anyRuns(t, n), anyRuns(t, n)
		source := text(anyText(t))
		return manuscript.Quotation{Number: n, Paragraphs: [][]manuscript.Run{first, second}, Source: source, Block: n},
			said(first) + " " + said(second) + " " + said(source)
	case 2:
		one, two := anyRuns(t, 0), anyRuns(t, 0)
		return manuscript.List{Ordered: true, Start: 99, Block: n, Items: [][]manuscript.Block{
			{manuscript.Paragraph{Text: one, Block: n}}, {manuscript.Paragraph{Text: two, Block: n}},
		}}, "99 " + said(one) + " 100 " + said(two)
	case 3:
		lines := []string{anyText(t), "", "    x := 1"}
		return manuscript.Code{Lines: lines, Block: n}, strings.Join(lines, " ")
	case 4:
		return manuscript.PageBreak{Block: n}, ""
	default:
		runs := anyRuns(t, 0)
		return manuscript.Paragraph{Text: runs, Block: n, Inset: rapid.Bool().Draw(t, "inset")}, said(runs)
	}
}

func said(runs []manuscript.Run) string {
	var s strings.Builder
	for _, r := range runs {
		s.WriteString(r.Text)
	}
	return s.String()
}

// Every word of a manuscript stands on the pages, once and in order, within
// the margins, and no page is empty.
func TestEveryWordOnceAndInOrder(t *testing.T) {
	s := newSetter()
	rapid.Check(t, func(t *rapid.T) {
		m := manuscript.Manuscript{Title: "A title", Language: "en-GB", Template: rapid.SampledFrom(layout.Templates()).Draw(t, "template")}
		want := map[int][]string{}
		for n := 1; n <= rapid.IntRange(1, 12).Draw(t, "blocks"); n++ {
			b, words := anyBlock(t, n)
			m.Blocks = append(m.Blocks, b)
			if fields := strings.Fields(words); len(fields) > 0 {
				want[n] = fields
			}
		}
		paper := rapid.SampledFrom([]layout.Size{layout.A4, layout.Letter}).Draw(t, "paper")
		doc, _, err := s.Pages(m, paper)
		if err != nil {
			t.Fatal(err)
		}
		got := wordsOf(doc)
		for n, b := range m.Blocks { // forms differ in the full stop after a number
			if _, ok := b.(manuscript.List); ok {
				got[n+1] = strings.Fields(strings.NewReplacer("99.", "99 ", "100.", "100 ").Replace(strings.Join(got[n+1], " ")))
			}
		}
		for n, words := range want {
			if strings.Join(got[n], "") != strings.Join(words, "") || isProse(m.Blocks[n-1]) && !slices.Equal(got[n], words) {
				t.Fatalf("block %d is\n%q\nwant\n%q", n, got[n], words)
			}
		}
		checkPages(t, doc)
	})
}

// isProse reports whether b is one flow of words: the parts of a list and the
// lines of code are set apart by their places, not by spaces.
func isProse(b manuscript.Block) bool {
	switch b.(type) {
	case manuscript.List, manuscript.Code:
		return false
	}
	return true
}

// hangs reports whether a mark may stand in the margin, four points at most.
func hangs(r rune) bool {
	return strings.ContainsRune("“”‘’\"'„‚«»‹›.,-‐\u00ad", r)
}

func checkPages(t *rapid.T, doc layout.Document) {
	for i, p := range doc.Pages {
		body := 0
		for _, it := range p.Items {
			x, ok := it.(layout.Text)
			if !ok {
				continue
			}
			if x.Block > 0 {
				body++
			}
			if x.Words == " " {
				continue // it ends a line from right to left, and shows nothing
			}
			right := x.X + x.Width()
			if strings.HasSuffix(x.Words, " ") {
				space := x.Runs[len(x.Runs)-1]
				right -= layout.Pt(space.Width+space.Spread+space.Gap) * x.Size / 1000
			}
			first, _ := utf8.DecodeRuneInString(x.Words)
			last, _ := utf8.DecodeLastRuneInString(strings.TrimRight(x.Words, " "))
			outside := x.X < 57 && !hangs(first) || right > p.W-57 && !hangs(last)
			if outside || x.X < 54 || right > p.W-53.9 || x.Y < 20 || x.Y > p.H-20 {
				t.Fatalf("page %d: %q reaches from %.1f to %.1f at %.1f", i+1, x.Words, x.X, right, x.Y)
			}
		}
		if body == 0 && len(doc.Pages) > 1 {
			t.Fatalf("page %d is empty", i+1)
		}
	}
}

func FuzzPages(f *testing.F) {
	for _, p := range sample(f) {
		f.Add(p, "en-GB", true)
	}
	f.Add("وزارت خارجہ، 2026) said", "ur", false)
	f.Add("a\u200d\u0301\u2028\n\n \u00ad-", "", true)
	s := newSetter()
	f.Fuzz(func(t *testing.T, words, language string, quoted bool) {
		m := manuscript.Manuscript{Title: words, Language: language}
		m.Blocks = []manuscript.Block{manuscript.Heading{Level: 1, Text: text(words), Block: 1}, manuscript.Paragraph{Text: text(words), Block: 2}}
		if quoted {
			m.Blocks = append(m.Blocks, manuscript.Quotation{Number: 1, Paragraphs: [][]manuscript.Run{{{Text: words, Quotation: 1}}}, Block: 3})
		}
		if _, _, err := s.Pages(m, layout.A4); err != nil {
			t.Fatal(err)
		}
	})
}

// BenchmarkPages sets 75 pages; warm keeps shaped words, as an open
// window does, cold starts with unread fonts, as the command line does.
func BenchmarkPages(b *testing.B) {
	m := manuscript.Manuscript{Title: "A long note", Language: "en-GB"}
	for i := range 560 {
		if i%8 == 0 {
			m.Blocks = append(m.Blocks, manuscript.Heading{Level: 1, Text: text("A heading of some words"), Block: i + 1})
		}
		m.Blocks = append(m.Blocks, manuscript.Paragraph{Text: text(sample(b)[i%12]), Block: i + 1})
	}
	run := func(b *testing.B, s func() *layout.Setter) {
		n := 0
		for b.Loop() {
			doc, _, err := s().Pages(m, layout.A4)
			if err != nil {
				b.Fatal(err)
			}
			n = len(doc.Pages)
		}
		b.ReportMetric(float64(n), "pages")
	}
	warm := newSetter()
	b.Run("warm", func(b *testing.B) { run(b, func() *layout.Setter { return warm }) })
	b.Run("cold", func(b *testing.B) { run(b, newSetter) })
}

// However long title and facts are, every word of them is on the paper.
func TestLongFrontMatterFlows(t *testing.T) {
	long := strings.Repeat("Recipient of this briefing; ", 700)
	for name, m := range map[string]manuscript.Manuscript{
		"title": {Title: long, Language: "en-GB", Facts: []manuscript.Fact{{Label: "To", Text: text("Minister")}}},
		"facts": {Title: "A title", Language: "en-GB", Facts: []manuscript.Fact{{Label: "Distribution", Text: text(long)}}},
	} {
		doc := pages(t, m, layout.A4)
		words := 0
		for i, p := range doc.Pages {
			for _, it := range p.Items {
				x, ok := it.(layout.Text)
				if !ok {
					continue
				}
				words += strings.Count(x.Words, "Recipient")
				if x.Y > p.H-20 {
					t.Fatalf("%s: %q stands at %.0f of %.0f on page %d", name, x.Words, x.Y, p.H, i+1)
				}
			}
		}
		if words < 700 {
			t.Errorf("%s: %d of 700 recipients are on the pages", name, words)
		}
	}
}

// TestNoteFromRightToLeft sets an Urdu note: its columns change sides, its lines
// begin at the right, foreign lines at the left, and the marking stays.
func TestNoteFromRightToLeft(t *testing.T) {
	m := manuscript.Manuscript{
		Title: "پاکستان", Language: "ur", Place: marking.PlaceBox,
		Banner: marking.Banner{Mark: "TLP:GREEN"},
		Blocks: []manuscript.Block{
			manuscript.Heading{Level: 1, Text: text("مسئلہ"), Block: 1},
			manuscript.Paragraph{Text: text("واشنگٹن نے بلوچستان لبریشن آرمی (BLA) کو غیر ملکی دہشت گرد تنظیم قرار دیا ہے اور یہ سطر لمبی ہے۔"), Block: 2},
			manuscript.Quotation{Number: 1, Language: "en", Block: 3, Paragraphs: [][]manuscript.Run{text("A line of the source.")}},
			manuscript.List{Block: 4, Items: [][]manuscript.Block{{manuscript.Paragraph{Text: text("نکتہ"), Block: 4}}}},
			manuscript.Table{Block: 5, Align: []manuscript.Align{0, manuscript.AlignEnd}, Head: [][]manuscript.Run{text("الف"), text("ب")}},
		},
	}
	doc := pages(t, m, layout.A4)
	const left, column, right = 62.0, 423.28, 533.28 // the text column is [left, column]
	for words, want := range map[string]struct{ from, to layout.Pt }{
		"پاکستان":               {to: right},
		"مسئلہ":                 {to: right},
		"واشنگٹن":               {to: column},
		"A line of the source.": {from: left},
		"–":                     {to: column},
		"نکتہ":                  {to: column - 12},
		"الف":                   {to: column},
		"ب":                     {from: left},
		"TLP:GREEN":             {to: right - 7},
	} {
		found := false
		for _, it := range doc.Pages[0].Items {
			x, ok := it.(layout.Text)
			if !ok || x.Words != words && !strings.HasPrefix(x.Words, words+" ") {
				continue
			}
			found = true
			end := x.X + x.Width()
			if want.from > 0 && math.Abs(float64(x.X-want.from)) > 0.5 || want.to > 0 && math.Abs(float64(end-want.to)) > 3.5 {
				t.Errorf("%q reaches from %.1f to %.1f, want from %.1f to %.1f", x.Words, x.X, end, want.from, want.to)
			}
		}
		if !found {
			t.Errorf("%q is not on the page", words)
		}
	}
}

// BenchmarkKeystroke sets a note of ten pages of which one paragraph changes.
func BenchmarkKeystroke(b *testing.B) {
	m := manuscript.Manuscript{Title: "A note", Language: "en-GB"}
	for i := range 75 {
		if i%8 == 0 {
			m.Blocks = append(m.Blocks, manuscript.Heading{Level: 1, Text: text("A heading of some words"), Block: i + 1})
		}
		m.Blocks = append(m.Blocks, manuscript.Paragraph{Text: text(sample(b)[i%12]), Block: i + 1})
	}
	s := newSetter()
	typed, n := sample(b)[0], 0
	for b.Loop() {
		typed = typed[:len(typed)-n%5] + "word "[:n%5]
		n++
		m.Blocks[20] = manuscript.Paragraph{Text: text(typed), Block: 20}
		if _, _, err := s.Pages(m, layout.A4); err != nil {
			b.Fatal(err)
		}
	}
}
