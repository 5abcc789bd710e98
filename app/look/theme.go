package look

import (
	"image/color"
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/theme"
)

// Mode says whether the window is light or dark.
type Mode int

// The modes. System follows the desktop.
const (
	System Mode = iota
	Light
	Dark
)

// BaseTextSize is the size of the panes' text at which every Style has the
// size that it names.
const BaseTextSize = 13

// NewTheme returns the theme of the program. Panes set their text textSize
// high, rounded to a whole unit, and all other sizes of text follow; 0 stands
// for BaseTextSize.
func NewTheme(mode Mode, textSize float32) fyne.Theme {
	if textSize <= 0 {
		textSize = BaseTextSize
	}
	return &scheme{mode: mode, zoom: round(textSize) / BaseTextSize}
}

// scheme is the theme of the program.
type scheme struct {
	mode Mode
	zoom float32
}

// standard gives the colours that Fyne's own widgets ask for. The menu bar is
// painted as Background, and shadows are drawn by ourselves.
var standard = map[fyne.ThemeColorName]fyne.ThemeColorName{
	theme.ColorNameBackground:          Chrome,
	theme.ColorNameButton:              Track,
	theme.ColorNameDisabledButton:      Track,
	theme.ColorNameDisabled:            Ink3,
	theme.ColorNameError:               Err,
	theme.ColorNameFocus:               Halo,
	theme.ColorNameForeground:          Ink,
	theme.ColorNameForegroundOnError:   Paper,
	theme.ColorNameForegroundOnPrimary: Paper,
	theme.ColorNameForegroundOnSuccess: Paper,
	theme.ColorNameForegroundOnWarning: Paper,
	theme.ColorNameHeaderBackground:    Chrome,
	theme.ColorNameHover:               Hover,
	theme.ColorNameHyperlink:           Accent,
	theme.ColorNameInputBackground:     Transparent,
	theme.ColorNameInputBorder:         Transparent,
	theme.ColorNameMenuBackground:      Raised,
	theme.ColorNameOverlayBackground:   Raised,
	theme.ColorNamePlaceHolder:         Ink3,
	theme.ColorNamePressed:             Press,
	theme.ColorNamePrimary:             Accent,
	theme.ColorNameScrollBar:           Border,
	theme.ColorNameScrollBarBackground: Transparent,
	theme.ColorNameSelection:           Sel,
	theme.ColorNameSeparator:           Line,
	theme.ColorNameShadow:              Transparent,
	theme.ColorNameSuccess:             OK,
	theme.ColorNameWarning:             Warn,
}

// Color returns a colour of Fyne's or of ours.
func (t *scheme) Color(name fyne.ThemeColorName, variant fyne.ThemeVariant) color.Color {
	if ours, ok := standard[name]; ok {
		name = ours
	}
	both, ok := palette[name]
	if !ok {
		return theme.DefaultTheme().Color(name, t.variant(variant))
	}
	if t.dark(variant) {
		return argb(both[1])
	}
	return argb(both[0])
}

func (t *scheme) dark(variant fyne.ThemeVariant) bool {
	return t.variant(variant) == theme.VariantDark
}

// variant returns the variant shown where the desktop asks for another.
func (t *scheme) variant(desktop fyne.ThemeVariant) fyne.ThemeVariant {
	switch t.mode {
	case Light:
		return theme.VariantLight
	case Dark:
		return theme.VariantDark
	}
	return desktop
}

// Font returns the sans of the program. It has no italic.
func (t *scheme) Font(style fyne.TextStyle) fyne.Resource {
	switch {
	case style.Monospace || style.Symbol:
		return theme.DefaultTheme().Font(style)
	case style.Bold:
		return themeBold
	}
	return themeRegular
}

// Icon returns Fyne's own icon.
func (t *scheme) Icon(name fyne.ThemeIconName) fyne.Resource {
	return theme.DefaultTheme().Icon(name)
}

var sizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNamePadding:            4,
	theme.SizeNameInnerPadding:       6,
	theme.SizeNameLineSpacing:        4,
	theme.SizeNameInlineIcon:         16,
	theme.SizeNameInputBorder:        2,
	theme.SizeNameInputRadius:        7,
	theme.SizeNameSelectionRadius:    4,
	theme.SizeNameScrollBar:          10,
	theme.SizeNameScrollBarSmall:     4,
	theme.SizeNameScrollBarRadius:    3,
	theme.SizeNameSeparatorThickness: 1,
}

var textSizes = map[fyne.ThemeSizeName]float32{
	theme.SizeNameText:           BaseTextSize,
	theme.SizeNameCaptionText:    12,
	theme.SizeNameSubHeadingText: 15,
	theme.SizeNameHeadingText:    18,
}

// Size returns a size of Fyne's. Those of text follow the text size, in whole
// units.
func (t *scheme) Size(name fyne.ThemeSizeName) float32 {
	if s, ok := sizes[name]; ok {
		return s
	}
	if s, ok := textSizes[name]; ok {
		return round(s * t.zoom)
	}
	return theme.DefaultTheme().Size(name)
}

// current returns the theme that the program shows. A program that shows
// another than NewTheme's, as a test may, is given ours all the same.
func current() (*scheme, fyne.ThemeVariant) {
	settings := fyne.CurrentApp().Settings()
	if t, ok := settings.Theme().(*scheme); ok {
		return t, settings.ThemeVariant()
	}
	return &fallback, settings.ThemeVariant()
}

var fallback = scheme{zoom: 1}

// Zoom returns how much larger text is than its Style names: 1 unless the user
// has set another text size. Heights of rows and lines grow by it.
func Zoom() float32 {
	t, _ := current()
	return t.zoom
}

func round(v float32) float32 { return float32(math.Round(float64(v))) }
