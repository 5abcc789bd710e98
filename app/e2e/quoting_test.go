//go:build e2e

package e2e

import (
	"strings"
	"testing"
)

// TestQuotationIsEditedInPlace shortens a quotation by keys alone, looks at its
// source and comes back, undoes and does it again, and exports what is proved.
func TestQuotationIsEditedInPlace(t *testing.T) {
	d := open(t, usual)
	d.firstStart()
	omitted := func(want bool) func() bool {
		return func() bool { return strings.Contains(d.note(), "[…]") == want }
	}
	if omitted(true)() {
		t.Fatal("the sample omits words already")
	}
	d.openQuotation()
	d.keys("ctrl+Home", "ctrl+Right", "ctrl+shift+Right", "ctrl+shift+Right", "Delete")
	d.eventually("words are left out", omitted(true))
	d.shot("omitted")
	d.keys("F4", "F4", "ctrl+z")
	d.eventually("the omission is undone", omitted(false))
	d.keys("ctrl+y")
	d.eventually("the omission is done again", omitted(true))
	d.keys("Escape")
	d.holds(d.exported(), "4 of 4 quotations verified", "[…]")
}

// openQuotation opens the editor of the sample's first quotation by keys.
func (d *desk) openQuotation() {
	d.t.Helper()
	d.keys("F6", "F6", "Home", "Down", "Down", "Down", "Down", "Return")
	d.settled()
}
