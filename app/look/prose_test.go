package look_test

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2/test"
	"pgregory.net/rapid"

	_ "briefdesk/app/locale"
	"briefdesk/app/look"
)

// words of several scripts, with letters of several code points.
var proseWords = []string{
	"The", "ministers", "agreed", "on", "2026,", "re\u0301sume\u0301", "👩‍👩‍👧", "اتفاق", "في", "جنيف.", "(۲۰۲۶)", "שלום", "a-very-long-word-that-takes-more-than-a-line-of-this-width", "नमस्ते", "\n",
}

func drawProse(t *rapid.T) (string, float32) {
	text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(proseWords), 1, 24).Draw(t, "words"), " ")
	return text, float32(rapid.IntRange(80, 400).Draw(t, "width"))
}

// What is pointed at in the middle of a character is one of its two edges, and
// carets stand within the width.
func TestProseIsHitWhereItStands(t *testing.T) {
	test.NewTempApp(t)
	rapid.Check(t, func(t *rapid.T) {
		text, width := drawProse(t)
		p := look.NewProse(text, look.SourceWords, width)
		edges := look.Clusters([]rune(text))
		for i := range edges[:len(edges)-1] {
			areas := p.Areas(edges[i], edges[i+1])
			if len(areas) != 1 || areas[0].W < 2 {
				continue // a space at the end of a line, a line feed
			}
			a := areas[0]
			if a.X < -1 || a.X+a.W > width+1 && len(edges) > 2 && a.X > 0 {
				t.Fatalf("%q at %d stands at %v of %v", text, edges[i], a, width)
			}
			if got := p.Hit(a.X+a.W/2, a.Y+a.H/2); got != edges[i] && got != edges[i+1] {
				t.Fatalf("%q: the middle of %d is hit as %d", text, edges[i], got)
			}
		}
	})
}

// The keys go from one end to the other over every character, and back.
func TestProseIsGoneThroughByCharacters(t *testing.T) {
	test.NewTempApp(t)
	rapid.Check(t, func(t *rapid.T) {
		text, width := drawProse(t)
		p := look.NewProse(text, look.SourceWords, width)
		edges := look.Clusters([]rune(text))
		var there, back []int
		for o := 0; ; o = p.Next(o) {
			if there = append(there, o); o == p.Len() {
				break
			}
		}
		for o := p.Len(); ; o = p.Previous(o) {
			if back = append(back, o); o == 0 {
				break
			}
		}
		slices.Reverse(back)
		if !slices.Equal(there, edges) || !slices.Equal(back, edges) {
			t.Fatalf("%q: %v there and %v back, want %v", text, there, back, edges)
		}
		for _, o := range edges {
			if start, end := p.WordAt(o); !slices.Contains(edges, start) || !slices.Contains(edges, end) {
				t.Fatalf("%q: the word at %d is %d–%d, which cuts a character", text, o, start, end)
			}
		}
	})
}

// In a paragraph that is written from the right, the left arrow goes on.
func TestProseFromTheRight(t *testing.T) {
	test.NewTempApp(t)
	p := look.NewProse("اتفاق 2026 في جنيف", look.SourceWords, 300)
	if p.Forward(0, true) || !p.Forward(0, false) {
		t.Error("the right arrow goes on")
	}
	first, year, last := p.Areas(0, 5)[0], p.Areas(6, 10)[0], p.Areas(14, 18)[0]
	if !(first.X > year.X && year.X > last.X) {
		t.Errorf("the words stand at %v, %v, %v", first.X, year.X, last.X)
	}
	if right := first.X + first.W; right < 299 || right > 301 {
		t.Errorf("the line ends at %v, want at the right edge", right)
	}
	if o := p.Hit(year.X+1, 5); o != 6 {
		t.Errorf("the beginning of the year is hit as %d", o)
	}
}

func TestProseFaces(t *testing.T) {
	test.NewTempApp(t)
	plain := look.NewProse("one two three", look.SourceWords, 400)
	set := look.NewProse("one two three", look.SourceWords, 400, look.Face{Start: 4, End: 7, Style: look.PullQuote})
	if a, b := plain.Areas(4, 7)[0], set.Areas(4, 7)[0]; a.X != b.X || a.W >= b.W {
		t.Errorf("the word takes %v, set larger %v", a, b)
	}
	if plain.Height() != set.Height() {
		t.Error("a face makes the line higher")
	}
}

// A long quotation opens in a frame; the words of a passage are measured once.
func BenchmarkProse(b *testing.B) {
	test.NewTempApp(b)
	text := strings.Repeat("The ministers met twice in the capital this week, and they agreed on a joint statement. ", 12)
	for b.Loop() {
		look.NewProse(text, look.SourceWords, 368)
	}
}
