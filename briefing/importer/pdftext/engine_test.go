package pdftext

import (
	"bytes"
	"compress/zlib"
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/go-pdf/fpdf"
	"github.com/tetratelabs/wazero"
	"github.com/tetratelabs/wazero/sys"

	"briefdesk/briefing"
)

// engineFolder holds the compiled engine for all tests of this process: making
// it takes most of their time.
var engineFolder = sync.OnceValues(func() (string, error) {
	dir, err := os.MkdirTemp("", "briefdesk-pdftext-")
	if err != nil {
		return "", err
	}
	return dir, Warm(context.Background(), dir)
})

func TestMain(m *testing.M) {
	code := m.Run()
	if dir, err := engineFolder(); err == nil {
		os.RemoveAll(dir)
	}
	os.Exit(code)
}

func readBytes(t testing.TB, data []byte, o Options) (Document, error) {
	t.Helper()
	dir, err := engineFolder()
	if err != nil {
		t.Fatal(err)
	}
	o.Cache = dir
	return Read(t.Context(), data, o)
}

// written is what fpdf makes of draw.
func written(t testing.TB, draw func(*fpdf.Fpdf)) []byte {
	t.Helper()
	f := fpdf.New("P", "pt", "A4", "")
	f.SetAutoPageBreak(false, 0)
	f.SetFont("Times", "", 11)
	draw(f)
	var b bytes.Buffer
	if err := f.Output(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestReadsAnArticleInTwoColumns(t *testing.T) {
	data := written(t, func(f *fpdf.Fpdf) {
		f.SetTitle("A bridge too many", true)
		f.SetAuthor("Ada Sample", true)
		for page := range 2 {
			f.AddPage()
			f.SetFont("Times", "", 8)
			f.Text(60, 30, "Regional Digest")
			f.Text(290, 820, fmt.Sprint(page+31))
			if page == 0 {
				f.SetFont("Times", "B", 20)
				f.Text(60, 70, "A bridge too many")
			}
			f.SetFont("Times", "", 11)
			texts := []string{hearing, warning}
			for column := range texts {
				text := texts[(column+page)%2]
				f.SetXY(60+float64(column)*245, 100)
				f.MultiCell(225, 13, text, "", "J", false)
			}
		}
	})
	var pages []int
	isReady := false
	d, err := readBytes(t, data, Options{
		Ready: func() { isReady = len(pages) == 0 },
		Page:  func(n, of int) { pages = append(pages, n, of) },
	})
	if err != nil {
		t.Fatal(err)
	}
	a, b := "paragraph: "+hearing+"\n", "paragraph: "+warning+"\n"
	if got, want := show(d), "title: A bridge too many\n"+a+b+b+a; got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
	if d.Info.Title != "A bridge too many" || d.Info.Author != "Ada Sample" {
		t.Errorf("info: %+v", d.Info)
	}
	if first, last := d.Blocks[0].Page, d.Blocks[3].Page; first != "31" || last != "32" {
		t.Errorf("the pages are called %q and %q, want 31 and 32", first, last)
	}
	if !isReady || fmt.Sprint(pages) != "[1 2 2 2]" {
		t.Errorf("ready before the first page: %v; pages %v", isReady, pages)
	}
}

func TestPasswords(t *testing.T) {
	data := written(t, func(f *fpdf.Fpdf) {
		f.SetProtection(fpdf.CnProtectPrint, "open sesame", "owner")
		f.AddPage()
		f.Text(60, 100, "Nobody without the password reads this.")
	})
	for _, tt := range []struct {
		password string
		want     error
	}{{"", ErrPassword}, {"sesame", ErrPassword}, {"open sesame", nil}} {
		d, err := readBytes(t, data, Options{Password: tt.password})
		if !errors.Is(err, tt.want) {
			t.Errorf("password %q: %v, want %v", tt.password, err, tt.want)
		}
		if err == nil && !strings.Contains(show(d), "Nobody without") {
			t.Errorf("read %q", show(d))
		}
	}
}

// raw puts objects, numbered from 1, into a file without a table of them, which
// readers rebuild. The first is its catalogue.
func raw(objects ...string) []byte {
	var b bytes.Buffer
	b.WriteString("%PDF-1.7\n")
	for i, o := range objects {
		fmt.Fprintf(&b, "%d 0 obj\n%s\nendobj\n", i+1, o)
	}
	fmt.Fprintf(&b, "trailer\n<</Root 1 0 R/Size %d>>\n%%%%EOF\n", len(objects)+1)
	return b.Bytes()
}

func content(s string) string { return fmt.Sprintf("<</Length %d>>\nstream\n%s\nendstream", len(s), s) }

const (
	sheetWith = "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</Font<</F 3 0 R>>>>/Contents %d 0 R%s>>"
	times     = "<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>"
)

func TestPagesAreCalledAsTheFileCallsThem(t *testing.T) {
	data := raw(
		"<</Type/Catalog/Pages 2 0 R/PageLabels<</Nums[0<</S/r>> 1<</S/D/St 7>>]>>>>",
		"<</Type/Pages/Kids[4 0 R 5 0 R]/Count 2>>", times,
		fmt.Sprintf(sheetWith, 6, ""), fmt.Sprintf(sheetWith, 7, "/Rotate 90"),
		content("BT /F 12 Tf 60 700 Td (The preface is short.) Tj ET"),
		content("BT /F 12 Tf 0 1 -1 0 100 60 Tm (The text is set sideways.) Tj ET"),
	)
	d, err := readBytes(t, data, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(d.Blocks) != 2 || d.Blocks[0].Page != "i" || d.Blocks[1].Page != "7" || d.Blocks[1].Text != "The text is set sideways." {
		t.Errorf("got %+v", d.Blocks)
	}
}

func TestWhatHappensToBrokenFiles(t *testing.T) {
	whole := written(t, func(f *fpdf.Fpdf) {
		for range 3 {
			f.AddPage()
			f.SetXY(60, 100)
			f.MultiCell(400, 13, hearing, "", "L", false)
		}
	})
	tests := []struct {
		name string
		data []byte
		want error // nil: the text is read
	}{
		{"a table of objects that is elsewhere", bytes.Replace(whole, []byte("startxref\n"), []byte("startxref\n9"), 1), nil},
		{"cut off", whole[:len(whole)/2], ErrDamaged},
		{"only a header", []byte("%PDF-1.7\n%âãÏÓ\n1 0 obj"), ErrDamaged},
		{"no pages", raw("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[]/Count 0>>"), ErrDamaged},
		{"an empty page", raw("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[4 0 R]/Count 1>>", times, fmt.Sprintf(sheetWith, 5, ""), content("")), ErrEmpty},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			d, err := readBytes(t, tt.data, Options{})
			if !errors.Is(err, tt.want) {
				t.Fatalf("%v, want %v", err, tt.want)
			}
			if tt.want == nil && !strings.Contains(show(d), "adjourned without a vote") {
				t.Errorf("read %q", show(d))
			}
		})
	}
}

func TestCancelledReading(t *testing.T) {
	dir, err := engineFolder()
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	data := written(t, func(f *fpdf.Fpdf) { f.AddPage() })
	if _, err := Read(ctx, data, Options{Cache: dir}); !errors.Is(err, context.Canceled) {
		t.Errorf("Read = %v, want %v", err, context.Canceled)
	}
}

func TestWarmFoldersArePrivate(t *testing.T) {
	dir, err := engineFolder()
	if err != nil {
		t.Fatal(err)
	}
	info, err := os.Stat(dir)
	if err != nil {
		t.Fatal(err)
	}
	if !IsWarm(dir) || IsWarm(t.TempDir()) || IsWarm("") || info.Mode().Perm() != 0o700 {
		t.Errorf("warm %v, mode %v", IsWarm(dir), info.Mode())
	}
}

// endless is a page that computes for a minute within its memory: it shows a long
// form without marks a thousand times.
func endless(t testing.TB) []byte {
	t.Helper()
	var form bytes.Buffer
	z := zlib.NewWriter(&form)
	if _, err := z.Write(bytes.Repeat([]byte("q Q "), 250_000)); err != nil {
		t.Fatal(err)
	}
	if err := z.Close(); err != nil {
		t.Fatal(err)
	}
	return raw("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[4 0 R]/Count 1>>", times,
		"<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Resources<</XObject<</X 6 0 R>>>>/Contents 5 0 R>>",
		content(strings.Repeat("/X Do ", 1000)),
		fmt.Sprintf("<</Type/XObject/Subtype/Form/BBox[0 0 600 800]/Filter/FlateDecode/Length %d>>\nstream\n%s\nendstream", form.Len(), &form))
}

// FuzzRead gives the engine and the layout whatever bytes there are. Its engine
// can be stopped, and is compiled before the first input: the harness takes ten
// seconds with one for a hang.
func FuzzRead(f *testing.F) {
	const patience = time.Second / 2
	cache := wazero.NewCompilationCache()
	defer cache.Close(f.Context())
	start := func() *engine {
		e, err := startEngine(engineConfig().WithCloseOnContextDone(true).WithCompilationCache(cache))
		if err != nil {
			f.Fatal(err)
		}
		return e
	}
	start().close()
	f.Add([]byte("%PDF-1.4\n"))
	f.Add(raw("<</Type/Catalog/Pages 2 0 R>>", "<</Type/Pages/Kids[4 0 R]/Count 1>>", times, fmt.Sprintf(sheetWith, 5, ""),
		content("BT /F 12 Tf 60 700 Td (Words of a page.) Tj 3 Tr 0 -14 Td (Hidden.) Tj ET 10 10 100 1 re f")))
	f.Add(endless(f))
	f.Fuzz(func(t *testing.T, data []byte) {
		e := start()
		defer e.close()
		ctx, cancel := context.WithTimeout(t.Context(), patience)
		defer cancel()
		defer context.AfterFunc(ctx, func() { e.module.CloseWithExitCode(ctx, sys.ExitCodeDeadlineExceeded) })()
		d, err := e.read(ctx, data, Options{})
		if err == nil {
			checkDocument(t, d)
		}
	})
}

// FuzzLayout sets eight bytes a character: any character in any place.
func FuzzLayout(f *testing.F) {
	f.Add([]byte("a\x10\x20\x0a\x00b\x14\x20\x0a"))
	var lines []byte
	for i, r := range hearing {
		lines = append(lines, byte(r), byte(10+i%40*5), byte(20+i/40*12), 10, byte(i/100%8), 0, byte(i/80%3), 0)
	}
	f.Add(lines)
	f.Fuzz(func(t *testing.T, data []byte) {
		const most = 4000 // characters
		alphabet := []rune("ab cdE12.,-\u0002\u00ad\u2010•*()¹أبﬁé´¨#\ue000")
		var p press
		p.page()
		for ; len(data) >= 8 && len(p.styles) < most; data = data[8:] {
			if data[6]%64 == 63 {
				p.page()
			}
			c := typeface{
				size: float64(data[3]) / 4, bold: data[4]&1 > 0, italic: data[4]&2 > 0, mono: data[4]&4 > 0,
				invisible: data[4]&24 == 24, white: data[4]&96 == 96,
			}
			p.text(float64(data[1])*2.3, float64(data[2])*3.1+float64(data[5])/16, c, string(alphabet[int(data[0])%len(alphabet)]))
		}
		r := reading{styles: p.styles}
		for _, sh := range p.sheets {
			r.add(sh.view(r.styles))
		}
		if d, err := r.document(); err == nil {
			checkDocument(t, d)
		}
	})
}

// checkDocument holds d to what its types promise.
func checkDocument(t *testing.T, d Document) {
	t.Helper()
	for _, b := range d.Blocks {
		length := briefing.Length(b.Text)
		whole := briefing.Range{End: length}
		if (b.Text == "") == (b.Rows == nil) {
			t.Errorf("%s: text %q and rows %q", b.Kind, b.Text, b.Rows)
		}
		for _, sp := range b.Spans {
			if !whole.Contains(sp.Range) || sp.Len() <= 0 {
				t.Errorf("span %v of %q", sp, b.Text)
			}
		}
		at := briefing.Offset(0)
		for _, turn := range b.Turns {
			if turn.Offset < at || turn.Offset > length || turn.Label == "" {
				t.Errorf("page %v of %q", turn, b.Text)
			}
			at = turn.Offset
		}
	}
}
