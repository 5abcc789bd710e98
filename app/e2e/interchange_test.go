//go:build e2e

package e2e

import (
	"fmt"
	"path/filepath"
	"strings"
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
	d.shows("ctrl+k")
	d.typed(name)
	d.x("sleep", "1") // while it is looked for
	d.settled()
	d.shows("Return")
}

// interchangeShots takes pictures of what files of other programs come to before they
// come in, of what is refused, and of what goes out.
func interchangeShots(t *testing.T, v view) {
	d := open(t, v)
	d.firstStart()
	title := d.list("articles")[0]["title"].(string)
	for _, f := range []struct{ name, command, file, text string }{
		{"references", "Import References", "library.ris", "TY  - RPRT\nTI  - A report on the crossing\nAU  - Doe, Jane\nDA  - 2020/03/04\nPB  - The Institute\nER  - \n" +
			"TY  - NOVEL\nTI  - A book of its own kind\nER  - \nTY  - NEWS\nTI  - " + title + "\nT2  - Another Paper\nAU  - Khan, Ayesha\nDA  - 2025/08/14\nLA  - ur\nUR  - https://example.org/a-long-address-of-an-article\nER  - \n"},
		{"references-many", "Import References", "many.bib", manyReferences()},
		{"references-nothing", "Import References", "nothing.bib", "@misc{, title = \n"},
		{"references-refused", "Import References", "damaged.json", "[{\"id\": \"a\"},\n{\"id\":"},
		{"passages", "Import Passages", "note.md", "# " + title + "\n\n“It is significant timing.” ([Khan, 2025, p. 4](zotero://select/library/items/X)) ([pdf](zotero://open-pdf/library/items/Y?page=4)) See also the minutes\n\n" +
			"“It was a significant time for all.” ([Khan, 2025, p. 5](zotero://select/library/items/X)) ([pdf](zotero://open-pdf/library/items/Y?page=5))\n\n([pdf](zotero://open-pdf/library/items/Y?page=6&annotation=Z))\n"},
		{"passages-new", "Import Passages", "readwise.csv", "Highlight,Title,Note,Tags\nThe report says that the crossing is safe,A report on the crossing,See page 3,border\nwords of a page that is not here,Another page,,\n"},
	} {
		path := filepath.Join(d.dir, f.file)
		d.write(path, []byte(f.text))
		d.command(f.command)
		d.typed(path)
		d.shows("Return")
		d.x("sleep", "1") // while the file is read
		d.settled()
		d.shot(f.name)
		if f.name == "references" || f.name == "passages" {
			d.keys("Tab", "Right")
			d.settled()
			d.shot(f.name + "-to-check")
		}
		d.keys("Escape")
	}
	for _, command := range []string{"Import References", "Export Sources", "Export Passages"} {
		d.command(command)
		d.shot(strings.ReplaceAll(strings.ToLower(command), " ", "-"))
		d.keys("Escape")
	}
}

// manyReferences is a file of BibTeX with more sources than a list shows.
func manyReferences() string {
	var s strings.Builder
	for i := range 2000 {
		fmt.Fprintf(&s, "@article{k%d, title = {Report number %d on the unusually long negotiations about the crossing at the border between the two countries}, "+
			"author = {Doe, Jane and Roe, John}, journal = {The Journal of Border Studies}, date = {2024-05-%02d}}\n", i, i+1, i%28+1)
	}
	return s.String()
}
