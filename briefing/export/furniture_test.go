package export_test

import (
	"math"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"briefdesk/briefing"
	"briefdesk/briefing/export"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/pdf/pdftest"
)

// houses are profiles as a house may have them.
var houses = fstest.MapFS{
	"us-bar.json":   {Data: []byte(`{"name": "us-bar", "title": "US with bars", "extends": "us", "place": "bar"}`)},
	"cui-head.json": {Data: []byte(`{"name": "cui-head", "title": "CUI at the head", "extends": "cui-isoo", "headOnly": true}`)},
}

// furniture is a text outside the text area: where it begins and ends, and how it is set.
type furniture struct {
	text        string
	x, right, y layout.Pt
	size        layout.Pt
	family      string
	colour      layout.Colour
}

// bannersOn are the texts of a page that say a marking, from the top, neighbours
// on one line joined.
func bannersOn(pg layout.Page, mark string) []furniture {
	var all []furniture
	for _, it := range pg.Items {
		t, ok := it.(layout.Text)
		if !ok || t.Block > 0 || t.Y > 50 && t.Y < pg.H-50 {
			continue
		}
		words := strings.TrimSpace(t.Words)
		if last := len(all) - 1; last >= 0 && all[last].y == t.Y && math.Abs(float64(all[last].right-t.X)) < 6 {
			all[last].text, all[last].right = all[last].text+" "+words, t.X+t.Width()
			continue
		}
		all = append(all, furniture{words, t.X, t.X + t.Width(), t.Y, t.Size, t.Face.Name, t.Colour})
	}
	all = slices.DeleteFunc(all, func(f furniture) bool { return f.text != mark })
	slices.SortFunc(all, func(a, b furniture) int { return int(a.y - b.y) })
	return all
}

// groundOf is the filled rectangle behind a text.
func groundOf(pg layout.Page, f furniture) (layout.Rect, bool) {
	for _, it := range pg.Items {
		if r, ok := it.(layout.Rect); ok && r.H > 10 && r.H < 40 && r.Y < f.y && r.Y+r.H > f.y && r.X <= f.x && r.X+r.W >= f.right-1 {
			return r, true
		}
	}
	return layout.Rect{}, false
}

// TestMarkingOfEachProfile looks at the head and the foot of each page: words,
// place, size and colour are as the standard has them.
func TestMarkingOfEachProfile(t *testing.T) {
	e := newExporter(t)
	var faults []error
	e.Profiles, faults = e.Profiles.WithHouse(houses)
	if faults != nil {
		t.Fatal(faults)
	}
	black, white := layout.Colour{}, layout.Colour{R: 255, G: 255, B: 255}
	rgb := func(r, g, b uint8) layout.Colour { return layout.Colour{R: r, G: g, B: b} }
	for _, c := range []struct {
		profile  string
		portion  briefing.Marking
		mark     string
		template string
		align    string // left edge, centre or right edge of the words is where it should be
		head     layout.Pt
		foot     layout.Pt // from the bottom of the page; 0 is none
		ink      layout.Colour
		ground   *layout.Colour
		bars     bool
		serif    bool
	}{
		{profile: "tlp", portion: "TLP:RED", mark: "TLP:RED", align: "box", head: 40.32, foot: 31.68, ink: rgb(0xFF, 0x2B, 0x2B), ground: &black},
		{profile: "tlp", portion: "TLP:AMBER", mark: "TLP:AMBER", align: "box", head: 40.32, foot: 31.68, ink: rgb(0xFF, 0xC0, 0), ground: &black},
		{profile: "tlp", portion: "TLP:AMBER+STRICT", mark: "TLP:AMBER+STRICT", align: "box", head: 40.32, foot: 31.68, ink: rgb(0xFF, 0xC0, 0), ground: &black},
		{profile: "tlp", portion: "TLP:GREEN", mark: "TLP:GREEN", align: "box", head: 40.32, foot: 31.68, ink: rgb(0x33, 0xFF, 0), ground: &black},
		{profile: "tlp", portion: "TLP:CLEAR", mark: "TLP:CLEAR", align: "box", head: 40.32, foot: 31.68, ink: white, ground: &black},
		{profile: "uk", portion: "O-S", mark: "OFFICIAL-SENSITIVE", align: "centre", head: 40.7, foot: 32, ink: black},
		{profile: "us", portion: "S//NF", mark: "SECRET//NOFORN", align: "centre", head: 40.7, foot: 32, ink: black, serif: true},
		{profile: "us", portion: "S//NF", mark: "SECRET//NOFORN", template: "us-action-memo", align: "centre", head: 40.9, foot: 33, ink: black, serif: true},
		{profile: "us-bar", portion: "U", mark: "UNCLASSIFIED", align: "centre", head: 40.32, foot: 31.68, ink: white, ground: &layout.Colour{R: 0, G: 0x7A, B: 0x33}, bars: true, serif: true},
		{profile: "us-bar", portion: "C", mark: "CONFIDENTIAL", align: "centre", head: 40.32, foot: 31.68, ink: white, ground: &layout.Colour{R: 0, G: 0x33, B: 0xA0}, bars: true, serif: true},
		{profile: "us-bar", portion: "S", mark: "SECRET", align: "centre", head: 40.32, foot: 31.68, ink: white, ground: &layout.Colour{R: 0xC8, G: 0x10, B: 0x2E}, bars: true, serif: true},
		{profile: "us-bar", portion: "TS", mark: "TOP SECRET", align: "centre", head: 40.32, foot: 31.68, ink: black, ground: &layout.Colour{R: 0xFF, G: 0x8C, B: 0}, bars: true, serif: true},
		{profile: "cui-isoo", portion: "CUI//SP-PRVCY//DL ONLY/NF", mark: "CUI//SP-PRVCY//DL ONLY/NOFORN", align: "centre", head: 40.7, foot: 32, ink: black},
		{profile: "cui-head", portion: "CUI", mark: "CUI", align: "centre", head: 40.7, ink: black},
		{profile: "cui-dod", portion: "CUI//CTI", mark: "CUI", align: "centre", head: 40.7, foot: 32, ink: black},
		{profile: "canada", portion: "PB", mark: "PROTECTED B / PROTÉGÉ B", align: "right", head: 40.7, foot: 32, ink: black},
		{profile: "nato", portion: "NR", mark: "NATO RESTRICTED", align: "centre", head: 40.7, foot: 32, ink: black},
	} {
		b := briefing.Briefing{Title: "Of the harbour", Date: "2026-03-17", Profile: c.profile, Template: c.template, Draft: "2"}
		for range 60 {
			b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockText, Text: strings.Repeat("The harbour is deep enough. ", 8), Portion: c.portion})
		}
		p, err := e.Prepare(b, nil, export.Options{Paper: layout.A4})
		must(t, err)
		if p.Pages < 2 || p.Document.Marking != c.mark {
			t.Errorf("%s: %d pages are marked %q in the metadata", c.profile, p.Pages, p.Document.Marking)
		}
		report, err := e.Export(b, nil, "a.pdf", export.Options{Paper: layout.A4})
		must(t, err)
		for _, v := range pdftest.Violations(report.Files[0].Data) {
			t.Errorf("%s: %s", c.profile, v)
		}
		shown, err := pdftest.Texts(report.Files[0].Data)
		must(t, err)
		for i, pg := range p.Document.Pages {
			found := bannersOn(pg, c.mark)
			for _, f := range found {
				if !isShown(shown, i, pg, f) {
					t.Errorf("%s, page %d: the file does not show %+v", c.profile, i+1, f)
				}
			}
			want := []layout.Pt{c.head}
			if c.foot > 0 {
				want = append(want, pg.H-c.foot)
			}
			if len(found) != len(want) {
				t.Errorf("%s, page %d: %s stands %d times at head and foot, want %d", c.profile, i+1, c.mark, len(found), len(want))
				continue
			}
			for j, f := range found {
				if math.Abs(float64(f.y-want[j])) > 0.5 || f.size != 12 || f.colour != c.ink {
					t.Errorf("%s, page %d: %s stands at y %.1f in %v pt and %v, want y %.1f in 12 pt and %v", c.profile, i+1, c.mark, f.y, f.size, f.colour, want[j], c.ink)
				}
				if !strings.Contains(f.family, "Bold") || c.serif == strings.HasPrefix(f.family, "Lato") {
					t.Errorf("%s: the face is %s", c.profile, f.family)
				}
				checkPlace(t, c.profile, pg, f, c.align)
				ground, grounded := groundOf(pg, f)
				if grounded != (c.ground != nil) || grounded && ground.Colour != *c.ground || c.bars && (ground.X != 0 || ground.W != pg.W || ground.H != 20) {
					t.Errorf("%s: %s stands on %+v, %v", c.profile, c.mark, ground, grounded)
				}
				if !c.bars && grounded && (ground.H != 20 || math.Abs(float64(f.x-ground.X-7)) > 0.5) {
					t.Errorf("%s: the box of %s is %+v", c.profile, c.mark, ground)
				}
			}
		}
	}
}

// isShown reports whether a PDF shows f, or the first word of it, where and as
// the page has it.
func isShown(shown []pdftest.Shown, page int, pg layout.Page, f furniture) bool {
	return slices.ContainsFunc(shown, func(s pdftest.Shown) bool {
		return s.Page == page && strings.HasPrefix(f.text, strings.TrimSpace(s.Text)) && strings.TrimSpace(s.Text) != "" &&
			math.Abs(s.X-float64(f.x)) < 0.1 && math.Abs(s.Y-float64(pg.H-f.y)) < 0.1 &&
			s.Size == float64(f.size) && s.Ink == [3]int{int(f.colour.R), int(f.colour.G), int(f.colour.B)}
	})
}

// checkPlace holds a marking against the margins, or the middle of the page.
func checkPlace(t *testing.T, profile string, pg layout.Page, f furniture, align string) {
	t.Helper()
	off := 0.0
	switch align {
	case "centre":
		off = float64(f.x+f.right-pg.W) / 2
	case "right":
		off = float64(f.right - rightMargin(pg))
	case "box":
		off = float64(f.right + 7 - rightMargin(pg))
	}
	if math.Abs(off) > 1 {
		t.Errorf("%s: %s is off its place by %.1f pt", profile, f.text, off)
	}
}

// rightMargin is the right edge of the text area of a blank page.
func rightMargin(pg layout.Page) layout.Pt { return pg.W - 62 }

// TestLongMarkingsGiveWay sets markings in smaller type before they take a second
// line, and refuses what does not fit on two.
func TestLongMarkingsGiveWay(t *testing.T) {
	e := newExporter(t)
	codes := []string{"AUS", "AUT", "BEL", "BGR", "CAN", "CHE", "CZE", "DEU", "DNK", "ESP", "EST", "FIN", "FRA", "GBR", "GRC", "HRV", "HUN", "IRL", "ISL", "ITA", "JPN", "KOR", "LTU", "LUX", "LVA", "NLD", "NOR", "NZL", "POL", "PRT", "ROU", "SVK", "SVN", "SWE", "TUR", "UKR"}
	sizes := map[string]bool{}
	for n := 1; n <= len(codes); n++ {
		b := briefing.Briefing{Title: "Of the harbour", Profile: "us", Blocks: []briefing.Block{
			{Kind: briefing.BlockText, Text: "Words.", Portion: briefing.Marking("S//REL TO USA, " + strings.Join(codes[:n], ", "))},
			{Kind: briefing.BlockPageBreak},
			{Kind: briefing.BlockText, Text: "More.", Portion: "U"},
		}, Draft: "2", Template: []string{"blank", "us-action-memo", "bluf", "uk-submission"}[n%4], Reference: "HQ-1"}
		p, err := e.Prepare(b, nil, export.Options{Paper: layout.A4})
		if err != nil {
			if !strings.Contains(err.Error(), "is wider than two lines of the page; shorten its lists") {
				t.Fatal(err)
			}
			sizes["refused"] = true
			continue
		}
		lines := map[layout.Pt]bool{}
		size := layout.Pt(0)
		for _, it := range p.Document.Pages[0].Items {
			if text, ok := it.(layout.Text); ok && text.Y < 50 && strings.Contains(string(p.Manuscript.Banner.Mark), strings.TrimSpace(text.Words)) {
				lines[text.Y], size = true, text.Size
				if text.X < 61 || text.X+text.Width() > rightMargin(p.Document.Pages[0])+1 {
					t.Errorf("%d recipients: the marking stands in the margin", n)
				}
			}
		}
		clearOfEachOther(t, n, p.Document)
		sizes[strings.Repeat("|", len(lines))+" "+map[layout.Pt]string{12: "12", 11: "11", 10: "10"}[size]] = true
	}
	for _, want := range []string{"| 12", "| 11", "| 10", "|| 10", "refused"} {
		if !sizes[want] {
			t.Errorf("no list of recipients is set as %q: %v", want, sizes)
		}
	}
}

// TestFurnitureIsClearOfMarkings has no page number, draft or copy number, or sentence
// about sharing stand in a marking, in any form and scheme.
func TestFurnitureIsClearOfMarkings(t *testing.T) {
	e := newExporter(t)
	marks := map[string]string{"tlp": "TLP:AMBER+STRICT", "uk": "OFFICIAL-SENSITIVE", "us": "SECRET//NOFORN", "canada": "PROTECTED B"}
	for i, template := range layout.Templates() {
		for profile, mark := range marks {
			b := briefing.Briefing{Title: "Of the harbour", Template: template, Profile: profile, Marking: briefing.Marking(mark), Draft: "2", Reference: "HQ-1", Blocks: []briefing.Block{
				{Kind: briefing.BlockText, Text: "Words."}, {Kind: briefing.BlockPageBreak}, {Kind: briefing.BlockText, Text: "More."},
			}}
			p, err := e.Prepare(b, nil, export.Options{Paper: layout.A4, Copy: manuscript.Copy{Number: 3, Of: 12}})
			must(t, err)
			clearOfEachOther(t, i, p.Document)
			for n, pg := range p.Document.Pages {
				for _, box := range pg.Items {
					r, ok := box.(layout.Rect)
					if !ok || r.H != 20 || r.W > pg.W/2 {
						continue
					}
					for _, it := range pg.Items {
						if said, ok := it.(layout.Text); ok && strings.TrimSpace(said.Words) != mark && said.Y > r.Y-4 && said.Y-said.Size < r.Y+r.H && said.X < r.X+r.W && said.X+said.Width() > r.X {
							t.Errorf("%s, %s: %q stands in the marking of page %d", template, profile, said.Words, n+1)
						}
					}
				}
			}
		}
	}
}

// clearOfEachOther finds texts of head and foot that stand in one another.
func clearOfEachOther(t *testing.T, n int, doc layout.Document) {
	t.Helper()
	for _, pg := range doc.Pages {
		var texts []layout.Text
		for _, it := range pg.Items {
			if text, ok := it.(layout.Text); ok && text.Block == 0 && strings.TrimSpace(text.Words) != "" && (text.Y < 58 || text.Y > pg.H-58) {
				texts = append(texts, text)
			}
		}
		for i, a := range texts {
			for _, b := range texts[i+1:] {
				if math.Abs(float64(a.Y-b.Y)) < 6 && a.X < b.X+b.Width()-1 && b.X < a.X+a.Width()-1 {
					t.Errorf("%d recipients: %q stands in %q", n, a.Words, b.Words)
				}
			}
		}
	}
}

// TestDesignationStandsAtTheFootOfTheFirstPage has the block of a controlled note
// at the right of the first page, and room for it.
func TestDesignationStandsAtTheFootOfTheFirstPage(t *testing.T) {
	b := briefing.Briefing{Title: "Of the harbour", Profile: "cui-dod", Fields: []briefing.TemplateField{{Name: "controlled by", Value: "The desk"}, {Name: "poc", Value: "ext. 1234"}}}
	for range 60 {
		b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockText, Text: strings.Repeat("The harbour is deep enough. ", 8), Portion: "CUI//CTI"})
	}
	p, err := newExporter(t).Prepare(b, nil, export.Options{Paper: layout.A4})
	must(t, err)
	first := p.Document.Pages[0]
	top, said := layout.Pt(math.Inf(1)), ""
	for _, it := range first.Items {
		if text, ok := it.(layout.Text); ok && text.Block == 0 && text.Y > first.H/2 && text.Y < first.H-50 && text.X > first.W/3 {
			top, said = min(top, text.Y), said+text.Words
		}
	}
	for _, want := range []string{"Controlled by: The desk", "CUI category: CTI", "POC: ext. 1234"} {
		if !strings.Contains(said, want) {
			t.Errorf("the designation says %q, not %q", said, want)
		}
	}
	for _, it := range first.Items {
		if text, ok := it.(layout.Text); ok && text.Block > 0 && text.Y > top-8.5 {
			t.Errorf("%q stands beside the designation", text.Words)
		}
	}
}
