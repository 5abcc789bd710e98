package export

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/manuscript"
)

// annexed is the receipt as blocks of the annex: how many quotations were proved,
// a row for each, those that fail first, and the hashes of what was compared.
func (p Prepared) annexed(sources briefing.Sources) []manuscript.Block {
	r := p.receipt(sources)
	language := p.Manuscript.Language
	say := func(s string) string { return manuscript.Say(language, s) }
	how := fmt.Sprintf(say(manuscript.HowProved), r.Rules.Fold)
	blocks := []manuscript.Block{
		manuscript.Heading{Level: 1, Text: run(say("Verification receipt"))},
		manuscript.Paragraph{Text: []manuscript.Run{
			{Text: manuscript.Figures(language, fmt.Sprintf(say("%d of %d quotations verified."), r.Verified, r.Checked)), Bold: true, Sign: signOfAll(r)}, {Text: " " + how},
		}},
	}
	if len(r.Quotations) == 0 {
		return blocks
	}
	table := manuscript.Table{Align: make([]manuscript.Align, 6)}
	for _, head := range []string{"Note", "Quotation", "Para.", "Position", "Edits", "Proof"} {
		table.Head = append(table.Head, run(say(head)))
	}
	rows := slices.Clone(r.Quotations)
	slices.SortStableFunc(rows, func(a, b receiptRow) int { return cmp.Compare(a.Status.order(), b.Status.order()) })
	var hashes []string
	var last briefing.Hash // texts are named where they change
	for _, row := range rows {
		table.Rows = append(table.Rows, p.annexRow(row, sources))
		text := row.Snapshot
		if text == last {
			row.Snapshot = briefing.Hash{}
		}
		last = text
		hashes = append(hashes, row.hashes(p.noteOf(row))...)
	}
	return append(blocks, table, manuscript.Code{Lines: hashes})
}

func run(text string) []manuscript.Run { return []manuscript.Run{{Text: text}} }

// order puts what fails first.
func (s receiptStatus) order() int {
	return slices.Index([]receiptStatus{statusUnverified, statusVerified, statusUncheckable}, s)
}

// annexRow words what became of a quotation.
func (p Prepared) annexRow(row receiptRow, sources briefing.Sources) [][]manuscript.Run {
	language := p.Manuscript.Language
	say := func(s string) string { return manuscript.Say(language, s) }
	pr := p.proofs[row.Number-1]
	texts := []string{manuscript.Figures(language, p.noteOf(row)), "“" + ends(pr.shown.text) + "”", "–", "–", say("none"), say("verified")}
	if src, known := sources[pr.Quotation.Passage]; known && row.Range != nil {
		if n := src.Snapshot.Paragraph(src.Passage.Start); n > 0 {
			texts[2] = manuscript.Figures(language, strconv.Itoa(n))
		}
		texts[3] = fmt.Sprintf("%d–%d", row.Range.Start, row.Range.End)
		texts[4] = cmp.Or(manuscript.EditsInWords(pr.Quotation.Edits, language), texts[4])
	}
	switch row.Status {
	case statusUnverified:
		texts[5] = say("fails")
	case statusUncheckable:
		texts[4], texts[5] = "–", say("not checkable")
	case statusVerified:
	}
	cells := make([][]manuscript.Run, len(texts))
	for i, text := range texts {
		cells[i] = []manuscript.Run{{Text: text, Bold: row.Status == statusUnverified, Code: i == 3}}
	}
	if row.Status != statusUncheckable {
		cells[len(cells)-1][0].Sign = signOf(row.Status == statusVerified)
	}
	return cells
}

// signOfAll is the sign of all proofs together; there is none where nothing was to
// be proved.
func signOfAll(r receipt) manuscript.Sign {
	if r.Checked == 0 {
		return manuscript.NoSign
	}
	return signOf(r.Verified == r.Checked)
}

// signOf is a tick for what is proved, a cross for what is not.
func signOf(proved bool) manuscript.Sign {
	if proved {
		return manuscript.SignTick
	}
	return manuscript.SignCross
}

// noteOf is the number of the note about a quotation, or Q and its own where the
// note has none.
func (p Prepared) noteOf(row receiptRow) string {
	for _, n := range p.Manuscript.Notes {
		if n.Block == row.Block {
			return strconv.Itoa(n.Number)
		}
	}
	return "Q" + strconv.Itoa(row.Number)
}

// maxEnds is how many words at either end of a quotation say which is meant.
const maxEnds = 4

// ends are the first and the last words of a quotation.
func ends(text string) string {
	words := strings.Fields(text)
	if len(words) > 2*maxEnds+1 {
		words = slices.Concat(words[:maxEnds], []string{"…"}, words[len(words)-maxEnds:])
	}
	return strings.Join(words, " ")
}

// hashes are those of a row, a line each, the number of its note before the first.
func (row receiptRow) hashes(note string) []string {
	var lines []string
	for _, h := range []struct {
		label string
		hash  briefing.Hash
	}{{"text", row.Snapshot}, {"words", row.Exact}, {"printed", row.Printed}} {
		if !h.hash.IsZero() {
			lines = append(lines, fmt.Sprintf("%-4s %-8s %s", note, h.label, h.hash))
			note = ""
		}
	}
	return lines
}
