package app

import (
	"errors"
	"fmt"
	"slices"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"briefdesk/app/look"
	"briefdesk/briefing"
)

// wordSheet is the dialog of what was done to a note in Word, while it is open.
type wordSheet struct {
	desk    *desk
	review  *wordReview
	list    *rowList
	summary *lines
	says    *lines
	body    *comparison
	buttons struct{ show, all, keep, accept *look.Button }
	close   func()
	steps   int // of undo that were made
	done    []*wordThing
}

// Measures of the dialog, in units.
const (
	wordWidth  = 1000
	wordHeight = 620
	wordList   = 312
	wordLeast  = 936 // of what is in it, in the narrowest window
)

// showWordReview shows what was done in a document that is compared with its briefing
// as that is.
func (d *desk) showWordReview(r *wordReview) {
	if d.note != r.Briefing.ID {
		d.openNote(r.Briefing.ID)
	}
	v := &wordSheet{desk: d, review: r}
	v.open()
}

func (v *wordSheet) open() {
	v.body, v.says, v.summary = newComparison(), newLines("", wordLeast-wordList-2*comparisonPad), newLines("", wordLeast)
	v.list = newPickList(v.drawRow)
	v.list.onPick = v.showPicked
	v.list.onEnter = func(int) { v.accept() }
	v.list.onDelete = v.keep
	b := &v.buttons
	b.show = look.NewButton("", "Show in Briefing", look.Quiet, v.showInBriefing)
	closing := look.NewButton("", "Close", look.Quiet, func() { v.close() })
	b.all = look.NewButton("", "Accept All", look.Quiet, v.acceptAll)
	b.keep = look.NewButton("", "Keep Mine", look.Quiet, v.keep)
	b.accept = look.NewButton("", "Accept", look.Primary, v.accept)
	closeIt := look.ShowDialog(v.desk.win.Canvas(), look.Dialog{
		Title: look.Ellipsis("What was done in “"+v.review.name+"” to “"+titleOf(v.review.Briefing), look.DialogTitle, wordLeast-16) + "”",
		Content: container.NewBorder(container.New(insets{0, 0, 0, 10}, v.summary), nil, nil, nil, container.New(&beside{wordList},
			listGround(v.list.scroll), container.NewBorder(container.New(insets{comparisonPad, 0, comparisonPad, 8}, v.says), nil, nil, nil, v.body.scroll))),
		Size: fyne.NewSize(wordWidth, wordHeight), Buttons: []*look.Button{b.show, closing, b.all, b.keep, b.accept}, First: v.list,
		OnCancel: v.end,
	})
	v.close = func() {
		closeIt()
		v.end()
	}
	v.list.setCount(len(v.review.things))
	v.pickOpen(0)
}

// end says what was accepted while the dialog was open.
func (v *wordSheet) end() {
	d, left := v.desk, len(v.review.open())
	said := "Accepted " + countedThings(v.done)
	if len(v.done) == 0 {
		said = "Nothing was accepted"
	}
	if left > 0 {
		d.frame.toasts.Say(look.Notice{Text: said + "; " + fmt.Sprint(left) + " left to decide", Action: "Go On", OnAction: func() { d.do((*desk).hasWordReview, (*desk).showLastWord) }})
		return
	}
	if v.steps == 1 {
		d.toastUndo(said)
		return
	}
	d.toast(said)
}

// picked is the thing in question, or nil.
func (v *wordSheet) picked() *wordThing {
	picks := v.list.picks()
	if len(picks) == 0 {
		return nil
	}
	return v.review.things[picks[0]]
}

// pickOpen picks the next thing from i on that is still to be decided, if there is one.
func (v *wordSheet) pickOpen(i int) {
	things := v.review.things
	for n := range things {
		if at := (i + n) % len(things); things[at].isOpen() {
			v.list.choose(at)
			return
		}
	}
	v.showPicked()
}

func (v *wordSheet) showPicked() {
	v.summarise()
	t := v.picked()
	if t == nil {
		return
	}
	b := v.buttons
	v.says.set(t.says, look.Ink2)
	v.body.show(setStanzas(t.words, v.body.scroll.Size().Width))
	writable := v.desk.writable()
	b.accept.SetLabel(t.accept)
	if t.accept == "" {
		b.accept.SetLabel("Accept")
	}
	b.accept.SetEnabled(t.accept != "" && !t.taken && writable)
	b.keep.SetLabel(t.keep)
	b.keep.SetEnabled(t.isOpen())
	b.show.SetEnabled(v.review.has(t.block))
	together := len(v.review.together())
	b.all.SetLabel("Accept All " + fmt.Sprint(together))
	b.all.SetEnabled(together > 0 && writable)
}

// summarise says how much was done, and how much of it is left to decide.
func (v *wordSheet) summarise() {
	r := v.review
	said := countedThings(r.things) + "."
	switch open := len(r.open()); {
	case open == 0:
		said += " All of it is decided."
	case open < len(r.things):
		said += fmt.Sprintf(" %d left to decide.", open)
	default:
		said += " Nothing is taken over unless you accept it."
	}
	v.summary.set(said+r.since(), look.Ink2)
}

func (v *wordSheet) drawRow(p *look.Painter, i int, a rowArea) {
	t := v.review.things[i]
	right, ink := a.right, look.Ink
	switch {
	case t.taken:
		ink = look.Ink2
		right = decidedMark(p, "Accepted", look.IconCheck, look.OK, a)
	case t.kept:
		ink = look.Ink2
		right = decidedMark(p, t.keptWord(), look.IconMinus, look.Ink3, a)
	}
	style := a.titleStyle()
	if t.words[0].serif {
		style = look.SourceWords
	}
	p.Text(look.Ellipsis(t.title, style, a.right-a.left), style, ink, a.left, style.Centred(a.first()))
	colours := labelColours[t.label]
	x := p.Reason(t.label, a.left, a.second(), colours.ink, colours.fill) + 8
	p.Text(look.Ellipsis(t.where, look.Meta, right-x), look.Meta, look.Ink2, x, look.Meta.Centred(a.second()))
}

// decidedMark draws what was decided at the right of a row's second line, and returns
// where it begins.
func decidedMark(p *look.Painter, says string, icon look.IconName, ink fyne.ThemeColorName, a rowArea) float32 {
	x := p.TextRight(says, look.Meta, look.Ink2, a.right, look.Meta.Centred(a.second())) - 16
	p.Icon(icon, x, a.second()-6, 12, ink)
	return x - 8
}

// accept takes the picked thing over.
func (v *wordSheet) accept() {
	if t := v.picked(); t != nil && !v.buttons.accept.Disabled() {
		v.take(t.step+" from Word", t)
	}
}

// acceptAll takes over all that can be accepted at once, as one step of undo.
func (v *wordSheet) acceptAll() {
	if things := v.review.together(); len(things) > 0 && !v.buttons.all.Disabled() {
		v.take("Accept "+countedThings(things)+" from Word", things...)
	}
}

// errMeanwhile is why things cannot be accepted: the note is not what was compared.
var errMeanwhile = errors.New("the briefing has changed meanwhile; open the review again")

func (v *wordSheet) take(name string, things ...*wordThing) {
	d, r := v.desk, v.review
	at := v.list.at
	err := d.session.EditBriefing(name, r.Briefing.ID, func(b *briefing.Briefing) error {
		if !r.stands(r.taken, *b) {
			return errMeanwhile
		}
		after, err := r.with(append(slices.Clone(r.taken), things)...)
		*b = after
		return err
	})
	if err != nil {
		d.fail("That is not taken over", err)
		return
	}
	r.accept(things)
	v.done, v.steps = append(v.done, things...), v.steps+1
	v.list.Refresh()
	v.pickOpen(at)
}

// keep leaves the note as it is where the picked thing would change it.
func (v *wordSheet) keep() {
	if t := v.picked(); t != nil && !v.buttons.keep.Disabled() {
		t.kept = true
		v.list.Refresh()
		v.pickOpen(v.list.at)
	}
}

// showInBriefing closes the dialog and shows the block that the picked thing is about.
func (v *wordSheet) showInBriefing() {
	t := v.picked()
	if t == nil || !v.review.has(t.block) {
		return
	}
	v.close()
	was := v.review.Briefing.Blocks[t.block-1]
	if i := slices.IndexFunc(v.desk.blocks(), func(b briefing.Block) bool { return b.Equal(was) }); i >= 0 {
		v.desk.goToBlock(i)
	}
}
