package layout_test

import (
	"slices"
	"strings"
	"testing"

	"briefdesk/briefing/layout"
)

// TestLeastType sets a note of everything in each form in plainer type: all that
// is read is large enough, sans serif, upright and whole, and no line runs into
// the next.
func TestLeastType(t *testing.T) {
	s := newSetter()
	for size, least := range map[layout.TypeSize]layout.Pt{layout.AccessibleType: 12, layout.LargeType: 14} {
		for _, template := range layout.Templates() {
			m := dressed(note(t))
			m.Template = template
			doc, _, err := s.PagesIn(m, layout.Paper(template), layout.Look{Type: size})
			if err != nil {
				t.Fatal(err)
			}
			for i, p := range doc.Pages {
				var texts []layout.Text
				for _, it := range p.Items {
					x, ok := it.(layout.Text)
					if !ok || x.Tag == layout.Furniture || x.Y < 70 || x.Y > p.H-50 {
						continue
					}
					isMark := x.Size < 9 && strings.Trim(x.Words, "0123456789 ") == ""
					isMono := strings.HasPrefix(x.Face.Name, "LiberationMono")
					switch name := x.Face.Name; {
					case strings.Contains(name, "Italic") || !isMono && !strings.HasPrefix(name, "Lato-") && strings.IndexFunc(x.Words, func(r rune) bool { return r > 0x5ff && r < 0x700 }) < 0:
						t.Errorf("%s, %s, page %d: %q is set in %s", template, size, i+1, x.Words, name)
					case x.Size < least && !isMark && !isMono:
						t.Errorf("%s, %s, page %d: %q is set in %g pt", template, size, i+1, x.Words, x.Size)
					case strings.HasSuffix(x.Words, "\u00ad"):
						t.Errorf("%s, %s, page %d: %q is hyphenated", template, size, i+1, x.Words)
					}
					if !isMark {
						texts = append(texts, x)
					}
				}
				for j, a := range texts {
					for _, b := range texts[j+1:] {
						if d := b.Y - a.Y; d > 0.1 && d < 0.95*min(a.Size, b.Size) && a.X < b.X+b.Width()-1 && b.X < a.X+a.Width()-1 {
							t.Errorf("%s, %s, page %d: %q and %q are %.1f apart", template, size, i+1, a.Words, b.Words, d)
						}
					}
				}
			}
		}
	}
}

// coloursOf are those of all texts, rules and lines of a note in a look.
func coloursOf(t *testing.T, look layout.Look) []layout.Colour {
	t.Helper()
	m := dressed(note(t))
	m.Template = "briefing-note"
	doc, _, err := newSetter().PagesIn(m, layout.Letter, look)
	if err != nil {
		t.Fatal(err)
	}
	var colours []layout.Colour
	add := func(c layout.Colour) {
		if !slices.Contains(colours, c) {
			colours = append(colours, c)
		}
	}
	for _, p := range doc.Pages {
		for _, it := range p.Items {
			switch it := it.(type) {
			case layout.Text:
				add(it.Colour)
			case layout.Rect:
				add(it.Colour)
			case layout.Stroke:
				add(it.Colour)
			}
		}
	}
	return colours
}

func TestColoursOfALook(t *testing.T) {
	navy, grey, rule, amber, panel := layout.Colour{R: 0x1B, G: 0x36, B: 0x5D}, layout.Colour{R: 0x4A, G: 0x4F, B: 0x57}, layout.Colour{R: 0x8A, G: 0x94, B: 0xA3}, layout.Colour{R: 0xFF, G: 0xC0}, layout.Colour{R: 0xEE, G: 0xF1, B: 0xF5}
	house := layout.Colour{R: 0x5B, G: 0x10, B: 0x10}
	for name, c := range map[string]struct {
		look      layout.Look
		has, lack []layout.Colour
	}{
		"form":       {layout.Look{}, []layout.Colour{navy, grey, rule, amber, panel}, nil},
		"monochrome": {layout.Look{Monochrome: true, House: house}, []layout.Colour{amber, panel, {}}, []layout.Colour{navy, grey, rule, house}},
		"house":      {layout.Look{House: house}, []layout.Colour{house, grey, amber, panel}, []layout.Colour{navy}},
	} {
		colours := coloursOf(t, c.look)
		for _, want := range c.has {
			if !slices.Contains(colours, want) {
				t.Errorf("%s: nothing has the colour %v", name, want)
			}
		}
		for _, no := range c.lack {
			if slices.Contains(colours, no) {
				t.Errorf("%s: something has the colour %v", name, no)
			}
		}
	}
}

func TestHouseColours(t *testing.T) {
	for _, c := range []struct{ colour, err string }{
		{"#1B365D", ""},
		{"#005500", ""},
		{"#FFC000", "#FFC000 has a contrast of 1.6 on white, and text needs 7 there; choose a darker colour"},
		{"navy", `"navy" is no colour; write it as #RRGGBB, such as #1B365D`},
		{"#12345", `"#12345" is no colour; write it as #RRGGBB, such as #1B365D`},
		{"#-1b365", `"#-1b365" is no colour; write it as #RRGGBB, such as #1B365D`},
	} {
		got := ""
		if _, err := layout.ParseHouseColour(c.colour); err != nil {
			got = err.Error()
		}
		if got != c.err {
			t.Errorf("%s: %q, want %q", c.colour, got, c.err)
		}
	}
}
