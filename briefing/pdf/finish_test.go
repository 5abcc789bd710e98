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
	raw, err := draft(doc)
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
	raw, _ := drafted(t, doc)
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
		"Title Parent Next First Last Dest Count",
		"Title Parent Next Dest Count",
		"Title Parent Prev First Last Dest Count",
		"Title Parent Dest Count",
		"Title Parent Prev Dest Count",
		"Type First Last",
		"Producer CreationDate ModDate",
		"Type Pages Outlines PageMode Names",
	}
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
		{"/Outlines ", "/Oxxlines ", "no outline where fpdf puts it"},
		{"/Type /Outlines /First ", "/Type /Outlines /Fxxxx ", "no bookmark where fpdf puts it"},
	} {
		changed := bytes.ReplaceAll(raw, []byte(c.from), []byte(c.to))
		if bytes.Equal(changed, raw) {
			t.Errorf("the draft has no %q", c.from)
		}
		f, err := readFile(changed)
		if err == nil {
			err = finish(f, doc, enc, Options{})
		}
		if err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("with %q for %q the error is %v, want %s", c.to, c.from, err, c.want)
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
