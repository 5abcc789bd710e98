package search_test

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/search"
)

// numbered are documents with two words of their own and one of a few that
// many share, all of which begin with an a.
func numbered(n int) []search.Doc {
	docs := make([]search.Doc, n)
	for i := range docs {
		docs[i] = search.Doc{Text: fmt.Sprintf("a%s ax%s as%s", letters(i), letters(i*7+1), letters(i%9))}
		binary.BigEndian.PutUint32(docs[i].ID[:], uint32(i))
	}
	return docs
}

func letters(n int) string {
	var b strings.Builder
	for ; n > 0 || b.Len() == 0; n /= 20 {
		b.WriteByte("bcdefghijklmnopqrstu"[n%20])
	}
	return b.String()
}

// What is cut because there is too much of it does not depend on the changes
// that led there.
func TestManyBeginningsInManyLayers(t *testing.T) {
	docs := numbered(2000)
	x := &search.Index{}
	for from, size := 0, 1200; from < len(docs); from, size = from+size, max(size/3, 1) {
		x.Update(docs[from:min(from+size, len(docs))], []briefing.ID{docs[from/2].ID})
		x.Update(docs[from/2:from/2+1], nil)
	}
	anew := search.New(docs...)
	for _, query := range []string{"a", "ax", "as", "ab", "ab a", "axc as"} {
		got, want := find(t, x, query, 30), find(t, anew, query, 30)
		if fmt.Sprint(got.Hits) != fmt.Sprint(want.Hits) || len(want.Hits) == 0 {
			t.Errorf("Search(%q) after changes =\n%v\nmade anew\n%v", query, got.Hits, want.Hits)
		}
	}
}

func TestASearchSeesTheIndexAsItWas(t *testing.T) {
	docs := numbered(300)
	x := search.New(docs[:100]...)
	var working sync.WaitGroup
	for n := range 4 {
		working.Go(func() {
			for i := range 50 {
				switch n {
				case 0:
					x.Update(docs[100+i*4:104+i*4], []briefing.ID{docs[i].ID})
				case 1:
					if _, err := x.Similar(t.Context(), docs[i], 5); err != nil {
						t.Error(err)
					}
				default:
					found, err := x.Search(t.Context(), "as a"+letters(i), 5)
					if err != nil || len(found.Hits) == 0 {
						t.Errorf("%v, %v", found.Hits, err)
					}
					found.Marks(docs[i])
				}
			}
		})
	}
	working.Wait()
	if x.Len() != 250 {
		t.Errorf("there are %d documents, want 250", x.Len())
	}
}

func TestASearchIsAborted(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	stop()
	x := search.New(numbered(10)...)
	for _, query := range []string{"ab", `"as ab" -x`, "tag:x"} {
		if _, err := x.Search(ctx, query, 5); !errors.Is(err, context.Canceled) {
			t.Errorf("Search(%q) says %v", query, err)
		}
	}
}

func TestEmptyIndex(t *testing.T) {
	var x search.Index
	if found := find(t, &x, "majeed -x tag:y", 5); len(found.Hits) > 0 || x.Len() != 0 {
		t.Errorf("nothing has %v", found)
	}
	x.Update(nil, []briefing.ID{id("gone")})
	if got, err := x.Similar(t.Context(), library[0], 5); err != nil || len(got) > 0 {
		t.Errorf("nothing is like %v, %v", got, err)
	}
}

// A long query has one rare word and many common ones; the passage it is taken
// from is found although the common ones are not gathered for it.
func TestOneRareWordAmongCommonOnes(t *testing.T) {
	common := "the of and to in that is was for on it with as his be at by this had not an"
	words := strings.Fields(common)
	docs := numbered(16_000)
	for i := range docs {
		docs[i].Text = strings.Join([]string{words[i%7], words[7+i%7], words[14+i%7]}, " ")
	}
	docs[7].Text = "zanzibar " + common
	found := find(t, search.New(docs...), "zanzibar "+common, 3)
	if len(found.Hits) == 0 || found.Hits[0].ID != docs[7].ID || found.Hits[0].Why != search.Phrase {
		t.Errorf("found %v", found.Hits)
	}
}
