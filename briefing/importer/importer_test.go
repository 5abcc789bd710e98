package importer_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"time"

	"briefdesk/assets"
	"briefdesk/briefing"
	"briefdesk/briefing/importer"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/tools/txtar"
)

var update = flag.Bool("update", false, "rewrite the golden parts of testdata")

// TestMain makes the test binary its own worker, and a few bad ones.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 {
		switch os.Args[1] {
		case importer.WorkerFlag:
			os.Exit(importer.Work(os.Stdin, os.Stdout))
		case "--bad-worker":
			os.Exit(badWorker(os.Args[2]))
		}
	}
	os.Exit(m.Run())
}

func readOne(t *testing.T, name string, data []byte) importer.Item {
	t.Helper()
	items, err := importer.Importer{}.Read(t.Context(), name, data, nil)
	if err != nil {
		t.Fatal(err)
	}
	if len(items) != 1 {
		t.Fatalf("%s holds %d articles, want 1", name, len(items))
	}
	return items[0]
}

// readFile is what comes of one file.
func readFile(ctx context.Context, path string) importer.File {
	for f := range (importer.Importer{}).ReadFiles(ctx, []string{path}, nil) {
		return f
	}
	return importer.File{Path: path, Err: ctx.Err()}
}

func TestSampleIsReadEntirelyRight(t *testing.T) {
	data, err := fs.ReadFile(assets.Samples(), "pakistan-us-counterterrorism-alliance.txt")
	if err != nil {
		t.Fatal(err)
	}
	it := readOne(t, "pakistan-us-counterterrorism-alliance.txt", data)
	e := it.Extract("")
	kinds := map[string]int{}
	for _, b := range e.Blocks {
		kinds[b.Kind]++
	}
	if want := map[string]int{"paragraph": 13, "pullquote": 1}; !cmp.Equal(kinds, want) {
		t.Errorf("the sample has blocks %v, want %v", kinds, want)
	}
	want := []string{
		"Pakistan US Counterterrorism Alliance", "From Tactical Convergence to Strategic Partnership", "opinion", "en",
		"The views and opinions expressed in this article are exclusively those of the author and do not reflect the official stance, policies, or perspectives of the Platform.",
	}
	if got := []string{e.Title, e.Subtitle, e.Genre, e.Language, e.Disclaimer}; !cmp.Equal(got, want) {
		t.Errorf("the sample's metadata differ:\n%s", cmp.Diff(want, got))
	}
	if len(e.Warnings) != 1 || !strings.Contains(e.Warnings[0], "This prospective strategy acknowledges") {
		t.Errorf("the warnings are %q, want one about the line that is cut short", e.Warnings)
	}
	if strings.Contains(it.Snapshot.Text, "Pakistan US Counterterrorism Alliance") || strings.Contains(it.Snapshot.Text, "Disclaimer") {
		t.Error("the text repeats the title or the label of the disclaimer")
	}
}

// TestArticles holds each testdata/*.txtar: its first file is read, the second
// is what Dump makes of it.
func TestArticles(t *testing.T) {
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no test data: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			ar, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			got := dump(readOne(t, ar.Files[0].Name, ar.Files[0].Data))
			if *update {
				ar.Files = append(ar.Files[:1], txtar.File{Name: "article", Data: []byte(got)})
				if err := os.WriteFile(file, txtar.Format(ar), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			if len(ar.Files) < 2 || got != string(ar.Files[1].Data) {
				t.Errorf("%s differs (go test -update rewrites it):\n%s", file, got)
			}
		})
	}
}

// dump writes an item so that a change of it can be read in a diff.
func dump(it importer.Item) string {
	var b strings.Builder
	a, s := it.Article, it.Snapshot
	fields := []struct {
		name string
		briefing.Field
	}{
		{"title", a.Title},
		{"subtitle", a.Subtitle},
		{"byline", a.Byline},
		{"publisher", a.Publisher},
		{"published", a.Published},
		{"url", a.URL},
		{"language", a.Language},
		{"genre", a.Genre},
		{"licence", a.Licence},
	}
	b.WriteString("format: " + it.Format + "\n")
	for _, f := range fields {
		if f.Value != "" {
			b.WriteString(f.name + ": " + f.Value + " (" + f.Source + ", " + string(f.Confidence) + ")\n")
		}
	}
	for _, bl := range s.Blocks {
		b.WriteString("\n" + string(bl.Kind))
		if bl.Level > 0 {
			b.WriteString(strings.Repeat("+", bl.Level))
		}
		b.WriteString(": " + strings.ReplaceAll(s.Slice(bl.Range), "\n", "\n\t") + "\n")
		for _, c := range bl.Cells {
			b.WriteString("\tcell: " + s.Slice(c) + "\n")
		}
		for _, sp := range bl.Spans {
			b.WriteString(strings.TrimRight("\t"+string(sp.Kind)+": "+s.Slice(sp.Range)+" "+sp.URL, " ") + "\n")
		}
	}
	for _, n := range a.Notices {
		b.WriteString("\nnotice " + string(n.Class) + ": " + n.Text + "\n")
	}
	for _, w := range it.Warnings {
		b.WriteString("\nwarning: " + w + "\n")
	}
	return b.String()
}

func TestRefusalsSayWhatToDo(t *testing.T) {
	dir := t.TempDir()
	write := func(name string, data []byte) string {
		path := filepath.Join(dir, name)
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	large := write("large.txt", nil)
	if err := os.Truncate(large, 1<<30); err != nil {
		t.Fatal(err)
	}
	const instead = "cannot be read as an article; save it as a Word document, as HTML or as text"
	tests := []struct {
		path, want  string
		unsupported bool
	}{
		{filepath.Join(dir, "none.txt"), "there is no such file; check its name and folder", false},
		{dir, "it is a folder; choose the files in it", false},
		{"/dev/null", "it is a device or a pipe; save its content as a file first", false},
		{write("empty.txt", nil), "it is empty; save it again where it came from", false},
		{write("spaces.txt", []byte(" \n\u00a0\n")), "there is no text of an article in it; open it elsewhere and save what you see as text", false},
		{large, "it is too large (1024.0 MB; at most 60 MB are read); save only the article itself", false},
		{write("page.html", bytes.Repeat([]byte("<p>word "), 9<<17)), "it is too large (9.0 MB; at most 8 MB are read); save only the article itself", false},
		{write("deep.html", []byte(strings.Repeat("<div>", 600)+"<p>Words.")), "its elements are nested too deeply to be a page for people (html: open stack of elements exceeds 512 nodes); save what you see as text", false},
		{write("noise.txt", bytes.Repeat([]byte{0, 1, 2, 3, 200, 17}, 100)), "a binary file " + instead, true},
		{write("letter.txt", []byte(`{\rtf1\ansi Dear all}`)), "an RTF document " + instead, true},
		{write("mail.txt", []byte("From: A <a@example.org>\nSubject: x\nDate: \n\n\n")), "there is no text of an article in it; open it elsewhere and save what you see as text", false},
		{write("sealed.eml", []byte("From: A <a@example.org>\nContent-Type: application/pkcs7-mime\n\nMIAG\n")), "it is encrypted; open it in your mail program and save it from there as text", false},
		{write("saved.html", []byte("From: <Saved by Blink>\nContent-Type: multipart/related; boundary=b\n\n--b\n")), "there is no page in it; save the page again as HTML", false},
		{write("box.mbox", bytes.Repeat([]byte("From \n"), 9)), "there is no text of an article in it; open it elsewhere and save what you see as text", false},
		{write("old.docx", []byte("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1  W\x00o\x00r\x00d\x00D\x00o\x00c\x00u\x00m\x00e\x00n\x00t\x00")), "it is a Word document of the old kind (.doc); open it in Word or LibreOffice and save it as .docx", true},
		{write("cut.docx", []byte("PK\x03\x04 [Content_Types].xml word/document.xml")), "it is damaged (zip: not a valid zip file); save it again where it came from", false},
	}
	for _, tt := range tests {
		err := readFile(t.Context(), tt.path).Err
		if err == nil || err.Error() != "read "+tt.path+": "+tt.want {
			t.Errorf("reading %q: %v, want %q", tt.path, err, tt.want)
		}
		if errors.Is(err, importer.ErrUnsupported) != tt.unsupported {
			t.Errorf("reading %q: unsupported is %v, want %v", tt.path, !tt.unsupported, tt.unsupported)
		}
	}
}

func TestNamesThatMisleadAreQuoted(t *testing.T) {
	_, err := importer.Importer{}.Read(t.Context(), "a\u202etxt.exe\nb", nil, nil)
	if want := `read "a\u202etxt.exe\nb": it is empty`; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("the error is %v, want %s …", err, want)
	}
}

// badWorker behaves as a worker that a hostile file has taken over might.
func badWorker(how string) int {
	var it importer.Item
	b := briefing.Builder{}
	b.Add(briefing.TextParagraph, 0, "Words.", nil, nil)
	it.Format = "text"
	it.Snapshot, _ = b.Snapshot(briefing.Hash{1})
	it.Article.Snapshots = []briefing.Hash{it.Snapshot.Hash}
	send := func(v any) { json.NewEncoder(os.Stdout).Encode(v) }
	switch how {
	case "silent":
	case "crash":
		os.Stderr.WriteString("goroutine 1 [running]: secrets of the trade")
		return 2
	case "hang":
		time.Sleep(time.Hour)
	case "endless":
		os.Stdout.WriteString(`{"refused":"`)
		for chunk := strings.Repeat("no", 1<<19); ; {
			if _, err := os.Stdout.WriteString(chunk); err != nil {
				return 1
			}
		}
	case "junk":
		os.Stdout.WriteString("\x00\xff not JSON")
	case "other file":
		send(map[string]any{"item": it})
	case "altered":
		it.Snapshot.Text = "Wards."
		send(map[string]any{"item": it})
	case "surroundings":
		dir, _ := os.Getwd()
		send(map[string]any{"refused": fmt.Sprint(dir, " ", os.Environ())})
	case "pages":
		send(map[string]any{"page": 1, "pages": -2})
		send(map[string]any{"page": 2, "pages": 3})
		send(map[string]any{"refused": "no"})
	case "refusal":
		send(map[string]any{"refused": "no\u202e, \n" + strings.Repeat("long ", 1000)})
	}
	return 0
}

func TestBadWorkersAreNotBelieved(t *testing.T) {
	const brokeOff = "read note.txt: the import of it broke off; save it as text and import that"
	tests := []struct{ how, want, details string }{
		{"silent", brokeOff, "the worker gave no answer"},
		{"crash", brokeOff, "secrets of the trade"},
		{"endless", brokeOff, "the worker printed too much"},
		{"junk", brokeOff, "read the worker's answer"},
		{"other file", brokeOff, "the snapshot is of another file"},
		{"altered", brokeOff, "does not match its hash"},
	}
	for _, tt := range tests {
		t.Run(tt.how, func(t *testing.T) {
			_, err := bad(t, tt.how).Read(t.Context(), "note.txt", []byte("Words."), nil)
			e, ok := errors.AsType[*importer.Error](err)
			if ok && tt.how == "endless" && strings.Contains(e.Reason, "it took longer") {
				return // on a slow machine the deadline comes before the limit
			}
			if !ok || e.Error() != tt.want {
				t.Fatalf("the error is %v, want %s", err, tt.want)
			}
			if !strings.Contains(e.Details(), tt.details) {
				t.Errorf("the details are %q, want them to hold %q", e.Details(), tt.details)
			}
		})
	}
	_, err := bad(t, "refusal").Read(t.Context(), "note.txt", []byte("Words."), nil)
	if n := len(err.Error()); n > 600 || strings.ContainsAny(err.Error(), "\n\u202e") {
		t.Errorf("a refusal of %d bytes came through as %q", n, err)
	}
	_, err = importer.Importer{Command: []string{"/no/such/worker"}}.Read(t.Context(), "note.txt", []byte("Words."), nil)
	if want := "read note.txt: the import worker cannot be started; install Briefdesk again"; err == nil || err.Error() != want {
		t.Errorf("without a worker the error is %v, want %s", err, want)
	}
}

func TestWorkerKnowsNothingOfItsSurroundings(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("only Linux confines workers")
	}
	t.Setenv("SECRET", "of the trade")
	_, err := bad(t, "surroundings").Read(t.Context(), "note.txt", []byte("Words."), nil)
	if want := "read note.txt: / []"; err == nil || err.Error() != want {
		t.Errorf("the worker's folder and environment: %v, want %s", err, want)
	}
}

func bad(t *testing.T, how string) importer.Importer {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	return importer.Importer{Command: []string{self, "--bad-worker", how}}
}

func TestCancellingEndsTheWorker(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := bad(t, "hang").Read(ctx, "note.txt", []byte("Words."), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("Read = %v, want %v", err, context.Canceled)
	}
	ctx, cancel = context.WithTimeout(t.Context(), time.Millisecond)
	defer cancel()
	if _, err := bad(t, "hang").Read(ctx, "note.txt", []byte("Words."), nil); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Read = %v, want %v", err, context.DeadlineExceeded)
	}
}

func TestFormatsDoNotOverlap(t *testing.T) {
	seen := map[string]string{}
	for _, f := range importer.Formats() {
		for _, ext := range f.Extensions {
			if other, ok := seen[ext]; ok {
				t.Errorf("%s is an extension of %s and %s", ext, other, f.Name)
			}
			seen[ext] = f.Name
		}
	}
}
