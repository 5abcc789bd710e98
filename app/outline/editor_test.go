package outline

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"briefdesk/app/look"
)

func control(name fyne.KeyName) fyne.Shortcut {
	return &desktop.CustomShortcut{KeyName: name, Modifier: fyne.KeyModifierShortcutDefault}
}

func (d *desk) entry() *entry {
	d.t.Helper()
	if d.list.editor == nil {
		d.t.Fatal("no editor is open")
	}
	return d.list.editor.entry
}

// hasKeys reports whether the entry of the editor has the keyboard.
func (d *desk) hasKeys() bool {
	return d.list.editor != nil && d.w.Canvas().Focused() == fyne.Focusable(d.list.editor.entry)
}

func TestEnterEditsAndEscapeEnds(t *testing.T) {
	d := newDesk(t, "# A", "one")
	d.Select(1)
	d.key(fyne.KeyReturn)
	if !d.hasKeys() {
		t.Fatal("Enter does not open the editor")
	}
	test.Type(d.entry(), " and")
	d.want("text 1", "text 1", "text 1", "text 1")
	d.wantOrder("A", "one and")
	d.entry().TypedKey(&fyne.KeyEvent{Name: fyne.KeyEscape})
	d.want("done 1")
	if d.Editing() != -1 || d.Selected() != 1 || !d.list.focused {
		t.Error("Esc does not go back to the block")
	}
	if !d.sees("one and") {
		t.Error("the text is lost")
	}
}

func TestControlEnterEnds(t *testing.T) {
	d := newDesk(t, "one")
	d.Edit(0)
	d.entry().TypedShortcut(control(fyne.KeyReturn))
	d.want("done 0")
}

func TestHeadingIsALine(t *testing.T) {
	d := newDesk(t, "# A", "one")
	d.Edit(0)
	test.Type(d.entry(), "b")
	d.entry().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	d.want("text 0", "done 0")
	d.wantOrder("Ab", "one")
}

func TestQuotationCannotBeTypedOver(t *testing.T) {
	d := newDesk(t, "“two”", "---")
	d.Edit(0)
	d.Edit(1)
	d.Edit(7)
	d.Edit(-1)
	if d.Editing() != -1 {
		t.Error("there is an editor of words that are not one’s own")
	}
}

func TestEditorStaysWithItsBlock(t *testing.T) {
	d := newDesk(t, "one", "two")
	d.Edit(1)
	test.Type(d.entry(), "!")
	d.log = nil
	d.items = append([]Item{parse("new")}, d.items...)
	d.show()
	if d.Editing() != 2 || d.entry().Text != "two!" || !d.hasKeys() {
		t.Errorf("the editor is at %d with %q", d.Editing(), d.entry().Text)
	}
	d.items[2].Text = "undone"
	d.show()
	if got := d.entry().Text; got != "undone" {
		t.Errorf("the editor says %q, want what its block says", got)
	}
	d.want()
	d.items = d.items[:2]
	d.show()
	if d.Editing() != -1 {
		t.Error("the editor of a block that is gone stays open")
	}
	d.want()
}

func TestLateBlocksTakeNoLetters(t *testing.T) {
	d := newDesk(t, "one")
	var reported []string
	d.OnText = func(_ int, text string) { reported = append(reported, text) }
	d.Edit(0)
	test.Type(d.entry(), " or two")
	for _, late := range append([]string{"one"}, reported...) {
		d.items[0].Text = late
		d.show()
		if got := d.entry().Text; got != "one or two" {
			t.Fatalf("after %q came the editor says %q", late, got)
		}
	}
	d.items[0].Text = "one"
	d.show()
	if got := d.entry().Text; got != "one" {
		t.Errorf("the editor says %q, want the text that was undone to", got)
	}
}

func TestClickOnAnotherBlockEnds(t *testing.T) {
	d := newDesk(t, "one", "two")
	d.Edit(0)
	d.click(d.on(1, 200))
	d.want("done 0", "select 1")
}

func TestFootKeepsTheKeys(t *testing.T) {
	d := newDesk(t, "one")
	d.Edit(0)
	for _, s := range d.list.spots[:len(markups)] {
		d.click(s.at.AddXY(5, 5))
		if !d.hasKeys() {
			t.Fatal("a click on the foot takes the keys from the editor")
		}
	}
	d.log = nil
	d.click(d.textSpot("Done"))
	d.want("done 0")
}

func TestMarks(t *testing.T) {
	tests := []struct {
		name, text, selected string
		mark                 markup
		want                 string
	}{
		{"bold", "one", "one", bold, "**one**"},
		{"bold again", "**one**", "**one**", bold, "one"},
		{"italic", "one", "one", italic, "*one*"},
		{"link", "one", "one", link, "[one](https://)"},
		{"list", "one\ntwo", "one\ntwo", bullet, "- one\n- two"},
		{"list again", "- one\n- two", "- one\n- two", bullet, "one\ntwo"},
		{"list at the caret", "one\ntwo", "", bullet, "one\n- two"},
		{"nothing selected", "one ", "", bold, "one ****"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d := newDesk(t, tt.text)
			d.Edit(0)
			if tt.selected != "" {
				d.entry().TypedShortcut(&fyne.ShortcutSelectAll{})
			}
			d.list.mark(tt.mark)
			if got := d.items[0].Text; got != tt.want {
				t.Errorf("the text is %q, want %q", got, tt.want)
			}
			d.entry().TypedShortcut(&fyne.ShortcutUndo{})
		})
	}
}

func TestCaretStandsBetweenTheMarks(t *testing.T) {
	d := newDesk(t, "")
	d.Edit(0)
	d.entry().TypedShortcut(control(fyne.KeyB))
	test.Type(d.entry(), "so")
	if got := d.items[0].Text; got != "**so**" {
		t.Errorf("the text is %q, want **so**", got)
	}
}

func TestCaretOfLongTextStaysInView(t *testing.T) {
	d := newDesk(t, "one", "two")
	d.Edit(0)
	line := look.PaneText.LineHeight()
	inView := func(when string) {
		t.Helper()
		r, _ := d.list.rowOf(0)
		caret := r.top + float32(d.entry().CursorRow)*line - d.scroll.Offset.Y
		if caret < 0 || caret+line > d.scroll.Size().Height {
			t.Errorf("%s the caret is at %v of %v", when, caret, d.scroll.Size().Height)
		}
	}
	for range 60 {
		d.entry().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	inView("after typing")
	d.Select(0)
	inView("after selecting the block")
	for range 60 {
		d.entry().TypedKey(&fyne.KeyEvent{Name: fyne.KeyUp})
	}
	inView("after going up")
	d.list.done()
	d.Edit(0)
	inView("at the end")
}

func TestEditorGrowsWithItsText(t *testing.T) {
	d := newDesk(t, "one", "two")
	d.Edit(0)
	before, _ := d.list.rowOf(1)
	for range 6 {
		d.entry().TypedKey(&fyne.KeyEvent{Name: fyne.KeyReturn})
	}
	after, _ := d.list.rowOf(1)
	if after.y <= before.y {
		t.Errorf("seven lines take as much room as one: the next row is at %v, was at %v", after.y, before.y)
	}
	if got, want := d.entry().Size().Height, d.entry().MinSize().Height; got < want {
		t.Errorf("the entry is %v high, needs %v", got, want)
	}
}
