package app

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/widget"

	"briefdesk/app/look"
)

// sheet lists commands with their keys, in two columns.
type sheet struct {
	widget.BaseWidget
	rows [][2]string
}

func newSheet(commands []command) *sheet {
	s := &sheet{}
	for _, c := range commands {
		if c.keys != nil {
			s.rows = append(s.rows, [2]string{strings.TrimSuffix(c.label, "…"), keysOf(c.keys)})
		}
	}
	s.rows = append(s.rows, readerKeys...)
	s.ExtendBaseWidget(s)
	return s
}

// readerKeys are those that panes take while they have the keyboard.
var readerKeys = [][2]string{
	{"Select by letter, by sentence", "Shift ←→, Shift Alt ←→"},
	{"Highlight the selection", "1 2 3 4"},
	{"Tag, note, add to the briefing", "T, N, B"},
	{"Previous, next passage", "[ ]"},
	{"Select several passages", "Shift ↑↓, Ctrl A, Ctrl click"},
	{"Finding: mend, show, switch off", "Enter, →, Del"},
	{"Review from Word: accept, keep mine", "Enter, Del"},
	{"Edit a block; done", "Enter; Esc"},
	{"Quotation: omit, replace, insert", "Del, R, I"},
	{"Case, sic, emphasis, remove edit", "C, S, E, X"},
}

func (s *sheet) CreateRenderer() fyne.WidgetRenderer {
	const width, gap = 330, 28
	half := (len(s.rows) + 1) / 2
	draw := func(p *look.Painter) {
		for i, row := range s.rows {
			x := float32(i/half) * (width + gap)
			base := look.PaneText.Baseline(float32(i%half) * 26)
			p.Text(row[0], look.PaneText, look.Ink, x, base)
			p.TextRight(row[1], look.Meta, look.Ink2, x+width, base)
		}
	}
	return look.NewRenderer(s, draw, func() fyne.Size { return fyne.NewSize(2*width+gap, float32(half)*26) })
}

// keysOf writes a shortcut as the keys to press.
func keysOf(s fyne.Shortcut) string {
	switch s := s.(type) {
	case *fyne.ShortcutUndo:
		return "Ctrl Z"
	case *fyne.ShortcutRedo:
		return "Ctrl Y"
	case *desktop.CustomShortcut:
		var parts []string
		for _, m := range []struct {
			mod  fyne.KeyModifier
			name string
		}{{fyne.KeyModifierControl, "Ctrl"}, {fyne.KeyModifierAlt, "Alt"}, {fyne.KeyModifierShift, "Shift"}, {fyne.KeyModifierSuper, "Cmd"}} {
			if s.Modifier&m.mod != 0 {
				parts = append(parts, m.name)
			}
		}
		name := string(s.KeyName)
		if name == string(fyne.KeyReturn) {
			name = "Enter"
		}
		return strings.Join(append(parts, name), " ")
	}
	return ""
}
