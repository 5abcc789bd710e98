package cli_test

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/ncruces/go-sqlite3/driver"

	"briefdesk/app/cli"
	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/importer"
	"briefdesk/briefing/library"
)

var update = flag.Bool("update", false, "rewrite the golden files of scripts")

// TestMain makes the test binary its own import worker.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == importer.WorkerFlag {
		os.Exit(importer.Work(os.Stdin, os.Stdout))
	}
	os.Exit(m.Run())
}

// What follows is what a script cannot do: a second process on the library,
// a library that was tampered with, a run that is stopped.

// run carries out a command and returns its exit code and what it printed.
func run(ctx context.Context, args ...string) (code int, stdout, stderr string) {
	var out, err bytes.Buffer
	code = cli.Run(ctx, args, cli.Streams{In: strings.NewReader(""), Out: &out, Err: &err})
	return code, out.String(), err.String()
}

// expect runs a command and holds its exit code and its errors against what is wanted.
func expect(t *testing.T, code int, stderr string, args ...string) (stdout string) {
	t.Helper()
	got, stdout, said := run(t.Context(), args...)
	if got != code || !regexp.MustCompile(stderr).MatchString(said) {
		t.Fatalf("briefdesk %s: exits with %d and says\n%s%swant %d and %s", strings.Join(args, " "), got, said, stdout, code, stderr)
	}
	return stdout
}

const nothing = `^$`

// demo makes a library with the demonstration in it, and the PDF beside it.
func demo(t *testing.T) (path string) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "library")
	expect(t, 0, nothing, "demo", "--library", path, "-o", filepath.Dir(path))
	return path
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// tamper runs SQL on a library behind the program's back.
func tamper(t *testing.T, path, sql string) {
	t.Helper()
	db, err := driver.Open(path)
	must(t, err)
	_, err = db.Exec(sql)
	must(t, errors.Join(err, db.Close()))
}

// only is the identifier of the one briefing in a library.
func only(t *testing.T, path string) string {
	t.Helper()
	return expect(t, 0, nothing, "briefings", "--library", path)[:8]
}

func TestLibraryOfAnotherWriterIsReadAndNotWritten(t *testing.T) {
	path := demo(t)
	lib, err := library.Open(path)
	must(t, err)
	defer lib.Close()

	note := filepath.Join(t.TempDir(), "note.md")
	must(t, os.WriteFile(note, []byte("# A note\n"), 0o600))
	const locked = `: another window or command is writing this library; close it, or use its menu\n$`
	expect(t, 1, locked, "import", note, "--library", path)
	expect(t, 1, locked, "new", note, "--library", path)
	expect(t, 1, locked, "clip", "1234", "--quote", "words", "--library", path)
	expect(t, 1, locked, "demo", "--library", path, "-o", t.TempDir())

	if out := expect(t, 0, nothing, "articles", "--library", path); !strings.Contains(out, "Pakistan US") {
		t.Errorf("articles: %s", out)
	}
	out := filepath.Join(t.TempDir(), "out.pdf")
	expect(t, 0, nothing, "export", only(t, path), "-o", out, "--library", path)
}

func TestNewerLibraryIsRefused(t *testing.T) {
	path := demo(t)
	tamper(t, path, "PRAGMA user_version = 99")
	const newer = `: this library was written by a newer Briefdesk; update the program to open it \(its format is 99; this program knows \d+\)\n$`
	expect(t, 1, newer, "articles", "--library", path)
	expect(t, 1, newer, "demo", "--library", path, "-o", t.TempDir())
}

func TestTamperedSnapshotIsFound(t *testing.T) {
	path := demo(t)
	tamper(t, path, "DROP TRIGGER snapshots_are_immutable; UPDATE snapshots SET text = replace(text, 'turning point', 'burning point')")
	expect(t, 3, `(?m)^error: .*\(snapshot-altered\)$`, "check", "--library", path)
	stdout := expect(t, 3, nothing, "check", "--json", "--library", path)
	if !strings.Contains(stdout, `"rule": "snapshot-altered"`) {
		t.Errorf("check --json: %s", stdout)
	}
	out := filepath.Join(t.TempDir(), "out.pdf")
	expect(t, 1, `the library is damaged; “briefdesk check” says what is left`, "export", only(t, path), "-o", out, "--library", path)
	if _, err := os.Stat(out); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("a briefing with an altered source was exported: %v", err)
	}
}

func TestWhatCannotBeSavedIsSaidOnce(t *testing.T) {
	path := demo(t)
	tamper(t, path, "CREATE TRIGGER refused BEFORE UPDATE OF trashed ON briefings BEGIN SELECT raise(ABORT, 'refused'); END")
	expect(t, 1, `^briefdesk: save: [^\n]*refused[^\n]*\n$`, "delete", only(t, path), "--library", path)
}

func TestAmbiguousIdentifierAsksForMore(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library")
	lib, err := library.Open(path)
	must(t, err)
	s := session.New(lib, func(f func()) { f() })
	for i := range 2 {
		id := briefing.ID{0xab, 0xcd, 0xef, byte(i)}
		must(t, s.NewBriefing(briefing.Briefing{ID: id, Title: fmt.Sprint("Note ", i)}))
	}
	must(t, errors.Join(s.Close(t.Context()), lib.Close()))

	expect(t, 1, `^briefdesk: more than one identifier begins with abcd, such as briefing abcdef00\S* and briefing abcdef01\S*; give more digits\n$`,
		"show", "abcd", "--library", path)
	if out := expect(t, 0, nothing, "show", "abcdef01", "--library", path); !strings.Contains(out, "title: Note 1") {
		t.Errorf("show: %s", out)
	}
}

// rename gives the briefing of a library another title.
func rename(t *testing.T, path, title string) briefing.ID {
	t.Helper()
	lib, err := library.Open(path)
	must(t, err)
	s := session.New(lib, func(f func()) { f() })
	rows, err := s.Briefings(t.Context())
	must(t, err)
	must(t, s.EditBriefing("Rename", rows[0].ID, func(b *briefing.Briefing) error {
		b.Title = title
		return nil
	}))
	must(t, errors.Join(s.Close(t.Context()), lib.Close()))
	return rows[0].ID
}

func TestHistoryComparesDetailsToo(t *testing.T) {
	path := demo(t)
	note := rename(t, path, "My own note").String()
	versions := expect(t, 0, nothing, "history", note, "--library", path)
	first := strings.Fields(versions)[0]
	out := expect(t, 0, nothing, "history", note, "--compare", first, "--library", path)
	if !strings.HasPrefix(out, "Title changed: ") || !strings.Contains(out, "{+My own note+}") || strings.Count(out, "\n") != 1 {
		t.Errorf("compared with version %s: %s", first, out)
	}
}

func TestDemonstrationLeavesAnEditedBriefingAlone(t *testing.T) {
	path := demo(t)
	rename(t, path, "My own note")
	for range 2 {
		expect(t, 0, nothing, "demo", "--library", path, "-o", t.TempDir())
		out := expect(t, 0, nothing, "briefings", "--library", path)
		if strings.Count(out, "\n") != 2 || !strings.Contains(out, "My own note") {
			t.Errorf("the briefings are\n%s", out)
		}
	}
}

func TestStoppedRunSaysWhatIsKept(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "a.md")
	must(t, os.WriteFile(file, []byte("# An article\n\nOne sentence.\n"), 0o600))
	ctx, stop := context.WithCancel(t.Context())
	stop()
	code, out, said := run(ctx, "import", file, "--library", filepath.Join(dir, "library"))
	if code != 1 || out != "" || said != "briefdesk: stopped; what was reported as done is kept\n" {
		t.Errorf("a stopped import exits with %d and says %q, %q", code, out, said)
	}
}

func TestKnown(t *testing.T) {
	for name, want := range map[string]bool{"demo": true, "check": true, "help": true, "--version": true, "note.md": false, "": false} {
		if got := cli.Known(name); got != want {
			t.Errorf("Known(%q) = %v", name, got)
		}
	}
}

// TestLibraryStaysPrivate: what the user keeps is the user's alone.
func TestLibraryStaysPrivate(t *testing.T) {
	path := filepath.Join(t.TempDir(), "folder", "library")
	expect(t, 0, nothing, "demo", "--library", path, "-o", filepath.Join(filepath.Dir(path), "out"))
	for name, want := range map[string]os.FileMode{
		path: 0o600, filepath.Dir(path): 0o700, filepath.Join(filepath.Dir(path), "out"): 0o700,
		filepath.Join(filepath.Dir(path), "out", "pakistan-us-dialogue.pdf"): 0o600,
	} {
		info, err := os.Stat(name)
		must(t, err)
		if got := info.Mode().Perm(); got&^want != 0 {
			t.Errorf("%s has mode %v, want %v at most", filepath.Base(name), got, want)
		}
	}
}
