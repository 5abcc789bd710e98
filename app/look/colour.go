package look

import (
	"image/color"

	"fyne.io/fyne/v2"
)

// The colours of the window, by use. The theme of NewTheme knows them all.
const (
	Paper       fyne.ThemeColorName = "look.paper"  // the reader
	Chrome      fyne.ThemeColorName = "look.chrome" // menu, toolbar, side panes, status line
	Desk        fyne.ThemeColorName = "look.desk"   // behind pages
	Raised      fyne.ThemeColorName = "look.raised" // selected block, editor, dialogs
	Field       fyne.ThemeColorName = "look.field"  // text fields
	Track       fyne.ThemeColorName = "look.track"  // segmented control, disabled fill
	Ink         fyne.ThemeColorName = "look.ink"    // text
	Ink2        fyne.ThemeColorName = "look.ink2"   // meta, icons
	Ink3        fyne.ThemeColorName = "look.ink3"   // hints, resting block icons
	Line        fyne.ThemeColorName = "look.line"   // hairlines
	Border      fyne.ThemeColorName = "look.border" // fields, raised cards
	Accent      fyne.ThemeColorName = "look.accent" // links, focus, insertion line, caret
	Fill        fyne.ThemeColorName = "look.fill"   // the primary button
	OnFill      fyne.ThemeColorName = "look.onFill" // text on Fill
	Soft        fyne.ThemeColorName = "look.soft"   // selected row
	Sel         fyne.ThemeColorName = "look.sel"    // text selection
	OK          fyne.ThemeColorName = "look.ok"     // verified
	OKSoft      fyne.ThemeColorName = "look.okSoft"
	Warn        fyne.ThemeColorName = "look.warn" // findings
	WarnSoft    fyne.ThemeColorName = "look.warnSoft"
	Err         fyne.ThemeColorName = "look.err"         // failed proof, invalid field
	Hover       fyne.ThemeColorName = "look.hover"       // over any surface; translucent
	Press       fyne.ThemeColorName = "look.press"       // twice Hover; translucent
	Chip        fyne.ThemeColorName = "look.chip"        // small chips; translucent
	Scrim       fyne.ThemeColorName = "look.scrim"       // under overlays; translucent
	Toast       fyne.ThemeColorName = "look.toast"       // toasts and hints
	ToastText   fyne.ThemeColorName = "look.toastText"   // text on Toast
	ToastAction fyne.ThemeColorName = "look.toastAction" // the action on Toast
	ToastOK     fyne.ThemeColorName = "look.toastOK"     // the tick on Toast
	ToastWarn   fyne.ThemeColorName = "look.toastWarn"   // the triangle on Toast
	FocusRing   fyne.ThemeColorName = "look.focusRing"   // Accent at 69 %
	Halo        fyne.ThemeColorName = "look.halo"        // Accent at 22 %, round a field in use
	BandAmber   fyne.ThemeColorName = "look.bandAmber"   // behind words of a passage
	BandGreen   fyne.ThemeColorName = "look.bandGreen"
	BandBlue    fyne.ThemeColorName = "look.bandBlue"
	BandRose    fyne.ThemeColorName = "look.bandRose"
	MarkAmber   fyne.ThemeColorName = "look.markAmber" // in the margin beside it
	MarkGreen   fyne.ThemeColorName = "look.markGreen"
	MarkBlue    fyne.ThemeColorName = "look.markBlue"
	MarkRose    fyne.ThemeColorName = "look.markRose"
	Match       fyne.ThemeColorName = "look.match"      // behind words found by a search
	MarkingRim  fyne.ThemeColorName = "look.markingRim" // round the box of a marking
	Transparent fyne.ThemeColorName = "look.transparent"
)

// palette gives each colour for the light and the dark theme, as 0xAARRGGBB.
var palette = map[fyne.ThemeColorName][2]uint32{
	Paper:       {0xFFFFFFFF, 0xFF1C1F24},
	Chrome:      {0xFFF5F6F8, 0xFF15171B},
	Desk:        {0xFFE7EAEE, 0xFF0E1013},
	Raised:      {0xFFFFFFFF, 0xFF24282E},
	Field:       {0xFFFFFFFF, 0xFF1F2328},
	Track:       {0xFFE7EAEE, 0xFF0E1013},
	Ink:         {0xFF1A1F27, 0xFFE6E8EB},
	Ink2:        {0xFF56606D, 0xFFABB3BD},
	Ink3:        {0xFF606976, 0xFF949DA9},
	Line:        {0xFFE2E5EA, 0xFF292D33},
	Border:      {0xFFCDD3DB, 0xFF3A4048},
	Accent:      {0xFF1F4E79, 0xFF7FB2E0},
	Fill:        {0xFF1F4E79, 0xFF2B679F},
	OnFill:      {0xFFFFFFFF, 0xFFFFFFFF},
	Soft:        {0xFFE2EBF4, 0xFF203246},
	Sel:         {0xFFC9DAEC, 0xFF2C4A69},
	OK:          {0xFF1E6B3A, 0xFF7CC797},
	OKSoft:      {0xFFE4F2E8, 0xFF1B3225},
	Warn:        {0xFF8A5A00, 0xFFE3B44C},
	WarnSoft:    {0xFFFCF3DF, 0xFF352C18},
	Err:         {0xFFA4262C, 0xFFF0868A},
	Hover:       {0x0D1A1F27, 0x0FFFFFFF},
	Press:       {0x1A1A1F27, 0x1EFFFFFF},
	Chip:        {0x121A1F27, 0x17FFFFFF},
	Scrim:       {0x52121820, 0x8C000000},
	Toast:       {0xFF22272E, 0xFF343A42},
	ToastText:   {0xFFF2F4F6, 0xFFF2F4F6},
	ToastAction: {0xFF9CC7EE, 0xFF9CC7EE},
	ToastOK:     {0xFF7CC797, 0xFF7CC797},
	ToastWarn:   {0xFFE3B44C, 0xFFE3B44C},
	FocusRing:   {0xB01F4E79, 0xB07FB2E0},
	Halo:        {0x381F4E79, 0x387FB2E0},
	BandAmber:   {0xFFFFEBB0, 0xFF5A4815},
	BandGreen:   {0xFFCFEBD3, 0xFF24472F},
	BandBlue:    {0xFFD2E4F9, 0xFF1F3F61},
	BandRose:    {0xFFF9D8DE, 0xFF582C37},
	MarkAmber:   {0xFFB8820E, 0xFFDDAA33},
	MarkGreen:   {0xFF3B9157, 0xFF55AE75},
	MarkBlue:    {0xFF3F7FC8, 0xFF5B9BE0},
	MarkRose:    {0xFFC9526A, 0xFFDD6F86},
	Match:       {0xFFFFE08A, 0xFF5A4815},
	MarkingRim:  {0x00000000, 0xFF4A515B},
	Transparent: {0x00000000, 0x00000000},
}

// Colour returns the colour called name in the theme that the program shows
// at the time of the call.
func Colour(name fyne.ThemeColorName) color.Color {
	t, variant := current()
	return t.Color(name, variant)
}

// IsDark reports whether the program shows its dark theme.
func IsDark() bool {
	t, variant := current()
	return t.dark(variant)
}

// Blend returns ink mixed into ground: ground at share 0, ink at share 1.
// Both must be opaque.
func Blend(ground, ink color.Color, share float32) color.Color {
	gr, gg, gb, _ := ground.RGBA()
	ir, ig, ib, _ := ink.RGBA()
	mix := func(g, i uint32) uint8 {
		return uint8((float32(g)*(1-share) + float32(i)*share) / 257)
	}
	return color.NRGBA{mix(gr, ir), mix(gg, ig), mix(gb, ib), 0xFF}
}

func argb(v uint32) color.NRGBA {
	return color.NRGBA{A: uint8(v >> 24), R: uint8(v >> 16), G: uint8(v >> 8), B: uint8(v)}
}
