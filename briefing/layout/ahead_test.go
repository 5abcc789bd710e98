package layout_test

import (
	"runtime"
	"strings"
	"testing"

	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
)

// TestPagesAreTheSameHoweverManySetThem sets a long note of every kind of block by
// one processor and by several.
func TestPagesAreTheSameHoweverManySetThem(t *testing.T) {
	m := note(t)
	urdu := manuscript.Paragraph{Text: text("واشنگٹن نے بلوچستان لبریشن آرمی (BLA) کو غیر ملکی دہشت گرد تنظیم قرار دیا ہے"), Block: 1}
	once := append(m.Blocks, urdu, manuscript.Heading{Level: 1, Text: text(strings.Repeat("A heading that is too long for its column ", 3)), Block: 2})
	for m.Blocks = nil; len(m.Blocks) < 400; {
		m.Blocks = append(m.Blocks, once...)
	}
	for _, template := range []string{"", "press-review"} {
		m.Template = template
		alone := setBy(t, 1, m)
		for range 3 {
			if got := setBy(t, 4, m); got != alone {
				t.Fatalf("template %q: pages set by four processors differ from those set by one", template)
			}
		}
	}
}

func setBy(t *testing.T, processors int, m manuscript.Manuscript) string {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(processors))
	return dump(pages(t, m, layout.A4))
}

// TestCutWordsFromTheRightStayWithinTheColumn sets a word that no line has room
// for, and that ends in letters which would be wider if they stood alone.
func TestCutWordsFromTheRightStayWithinTheColumn(t *testing.T) {
	m := manuscript.Manuscript{Title: "A title", Language: "en-GB", Template: "press-review"}
	for n := range 60 {
		m.Blocks = append(m.Blocks, manuscript.Paragraph{Text: text(strings.Repeat("w", 20+n) + "پاکستانپاکستانپاکستان"), Block: n + 1})
	}
	for _, page := range pages(t, m, layout.Letter).Pages {
		for _, it := range page.Items {
			if x, ok := it.(layout.Text); ok && x.Block > 0 && x.Words != " " && x.X+x.Width() > page.W-57 {
				t.Errorf("%q ends at %.1f of %.1f", x.Words, x.X+x.Width(), page.W)
			}
		}
	}
}
