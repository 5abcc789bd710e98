package library_test

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/library"

	"github.com/google/go-cmp/cmp"
)

// article returns the n-th made-up article with its snapshot, the same on every call.
func article(n int, paragraphs ...string) (briefing.Article, library.Imported) {
	if len(paragraphs) == 0 {
		paragraphs = []string{fmt.Sprintf("The committee met %d times.", n), "It agreed on nothing."}
	}
	original := []byte(strings.Join(paragraphs, "\n\n"))
	var b briefing.Builder
	for _, p := range paragraphs {
		b.Add(briefing.TextParagraph, 0, p, nil, nil)
	}
	b.Page("1")
	s, err := b.Snapshot(sha256.Sum256(original))
	if err != nil {
		panic(err)
	}
	a := briefing.Article{
		ID:        id('a', n),
		Title:     briefing.Field{Value: fmt.Sprintf("Meeting %04d", n), Source: "text", Confidence: briefing.ConfidenceHigh},
		Publisher: briefing.Field{Value: "The Example"},
		Published: briefing.Field{Value: fmt.Sprintf("%04d-05-06", 1900+n%100)},
		URL:       briefing.Field{Value: fmt.Sprintf("https://example.org/%d", n)},
		Notices:   []briefing.Notice{{Class: briefing.NoticeViews, Text: "The author’s own views."}},
		Snapshots: []briefing.Hash{s.Hash},
	}
	return a, library.Imported{Snapshot: s, Original: original}
}

func id(kind byte, n int) briefing.ID {
	sum := sha256.Sum256(fmt.Appendf(nil, "%c%d", kind, n))
	return briefing.ID(sum[:16])
}

// passage is the n-th passage, the first words of the article's snapshot.
func passage(n int, a briefing.Article, s briefing.Snapshot) briefing.Passage {
	r := briefing.Range{Start: 0, End: 13}
	return briefing.Passage{
		ID: id('p', n), Article: a.ID, Kind: briefing.PassageDirect, Tags: []string{"committee"},
		Anchor: briefing.Anchor{Snapshot: s.Hash, Range: r, Exact: s.Slice(r)},
	}
}

func note(n int, texts ...string) briefing.Briefing {
	b := briefing.Briefing{ID: id('b', n), Title: fmt.Sprintf("Note %d", n), Date: "2026-11-22", Distribution: []string{"Desk"}}
	for _, t := range texts {
		b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockText, Text: t})
	}
	return b
}

func open(t testing.TB, path string) *library.Library {
	t.Helper()
	l, err := library.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func memory(t testing.TB) *library.Library {
	t.Helper()
	l, err := library.Memory()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { l.Close() })
	return l
}

func apply(t testing.TB, l *library.Library, b library.Batch) library.Rev {
	t.Helper()
	rev, err := l.Apply(t.Context(), b)
	if err != nil {
		t.Fatal(err)
	}
	return rev
}

func closeLibrary(t testing.TB, l *library.Library) {
	t.Helper()
	if err := l.Close(); err != nil {
		t.Fatal(err)
	}
}

func TestWhatIsPutIsReadAgainAfterReopening(t *testing.T) {
	path := filepath.Join(t.TempDir(), "desk", "notes?#%20.briefdesk")
	a, s := article(1)
	p, b := passage(1, a, s.Snapshot), note(1, "Issue", "Background", "Issue")
	l := open(t, path)
	if rev := apply(t, l, library.Batch{
		Snapshots: []library.Imported{s}, Articles: []briefing.Article{a},
		Passages: []briefing.Passage{p}, Briefings: []briefing.Briefing{b},
	}); rev != 1 {
		t.Errorf("the first commit is %d, want 1", rev)
	}
	closeLibrary(t, l)

	l = open(t, path)
	ctx := t.Context()
	check(t, "article", a)(l.Article(ctx, a.ID))
	check(t, "passage", p)(l.Passage(ctx, p.ID))
	check(t, "briefing", b)(l.Briefing(ctx, b.ID))
	check(t, "snapshot", s.Snapshot)(l.Snapshot(ctx, s.Hash))
	check(t, "original", s.Original)(l.Original(ctx, s.Snapshot.Original))
	check(t, "by URL", a)(l.ArticleByURL(ctx, a.URL.Value))
	check(t, "by original", a)(l.ArticleByOriginal(ctx, s.Snapshot.Original))
	check(t, "by snapshot", a)(l.ArticleBySnapshot(ctx, s.Hash))
	check(t, "findings", []briefing.Finding(nil))(l.Check(ctx))
}

// check compares what a method returned, as in check(t, "article", want)(l.Article(ctx, id)).
func check[T any](t testing.TB, what string, want T) func(T, error) {
	return func(got T, err error) {
		t.Helper()
		if err != nil {
			t.Errorf("%s: %v", what, err)
		} else if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s differs (-want +got):\n%s", what, diff)
		}
	}
}

func TestWhatIsNotThereIsNotFound(t *testing.T) {
	l, ctx := memory(t), t.Context()
	_, err1 := l.Article(ctx, id('a', 1))
	_, err2 := l.Passage(ctx, id('p', 1))
	_, err3 := l.Briefing(ctx, id('b', 1))
	_, err4 := l.Snapshot(ctx, briefing.Hash{1})
	_, err5 := l.Original(ctx, briefing.Hash{1})
	_, err6 := l.ArticleByURL(ctx, "https://example.org/")
	_, err7 := l.Resolve(ctx, "abcd")
	for i, err := range []error{err1, err2, err3, err4, err5, err6, err7} {
		if !errors.Is(err, library.ErrNotFound) {
			t.Errorf("error %d is %v, want ErrNotFound", i+1, err)
		}
	}
}

func TestABatchIsAllOrNothing(t *testing.T) {
	a, s := article(1)
	lost, _ := article(2) // its snapshot is not in any batch
	forged := s
	forged.Text += "!"
	swapped := s
	swapped.Original = []byte("something else")
	for _, tt := range []struct {
		name  string
		batch library.Batch
		want  string
	}{
		{"article without snapshot", library.Batch{Articles: []briefing.Article{lost}}, "its snapshot"},
		{"passage without article", library.Batch{Passages: []briefing.Passage{passage(1, lost, s.Snapshot)}}, "its article or snapshot"},
		{"article with passages deleted", library.Batch{Deleted: []library.Ref{{Kind: library.KindArticle, ID: a.ID}}}, "delete them first"},
		{"forged snapshot", library.Batch{Snapshots: []library.Imported{forged}}, "blocks end at"},
		{"other original", library.Batch{Snapshots: []library.Imported{swapped}}, "do not match"},
		{"no identifier", library.Batch{Articles: []briefing.Article{{}}}, "needs an identifier"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := memory(t)
			before := apply(t, l, library.Batch{
				Snapshots: []library.Imported{s}, Articles: []briefing.Article{a},
				Passages: []briefing.Passage{passage(0, a, s.Snapshot)},
			})
			tt.batch.Briefings = []briefing.Briefing{note(1, "never")}
			if tt.name == "article with passages deleted" { // puts succeed before it fails
				tt.batch.Passages = []briefing.Passage{passage(5, a, s.Snapshot)}
			}
			_, err := l.Apply(t.Context(), tt.batch)
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("error is %v, want one with %q", err, tt.want)
			}
			c, rev, err := l.ChangesSince(t.Context(), before)
			if err != nil || rev != before || !cmp.Equal(c, library.Changes{}) {
				t.Errorf("after the refused batch: %+v, rev %d, %v", c, rev, err)
			}
		})
	}
}

func TestABriefingKeepsItsVersions(t *testing.T) {
	l, ctx := memory(t), t.Context()
	var states []briefing.Briefing
	for i, texts := range [][]string{{"one"}, {"one", "two"}, {"two"}, nil, {"two", "one", "two"}} {
		b := note(1, texts...)
		b.Title = fmt.Sprint("Draft ", i)
		states = append(states, b)
		apply(t, l, library.Batch{Briefings: []briefing.Briefing{b}})
	}
	versions, err := l.Versions(ctx, id('b', 1))
	if err != nil || len(versions) != len(states) {
		t.Fatalf("Versions = %v, %v, want %d", versions, err, len(states))
	}
	for i, v := range versions {
		check(t, fmt.Sprint("version ", i), states[i])(l.BriefingAt(ctx, id('b', 1), v.Rev))
	}
	check(t, "newest", states[len(states)-1])(l.Briefing(ctx, id('b', 1)))
}

func TestChangesSince(t *testing.T) {
	l, ctx := memory(t), t.Context()
	a, s := article(1)
	p, b := passage(1, a, s.Snapshot), note(1, "text")
	apply(t, l, library.Batch{Snapshots: []library.Imported{s}, Articles: []briefing.Article{a}})
	second := apply(t, l, library.Batch{Passages: []briefing.Passage{p}, Briefings: []briefing.Briefing{b}})
	changes := func(rev library.Rev) library.Changes {
		t.Helper()
		c, _, err := l.ChangesSince(ctx, rev)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	all := library.Changes{
		Articles: []briefing.Article{a}, Passages: []briefing.Passage{p}, Briefings: []briefing.ID{b.ID},
	}
	check(t, "the whole", all)(changes(0), nil)
	check(t, "nothing", library.Changes{})(changes(second), nil)

	gone := []library.Ref{{Kind: library.KindPassage, ID: p.ID}}
	third := apply(t, l, library.Batch{Deleted: gone})
	check(t, "a deletion", library.Changes{Deleted: gone})(changes(second), nil)

	apply(t, l, library.Batch{Passages: []briefing.Passage{p}})
	check(t, "put again", library.Changes{Passages: []briefing.Passage{p}})(changes(third), nil)

	apply(t, l, library.Batch{Deleted: []library.Ref{{Kind: library.KindPassage, ID: id('p', 99)}}})
	check(t, "deleting nothing", all)(changes(0), nil)
}

func TestResolve(t *testing.T) {
	l, ctx := memory(t), t.Context()
	a, s := article(1)
	apply(t, l, library.Batch{Snapshots: []library.Imported{s}, Articles: []briefing.Article{a}})
	twin, near := note(1), note(2)
	twin.ID, near.ID = a.ID, a.ID
	twin.ID[15] ^= 0x01
	near.ID[2] ^= 0x10
	apply(t, l, library.Batch{Briefings: []briefing.Briefing{twin, near}})

	name := a.ID.String()
	for _, tt := range []struct{ prefix, want string }{
		{name, name},
		{twin.ID.String(), twin.ID.String()},
		{near.ID.String()[:5], near.ID.String()},
		{strings.ToUpper(near.ID.String()[:7]), near.ID.String()},
		{name[:31], "more than one identifier"},
		{name[:4], "more than one identifier"},
		{name[:3], "4 to 32 hexadecimal digits"},
		{"wxyz", "4 to 32 hexadecimal digits"},
		{name + "0", "4 to 32 hexadecimal digits"},
		{"0000000", "nothing has an identifier"},
	} {
		ref, err := l.Resolve(ctx, tt.prefix)
		got := ref.ID.String()
		if err != nil {
			got = err.Error()
		}
		if !strings.Contains(got, tt.want) {
			t.Errorf("Resolve(%s) = %s, want %s", tt.prefix, got, tt.want)
		}
	}
}

func TestArticlesAreListedPageByPage(t *testing.T) {
	l, ctx := memory(t), t.Context()
	var batch library.Batch
	for n := range 250 { // dates repeat, so that ties cross pages
		a, s := article(n)
		if n%7 == 0 {
			a.Published.Value = ""
		}
		if n%2 == 0 {
			a.Title.Value = strings.ToLower(a.Title.Value)
		}
		batch.Snapshots = append(batch.Snapshots, s)
		batch.Articles = append(batch.Articles, a)
		if n == 3 {
			batch.Passages = append(batch.Passages, passage(1, a, s.Snapshot), passage(2, a, s.Snapshot))
		}
	}
	apply(t, l, batch)
	for _, order := range []library.Order{library.ByPublished, library.ByTitle} {
		whole, err := l.Articles(ctx, library.ArticleQuery{Order: order})
		if err != nil || len(whole) != 250 {
			t.Fatalf("%d articles, %v", len(whole), err)
		}
		var paged []library.ArticleRow
		for q := (library.ArticleQuery{Order: order, Limit: 7}); ; {
			page, err := l.Articles(ctx, q)
			if err != nil {
				t.Fatal(err)
			}
			paged = append(paged, page...)
			if len(page) < q.Limit {
				break
			}
			q.After = page[len(page)-1]
		}
		check(t, "pages", whole)(paged, nil)
		for i, r := range whole {
			if r.ID == id('a', 3) && r.Passages != 2 || r.ID != id('a', 3) && r.Passages != 0 {
				t.Errorf("row %d counts %d passages", i, r.Passages)
			}
			if i == 0 {
				continue
			}
			p := whole[i-1]
			if order == library.ByPublished && p.Published < r.Published ||
				order == library.ByTitle && strings.ToLower(p.Title) > strings.ToLower(r.Title) {
				t.Errorf("order %d: %+v before %+v", order, p, r)
			}
		}
	}
}

func TestPassagesAreListedPageByPage(t *testing.T) {
	l, ctx := memory(t), t.Context()
	var batch library.Batch
	for n := range 60 { // of 0 to 4 passages; dates repeat
		a, s := article(n)
		a.Published.Value = fmt.Sprint(1990 + n%7)
		batch.Snapshots = append(batch.Snapshots, s)
		batch.Articles = append(batch.Articles, a)
		for m := range n % 5 {
			p := passage(5*n+m, a, s.Snapshot)
			p.Range = briefing.Range{Start: briefing.Offset(m / 2), End: 13}
			p.Exact = s.Slice(p.Range)
			batch.Passages = append(batch.Passages, p)
		}
	}
	batch.Trashed = []library.Ref{articleRef(8), passageRef(5 * 9)}
	apply(t, l, batch)
	for _, order := range []library.Order{library.ByPublished, library.ByTitle} {
		articles, err := l.Articles(ctx, library.ArticleQuery{Order: order})
		must(t, err)
		var want []library.PassageRow
		for _, a := range articles {
			for p, err := range l.Passages(ctx, a.ID) {
				must(t, err)
				want = append(want, library.PassageRow{Passage: p, Title: a.Title, Publisher: a.Publisher, Published: a.Published})
			}
		}
		check(t, "whole", want)(l.PassageRows(ctx, library.PassageQuery{Order: order}))
		for _, limit := range []int{1, 3, 7, 200} {
			var paged []library.PassageRow
			for q := (library.PassageQuery{Order: order, Limit: limit}); ; {
				page, err := l.PassageRows(ctx, q)
				must(t, err)
				paged = append(paged, page...)
				if len(page) < limit {
					break
				}
				q.After = page[limit-1]
			}
			check(t, fmt.Sprint("pages of ", limit), want)(paged, nil)
		}
	}
}

func TestASnapshotLivesUntilTheLibraryCloses(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library")
	l := open(t, path)
	a, s := article(1)
	kept, other := article(2)
	apply(t, l, library.Batch{Snapshots: []library.Imported{s, other}, Articles: []briefing.Article{a, kept}})
	apply(t, l, library.Batch{Deleted: []library.Ref{{Kind: library.KindArticle, ID: a.ID}}})
	check(t, "before closing", s.Snapshot)(l.Snapshot(t.Context(), s.Hash))
	findings, err := l.Check(t.Context())
	if err != nil || len(findings) != 1 || findings[0].Rule != "snapshot-orphaned" {
		t.Errorf("Check = %v, %v, want a snapshot-orphaned", findings, err)
	}
	closeLibrary(t, l)

	l = open(t, path)
	for _, hash := range []briefing.Hash{s.Hash, s.Snapshot.Original} {
		_, err1 := l.Snapshot(t.Context(), hash)
		_, err2 := l.Original(t.Context(), hash)
		if !errors.Is(err1, library.ErrNotFound) || !errors.Is(err2, library.ErrNotFound) {
			t.Errorf("after closing: %v, %v", err1, err2)
		}
	}
	check(t, "the other", other.Snapshot)(l.Snapshot(t.Context(), other.Hash))
	check(t, "its original", other.Original)(l.Original(t.Context(), other.Snapshot.Original))
	if data, err := os.ReadFile(path); err != nil || strings.Contains(string(data), "met 1 times") {
		t.Errorf("the deleted text is left in the file, or %v", err)
	}
}

func TestReadersSeeCommitsOfTheWriter(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library")
	w := open(t, path)
	r, err := library.OpenReadOnly(path)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	for n := range 3 {
		apply(t, w, library.Batch{Briefings: []briefing.Briefing{note(n, "text")}})
		check(t, "briefing", note(n, "text"))(r.Briefing(t.Context(), id('b', n)))
	}
	if _, err := r.Apply(t.Context(), library.Batch{}); !errors.Is(err, library.ErrReadOnly) {
		t.Errorf("Apply on a reader: %v, want ErrReadOnly", err)
	}
	if !r.ReadOnly() || w.ReadOnly() {
		t.Error("ReadOnly is wrong")
	}
}

func TestACancelledBatchChangesNothing(t *testing.T) {
	l := memory(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := l.Apply(ctx, library.Batch{Briefings: []briefing.Briefing{note(1)}}); !errors.Is(err, context.Canceled) {
		t.Errorf("Apply = %v, want context.Canceled", err)
	}
	check(t, "briefings", []library.BriefingRow(nil))(l.Briefings(t.Context()))
}
