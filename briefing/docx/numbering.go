package docx

import (
	"strconv"
	"strings"

	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
)

// The numberings of Word: an abstract one says how levels look, and each list is
// an instance of one, which may start where it likes.
const (
	bulletForm = 1
	numberForm = 2
	paraForm   = 3
	letterForm = 4

	numberedParagraphs = 1 // the instance of the first numbered paragraphs
	bulletList         = 2 // that of all lists with bullets

	listStep  = 18 // from one level of a list to the next, in points
	maxLevels = 9  // that Word knows
)

// instance is a list of its own: it restarts.
type instance struct {
	form, level, start int
	label              string // of its one item, where Word cannot count so
}

// newList is the number of an instance of a list.
func (w *writer) newList(in instance) int {
	w.instances = append(w.instances, in)
	return bulletList + len(w.instances)
}

// numberHang is from the number of a paragraph to its text.
func numberHang(s layout.Sheet) layout.Pt { return max(s.Indent, 24) }

func (w *writer) numbering() []byte {
	var x markup
	x.word("w:numbering")
	abstractNumbering(&x, bulletForm, func(level int) {
		w.listLevel(&x, level, "bullet", w.sheet.Bullet)
	})
	abstractNumbering(&x, numberForm, func(level int) {
		w.listLevel(&x, level, w.figures(), "%"+strconv.Itoa(level+1)+w.sheet.AfterNumber)
	})
	abstractNumbering(&x, letterForm, func(level int) {
		w.listLevel(&x, level, []string{"lowerLetter", "lowerRoman"}[min(level, 1)], "(%"+strconv.Itoa(level+1)+")")
	})
	x.start("w:abstractNum", "w:abstractNumId", strconv.Itoa(paraForm))
	x.val("w:multiLevelType", "singleLevel")
	x.start("w:lvl", "w:ilvl", "0")
	x.val("w:start", "1")
	x.val("w:numFmt", w.figures())
	x.val("w:pStyle", styleNumbered)
	x.val("w:lvlText", "%1.")
	x.val("w:lvlJc", "left")
	x.start("w:pPr")
	hang := numberHang(w.sheet)
	x.leaf("w:ind", "w:left", twips(max(w.sheet.Indent, hang)), "w:hanging", twips(hang))
	x.end()
	x.end()
	x.end()
	for i, in := range append([]instance{{form: paraForm}, {form: bulletForm}}, w.instances...) {
		x.start("w:num", "w:numId", strconv.Itoa(i+1))
		x.val("w:abstractNumId", strconv.Itoa(in.form))
		switch {
		case in.label != "":
			x.start("w:lvlOverride", "w:ilvl", strconv.Itoa(in.level))
			w.spelledLevel(&x, in)
			x.end()
		case in.start > 0 || in.form == numberForm || in.form == letterForm:
			x.start("w:lvlOverride", "w:ilvl", strconv.Itoa(in.level))
			x.val("w:startOverride", strconv.Itoa(in.start))
			x.end()
		}
		x.end()
	}
	x.end()
	return x.Bytes()
}

func abstractNumbering(x *markup, form int, level func(int)) {
	x.start("w:abstractNum", "w:abstractNumId", strconv.Itoa(form))
	x.val("w:multiLevelType", "multilevel")
	for i := range maxLevels {
		level(i)
	}
	x.end()
}

func (w *writer) listLevel(x *markup, level int, format, text string) {
	x.start("w:lvl", "w:ilvl", strconv.Itoa(level))
	x.val("w:start", "1")
	x.val("w:numFmt", format)
	x.val("w:lvlText", text)
	x.val("w:lvlJc", "left")
	x.start("w:pPr")
	x.leaf("w:ind", "w:left", twips(w.sheet.Indent+layout.Pt(level+1)*listStep), "w:hanging", twips(listStep))
	x.end()
	x.end()
}

// spelledLevel is a level that says its label as it is.
func (w *writer) spelledLevel(x *markup, in instance) {
	left, hang := w.sheet.Indent+layout.Pt(in.level+1)*listStep, layout.Pt(listStep)
	if in.form == paraForm {
		hang = numberHang(w.sheet)
		left = max(w.sheet.Indent, hang)
	}
	x.start("w:lvl", "w:ilvl", strconv.Itoa(in.level))
	x.val("w:start", "1")
	x.val("w:numFmt", "decimal")
	x.val("w:lvlText", strings.ReplaceAll(in.label, "%", ""))
	x.val("w:lvlJc", "left")
	x.start("w:pPr")
	x.leaf("w:ind", "w:left", twips(left), "w:hanging", twips(hang))
	x.end()
	x.end()
}

// spelled reports whether the labels of lists are spelled out, item by item: Word does
// not count in the figures and letters of Urdu.
func (w *writer) spelled() bool { return w.figures() != "decimal" }

// figures is the form of numbers in the language of the note. Word has none for
// the figures of Urdu but that of Persian.
func (w *writer) figures() string {
	if manuscript.Figures(w.m.Language, "1") != "1" {
		return "hindiNumbers"
	}
	return "decimal"
}
