package export

import (
	"cmp"
	"slices"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/quote"
)

// What was done in Word to an earlier version of a note is put onto what the note has
// become: three texts of each block, the one that was exported, that of Word, and that
// of the desk, are merged word by word. Where both changed the same words nothing is
// merged: the change is stale, and to accept it is to choose Word's.

// Onto returns r, which was found by comparing with was, as changes of now, a later
// version of the same note. places are the indices in now of the blocks of was; -1 are
// those that it has no longer. What the note has already is no change any more.
func (r Returned) Onto(was, now briefing.Briefing, places []int) Returned {
	o := onto{was: was, now: now, places: places}
	for _, ch := range r.Changes {
		if ch, left := o.change(ch); left {
			o.Changes = append(o.Changes, ch)
		}
	}
	o.Older = r.Older || VersionKey(was) != VersionKey(now)
	o.Comments, o.Findings = slices.Clone(r.Comments), slices.Clone(r.Findings)
	for i, c := range o.Comments {
		o.Comments[i].Block = o.place(c.Block)
	}
	for i, f := range o.Findings {
		o.Findings[i].Block = o.place(f.Block)
		o.Findings[i].Quotation = o.quotation(f)
	}
	slices.SortStableFunc(o.Changes, func(a, b WordChange) int { return cmp.Compare(a.Block, b.Block) })
	return o.Returned
}

// onto is a note that has changed since it was exported.
type onto struct {
	Returned
	was, now briefing.Briefing
	places   []int
}

// place is the number in now of block n of was, or 0.
func (o *onto) place(n int) int {
	if n < 1 || n > len(o.places) {
		return 0
	}
	return o.places[n-1] + 1
}

// after is the number in now of block n of was, else of the nearest before it.
func (o *onto) after(n int) int {
	for ; n > 0; n-- {
		if at := o.place(n); at > 0 {
			return at
		}
	}
	return 0
}

// quotation is the number of the quotation that a finding is about.
func (o *onto) quotation(f briefing.Finding) int {
	at := o.place(f.Block)
	if f.Quotation == 0 || at == 0 {
		return 0
	}
	before := func(b briefing.Briefing, n int) (count int) {
		for i := range b.Quotations() {
			if i < n-1 {
				count++
			}
		}
		return count
	}
	return f.Quotation + before(o.now, at) - before(o.was, f.Block)
}

// change is what is left of a change of was.
func (o *onto) change(ch WordChange) (WordChange, bool) {
	at := o.place(ch.Block)
	switch ch.Kind {
	case Inserted:
		ch.Block = o.after(ch.Block)
		return ch, len(ch.added) == 0 || !o.has(ch.added)
	case Moved:
		ch.Block, ch.After = at, o.after(ch.After)
		return ch, at > 0 && !o.follows(at, ch.After)
	case Deleted, Altered:
		ch.Stale = at > 0 && own(o.now.Blocks[at-1]) != own(o.was.Blocks[ch.Block-1])
		ch.Block = at
		return ch, at > 0
	case Reworded:
	}
	if at == 0 {
		return o.again(ch), true
	}
	before, text := own(o.was.Blocks[ch.Block-1]), own(o.now.Blocks[at-1])
	ch.Block = at
	switch merged, ok := merge(before, ch.Text, text); {
	case ch.Hindrance != "":
		ch.Stale = before != text
	case ok:
		ch.Text = merged
	default:
		ch.Stale = true
	}
	return ch, ch.Text != text || ch.Hindrance != ""
}

// again is a change of a block that the note has no longer: a new block with Word's
// text.
func (o *onto) again(ch WordChange) WordChange {
	bl := withOwn(o.was.Blocks[ch.Block-1], ch.Text)
	return WordChange{Kind: Inserted, Block: o.after(ch.Block), Was: ch.Was, Is: ch.Is, Text: ch.Text, Stale: true, Hindrance: ch.Hindrance, added: []briefing.Block{bl}}
}

// has reports whether now has blocks that was has not.
func (o *onto) has(blocks []briefing.Block) bool {
	return !slices.ContainsFunc(blocks, func(bl briefing.Block) bool {
		for i, b := range o.now.Blocks {
			if !slices.Contains(o.places, i) && b.Equal(bl) {
				return false
			}
		}
		return true
	})
}

// follows reports whether block n of now stands right after another, new blocks apart.
func (o *onto) follows(n, other int) bool {
	for i := n - 1; i > other; i-- {
		if slices.Contains(o.places, i-1) {
			return false
		}
	}
	return other < n
}

// merge is base with what two others changed in it. It is false where they changed
// the same words otherwise.
func merge(base, one, two string) (string, bool) {
	hunks := append(hunksOf(base, one), hunksOf(base, two)...)
	slices.SortFunc(hunks, func(a, b hunk) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end)) })
	hunks = slices.Compact(hunks)
	var merged strings.Builder
	at := 0
	for i, h := range hunks {
		if i > 0 && h.start <= hunks[i-1].end {
			return "", false
		}
		merged.WriteString(base[at:h.start] + h.text)
		at = h.end
	}
	merged.WriteString(base[at:])
	return merged.String(), true
}

// hunk is what takes the place of base[start:end].
type hunk struct {
	start, end int
	text       string
}

func hunksOf(base, other string) []hunk {
	var all []hunk
	at, open := 0, false
	for _, c := range quote.Diff(base, other) {
		if c.Op == quote.Same {
			at, open = at+len(c.Text), false
			continue
		}
		if !open {
			all, open = append(all, hunk{at, at, ""}), true
		}
		last := &all[len(all)-1]
		if c.Op == quote.Deleted {
			at += len(c.Text)
			last.end = at
		} else {
			last.text += c.Text
		}
	}
	return all
}
