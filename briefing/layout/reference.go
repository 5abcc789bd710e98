package layout

import (
	"maps"
	"slices"
	"strconv"

	"briefdesk/briefing/manuscript"
)

// What within a note leads to other places of it. A reference that names a page
// changes the lines that it stands in, and so perhaps the page: such notes are
// set until what they say is so. The table of contents needs no second setting,
// since its lines leave the same room for any number.

// maxSettings bounds how often a note is set to find its page numbers.
const maxSettings = 5

// settled sets m on paper so that each page it names is the right one. Where no
// pages are found for which that is so, places are named and not their pages.
func (s *Setter) settled(m manuscript.Manuscript, paper Size, size TypeSize) Document {
	doc, stand := s.set(m, paper, size, nil)
	if !slices.ContainsFunc(m.Blocks, namesPage) {
		return doc
	}
	for range maxSettings {
		said := stand
		if doc, stand = s.set(m, paper, size, said); maps.Equal(said, stand) {
			return doc
		}
	}
	doc, _ = s.set(m, paper, size, nil)
	return doc
}

// namesPage reports whether b refers to a page.
func namesPage(b manuscript.Block) bool {
	found := false
	manuscript.WithRuns(b, func(runs []manuscript.Run) []manuscript.Run {
		found = found || slices.ContainsFunc(runs, func(r manuscript.Run) bool { return r.Page })
		return runs
	})
	return found
}

// says is the text of a run: a reference to a page has its number.
func (f *flow) says(r manuscript.Run) string {
	if page, known := f.pages[r.To]; known && r.Page {
		return manuscript.Say(f.language, "page") + "\u00a0" + strconv.Itoa(page+1)
	}
	return r.Text
}

// leads reports whether r is a link.
func leads(r manuscript.Run) bool { return r.Link != "" || r.To != "" }

// anchor notes what references call b.
func (f *flow) anchor(b manuscript.Block) {
	name := ""
	switch b := b.(type) {
	case manuscript.Heading:
		name = b.Anchor
	case manuscript.Paragraph:
		name = b.Anchor
	case manuscript.Table:
		name = b.Anchor
	case manuscript.Figure:
		name = b.Anchor
	}
	if name != "" {
		f.anchors = append(f.anchors, name)
	}
}

// entryNumber stands on a page for the number of another until all pages are
// there. It never leaves this package.
type entryNumber struct {
	x, y   Pt // where the number ends on the baseline
	face   typeface
	anchor string // of what stands on that page
	block  int
	tag    int
}

func (entryNumber) item() {}

// Measures of the table of contents.
const (
	entryIndent = 14 // of each level below the first
	entryGap    = 6  // beside the leader
	leaderDot   = 0.8
	leaderStep  = 4.5
)

// contents sets the table of contents: each heading, a leader of dots, and the
// number of its page.
func (f *flow) contents(c manuscript.Contents, col column) {
	whole := f.tree.add(f.parent, RoleContents)
	face := f.st.body
	room := f.natural([]span{{text: "000", typeface: face}})
	for i, e := range c.Entries {
		link := f.tree.add(f.tree.add(f.tree.add(whole, RoleEntry), RoleReference), RoleLink)
		in := col.indent(Pt(max(e.Level-1, 0)) * entryIndent)
		lines := f.paragraph(f.spans(e.Text, face, link), setting{width: in.width - room - 2*entryGap, block: c.Block, tag: link, goesOn: true})
		strips := f.lines(lines, in.x, face.size, f.st.lead)
		if len(strips) == 0 {
			continue
		}
		bindAll(strips[:len(strips)-1])
		last := &strips[len(strips)-1]
		last.items = append(last.items, leader(in.x+lines[len(lines)-1].width+entryGap, col.x+col.width-room-entryGap)...)
		last.items = append(last.items, entryNumber{x: col.x + col.width, face: face, anchor: e.To, block: c.Block, tag: link})
		for j := range strips {
			strips[j].items = append(strips[j].items, Link{
				X: in.x, Y: -ascent(face.size), W: in.width, H: face.size, Tag: link, anchor: e.To,
			})
		}
		before := f.st.lead
		if i == 0 {
			before = f.st.paragraph
		} else {
			f.last = 0
		}
		f.add(strips, before, f.st.paragraph)
	}
}

// leader are the dots that lead the eye from one place on a line to another. Those of
// all lines stand one below the other.
func leader(from, to Pt) []Item {
	var dots []Item
	for x := leaderStep * Pt(int(from/leaderStep)+1); x+leaderDot <= to; x += leaderStep {
		dots = append(dots, Rect{X: x, Y: -leaderDot, W: leaderDot, H: leaderDot, Colour: grey})
	}
	return dots
}

// numberEntries puts numbers where they are waited for.
func (f *flow) numberEntries(pages []Page, anchors map[string]place) {
	for _, p := range pages {
		for i, it := range p.Items {
			n, ok := it.(entryNumber)
			if !ok {
				continue
			}
			spans := []span{{text: strconv.Itoa(anchors[n.anchor].page + 1), typeface: n.face, block: n.block}}
			set := f.line1(spans, n.tag, n.x-f.natural(spans), n.y)
			p.Items[i] = set[0]
		}
	}
}
