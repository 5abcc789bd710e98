//go:build e2e

package e2e

import (
	"path/filepath"
	"testing"
)

// TestStoryOfReferences brings in sources and passages of other programs, each
// shown before.
func TestStoryOfReferences(t *testing.T) {
	d := open(t, usual)
	d.firstStart()
	title := d.list("articles")[0]["title"].(string)
	sources, passages := filepath.Join(d.dir, "library.ris"), filepath.Join(d.dir, "annotations.csv")
	d.write(sources, []byte("TY  - RPRT\nTI  - A report on the crossing\nAU  - Doe, Jane\nDA  - 2020/03/04\nPB  - The Institute\nER  - \n"+
		"TY  - NOVEL\nTI  - A book of its own kind\nER  - \nTY  - NEWS\nTI  - "+title+"\nT2  - Another Paper\nLA  - ur\nER  - \n"))
	d.write(passages, []byte("Highlight,Title,Note\nThe report says that the crossing is safe,A report on the crossing,See page 3\nwords of a page that is not here,Another page,\n"))
	d.command("Import References")
	d.typed(sources)
	d.keys("Return")
	d.settled()
	d.shot("references")
	d.keys("Return")
	d.eventually("the sources are in the library", func() bool { return len(d.list("articles")) == 3 })
	d.command("Import Passages")
	d.typed(passages)
	d.keys("Return")
	d.settled()
	d.shot("passages")
	before := len(d.list("passages"))
	d.keys("Return")
	d.eventually("the passages are in the library", func() bool { return len(d.list("passages")) == before+2 && len(d.list("articles")) == 4 })
	d.command("Review Changed Passages")
	d.shot("orphans")
	d.keys("Escape")
	d.command("Export Sources")
	d.shot("export")
	d.keys("Escape")
}

// command runs a command by its name.
func (d *desk) command(name string) {
	d.t.Helper()
	d.keys("ctrl+k")
	d.typed(name)
	d.settled()
	d.keys("Return")
	d.settled()
}
