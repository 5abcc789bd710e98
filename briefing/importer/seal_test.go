package importer_test

import (
	"errors"
	"os"
	"testing"

	"briefdesk/briefing/importer"
)

// The document was encrypted by another program than this one.
func TestSealedDocumentsOpenWithTheirPassword(t *testing.T) {
	data, err := os.ReadFile("testdata/sealed.docx")
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ password, want string }{
		{"", "read report: it is encrypted; give its password"},
		{"open sesame", "read report: its password is another one; ask whoever sent it"},
	} {
		_, err := importer.Importer{Password: tt.password}.Read(t.Context(), "report", data, nil)
		if err == nil || err.Error() != tt.want || !errors.Is(err, importer.ErrPassword) {
			t.Errorf("with the password %q: %v, want %s", tt.password, err, tt.want)
		}
	}
	items, err := importer.Importer{Password: "offen § sésame"}.Read(t.Context(), "report", data, nil)
	if err != nil {
		t.Fatal(err)
	}
	if it := items[0]; it.Format != "docx" || it.Article.Title.Value != "A sealed paper" {
		t.Errorf("it is read as %s, %q", it.Format, it.Article.Title.Value)
	}
}
