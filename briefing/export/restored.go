package export

import (
	"maps"
	"slices"

	"briefdesk/briefing/docx"
)

// align gives the blocks of a document that another version was exported to the
// numbers that they have in the note. Those that the note has no longer, and that
// Word has not changed either, are taken out.
func (c *comparison) align(back docx.Document) {
	all := blocksOf(back)
	if !c.Older && !slices.ContainsFunc(back.Paragraphs, func(p docx.Paragraph) bool { return p.Block > 0 && c.sent[p.Block].key != p.Key }) {
		return
	}
	c.Older = true
	theirs, ours := slices.Sorted(maps.Keys(all)), slices.Sorted(maps.Keys(c.sent))
	with := paired(len(theirs), len(ours), func(i, j int) bool { return all[theirs[i]].key == c.sent[ours[j]].key },
		func(i, j int) bool { return alike(all[theirs[i]].words, c.sent[ours[j]].words) })
	for i, p := range back.Paragraphs {
		if p.Block == 0 {
			back.Paragraphs[i].Beside = docx.BlockMark{} // of another numbering
			continue
		}
		n, _ := slices.BinarySearch(theirs, p.Block)
		switch {
		case with[n] >= 0:
			back.Paragraphs[i].Block = ours[with[n]]
		case docx.KeyOf(all[p.Block].words) == p.Key:
			back.Paragraphs[i].Block = outOfNote
		default:
			back.Paragraphs[i].Block = 0
		}
	}
}

// outOfNote is the number of blocks that the note has no longer.
const outOfNote = -1

// restore finds the paragraphs of blocks whose bookmarks were lost: by their words, or
// by the bookmark that stands beside words that were put in the place of all. And it
// finds the order of the blocks.
func (c *comparison) restore(sent, back docx.Document) {
	lost, ours := lostIn(sent, back), map[string]bool{}
	for _, p := range unkeyed(sent) {
		ours[plainly(p.Text)] = true
	}
	for i := range back.Paragraphs {
		p := &back.Paragraphs[i]
		words := plainly(p.Text)
		switch {
		case p.Block != 0 && p.Part > 0 || p.Block < 0 || words == "" || ours[words]:
		case lost.place(p, words, c.beside(back, i)):
		case p.Block == 0 && lost.has(p.Beside):
			p.Block, p.Part, p.Key = p.Beside.Number, p.Beside.Part, p.Beside.Key
		}
	}
	seen := map[int]bool{}
	for _, p := range back.Paragraphs {
		if n := p.Block; n > 0 && !seen[n] && (plainly(p.Text) != "" || plainly(c.sent[n].words) == "") {
			c.order, seen[n] = append(c.order, n), true
		}
	}
	c.back = blocksOf(back)
}

// beside are the blocks of the paragraphs round that at an index.
func (c *comparison) beside(doc docx.Document, i int) [2]int {
	var around [2]int
	if i > 0 {
		around[0] = doc.Paragraphs[i-1].Block
	}
	if i+1 < len(doc.Paragraphs) {
		around[1] = doc.Paragraphs[i+1].Block
	}
	return around
}

// lostParagraphs are paragraphs of blocks that a document no longer marks as such.
type lostParagraphs struct {
	byWords map[string][]docx.Paragraph // in the order of the note
	missing map[[2]int]bool             // their blocks and parts
	alone   map[int]bool                // the blocks of which nothing is marked
}

func lostIn(sent, back docx.Document) lostParagraphs {
	there, words := map[[2]int]bool{}, map[int]bool{}
	for _, p := range back.Paragraphs {
		if plainly(p.Text) != "" {
			there[[2]int{p.Block, p.Part}], words[p.Block] = true, true
		}
	}
	lost := lostParagraphs{map[string][]docx.Paragraph{}, map[[2]int]bool{}, map[int]bool{}}
	for _, p := range sent.Paragraphs {
		says, at := plainly(p.Text), [2]int{p.Block, p.Part}
		if p.Block > 0 && says != "" && !there[at] {
			lost.byWords[says] = append(lost.byWords[says], p)
			lost.missing[at] = true
			lost.alone[p.Block] = !words[p.Block]
		}
	}
	return lost
}

// has reports whether the paragraph that a mark is of is lost.
func (l lostParagraphs) has(m docx.BlockMark) bool { return l.missing[[2]int{m.Number, m.Part}] }

// place gives p to the block that has lost a paragraph of its words, if that has nothing
// else left or stands around. It is false if there is none.
func (l lostParagraphs) place(p *docx.Paragraph, words string, around [2]int) bool {
	same := l.byWords[words]
	i := slices.IndexFunc(same, func(q docx.Paragraph) bool { return l.alone[q.Block] || slices.Contains(around[:], q.Block) })
	if i < 0 {
		return false
	}
	p.Block, p.Part, p.Key = same[i].Block, same[i].Part, same[i].Key
	l.byWords[words] = slices.Delete(same, i, i+1)
	delete(l.missing, [2]int{p.Block, p.Part})
	l.alone[p.Block] = false
	return true
}
