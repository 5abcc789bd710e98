package docx

import (
	"slices"
	"strconv"

	"briefdesk/briefing/manuscript"
)

// Notes: Word counts them itself, from 1. One whose number is another, since some
// were kept back, or whose figure is not Word's, shows its own.

// mark is the mark of a note in the text.
func (w *writer) mark(r manuscript.Run) {
	if w.sheet.Tabbed {
		return
	}
	note := w.notes[r.Note]
	kind, all, id := "endnote", &w.end, styleEndMark
	if w.sheet.Footnotes {
		kind, all, id = "footnote", &w.foot, styleFootMark
	}
	*all = append(*all, note)
	number := len(*all)
	attrs := []string{"w:id", strconv.Itoa(number)}
	own := r.Note != number || r.Text != strconv.Itoa(number)
	if own {
		attrs = []string{"w:customMarkFollows", "1", "w:id", strconv.Itoa(number)}
	}
	bracketed := w.sheet.Bracketed && kind == "endnote"
	if bracketed { // runs of their own, or LibreOffice takes the brackets for the figure
		w.figure(id, func() { w.element("w:t", "\u00a0[") })
	}
	w.figure(id, func() {
		w.leaf("w:"+kind+"Reference", attrs...)
		if own {
			w.element("w:t", r.Text)
		}
	})
	if bracketed {
		w.figure(id, func() { w.element("w:t", "]") })
	}
}

// figure writes the figure of a note as a run in a style.
func (w *writer) figure(style string, figure func()) {
	w.start("w:r")
	w.start("w:rPr")
	w.val("w:rStyle", style)
	w.markup.end()
	figure()
	w.markup.end()
}

// noteRelations are those of the notes of a kind.
func (w *writer) noteRelations(kind string) *relations {
	if (kind == "footnote") == w.sheet.Footnotes {
		return &w.noteLinks
	}
	return nil
}

// notePart is the part with the notes of a kind. It begins with the rules that
// Word draws above notes.
func (w *writer) notePart(kind string) []byte {
	notes, paragraph, mark := w.foot, styleFootnote, styleFootMark
	if kind == "endnote" {
		notes, paragraph, mark = w.end, styleEndnote, styleEndMark
	}
	in := *w
	in.markup, in.panel, in.links = markup{}, panelling{}, &w.noteLinks
	in.word("w:" + kind + "s")
	for i, rule := range []string{"separator", "continuationSeparator"} {
		in.start("w:"+kind, "w:type", rule, "w:id", strconv.Itoa(i-1))
		in.start("w:p")
		in.start("w:r")
		in.leaf("w:" + rule)
		in.markup.end()
		in.markup.end()
		in.markup.end()
	}
	for i, note := range notes {
		in.start("w:"+kind, "w:id", strconv.Itoa(i+1))
		in.note(kind, i+1, note, style{id: paragraph}, mark)
		in.markup.end()
	}
	in.markup.end()
	return in.Bytes()
}

func (w *writer) note(kind string, number int, note manuscript.Note, st style, mark string) {
	w.start("w:p")
	w.start("w:pPr")
	w.val("w:pStyle", st.id)
	if w.fromRight(wordsOf(note.Text)) {
		w.leaf("w:bidi")
	}
	w.markup.end()
	shown := manuscript.Figures(w.m.Language, strconv.Itoa(note.Number))
	w.figure(mark, func() {
		if shown == strconv.Itoa(number) {
			w.leaf("w:" + kind + "Ref")
		} else {
			w.element("w:t", shown)
		}
	})
	for _, r := range slices.Insert(slices.Clone(note.Text), 0, manuscript.Run{Text: " "}) {
		w.run(r)
	}
	w.markup.end()
}
