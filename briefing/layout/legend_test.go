package layout_test

import (
	"strings"
	"testing"

	"briefdesk/briefing/estimate"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
)

// legendOf is the legend of a scale, with every second band in use.
func legendOf(scale estimate.Scale) manuscript.Legend {
	l := manuscript.Legend{Label: "How likely?", Scale: scale.Title, Note: scale.Note}
	for i, b := range scale.Bands {
		l.Bands = append(l.Bands, manuscript.LegendBand{From: b.From, To: b.To, Term: strings.Join(b.Terms(), " or "), Used: i%2 == 1})
	}
	return l
}

// TestLegendIsDrawn holds the legends of all scales: names are clear of one
// another, bands stand where their figures say, and only those in use are filled.
func TestLegendIsDrawn(t *testing.T) {
	s := newSetter()
	for _, scale := range estimate.Scales() {
		for _, template := range layout.Templates() {
			l := legendOf(scale)
			m := manuscript.Manuscript{Language: "en-GB", Template: template, Blocks: []manuscript.Block{
				manuscript.Heading{Level: 1, Text: text("Heading"), Block: 1}, manuscript.Paragraph{Text: text("It is likely."), Block: 2}, l,
			}}
			doc, _, err := s.Pages(m, layout.A4)
			if err != nil {
				t.Fatal(err)
			}
			figure := 0
			for i, e := range doc.Structure {
				if e.Role == layout.RoleFigure {
					figure = i
				}
			}
			if figure == 0 || doc.Structure[figure].Alt != l.Text() {
				t.Fatalf("%s in %s: no figure says %q", scale.Title, template, l.Text())
			}
			var names []layout.Text
			var edges [][2]layout.Pt
			filled := 0
			for _, it := range doc.Pages[0].Items {
				switch it := it.(type) {
				case layout.Text:
					if it.Tag == figure && !strings.HasSuffix(it.Words, "%") {
						names = append(names, it)
					}
				case layout.Stroke:
					edges = append(edges, [2]layout.Pt{it.Points[0].X, it.Points[1].X})
				case layout.Rect:
					if it.H == 10 && it.W > 3 {
						filled++
					}
				}
			}
			if len(edges) != len(l.Bands) || filled != len(l.Bands)/2 {
				t.Errorf("%s in %s: %d bands, %d filled, want %d and %d", scale.Title, template, len(edges), filled, len(l.Bands), len(l.Bands)/2)
			}
			perCent := (edges[len(edges)-1][1] - edges[0][0]) / layout.Pt(l.Bands[len(l.Bands)-1].To-l.Bands[0].From)
			for i, b := range l.Bands {
				if d := edges[i][1] - edges[i][0] - perCent*layout.Pt(b.To-b.From); d > 0.01 || d < -0.01 {
					t.Errorf("%s in %s: band %d is %.2f too wide", scale.Title, template, i+1, d)
				}
			}
			for i, a := range names {
				for _, b := range names[i+1:] {
					if a.Y == b.Y && a.X < b.X && a.X+a.Width() > b.X+4 {
						t.Errorf("%s in %s: %q runs into %q", scale.Title, template, a.Words, b.Words)
					}
				}
			}
		}
	}
}

// TestTouchingBandsStayApart fills two bands that touch: a white line parts them.
func TestTouchingBandsStayApart(t *testing.T) {
	white := layout.Colour{R: 0xFF, G: 0xFF, B: 0xFF}
	for name, c := range map[string]struct {
		bands []manuscript.LegendBand
		lines int
	}{
		"touching, both filled": {[]manuscript.LegendBand{{From: 5, To: 20, Term: "a", Used: true}, {From: 20, To: 45, Term: "b", Used: true}}, 1},
		"touching, one filled":  {[]manuscript.LegendBand{{From: 5, To: 20, Term: "a", Used: true}, {From: 20, To: 45, Term: "b"}}, 0},
		"apart, both filled":    {[]manuscript.LegendBand{{From: 5, To: 20, Term: "a", Used: true}, {From: 25, To: 45, Term: "b", Used: true}}, 0},
	} {
		doc := setIn(t, newSetter(), manuscript.Manuscript{Language: "en-GB", Blocks: []manuscript.Block{manuscript.Legend{Label: "How likely?", Bands: c.bands}}})
		lines := 0
		for _, it := range doc.Pages[0].Items {
			if r, ok := it.(layout.Rect); ok && r.Colour == white {
				lines++
			}
		}
		if lines != c.lines {
			t.Errorf("%s: %d white lines, want %d", name, lines, c.lines)
		}
	}
}

func TestEndMatterStandsOnTheBottomOfItsPage(t *testing.T) {
	s := newSetter()
	m := manuscript.Manuscript{
		Language: "en-GB", Template: "bluf", Title: "Talks will fail", Blocks: []manuscript.Block{manuscript.Paragraph{Text: text("It is so."), Block: 1}},
		End: []manuscript.Fact{{Key: manuscript.FactVerification, Label: "Verification", Text: text("None is quoted.")}},
	}
	for _, c := range []struct {
		template string
		least    layout.Pt
	}{{"bluf", 770}, {"blank", 0}} {
		m.Template = c.template
		doc := setIn(t, s, m)
		if y := baselineOf(doc.Pages[0], "None is quoted."); len(doc.Pages) > 1 || y < c.least || c.least == 0 && y > 400 {
			t.Errorf("%s: the end matter stands at %.1f of %d pages", c.template, y, len(doc.Pages))
		}
	}
}

// TestTabStandsBelowAMemoIfItFits has the sources of a memo on its last page, or on
// pages of their own.
func TestTabStandsBelowAMemoIfItFits(t *testing.T) {
	s := newSetter()
	for notes, want := range map[int]int{1: 1, 60: 2} {
		m := manuscript.Manuscript{Language: "en-US", Template: "us-action-memo", Title: "Talks", Blocks: []manuscript.Block{manuscript.Paragraph{Text: text("It is so."), Block: 1}}}
		for n := range notes {
			m.Notes = append(m.Notes, manuscript.Note{Number: n + 1, Text: text("A source.")})
		}
		doc := setIn(t, s, m)
		if y := baselineOf(doc.Pages[0], "A source."); (y > 0) != (want == 1) || doc.Body != 1 {
			t.Errorf("%d notes: the first page has one at %.1f, and %d of %d pages are the memo", notes, y, doc.Body, len(doc.Pages))
		}
	}
}

// baselineOf is the lowest baseline of a text on a page, or 0.
func baselineOf(pg layout.Page, words string) layout.Pt {
	y := layout.Pt(0)
	for _, it := range pg.Items {
		if said, ok := it.(layout.Text); ok && strings.TrimSpace(said.Words) == words {
			y = max(y, said.Y)
		}
	}
	return y
}
