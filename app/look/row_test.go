package look_test

import (
	"slices"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"

	"briefdesk/app/look"
)

func TestOriginCutsTheSourceBeforeTheDate(t *testing.T) {
	dress(t, look.Light, 0)
	const source, date = "The Daily Chronicle of Record", "19 Aug"
	whole := look.OriginWidth(source, date)
	for _, c := range []struct {
		source, date string
		room         float32
		want         []string
	}{
		{source, date, whole, []string{source, " · " + date}},
		{source, "", whole, []string{source}},
		{"", date, whole, []string{date}},
	} {
		if got := origin(c.source, c.date, c.room); !slices.Equal(got, c.want) {
			t.Errorf("Origin of %q and %q is %q, want %q", c.source, c.date, got, c.want)
		}
	}
	got := origin(source, date, whole-20)
	if len(got) != 2 || got[0] == source || got[1] != " · "+date {
		t.Errorf("with too little room, Origin writes %q", got)
	}
}

// origin is what Origin writes into a room.
func origin(source, date string, room float32) (written []string) {
	var p look.Painter
	p.Begin(fyne.NewSize(400, 20))
	p.Origin(source, date, 10, 10+room, 10)
	for _, o := range p.Objects() {
		written = append(written, o.(*canvas.Text).Text)
	}
	return written
}

func TestShortMarking(t *testing.T) {
	for marking, want := range map[string]string{
		"TLP:CLEAR": "CLEAR", "TLP:AMBER+STRICT": "AMBER+STRICT", "OPEN": "OPEN", "TLP:": "TLP:", "": "",
	} {
		if got := look.ShortMarking(marking); got != want {
			t.Errorf("ShortMarking(%q) = %q, want %q", marking, got, want)
		}
	}
}

func TestIsRightToLeft(t *testing.T) {
	for s, want := range map[string]bool{
		"“The text": false, "“اتفاق 2026": true, "2026": false, "2026 עברית": true, "": false,
	} {
		if got := look.IsRightToLeft(s); got != want {
			t.Errorf("IsRightToLeft(%q) = %v", s, got)
		}
	}
}
