package preview

import (
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/layout"
)

// TestSameItemKnowsAllKinds: a page with a tick, a watermark or a picture is
// compared like any other.
func TestSameItemKnowsAllKinds(t *testing.T) {
	items := []layout.Item{
		layout.Rect{W: 1},
		layout.Text{X: 1},
		layout.Link{URL: "https://example.org"},
		layout.Stroke{Points: []layout.Point{{X: 1}}},
		layout.Watermark{Turn: 52},
		layout.Image{W: 1, Picture: briefing.Image{Data: []byte{1}}},
		layout.Image{W: 1, Picture: briefing.Image{Data: []byte{2}}},
	}
	for i, a := range items {
		for j, b := range items {
			if got := sameItem(a, b); got != (i == j) {
				t.Errorf("sameItem(%T, %T) = %v", a, b, got)
			}
		}
	}
}
