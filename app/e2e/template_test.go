//go:build e2e

package e2e

import (
	"fmt"
	"strings"
	"testing"
)

// TestStoryOfTemplates starts a page of a chosen form by its keys, fills in its
// fields, gives it another form and takes that back.
func TestStoryOfTemplates(t *testing.T) {
	d := open(t, usual)
	d.firstStart()
	d.startBrief()
	made := d.noteCalled("Talks on transit")
	if !strings.Contains(made(), "template: bluf") || !strings.Contains(made(), "# Key judgements") {
		t.Fatalf("the new note is no page with its bottom line first:\n%s", made())
	}
	d.keys("F6", "F6", "Down", "Return", "ctrl+a")
	d.typed(strings.Repeat("We judge that talks will go on. ", 14))
	d.keys("Escape")
	d.eventually("the bottom line is written", func() bool { return strings.Contains(made(), "We judge that talks will go on.") })
	d.shot("too-long")
	d.keys("ctrl+shift+d")
	d.settled()
	d.keys("Home", "Down", "Down")
	d.settled()
	d.shot("change")
	d.keys("Return")
	d.eventually("the note has another form", func() bool {
		return strings.Contains(made(), "template: briefing-note") && strings.Contains(made(), "# Issue") && strings.Contains(made(), "We judge")
	})
	d.keys("ctrl+z")
	d.eventually("the change is undone", func() bool { return strings.Contains(made(), "template: bluf") && !strings.Contains(made(), "# Issue") })
}

// startBrief makes a page with its bottom line first, and gives it a title.
func (d *desk) startBrief() {
	d.t.Helper()
	d.keys("ctrl+n")
	d.settled()
	d.keys("Home", "Down", "Return")
	d.settled()
	d.typed("Talks on transit")
	d.keys("Return")
	d.eventually("the note has its title", func() bool { return d.noteCalled("Talks on transit")() != "" })
}

// noteCalled reads the Markdown of the briefing of a title, or nothing.
func (d *desk) noteCalled(title string) func() string {
	return func() string {
		for _, row := range d.list("briefings") {
			if row["title"] != title {
				continue
			}
			if out, err := d.tool(d.binary, "show", fmt.Sprint(row["id"])); err == nil {
				return out
			}
		}
		return ""
	}
}

// templateShots takes pictures of the choice of a template, of its fields and of
// what is too long.
func templateShots(t *testing.T, v view) {
	d := prepare(t, v)
	d.prefer(map[string]any{"theme": v.theme, "started": true})
	d.start()
	d.settled()
	d.keys("ctrl+n")
	d.settled()
	d.shot("choose")
	d.keys("Return")
	d.settled()
	d.shot("details")
	d.keys("Escape")
	d.startBrief()
	d.keys("F6", "F6", "Down", "Return", "ctrl+a")
	d.typed(strings.Repeat("We judge that talks will go on. ", 14))
	d.keys("Escape")
	d.settled()
	d.shot("too-long")
	d.keys("ctrl+shift+d")
	d.settled()
	d.keys("End")
	d.settled()
	d.shot("change")
}
