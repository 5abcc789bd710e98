package preview

import (
	"math"
	"reflect"
	"slices"

	"briefdesk/briefing/layout"
)

// How far a line of text reaches above and below its baseline, in type sizes.
const (
	rise = 0.8
	sink = 0.25
)

// place is where a block stands on a page, in points.
type place struct {
	page        int
	top, bottom layout.Pt
	left        layout.Pt
}

// find returns where a block begins: its lines on the first page that has any.
func find(pages []layout.Page, block int) (place, bool) {
	for i, page := range pages {
		if found, ok := extent(page, block); ok {
			found.page = i
			return found, true
		}
	}
	return place{}, false
}

// extent returns the room that a block takes on a page.
func extent(page layout.Page, block int) (place, bool) {
	found := place{top: page.H, left: page.W}
	ok := false
	for _, item := range page.Items {
		t, isText := item.(layout.Text)
		if !isText || t.Block != block {
			continue
		}
		ok = true
		found.top = min(found.top, t.Y-rise*t.Size)
		found.bottom = max(found.bottom, t.Y+sink*t.Size)
		found.left = min(found.left, t.X)
	}
	return found, ok
}

// blockAt returns the block whose words are at a point of a page or, where
// there are none, that of the nearest line: 0 if that is not a block's.
func blockAt(page layout.Page, x, y layout.Pt) int {
	block, nearest := 0, math.Inf(1)
	for _, item := range page.Items {
		t, ok := item.(layout.Text)
		if !ok {
			continue
		}
		down := outside(y, t.Y-rise*t.Size, t.Y+sink*t.Size)
		across := outside(x, t.X, t.X+t.Width())
		if far := 1000*down + across; far < nearest { // lines first
			block, nearest = t.Block, far
		}
	}
	return block
}

// outside returns how far v is from a range.
func outside(v, low, high layout.Pt) float64 { return float64(max(low-v, v-high, 0)) }

// samePage reports whether two pages look the same.
func samePage(a, b layout.Page) bool {
	if a.Size != b.Size || len(a.Items) != len(b.Items) {
		return false
	}
	if len(a.Items) > 0 && &a.Items[0] == &b.Items[0] {
		return true
	}
	return slices.EqualFunc(a.Items, b.Items, sameItem)
}

// sameRun reports whether two runs look the same. Pages that were set one after
// the other share their shapes.
func sameRun(a, b layout.Run) bool {
	return a.Spread == b.Spread && a.Gap == b.Gap && (a.Shape == b.Shape || slices.Equal(a.Glyphs, b.Glyphs))
}

// sameItem reports whether two items look the same. Blocks may be numbered
// anew.
func sameItem(a, b layout.Item) bool {
	if al, ok := a.(layout.Link); ok {
		bl, ok := b.(layout.Link)
		al.Tag = bl.Tag
		return ok && al == bl
	}
	if _, ok := a.(layout.Rect); ok {
		return a == b
	}
	at, ok := a.(layout.Text)
	if !ok {
		return reflect.DeepEqual(a, b) // pictures, ticks and watermarks, of which there are few
	}
	bt, ok := b.(layout.Text)
	return ok && at.X == bt.X && at.Y == bt.Y && at.Face == bt.Face && at.Size == bt.Size &&
		at.Colour == bt.Colour && slices.EqualFunc(at.Runs, bt.Runs, sameRun)
}
