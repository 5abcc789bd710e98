package markdown

import (
	"bytes"
	"encoding/json"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/marking"
)

// writer writes blocks one after the other.
type writer struct {
	profile marking.Profile
	sources briefing.Sources
	// before is the block written last, and form how; a new one must not run
	// into it, as a list runs on into the list that follows.
	before []briefing.Block
	form   string
}

// block returns the first form of b that reads back as b. No state of the
// parser passes from one top-level node to the next but through the boundary
// between them, so that it is enough to try a form with the one before it and
// with some block after it.
func (w *writer) block(b briefing.Block) string {
	form := jsonForm(divBlock, b)
	for _, f := range w.forms(b) {
		for _, remark := range b.Remarks {
			f += "\n\n" + jsonForm(divRemark, remark)
		}
		if w.readsBack(f, b) {
			form = f
			break
		}
	}
	w.before, w.form = []briefing.Block{b}, form
	return form
}

func (w *writer) readsBack(form string, b briefing.Block) bool {
	if strings.Contains(form, "\r") { // which would read as a line feed
		return false
	}
	after := briefing.Block{Kind: briefing.BlockPageBreak}
	want := append(w.before[:len(w.before):len(w.before)], b, after)
	r := reader{profile: w.profile, sources: w.sources}
	got, err := r.blocks(w.form+"\n\n"+form+"\n\n"+divForm(after), 1)
	if err != nil || len(got) != len(want) {
		return false
	}
	for i := range got {
		if !got[i].Equal(want[i]) {
			return false
		}
	}
	return true
}

// forms are the ways to write b, the one that reads best first.
func (w *writer) forms(b briefing.Block) []string {
	switch b.Kind {
	case briefing.BlockHeading:
		hashes := strings.Repeat("#", max(b.Level, 0))
		line := strings.TrimRight(hashes+" "+portionForm(b)+b.Text, " ")
		return []string{line, line + " " + hashes}
	case briefing.BlockText:
		return []string{portionForm(b) + b.Text, divForm(b)}
	case briefing.BlockQuotation:
		return w.quotationForms(b)
	case briefing.BlockImage:
		b.Text = strings.TrimSuffix(imageForm(b.Image)+"\n"+b.Text, "\n")
	}
	return []string{divForm(b)}
}

// portionForm is a block's marking as it stands before its text.
func portionForm(b briefing.Block) string {
	switch {
	case b.Portion == "":
		return ""
	case b.Text == "" && b.Kind != briefing.BlockQuotation:
		return "(" + string(b.Portion) + ")"
	}
	return "(" + string(b.Portion) + ") "
}

// divForm fences the text of a block with more colons than any line of it begins with.
func divForm(b briefing.Block) string {
	fence := ":::"
	for line := range strings.Lines(b.Text) {
		for strings.HasPrefix(line, fence) {
			fence += ":"
		}
	}
	var out strings.Builder
	out.WriteString(fence + " " + string(b.Kind))
	if b.Portion != "" {
		out.WriteString(" (" + string(b.Portion) + ")")
	}
	out.WriteString("\n")
	if b.Text != "" {
		out.WriteString(b.Text + "\n")
	}
	out.WriteString(fence)
	return out.String()
}

func jsonForm(name string, v any) string {
	var out bytes.Buffer
	e := json.NewEncoder(&out)
	e.SetEscapeHTML(false)
	if err := e.Encode(v); err != nil {
		panic("markdown: a block cannot be encoded: " + err.Error()) // only strings and numbers in it
	}
	return "::: " + name + "\n" + out.String() + ":::"
}
