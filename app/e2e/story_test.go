//go:build e2e

package e2e

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// sentence stands in the fourth paragraph of the article.
const sentence = "It is significant timing."

// TestStoryByMouse does the job of a desk officer with mouse and keys.
func TestStoryByMouse(t *testing.T) {
	d := open(t, usual)
	d.firstStart()
	d.importArticle()
	d.drag(348, 754, 500, 754) // over the sentence
	d.shot("selected")
	d.click(397, 716) // the green dot of the selection bar
	d.eventually("the sentence is a passage", func() bool { return len(d.list("passages")) == 5 })
	d.drag(348, 754, 500, 754)
	d.keys("b")
	d.arranged()
	d.shot("arranged")
	d.holds(d.exported(), sentence, "We should wait.", "5 of 5 quotations verified")
}

// TestStoryByKeyboard does it again without a mouse.
func TestStoryByKeyboard(t *testing.T) {
	d := open(t, usual)
	d.firstStart()
	d.importArticle()
	d.keys("ctrl+shift+f")
	d.typed(sentence)
	d.keys("Return", "Escape", "2")
	d.eventually("the sentence is a passage", func() bool { return len(d.list("passages")) == 5 })
	d.keys("b")
	d.arranged()
	d.holds(d.exported(), sentence, "We should wait.", "5 of 5 quotations verified")
}

// TestKilledAndStartedAgain shows the last saved state.
func TestKilledAndStartedAgain(t *testing.T) {
	d := open(t, usual)
	d.firstStart()
	d.keys("ctrl+shift+t")
	d.typed("Not to be lost.")
	d.eventually("the text is saved", func() bool { return strings.Contains(d.note(), "Not to be lost.") })
	d.program.Process.Kill()
	d.program.Wait()
	d.start()
	d.eventually("the briefing is open again", func() bool {
		title, _ := d.tool("xdotool", "getwindowname", d.window)
		return strings.Contains(title, "Pakistan")
	})
	d.shot("again")
	if !strings.Contains(d.note(), "Not to be lost.") {
		t.Error("what was saved is gone")
	}
}

// TestStoryOfSearch finds a passage by a slip of the finger, quotes it, and goes
// on by the palette.
func TestStoryOfSearch(t *testing.T) {
	d := open(t, usual)
	d.firstStart()
	d.importArticle()
	d.keys("ctrl+2", "ctrl+f")
	d.typed("cryptocurencies abusd")
	d.settled() // what was found is shown
	d.shot("found")
	d.keys("Down", "ctrl+Return")
	quotes := func(n int) func() bool {
		return func() bool { return strings.Count(d.note(), "abused by terror networks") == n }
	}
	d.eventually("the passage is quoted again", quotes(2))
	d.keys("ctrl+k")
	d.typed(">undo")
	d.settled()
	d.keys("Return")
	d.eventually("the palette has undone it", quotes(1))
	d.keys("ctrl+k")
	d.typed("advice")
	d.settled()
	d.shot("palette")
	d.keys("Return", "ctrl+shift+t")
	d.typed("Found by name.")
	d.eventually("text is added at the heading that was gone to", func() bool {
		note := d.note()
		at := strings.Index(note, "Found by name.")
		return at >= 0 && at > strings.Index(note, "# Advice")
	})
}

// firstStart waits until the sample is there.
func (d *desk) firstStart() {
	d.t.Helper()
	d.eventually("the sample briefing is made", func() bool { return len(d.list("briefings")) == 1 && len(d.list("passages")) == 4 })
	d.eventually("the sample briefing is open", func() bool {
		title, _ := d.tool("xdotool", "getwindowname", d.window)
		return strings.Contains(title, "Pakistan")
	})
}

// importArticle imports an article by its path.
func (d *desk) importArticle() {
	d.t.Helper()
	d.keys("ctrl+o")
	d.typed(d.article())
	d.keys("Return")
	d.eventually("the article is in the library", func() bool { return len(d.list("articles")) == 2 })
}

// arranged adds own text after the quotation, moves it above, undoes and does
// it again.
func (d *desk) arranged() {
	d.t.Helper()
	const text = "We should wait."
	inOrder := func(first, second string) func() bool {
		return func() bool {
			note := d.note()
			a, b := strings.Index(note, first), strings.Index(note, second)
			return a >= 0 && b > a
		}
	}
	d.eventually("the sentence is quoted", func() bool { return strings.Contains(d.note(), sentence) })
	d.keys("ctrl+shift+t")
	d.typed(text)
	d.eventually("the text is in the briefing", inOrder(sentence, text))
	d.keys("Escape", "alt+Up")
	d.eventually("the text stands above the quotation", inOrder(text, sentence))
	d.keys("ctrl+z")
	d.eventually("the move is undone", inOrder(sentence, text))
	d.keys("ctrl+y")
	d.eventually("the move is done again", inOrder(text, sentence))
}

// exported exports the open briefing by its keys and returns the PDF's text.
func (d *desk) exported() string {
	d.t.Helper()
	out := filepath.Join(d.dir, "note.pdf")
	d.keys("ctrl+e", "ctrl+a")
	d.typed(out)
	d.keys("Return")
	d.eventually("the PDF is written", func() bool {
		info, err := os.Stat(out)
		return err == nil && info.Size() > 0
	})
	text, err := d.tool("pdftotext", out, "-")
	if err != nil {
		d.t.Fatal(err)
	}
	return strings.Join(strings.Fields(strings.ReplaceAll(text, "\u00ad\n", "")), " ")
}

func (d *desk) holds(text string, words ...string) {
	d.t.Helper()
	for _, w := range words {
		if !strings.Contains(text, w) {
			d.t.Errorf("%q is not in:\n%s", w, text)
		}
	}
}
