package app

import (
	"fmt"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"briefdesk/app/look"
	"briefdesk/briefing"
	"briefdesk/briefing/estimate"
)

// Measures of the dialog of probability scales, in units.
const (
	scalesWidth  = 760
	scalesHeight = 460
	scalesList   = 260
)

// scaleNone stands for reading likelihood by no scale.
var scaleNone = estimate.Scale{Title: "No scale"}

// askScale asks by which scale the open briefing's words of likelihood are to be
// read, and shows what each word stands for.
func (d *desk) askScale() {
	scales := append([]estimate.Scale{scaleNone}, estimate.Scales()...)
	now := max(slices.IndexFunc(scales, func(s estimate.Scale) bool { return strings.EqualFold(s.Name, d.briefing.Scale) }), 0)
	says := newFacts()
	list := newPickList(func(p *look.Painter, i int, a rowArea) { drawScale(p, scales[i], i == now, a) })
	list.setCount(len(scales))
	var closeIt func()
	cancel := look.NewButton("", "Cancel", look.Quiet, func() { closeIt() })
	use := look.NewButton("", "Use", look.Primary, func() {
		closeIt()
		d.useScale(scales[list.at])
	})
	list.onPick = func() {
		use.SetEnabled(list.at != now)
		says.show(scales[list.at].Title, aboutScale(scales[list.at]), bandFacts(scales[list.at]))
	}
	list.onEnter = func(int) { use.Tapped(nil) }
	closeIt = look.ShowDialog(d.win.Canvas(), look.Dialog{
		Title: "Probability scale", Content: container.New(&beside{scalesList}, listGround(list.scroll), container.New(insets{chooserPad, 0, 0, 0}, says.scroll)),
		Size: fyne.NewSize(scalesWidth, scalesHeight), Buttons: []*look.Button{cancel, use}, First: list,
	})
	list.choose(now)
}

func drawScale(p *look.Painter, s estimate.Scale, now bool, a rowArea) {
	right := a.right
	if now {
		right = p.ChipRight("Now", a.right, a.first()) - 8
	}
	p.Text(look.Ellipsis(s.Title, a.titleStyle(), right-a.left), a.titleStyle(), look.Ink, a.left, a.titleStyle().Centred(a.first()))
	about := "Words of likelihood as you like"
	if n := len(s.Bands); n > 0 {
		about = plural(n, "band")
	}
	p.Text(look.Ellipsis(about, look.Meta, a.right-a.left), look.Meta, look.Ink2, a.left, look.Meta.Centred(a.second()))
}

// aboutScale says what choosing a scale does.
func aboutScale(s estimate.Scale) string {
	if len(s.Bands) == 0 {
		return "Readers are not told what the note's words of likelihood stand for; where it uses some, that is a finding."
	}
	says := "A legend is printed where a note uses one of these words, and other words of likelihood are findings."
	if s.Note != "" {
		says += " " + sentence(s.Note)
	}
	return says
}

// bandFacts are the words of a scale by what they stand for.
func bandFacts(s estimate.Scale) []fact {
	all := make([]fact, len(s.Bands))
	for i, b := range s.Bands {
		all[i] = fact{label: fmt.Sprintf("%d–%d %%", b.From, b.To), lines: []string{strings.Join(b.Terms(), ", ")}}
	}
	return all
}

// useScale has likelihood read by a scale, or by none.
func (d *desk) useScale(s estimate.Scale) {
	if s.Name != "" {
		d.declare(s)
		return
	}
	d.editNote("Declare no scale", func(b *briefing.Briefing) { b.Scale = "" })
	d.toastUndo("Terms are read by no scale")
}
