package look

import (
	"fyne.io/fyne/v2"
)

// Style is a way of setting text: a face, and its size and line height in
// units before the user's text size is applied (see Zoom).
type Style struct {
	Font       fyne.Resource // nil for the font of the theme
	Size, Line float32
}

// The styles of the window. Source words are serif, our words are sans.
var (
	ArticleTitle      = Style{SerifBold, 28, 32}
	ArticleTitleSmall = Style{SerifBold, 24, 28} // in a reader under 640 wide
	Subtitle          = Style{SerifItalic, 18, 26}
	ArticleHeading    = Style{SerifBold, 18, 26}
	ArticleText       = Style{Serif, 15, 23}
	ArticleItalic     = Style{SerifItalic, 15, 23}
	ArticleBold       = Style{SerifBold, 15, 23}
	PullQuote         = Style{SerifItalic, 19, 27}
	SourceWords       = Style{Serif, 14, 20} // in outline and results
	OutlineDisclaimer = Style{SerifItalic, 13, 18}
	EmptyTitle        = Style{SerifBold, 26, 32}
	DialogTitle       = Style{SansSemiBold, 18, 26}
	BriefingTitle     = Style{SansSemiBold, 15, 22}
	RowTitle          = Style{SansMedium, 13, 20}
	RowTitleSelected  = Style{SansSemiBold, 13, 20}
	PaneText          = Style{SansRegular, 13, 20}
	PaneTextBold      = Style{SansSemiBold, 13, 20}
	Heading           = Style{SansSemiBold, 13, 20}
	ButtonText        = Style{SansSemiBold, 13, 20}
	GhostText         = Style{SansMedium, 13, 20} // the toolbar's buttons
	EmptyText         = Style{SansRegular, 14, 21}
	Meta              = Style{SansRegular, 12, 18}
	MetaMedium        = Style{SansMedium, 12, 18}
	MetaBold          = Style{SansSemiBold, 12, 18}
	MarginTag         = Style{SansMedium, 11, 16}
	ChipText          = Style{SansMedium, 10, 14}
	KeyCap            = Style{SansMedium, 11, 16}
	Banner            = Style{SansBold, 12, 18}
)

func (st Style) bold() bool {
	return st.Font == SansSemiBold || st.Font == SansBold || st.Font == SerifBold
}

func (st Style) serif() bool {
	return st.Font == Serif || st.Font == SerifBold || st.Font == SerifItalic
}

// textStyle is what stands for the weight where the theme's font is used.
func (st Style) textStyle() fyne.TextStyle { return fyne.TextStyle{Bold: st.Font == nil && st.bold()} }

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
