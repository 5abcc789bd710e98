package library_test

import (
	"bytes"
	"compress/gzip"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/library"
)

var update = flag.Bool("update", false, "write the file of the newest format in testdata, if there is none")

// keepsake is what every file in testdata holds, however old its format.
type keepsake struct {
	article  briefing.Article
	imported library.Imported
	passage  briefing.Passage
	drafts   []briefing.Briefing // the versions of one briefing, oldest first

	// Since format 2:
	trashed briefing.Passage
	journal library.Journal
}

func newKeepsake() keepsake {
	a, s := article(7)
	p := passage(7, a, s.Snapshot)
	first, second := note(7, "Issue"), note(7, "Issue", "As the minutes say [@"+p.ID.String()+"].")
	second.Title = "Second draft"
	second.Blocks = append(second.Blocks, briefing.Block{
		Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: p.ID},
	})
	trashed := passage(8, a, s.Snapshot)
	journal := library.Journal{First: 4, Done: 5, Steps: []library.Step{
		{Name: "Import", Data: []byte("{}"), Needs: []briefing.Hash{s.Hash}}, {Name: "Type", Data: []byte{0}},
	}}
	return keepsake{a, s, p, []briefing.Briefing{first, second}, trashed, journal}
}

// write puts the keepsake into an empty library.
func (k keepsake) write(t *testing.T, l *library.Library) {
	t.Helper()
	apply(t, l, library.Batch{
		Snapshots: []library.Imported{k.imported}, Articles: []briefing.Article{k.article},
		Passages: []briefing.Passage{k.passage, k.trashed}, Briefings: k.drafts[:1],
		Exported: []briefing.ID{k.drafts[0].ID}, Journal: &k.journal,
	})
	apply(t, l, library.Batch{
		Briefings: k.drafts[1:],
		Trashed:   []library.Ref{{Kind: library.KindPassage, ID: k.trashed.ID}},
	})
}

// read holds a library of that format against the keepsake.
func (k keepsake) read(t *testing.T, l *library.Library, format int) {
	t.Helper()
	ctx := t.Context()
	check(t, "article", k.article)(l.Article(ctx, k.article.ID))
	check(t, "passage", k.passage)(l.Passage(ctx, k.passage.ID))
	check(t, "snapshot", k.imported.Snapshot)(l.Snapshot(ctx, k.imported.Hash))
	check(t, "original", k.imported.Original)(l.Original(ctx, k.imported.Snapshot.Original))
	check(t, "findings", []briefing.Finding(nil))(l.Check(ctx))
	versions, err := l.Versions(ctx, id('b', 7))
	must(t, err)
	if len(versions) != len(k.drafts) {
		t.Fatalf("versions are %v, want %d", versions, len(k.drafts))
	}
	for i, v := range versions {
		check(t, fmt.Sprint("draft ", i), k.drafts[i])(l.BriefingAt(ctx, id('b', 7), v.Rev))
	}
	c, rev, err := l.ChangesSince(ctx, 0)
	must(t, err)
	if rev != 2 || len(c.Articles) != 1 || len(c.Passages) != 1 || len(c.Briefings) != 1 {
		t.Errorf("the library is at %d and holds %+v", rev, c)
	}
	check(t, "quoted by", []library.BriefingRow{{ID: id('b', 7), Title: "Second draft", Date: "2026-11-22"}})(
		l.QuotedBy(ctx, library.Ref{Kind: library.KindArticle, ID: k.article.ID}))
	hits, err := l.FindText(ctx, "Committee met", 5)
	must(t, err)
	if len(hits) != 1 || hits[0].Article != k.article.ID {
		t.Errorf("its text is found as %+v", hits)
	}
	if format < 2 {
		return
	}
	check(t, "trashed passage", k.trashed)(l.Passage(ctx, k.trashed.ID))
	check(t, "its place", library.Trashed)(l.Place(ctx, library.Ref{Kind: library.KindPassage, ID: k.trashed.ID}))
	check(t, "journal", k.journal)(l.Journal(ctx))
	if versions[0].Kind != library.VersionExport || versions[1].Kind != library.VersionSaved {
		t.Errorf("versions are %v", versions)
	}
}

func formatFile(n int) string {
	return filepath.Join("testdata", fmt.Sprintf("format%d.briefdesk.gz", n))
}

// TestLibrariesOfEveryFormatAreBroughtUpToDate opens a file that each format
// left behind. A new format writes its own with -update, once.
func TestLibrariesOfEveryFormatAreBroughtUpToDate(t *testing.T) {
	if _, err := os.Stat(formatFile(library.Format)); *update && os.IsNotExist(err) {
		writeFormatFile(t)
	}
	for n := 1; n <= library.Format; n++ {
		t.Run(fmt.Sprint(n), func(t *testing.T) {
			path := oldLibrary(t, n)
			newKeepsake().read(t, open(t, path), n)
		})
	}
}

func TestReadingAnOldLibraryLeavesItAlone(t *testing.T) {
	for n := 1; n <= library.Format; n++ {
		for _, mode := range []string{"delete", "wal"} {
			path := oldLibrary(t, n)
			db := raw(t, path)
			_, err := db.Exec("PRAGMA journal_mode = " + mode)
			must(t, errors.Join(err, db.Close()))
			before, err := os.ReadFile(path)
			must(t, err)
			l, err := library.OpenReadOnly(path)
			must(t, err)
			newKeepsake().read(t, l, n)
			if _, err := l.Apply(t.Context(), library.Batch{}); !errors.Is(err, library.ErrReadOnly) {
				t.Errorf("Apply: %v, want ErrReadOnly", err)
			}
			must(t, l.Backup(t.Context(), path+"-copy"))
			must(t, l.Close())
			if after, _ := os.ReadFile(path); !bytes.Equal(after, before) {
				t.Errorf("the file of format %d was changed", n)
			}
			newKeepsake().read(t, open(t, path+"-copy"), n)
		}
	}
}

// oldLibrary unpacks the file of a format.
func oldLibrary(t testing.TB, format int) (path string) {
	t.Helper()
	f, err := os.Open(formatFile(format))
	must(t, err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	must(t, err)
	data, err := io.ReadAll(z)
	must(t, err)
	path = filepath.Join(t.TempDir(), "library")
	must(t, os.WriteFile(path, data, 0o600))
	return path
}

func writeFormatFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library")
	l := open(t, path)
	newKeepsake().write(t, l)
	closeLibrary(t, l)
	data, err := os.ReadFile(path)
	must(t, err)
	var packed bytes.Buffer
	z := gzip.NewWriter(&packed)
	_, err = z.Write(data)
	must(t, err)
	must(t, z.Close())
	must(t, os.MkdirAll("testdata", 0o755))
	must(t, os.WriteFile(formatFile(library.Format), packed.Bytes(), 0o644))
}
