package reader

import (
	"fmt"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"briefdesk/app/look"
	"briefdesk/app/session"
	"briefdesk/briefing"
)

// book has 100,000 words in paragraphs of 50.
func book(b testing.TB) briefing.Snapshot {
	b.Helper()
	stems := strings.Fields("the committee met twice and found that Washington’s co-operation with Islamabad had changed since 2019, when (as one official said) “nothing was ruled out”: efforts differ, affairs fluctuate")
	var text briefing.Builder
	n := 0
	for range 2000 {
		var p strings.Builder
		for range 50 {
			fmt.Fprintf(&p, "%s%s ", stems[n%len(stems)], []string{"", "", "s", "ing", "ed"}[n%5])
			n++
		}
		text.Add(briefing.TextParagraph, 0, strings.TrimSpace(p.String())+".", nil, nil)
	}
	s, err := text.Snapshot(briefing.Hash{})
	if err != nil {
		b.Fatal(err)
	}
	return s
}

func BenchmarkRead100kWords(b *testing.B) {
	s := book(b)
	for b.Loop() {
		newDocument(s)
	}
}

func BenchmarkMeasure100kWords(b *testing.B) {
	test.NewTempApp(b).Settings().SetTheme(look.NewTheme(look.Light, 0))
	d, m := newDocument(book(b)), lookFonts(typography{})
	measureWords(d, m)
	for b.Loop() {
		measureWords(d, m)
	}
}

func BenchmarkRelayout100kWords(b *testing.B) {
	test.NewTempApp(b).Settings().SetTheme(look.NewTheme(look.Light, 0))
	d, m := newDocument(book(b)), lookFonts(typography{})
	words := measureWords(d, m)
	width := float32(500)
	for b.Loop() {
		wrap(d, words, m, width, geometryFor(723, 1).setting)
		if width++; width > 700 {
			width = 500
		}
	}
}

func benchReader(b *testing.B) *Reader {
	test.NewTempApp(b).Settings().SetTheme(look.NewTheme(look.Light, 0))
	s := book(b)
	r := New(session.Inline())
	w := test.NewTempWindow(b, r)
	w.SetPadded(false)
	w.Resize(fyne.NewSize(723, 900))
	var passages []briefing.Passage
	for i := range 60 {
		start := briefing.Offset(i * 9000)
		p := briefing.Passage{ID: briefing.ID{byte(i)}, Colour: colours[i%4], Tags: []string{"a tag"}}
		p.Anchor = briefing.Anchor{Snapshot: s.Hash, Range: briefing.Range{Start: start, End: start + 200}}
		passages = append(passages, p)
	}
	r.SetArticle(briefing.Article{Title: briefing.Field{Value: "A book"}}, s, passages)
	return r
}

func BenchmarkScrollStep(b *testing.B) {
	r := benchReader(b)
	for b.Loop() {
		r.scroll.Scrolled(&fyne.ScrollEvent{Scrolled: fyne.NewDelta(0, -60)})
		if r.scroll.Offset.Y > r.height-2000 {
			r.scrollTo(0)
		}
	}
}

func BenchmarkDragStep(b *testing.B) {
	r := benchReader(b)
	r.scrollTo(50_000)
	r.selection.begin(r.doc, r.body.hit(100, 49_900), byCluster)
	r.mouse.pressed = true
	x := float32(0)
	for b.Loop() {
		x = float32(int(x+7) % 584)
		r.page.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(x, 50_400)}})
	}
}

func BenchmarkHit(b *testing.B) {
	r := benchReader(b)
	y := float32(0)
	for b.Loop() {
		if y += 977; y > r.body.height {
			y = 0
		}
		r.body.hit(300, y)
	}
}

func BenchmarkFind100kWords(b *testing.B) {
	d := newDocument(book(b))
	var f finder
	for b.Loop() {
		f.find(d, "islamabad", 0)
	}
}
