package pdftext

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"briefdesk/briefing"
)

// show is a document as the tests compare it: a line for each block.
func show(d Document) string {
	var b strings.Builder
	for _, f := range []struct{ name, text string }{{"title", d.Title}, {"subtitle", d.Subtitle}, {"byline", d.Byline}, {"date", d.Date}} {
		if f.text != "" {
			fmt.Fprintf(&b, "%s: %s\n", f.name, f.text)
		}
	}
	for _, bl := range d.Blocks {
		kind := string(bl.Kind)
		if bl.Level > 0 {
			kind += fmt.Sprint(bl.Level)
		}
		text := bl.Text
		for _, row := range bl.Rows {
			text += "[" + strings.Join(row, " | ") + "]"
		}
		fmt.Fprintf(&b, "%s: %s\n", kind, strings.ReplaceAll(text, "\n", "⏎"))
	}
	return b.String()
}

var (
	upright = typeface{size: 10}
	slanted = typeface{size: 10, italic: true}
	heavy   = typeface{size: 10, bold: true}
	small   = typeface{size: 8}
	large   = typeface{size: 18, bold: true}
)

const (
	hearing = "The commission met on Tuesday in the old town hall to hear what the delegates of both provinces had to say about the " +
		"bridge, and it adjourned without a vote after seven hours of debate in which nobody changed an opinion that was known."
	warning = "Engineers had warned since the spring that the northern pier was sinking by some millimetres each month, and that " +
		"the ice of the coming winter would press against a foundation which nobody had looked at for more than thirty years."
)

func TestLayout(t *testing.T) {
	tests := []struct {
		name string
		set  func(*press)
		want string
	}{
		{"a title, its subtitle, who wrote it and when", func(p *press) {
			p.page().text(100, 80, large, "A bridge too many")
			p.text(100, 104, typeface{size: 13, italic: true}, "Why two provinces cannot agree")
			p.text(100, 122, upright, "By Ada Sample")
			p.text(100, 140, upright, "12 August 2025")
			p.column(60, 540, 180, 0, upright, hearing)
		}, "title: A bridge too many\nsubtitle: Why two provinces cannot agree\nbyline: By Ada Sample\ndate: 12 August 2025\nparagraph: " + hearing},

		{"paragraphs parted by space", func(p *press) {
			y := p.page().column(60, 540, 100, 0, upright, hearing)
			p.column(60, 540, y+8, 0, upright, warning)
		}, "paragraph: " + hearing + "\nparagraph: " + warning},

		{"paragraphs parted by an indent", func(p *press) {
			y := p.page().column(60, 540, 100, 15, upright, hearing)
			p.column(60, 540, y, 15, upright, warning)
		}, "paragraph: " + hearing + "\nparagraph: " + warning},

		{"two columns, on whose lines a paragraph goes on", func(p *press) {
			words := strings.Fields(hearing)
			p.page()
			p.column(60, 290, 100, 15, upright, warning)
			y := p.column(60, 290, 100+12*12, 15, upright, strings.Join(words[:20], " "))
			_ = y
			p.column(310, 540, 100, 0, upright, strings.Join(words[20:], " "))
			p.column(310, 540, 100+8*12, 15, upright, warning)
		}, "paragraph: " + warning + "\nparagraph: " + hearing + "\nparagraph: " + warning},

		{"a heading over two columns", func(p *press) {
			p.page().text(60, 80, large, "A bridge too many")
			p.column(60, 290, 120, 0, upright, hearing)
			p.column(310, 540, 120, 0, upright, warning)
		}, "title: A bridge too many\nparagraph: " + hearing + "\nparagraph: " + warning},

		{"what cannot be seen", func(p *press) {
			p.page().column(60, 540, 100, 0, upright, hearing)
			p.text(60, 300, typeface{size: 10, invisible: true}, "Secret in mode 3.")
			p.text(60, 320, typeface{size: 10, white: true}, "Secret in white.")
			p.text(60, 340, typeface{size: 1}, "Secret and tiny.")
			p.text(700, 360, upright, "Secret beyond the edge.")
			p.along(580, 700, 0, 1, upright, "Stamped sideways.")
		}, "paragraph: " + hearing},

		{"white letters on a dark bar", func(p *press) {
			p.page().text(60, 100, typeface{size: 10, bold: true, white: true}, "WARNING")
			p.sheets[0].shapes = append(p.sheets[0].shapes, shape{rect: rect{50, 690, 550, 720}})
			p.column(60, 540, 140, 0, upright, hearing)
		}, "title: WARNING\nparagraph: " + hearing},

		{"a page set sideways", func(p *press) {
			p.page()
			y := 0.0
			for i, line := range []string{"The commission met on Tuesday in the old", "town hall to hear the delegates."} {
				y = float64(100 + 12*i)
				p.along(y, 700, 0, 1, upright, line)
			}
		}, "paragraph: The commission met on Tuesday in the old town hall to hear the delegates."},

		{"notes at the foot, and their marks", func(p *press) {
			y := p.page().column(60, 540, 100, 0, upright, hearing)
			p.text(60, y+20, upright, "It did.")
			p.text(60+7*5, y+16, typeface{size: 6}, "12")
			p.text(60, 700, typeface{size: 6}, "12")
			p.text(68, 702, small, "Minutes of the commission, page 4.")
			p.text(60, 712, typeface{size: 6}, "13")
			p.text(68, 714, small, "The same, page 5.")
		}, "paragraph: " + hearing + "\nparagraph: It did.¹²\nfootnote: ¹² Minutes of the commission, page 4.\nfootnote: ¹³ The same, page 5."},

		{"a list with bullets and one with numbers", func(p *press) {
			p.page().text(60, 100, upright, "It asked for:")
			p.text(70, 112, upright, "•").text(85, 112, upright, "a survey of the pier;")
			p.text(70, 124, upright, "•").text(85, 124, upright, "a report.")
			p.text(60, 150, upright, "Then:")
			p.text(70, 162, upright, "1.").text(85, 162, upright, "work begins;")
			p.text(70, 174, upright, "2.").text(85, 174, upright, "work ends.")
		}, "paragraph: It asked for:\nlistitem1: a survey of the pier;\nlistitem1: a report.\nparagraph: Then:\nlistitem1: 1. work begins;\nlistitem1: 2. work ends."},

		{"a table", func(p *press) {
			y := p.page().column(60, 540, 100, 0, upright, hearing)
			for i, row := range [][]string{{"Pier", "Depth", "Year"}, {"North", "12.4", "1931"}, {"South", "11.9", "1932"}} {
				for k, cell := range row {
					p.text(60+float64(k)*120, y+20+float64(i)*12, upright, cell)
				}
			}
		}, "paragraph: " + hearing + "\ntable: [Pier | Depth | Year][North | 12.4 | 1931][South | 11.9 | 1932]"},

		{"headings, a quotation and a caption", func(p *press) {
			y := p.page().column(60, 540, 100, 0, upright, hearing)
			p.text(60, y+20, typeface{size: 14, bold: true}, "The hearing")
			y = p.column(60, 540, y+40, 0, upright, warning)
			p.text(60, y+14, heavy, "Afterwards")
			y = p.column(60, 540, y+28, 0, upright, hearing)
			y = p.column(100, 500, y+8, 0, upright, warning)
			p.text(60, y+20, slanted, "Figure 1: The northern pier in the spring.")
		}, "paragraph: " + hearing + "\nheading2: The hearing\nparagraph: " + warning + "\nheading3: Afterwards\nparagraph: " + hearing +
			"\nquote: " + warning + "\ncaption: Figure 1: The northern pier in the spring."},

		{"an initial that is three lines high", func(p *press) {
			p.page().text(60, 124, typeface{size: 36}, "T")
			p.text(80, 100, upright, "he commission met on Tuesday in the old town hall")
			p.text(80, 112, upright, "to hear what the delegates of both provinces would")
			p.text(80, 124, upright, "have to say about the bridge, and adjourned after a")
			p.text(60, 136, upright, "debate of seven hours in which nobody changed a view.")
		}, "paragraph: The commission met on Tuesday in the old town hall to hear what the delegates of both provinces would " +
			"have to say about the bridge, and adjourned after a debate of seven hours in which nobody changed a view."},

		{"ligatures and accents drawn apart", func(p *press) {
			p.page().text(60, 100, upright, "The oﬃce of M")
			p.text(60+13*5, 100, upright, "¨").text(60+13*5, 100, upright, "o").text(60+14*5, 100, upright, "ller was ﬁrst.")
		}, "paragraph: The office of Möller was first."},

		{"Arabic from right to left, with a number in it", func(p *press) {
			p.page()
			for i, w := range []string{"كتب", "2025", "في", "الرجل"} { // as seen from the left
				runes := []rune(w)
				if isRightToLeft(runes[0]) {
					slices.Reverse(runes)
				}
				p.text(60+float64(i)*40, 100, upright, string(runes))
			}
		}, "paragraph: الرجل في 2025 كتب"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			var p press
			tt.set(&p)
			if got := show(p.document(t)); got != tt.want+"\n" {
				t.Errorf("got:\n%s\nwant:\n%s", got, tt.want)
			}
		})
	}
}

func TestFurnitureGoesAndNumbersThePages(t *testing.T) {
	var p press
	for i := range 4 {
		p.page().text(60, 40, small, "Regional Digest")
		words := strings.Fields(hearing)
		y := p.column(60, 540, 100, 0, upright, strings.Join(words[i:], " "))
		y = p.column(60, 540, y+10, 0, upright, warning)
		p.text(60, y+30, upright, fmt.Sprintf("Item %d came last.", 7*i))
		p.text(290, 770, small, fmt.Sprint(17+i))
	}
	d := p.document(t)
	if got := show(d); strings.Contains(got, "Digest") || strings.Contains(got, "paragraph: 1") {
		t.Errorf("furniture is left:\n%s", got)
	}
	if got := strings.Count(show(d), "came last"); got != 4 {
		t.Errorf("%d of 4 last lines are left", got)
	}
	for i, page := range []string{"17", "17", "17", "18"} {
		if d.Blocks[i].Page != page {
			t.Errorf("block %d stands on page %q, want %q:\n%s", i, d.Blocks[i].Page, page, show(d))
		}
	}
}

func TestPagesTurnWithinParagraphs(t *testing.T) {
	var p press
	p.page().column(60, 540, 700, 0, upright, "The commission met on Tuesday in the old town hall to hear what the delegates of both provinces, who had come")
	p.page().column(60, 540, 60, 0, upright, "by the night train, had to say.")
	p.page().column(60, 540, 60, 0, upright, "It ended well.")
	d := p.document(t)
	if len(d.Blocks) != 2 {
		t.Fatalf("got %d blocks, want 2:\n%s", len(d.Blocks), show(d))
	}
	b := d.Blocks[0]
	if b.Page != "1" || len(b.Turns) != 1 || b.Turns[0].Label != "2" {
		t.Fatalf("page %q, turns %v", b.Page, b.Turns)
	}
	if rest := briefing.Slice(b.Text, briefing.Range{Start: b.Turns[0].Offset, End: 1000}); rest != "by the night train, had to say." {
		t.Errorf("page 2 begins with %q", rest)
	}
	if d.Blocks[1].Page != "3" {
		t.Errorf("the last block stands on page %q, want 3", d.Blocks[1].Page)
	}
}

func TestHyphens(t *testing.T) {
	const known = "The counterterrorism cooperation of well-known people in Kentucky. "
	tests := []struct{ a, b, want string }{
		{"counter-", "terrorism", "counterterrorism"},
		{"coop\u2010", "eration", "cooperation"},
		{"coop\u00ad", "eration", "cooperation"},
		{"well\u0002", "known", "well-known"},
		{"Ken-", "tucky", "Kentucky"},
		{"Anglo-", "Saxon", "Anglo-Saxon"},
		{"Mc-", "Connell", "McConnell"},
		{"302-", "horsepower", "302-horsepower"},
		{"four-", "cylinder", "four-cylinder"},
		{"battery-", "powered", "battery-powered"},
		{"impeach-", "ment", "impeachment"},
		{"nar-", "row", "narrow"},
	}
	for _, tt := range tests {
		var p press
		p.page().text(60, 100, upright, known).text(60, 112, upright, "It is a matter of the in-").text(60, 124, upright, "volved and the de-")
		p.text(60, 136, upright, "cided to a point, "+tt.a).text(60, 148, upright, tt.b+" being one of them.")
		if got := p.document(t).Blocks[0].Text; !strings.Contains(got, "point, "+tt.want+" being") {
			t.Errorf("%q and %q give %q, want %q", tt.a, tt.b, got, tt.want)
		}
	}
}

func TestEmptyPagesSaySo(t *testing.T) {
	tests := []struct {
		name   string
		images float64
		want   error
	}{
		{"pictures", 0.95, ErrScan},
		{"nothing", 0, ErrEmpty},
	}
	for _, tt := range tests {
		s := sheet{box: rect{0, 0, paperWidth, paperHeight}, images: tt.images}
		r := reading{pages: []page{s.view(nil)}}
		if _, err := r.document(); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.name, err, tt.want)
		}
	}
}

func TestRecognisedTextOfScansIsRead(t *testing.T) {
	var p press
	p.page().text(60, 100, typeface{size: 10, invisible: true}, "What a program recognised.")
	p.sheets[0].images = 1
	d := p.document(t)
	if got := show(d); got != "paragraph: What a program recognised.\n" || len(d.Warnings) != 1 {
		t.Errorf("got %q and warnings %q", got, d.Warnings)
	}
}

func TestSpansAndLinks(t *testing.T) {
	var p press
	p.page().text(60, 100, upright, "See the").text(60+8*5, 100, slanted, "Digest").text(60+15*5, 100, upright, "of May.")
	p.sheets[0].links = []link{{rect{60 + 15*5, 695, 60 + 17*5, 712}, "https://example.org/"}}
	want := []briefing.Span{
		{Kind: briefing.SpanItalic, Range: briefing.Range{Start: 8, End: 14}},
		{Kind: briefing.SpanLink, Range: briefing.Range{Start: 15, End: 17}, URL: "https://example.org/"},
	}
	if got := p.document(t).Blocks[0].Spans; !slices.Equal(got, want) {
		t.Errorf("spans %v, want %v", got, want)
	}
}

// TestEveryWordIsReadOnceAndInOrder sets random paragraphs in one to three
// columns over several pages.
func TestEveryWordIsReadOnceAndInOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		columns := rapid.IntRange(1, 3).Draw(t, "columns")
		paras := rapid.SliceOfN(rapid.IntRange(25, 90), 2, 14).Draw(t, "paragraphs")
		indent := rapid.SampledFrom([]float64{0, 15}).Draw(t, "indent")
		const gutter, top, bottom = 24, 80.0, 740.0
		width := (480 - gutter*float64(columns-1)) / float64(columns)

		var p press
		var want []string
		column, y, n := columns, bottom, 0
		for _, length := range paras {
			var words []string
			for range length {
				n++
				words = append(words, fmt.Sprintf("w%d%s", n, strings.Repeat("x", n*n*7%5)))
			}
			want = append(want, words...)
			if height := float64(length)*6*5/width*12*1.4 + 24; y+height > bottom {
				if column++; column >= columns {
					p.page()
					column = 0
				}
				y = top
			}
			x := 60 + float64(column)*(width+gutter)
			y = p.column(x, x+width, y, indent, small, strings.Join(words, " ")+".") + 6
		}
		r := reading{styles: p.styles}
		for _, sh := range p.sheets {
			r.add(sh.view(r.styles))
		}
		d, err := r.document()
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, b := range d.Blocks {
			got = append(got, strings.Fields(strings.ReplaceAll(b.Text, ".", ""))...)
			for _, row := range b.Rows { // justified lines may look like one
				got = append(got, strings.Fields(strings.ReplaceAll(strings.Join(row, " "), ".", ""))...)
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("got %v\nwant %v", got, want)
		}
	})
}
