//go:build e2e

package e2e

import (
	"path/filepath"
	"strings"
	"testing"
)

// TestMarkedAndSentOut marks a block, sees the banner follow, and sends each of two
// addressees a numbered copy.
func TestMarkedAndSentOut(t *testing.T) {
	d := prepare(t, usual)
	d.prefer(map[string]any{"theme": usual.theme, "folder": d.dir})
	d.start()
	d.firstStart()
	d.keys("F6", "F6", "Home", "Down") // the first text of the outline
	d.settled()
	d.shows("ctrl+shift+p")
	d.shot("portion")
	d.keys("End", "Return") // the highest level
	d.eventually("the block is marked", func() bool { return strings.Contains(d.note(), "TLP:RED") })
	d.shows("ctrl+shift+m")
	d.shot("why")
	d.keys("Escape")
	d.settled()
	d.shows("ctrl+e")
	d.click(940, 410) // the field for an addressee
	for _, name := range []string{"Deputy Director", "Private Office"} {
		d.typed(name)
		d.keys("Return")
		d.eventually(name+" is on the list", func() bool { return strings.Contains(d.note(), name) })
	}
	d.click(1040, 375) // a numbered copy each
	d.settled()
	d.shot("copies")
	d.click(1090, 754) // the button
	d.eventually("each has a copy", func() bool {
		files, err := filepath.Glob(filepath.Join(d.dir, "*_TLP-RED_*.pdf"))
		return err == nil && len(files) == 2
	})
}

// shows presses a key and waits until the screen is another.
func (d *desk) shows(key string) {
	d.t.Helper()
	picture := func() string {
		out, err := d.tool("import", "-window", "root", "-depth", "8", "rgb:-")
		if err != nil {
			d.t.Fatalf("take a picture of the screen: %v", err)
		}
		return out
	}
	before := picture()
	d.keys(key)
	d.eventually(key+" shows something", func() bool { return picture() != before })
}
