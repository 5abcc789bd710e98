package export_test

import (
	"bytes"
	"compress/zlib"
	"crypto/sha256"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"
	"unicode/utf16"

	"briefdesk/assets"
	"briefdesk/briefing"
	"briefdesk/briefing/export"
	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/markdown"
	"briefdesk/briefing/marking"
	"briefdesk/briefing/quote"
	"briefdesk/briefing/template"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// TestMain leaves no files behind where a property fails: the seed is enough.
func TestMain(m *testing.M) {
	if err := flag.Set("rapid.nofailfile", "true"); err != nil {
		panic(err)
	}
	os.Exit(m.Run())
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newExporter(t testing.TB) *export.Exporter {
	t.Helper()
	profiles, err := marking.Load(assets.Profiles())
	must(t, err)
	templates, err := template.Load(assets.Templates(), nil, layout.Templates())
	must(t, err)
	return &export.Exporter{Setter: layout.NewSetter(assets.Fonts(), assets.Hyphenation()), Rules: manuscript.Rules{Profiles: profiles, Templates: templates}}
}

// rich is the note of testdata/rich.note.md, which has one of everything, and
// its sources.
func rich(t testing.TB) (briefing.Briefing, briefing.Sources) {
	t.Helper()
	sources := briefing.Sources{}
	var article briefing.Builder
	article.Add(briefing.TextParagraph, 0, "The committee met twice in May. It decided nothing, and said so.", nil, nil)
	article.Add(briefing.TextParagraph, 0, "“Nobody came -- or \"nearly\",” the *clerk* said; 1. <b>never</b> & > # [again] \\ `x`.", nil, nil)
	article.Add(briefing.TextParagraph, 0, "- The harbour is deep enough for two ships of the heaviest class, which come in counter-terrorism exercises.", nil, nil)
	snap, err := article.Snapshot(briefing.Hash{})
	must(t, err)
	talks := briefing.Article{
		ID: briefing.ID{0x0a}, Title: briefing.Field{Value: "The harbour talks"}, Publisher: briefing.Field{Value: "The Herald"},
		Published: briefing.Field{Value: "2025-03-04"}, URL: briefing.Field{Value: "https://example.org/talks"},
		Genre:   briefing.Field{Value: briefing.GenreOpinion},
		Notices: []briefing.Notice{{Class: briefing.NoticeViews, Text: "The views are the author’s own."}},
	}
	for digit, words := range map[string]string{
		"a1": "The committee met twice in May. It decided nothing, and said so.",
		"a2": snap.Text[strings.Index(snap.Text, "“Nobody"):],
		"a3": "- The harbour is deep enough",
	} {
		id, err := briefing.ParseID(strings.Repeat(digit, 16))
		must(t, err)
		r, err := quote.Find(snap, words)
		must(t, err)
		anchor, err := quote.Anchor(snap, r)
		must(t, err)
		sources[id] = briefing.Source{Passage: briefing.Passage{ID: id, Article: talks.ID, Anchor: anchor}, Article: talks, Snapshot: snap}
	}
	text, err := os.ReadFile("testdata/rich.note.md")
	must(t, err)
	b, _, err := markdown.Read(string(text), newExporter(t).Profiles, sources)
	must(t, err)
	b.ID = briefing.NewID()
	return b, sources
}

func TestFlowingFormats(t *testing.T) {
	b, sources := rich(t)
	for _, golden := range []string{"testdata/rich.md", "testdata/rich.txt", "testdata/rich.html", "testdata/rich.eml"} {
		report, err := newExporter(t).Export(b, sources, golden, export.Options{})
		must(t, err)
		if report.Pages != 0 || report.Verified != 4 || report.Checked != 4 || report.Quoted != 5 {
			t.Errorf("%s: %d pages, %d of %d verified, %d quoted", golden, report.Pages, report.Verified, report.Checked, report.Quoted)
		}
		if *update {
			must(t, export.Save(report.Files, 0o644))
		}
		want, err := os.ReadFile(golden)
		must(t, err)
		if got := string(report.Files[0].Data); got != string(want) {
			t.Errorf("%s differs (go test -update rewrites it)\n got:\n%s\nwant:\n%s", golden, got, want)
		}
	}
}

func TestFormatOf(t *testing.T) {
	for name, want := range map[string]string{
		"a.pdf": ".pdf", "dir.txt/B.PDF": ".pdf", "a.b.md": ".md", ".png": ".png", "a.txt": ".txt",
		"a":       "a: the name says no format; end it in one of .pdf, .png, .docx, .html, .eml, .md, .txt",
		"x/a.odt": "a.odt: there is no format .odt; end it in one of .pdf, .png, .docx, .html, .eml, .md, .txt",
	} {
		f, err := export.FormatOf(name)
		got := f.Ext
		if err != nil {
			got = err.Error()
		}
		if got != want {
			t.Errorf("FormatOf(%s) = %s, want %s", name, got, want)
		}
	}
}

func TestImagesAreNamedByPage(t *testing.T) {
	b := briefing.Briefing{Title: "A note", Blocks: []briefing.Block{{Kind: briefing.BlockText, Text: "One."}}}
	names := func() (names []string) {
		report, err := newExporter(t).Export(b, nil, "out/page.PNG", export.Options{Paper: layout.Letter})
		must(t, err)
		for _, f := range report.Files {
			names = append(names, f.Name)
			if !bytes.HasPrefix(f.Data, []byte("\x89PNG\r\n")) {
				t.Errorf("%s is no PNG", f.Name)
			}
		}
		return names
	}
	if got := names(); !slices.Equal(got, []string{"out/page.PNG"}) {
		t.Errorf("one page is %q", got)
	}
	b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockPageBreak}, briefing.Block{Kind: briefing.BlockText, Text: "Two."})
	if got := names(); !slices.Equal(got, []string{"out/page-1.PNG", "out/page-2.PNG"}) {
		t.Errorf("two pages are %q", got)
	}
}

func TestNoteWithNextToNothingInItIsExported(t *testing.T) {
	e := newExporter(t)
	for name, b := range map[string]briefing.Briefing{
		"nothing":         {},
		"sources of none": {Blocks: []briefing.Block{{Kind: briefing.BlockSources}}},
		"page breaks":     {Blocks: []briefing.Block{{Kind: briefing.BlockPageBreak}, {Kind: briefing.BlockPageBreak}}},
		"empty blocks":    {Title: "\n", Blocks: []briefing.Block{{Kind: briefing.BlockHeading}, {Kind: briefing.BlockText}, {Kind: briefing.BlockQuotation}, {Kind: briefing.BlockDisclaimer}}},
	} {
		for _, f := range export.Formats() {
			if report, err := e.Export(b, nil, "out"+f.Ext, export.Options{}); err != nil || len(report.Files) == 0 {
				t.Errorf("%s as %s: %d files, %v", name, f.Ext, len(report.Files), err)
			}
		}
	}
}

func TestUnknownTemplateIsAFinding(t *testing.T) {
	report, err := newExporter(t).Export(briefing.Briefing{Template: "minute"}, nil, "a.pdf", export.Options{})
	must(t, err)
	if len(report.Findings) != 1 || report.Findings[0].Rule != manuscript.RuleUnknownTemplate || report.Findings[0].Text != "minute" {
		t.Errorf("findings = %v, want one about the template", report.Findings)
	}
}

// TestSameBriefingSameBytes: on two runs, of two exporters, in two goroutines.
func TestSameBriefingSameBytes(t *testing.T) {
	b, sources := rich(t)
	shared := newExporter(t)
	for _, f := range export.Formats() {
		outputs := make([][]byte, 4)
		var running sync.WaitGroup
		for i := range outputs {
			e := shared
			if i == 0 {
				e = newExporter(t)
			}
			running.Go(func() {
				report, err := e.Export(b, sources, "out"+f.Ext, export.Options{})
				if err != nil {
					t.Error(err)
					return
				}
				for _, file := range report.Files {
					outputs[i] = append(outputs[i], file.Data...)
				}
			})
		}
		running.Wait()
		for i, out := range outputs {
			if len(out) == 0 || !bytes.Equal(out, outputs[0]) {
				t.Errorf("%s: output %d is not the first (%d and %d bytes)", f.Ext, i, len(out), len(outputs[0]))
			}
		}
	}
}

// TestSameBytesOnAnyMachine exports in programs of their own with other time zones,
// locales and numbers of processors.
func TestSameBytesOnAnyMachine(t *testing.T) {
	const asked = "BRIEFDESK_TEST_SUMS"
	if os.Getenv(asked) != "" {
		fmt.Println(sumsOfExports(t))
		return
	}
	if testing.Short() {
		t.Skip("it starts programs")
	}
	want := sumsOfExports(t)
	for _, setting := range [][]string{
		{"TZ=Pacific/Kiritimati", "LANG=tr_TR.UTF-8", "LC_ALL=tr_TR.UTF-8", "GOMAXPROCS=1"},
		{"TZ=America/Los_Angeles", "LANG=C", "LC_ALL=C", "LANGUAGE=ur", "GOMAXPROCS=7", "HOME=/nowhere", "USER=nobody"},
	} {
		cmd := exec.Command(os.Args[0], "-test.run=^TestSameBytesOnAnyMachine$")
		cmd.Env = append(os.Environ(), append(setting, asked+"=1")...)
		out, err := cmd.Output()
		must(t, err)
		if got, _, _ := strings.Cut(string(out), "\n"); got != want {
			t.Errorf("with %v the files are\n%s, want\n%s", setting, got, want)
		}
	}
}

// sumsOfExports are the hashes of notes in all forms and formats.
func sumsOfExports(t *testing.T) string {
	t.Helper()
	e := newExporter(t)
	var sums []string
	for _, name := range append(layout.Templates(), "urdu") {
		b, sources := written(t, e, name)
		for _, f := range export.Formats() {
			if f.Ext != ".pdf" && name != "urdu" && name != "bluf" {
				continue
			}
			report, err := e.Export(b, sources, name+f.Ext, export.Options{Copy: manuscript.Copy{Form: manuscript.RecordCopy}})
			must(t, err)
			for _, file := range report.Files {
				sums = append(sums, fmt.Sprintf("%s %x", filepath.Base(file.Name), sha256.Sum256(file.Data)))
			}
		}
	}
	return strings.Join(sums, "; ")
}

// TestNothingPrivateLeaves: no identifier, path, host or user is in any file,
// plain, in UTF-16, packed, encoded or compressed.
func TestNothingPrivateLeaves(t *testing.T) {
	b, sources := rich(t)
	for variable, value := range map[string]string{"USER": "private-user", "LOGNAME": "private-user", "HOME": "/home/private-user", "HOSTNAME": "private-host"} {
		t.Setenv(variable, value)
	}
	host, err := os.Hostname()
	must(t, err)
	wd, err := os.Getwd()
	must(t, err)
	secrets := []string{"private-folder", "private-name", "private-user", "private-host", wd, b.ID.String(), string(b.ID[:])}
	if len(host) > 4 { // a shorter one may occur by chance
		secrets = append(secrets, host)
	}
	for id, src := range sources {
		secrets = append(secrets, id.String(), string(id[:]), src.Snapshot.Hash.String(), src.Article.ID.String())
	}
	for _, f := range export.Formats() {
		report, err := newExporter(t).Export(b, sources, filepath.Join("/private-folder", "private-name"+f.Ext), export.Options{})
		must(t, err)
		for _, file := range report.Files {
			data := opened(t, file)
			for _, s := range secrets {
				if bytes.Contains(data, []byte(s)) || bytes.Contains(data, wide(s)) {
					t.Errorf("%s holds %q", f.Ext, s)
				}
			}
		}
	}
}

var stream = regexp.MustCompile(`(?s)stream\r?\n(.*?)endstream`)

// inflated is a file with its compressed streams, if any, opened after it.
func inflated(data []byte) []byte {
	all := slices.Clone(data)
	for _, m := range stream.FindAllSubmatch(data, -1) {
		r, err := zlib.NewReader(bytes.NewReader(m[1]))
		if err != nil {
			continue
		}
		opened, _ := io.ReadAll(r) // what can be read of it
		all = append(all, opened...)
	}
	return all
}

// wide is s as PDF writes it beyond ASCII: UTF-16, the high byte first.
func wide(s string) []byte {
	var out []byte
	for _, u := range utf16.Encode([]rune(s)) {
		out = append(out, byte(u>>8), byte(u))
	}
	return out
}

// TestAlteredSourceIsRefused in every format, and a preview only says so.
func TestAlteredSourceIsRefused(t *testing.T) {
	b, sources := rich(t)
	for id, src := range sources {
		src.Snapshot.Text = strings.Replace(src.Snapshot.Text, "twice", "thrice", 1)
		sources[id] = src
	}
	e := newExporter(t)
	for _, f := range export.Formats() {
		report, err := e.Export(b, sources, "out"+f.Ext, export.Options{})
		unproved, ok := errors.AsType[*export.UnprovedError](err)
		if !ok || len(unproved.Findings) != 4 || unproved.Findings[0].Rule != quote.RuleCorrupt || report.Files != nil {
			t.Errorf("%s: %v, %d files", f.Ext, err, len(report.Files))
		}
	}
	p, err := e.Prepare(b, sources, export.Options{})
	must(t, err)
	corrupt := 0
	for _, f := range p.Findings {
		if f.Rule == quote.RuleCorrupt {
			corrupt++
		}
	}
	if corrupt != 4 || p.Verified != 0 || p.Checked != 4 || len(p.Document.Pages) == 0 {
		t.Errorf("the preview has %d findings, %d of %d verified, %d pages", corrupt, p.Verified, p.Checked, len(p.Document.Pages))
	}
}

func TestUnprovedErrorNamesTheFirst(t *testing.T) {
	one := &export.UnprovedError{Findings: []briefing.Finding{{Block: 3, Quotation: 1, Message: "it is not so"}}}
	if got, want := one.Error(), "block 3: it is not so; nothing was exported"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
	two := &export.UnprovedError{Findings: append(one.Findings, one.Findings...)}
	if got, want := two.Error(), "2 quotations are not verified, the first in block 3: it is not so; nothing was exported"; got != want {
		t.Errorf("%s, want %s", got, want)
	}
}

func BenchmarkExport(b *testing.B) {
	note, sources := rich(b)
	e := newExporter(b)
	for _, f := range export.Formats() {
		b.Run(f.Ext[1:], func(b *testing.B) {
			for b.Loop() {
				if _, err := e.Export(note, sources, "out"+f.Ext, export.Options{}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
