package look_test

import (
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"briefdesk/app/look"
)

const (
	urdu    = "وزارت خارجہ پاکستان"
	chinese = "反恐对话"
)

func TestCoverage(t *testing.T) {
	for _, c := range []struct {
		st   look.Style
		text string
		want bool
	}{
		{look.RowTitle, "Majīd – “final” → €5 …", true},
		{look.ArticleText, "Majīd – “final” → €5 … [1]", true},
		{look.ArticleItalic, "Ångström’s", true},
		{look.RowTitle, urdu, false},
		{look.ArticleText, chinese, false},
		{look.Style{Size: 13}, chinese, true}, // the theme's font falls back by itself
		{look.RowTitle, "", true},
	} {
		if got := look.Covers(c.st, c.text); got != c.want {
			t.Errorf("Covers(%v, %q) = %v, want %v", c.st.Font, c.text, got, c.want)
		}
	}
}

func TestFallback(t *testing.T) {
	for _, c := range []struct {
		st   look.Style
		text string
		font fyne.Resource
		bold bool
	}{
		{look.RowTitle, "plain", look.SansMedium, false},
		{look.RowTitle, urdu, look.Naskh, false},
		{look.RowTitleSelected, urdu, look.NaskhBold, false},
		{look.RowTitle, chinese, nil, false},
		{look.ArticleTitle, chinese, nil, true},
	} {
		got := look.Fallback(c.st, c.text)
		if got.Font != c.font || got.Bold != c.bold || got.Size != c.st.Size {
			t.Errorf("Fallback(%v, %q) = %v, want %v, bold %v", c.st.Font, c.text, got, c.font, c.bold)
		}
	}
}

func TestEllipsis(t *testing.T) {
	dress(t, look.Light, 0)
	const s = "Terrorist designations: the brigade, and what follows"
	full := look.Width(s, look.RowTitle)
	if got := look.Ellipsis(s, look.RowTitle, full); got != s {
		t.Errorf("a text that fits was cut to %q", got)
	}
	for width := full - 1; width > 0; width -= 7 {
		got := look.Ellipsis(s, look.RowTitle, width)
		if w := look.Width(got, look.RowTitle); w > width {
			t.Errorf("%q is %g wide, want at most %g", got, w, width)
		}
		if got == "" {
			continue
		}
		head, ok := strings.CutSuffix(got, "…")
		if !ok || !strings.HasPrefix(s, head) || head != strings.TrimRight(head, " ,:.") {
			t.Errorf("at %g the text is cut to %q", width, got)
		}
	}
	if got := look.Ellipsis(urdu, look.RowTitle, 60); !strings.HasSuffix(got, "…") {
		t.Errorf("Urdu is cut to %q", got)
	}
}

func TestWrap(t *testing.T) {
	dress(t, look.Light, 0)
	const s = "Drop files anywhere on this window. Each becomes an article."
	lines := look.Wrap(s, look.PaneText, 150)
	if got := strings.Join(lines, " "); got != s {
		t.Errorf("the lines say %q", got)
	}
	for _, line := range lines {
		if w := look.Width(line, look.PaneText); w > 150 {
			t.Errorf("%q is %g wide, want at most 150", line, w)
		}
	}
	if got := look.Wrap("one\ntwo", look.PaneText, 500); len(got) != 2 {
		t.Errorf("two lines become %q", got)
	}
	short := look.WrapMax(s, look.PaneText, 150, 2)
	if len(short) != 2 || !strings.HasSuffix(short[1], "…") {
		t.Errorf("at most two lines are %q", short)
	}
}

func TestTextStandsOnItsBaseline(t *testing.T) {
	dress(t, look.Light, 0)
	var p look.Painter
	p.Begin(fyne.NewSize(400, 100))
	p.Text("serif", look.ArticleText, look.Ink, 10, 50)
	p.Text("sans", look.PaneText, look.Ink, 10.4, 50.3)
	p.Text(urdu, look.PaneText, look.Ink, 10, 50)
	for _, o := range p.Objects() {
		drawn := o.(*canvas.Text)
		_, rise := fyne.CurrentApp().Driver().RenderedTextSize(drawn.Text, drawn.TextSize, drawn.TextStyle, drawn.FontSource)
		if base := drawn.Position().Y + rise; base < 49 || base > 51 {
			t.Errorf("%q stands at %g, want 50", drawn.Text, base)
		}
		if x := drawn.Position().X; x != 10 {
			t.Errorf("%q begins at %g, want 10", drawn.Text, x)
		}
	}
}

func TestPainterKeepsItsObjects(t *testing.T) {
	dress(t, look.Light, 0)
	var p look.Painter
	fill := func() []fyne.CanvasObject {
		p.Begin(fyne.NewSize(400, 100))
		p.Rect(0, 0, 10, 10, look.Paper)
		p.Text("a", look.Meta, look.Ink, 0, 20)
		p.Icon(look.IconTag, 0, 0, 16, look.Ink)
		p.Chip("B2", 40, 20)
		return append([]fyne.CanvasObject(nil), p.Objects()...)
	}
	first, second := fill(), fill()
	for i := range first {
		if first[i] != second[i] {
			t.Errorf("object %d is another after filling again", i)
		}
	}
}

func BenchmarkMeasureAgain(b *testing.B) {
	bare(b)
	for b.Loop() {
		look.Measure("The Platform · 19 August", look.Meta)
	}
}

// BenchmarkRows fills a painter with thirty rows of a list.
func BenchmarkRows(b *testing.B) {
	bare(b)
	var p look.Painter
	b.ReportAllocs()
	for b.Loop() {
		p.Begin(fyne.NewSize(300, 1740))
		for i := range 30 {
			y := float32(i * 58)
			p.Round(8, y, 284, 56, 7, look.Soft, look.Transparent)
			p.Text(look.Ellipsis("Joint statement on the counterterrorism dialogue", look.RowTitle, 264), look.RowTitle, look.Ink, 18, y+23)
			p.Text("State Department · 12 Aug", look.Meta, look.Ink2, 18, y+43)
			p.Icon(look.IconQuote, 200, y+33, 11, look.Ink2)
			p.ChipRight("CLEAR", 282, y+39)
		}
	}
}
