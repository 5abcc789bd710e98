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
	key := measureKey{s, st.Font, st.TextSize(), st.textStyle()}
	return measured.get(key)
}

// Width returns the width of s in st at the user's text size.
func Width(s string, st Style) float32 {
	w, _ := Measure(s, st)
	return w
}

type measureKey struct {
	text  string
	font  fyne.Resource
	size  float32
	style fyne.TextStyle
}

type measurement struct{ width, baseline float32 }

// measures remembers widths of texts in the program's own faces. It forgets
// them all when it is full, which is simpler than the order of use and costs a
// few milliseconds once in a long while.
type measures struct {
	mu    sync.Mutex
	known map[measureKey]measurement
}

var measured = measures{known: map[measureKey]measurement{}}

const maxMeasures = 1 << 15

func (m *measures) get(key measureKey) (width, baseline float32) {
	m.mu.Lock()
	defer m.mu.Unlock()
	got, ok := m.known[key]
	if !ok {
		size, base := fyne.CurrentApp().Driver().RenderedTextSize(key.text, key.size, key.style, key.font)
		got = measurement{size.Width, base}
		if len(m.known) >= maxMeasures {
			clear(m.known)
		}
		if key.font != nil { // the theme's font may change
			m.known[key] = got
		}
	}
	return got.width, got.baseline
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
