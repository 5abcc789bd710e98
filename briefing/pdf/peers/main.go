// Peers sets a Markdown briefing with fpdf's own MultiCell: greedy lines, no
// hyphens, no kerning, no tags. It is what the cost of our pages is compared with,
// and a module of its own, so that the program does not hold it. Run it with
//
//	go run . -roman SERIF.ttf -bold SERIF-BOLD.ttf NOTE.md OUT.pdf
//
// Beside it, typst.mjs sets the same briefing with Typst; docs/pdf.md has the
// figures of both.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"strings"

	"github.com/go-pdf/fpdf"
)

func main() {
	roman := flag.String("roman", "", "the `FILE` of the font")
	bold := flag.String("bold", "", "the `FILE` of the font of headings")
	flag.Parse()
	if err := run(*roman, *bold, flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "peers:", err)
		os.Exit(1)
	}
}

func run(roman, bold string, args []string) error {
	if len(args) != 2 {
		return errors.New("give a note and the file to write")
	}
	note, err := os.ReadFile(args[0])
	if err != nil {
		return err
	}
	_, body, ok := strings.Cut(strings.TrimPrefix(string(note), "---\n"), "\n---\n")
	if !ok {
		return fmt.Errorf("%s has no front matter", args[0])
	}
	p := fpdf.New("P", "pt", "A4", "")
	for style, file := range map[string]string{"": roman, "B": bold} {
		program, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		p.AddUTF8FontFromBytes("serif", style, program)
	}
	p.SetMargins(71, 71, 71)
	p.SetAutoPageBreak(true, 71)
	p.SetFooterFunc(func() {
		p.SetY(-40)
		p.SetFont("serif", "", 9)
		p.CellFormat(0, 10, fmt.Sprint(p.PageNo()), "", 0, "C", false, 0, "")
	})
	p.AddPage()
	for block := range strings.SplitSeq(body, "\n\n") {
		set(p, strings.TrimSpace(block))
	}
	return p.OutputFileAndClose(args[1])
}

// set sets a block by what it begins with.
func set(p *fpdf.Fpdf, block string) {
	style, size, leading, inset, align := "", 10.5, 14.7, 0.0, "J"
	switch {
	case strings.HasPrefix(block, "## "):
		style, size, leading, align = "B", 12, 17, "L"
	case strings.HasPrefix(block, "# "):
		style, size, leading, align = "B", 14, 20, "L"
	case strings.HasPrefix(block, ">"):
		inset = 20
	}
	p.SetFont("serif", style, size)
	p.SetX(71 + inset)
	p.MultiCell(595-142-2*inset, leading, strings.NewReplacer("> ", "", ">\n", "").Replace(strings.TrimLeft(block, "# ")), "", align, false)
	p.Ln(leading / 2)
}
