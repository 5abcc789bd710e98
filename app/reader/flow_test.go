package reader

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode"

	"pgregory.net/rapid"

	"briefdesk/briefing"

	"briefdesk/app/look"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// evenFonts sets every letter 10 wide and every mark 0, so that a test can
// reckon.
func evenFonts() *fonts {
	return newFonts(func(s string, _ face) float32 {
		w := float32(0)
		for _, r := range s {
			if !unicode.Is(unicode.M, r) && r != 0x200d {
				w += 10
			}
		}
		return w
	}, func(r rune) bool { return r < 0x590 || r >= 0x2000 && r < 0x2070 })
}

func evenSettings(p *para) setting {
	switch p.role {
	case rolePull:
		return setting{line: 30, above: 20, indent: 20}
	case roleHeading:
		return setting{line: 30, above: 30}
	}
	return setting{line: 20, above: 10}
}

func evenFlow(s briefing.Snapshot, width float32) *flow {
	d, m := newDocument(s), evenFonts()
	return wrap(d, measureWords(d, m), m, width, evenSettings)
}

// article builds a snapshot from lines “kind text”; cells of a table are parted by “|”.
func article(t testing.TB, lines ...string) briefing.Snapshot {
	t.Helper()
	var b briefing.Builder
	for _, l := range lines {
		kind, text, _ := strings.Cut(l, " ")
		var spans []briefing.Span
		var cells []briefing.Range
		if from, to := strings.Index(text, "*"), strings.LastIndex(text, "*"); from < to {
			text = text[:from] + text[from+1:to] + text[to+1:]
			start := briefing.Length(text[:from])
			spans = []briefing.Span{{Kind: briefing.SpanItalic, Range: briefing.Range{Start: start, End: start + briefing.Length(text[from:to-1])}}}
		}
		if kind == "table" {
			text = strings.ReplaceAll(text, "/", "\n")
			at := briefing.Offset(0)
			for _, cell := range strings.FieldsFunc(text, func(r rune) bool { return r == '|' || r == '\n' }) {
				cells = append(cells, briefing.Range{Start: at, End: at + briefing.Length(cell)})
				at += briefing.Length(cell) + 1
			}
		}
		b.Add(briefing.TextKind(kind), 1, text, cells, spans)
	}
	s, err := b.Snapshot(briefing.Hash{})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func dump(f *flow) string {
	var b strings.Builder
	for i, l := range f.lines {
		fmt.Fprintf(&b, "line y %g x %g width %g  %d–%d\n", l.y, l.x, l.width, l.start, l.end)
		for _, p := range f.place(i) {
			fmt.Fprintf(&b, "  %g %v level %d %q\n", p.x, p.face, p.level, f.doc.text(p.start, p.trim))
		}
	}
	fmt.Fprintf(&b, "height %g\n", f.height)
	return b.String()
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

func TestWrap(t *testing.T) {
	golden(t, "wrap.txt", dump(evenFlow(article(t,
		"heading A heading that wraps",
		"paragraph Some words, *two of them* in italic.",
		"paragraph An extraordinarilylongword and co-chaired talks/dialogue",
		"pullquote Set apart from it",
		"table Year|Deaths in all of them/2024|1,081",
		"paragraph اتفاق 2026 (في جنيف) ثم بدأ",
		"paragraph He said مرحبا بكم to us",
	), 200)))
}

func TestEveryLetterIsPlacedOnce(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawFlow(t)
		seen := make([]int, len(f.doc.runes))
		for i := range f.lines {
			for _, p := range f.place(i) {
				for o := p.start; o < p.end; o++ {
					seen[o]++
				}
			}
		}
		for o, n := range seen {
			r := f.doc.runes[o]
			if n > 1 || n == 0 && r != ' ' && r != '\n' {
				t.Fatalf("letter %d (%q) of %q is placed %d times", o, r, string(f.doc.runes), n)
			}
		}
	})
}

func TestNoLineIsWiderThanItsRoom(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawFlow(t)
		for i, l := range f.lines {
			if text := f.doc.text(int(l.start), int(l.trim)); l.width > l.room && len(look.Clusters([]rune(text))) > 2 {
				t.Fatalf("line %d %q is %g wide in %g", i, text, l.width, l.room)
			}
		}
	})
}

// Clicking on the near half of a letter gives the offset before it, on its far
// half the offset after it, whichever way it is read.
func TestHitFindsWhatIsDrawn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawFlow(t)
		for i, l := range f.lines {
			edges := look.Clusters(f.doc.runes[l.start:l.trim])
			for k := range edges[:len(edges)-1] {
				from, to := int(l.start)+edges[k], int(l.start)+edges[k+1]
				bars := f.bars(i, from, to)
				if len(bars) != 1 || bars[0].x1-bars[0].x0 < 1 {
					continue // a mark on its own
				}
				near, far := bars[0].x0+(bars[0].x1-bars[0].x0)/4, bars[0].x1-(bars[0].x1-bars[0].x0)/4
				if levels := f.doc.levelsOf(int(l.para)); levels != nil && levels[from-f.doc.paras[l.para].start]%2 == 1 {
					near, far = far, near
				}
				if got := f.hit(near, l.y+l.h/2); got != from {
					t.Fatalf("near half of %d in %q gives %d", from, string(f.doc.runes), got)
				}
				if got := f.hit(far, l.y+l.h/2); got != to {
					t.Fatalf("far half of %d–%d in %q gives %d", from, to, string(f.doc.runes), got)
				}
			}
		}
	})
}

func TestCaretIsOnTheLineOfItsOffset(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := drawFlow(t)
		for o := range len(f.doc.runes) + 1 {
			i, x := f.caret(o)
			if len(f.lines) == 0 {
				return
			}
			l := f.lines[i]
			if o < int(l.start) || o > int(l.end) || x < l.x-0.5 || x > l.x+l.room+0.5 && l.width <= l.room {
				t.Fatalf("caret %d of %q is at line %d–%d, x %g in %g+%g", o, string(f.doc.runes), l.start, l.end, x, l.x, l.room)
			}
		}
	})
}

func drawFlow(t *rapid.T) *flow {
	bits := []string{"a", "word", "co-chaired ", " ", "  ", "é", "e\u0301", "12", "(", ")", ".", ", ", "اتفاق", "في ", "ہے", "لا", "۔", "שלום ", "日本", "👩‍🚀", "https://example.org/a/b", "ff"}
	var lines []string
	for range rapid.IntRange(1, 4).Draw(t, "paragraphs") {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(bits), 1, 20).Draw(t, "text"), "")
		lines = append(lines, strings.TrimSpace(text))
	}
	var b briefing.Builder
	for _, l := range lines {
		b.Add(briefing.TextParagraph, 0, briefing.Normalize(l), nil, nil)
	}
	s, err := b.Snapshot(briefing.Hash{})
	if err != nil {
		t.Fatal(err)
	}
	return evenFlow(s, float32(rapid.IntRange(30, 300).Draw(t, "width")))
}

func TestRightToLeftPlacement(t *testing.T) {
	f := evenFlow(article(t, "paragraph اتفاق 2026 (في جنيف)"), 400)
	var got []string
	for _, p := range f.place(0) {
		if p.trim > p.start {
			got = append(got, f.doc.text(p.start, p.trim))
		}
	}
	want := []string{")", "جنيف", "في", "(", "2026", "اتفاق"}
	if !slices.Equal(got, want) {
		t.Errorf("from the left: %q, want %q", got, want)
	}
	pieces := f.place(0)
	if last := pieces[len(pieces)-1]; last.x+last.w != 400 {
		t.Errorf("the first word ends at %g, want the right edge 400", last.x+last.w)
	}
}

func TestSelectionAcrossDirectionsHasTwoBars(t *testing.T) {
	s := article(t, "paragraph He said مرحبا بكم to us")
	f := evenFlow(s, 400)
	got := f.bars(0, 3, 11) // “said ” and the first letters of the greeting
	want := []bar{{30, 80}, {140, 170}}
	if !slices.Equal(got, want) {
		t.Errorf("bars = %v, want %v", got, want)
	}
}
