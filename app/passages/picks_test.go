package passages

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
)

func (p *Passages) clickWith(modifier fyne.KeyModifier, place int) {
	e := mouse(desktop.MouseButtonPrimary, p.in(place))
	e.Modifier = modifier
	p.list.MouseDown(e)
	p.list.MouseUp(e)
}

func (p *Passages) wantPicks(t *testing.T, want ...int) {
	t.Helper()
	got := p.Picks()
	if len(got) != len(want) {
		t.Fatalf("%d passages are selected, want %v", len(got), want)
	}
	for i, n := range want {
		if got[i] != id(n) {
			t.Errorf("selected passage %d is %v, want %d", i+1, got[i], n)
		}
	}
}

func TestSeveralAreSelectedByMouse(t *testing.T) {
	p, _, log := show(t, sampleRows, "")
	p.wantPicks(t)
	p.click(p.in(0))
	log.want(t, "open 0001")
	p.clickWith(fyne.KeyModifierShortcutDefault, 2)
	p.wantPicks(t, 1, 3)
	p.clickWith(fyne.KeyModifierShift, 3)
	p.wantPicks(t, 1, 3, 4)
	p.clickWith(fyne.KeyModifierShortcutDefault, 2)
	p.wantPicks(t, 1, 4)
	p.clickWith(fyne.KeyModifierShortcutDefault, 0)
	p.clickWith(fyne.KeyModifierShortcutDefault, 3)
	p.wantPicks(t, 4) // the last one stays
	log.want(t)
	p.clickWith(fyne.KeyModifierShortcutDefault, 1)
	p.list.TappedSecondary(&fyne.PointEvent{Position: p.in(3)})
	items := p.list.menu().Items
	if len(items) != 2 || items[0].Label != "Add 2 to briefing" || items[1].Label != "Copy 2 with citations" {
		t.Fatalf("the menu of two offers %d things", len(items))
	}
	items[1].Action()
	items[0].Action()
	log.want(t, "copy 0002 0004", "add 0002 0004")
}

func TestSeveralAreSelectedByKeys(t *testing.T) {
	p, _, log := show(t, sampleRows, "")
	press(p.list, fyne.KeyDown)
	p.list.KeyDown(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	press(p.list, fyne.KeyDown, fyne.KeyDown)
	p.list.KeyUp(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	p.wantPicks(t, 1, 2, 3)
	p.SetRows(sampleRows[1:], "")
	p.wantPicks(t, 2, 3)
	p.list.TypedShortcut(&fyne.ShortcutSelectAll{})
	p.wantPicks(t, 2, 3, 4)
	press(p.list, fyne.KeyT)
	log.want(t, "tags 0003")
	p.wantPicks(t, 3)
	press(p.list, fyne.KeyUp)
	p.wantPicks(t, 2)
}
