package look

import "fyne.io/fyne/v2"

// WindowKey gives a key to the window where it is one that panes have no use
// for, F1 to F12, and reports whether it was. Fyne makes no shortcut of a key
// without a modifier, and gives it to the focused widget alone.
func WindowKey(o fyne.CanvasObject, e *fyne.KeyEvent) bool {
	if len(e.Name) < 2 || e.Name[0] != 'F' || e.Name[1] < '1' || e.Name[1] > '9' {
		return false
	}
	c := fyne.CurrentApp().Driver().CanvasForObject(o)
	if c == nil || c.OnTypedKey() == nil {
		return false
	}
	c.OnTypedKey()(e)
	return true
}
