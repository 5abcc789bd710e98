//go:build e2e

package e2e

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
)

// TestStoryOfManyFiles imports a folder with good files, a mailbox and one file
// that cannot be read until it has been mended.
func TestStoryOfManyFiles(t *testing.T) {
	d := open(t, usual)
	d.firstStart()
	dir := d.manyFiles()
	d.keys("ctrl+o")
	d.typed(dir)
	d.keys("Return")
	d.eventually("the files but the mailbox are in the library", func() bool { return len(d.list("articles")) == 1+2 })
	d.shot("which")
	d.keys("Down", "space", "Return") // but for the second mail
	d.eventually("the chosen mails are in the library", func() bool { return len(d.list("articles")) == 1+2+2 })
	d.shot("result")
	d.write(filepath.Join(dir, "broken.pdf"), []byte("A text after all\n\nWith a sentence.\n"))
	d.keys("Return") // try again
	d.eventually("the mended file is in the library", func() bool { return len(d.list("articles")) == 1+2+2+1 })
	for _, a := range d.list("articles") {
		if a["title"] == "Mail 2" {
			t.Error("a mail that was not chosen was imported")
		}
	}
}

// manyFiles is a folder of files of several formats, one of them broken.
func (d *desk) manyFiles() string {
	d.t.Helper()
	dir := filepath.Join(d.dir, "many")
	var mails strings.Builder
	for i := range 3 {
		fmt.Fprintf(&mails, "From a\nFrom: A <a@example.org>\nDate: Mon, %d Mar 2026 10:00:00 +0000\nSubject: Mail %d\n\nSentence %d of the box.\n\n", i+2, i+1, i+1)
	}
	for name, content := range map[string]string{
		"plain.txt":      "A plain text\n\nWith a sentence of its own.\n",
		"deep/page.html": page,
		"deep/box.mbox":  mails.String(),
		"broken.pdf":     "%PDF-1.4\nno more than this",
	} {
		d.write(filepath.Join(dir, name), []byte(content))
	}
	return dir
}

// page has what a reader may meet in an article, and a notice beside it that may
// be none of the article's.
const page = `<html lang="en"><head><title>How the crossing is run – Example Times</title><meta name="author" content="Ann Author"></head>
<body><article><h1>How the crossing is run</h1>
<p>The crossing is run by two offices, which publish <b>figures every month</b> and a <i>report every year</i>. What they publish agrees in most places, and where it does not both say so.</p>
<h2>The figures</h2>
<table><caption>Table 1. Crossings in thousands</caption><tr><th>Year</th><th>Lorries</th><th>Persons</th></tr><tr><td>2024</td><td>97</td><td>988, of whom a third were on foot</td></tr><tr><td>2025</td><td>131</td><td>1,310</td></tr></table>
<h2>The rules</h2>
<ul><li>Nobody crosses at night.<ul><li>The exception is an ambulance, which rings before it comes.</li></ul></li><li>Everybody is written down.</li></ul>
<blockquote><p>We have never turned away a lorry that had its papers in order, and we never shall.</p></blockquote>
<p>The office keeps its list in a form that anybody can read, which has not been changed for ten years:</p>
<pre><code>date;lorries;persons
2025-01-01;312;4110</code></pre>
</article><footer><p>Views expressed by contributors are their own and do not necessarily reflect those of Example Times.</p></footer></body></html>`
