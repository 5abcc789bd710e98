package library_test

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/library"
)

func TestFindText(t *testing.T) {
	ctx := t.Context()
	path := filepath.Join(t.TempDir(), "library")
	l := open(t, path)
	a, s := article(1)
	b, other := article(2)
	apply(t, l, library.Batch{Snapshots: []library.Imported{s, other}, Articles: []briefing.Article{a, b}})
	word := briefing.Slice(s.Text, briefing.Range{End: 3})
	hits, err := l.FindText(ctx, word+" (", 10)
	must(t, err)
	if len(hits) != 2 || hits[0].Excerpt == "" || len(hits[0].Matches) == 0 {
		t.Fatalf("FindText(%q) = %+v", word, hits)
	}
	for _, m := range hits[0].Matches {
		if m.Len() < 3 || m.End > briefing.Length(hits[0].Excerpt) {
			t.Errorf("%v lies outside %q", m, hits[0].Excerpt)
		}
	}
	for _, words := range []string{"", `"`, "*", "NEAR(", word + " nosuchword"} {
		if hits, err := l.FindText(ctx, words, 10); err != nil || len(hits) > 0 {
			t.Errorf("FindText(%q) = %v, %v", words, hits, err)
		}
	}

	apply(t, l, library.Batch{Trashed: []library.Ref{{Kind: library.KindArticle, ID: a.ID}}})
	hits, err = l.FindText(ctx, word, 10)
	must(t, err)
	if len(hits) != 1 || hits[0].Article != b.ID {
		t.Errorf("with one in the trash: %+v", hits)
	}
}

// What was deleted for ever is in no file, not even as a word of the index.
func TestDeletedTextLeavesNoWordBehind(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library")
	l := open(t, path)
	a, s := article(1, "Xylophonists assembled.")
	apply(t, l, library.Batch{Snapshots: []library.Imported{s}, Articles: []briefing.Article{a}})
	apply(t, l, library.Batch{Deleted: []library.Ref{{Kind: library.KindArticle, ID: a.ID}}})
	closeLibrary(t, l)
	data, err := os.ReadFile(path)
	must(t, err)
	if bytes.Contains(data, []byte("ylophonist")) {
		t.Error("the file still has a word of what was deleted")
	}
}
