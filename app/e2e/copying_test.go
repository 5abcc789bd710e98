//go:build e2e

package e2e

import (
	"slices"
	"strings"
	"testing"

	"github.com/jezek/xgb"
	"github.com/jezek/xgb/xproto"

	"briefdesk/app/clipboard"
)

// TestStoryOfTheClipboard copies from each pane and pastes as another program does.
func TestStoryOfTheClipboard(t *testing.T) {
	d := open(t, usual)
	d.firstStart()
	d.keys("F6", "F6", "Home", "Down", "Down", "Down")
	d.copied("a block", "UTF8_STRING", func(s string) bool { return s != "" })
	d.keys("ctrl+2", "ctrl+a")
	d.copied("all passages", "UTF8_STRING", func(s string) bool { return strings.Count(s, "\n— ‘") >= 4 })
	d.shot("several")
	d.keys("ctrl+shift+e")
	d.eventually("the note is on the clipboard as a page", func() bool {
		page := d.paste("text/html")
		return strings.HasPrefix(page, "<!DOCTYPE html>") && strings.Contains(page, "<blockquote style=")
	})
	if text := d.paste("UTF8_STRING"); strings.Contains(text, "<p") || len(text) < 500 {
		t.Errorf("the text beside the page begins with %.80q", text)
	}
	d.shot("mail")
}

// TestALongPageIsPastedWhole holds the clipboard to what X11 asks of what is longer
// than a request.
func TestALongPageIsPastedWhole(t *testing.T) {
	d := prepare(t, usual)
	t.Setenv("DISPLAY", d.display())
	page := strings.Repeat("<p>A sentence that is long enough to be one of many.</p>\n", 20_000)
	if err := clipboard.Put(page, "text"); err != nil {
		t.Fatal(err)
	}
	if got := d.paste("text/html"); got != page {
		t.Errorf("%d of %d bytes are pasted", len(got), len(page))
	}
	if got := d.paste("UTF8_STRING"); got != "text" {
		t.Errorf("the text is %q", got)
	}
	if got := d.paste("image/png"); got != "" {
		t.Errorf("a picture of %d bytes is pasted", len(got))
	}
}

// copied copies what is selected, and waits until that is on the clipboard.
func (d *desk) copied(what, form string, so func(string) bool) {
	d.t.Helper()
	d.settled()
	d.keys("ctrl+shift+c")
	d.eventually(what+" is on the clipboard", func() bool { return so(d.paste(form)) })
}

func (d *desk) display() string {
	i := slices.IndexFunc(d.env, func(s string) bool { return strings.HasPrefix(s, "DISPLAY=:") })
	j := slices.IndexFunc(d.env[i+1:], func(s string) bool { return strings.HasPrefix(s, "DISPLAY=") })
	if j >= 0 {
		i += 1 + j
	}
	return strings.TrimPrefix(d.env[i], "DISPLAY=")
}

// paste asks the owner of the clipboard for what it has in a form, as a program does
// that pastes. It is empty where there is no such form.
func (d *desk) paste(form string) string {
	d.t.Helper()
	conn, err := xgb.NewConnDisplay(d.display())
	if err != nil {
		d.t.Fatal(err)
	}
	defer conn.Close()
	atom := func(name string) xproto.Atom {
		reply, err := xproto.InternAtom(conn, false, uint16(len(name)), name).Reply()
		if err != nil {
			d.t.Fatal(err)
		}
		return reply.Atom
	}
	window, err := xproto.NewWindowId(conn)
	if err != nil {
		d.t.Fatal(err)
	}
	xproto.CreateWindow(conn, 0, window, xproto.Setup(conn).DefaultScreen(conn).Root, 0, 0, 1, 1, 0, xproto.WindowClassInputOnly, 0,
		xproto.CwEventMask, []uint32{xproto.EventMaskPropertyChange})
	to, incr := atom("PASTED"), atom("INCR")
	take := func() (string, xproto.Atom) {
		reply, err := xproto.GetProperty(conn, true, window, to, xproto.GetPropertyTypeAny, 0, 1<<24).Reply()
		if err != nil {
			d.t.Fatal(err)
		}
		return string(reply.Value), reply.Type
	}
	xproto.ConvertSelection(conn, window, atom("CLIPBOARD"), atom(form), to, xproto.TimeCurrentTime)
	pasted, long := "", false
	for {
		event, failed := conn.WaitForEvent()
		if failed != nil || event == nil {
			d.t.Fatalf("paste: %v", failed)
		}
		switch e := event.(type) {
		case xproto.SelectionNotifyEvent:
			if e.Property == 0 {
				return ""
			}
			said, kind := take()
			if kind != incr {
				return said
			}
			long = true
		case xproto.PropertyNotifyEvent:
			if !long || e.State != xproto.PropertyNewValue {
				continue
			}
			said, _ := take()
			if said == "" {
				return pasted
			}
			pasted += said
		}
	}
}
