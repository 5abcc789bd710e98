package layout

import (
	"math"
	"strings"

	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/marking"
)

// A draft says so at the head of every page, beside the marking, and across it.
const (
	draftGap    = 10    // from the marking to the words beside it
	acrossSize  = 150   // the type size of the words across a page, at most
	acrossShare = 0.62  // of the page's diagonal that they span, at most
	acrossTurn  = 52    // degrees
	acrossTint  = 0.086 // of black
)

// watermark is the word across each page of a draft, or nothing.
func (f *flow) watermark(m manuscript.Manuscript) []Item {
	word, _, _ := strings.Cut(m.Draft, "\u00a0")
	if word == "" {
		return nil
	}
	face := typeface{family: sans, bold: true, size: acrossSize}
	if !f.mirrored {
		face.track = 0.06 * acrossSize // letters of Arabic join
	}
	w, h := float64(f.st.paper.W), float64(f.st.paper.H)
	scale := min(1, acrossShare*math.Hypot(w, h)/float64(f.natural([]span{{text: word, typeface: face}})))
	face.size, face.track = face.size*Pt(scale), face.track*Pt(scale)
	sin, cos := math.Sincos(acrossTurn * math.Pi / 180)
	var items []Item
	for _, it := range f.text1(word, face, Furniture, 0, 0) {
		t, ok := it.(Text)
		if !ok {
			continue
		}
		// The middle of the word, from the start of its baseline, is to lie in that of the page.
		x, y := float64(t.Width())/2, -capHeight*float64(face.size)/2
		t.X, t.Y = Pt(w/2-x*cos-y*sin), Pt(h/2+x*sin-y*cos)
		items = append(items, Watermark{Text: t, Turn: acrossTurn, Opacity: acrossTint})
	}
	return items
}

func (f *flow) draftLabel(m manuscript.Manuscript) []span {
	return []span{{text: m.Draft, typeface: typeface{family: sans, bold: true, size: 9}}}
}

// drafted sets what says that the note is a draft beside its marking: at the
// left of the page, or, where other words stand there, before the marking.
func (f *flow) drafted(m manuscript.Manuscript, banner []Item) []Item {
	if m.Draft == "" {
		return nil
	}
	st, spans := f.st, f.draftLabel(m)
	x := st.left
	if m.Place == marking.PlaceBox || st.runningHead > 0 && st.runningHead < st.markingHead+st.furnish.size {
		x = st.paper.W - st.right - f.natural(spans)
		if m.Place != marking.PlaceCentre && m.Place != marking.PlaceBar && len(banner) > 0 {
			x = leftmostAtHead(banner, st) - draftGap - f.natural(spans)
		}
	}
	return f.line1(spans, Furniture, x, st.markingHead)
}

// leftmostAtHead is where the marking at the head begins, or its box.
func leftmostAtHead(banner []Item, st style) Pt {
	left := st.paper.W - st.right
	for _, it := range banner {
		switch it := it.(type) {
		case Rect:
			if it.W < st.paper.W { // no bar
				left = min(left, it.X)
			}
		case Text:
			if it.X > st.paper.W/2 {
				left = min(left, it.X)
			}
		case Stroke, Watermark, Link:
		}
	}
	return left
}
