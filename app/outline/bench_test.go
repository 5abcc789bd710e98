package outline

import (
	"fmt"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"briefdesk/briefing"
)

// long is a briefing of 300 blocks, each text different.
func long(b *testing.B) *desk {
	d := newDesk(b)
	for i := range 100 {
		d.items = append(d.items,
			Item{Kind: briefing.BlockHeading, Level: 1 + i%3, Text: fmt.Sprintf("Heading %d", i)},
			Item{Kind: briefing.BlockText, Text: fmt.Sprintf("It is possible that the **economic track** carries the security one: %d talks and mineral investment are named in the same breath as the listing.", i)},
			Item{Kind: briefing.BlockQuotation, State: Verified, Source: "[1] The Platform", Text: fmt.Sprintf("“This shared picture of %d threats allows combined intelligence sharing, correlated interdictions, and money network destruction.”", i)})
	}
	d.show()
	return d
}

func BenchmarkSetUnchanged(b *testing.B) {
	d := long(b)
	for b.Loop() {
		d.show()
	}
}

func BenchmarkSetOther(b *testing.B) {
	d := long(b)
	items := slices.Clone(d.items)
	for b.Loop() {
		d.Set(Head{}, nil)
		d.Set(Head{}, items)
	}
}

func BenchmarkKeystroke(b *testing.B) {
	d := long(b)
	d.Edit(1)
	for b.Loop() {
		d.entry().TypedRune('a')
		d.entry().TypedKey(&fyne.KeyEvent{Name: fyne.KeyBackspace})
	}
}

func BenchmarkDragged(b *testing.B) {
	d := long(b)
	d.drag(d.on(0, 200))
	y := float32(0)
	for b.Loop() {
		y = float32(int(y+7) % 400)
		d.list.Dragged(&fyne.DragEvent{PointEvent: fyne.PointEvent{Position: fyne.NewPos(200, 40+y)}})
	}
}
