package look

import (
	"strings"
	"sync"
	"unicode/utf8"

	"fyne.io/fyne/v2"
)

// Measure returns the width of s in st, and how far its baseline is below the
// top of the object that draws it, both at the user's text size. Widths are
// kept, so that asking again costs little.
func Measure(s string, st Style) (width, baseline float32) {
	st = Fallback(st, s)
	m := measured.get(s, st)
	return m.width, m.baseline
}

// Width returns the width of s in st at the user's text size.
func Width(s string, st Style) float32 {
	w, _ := Measure(s, st)
	return w
}

type measureKey struct {
	text string
	font fyne.Resource
	size float32
}

type measurement struct{ width, height, baseline float32 }

// measures remembers the measures of texts in the program's own faces; the
// theme's font may change. It forgets them all when it is full, which is
// simpler than the order of use and costs a few milliseconds once in a long
// while.
type measures struct {
	mu    sync.Mutex
	known map[measureKey]measurement
}

var measured = measures{known: map[measureKey]measurement{}}

const maxMeasures = 1 << 15

// get measures s in st, whose face must have its letters.
func (m *measures) get(s string, st Style) measurement {
	m.mu.Lock()
	defer m.mu.Unlock()
	key := measureKey{s, st.Font, st.TextSize()}
	if known, ok := m.known[key]; ok {
		return known
	}
	size, baseline := fyne.CurrentApp().Driver().RenderedTextSize(s, key.size, st.textStyle(), st.Font)
	got := measurement{size.Width, size.Height, baseline}
	if len(m.known) >= maxMeasures {
		clear(m.known)
	}
	if st.Font != nil {
		m.known[key] = got
	}
	return got
}

// Ellipsis returns s, or as much of its beginning as fits into width with "…"
// behind it. Nothing fits into a width that is not even wide enough for that.
func Ellipsis(s string, st Style, width float32) string {
	if Width(s, st) <= width {
		return s
	}
	low, high := 0, len(s) // bytes: low fits, high does not
	for {
		mid := (low + high) / 2
		for mid > low && !utf8.RuneStart(s[mid]) {
			mid--
		}
		if mid == low {
			break
		}
		if Width(cut(s[:mid]), st) <= width {
			low = mid
		} else {
			high = mid
		}
	}
	if low == 0 {
		return ""
	}
	return cut(s[:low])
}

func cut(s string) string { return strings.TrimRight(s, " .,;:–—-") + "…" }
