package bundle_test

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"briefdesk/briefing/bundle"
)

func TestFiles(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	file := encode(t, note(t))
	for name, content := range map[string][]byte{"note.zip": file, "cut.zip": file[:2000], "text.zip": []byte("# A note"), "empty.zip": nil} {
		must(t, os.WriteFile(name, content, 0o600))
	}
	must(t, os.Mkdir("folder", 0o700))
	for _, c := range []struct {
		name string
		is   bool
		want string
	}{
		{"note.zip", true, ""},
		{"cut.zip", true, "read cut.zip: the bundle is refused: "},
		{"text.zip", false, "read text.zip: the bundle is refused: it is not a Briefdesk bundle; choose another file"},
		{"empty.zip", false, "read empty.zip: the bundle is refused: it is not a Briefdesk bundle; choose another file"},
		{"folder", false, "read folder: it is no file; name a bundle"},
		{filepath.Join("no", "such"), false, "read no/such: no such file or directory; check its name and permissions"},
	} {
		b, err := bundle.ReadFile(c.name)
		report, verr := bundle.VerifyFile(c.name)
		if said(err) != said(verr) {
			t.Errorf("%s: read, %v; verified, %v", c.name, err, verr)
		}
		if err == nil && (report.Verified != 3 || !bytes.Equal(encode(t, b), file)) {
			t.Errorf("%s: %d verified", c.name, report.Verified)
		}
		if got := said(err); !strings.HasPrefix(got, c.want) || c.want == "" && got != "" {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
		if bundle.IsFile(c.name) != c.is {
			t.Errorf("%s is a bundle: %v, want %v", c.name, !c.is, c.is)
		}
	}
}

func said(err error) string {
	if err == nil {
		return ""
	}
	return err.Error()
}
