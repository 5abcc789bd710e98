package pdf

import (
	"bytes"
	"fmt"
	"io"
	"math"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"briefdesk/assets"
	"briefdesk/briefing/layout"
)

// written is the file that Write makes of doc.
func written(t testing.TB, doc layout.Document) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, doc, Options{}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// opened is the same file read again, with its pages.
func opened(t testing.TB, doc layout.Document) (*file, []page) {
	t.Helper()
	f := reread(t, written(t, doc))
	pages, err := pagesOf(f, f.object(f.root))
	if err != nil {
		t.Fatal(err)
	}
	return f, pages
}

func textsOf(p layout.Page) (texts []layout.Text) {
	for _, it := range p.Items {
		if t, ok := it.(layout.Text); ok {
			texts = append(texts, t)
		}
	}
	return texts
}

func documents(t testing.TB) map[string]layout.Document {
	return map[string]layout.Document{
		"specimen": specimen(t),
		"article":  {Title: "Article", Language: "en-GB", Pages: setPages(t, article(t), 0)},
		"shared":   {Pages: []layout.Page{{Size: layout.A4, Items: sharing(t)}}},
		"empty":    {Pages: []layout.Page{{Size: layout.A4}}},
	}
}

// sharing are texts of the same shapes, spread in several ways, one of which says
// something else by them.
func sharing(t testing.TB) []layout.Item {
	f := face(t, roman)
	word := layout.NewShape(shape(f, "AVoffice", false))
	space := layout.NewShape(shape(f, " ", false))
	var items []layout.Item
	for i, spread := range []float32{0, 137.5, -20.25} {
		for j, letters := range []float32{0, 20, 0.4} {
			said, between := layout.Run{Shape: word, Spread: letters}, layout.Run{Shape: space, Spread: spread}
			items = append(items, layout.Text{
				X: 72, Y: layout.Pt(72 + 40*i + 12*j), Face: f, Size: 11, Words: "AVoffice AVoffice AVoffice",
				Runs: []layout.Run{said, between, said, between, said},
			})
		}
	}
	both := layout.NewShape(shape(f, "AVoffice ", false))
	for i, gap := range []float32{0, 137.5, -20.25} {
		items = append(items, layout.Text{
			X: 72, Y: layout.Pt(420 + 12*i), Face: f, Size: 11, Words: "AVoffice AVoffice AVoffice",
			Runs: []layout.Run{{Shape: both, Gap: gap}, {Shape: both, Spread: 0.4, Gap: gap}, {Shape: word}},
		})
	}
	return append(items, layout.Text{X: 72, Y: 400, Face: f, Size: 11, Words: "AVoffice\u00a0AVoffice", Runs: []layout.Run{{Shape: word}, {Shape: space}, {Shape: word}}})
}

func TestWordsComeBack(t *testing.T) {
	for name, doc := range documents(t) {
		f, pages := opened(t, doc)
		for i, p := range doc.Pages {
			lines := linesOf(t, f, pages[i])
			texts := textsOf(p)
			if len(lines) != len(texts) {
				t.Fatalf("%s: page %d shows %d texts, want %d", name, i+1, len(lines), len(texts))
			}
			for k, want := range texts {
				got := strings.Join(lines[k].says, "")
				if want.RightToLeft {
					got = reversed(got)
				}
				if got != want.Words {
					t.Errorf("%s: page %d says %q, want %q", name, i+1, got, want.Words)
				}
			}
		}
	}
}

func TestGlyphsStandWhereLayoutPutThem(t *testing.T) {
	for name, doc := range documents(t) {
		f, pages := opened(t, doc)
		for i, p := range doc.Pages {
			lines := linesOf(t, f, pages[i])
			for k, text := range textsOf(p) {
				want := 0.0
				glyphs := slices.Collect(text.Glyphs())
				for c := 0; len(glyphs) > 0; c++ {
					n := clusterLen(glyphs)
					place := want + offset(glyphs[:n])
					if math.Abs(lines[k].at[c]-place) > 1 {
						t.Fatalf("%s: character %d of %q stands at %.2f, want %.2f", name, c+1, text.Words, lines[k].at[c], place)
					}
					for _, g := range glyphs[:n] {
						want += float64(g.Advance)
					}
					glyphs = glyphs[n:]
				}
			}
		}
	}
}

func TestPdftotextGivesTheWords(t *testing.T) {
	tool, err := exec.LookPath("pdftotext")
	if err != nil {
		t.Skip("pdftotext is not installed")
	}
	for name, doc := range documents(t) {
		cmd := exec.Command(tool, "-", "-")
		cmd.Stdin = bytes.NewReader(written(t, doc))
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("%s: pdftotext: %v", name, err)
		}
		want := []string{}
		for _, p := range doc.Pages {
			var words strings.Builder
			for _, text := range textsOf(p) {
				words.WriteString(text.Words)
				if !strings.HasSuffix(text.Words, "TTP") { // goes on in another face
					words.WriteByte(' ')
				}
			}
			want = append(want, strings.Fields(words.String())...)
		}
		directions := strings.NewReplacer("\u202a", "", "\u202b", "", "\u202c", "", "\f", " ")
		if diff := cmp.Diff(want, strings.Fields(directions.Replace(string(out)))); diff != "" {
			t.Errorf("%s: the words differ (-want +got):\n%s", name, diff)
		}
	}
}

func TestQpdfFindsNothing(t *testing.T) {
	tool, err := exec.LookPath("qpdf")
	if err != nil {
		t.Skip("qpdf is not installed")
	}
	for name, doc := range documents(t) {
		file := t.TempDir() + "/" + name + ".pdf"
		writeFile(t, file, written(t, doc))
		if out, err := exec.Command(tool, "--check", file).CombinedOutput(); err != nil {
			t.Errorf("%s: %v\n%s", name, err, out)
		}
	}
}

func TestSameBytesOnEveryRun(t *testing.T) {
	for name, doc := range documents(t) {
		if !bytes.Equal(written(t, doc), written(t, doc)) {
			t.Errorf("%s: two files of one document differ", name)
		}
	}
	again := layout.NewFonts(assets.Fonts())
	doc := specimen(t)
	first := written(t, doc)
	for _, p := range doc.Pages {
		for i, it := range p.Items {
			if text, ok := it.(layout.Text); ok {
				var err error
				if text.Face, err = again.Face(text.Face.Name); err != nil {
					t.Fatal(err)
				}
				p.Items[i] = text
			}
		}
	}
	if !bytes.Equal(first, written(t, doc)) {
		t.Error("the file depends on where the faces are in memory")
	}
}

func TestPagesHaveTheirSizes(t *testing.T) {
	f, pages := opened(t, specimen(t))
	tree := f.object(f.object(f.root).dict.get("Pages").(ref))
	var got []string
	for _, p := range pages {
		box := p.dict.get("MediaBox")
		if box == nil {
			box = tree.dict.get("MediaBox")
		}
		got = append(got, string(box.appendTo(nil)))
	}
	want := []string{"[0 0 595.28 841.89]", "[0 0 612.00 792.00]", "[0 0 300.00 200.00]"}
	if !slices.Equal(got, want) {
		t.Errorf("the pages measure %v, want %v", got, want)
	}
}

func TestContentStream(t *testing.T) {
	red := setText(t, sans, "To (a)", 10, 20, 12.5)
	red.Colour = layout.Colour{R: 0xff, G: 0x80}
	e := encoder{byFace: map[*layout.Face]*font{}}
	s := stream{height: 100}
	err := e.page(&s, layout.Page{Size: layout.Size{W: 100, H: 100}, Items: []layout.Item{
		layout.Rect{X: 1, Y: 2, W: 30, H: 0.5},
		red,
		layout.Text{Face: red.Face, Size: 9, Words: ""}, // shows nothing
		layout.Link{URL: "https://example.org"},
	}})
	if err != nil {
		t.Fatal(err)
	}
	want := "/Artifact <</Type/Layout>> BDC\n1 97.5 30 0.5 re f\n" +
		"1 0.502 0 rg\nBT\n/F0 12.5 Tf\n10 80 Td\n" +
		"[(\x00\x01)122(\x00\x02\x00\x03\x00\x04)19(\x00\x05)18(\x00\x06)]TJ\nET\nEMC\n"
	if string(s.out) != want {
		t.Errorf("the content is\n%q, want\n%q", s.out, want)
	}
}

// TestFiguresInContent holds lines and watermarks: neither changes the state in
// which the text after it is set.
func TestFiguresInContent(t *testing.T) {
	e := encoder{byFace: map[*layout.Face]*font{}}
	s := stream{height: 100}
	err := e.page(&s, layout.Page{Size: layout.Size{W: 100, H: 100}, Items: []layout.Item{
		setText(t, sans, "a", 10, 20, 9),
		layout.Watermark{Text: setText(t, sans, "|", 10, 90, 50), Turn: 90, Opacity: 0.086},
		layout.Stroke{Points: []layout.Point{{X: 1, Y: 2}, {X: 3, Y: 4}}, Width: 1.4, Colour: layout.Colour{B: 0xff}, Tag: 3},
		layout.Stroke{Points: []layout.Point{{X: 1, Y: 2}, {X: 3, Y: 4}, {X: 5, Y: 6}}, Closed: true, Width: 0.75},
		layout.Stroke{Width: 1},
		setText(t, sans, "a", 10, 30, 9),
	}})
	if err != nil {
		t.Fatal(err)
	}
	const bar = "4.53 38.33 m\n8 38.33 l\n8 -8.72 l\n4.53 -8.72 l\n4.53 38.33 l\n"
	want := "/Artifact <</Type/Layout>> BDC\nBT\n/F0 9 Tf\n10 80 Td\n[(\x00\x01)]TJ\nET\nEMC\n" +
		"/Artifact <</Type/Pagination/Subtype/Watermark>> BDC\nq /G0 gs 0 0 0 rg 0 1 -1 0 10 10 cm\n" + bar + "f Q EMC\n" +
		"/P <</MCID 0>> BDC\nq 1 J 1 j 1.4 w 0 0 1 RG\n1 98 m 3 96 l S Q\nEMC\n" +
		"/Artifact <</Type/Layout>> BDC\nq 1 J 1 j 0.75 w 0 0 0 RG\n1 98 m 3 96 l 5 94 l h S Q\n" +
		"BT\n10 70 Td\n[(\x00\x01)]TJ\nET\nEMC\n"
	if string(s.out) != want {
		t.Errorf("the content is\n%q, want\n%q", s.out, want)
	}
	if got := string(graphicsStates(e.opacities).appendTo(nil)); got != "<</G0 <</Type /ExtGState/ca 0.086>>>>" {
		t.Errorf("the graphics states are %s", got)
	}
}

func TestLinks(t *testing.T) {
	f, pages := opened(t, specimen(t))
	var got []string
	for i, p := range pages {
		links, _ := p.dict.get("Annots").(array)
		if tabs := p.dict.get("Tabs"); len(links) > 0 && tabs != name("S") {
			t.Errorf("page %d has links, but its tabs are in the order %v", i+1, tabs)
		}
		for _, l := range links {
			d := f.object(l.(ref)).dict
			got = append(got, fmt.Sprintf("page %d %s F=%s %q", i+1, d.get("Rect").appendTo(nil), d.get("F"), readText(d.get("Contents"))))
			if dest, ok := d.get("Dest").(array); ok && dest[0] != pages[2].ref {
				t.Errorf("a link leads to object %v, want page 3", dest[0])
			}
		}
	}
	want := []string{
		`page 1 [72.00 751.89 272.00 739.89] F=4 "https://example.org/a?b=(c)&d=%C3%A9"`,
		`page 1 [72.00 731.89 272.00 719.89] F=4 "Page 3"`,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the links differ (-want +got):\n%s", diff)
	}
}

func TestSafeURL(t *testing.T) {
	for _, c := range []struct{ address, want string }{
		{"https://example.org/a b", "https://example.org/a%20b"},
		{"HTTP://example.org", "http://example.org"},
		{"mailto:desk@example.org?subject=x", "mailto:desk@example.org?subject=x"},
		{"https://دفتر.example/خبر", "https://%D8%AF%D9%81%D8%AA%D8%B1.example/%D8%AE%D8%A8%D8%B1"},
		{"https:///no-host", ""},
		{"mailto:", ""},
		{"javascript:alert(1)", ""},
		{"file:///etc/passwd", ""},
		{"ftp://example.org", ""},
		{"example.org", ""},
		{"https://[::1", ""},
		{"", ""},
	} {
		got, ok := safeURL(c.address)
		if !ok {
			got = ""
		}
		if got != c.want {
			t.Errorf("safeURL(%q) = %q, want %q", c.address, got, c.want)
		}
	}
}

func TestOutline(t *testing.T) {
	f, pages := opened(t, specimen(t))
	root := f.object(f.object(f.root).dict.get("Outlines").(ref))
	var got []string
	var walk func(at value, depth int)
	walk = func(at value, depth int) {
		for at != nil {
			d := f.object(at.(ref)).dict
			dest := d.get("Dest").(array)
			page := slices.IndexFunc(pages, func(p page) bool { return p.ref == dest[0] })
			count := token("-")
			if c, ok := d.get("Count").(token); ok {
				count = c
			}
			got = append(got, fmt.Sprintf("%s%s: page %d at %s, %s below", strings.Repeat("  ", depth), readText(d.get("Title")), page+1, dest[3], count))
			walk(d.get("First"), depth+1)
			at = d.get("Next")
		}
	}
	walk(root.dict.get("First"), 0)
	want := []string{
		"Issue: page 1 at 769.89, 3 below",
		"  Back(ground)\\ \U0001f600 : page 1 at 741.89, - below",
		"  Considerations: page 2 at 720, 1 below",
		"    Détails: page 3 at 180, - below",
		"Recommendation: page 3 at 160, - below",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the outline differs (-want +got):\n%s", diff)
	}
	if n := number(t, root.dict.get("Count")); n != 5 {
		t.Errorf("the outline counts %d bookmarks, want 5", n)
	}
}

func TestManyObjects(t *testing.T) {
	doc := layout.Document{Pages: []layout.Page{{Size: layout.A4}}}
	for i := range 3 * maxPerStream {
		doc.Outline = append(doc.Outline, layout.Bookmark{Title: fmt.Sprint(i), Level: 1})
	}
	f, _ := opened(t, doc)
	root := f.object(f.object(f.root).dict.get("Outlines").(ref))
	at := root.dict.get("First")
	for i := range doc.Outline {
		d := f.object(at.(ref)).dict
		if got := readText(d.get("Title")); got != fmt.Sprint(i) {
			t.Fatalf("bookmark %d is called %q", i, got)
		}
		at = d.get("Next")
	}
}

func TestOutlineThatSkipsLevels(t *testing.T) {
	doc := layout.Document{Pages: []layout.Page{{Size: layout.A4}}}
	for _, level := range []int{3, 5, -1, 2, 4, 2} {
		doc.Outline = append(doc.Outline, layout.Bookmark{Title: fmt.Sprint(level), Level: level})
	}
	f, _ := opened(t, doc)
	root := f.object(f.object(f.root).dict.get("Outlines").(ref))
	if n := number(t, root.dict.get("Count")); n != len(doc.Outline) {
		t.Errorf("the outline counts %d bookmarks, want %d", n, len(doc.Outline))
	}
}

func TestMetadata(t *testing.T) {
	f, _ := opened(t, specimen(t))
	info := f.object(f.info).dict
	got := map[string]string{}
	for _, e := range info {
		got[string(e.key)] = readText(e.val)
	}
	title := "A note (draft) \\ on “hostile”  titles \U0001f600"
	want := map[string]string{
		"Title": title, "Author": "The desk", "Keywords": "TLP:AMBER", "Producer": "Briefdesk",
		"CreationDate": "D:20261122000000Z", "ModDate": "D:20261122000000Z",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("the information differs (-want +got):\n%s", diff)
	}

	catalogue := f.object(f.root).dict
	packet := string(f.object(catalogue.get("Metadata").(ref)).stream)
	for _, want := range []string{
		"<dc:title><rdf:Alt><rdf:li xml:lang=\"x-default\">" + title + "</rdf:li>",
		"<dc:creator><rdf:Seq><rdf:li>The desk</rdf:li>",
		"<dc:language><rdf:Bag><rdf:li>en-GB</rdf:li>",
		"<dc:subject><rdf:Bag><rdf:li>TLP:AMBER</rdf:li>",
		"<pdf:Keywords>TLP:AMBER</pdf:Keywords>",
		"<pdf:Producer>Briefdesk</pdf:Producer>",
		"<xmp:CreateDate>2026-11-22T00:00:00Z</xmp:CreateDate>",
		"<xmp:ModifyDate>2026-11-22T00:00:00Z</xmp:ModifyDate>",
	} {
		if !strings.Contains(packet, want) {
			t.Errorf("the XMP packet lacks %s:\n%s", want, packet)
		}
	}
	if got := readText(catalogue.get("Lang")); got != "en-GB" {
		t.Errorf("the language is %q, want en-GB", got)
	}
}

// TestMetadataIsAnAllowList holds the whole metadata of a document that has
// none: what is not here may not be added without thought.
func TestMetadataIsAnAllowList(t *testing.T) {
	data := written(t, layout.Document{Pages: []layout.Page{{Size: layout.A4}}})
	f := reread(t, data)
	if got := string(f.object(f.info).dict.appendTo(nil)); got != "<</Title ()/Producer (Briefdesk)>>" {
		t.Errorf("the information is %s", got)
	}
	var keys []string
	for _, e := range f.object(f.root).dict {
		keys = append(keys, string(e.key))
	}
	if got := strings.Join(keys, " "); got != "Type Pages ViewerPreferences Metadata OutputIntents" {
		t.Errorf("the catalogue has the entries %s", got)
	}
	const packet = "<?xpacket begin=\"\ufeff\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n" +
		`<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default"></rdf:li></rdf:Alt></dc:title>
<pdf:Producer>Briefdesk</pdf:Producer>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>`
	if got := string(f.object(f.object(f.root).dict.get("Metadata").(ref)).stream); got != packet {
		t.Errorf("the XMP packet is\n%s", got)
	}
	for _, o := range f.objects {
		if o != nil && (bytes.Contains(o.stream, []byte("FPDF")) || bytes.Contains(o.dict.appendTo(nil), []byte("FPDF"))) {
			t.Errorf("the file names its maker: %s", o.dict.appendTo(nil))
		}
	}
}

func TestMetadataIsSafeInXML(t *testing.T) {
	packet := string(xmp(layout.Document{Title: "a<b>&\"c\"\x01\xff", Author: "]]>", Marking: "</rdf:li>"}, claims{}))
	for _, bad := range []string{"<b>", "\x01", "\xff", "]]>", "</rdf:li></rdf:li>"} {
		if strings.Contains(packet, bad) {
			t.Errorf("the packet holds %q:\n%s", bad, packet)
		}
	}
}

func TestRefuses(t *testing.T) {
	one := func(edit func(*layout.Text)) layout.Document {
		text := setText(t, roman, "office", 72, 72, 11)
		edit(&text)
		return layout.Document{Pages: []layout.Page{{Size: layout.A4}, {Size: layout.A4, Items: []layout.Item{text}}}}
	}
	nan := math.NaN()
	broken := *face(t, roman)
	broken.File = io.NewSectionReader(broken.File, 0, 1000)
	for _, c := range []struct {
		name string
		doc  layout.Document
		want string
	}{
		{"no pages", layout.Document{}, "there are no pages to write"},
		{"date", layout.Document{Date: "22 November", Pages: []layout.Page{{Size: layout.A4}}}, `the date "22 November" is not of the form 2006-01-31`},
		{"size", layout.Document{Pages: []layout.Page{{}}}, "page 1 measures 0 × 0 points; a PDF page has 1 to 14400"},
		{"size that is none", layout.Document{Pages: []layout.Page{{Size: layout.Size{W: layout.Pt(nan), H: 5}}}}, "page 1 measures NaN × 5 points; a PDF page has 1 to 14400"},
		{"place", one(func(t *layout.Text) { t.X = layout.Pt(nan) }), `page 2: text "office": it stands outside of all measure`},
		{"type size", one(func(t *layout.Text) { t.Size = -11 }), `page 2: text "office": its type size is -11 points`},
		{"glyph", one(func(t *layout.Text) { t.Runs[0].Glyphs[1].ID = 65535 }), `page 2: text "office": glyph 2: GentiumBookPlus-Regular has no glyph 65535`},
		{"words", one(func(t *layout.Text) { t.Words = "off" }), `page 2: text "off": glyph 2: it shows code points 2 to 4 of 3`},
		{"offset", one(func(t *layout.Text) { t.Runs[0].Glyphs[0].Y = float32(math.Inf(1)) }), `page 2: text "office": glyph 1: it stands outside of all measure`},
		{"advance", one(func(t *layout.Text) { t.Runs[0].Glyphs[0].Advance = float32(nan) }), `page 2: text "office": glyph 1: it stands outside of all measure`},
		{"face", one(func(t *layout.Text) { t.Face = &broken }), "font GentiumBookPlus-Regular: its table"},
		{"rectangle", layout.Document{Pages: []layout.Page{{Size: layout.A4, Items: []layout.Item{layout.Rect{W: layout.Pt(nan)}}}}}, "page 1: a rectangle stands outside of all measure"},
		{"link", layout.Document{Pages: []layout.Page{{Size: layout.A4, Items: []layout.Item{layout.Link{Page: 1}}}}}, "page 1: a link leads to page 2 of 1"},
		{"link's place", layout.Document{Pages: []layout.Page{{Size: layout.A4, Items: []layout.Item{layout.Link{To: layout.Pt(nan)}}}}}, "page 1: a link stands outside of all measure"},
		{"text of no element", one(func(t *layout.Text) { t.Tag = 1 }), `page 2: the text “office” is part of element 1 of 0`},
		{"link of no element", layout.Document{Pages: []layout.Page{{Size: layout.A4, Items: []layout.Item{layout.Link{Tag: -2}}}}}, "page 1: a link is part of element -2 of 0"},
		{"line of no element", layout.Document{Pages: []layout.Page{{Size: layout.A4, Items: []layout.Item{layout.Stroke{Tag: 3}}}}}, "page 1: a line is part of element 3 of 0"},
		{"line's place", layout.Document{Pages: []layout.Page{{Size: layout.A4, Items: []layout.Item{layout.Stroke{Points: []layout.Point{{X: layout.Pt(nan)}}}}}}}, "page 1: a line stands outside of all measure"},
		{"watermark's opacity", layout.Document{Pages: []layout.Page{{Size: layout.A4, Items: []layout.Item{layout.Watermark{Text: setText(t, sans, "DRAFT", 1, 1, 9), Opacity: 2}}}}}, `page 1: watermark "DRAFT": it is turned or seen through by no sound measure`},
		{"watermark's size", layout.Document{Pages: []layout.Page{{Size: layout.A4, Items: []layout.Item{layout.Watermark{Text: setText(t, sans, "DRAFT", 1, 1, 0)}}}}}, `page 1: watermark "DRAFT": its type size is 0 points`},
		{"element in a circle", layout.Document{Structure: []layout.Element{{Parent: -1}, {Role: "P", Parent: 1}}, Pages: []layout.Page{{Size: layout.A4}}}, "element 1 of the structure, a P, is part of element 1"},
		{"bookmark", layout.Document{Pages: []layout.Page{{Size: layout.A4}}, Outline: []layout.Bookmark{{Title: "Issue", Page: -1}}}, `the bookmark "Issue" leads to page 0 of 1`},
	} {
		var out bytes.Buffer
		err := Write(&out, c.doc, Options{})
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: the error is %v, want %s", c.name, err, c.want)
		}
		if out.Len() > 0 {
			t.Errorf("%s: %d bytes were written", c.name, out.Len())
		}
	}
}

func TestGlyphsWithoutWords(t *testing.T) {
	text := setText(t, roman, "ab", 72, 72, 11)
	for i := range text.Runs[0].Glyphs {
		text.Runs[0].Glyphs[i].Runes = 0
	}
	f, pages := opened(t, layout.Document{Pages: []layout.Page{{Size: layout.A4, Items: []layout.Item{text}}}})
	if got := strings.Join(linesOf(t, f, pages[0])[0].says, ""); got != "\u200b" {
		t.Errorf("glyphs that say nothing say %q, want a zero-width space", got)
	}
}

func BenchmarkWrite(b *testing.B) {
	text := strings.Repeat(article(b)+"\n", 80)
	doc := layout.Document{Title: "A hundred pages", Language: "en-GB", Date: "2026-11-22", Pages: setPages(b, text, 100)}
	var out bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		out.Reset()
		if err := Write(&out, doc, Options{}); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(doc.Pages)*b.N)/b.Elapsed().Seconds(), "pages/s")
	b.ReportMetric(float64(out.Len()), "bytes")
}
