package manuscript_test

import (
	"testing"

	"briefdesk/briefing/manuscript"
)

func TestFiguresAreThoseOfTheLanguage(t *testing.T) {
	for _, c := range []struct{ language, text, want string }{
		{"ur", "صفحہ 12 از 30", "صفحہ ۱۲ از ۳۰"},
		{"ur-PK", "4567", "۴۵۶۷"},
		{"ur", "درجہ B2: 3 (17%)، SHA-256", "درجہ B2: ۳ (۱۷%)، SHA-256"},
		{"en-GB", "Page 12", "Page 12"},
		{"", "3", "3"},
	} {
		if got := manuscript.Figures(c.language, c.text); got != c.want {
			t.Errorf("%s: %q, want %q", c.language, got, c.want)
		}
	}
}
