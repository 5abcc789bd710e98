package importer_test

import (
	"bytes"
	"errors"
	"strings"
	"testing"

	"github.com/go-pdf/fpdf"

	"briefdesk/briefing"
	"briefdesk/briefing/importer"
)

// printed is a PDF of what draw writes on its pages.
func printed(t *testing.T, draw func(*fpdf.Fpdf)) []byte {
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

// TestPDFsAreReadInTheWorker is one test, since compiling the engine takes most
// of its time.
func TestPDFsAreReadInTheWorker(t *testing.T) {
	im := importer.Importer{Cache: t.TempDir()}
	if err := im.Prepare(t.Context()); err != nil {
		t.Fatal(err)
	}

	t.Run("an article over two pages", func(t *testing.T) {
		data := printed(t, func(f *fpdf.Fpdf) {
			f.SetTitle("A bridge too many", true)
			f.SetAuthor("Ada Sample", true)
			f.AddPage()
			f.SetFont("Times", "B", 20)
			f.Text(60, 70, "A bridge too many")
			f.SetFont("Times", "", 11)
			f.Text(60, 90, "By Ada Sample")
			f.Text(60, 105, "12 August 2025")
			f.SetXY(60, 700)
			f.MultiCell(450, 13, "The commission met on Tuesday in the old town hall to hear what the delegates of both provinces, who had come by the night train from the capital and", "", "J", false)
			f.AddPage()
			f.Text(60, 60, "the coast, had to say about the bridge.")
		})
		pages := 0
		items, err := im.Read(t.Context(), "bridge.pdf", data, func(n, of int) {
			if of != 2 {
				t.Errorf("page %d of %d, want 2", n, of)
			}
			pages++
		})
		if err != nil {
			t.Fatal(err)
		}
		a, s := items[0].Article, items[0].Snapshot
		sure := briefing.ConfidenceHigh
		if a.Title != (briefing.Field{Value: "A bridge too many", Source: "text", Confidence: sure}) || a.Byline.Value != "Ada Sample" || a.Byline.Confidence != sure {
			t.Errorf("title %+v, byline %+v", a.Title, a.Byline)
		}
		if a.Published.Value != "2025-08-12" || a.Published.Confidence != briefing.ConfidenceMedium {
			t.Errorf("published %+v", a.Published)
		}
		turn := briefing.Offset(strings.Index(s.Text, "the coast"))
		if len(s.Blocks) != 1 || s.Page(turn-1) != "1" || s.Page(turn) != "2" || pages != 2 {
			t.Errorf("blocks %v, marks %v, %d pages told", s.Blocks, s.Pages, pages)
		}
	})

	t.Run("a password", func(t *testing.T) {
		data := printed(t, func(f *fpdf.Fpdf) {
			f.SetProtection(fpdf.CnProtectPrint, "open sesame", "owner")
			f.AddPage()
			f.Text(60, 100, "Nobody without the password reads this sentence.")
		})
		for _, password := range []string{"", "sesame", "open sesame"} {
			im.Password = password
			_, err := im.Read(t.Context(), "secret.pdf", data, nil)
			if isOpen := password == "open sesame"; (err == nil) != isOpen || errors.Is(err, importer.ErrPassword) == isOpen {
				t.Errorf("password %q: %v", password, err)
			}
		}
	})

	t.Run("nothing to read", func(t *testing.T) {
		data := printed(t, func(f *fpdf.Fpdf) { f.AddPage() })
		_, err := im.Read(t.Context(), "empty.pdf", data, nil)
		if want := "read empty.pdf: there is no text in it that can be seen"; err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("Read = %v, want %q", err, want)
		}
	})
}
