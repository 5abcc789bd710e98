package library_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/library"
)

func articleRef(n int) library.Ref { return library.Ref{Kind: library.KindArticle, ID: id('a', n)} }
func passageRef(n int) library.Ref { return library.Ref{Kind: library.KindPassage, ID: id('p', n)} }
func noteRef(n int) library.Ref    { return library.Ref{Kind: library.KindBriefing, ID: id('b', n)} }

func quoting(b briefing.Briefing, passage briefing.ID) briefing.Briefing {
	b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: passage}})
	return b
}

// shelf fills a library with two articles of two passages each and two
// briefings: 1 quotes passage 1, 2 cites passage 3 in its text.
func shelf(t *testing.T, l *library.Library) library.Rev {
	t.Helper()
	var b library.Batch
	for n := 1; n <= 2; n++ {
		a, s := article(n)
		b.Snapshots = append(b.Snapshots, s)
		b.Articles = append(b.Articles, a)
		b.Passages = append(b.Passages, passage(2*n-1, a, s.Snapshot), passage(2*n, a, s.Snapshot))
	}
	b.Briefings = []briefing.Briefing{quoting(note(1), id('p', 1)), note(2, "See [@"+id('p', 3).String()+"].")}
	return apply(t, l, b)
}

// listed says what lists, counts and look-ups show of a library.
func listed(t *testing.T, l *library.Library) string {
	t.Helper()
	ctx := t.Context()
	var s strings.Builder
	articles, err := l.Articles(ctx, library.ArticleQuery{Order: library.ByTitle})
	must(t, err)
	for _, a := range articles {
		fmt.Fprintf(&s, "%s (%d) ", a.Title, a.Passages)
		_, err1 := l.ArticleByURL(ctx, "https://example.org/"+strings.TrimLeft(a.Title, "Meting 0"))
		must(t, err1)
	}
	n := 0
	for _, err := range l.Passages(ctx, briefing.ID{}) {
		must(t, err)
		n++
	}
	briefings, err := l.Briefings(ctx)
	must(t, err)
	for _, b := range briefings {
		s.WriteString(b.Title + " ")
	}
	c, _, err := l.ChangesSince(ctx, 0)
	must(t, err)
	if len(c.Articles) != len(articles) || len(c.Passages) != n || len(c.Briefings) != len(briefings) {
		t.Errorf("lists have %d, %d and %d, changes %+v", len(articles), n, len(briefings), c)
	}
	fmt.Fprintf(&s, "%d passages", n)
	return s.String()
}

func TestWhatIsInTheTrashIsReadButNotListed(t *testing.T) {
	l, ctx := memory(t), t.Context()
	start := shelf(t, l)
	all := listed(t, l)
	if want := "Meeting 0001 (2) Meeting 0002 (2) Note 1 Note 2 4 passages"; all != want {
		t.Fatalf("listed are %s, want %s", all, want)
	}
	apply(t, l, library.Batch{Trashed: []library.Ref{passageRef(4)}})
	apply(t, l, library.Batch{Trashed: []library.Ref{articleRef(2), noteRef(2)}})
	if got, want := listed(t, l), "Meeting 0001 (2) Note 1 2 passages"; got != want {
		t.Errorf("listed are %s, want %s", got, want)
	}
	a, s := article(2)
	check(t, "article", a)(l.Article(ctx, a.ID))
	check(t, "passage", passage(3, a, s.Snapshot))(l.Passage(ctx, id('p', 3)))
	check(t, "snapshot", s.Snapshot)(l.Snapshot(ctx, s.Hash))
	check(t, "findings", []briefing.Finding(nil))(l.Check(ctx))
	check(t, "by URL", a)(l.ArticleByURL(ctx, a.URL.Value)) // it can be restored

	trash, err := l.Trash(ctx)
	must(t, err)
	var rows []string
	for _, r := range trash {
		if r.Trashed.IsZero() {
			t.Errorf("%v was trashed at no time", r.Ref)
		}
		rows = append(rows, fmt.Sprint(r.Kind, " ", r.Title, " ", r.Passages))
	}
	check(t, "trash", []string{"article Meeting 0002 1", "briefing Note 2 0", "passage The committee 0"})(rows, nil)
	c, last, err := l.ChangesSince(ctx, start)
	must(t, err)
	if len(c.Deleted) != 4 || len(c.Articles)+len(c.Passages)+len(c.Briefings) != 0 {
		t.Errorf("changes are %+v, want four deletions", c)
	}

	apply(t, l, library.Batch{Articles: []briefing.Article{a}, Passages: []briefing.Passage{passage(5, a, s.Snapshot)}})
	if got, want := listed(t, l), "Meeting 0001 (2) Note 1 2 passages"; got != want {
		t.Errorf("after putting to the trash, listed are %s, want %s", got, want)
	}
	apply(t, l, library.Batch{Restored: []library.Ref{passageRef(4), noteRef(2), articleRef(2), articleRef(1)}, Deleted: []library.Ref{passageRef(5)}})
	if got := listed(t, l); got != all {
		t.Errorf("after restoring, listed are %s, want %s", got, all)
	}
	c, _, err = l.ChangesSince(ctx, last)
	must(t, err)
	if len(c.Articles) != 1 || len(c.Passages) != 2 || len(c.Briefings) != 1 {
		t.Errorf("changes are %+v, want all that came back", c)
	}
}

// TestTakenOutAndPutBackInOneBatch moves a passage within the trash while its
// article lies there too.
func TestTakenOutAndPutBackInOneBatch(t *testing.T) {
	l := memory(t)
	shelf(t, l)
	apply(t, l, library.Batch{Trashed: []library.Ref{articleRef(1)}})
	apply(t, l, library.Batch{Restored: []library.Ref{passageRef(1)}, Trashed: []library.Ref{passageRef(1)}})
	apply(t, l, library.Batch{Restored: []library.Ref{articleRef(1)}})
	if got, want := listed(t, l), "Meeting 0001 (1) "; !strings.Contains(got, want) {
		t.Errorf("listed are %s, want %s: the other passage stays in the trash", got, want)
	}
}

func TestRestoringAnArticleLeavesWhatWasTrashedBefore(t *testing.T) {
	l := memory(t)
	shelf(t, l)
	apply(t, l, library.Batch{Trashed: []library.Ref{passageRef(1)}})
	apply(t, l, library.Batch{Trashed: []library.Ref{articleRef(1)}})
	_, err := l.Apply(t.Context(), library.Batch{Restored: []library.Ref{passageRef(1)}})
	if err == nil || !strings.Contains(err.Error(), "“Meeting 0001” is in the trash; restore that") {
		t.Errorf("restoring a passage alone: %v", err)
	}
	apply(t, l, library.Batch{Restored: []library.Ref{articleRef(1)}})
	if got, want := listed(t, l), "Meeting 0001 (1) Meeting 0002 (2) Note 1 Note 2 3 passages"; got != want {
		t.Errorf("listed are %s, want %s", got, want)
	}
	apply(t, l, library.Batch{Restored: []library.Ref{passageRef(1)}})
	check(t, "trash", []library.TrashRow(nil))(l.Trash(t.Context()))
}

func TestDeletingForEverTakesWhatIsInTheTrashOfIt(t *testing.T) {
	l, ctx := memory(t), t.Context()
	shelf(t, l)
	apply(t, l, library.Batch{Deleted: []library.Ref{noteRef(2)}, Trashed: []library.Ref{articleRef(2)}})
	apply(t, l, library.Batch{Deleted: []library.Ref{articleRef(2)}})
	_, err1 := l.Article(ctx, id('a', 2))
	_, err2 := l.Passage(ctx, id('p', 4))
	for _, err := range []error{err1, err2} {
		if !errors.Is(err, library.ErrNotFound) {
			t.Errorf("it is still there: %v", err)
		}
	}
	check(t, "place", library.Nowhere)(l.Place(ctx, articleRef(2)))
	c, _, err := l.ChangesSince(ctx, 0)
	must(t, err)
	if len(c.Deleted) != 4 {
		t.Errorf("deleted are %v, want an article, its passages and a briefing", c.Deleted)
	}
}

func TestQuotedBy(t *testing.T) {
	l, ctx := memory(t), t.Context()
	shelf(t, l)
	row := func(n int) library.BriefingRow {
		return library.BriefingRow{ID: id('b', n), Title: fmt.Sprint("Note ", n), Date: "2026-11-22"}
	}
	check(t, "a quotation", []library.BriefingRow{row(1)})(l.QuotedBy(ctx, passageRef(1)))
	check(t, "a citation", []library.BriefingRow{row(2)})(l.QuotedBy(ctx, passageRef(3)))
	check(t, "an article", []library.BriefingRow{row(2)})(l.QuotedBy(ctx, articleRef(2)))
	check(t, "none", []library.BriefingRow(nil))(l.QuotedBy(ctx, passageRef(2)))
	apply(t, l, library.Batch{Trashed: []library.Ref{noteRef(1)}})
	check(t, "from the trash", []library.BriefingRow{row(1)})(l.QuotedBy(ctx, passageRef(1)))
	apply(t, l, library.Batch{Briefings: []briefing.Briefing{note(1, "no longer")}})
	check(t, "no longer", []library.BriefingRow(nil))(l.QuotedBy(ctx, articleRef(1)))
}

func TestAnExportedVersionIsMarked(t *testing.T) {
	l, ctx := memory(t), t.Context()
	first := apply(t, l, library.Batch{Briefings: []briefing.Briefing{note(1, "one")}})
	apply(t, l, library.Batch{Exported: []briefing.ID{id('b', 1), id('b', 9)}})
	second := apply(t, l, library.Batch{Briefings: []briefing.Briefing{note(1, "two")}})
	versions, err := l.Versions(ctx, id('b', 1))
	must(t, err)
	if len(versions) != 2 || versions[0].Rev != first || versions[0].Kind != library.VersionExport || versions[0].Exported.IsZero() ||
		versions[1].Rev != second || versions[1].Kind != library.VersionSaved || !versions[1].Exported.IsZero() {
		t.Errorf("versions are %+v", versions)
	}
}
