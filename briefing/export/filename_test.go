package export

import (
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"briefdesk/briefing/manuscript"
)

func TestFileName(t *testing.T) {
	m := manuscript.Manuscript{Title: "The harbour: what next?", Date: "2025-09-22", Reference: "BN 2025/0417"}
	m.Banner.Mark = "TLP:AMBER"
	third := m
	third.Copy = manuscript.Copy{Form: manuscript.ReaderCopy, Number: 3, Of: 12, Addressee: "Ambassador / DC"}
	for _, c := range []struct {
		pattern string
		m       manuscript.Manuscript
		want    string
	}{
		{"out.pdf", m, "out.pdf"},
		{NamePattern + ".pdf", m, "The harbour what next_2025-09-22_TLP-AMBER.pdf"},
		{filepath.Join("a", "{b}", "{reference}.pdf"), m, filepath.Join("a", "{b}", "BN 2025-0417.pdf")},
		{"{title}_{copy}_{addressee}.txt", third, "The harbour what next_reader copy 3_Ambassador DC.txt"},
		{"{title}_{copy}_{date}.txt", m, "The harbour what next_2025-09-22.txt"},
		{"{copy}_{date}.txt", m, "2025-09-22.txt"},
		{NamePattern + ".md", manuscript.Manuscript{}, "Untitled.md"},
		{"{title}.pdf", manuscript.Manuscript{Title: "../../etc/passwd"}, "etc passwd.pdf"},
		{"{title}.pdf", manuscript.Manuscript{Title: "evil\u202efdp.exe"}, "evil fdp.exe.pdf"},
		{"{title}.pdf", manuscript.Manuscript{Title: "-rf {date}"}, "rf date.pdf"},
		{"{title}.pdf", manuscript.Manuscript{Title: "con"}, "_con.pdf"},
		{"{title}.pdf", manuscript.Manuscript{Title: "وزارت خارجہ"}, "وزارت خارجہ.pdf"},
		{"{title}.pdf", manuscript.Manuscript{Title: strings.Repeat("é", 2000)}, strings.Repeat("é", maxName) + ".pdf"},
	} {
		if got, err := FileName(c.pattern, c.m); err != nil || got != c.want {
			t.Errorf("FileName(%q) of %q = %q, %v; want %q", c.pattern, c.m.Title, got, err, c.want)
		}
	}
	if _, err := FileName("{titel}.pdf", m); err == nil ||
		err.Error() != "{titel}.pdf: there is no {titel} in the names of files; there are {title}, {date}, {marking}, {reference}, {copy}, {addressee}" {
		t.Errorf("a placeholder there is none of: %v", err)
	}
}

// TestFileNamesAreSafe whatever a note is called.
func TestFileNamesAreSafe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := manuscript.Manuscript{Title: rapid.String().Draw(t, "title"), Reference: rapid.String().Draw(t, "reference")}
		m.Copy.Addressee = rapid.String().Draw(t, "addressee")
		name, err := FileName("{title}_{reference}_{addressee}.pdf", m)
		if err != nil {
			t.Fatal(err)
		}
		stem := strings.TrimSuffix(name, ".pdf")
		if !utf8.ValidString(name) || stem == "" || len(name) > maxBytes || strings.ContainsAny(name, "/\\:*?\"<>|\x00\n\t\u202e") ||
			strings.Trim(stem, " .") != stem || strings.HasPrefix(name, "-") || devices.MatchString(name) {
			t.Errorf("%q", name)
		}
	})
}

func TestUnusedNames(t *testing.T) {
	used := map[string]bool{}
	for _, want := range []string{"a.pdf", "a (2).pdf", "a (3).pdf"} {
		if got := unused("a.pdf", used); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
	if got := unused("A.PDF", used); got != "A (4).PDF" {
		t.Errorf("%q: names that differ in case alone are one", got)
	}
}
