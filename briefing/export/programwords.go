package export

import (
	"slices"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/docx"
)

// written compares a block that the program writes.
func (c *comparison) written(n int, sent, back string, isGone bool) {
	switch {
	case plainly(sent) == plainly(back):
	case isGone:
		c.edited(n, lines(sent), "was taken out in Word; take its block out of the note if it is to go")
	default:
		c.edited(n, lines(back), "was changed in Word, and is the program's; change what it is made from")
	}
}

// edited adds a finding about words that the program writes. It is not known who
// changed them where another version of the note went out.
func (c *comparison) edited(n int, words, what string) {
	if c.Older {
		return
	}
	c.Findings = append(c.Findings, briefing.Finding{
		Rule: RuleProgramEdited, Severity: briefing.SeverityWarning, Block: n, Text: words, Message: "“" + shortened(words) + "” " + what,
	})
}

// shortened is the beginning of words, to name them by.
func shortened(words string) string {
	const most = 60
	rs := []rune(plainly(words))
	if len(rs) <= most {
		return string(rs)
	}
	return strings.TrimSpace(string(rs[:most])) + " …"
}

// program looks at the paragraphs of no block: those that the program did not write
// are new, or were its own and have been changed. So it does with what stands at the
// head and the foot of pages.
func (c *comparison) program(sent, back docx.Document) {
	ours, theirs, after := unkeyed(sent), unkeyed(back), followed(back)
	words, their := wordsOfAll(ours), wordsOfAll(theirs)
	with := paired(len(their), len(words), func(i, j int) bool { return their[i] == words[j] }, func(i, j int) bool {
		return theirs[i].Style == ours[j].Style && docx.IsProgramStyle(ours[j].Style) || alike(their[i], words[j])
	})
	for i, p := range theirs {
		switch {
		case with[i] < 0 && !docx.IsContents(p.Style):
			c.inserted(after[i], p)
		case with[i] >= 0 && their[i] != words[with[i]] && !c.decided(words[with[i]], their[i]):
			c.edited(0, lines(p.Text), "is written by the program, and was changed in Word; change the note's details")
		}
	}
	for j := range words {
		if !slices.Contains(with, j) {
			c.edited(0, lines(ours[j].Text), "is written by the program, and was taken out in Word; change the note's details")
		}
	}
	for _, words := range back.Furniture {
		if !slices.ContainsFunc(sent.Furniture, func(s string) bool { return plainly(s) == plainly(words) }) {
			c.edited(0, lines(words), "stands at the head or the foot of the pages, and was changed in Word; change the note's marking or its details")
		}
	}
}

// decided adds findings if what was done to a line of the decision is that a choice was
// ticked, or that it was signed or dated; else it is false.
func (c *comparison) decided(sent, back string) bool {
	for _, line := range []string{c.m.Decision.Signer, c.m.Decision.Date} {
		if words, isMore := strings.CutPrefix(back, sent); line != "" && sent == plainly(line) && isMore {
			c.found(RuleDecided, back, "“"+shortened(sent)+"” was filled in in Word: “"+shortened(words)+"”")
			return true
		}
	}
	if !strings.Contains(sent, "☐") || strings.ReplaceAll(back, "☒", "☐") != sent {
		return false
	}
	for _, after := range strings.Split(back, "☒")[1:] {
		choice, _, _ := strings.Cut(after, "☐")
		c.found(RuleDecided, back, "“"+shortened(choice)+"” was ticked in Word")
	}
	return true
}

// found adds a finding about what stands round the blocks.
func (c *comparison) found(rule, words, message string) {
	c.Findings = append(c.Findings, briefing.Finding{Rule: rule, Severity: briefing.SeverityWarning, Text: words, Message: message})
}

// unkeyed are the paragraphs of no block that have words.
func unkeyed(doc docx.Document) []docx.Paragraph {
	return slices.DeleteFunc(slices.Clone(doc.Paragraphs), func(p docx.Paragraph) bool { return p.Block != 0 || plainly(p.Text) == "" })
}

// followed are the blocks that the paragraphs which unkeyed gives stand after.
func followed(doc docx.Document) []int {
	var all []int
	after := 0
	for _, p := range doc.Paragraphs {
		switch {
		case p.Block > 0:
			after = p.Block
		case p.Block == 0 && plainly(p.Text) != "":
			all = append(all, after)
		}
	}
	return all
}

func wordsOfAll(ps []docx.Paragraph) []string {
	words := make([]string, len(ps))
	for i, p := range ps {
		words[i] = plainly(p.Text)
	}
	return words
}

// notes compares the notes, which the program writes. The marks of notes that were
// made in Word are taken out of the words of back, and the notes are findings.
func (c *comparison) notes(sent []string, back docx.Document) {
	if c.Older {
		return // it is not known who changed them
	}
	with := paired(len(back.Notes), len(sent), func(i, j int) bool { return back.Notes[i] == sent[j] }, func(i, j int) bool { return alike(back.Notes[i], sent[j]) })
	at := 0
	for i, p := range back.Paragraphs {
		var text strings.Builder
		for _, r := range p.Text {
			if r == docx.NoteMark {
				at++
				if with[at-1] < 0 {
					c.Findings = append(c.Findings, briefing.Finding{
						Rule: RuleNoteAdded, Severity: briefing.SeverityWarning, Block: p.Block, Text: lines(back.Notes[at-1]),
						Message: "a note was added in Word, “" + shortened(back.Notes[at-1]) + "”; cite a passage in the note, or say it in the text",
					})
					continue
				}
				if words := back.Notes[at-1]; plainly(words) != plainly(sent[with[at-1]]) {
					c.edited(p.Block, lines(words), "is a note that the program writes, and was changed in Word; change the particulars of its source")
				}
			}
			text.WriteRune(r)
		}
		back.Paragraphs[i].Text = text.String()
	}
}

// boxes adds the text boxes. The program makes none, so that all are Word's.
func (c *comparison) boxes(all []docx.Box) {
	for _, box := range all {
		c.Findings = append(c.Findings, briefing.Finding{
			Rule: RuleBoxAdded, Severity: briefing.SeverityWarning, Block: box.Block, Text: lines(box.Words),
			Message: "a text box was added in Word, “" + shortened(box.Words) + "”; write its words in the note if they are to stand there",
		})
	}
}

// remarks adds the comments.
func (c *comparison) remarks(all []docx.Comment) {
	for _, said := range all {
		comment := newComment(said)
		c.Comments = append(c.Comments, comment)
		f := remarkFinding(comment.Block, comment.Remark)
		f.Severity = briefing.SeverityInfo // in the note it is a warning, until it is dismissed
		if comment.Resolved {
			f.Message += " (resolved in Word)"
		}
		c.Findings = append(c.Findings, f)
	}
}
