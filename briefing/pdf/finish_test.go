package pdf

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math"
	"regexp"
	"strconv"
	"strings"
	"testing"

	gotext "github.com/go-text/typesetting/font"
	"github.com/google/go-cmp/cmp"

	"briefdesk/briefing/layout"
)

// drafted is what fpdf makes of doc, and what went in.
func drafted(t testing.TB, doc layout.Document) ([]byte, encoded) {
	t.Helper()
	enc, err := encode(doc.Pages)
	if err != nil {
		t.Fatal(err)
	}
	raw, err := draft(doc, enc)
	if err != nil {
		t.Fatal(err)
	}
	return raw, enc
}

// TestDraftIsWhatFinishExpects pins the objects that fpdf 0.9.0 writes and
// their order. If it fails after an upgrade, read finish.go against the new
// fpdf before changing it.
func TestDraftIsWhatFinishExpects(t *testing.T) {
	doc := specimen(t)
	raw, enc := drafted(t, doc)
	f, err := readFile(raw)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for i, o := range f.objects {
		var keys []string
		for _, e := range o.dict {
			keys = append(keys, string(e.key))
		}
		kind := ""
		if o.kind != noStream {
			kind = " stream"
		}
		got = append(got, fmt.Sprintf("%d %s%s", i+1, strings.Join(keys, " "), kind))
	}
	kinds := []string{
		"Type Kids Count MediaBox",
		"ProcSet Font XObject ColorSpace",
		"Type Parent Resources Annots Contents",
		"Length stream",
		"Type Parent MediaBox Resources Contents",
		"Length stream",
		"Type Parent MediaBox Resources Contents",
		"Length stream",
	}
	for range enc.fonts {
		kinds = append(
			kinds,
			"Type Subtype BaseFont Encoding DescendantFonts ToUnicode",
			"Type Subtype BaseFont CIDSystemInfo FontDescriptor DW W CIDToGIDMap",
			"Length stream",
			"Registry Ordering Supplement",
			"Type FontName Ascent Descent CapHeight Flags FontBBox ItalicAngle StemV MissingWidth FontFile2",
			"Length Filter stream",
			"Length Filter Length1 stream",
		)
	}
	kinds = append(
		kinds,
		"Title Parent Next First Last Dest Count",
		"Title Parent Next Dest Count",
		"Title Parent Prev First Last Dest Count",
		"Title Parent Dest Count",
		"Title Parent Prev Dest Count",
		"Type First Last",
		"Producer CreationDate ModDate",
		"Type Pages Outlines PageMode Names",
	)
	var want []string
	for i, k := range kinds {
		want = append(want, fmt.Sprintf("%d %s", i+1, k))
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("fpdf writes other objects (-want +got):\n%s", diff)
	}
	if n := ref(len(kinds)); f.root != n || f.info != n-1 {
		t.Errorf("the catalogue is object %d and the information %d, want %d and %d", f.root, f.info, n, n-1)
	}
}

// TestFinishRefusesAnotherDraft renames, one at a time, each entry that finish
// follows: every one must be missed by name.
func TestFinishRefusesAnotherDraft(t *testing.T) {
	doc := specimen(t)
	raw, enc := drafted(t, doc)
	for _, c := range []struct{ from, to, want string }{
		{"startxref", "startxxxx", "no startxref"},
		{"xref\n0 ", "xxxx\n0 ", "no cross-reference table where startxref points"},
		{"trailer\n", "trailxx\n", "no trailer after the cross-reference table"},
		{"/Root ", "/Rxxt ", "the trailer does not name a catalogue"},
		{"/Info ", "/Ixxo ", "the trailer does not name a catalogue"},
		{"7 0 obj\n", "8 0 obj\n", "object 7: not where the cross-reference table says"},
		{"endstream", "endxxxxxx", "object 4: a stream that is not as long as it says"},
		{"/Length ", "/Lexxxx ", "object 4: a stream without a sound length"},
		{"/Pages 1 0 R", "/Pxxxx 1 0 R", "no tree of pages where fpdf puts it"},
		{"/Kids [3 0 R", "/Kids [9990R", "no page where fpdf puts it"},
		{"/Contents 4 0 R", "/Cxxxxxxx 4 0 R", "no content of a page where fpdf puts it"},
		{"/Resources ", "/Rxxxxxxxx ", "no resources where fpdf puts it"},
		{"/BaseFont ", "/BxxxFont ", "no font face0000 where fpdf puts it"},
		{"/DescendantFonts ", "/DxxxxxxxxxFonts ", "0 descendants where fpdf puts one"},
		{"/FontDescriptor ", "/FontDxxxxxxxxx ", "no descriptor where fpdf puts it"},
		{"/FontFile2 ", "/FontFilxx ", "no font program where fpdf puts it"},
		{"/ToUnicode ", "/TxUnicode ", "no Unicode map where fpdf puts it"},
		{"/Outlines ", "/Oxxlines ", "no outline where fpdf puts it"},
		{"/Type /Outlines /First ", "/Type /Outlines /Fxxxx ", "no bookmark where fpdf puts it"},
	} {
		changed := bytes.ReplaceAll(raw, []byte(c.from), []byte(c.to))
		if bytes.Equal(changed, raw) {
			t.Errorf("the draft has no %q", c.from)
		}
		f, err := readFile(changed)
		if err == nil {
			err = finish(f, doc, enc)
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("with %q for %q the error is %v, want %s", c.to, c.from, err, c.want)
		}
	}
}

// violations holds a finished file against the rules of PDF 1.7 and of archival
// files that finish is there for.
func violations(t testing.TB, data []byte) (found []string) {
	t.Helper()
	complain := func(ok bool, rule string, args ...any) {
		if !ok {
			found = append(found, fmt.Sprintf(rule, args...))
		}
	}
	complain(bytes.HasPrefix(data, []byte("%PDF-1.7\n%\xe2\xe3\xcf\xd3\n")), "header")
	complain(regexp.MustCompile(`/ID \[\(`).Match(data), "identifier")
	f := reread(t, data)
	catalogue := f.object(f.root).dict
	complain(readText(catalogue.get("Lang")) != "", "language")
	prefs, _ := catalogue.get("ViewerPreferences").(dict)
	complain(prefs.get("DisplayDocTitle") == token("true"), "title bar")
	metadata, err := f.follow(catalogue.get("Metadata"), "metadata")
	complain(err == nil && metadata.dict.get("Filter") == nil && bytes.Contains(metadata.stream, []byte("<dc:title>")), "metadata")
	intents, _ := catalogue.get("OutputIntents").(array)
	complain(len(intents) == 1 && isProfile(f, intents[0].(dict)), "output intent")
	pages, err := pagesOf(f, f.object(f.root))
	if err != nil {
		return append(found, err.Error())
	}
	for i, p := range pages {
		links, _ := p.dict.get("Annots").(array)
		complain(len(links) == 0 || p.dict.get("Tabs") == name("S"), "tabs of page %d", i+1)
		for _, l := range links {
			link := f.object(l.(ref)).dict
			complain(link.get("F") == token("4"), "link that does not print on page %d", i+1)
			complain(readText(link.get("Contents")) != "", "link without a name on page %d", i+1)
		}
	}
	shared := f.object(pages[0].dict.get("Resources").(ref))
	named, _ := shared.dict.get("Font").(dict)
	for _, e := range named {
		for _, v := range fontViolations(t, f, pages[0], e) {
			found = append(found, fmt.Sprintf("%s of %s", v, e.key))
		}
	}
	return found
}

func isProfile(f *file, intent dict) bool {
	p, err := f.follow(intent.get("DestOutputProfile"), "profile")
	return err == nil && len(p.stream) > 40 && string(p.stream[36:40]) == "acsp" && int(binary.BigEndian.Uint32(p.stream)) == len(p.stream)
}

func fontViolations(t testing.TB, f *file, p page, e entry) (found []string) {
	t.Helper()
	composite := f.object(e.val.(ref)).dict
	descendant := f.object(composite.get("DescendantFonts").(array)[0].(ref)).dict
	descriptor := f.object(descendant.get("FontDescriptor").(ref)).dict
	program := f.object(descriptor.get("FontFile2").(ref))
	base, _ := composite.get("BaseFont").(name)
	if !regexp.MustCompile(`^[A-Z]{6}\+[A-Za-z-]+$`).MatchString(string(base)) || descendant.get("BaseFont") != base || descriptor.get("FontName") != base {
		found = append(found, "name")
	}
	if descendant.get("CIDToGIDMap") != name("Identity") {
		found = append(found, "glyph map")
	}
	if number(t, program.dict.get("Length1")) != len(program.stream) {
		found = append(found, "length")
	}
	cut := parsed(t, program.stream)
	says, width := fontOf(t, f, p, e.key)
	for cid := 1; ; cid++ {
		if _, ok := cut.NominalGlyph(rune(cid)); !ok {
			break
		}
		if want := float64(cut.HorizontalAdvance(gotext.GID(cid))) * 1000 / float64(cut.Upem()); math.Abs(width[cid]-want) > 0.01 {
			return append(found, "widths")
		}
		if says[cid] == "" || strings.ContainsAny(says[cid], "\x00\ufeff\ufffe") {
			return append(found, "Unicode map")
		}
	}
	return found
}

func TestFinishedFilesObeyTheRules(t *testing.T) {
	for name, doc := range documents(t) {
		doc.Language = "en-GB"
		for _, v := range violations(t, written(t, doc)) {
			t.Errorf("%s: %s", name, v)
		}
	}
}

// TestTheRulesSeeEachBreach breaks each rule once: a checker that does not see
// it proves nothing.
func TestTheRulesSeeEachBreach(t *testing.T) {
	doc := specimen(t)
	catalogue := func(f *file) *dict { return &f.object(f.root).dict }
	fontAt := func(f *file, path ...name) *object { // from the composite font of Gentium, object 9
		o := f.object(9)
		for _, key := range path {
			v := o.dict.get(key)
			if a, ok := v.(array); ok {
				v = a[0]
			}
			o = f.object(v.(ref))
		}
		return o
	}
	link := func(f *file) *dict {
		return &f.object(f.object(3).dict.get("Annots").(array)[0].(ref)).dict
	}
	for _, c := range []struct {
		want   string
		breach func(*file)
	}{
		{"language", func(f *file) { catalogue(f).set("Lang", text("")) }},
		{"title bar", func(f *file) { catalogue(f).set("ViewerPreferences", dict{}) }},
		{"metadata", func(f *file) { f.object(catalogue(f).get("Metadata").(ref)).kind = packedStream }},
		{"output intent", func(f *file) {
			intent := catalogue(f).get("OutputIntents").(array)[0].(dict)
			f.object(intent.get("DestOutputProfile").(ref)).stream = []byte("none")
		}},
		{"tabs of page 1", func(f *file) { f.object(3).dict.set("Tabs", name("R")) }},
		{"link that does not print on page 1", func(f *file) { link(f).set("F", integer(0)) }},
		{"link without a name on page 1", func(f *file) { link(f).set("Contents", text("")) }},
		{"name of F0", func(f *file) { fontAt(f).dict.set("BaseFont", name("GentiumBookPlus")) }},
		{"glyph map of F0", func(f *file) { fontAt(f, "DescendantFonts").dict.set("CIDToGIDMap", ref(13)) }},
		{"length of F0", func(f *file) {
			fontAt(f, "DescendantFonts", "FontDescriptor", "FontFile2").dict.set("Length1", integer(7))
		}},
		{"widths of F0", func(f *file) {
			fontAt(f, "DescendantFonts").dict.get("W").(array)[1].(array)[3] = integer(0)
		}},
		{"Unicode map of F0", func(f *file) {
			o := fontAt(f, "ToUnicode")
			o.stream = bytes.Replace(o.stream, []byte("<0001> <0041>"), []byte("<0001> <>"), 1)
		}},
	} {
		raw, enc := drafted(t, doc)
		f, err := readFile(raw)
		if err != nil {
			t.Fatal(err)
		}
		if err := finish(f, doc, enc); err != nil {
			t.Fatal(err)
		}
		c.breach(f)
		data, err := f.write()
		if err != nil {
			t.Fatal(err)
		}
		if got := violations(t, data); len(got) != 1 || got[0] != c.want {
			t.Errorf("the rules see %q, want %q alone", got, c.want)
		}
	}
}

func TestIdentifierIsThatOfTheContent(t *testing.T) {
	doc := specimen(t)
	a := written(t, doc)
	doc.Title += "."
	b := written(t, doc)
	id := func(data []byte) string {
		at := bytes.LastIndex(data, []byte("/Type /XRef"))
		start := bytes.LastIndex(data[:at], []byte("\n"+strconv.Itoa(number(t, lastObject(data[:at])))+" 0 obj")) + 1
		sum := sha256.Sum256(data[:start])
		if want := text(sum[:16]).appendTo(nil); !bytes.Contains(data[at:], want) {
			t.Errorf("the identifier is not the digest of what stands before it")
		}
		return string(sum[:])
	}
	if id(a) == id(b) {
		t.Error("two documents have one identifier")
	}
}

// lastObject is the number of the last object that begins in data.
func lastObject(data []byte) token {
	all := regexp.MustCompile(`\n(\d+) 0 obj\n`).FindAllSubmatch(data, -1)
	return token(all[len(all)-1][1])
}

func TestProfile(t *testing.T) {
	p := srgbProfile()
	if len(p) != 480 || int(binary.BigEndian.Uint32(p)) != 480 {
		t.Fatalf("the profile has %d bytes and says %d, want 480", len(p), binary.BigEndian.Uint32(p))
	}
	var white [3]float64 // the primaries add up to it
	for i := range int(binary.BigEndian.Uint32(p[128:])) {
		rec := p[132+12*i:]
		at, size := binary.BigEndian.Uint32(rec[4:]), binary.BigEndian.Uint32(rec[8:])
		if at%4 != 0 || int(at+size) > len(p) {
			t.Errorf("the tag %s stands at %d to %d of %d", rec[:4], at, at+size, len(p))
		}
		if strings.HasSuffix(string(rec[:4]), "XYZ") {
			for k := range white {
				white[k] += float64(int32(binary.BigEndian.Uint32(p[int(at)+8+4*k:]))) / 65536
			}
		}
	}
	for k, want := range [3]float64{0.9642, 1, 0.8249} {
		if math.Abs(white[k]-want) > 0.0005 {
			t.Errorf("the primaries add up to %.4f, want D50", white)
		}
	}
}
