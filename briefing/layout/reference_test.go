package layout_test

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"briefdesk/briefing"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
)

// guided is a note with a table of contents, sections of some paragraphs, and in
// each a reference to the page of another.
func guided(t rapid.TB, sections []int, to func(int) int) manuscript.Manuscript {
	m := manuscript.Manuscript{Title: "Guided", Language: "en-GB"}
	contents := manuscript.Contents{Block: 1}
	for i := range sections {
		contents.Entries = append(contents.Entries, manuscript.Entry{Level: 1 + i%2, Text: text(fmt.Sprint("Section ", i)), To: fmt.Sprint("s", i)})
	}
	m.Blocks = append(m.Blocks, contents)
	words := strings.Repeat("The committee met twice in May and decided nothing. ", 8)
	for i, paragraphs := range sections {
		m.Blocks = append(m.Blocks,
			manuscript.Heading{Level: 1, Text: text(fmt.Sprint("Section ", i)), Anchor: fmt.Sprint("s", i), Block: 2 + i},
			manuscript.Paragraph{Block: 2 + i, Text: []manuscript.Run{{Text: "See "}, {Text: "it", To: fmt.Sprint("s", to(i)), Page: true}, {Text: ", " + words}}})
		for range paragraphs {
			m.Blocks = append(m.Blocks, manuscript.Paragraph{Text: text(words), Block: 2 + i})
		}
	}
	return m
}

var pageNamed = regexp.MustCompile(`See page (\d+)`)

// TestPagesAreNamedRightly: what the contents and references say of pages is
// where the headings stand, and their links lead there.
func TestPagesAreNamedRightly(t *testing.T) {
	s := newSetter()
	rapid.Check(t, func(t *rapid.T) {
		sections := rapid.SliceOfN(rapid.IntRange(0, 9), 1, 12).Draw(t, "sections")
		targets := rapid.SliceOfN(rapid.IntRange(0, len(sections)-1), len(sections), len(sections)).Draw(t, "to")
		m := guided(t, sections, func(i int) int { return targets[i] })
		m.Template = rapid.SampledFrom([]string{"", "cabinet-paper", "bluf"}).Draw(t, "template")
		doc, _, err := s.Pages(m, layout.A4)
		if err != nil {
			t.Fatal(err)
		}
		stands := map[string]int{} // the page of each heading
		for _, b := range doc.Outline {
			stands[b.Title] = b.Page
		}
		said, entries := map[int]string{}, ""
		for i, p := range doc.Pages {
			for _, it := range p.Items {
				switch it := it.(type) {
				case layout.Text:
					if it.Block == 1 {
						entries += it.Words
					}
					said[it.Block] += it.Words
				case layout.Link:
					if it.Page > i && it.To == 0 {
						t.Fatalf("a link on page %d leads to no place of page %d", i+1, it.Page+1)
					}
				}
			}
		}
		for i := range sections {
			title := fmt.Sprint("Section ", i)
			if want := fmt.Sprint(title, " ", stands[title]+1); !strings.Contains(entries, want) {
				t.Fatalf("the contents are %q, want %q", entries, want)
			}
			named := pageNamed.FindStringSubmatch(strings.ReplaceAll(said[2+i], "\u00a0", " "))
			if want := stands[fmt.Sprint("Section ", targets[i])] + 1; named == nil || named[1] != strconv.Itoa(want) {
				t.Fatalf("section %d names %v, want page %d", i, named, want)
			}
		}
	})
}

// TestAReferenceThatMovesItsTarget: where naming the page moves what stands on
// it, so that no number is right, the place is named and not the page.
func TestAReferenceThatMovesItsTarget(t *testing.T) {
	for lines := range 60 {
		m := manuscript.Manuscript{Title: "T", Language: "en-GB", Blocks: []manuscript.Block{manuscript.Paragraph{Block: 1, Text: []manuscript.Run{
			{Text: strings.Repeat("line\n", lines)},
			{Text: "word " + strings.Repeat("word ", 9)},
			{Text: "A name of the place that is itself so long that it runs on for more than a line of the column", To: "end", Page: true},
		}}, manuscript.Heading{Level: 1, Text: text("End"), Anchor: "end", Block: 2}, manuscript.Paragraph{Text: text("Last."), Block: 3}}}
		doc := pages(t, m, layout.A4)
		words, on := "", -1
		for _, p := range doc.Pages {
			for _, it := range p.Items {
				if text, ok := it.(layout.Text); ok && text.Block == 1 {
					words += text.Words
				}
			}
		}
		for _, b := range doc.Outline {
			on = b.Page
		}
		if named := strings.HasSuffix(strings.TrimSpace(words), fmt.Sprintf("page\u00a0%d", on+1)); !named && !strings.Contains(words, "A name of") {
			t.Errorf("%d lines: it ends in %q, and the end stands on page %d", lines, words[max(0, len(words)-40):], on+1)
		}
	}
}

func TestContentsLineUp(t *testing.T) {
	m := guided(t, []int{1, 2, 1}, func(i int) int { return i })
	doc := pages(t, m, layout.A4)
	edges, dots := map[string]bool{}, map[string]bool{}
	for _, it := range doc.Pages[0].Items {
		switch it := it.(type) {
		case layout.Text:
			if _, err := strconv.Atoi(it.Words); err == nil && it.Block == 1 {
				edges[fmt.Sprintf("%.2f", it.X+it.Width())] = true
			}
		case layout.Rect:
			if it.W == it.H {
				dots[fmt.Sprintf("%.2f", float64(it.X/4.5)-float64(int(it.X/4.5)))] = true
			}
		}
	}
	if len(edges) != 1 || len(dots) != 1 {
		t.Errorf("page numbers end at %v, and dots stand at %v of their step", edges, dots)
	}
	roles := map[layout.Role]int{}
	for _, e := range doc.Structure {
		roles[e.Role]++
	}
	if roles[layout.RoleContents] != 1 || roles[layout.RoleEntry] != 3 || roles[layout.RoleReference] < 3 {
		t.Errorf("the structure has %v", roles)
	}
}

// picture is a figure of a size in pixels, with a caption.
func picture(w, h int, caption string) manuscript.Figure {
	f := manuscript.Figure{Image: briefing.Image{Alt: "What it shows", Data: []byte{1}}, Width: w, Height: h, Block: 2}
	if caption != "" {
		f.Caption = text(caption)
	}
	return f
}

func TestFiguresFit(t *testing.T) {
	s := newSetter()
	rapid.Check(t, func(t *rapid.T) {
		m := manuscript.Manuscript{Title: "T", Language: rapid.SampledFrom([]string{"en-GB", "ur"}).Draw(t, "language")}
		m.Template = rapid.SampledFrom(layout.Templates()).Draw(t, "template")
		w, h := rapid.IntRange(1, 2400).Draw(t, "width"), rapid.IntRange(1, 2400).Draw(t, "height")
		for range rapid.IntRange(0, 8).Draw(t, "paragraphs") {
			m.Blocks = append(m.Blocks, manuscript.Paragraph{Text: text(strings.Repeat("words before it ", 40)), Block: 1})
		}
		caption := rapid.SampledFrom([]string{"", "Figure 1. Short", strings.Repeat("Figure 1. Long ", 60)}).Draw(t, "caption")
		m.Blocks = append(m.Blocks, picture(w, h, caption), manuscript.Paragraph{Text: text("After it."), Block: 3})
		doc, _, err := s.Pages(m, layout.A4)
		if err != nil {
			t.Fatal(err)
		}
		shown := 0
		for _, p := range doc.Pages {
			var image layout.Image
			captionOn := false
			for _, it := range p.Items {
				switch it := it.(type) {
				case layout.Image:
					image, shown = it, shown+1
				case layout.Text:
					captionOn = captionOn || it.Block == 2
				}
			}
			if image.W == 0 {
				continue
			}
			if image.X < 0 || image.Y < 0 || image.X+image.W > p.W || image.Y+image.H > p.H {
				t.Fatalf("it stands at %.1f, %.1f and measures %.1f × %.1f", image.X, image.Y, image.W, image.H)
			}
			if image.W > 0.751*layout.Pt(w) || image.H > 0.751*layout.Pt(h) {
				t.Fatalf("%d × %d pixels measure %.1f × %.1f points", w, h, image.W, image.H)
			}
			if ratio := float64(image.W) * float64(h) / float64(image.H) / float64(w); ratio < 0.999 || ratio > 1.001 {
				t.Fatalf("it is drawn out of shape by %.3f", ratio)
			}
			if captionOn != (caption != "") {
				t.Fatal("its caption stands on another page")
			}
		}
		if shown != 1 {
			t.Fatalf("it is shown %d times", shown)
		}
	})
}
