package layout

import (
	"errors"
	"slices"
	"strings"

	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/marking"
)

// Measures of the banner.
const (
	boxHeight  = 20 // of a box or a bar
	boxSide    = 7
	boxTop     = 26
	bannerLead = 12   // baseline to baseline, where it has two lines
	capHeight  = 0.72 // of its capitals, as a share of the type size
	bannerGap  = 12   // from a running head to the banner
	besideGap  = 8    // from anything else beside it, at least
)

// bannerSizes are the sizes of type that a banner is tried in. Where the last is
// too large for one line, it has two.
var bannerSizes = []Pt{12, 11, 10}

// bannerLine is a line of the banner as it is set.
type bannerLine struct {
	text  string
	width Pt
}

// banner is the overall marking at the head and the foot of a page.
func (f *flow) banner(m manuscript.Manuscript, first bool, tags bannerTags) []Item {
	if m.Banner.Mark == "" || m.Place == marking.PlaceNone {
		return nil
	}
	face, lines := f.bannerLines(m)
	tag := Furniture
	if first {
		tag = tags.mark
	}
	items := f.bannerAt(m, face, lines, tag, false)
	if first {
		items = append(f.sharing(m, items, tags.sharing), items...)
	}
	if !m.Banner.HeadOnly {
		items = append(items, f.bannerAt(m, face, lines, Furniture, true)...)
	}
	return items
}

// bannerAt sets the lines of the banner at the head or at the foot of a page.
func (f *flow) bannerAt(m manuscript.Manuscript, face typeface, lines []bannerLine, tag int, foot bool) []Item {
	st := f.st
	more := Pt(len(lines)-1) * bannerLead
	top, baseline := Pt(boxTop), st.markingHead-more
	if foot {
		top, baseline = st.paper.H-boxTop-boxHeight-more, st.paper.H-st.markingFoot-more
	}
	var items []Item
	switch m.Place {
	case marking.PlaceBox:
		width := widest(lines) + 2*boxSide
		items = append(items, Rect{X: st.paper.W - st.right - width, Y: top, W: width, H: boxHeight + more})
		baseline = top + boxHeight/2 + capHeight*face.size/2
	case marking.PlaceBar:
		items = append(items, Rect{Y: top, W: st.paper.W, H: boxHeight + more, Colour: parseColour(m.Banner.Bar)})
		baseline = top + boxHeight/2 + capHeight*face.size/2
	case marking.PlaceCentre, marking.PlaceRight, marking.PlaceNone:
	}
	for i, l := range lines {
		x := (st.paper.W - l.width) / 2
		switch m.Place {
		case marking.PlaceBox:
			x = st.paper.W - st.right - l.width - boxSide
		case marking.PlaceRight:
			x = st.paper.W - st.right - l.width
		case marking.PlaceCentre, marking.PlaceBar, marking.PlaceNone:
		}
		items = append(items, f.text1(l.text, face, tag, x, baseline+Pt(i)*bannerLead)...)
	}
	return items
}

// bannerLines is the banner in the largest type in which it fits between the
// margins, on two lines if need be. One that does not is an error: it is never
// cut, and a box is never smaller than its standard says.
func (f *flow) bannerLines(m manuscript.Manuscript) (typeface, []bannerLine) {
	face, room, sizes := f.st.marking, f.st.paper.W-f.st.left-f.st.right, bannerSizes
	if m.Banner.BodyFace {
		face.family = f.st.body.family
	}
	switch m.Place {
	case marking.PlaceBox:
		face.colour = parseColour(m.Banner.Colour)
		room, sizes = room-2*boxSide, bannerSizes[:1]
	case marking.PlaceBar:
		face.colour = parseColour(m.Banner.OnBar)
	case marking.PlaceCentre, marking.PlaceRight, marking.PlaceNone:
	}
	mark := string(m.Banner.Mark)
	for _, size := range sizes {
		face.track, face.size = face.track*size/face.size, size
		if line := f.bannerLine(mark, face); line.width <= room {
			return face, []bannerLine{line}
		}
	}
	for _, cut := range cuts(mark) {
		lines := []bannerLine{f.bannerLine(strings.TrimSpace(mark[:cut]), face), f.bannerLine(strings.TrimSpace(mark[cut:]), face)}
		if widest(lines) <= room {
			return face, lines
		}
	}
	if f.err == nil {
		f.err = errors.New("the marking " + mark + " is wider than two lines of the page; shorten its lists, or choose another paper")
	}
	return face, []bannerLine{f.bannerLine(mark, face)}
}

func (f *flow) bannerLine(text string, face typeface) bannerLine {
	return bannerLine{text, f.natural([]span{{text: text, typeface: face}}) - face.track}
}

func widest(lines []bannerLine) Pt {
	width := Pt(0)
	for _, l := range lines {
		width = max(width, l.width)
	}
	return width
}

// cuts are the places where a marking may be parted, those that keep its parts
// whole first, and of these the one that leaves the first line longest.
func cuts(mark string) []int {
	var all []int
	for _, separator := range []string{" / ", "//", "/", ", ", " "} {
		for i := len(mark) - len(separator); i > 0; i-- {
			if strings.HasPrefix(mark[i:], separator) && !slices.Contains(all, i+len(separator)) {
				all = append(all, i+len(separator))
			}
		}
	}
	return all
}

// besideBanner is the room for a running head before the banner on its line.
func (f *flow) besideBanner(banner []Item) Pt {
	st := f.st
	left := st.paper.W - st.right
	for _, it := range banner {
		if t, ok := it.(Text); ok && t.Y < st.paper.H/2 && t.Y+t.Size > st.runningHead && t.Y-t.Size < st.runningHead {
			left = min(left, t.X)
		}
	}
	if left == st.paper.W-st.right {
		return st.full()
	}
	return left - bannerGap - st.left
}

// givingWay are texts beside the banner, a line lower if they would stand in it.
func givingWay(items, banner []Item) []Item {
	meets := func(a Text) bool {
		return slices.ContainsFunc(banner, func(it Item) bool {
			b, ok := it.(Text)
			return ok && max(a.Y-b.Y, b.Y-a.Y) < bannerLead/2 && a.X < b.X+b.Width()+besideGap && b.X < a.X+a.Width()+besideGap
		})
	}
	if !slices.ContainsFunc(items, func(it Item) bool { t, ok := it.(Text); return ok && meets(t) }) {
		return items
	}
	return placed(items, 0, bannerLead)
}

// overBars puts the bars of a page under all else, and gives what stands on them
// their ink.
func overBars(pg *Page, b marking.Banner) {
	var bars []Rect
	var rest []Item
	for _, it := range pg.Items {
		if r, ok := it.(Rect); ok && r.X == 0 && r.W == pg.W {
			bars = append(bars, r)
		} else {
			rest = append(rest, it)
		}
	}
	pg.Items = nil
	for _, bar := range bars {
		pg.Items = append(pg.Items, bar)
		for i, it := range rest {
			if t, ok := it.(Text); ok && t.Y > bar.Y && t.Y < bar.Y+bar.H {
				t.Colour = parseColour(b.OnBar)
				rest[i] = t
			}
		}
	}
	pg.Items = append(pg.Items, rest...)
}
