package look

import (
	"fyne.io/fyne/v2"
)

// Style is a way of setting text: a face, and its size and line height in
// units before the user's text size is applied (see Zoom).
type Style struct {
	Font       fyne.Resource // nil for the font of the theme
	Size, Line float32
	Bold       bool // only where Font is nil; other faces say so themselves
}

// The styles of the window. Source words are serif, our words are sans.
var (
	ArticleTitle      = Style{Font: SerifBold, Size: 28, Line: 32}
	ArticleTitleSmall = Style{Font: SerifBold, Size: 24, Line: 28} // in a reader under 640 wide
	Subtitle          = Style{Font: SerifItalic, Size: 18, Line: 26}
	ArticleHeading    = Style{Font: SerifBold, Size: 18, Line: 26}
	ArticleText       = Style{Font: Serif, Size: 15, Line: 23}
	ArticleItalic     = Style{Font: SerifItalic, Size: 15, Line: 23}
	ArticleBold       = Style{Font: SerifBold, Size: 15, Line: 23}
	Code              = Style{Font: Mono, Size: 13, Line: 20}
	PullQuote         = Style{Font: SerifItalic, Size: 19, Line: 27}
	SourceWords       = Style{Font: Serif, Size: 14, Line: 20} // in outline and results
	SourceItalic      = Style{Font: SerifItalic, Size: 14, Line: 20}
	SourceWordsBold   = Style{Font: SerifBold, Size: 14, Line: 20}
	OutlineDisclaimer = Style{Font: SerifItalic, Size: 13, Line: 18}
	EmptyTitle        = Style{Font: SerifBold, Size: 26, Line: 32}
	DialogTitle       = Style{Font: SansSemiBold, Size: 18, Line: 26}
	BriefingTitle     = Style{Font: SansSemiBold, Size: 15, Line: 22}
	RowTitle          = Style{Font: SansMedium, Size: 13, Line: 20}
	RowTitleSelected  = Style{Font: SansSemiBold, Size: 13, Line: 20}
	PaneText          = Style{Font: SansRegular, Size: 13, Line: 20}
	PaneTextBold      = Style{Font: SansSemiBold, Size: 13, Line: 20}
	Heading           = Style{Font: SansSemiBold, Size: 13, Line: 20}
	ButtonText        = Style{Font: SansSemiBold, Size: 13, Line: 20}
	GhostText         = Style{Font: SansMedium, Size: 13, Line: 20} // the toolbar's buttons
	EmptyText         = Style{Font: SansRegular, Size: 14, Line: 21}
	Meta              = Style{Font: SansRegular, Size: 12, Line: 18}
	MetaMedium        = Style{Font: SansMedium, Size: 12, Line: 18}
	MetaBold          = Style{Font: SansSemiBold, Size: 12, Line: 18}
	MarginTag         = Style{Font: SansMedium, Size: 11, Line: 16}
	ChipText          = Style{Font: SansMedium, Size: 10, Line: 14}
	KeyCap            = Style{Font: SansMedium, Size: 11, Line: 16}
	Banner            = Style{Font: SansBold, Size: 12, Line: 18}
)

func (st Style) bold() bool {
	return st.Bold || st.Font == SansSemiBold || st.Font == SansBold || st.Font == SerifBold
}

func (st Style) serif() bool {
	return st.Font == Serif || st.Font == SerifBold || st.Font == SerifItalic
}

// textStyle is what stands for the weight where the theme's font is used.
func (st Style) textStyle() fyne.TextStyle { return fyne.TextStyle{Bold: st.Font == nil && st.Bold} }

// TextSize returns the size at which text is drawn: that of st and the user's
// text size, a whole number of units.
func (st Style) TextSize() float32 { return round(st.Size * Zoom()) }

// LineHeight returns the distance from one line to the next at the user's text
// size, a whole number of units.
func (st Style) LineHeight() float32 { return round(st.Line * Zoom()) }

// CapHeight returns the height of capitals at the user's text size. Text whose
// baseline is half of it below a line is centred on that line.
func (st Style) CapHeight() float32 {
	if st.serif() {
		return 0.67 * st.TextSize()
	}
	return 0.727 * st.TextSize()
}

// Centred returns the baseline of text that is centred on y.
func (st Style) Centred(y float32) float32 { return round(y + st.CapHeight()/2) }

// Baseline returns the baseline of text in a line whose top is at y.
func (st Style) Baseline(y float32) float32 { return st.Centred(y + st.LineHeight()/2) }
