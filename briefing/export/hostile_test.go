package export_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"briefdesk/briefing"
	"briefdesk/briefing/export"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/quote"
)

// spoken reads a manuscript as the readers of formats read files.
type spoken struct{ reading }

func (s *spoken) blocks(blocks []manuscript.Block, opening string) {
	for _, b := range blocks {
		switch b := b.(type) {
		case manuscript.Heading:
			s.line(opening, b.Text)
		case manuscript.Paragraph:
			if b.Number > 0 {
				opening += strconv.Itoa(b.Number) + ". "
			}
			s.line(opening, b.Text)
		case manuscript.Legend:
			s.line(opening, b.Runs())
		case manuscript.List:
			s.line(opening, nil)
			for i, item := range b.Items {
				label := ""
				if b.Ordered {
					label = strconv.Itoa(b.Start+i) + ". "
				}
				if len(item) == 0 {
					s.line(label, nil)
				}
				s.blocks(item, label)
			}
		case manuscript.Quotation:
			s.line(opening, nil)
			for _, p := range b.Paragraphs {
				s.line("", p)
			}
			s.line("", b.Source)
		case manuscript.Table:
			s.line(opening, b.Caption)
			for _, row := range append([][][]manuscript.Run{b.Head}, b.Rows...) {
				for _, cell := range row {
					s.line("", cell)
				}
			}
		case manuscript.Code:
			s.line(opening, nil)
			for _, l := range b.Lines {
				s.add(legible(l))
			}
		case manuscript.Contents:
			for _, e := range b.Entries {
				s.line("", e.Text)
			}
		case manuscript.Figure, manuscript.Clipping, manuscript.Rule, manuscript.PageBreak:
			s.line(opening, nil)
		}
		opening = ""
	}
}

func (s *spoken) line(opening string, runs []manuscript.Run) {
	for _, r := range runs {
		if r.Note == 0 {
			opening += r.Text
		}
	}
	s.add(legible(opening))
}

// legible are the characters of a text that every format may have.
func legible(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r):
			return ' '
		case unicode.IsControl(r), r >= 0xfdd0 && r <= 0xfdef, r&0xfffe == 0xfffe, r == '\ufffd':
			return -1
		}
		return r
	}, s)
}

// inOne are lines without spaces, which ends of lines come and go with.
func inOne(lines []string) string { return strings.ReplaceAll(strings.Join(lines, ""), " ", "") }

// wordsLost exports a note in the formats that other programs parse, and holds the
// words of its text in each against those of its manuscript. It says what differs.
func wordsLost(t testing.TB, e *export.Exporter, b briefing.Briefing, sources briefing.Sources) string {
	t.Helper()
	opening := briefing.Block{Kind: briefing.BlockText, Text: textOpens}
	closing := briefing.Block{Kind: briefing.BlockText, Text: textCloses}
	b.Blocks = append(append([]briefing.Block{opening}, b.Blocks...), closing)
	p, err := e.Prepare(b, sources, export.Options{})
	must(t, err)
	var said spoken
	said.blocks(p.Manuscript.Blocks, "")
	want := inOne(said.lines)
	for _, ext := range []string{".html", ".docx", ".eml"} {
		report, err := e.Export(b, sources, "note"+ext, export.Options{})
		must(t, err)
		if ext == ".docx" {
			for name, part := range unzipped(t, report.Files[0].Data) {
				if !strings.HasPrefix(name, "word/media/") {
					parseXML(t, name, part)
				}
			}
		}
		for name, r := range readingOf(t, ext, report.Files[0].Data) {
			if name == "the text of a mail" { // which has marks of its own round what is no word
				continue
			}
			text, _ := r.inText()
			var words reading
			for _, l := range text {
				words.add(legible(strings.TrimPrefix(noteMarks.ReplaceAllString(l, ""), "— ")))
			}
			if got := inOne(words.lines); got != want {
				i := 0
				for i < min(len(got), len(want)) && got[i] == want[i] {
					i++
				}
				return fmt.Sprintf("%s says %.40q at %d, and the note %.40q", name, got[i:], i, want[i:])
			}
		}
	}
	return ""
}

// hostile are pieces of text that mean something to a format, or may not stand in it.
var hostile = []string{
	"word", "two words", " ", "\n", "\t", "\r", "<", ">", "&", "&amp;", "&#0;", "&#xFFFE;", "\"", "'", "]]>", "<![CDATA[", "<!--", "-->", "<script>", "</p>", "<br>", "<?x?>",
	"\x00", "\x01", "\x0b", "\x1b", "\x7f", "\u0085", "\u00a0", "\u00ad", "\u200b", "\u200d", "\u2028", "\u202e", "\u2066", "\u2069", "\ufeff", "\ufffd", "\ufffe", "\uffff", "\ufdd0", "\ufdd1", "\ufdd2", "\U0001ffff",
	"e\u0301", "😀", "وزارت", "\\", "`", "*", "_", "[", "](x)", "1. ", "- ", "# ", "> ", "| a | b |\n|---|---|\n", "[^1]", "{#here}", "[](#here)", "=?utf-8?q?x?=", "\r\n.\r\n", "--=_alternative",
}

// TestHostileTextIsWhatTheNoteSays: whatever stands in a note, the words that parsers
// of HTML, XML and mail find are those of its manuscript.
func TestHostileTextIsWhatTheNoteSays(t *testing.T) {
	e := newExporter(t)
	rapid.Check(t, func(rt *rapid.T) {
		text := func(label string) string {
			return strings.Join(rapid.SliceOfN(rapid.SampledFrom(hostile), 1, 12).Draw(rt, label), "")
		}
		b := briefing.Briefing{Title: text("title"), To: text("to"), Reference: text("reference"), Purpose: text("purpose"), Distribution: []string{text("list")}}
		sources := briefing.Sources{}
		for range rapid.IntRange(1, 4).Draw(rt, "blocks") {
			switch rapid.IntRange(0, 4).Draw(rt, "kind") {
			case 0, 1:
				b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockText, Text: text("text")})
			case 2:
				b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockHeading, Level: 2, Text: text("heading")})
			case 3:
				b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockDisclaimer, Text: text("disclaimer")})
			case 4:
				id := hostileSource(t, sources, text("quoted"), text("by"))
				b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: id}})
			}
		}
		if lost := wordsLost(t, e, b, sources); lost != "" {
			rt.Fatal(lost)
		}
	})
}

// hostileSource adds an article that says a text, all of which is quoted.
func hostileSource(t testing.TB, sources briefing.Sources, text, by string) briefing.ID {
	t.Helper()
	var article briefing.Builder
	article.Add(briefing.TextParagraph, 0, briefing.Normalize("Said: "+strings.Join(strings.Fields(text), " ")+" so."), nil, nil)
	snap, err := article.Snapshot(briefing.Hash{})
	must(t, err)
	anchor, err := quote.Anchor(snap, snap.Blocks[0].Range)
	must(t, err)
	p := briefing.Passage{ID: briefing.ID{byte(len(sources) + 1)}, Article: briefing.ID{9, byte(len(sources))}, Anchor: anchor}
	sources[p.ID] = briefing.Source{Passage: p, Snapshot: snap, Article: briefing.Article{ID: p.Article, Title: briefing.Field{Value: by}, Byline: briefing.Field{Value: by}, URL: briefing.Field{Value: "https://example.org/" + by}}}
	return p.ID
}

// TestCommonMarkIsWhatTheNoteSays: so too for the examples of the specification.
func TestCommonMarkIsWhatTheNoteSays(t *testing.T) {
	e := newExporter(t)
	var b briefing.Briefing
	examples := specExamples(t)
	for i, example := range examples {
		b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockText, Text: example.Markdown})
		if len(b.Blocks) == 20 || i+1 == len(examples) {
			if lost := wordsLost(t, e, b, nil); lost != "" {
				t.Error(lost)
			}
			b.Blocks = nil
		}
	}
}

func FuzzWordsOfFormats(f *testing.F) {
	for _, piece := range hostile {
		f.Add(piece, "a"+piece)
	}
	e := newExporter(f)
	f.Fuzz(func(t *testing.T, title, text string) {
		title, text = strings.ToValidUTF8(title, "?"), strings.ToValidUTF8(text, "?")
		b := briefing.Briefing{Title: title, Blocks: []briefing.Block{{Kind: briefing.BlockText, Text: text}}}
		if lost := wordsLost(t, e, b, nil); lost != "" {
			t.Error(lost)
		}
	})
}
