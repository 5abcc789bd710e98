package cli_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"briefdesk/app/cli"
	"briefdesk/assets"
)

// A script is the comment of a txtar file, in the manner of testscript; the
// files of the archive and sample.txt, the sample article, lie in its working
// directory. -update rewrites those that are compared with output. The commands:
//
//	briefdesk ARG...      runs it; “exits 3 briefdesk ARG...” where it must not exit with 0
//	[!] stdout PATTERN    the last run printed it; so with stderr
//	[!] grep PATTERN FILE
//	cmp stdout FILE       the last run printed just that; also cmp FILE FILE
//	[!] exists FILE...
//	capture NAME PATTERN  makes $NAME what the group in PATTERN matched in stdout
//	stdin FILE            what the next run reads
//	inword FILE OLD NEW   puts other words into the text of a Word document
//	cp FILE FILE, mkdir DIR, truncate FILE SIZE, chmod MODE FILE
//
// Arguments are parted by spaces; between single quotes all is as it stands,
// but that two of them are one.
type script struct {
	*testing.T
	position       string // of the line being run
	vars           map[string]string
	stdin          []byte
	stdout, stderr string
	archive        *txtar.Archive
	updated        bool // archive has changed
}

func TestScripts(t *testing.T) {
	files, err := filepath.Glob("testdata/script/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("there are no scripts: %v", err)
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			file, err := filepath.Abs(file)
			if err != nil {
				t.Fatal(err)
			}
			archive, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			s := &script{T: t, vars: map[string]string{}, archive: archive}
			s.lay()
			for i, line := range strings.Split(string(archive.Comment), "\n") {
				s.position = fmt.Sprintf("%s:%d", filepath.Base(file), i+1)
				s.line(line)
			}
			if s.updated {
				s.must(os.WriteFile(file, txtar.Format(archive), 0o644))
			}
		})
	}
}

// lay makes the working directory. No command sees the library of whoever
// runs the tests.
func (s *script) lay() {
	dir := s.TempDir()
	s.Chdir(dir)
	s.Setenv("BRIEFDESK_LIBRARY", filepath.Join(dir, "library"))
	s.Setenv("XDG_DATA_HOME", filepath.Join(dir, "data"))
	sample, err := fs.ReadFile(assets.Samples(), "pakistan-us-counterterrorism-alliance.txt")
	s.must(err)
	s.must(os.WriteFile("sample.txt", sample, 0o644))
	for _, f := range s.archive.Files {
		s.must(os.MkdirAll(filepath.Dir(f.Name), 0o755))
		s.must(os.WriteFile(f.Name, f.Data, 0o644))
	}
}

// fail ends the script.
func (s *script) fail(format string, args ...any) {
	s.Fatalf("%s: %s\nstdout:\n%s\nstderr:\n%s", s.position, fmt.Sprintf(format, args...), s.stdout, s.stderr)
}

func (s *script) must(err error) {
	if err != nil {
		s.fail("%v", err)
	}
}

func (s *script) line(line string) {
	words := s.words(line)
	if len(words) == 0 || strings.HasPrefix(words[0], "#") {
		return
	}
	want := words[0] != "!"
	if !want {
		words = words[1:]
	}
	name, args := words[0], words[1:]
	switch name {
	case "briefdesk":
		s.briefdesk(0, args)
	case "exits":
		code, err := strconv.Atoi(args[0])
		s.must(err)
		s.briefdesk(code, args[2:])
	case "stdout", "stderr":
		s.grep(want, args[0], name)
	case "grep":
		s.grep(want, args[0], args[1])
	case "cmp":
		s.compare(args[0], args[1])
	case "exists":
		for _, file := range args {
			if _, err := os.Lstat(file); (err == nil) != want {
				s.fail("%s exists: %v, want %v", file, err == nil, want)
			}
		}
	case "capture":
		match := regexp.MustCompile("(?m)" + args[1]).FindStringSubmatch(s.stdout)
		if match == nil {
			s.fail("stdout does not match %s", args[1])
		}
		s.vars[args[0]] = match[1]
	case "stdin":
		s.stdin = []byte(s.content(args[0]))
	case "cp":
		s.must(os.WriteFile(args[1], []byte(s.content(args[0])), 0o644))
	case "inword":
		s.inWord(args[0], args[1], args[2])
	case "comment":
		s.comment(args[0], args[1], args[2], args[3])
	case "mkdir":
		s.must(os.Mkdir(args[0], 0o755))
	case "truncate":
		size, err := strconv.ParseInt(args[1], 10, 64)
		s.must(err)
		s.must(os.Truncate(args[0], size))
	case "chmod":
		mode, err := strconv.ParseUint(args[0], 8, 32)
		s.must(err)
		s.must(os.Chmod(args[1], os.FileMode(mode)))
	default:
		s.fail("there is no command %q", name)
	}
}

// inWord changes a Word document as somebody does who types in it.
func (s *script) inWord(file, before, after string) {
	s.inPart(file, "word/document.xml", before, after)
}

// comment comments on words of a Word document.
func (s *script) comment(file, words, author, text string) {
	s.inWord(file, words+"</w:t></w:r>", words+`</w:t></w:r><w:r><w:commentReference w:id="7"/></w:r>`)
	s.inPart(file, "word/_rels/document.xml.rels", "</Relationships>",
		`<Relationship Id="said" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/></Relationships>`)
	s.inPart(file, "word/comments.xml", "",
		`<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:comment w:id="7" w:author="`+author+`"><w:p><w:r><w:t>`+text+`</w:t></w:r></w:p></w:comment></w:comments>`)
}

// inPart changes what a part of a Word document says, or adds the part that before says
// nothing of.
func (s *script) inPart(file, name, before, after string) {
	z, err := zip.OpenReader(file)
	s.must(err)
	defer z.Close()
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, f := range z.File {
		data, err := fs.ReadFile(z, f.Name)
		s.must(err)
		if f.Name == name {
			if bytes.Count(data, []byte(before)) != 1 {
				s.fail("%s does not say %q once", file, before)
			}
			data = bytes.Replace(data, []byte(before), []byte(after), 1)
		}
		to, err := w.Create(f.Name)
		s.must(err)
		_, err = to.Write(data)
		s.must(err)
	}
	if before == "" {
		to, err := w.Create(name)
		s.must(err)
		_, err = io.WriteString(to, after)
		s.must(err)
	}
	s.must(w.Close())
	s.must(os.WriteFile(file, out.Bytes(), 0o644))
}

func (s *script) briefdesk(want int, args []string) {
	var stdout, stderr bytes.Buffer
	got := cli.Run(s.Context(), args, cli.Streams{In: bytes.NewReader(s.stdin), Out: &stdout, Err: &stderr})
	s.stdout, s.stderr, s.stdin = stdout.String(), stderr.String(), nil
	if got != want {
		s.fail("it exits with %d, want %d", got, want)
	}
}

func (s *script) grep(want bool, pattern, file string) {
	if regexp.MustCompile("(?m)"+pattern).MatchString(s.content(file)) != want {
		s.fail("%s matches %s: %v, want %v", file, pattern, !want, want)
	}
}

func (s *script) compare(file, golden string) {
	got := s.content(file)
	i := slices.IndexFunc(s.archive.Files, func(f txtar.File) bool { return f.Name == golden })
	if *update && i >= 0 {
		s.archive.Files[i].Data, s.updated = []byte(got), true
		return
	}
	if want := s.content(golden); got != want {
		s.fail("%s is not %s (go test -update rewrites it)\n got:\n%s\nwant:\n%s", file, golden, got, want)
	}
}

// content is what a file holds, or what the last run printed.
func (s *script) content(file string) string {
	switch file {
	case "stdout":
		return s.stdout
	case "stderr":
		return s.stderr
	}
	data, err := os.ReadFile(file)
	s.must(err)
	return string(data)
}

// words parts a line at spaces, with $NAME expanded. What stands between
// single quotes is part of one word as it is.
func (s *script) words(line string) []string {
	var words []string
	open := false // the last word goes on
	add := func(text string) {
		if !open {
			words, open = append(words, ""), true
		}
		words[len(words)-1] += text
	}
	parts := strings.Split(line, "'")
	for i, part := range parts {
		switch {
		case i%2 == 1:
			add(part)
			continue
		case part == "" && 0 < i && i < len(parts)-1:
			add("'")
			continue
		}
		for i, bare := range strings.Split(os.Expand(part, func(name string) string { return s.vars[name] }), " ") {
			open = open && i == 0
			if bare != "" {
				add(bare)
			}
		}
	}
	return words
}
