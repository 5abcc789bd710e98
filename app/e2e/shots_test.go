//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestShots takes pictures of the window for people to judge; it tests
// nothing. “make shots” runs it.
func TestShots(t *testing.T) {
	if os.Getenv("BRIEFDESK_SHOTS") == "" {
		t.Skip("BRIEFDESK_SHOTS names no folder for pictures")
	}
	for _, v := range []view{
		{1440, 900, 1, 1},
		{1440, 900, 1, 2},
		{1024, 700, 1, 1},
		{1024, 700, 1, 2},
		{2560, 1440, 1, 1},
		{2880, 1800, 2, 1},
		{2880, 1800, 2, 2},
	} {
		t.Run(fmt.Sprintf("%dx%d-at-%g-%s", v.width, v.height, v.scale, []string{"", "light", "dark"}[v.theme]), func(t *testing.T) {
			d := open(t, v)
			d.firstStart()
			d.shot("normal")
		})
	}
	for _, theme := range []int{1, 2} {
		v := view{1440, 900, 1, theme}
		name := []string{"", "light", "dark"}[theme]
		t.Run("empty-"+name, func(t *testing.T) { emptyShot(t, v) })
		t.Run("overfull-"+name, func(t *testing.T) { overfullShots(t, v) })
		t.Run("dialogs-"+name, func(t *testing.T) { dialogShots(t, v) })
		t.Run("marking-"+name, func(t *testing.T) { markingShots(t, v) })
		t.Run("marking-narrow-"+name, func(t *testing.T) { markingShots(t, view{1024, 700, 1, theme}) })
		t.Run("keeping-"+name, func(t *testing.T) { keepingShots(t, v) })
		t.Run("templates-"+name, func(t *testing.T) { templateShots(t, v) })
		t.Run("templates-narrow-"+name, func(t *testing.T) { templateShots(t, view{1024, 700, 1, theme}) })
		t.Run("import-"+name, func(t *testing.T) { importShots(t, v) })
		t.Run("findings-"+name, func(t *testing.T) { findingShots(t, v) })
		t.Run("findings-narrow-"+name, func(t *testing.T) { findingShots(t, view{1024, 700, 1, theme}) })
		t.Run("interchange-"+name, func(t *testing.T) { interchangeShots(t, v) })
		t.Run("interchange-narrow-"+name, func(t *testing.T) { interchangeShots(t, view{1024, 700, 1, theme}) })
		t.Run("import-narrow-"+name, func(t *testing.T) { importShots(t, view{1024, 700, 1, theme}) })
		t.Run("word-"+name, func(t *testing.T) { wordShots(t, v) })
		t.Run("word-narrow-"+name, func(t *testing.T) { wordShots(t, view{1024, 700, 1, theme}) })
	}
}

func emptyShot(t *testing.T, v view) {
	d := prepare(t, v)
	d.prefer(map[string]any{"theme": v.theme, "started": true})
	d.start()
	d.settled()
	d.shot("window")
	d.keys("ctrl+2")
	d.settled()
	d.shot("passages")
}

func overfullShots(t *testing.T, v view) {
	d := prepare(t, v)
	dir := filepath.Join(d.dir, "many")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	body := strings.Repeat("A sentence that says what was decided, by whom, and when it is to be done. ", 12)
	for i := range 120 {
		title := fmt.Sprintf("Report number %d on the unusually long negotiations about the crossing at the border", i+1)
		text := fmt.Sprintf("%s\n\nThe first paragraph of report %d. %s\n\n", title, i+1, body) + strings.Repeat(body+"\n\n", 20)
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%03d.txt", i)), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	for _, command := range [][]string{{"import", dir}, {"demo", "-o", d.dir}} {
		if out, err := d.tool(d.binary, command...); err != nil {
			t.Fatalf("%v: %v %s", command, err, out)
		}
	}
	for _, a := range d.list("articles")[:60] {
		quote := strings.Fields(fmt.Sprint(a["title"]))
		words := fmt.Sprintf("The first paragraph of report %s. A sentence that says what was decided, by whom", quote[min(2, len(quote)-1)])
		d.tool(d.binary, "clip", fmt.Sprint(a["id"]), "--quote", words, "--tag", "crossing", "--tag", "a tag of several words")
	}
	d.start()
	d.settled()
	d.shot("sources")
	d.keys("ctrl+2", "ctrl+f")
	d.typed("decided paragraph")
	d.settled()
	d.shot("search")
}

// importShots takes pictures of an import's questions and results.
func importShots(t *testing.T, v view) {
	d := open(t, v)
	d.firstStart()
	d.keys("ctrl+o")
	d.typed(d.manyFiles())
	d.keys("Return")
	d.eventually("the files are read", func() bool { return len(d.list("articles")) == 3 })
	d.shot("which")
	d.keys("Return")
	d.eventually("the mails are read", func() bool { return len(d.list("articles")) == 6 })
	d.shot("result")
	d.keys("Escape", "ctrl+o")
	d.typed(filepath.Join(d.dir, "many", "deep", "page.html"))
	d.keys("Return")
	d.settled()
	d.shot("reader")
	d.keys("ctrl+shift+i")
	d.x("sleep", "1")
	d.settled()
	d.shot("details")
}

func dialogShots(t *testing.T, v view) {
	d := open(t, v)
	d.firstStart()
	for _, s := range []struct{ name, key string }{
		{"import", "ctrl+o"},
		{"paste", "ctrl+shift+v"},
		{"export", "ctrl+e"},
		{"details", "ctrl+d"},
		{"article", "ctrl+shift+i"},
		{"marking", "ctrl+shift+m"},
		{"quick-open", "ctrl+p"},
		{"palette", "ctrl+k"},
		{"shortcuts", "F1"},
	} {
		d.keys(s.key)
		d.settled()
		d.shot(s.name)
		d.keys("Escape")
	}
	d.click(500, 240) // a passage
	for _, s := range []struct{ name, key string }{{"tags", "ctrl+t"}, {"note", "ctrl+m"}} {
		d.keys(s.key)
		d.settled()
		d.shot(s.name)
		d.keys("Escape")
	}
	d.keys("ctrl+k")
	d.typed("con")
	d.settled()
	d.shot("palette-con")
	d.keys("Escape", "ctrl+l")
	d.settled()
	d.shot("similar")
	d.keys("ctrl+f")
	d.typed("dialoge cooperaton")
	d.settled()
	d.shot("search")
	d.keys("ctrl+a")
	d.typed("dialogue after:soon")
	d.settled()
	d.shot("search-problem")
	d.keys("Escape")
	d.keys("ctrl+o")
	d.typed(d.binary) // a file that cannot be read
	d.keys("Return")
	d.settled()
	d.shot("failed")
	d.keys("Escape", "ctrl+1", "Delete")
	d.settled()
	d.shot("delete")
	d.keys("Escape", "F8")
	d.settled()
	d.shot("findings")
	d.keys("Escape")
	d.keys("ctrl+shift+t")
	d.typed("We *should* wait, since nothing is known of the text.")
	d.settled()
	d.shot("editor")
	d.keys("Escape", "ctrl+shift+f")
	d.typed("cooperation")
	d.settled()
	d.shot("find")
	d.keys("Escape", "F7")
	d.settled()
	d.shot("proof")
	d.keys("Escape")
	d.openQuotation()
	d.keys("ctrl+shift+Right", "ctrl+shift+Right", "e", "ctrl+Right", "ctrl+shift+Right", "Delete", "ctrl+Right", "ctrl+shift+Right")
	d.settled()
	d.shot("quotation")
	d.keys("r")
	d.settled()
	d.shot("brackets")
}

// markingShots takes pictures of the marking of a briefing, of a block, and of what
// a recipient is kept from.
func markingShots(t *testing.T, v view) {
	d := open(t, v)
	d.firstStart()
	d.keys("F6", "F6", "Home", "Down")
	for _, s := range []struct{ name, key string }{{"why", "ctrl+shift+m"}, {"portion", "ctrl+shift+p"}, {"grade", "ctrl+g"}} {
		d.keys(s.key)
		d.settled()
		d.shot(s.name)
		d.keys("Escape")
	}
	d.shows("ctrl+e")
	d.keys("Tab", "Tab", "Tab", "Tab", "Tab") // past the buttons to the recipient
	d.settled()
	d.shot("export-focus")
}

// keepingShots takes pictures of the trash, the versions, the backups and what a
// damaged library is answered with.
func keepingShots(t *testing.T, v view) {
	d := open(t, v)
	d.firstStart()
	d.keys("ctrl+shift+t")
	d.typed("We *should* wait, since nothing is known of the text.")
	d.keys("Escape", "F6")
	d.trashed()
	for _, s := range []struct{ name, key string }{
		{"trash", "ctrl+shift+Delete"},
		{"versions", "ctrl+shift+h"},
		{"work", "ctrl+j"},
	} {
		d.keys(s.key)
		d.settled()
		d.shot(s.name)
		d.keys("Escape")
	}
	d.quit()
	d.start()
	d.eventually("there is a backup of the day", func() bool { return len(d.backups()) == 1 })
	d.quit()
	d.damage()
	d.start()
	d.settled()
	d.shot("damaged")
}
