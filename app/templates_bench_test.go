package app

import (
	"fmt"
	"strings"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/template"
)

// longMemo is an American memo of many blocks.
func longMemo(form template.Template) briefing.Briefing {
	b := form.New("", "2026-03-17")
	b.ID = briefing.NewID()
	for i := range 300 {
		if i%10 == 0 {
			b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockHeading, Level: 1, Text: fmt.Sprintf("Part %d", i)})
		}
		b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockText, Text: strings.Repeat("It is a sentence. ", 20)})
	}
	return b
}

// BenchmarkDetailsKey is what a letter typed into the details of a long memo costs.
func BenchmarkDetailsKey(b *testing.B) {
	d := opened(b)
	form, _ := d.templates().Named("us-action-memo")
	f := newDetailsForm(d, longMemo(form))
	f.write("from", "The desk")
	for b.Loop() {
		f.refresh()
	}
}

// BenchmarkAboutChange is what going to another template in the chooser costs.
func BenchmarkAboutChange(b *testing.B) {
	d := opened(b)
	form, _ := d.templates().Named("us-action-memo")
	note := longMemo(form)
	to, _ := d.templates().Named("uk-submission")
	for b.Loop() {
		d.aboutChange(note, to)
	}
}
