package app

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
	"briefdesk/app/session"
	"briefdesk/briefing"
)

// askTagsOf edits the tags of a passage, and completes them from those there are.
func (d *desk) askTagsOf(id briefing.ID) {
	d.withPassage(id, func(p briefing.Passage) {
		in := look.NewTextField("border, talks")
		list := newCompletions(in)
		counts := d.index.Tags()
		for _, t := range counts {
			list.all = append(list.all, tagOffered(t))
		}
		in.SetText(strings.Join(p.Tags, ", "))
		in.OnChanged = list.complete
		list.complete(in.Text())
		about := newLines("Parted by commas. Down goes through the tags there are, Enter takes one.", 420)
		about.set(about.text, look.Ink2)
		var closeIt func()
		save := func() {
			closeIt()
			d.editPassage("Tag passage", id, func(p *briefing.Passage) { p.Tags = tagsIn(in.Text()) })
		}
		in.OnSubmit = func(string) {
			if !list.take() {
				save()
			}
		}
		cancel := look.NewButton("", "Cancel", look.Quiet, func() { closeIt() })
		ok := look.NewButton("", "Save", look.Primary, save)
		closeIt = look.ShowDialog(d.win.Canvas(), look.Dialog{
			Title: "Tags of the passage", Content: container.NewVBox(in, about, list), Size: fyne.NewSize(468, 0),
			Buttons: []*look.Button{cancel, ok}, First: in.Input(),
		})
	})
}

func tagOffered(t session.Count) choosable {
	return choosable{text: t.Value, context: plural(t.N, "passage"), icon: look.IconTag}
}

// completions offers what a word in a field may be meant to be. The field keeps
// the keyboard.
type completions struct {
	widget.BaseWidget
	in      *look.TextField
	all     []choosable
	offered []choosable
	at      int // the one under the keys, or -1
}

// Measures of completions.
const (
	completionRow  = 28
	mostCompletion = 4
)

func newCompletions(in *look.TextField) *completions {
	c := &completions{in: in, at: -1}
	in.Input().OnKey = c.key
	c.ExtendBaseWidget(c)
	return c
}

// complete offers what the part behind the last comma may be.
func (c *completions) complete(text string) {
	done, word := lastPart(text)
	used := tagsIn(done)
	c.offered, c.at = nil, -1
	for _, o := range picked(word, c.all) {
		if len(c.offered) < mostCompletion && o.text != word && !slices.Contains(used, o.text) {
			c.offered = append(c.offered, o)
		}
	}
	c.Refresh()
}

// lastPart divides a list behind its last comma.
func lastPart(text string) (done, word string) {
	i := strings.LastIndex(text, ",") + 1
	return text[:i], strings.TrimSpace(text[i:])
}

// take puts what is under the keys into the field, if anything is.
func (c *completions) take() bool {
	if c.at < 0 || c.at >= len(c.offered) {
		return false
	}
	done, _ := lastPart(c.in.Text())
	if done != "" {
		done += " "
	}
	text := done + c.offered[c.at].text + ", "
	c.in.SetText(text)
	c.in.Input().CursorColumn = len([]rune(text))
	c.in.Input().Refresh()
	return true
}

func (c *completions) key(e *fyne.KeyEvent) bool {
	switch e.Name {
	case fyne.KeyDown:
		c.move(min(c.at+1, len(c.offered)-1))
	case fyne.KeyUp:
		c.move(max(c.at-1, -1))
	default:
		return false
	}
	return true
}

func (c *completions) move(to int) {
	c.at = to
	c.Refresh()
}

// CreateRenderer implements fyne.Widget. There is always room for all, so that
// nothing moves while one types.
func (c *completions) CreateRenderer() fyne.WidgetRenderer {
	return look.NewRenderer(c, c.draw, func() fyne.Size { return fyne.NewSize(300, mostCompletion*completionRow) })
}

func (c *completions) draw(p *look.Painter) {
	width := p.Size().Width
	for i, o := range c.offered {
		top := float32(i) * completionRow
		middle := top + completionRow/2
		p.Row(0, top, width, completionRow, look.RowState{Selected: i == c.at})
		p.Icon(o.icon, 10, middle-6, 12, look.Ink3)
		right := p.TextRight(o.context, look.Meta, look.Ink2, width-10, look.Meta.Centred(middle))
		emphasise(p, o, look.PaneText, look.PaneTextBold, 30, right-12, middle)
	}
}

// Tapped takes what is under the pointer.
func (c *completions) Tapped(e *fyne.PointEvent) {
	c.at = int(e.Position.Y / completionRow)
	c.take()
	look.Focus(c.in.Input())
}

// Cursor shows that a tag can be taken.
func (c *completions) Cursor() desktop.Cursor { return desktop.PointerCursor }
