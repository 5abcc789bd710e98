package quote

import (
	"briefdesk/briefing"
)

// Status says what became of a passage in another snapshot.
type Status string

// The outcomes of Resolve and Reanchor. The first two follow by themselves.
const (
	Unchanged Status = "unchanged" // the words stand where they stood
	Moved     Status = "moved"     // the words stand elsewhere, and nowhere as well
	Altered   Status = "altered"   // other words stand there, or it is not certain where: ask
	Gone      Status = "gone"      // nothing like the words stands there
)

// Follows reports whether a passage may be anchored anew without asking.
func (s Status) Follows() bool { return s == Unchanged || s == Moved }

// Placement is what became of a passage.
type Placement struct {
	Status Status
	// Range is where the passage stands, or where an altered one is thought to
	// stand; it is zero for one that is gone.
	Range briefing.Range
	// Changes lead from the words of an altered passage to those in Range. They
	// are all the Same where only the place is in doubt.
	Changes []Change
}

// Resolve finds the words of a in s, of which it has nothing else to go by: a
// later import of the same article, or one made elsewhere. Reanchor, which
// compares two snapshots, is surer.
func Resolve(s briefing.Snapshot, a briefing.Anchor) Placement {
	if s.Hash == a.Snapshot && s.Slice(a.Range) == a.Exact && a.Exact != "" {
		return Placement{Status: Unchanged, Range: a.Range}
	}
	f := finder{after: newBody(s)}
	return f.place(a)
}

// Reanchor says what became of passages of before in after, a later import of
// the same article.
//
// Both texts are compared word by word, which places what has not been moved.
// Words that are moved are known by what stands around them, as are words that
// occur several times: a place is certain if it is clearly the best one for the
// passage, and the passage the best one for the place. An outlet that corrects a
// sentence and quotes the old one below the article has altered it, not moved
// it. Altered words are looked for where most of them stand together.
func Reanchor(before, after briefing.Snapshot, anchors []briefing.Anchor) []Placement {
	f := finder{after: newBody(after)}
	f.compare(newBody(before))
	placements := make([]Placement, len(anchors))
	for i, a := range anchors {
		placements[i] = f.place(a)
	}
	return placements
}
