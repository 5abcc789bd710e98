package look_test

import (
	"image/color"
	"math"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/theme"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
)

// wear shows the program's theme for a test.
func wear(t testing.TB, mode look.Mode, textSize float32) {
	t.Helper()
	fyne.CurrentApp().Settings().SetTheme(look.NewTheme(mode, textSize))
}

// dress starts an app for a test that shows the program's theme.
func dress(t *testing.T, mode look.Mode, textSize float32) {
	t.Helper()
	test.NewTempApp(t)
	wear(t, mode, textSize)
}

const (
	text = 4.5 // the contrast that text needs, by WCAG 2
	mark = 3.0 // the same for marks and icons
)

// pairs are the colours that meet in the window: what is drawn, and what it is
// drawn on, from back to front.
var pairs = []struct {
	ink  fyne.ThemeColorName
	on   []fyne.ThemeColorName
	need float64
}{
	{look.Ink, on(look.Paper), text},
	{look.Ink, on(look.Chrome), text},
	{look.Ink, on(look.Raised), text},
	{look.Ink, on(look.Field), text},
	{look.Ink, on(look.Soft), text},
	{look.Ink, on(look.Sel), text},
	{look.Ink, on(look.Chrome, look.Hover), text},
	{look.Ink, on(look.Chrome, look.Press), text},
	{look.Ink, on(look.Match), text},
	{look.Ink, on(look.BandAmber), text},
	{look.Ink, on(look.BandGreen), text},
	{look.Ink, on(look.BandBlue), text},
	{look.Ink, on(look.BandRose), text},
	{look.Ink2, on(look.Paper), text},
	{look.Ink2, on(look.Chrome), text},
	{look.Ink2, on(look.Desk), text},
	{look.Ink2, on(look.Raised), text},
	{look.Ink2, on(look.Soft), text},
	{look.Ink2, on(look.Track), text},
	{look.Ink2, on(look.Chrome, look.Chip), text},
	{look.Ink2, on(look.Paper, look.Chip), text},
	{look.Ink2, on(look.Soft, look.Chip), text},
	{look.Ink3, on(look.Paper), text},
	{look.Ink3, on(look.Chrome), text},
	{look.Ink3, on(look.Field), text},
	{look.Ink3, on(look.Desk), text},
	{look.Ink3, on(look.Raised), text},
	{look.Ink3, on(look.Soft), text},
	{look.Accent, on(look.Chrome), text},
	{look.Accent, on(look.Raised), text},
	{look.Accent, on(look.Soft), text},
	{look.Accent, on(look.Paper), mark},
	{look.OnFill, on(look.Fill), text},
	{look.OK, on(look.Chrome), text},
	{look.OK, on(look.Raised), text},
	{look.OK, on(look.OKSoft), text},
	{look.Warn, on(look.Chrome), text},
	{look.Warn, on(look.Raised), text},
	{look.Warn, on(look.WarnSoft), text},
	{look.Ink, on(look.WarnSoft), text},
	{look.Err, on(look.Chrome), text},
	{look.Err, on(look.Raised), text},
	{look.ToastText, on(look.Toast), text},
	{look.ToastAction, on(look.Toast), text},
	{look.ToastOK, on(look.Toast), mark},
	{look.ToastWarn, on(look.Toast), mark},
	{look.MarkAmber, on(look.Paper), mark},
	{look.MarkGreen, on(look.Paper), mark},
	{look.MarkBlue, on(look.Paper), mark},
	{look.MarkRose, on(look.Paper), mark},
	{look.MarkBlue, on(look.Chrome), mark},
	{look.FocusRing, on(look.Chrome), mark},
	{look.FocusRing, on(look.Paper), mark},
	{look.FocusRing, on(look.Raised), mark},
}

func on(surfaces ...fyne.ThemeColorName) []fyne.ThemeColorName { return surfaces }

func TestContrast(t *testing.T) {
	for _, mode := range []look.Mode{look.Light, look.Dark} {
		dress(t, mode, 0)
		for _, p := range pairs {
			ground := look.Colour(p.on[0])
			for _, veil := range p.on[1:] {
				ground = laid(ground, look.Colour(veil))
			}
			ink := laid(ground, look.Colour(p.ink))
			if got := contrast(ink, ground); got < p.need {
				t.Errorf("mode %d: %s on %v has %.2f, want %.1f", mode, p.ink, p.on, got, p.need)
			}
		}
	}
}

// laid lays a colour on an opaque one.
func laid(ground, veil color.Color) color.Color {
	v := color.NRGBAModel.Convert(veil).(color.NRGBA)
	share := float32(v.A) / 0xFF
	v.A = 0xFF
	return look.Blend(ground, v, share)
}

func contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	return (max(la, lb) + 0.05) / (min(la, lb) + 0.05)
}

func luminance(c color.Color) float64 {
	r, g, b, _ := c.RGBA()
	linear := func(v uint32) float64 {
		s := float64(v) / 0xFFFF
		if s <= 0.04045 {
			return s / 12.92
		}
		return math.Pow((s+0.055)/1.055, 2.4)
	}
	return 0.2126*linear(r) + 0.7152*linear(g) + 0.0722*linear(b)
}

func TestModes(t *testing.T) {
	for _, c := range []struct {
		mode    look.Mode
		desktop fyne.ThemeVariant
		dark    bool
	}{
		{look.System, theme.VariantLight, false},
		{look.System, theme.VariantDark, true},
		{look.Light, theme.VariantDark, false},
		{look.Dark, theme.VariantLight, true},
	} {
		paper := look.NewTheme(c.mode, 0).Color(look.Paper, c.desktop)
		if dark := luminance(paper) < 0.5; dark != c.dark {
			t.Errorf("mode %d on desktop %d is dark: %v, want %v", c.mode, c.desktop, dark, c.dark)
		}
	}
}

func TestEveryColourOfFyneIsOurs(t *testing.T) {
	for _, name := range []fyne.ThemeColorName{
		theme.ColorNameBackground, theme.ColorNameButton, theme.ColorNameDisabledButton,
		theme.ColorNameDisabled, theme.ColorNameError, theme.ColorNameFocus, theme.ColorNameForeground,
		theme.ColorNameForegroundOnError, theme.ColorNameForegroundOnPrimary,
		theme.ColorNameForegroundOnSuccess, theme.ColorNameForegroundOnWarning,
		theme.ColorNameHeaderBackground, theme.ColorNameHover, theme.ColorNameHyperlink,
		theme.ColorNameInputBackground, theme.ColorNameInputBorder, theme.ColorNameMenuBackground,
		theme.ColorNameOverlayBackground, theme.ColorNamePlaceHolder, theme.ColorNamePressed,
		theme.ColorNamePrimary, theme.ColorNameScrollBar, theme.ColorNameScrollBarBackground,
		theme.ColorNameSelection, theme.ColorNameSeparator, theme.ColorNameShadow,
		theme.ColorNameSuccess, theme.ColorNameWarning,
	} {
		light, dark := look.NewTheme(look.Light, 0), look.NewTheme(look.Dark, 0)
		standard := theme.DefaultTheme()
		if light.Color(name, theme.VariantLight) == standard.Color(name, theme.VariantLight) &&
			dark.Color(name, theme.VariantDark) == standard.Color(name, theme.VariantDark) {
			t.Errorf("%s is Fyne's own", name)
		}
	}
}

func TestTextSizesAreWhole(t *testing.T) {
	for _, size := range []float32{11, 12.4, 13, 14, 15, 17, 20} {
		dress(t, look.Light, size)
		for _, st := range []look.Style{look.ArticleTitle, look.RowTitle, look.Meta, look.ChipText} {
			if got := st.TextSize(); got != float32(math.Round(float64(got))) {
				t.Errorf("text of %g at text size %g is %g high", st.Size, size, got)
			}
		}
		if got, want := look.RowTitle.TextSize(), float32(math.Round(float64(size))); got != want {
			t.Errorf("a row title at text size %g is %g high", size, got)
		}
	}
}

func TestLinesOfAnEntryAre20High(t *testing.T) {
	dress(t, look.Light, 0)
	one, two := widget.NewMultiLineEntry(), widget.NewMultiLineEntry()
	one.SetMinRowsVisible(4)
	two.SetMinRowsVisible(5)
	if got := two.MinSize().Height - one.MinSize().Height; got != 20 {
		t.Errorf("a line of an entry is %g high, want 20", got)
	}
}
