package session_test

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/library"

	"pgregory.net/rapid"
)

// state is the simple model of a session: what there is, by number.
type state struct {
	articles  map[int]string // title
	passages  map[int]string // tag; passage n is of article n%3
	briefings map[int]string // blocks, joined by "|"
}

func (s state) clone() state {
	return state{maps.Clone(s.articles), maps.Clone(s.passages), maps.Clone(s.briefings)}
}

func (s state) equal(t state) bool {
	return maps.Equal(s.articles, t.articles) && maps.Equal(s.passages, t.passages) && maps.Equal(s.briefings, t.briefings)
}

// edits make a random change to both.
var edits = []func(t *rapid.T, st state, tx *session.Tx) error{
	func(t *rapid.T, st state, tx *session.Tx) error {
		n, title := drawNumber(t), rapid.SampledFrom([]string{"alpha", "Beta", "gamma"}).Draw(t, "title")
		st.articles[n] = title
		return errors.Join(tx.AddSnapshot(modelText(n), []byte(modelText(n).Text)), tx.PutArticle(article(n, title, modelText(n))))
	},
	func(t *rapid.T, st state, tx *session.Tx) error {
		n, tag := rapid.IntRange(0, 8).Draw(t, "passage"), rapid.StringMatching("[a-z]{0,2}").Draw(t, "tag")
		st.passages[n] = tag
		return tx.PutPassage(modelPassage(n, tag))
	},
	func(t *rapid.T, st state, tx *session.Tx) error {
		n := drawNumber(t)
		blocks := rapid.SliceOfN(rapid.StringMatching("[a-c]"), 0, 4).Draw(t, "blocks")
		st.briefings[n] = strings.Join(blocks, "|")
		return tx.PutBriefing(note(n, blocks...))
	},
	func(t *rapid.T, st state, tx *session.Tx) error {
		n := drawNumber(t)
		delete(st.articles, n)
		maps.DeleteFunc(st.passages, func(p int, _ string) bool { return p%3 == n })
		return tx.DeleteArticle(id('a', n))
	},
	func(t *rapid.T, st state, tx *session.Tx) error {
		n := rapid.IntRange(0, 8).Draw(t, "passage")
		delete(st.passages, n)
		return tx.DeletePassage(id('p', n))
	},
	func(t *rapid.T, st state, tx *session.Tx) error {
		n := drawNumber(t)
		delete(st.briefings, n)
		return tx.DeleteBriefing(id('b', n))
	},
}

func drawNumber(t *rapid.T) int { return rapid.IntRange(0, 2).Draw(t, "number") }

func modelText(n int) briefing.Snapshot {
	return snapshot(fmt.Sprintf("Article %d, and its words.", n))
}

func modelPassage(n int, tag string) briefing.Passage {
	return passage(n, id('a', n%3), modelText(n%3), briefing.Offset(n), briefing.Offset(n+5), tag)
}

// TestAnyHistoryEqualsTheModel runs edits, undos, redos and flushes against a
// slice of states, and compares all reads in memory, on disk, and after
// opening the library again.
func TestAnyHistoryEqualsTheModel(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		folder, err := os.MkdirTemp(dir, "")
		must(t, err)
		path := filepath.Join(folder, "library")
		l := openFile(t, path)
		s := session.New(l, here)
		history := []state{{map[int]string{}, map[int]string{}, map[int]string{}}}
		at := 0
		t.Repeat(map[string]func(*rapid.T){
			"edit": func(t *rapid.T) {
				next := history[at].clone()
				err := s.Do("Edit", func(tx *session.Tx) error {
					for range rapid.IntRange(1, 3).Draw(t, "edits") {
						if err := rapid.SampledFrom(edits).Draw(t, "kind")(t, next, tx); err != nil {
							return err
						}
					}
					return nil
				})
				if valid := isConsistent(next); valid != (err == nil) {
					t.Fatalf("Do = %v, want success %v", err, valid)
				}
				if err == nil && !next.equal(history[at]) {
					history = append(history[:at+1], next)
					at++
				}
			},
			"undo": func(t *rapid.T) {
				if _, ok := s.Undo(); ok != (at > 0) {
					t.Fatalf("Undo = %v at step %d", ok, at)
				}
				at = max(at-1, 0)
			},
			"redo": func(t *rapid.T) {
				if _, ok := s.Redo(); ok != (at+1 < len(history)) {
					t.Fatalf("Redo = %v at step %d of %d", ok, at, len(history))
				}
				at = min(at+1, len(history)-1)
			},
			"flush": func(t *rapid.T) { must(t, s.Flush(context.Background())) },
			"":      func(t *rapid.T) { compareSession(t, s, history[at]) },
		})
		must(t, s.Close(context.Background()))
		must(t, l.Close())

		l = openFile(t, path)
		s = session.New(l, here)
		compareSession(t, s, history[at])
		same(t, "findings", []briefing.Finding(nil))(l.Check(context.Background()))
		must(t, s.Close(context.Background()))
		must(t, l.Close())
	})
}

// isConsistent reports whether the session must take the state.
func isConsistent(s state) bool {
	for n := range s.passages {
		if _, ok := s.articles[n%3]; !ok {
			return false
		}
	}
	return true
}

func compareSession(t *rapid.T, s *session.Session, want state) {
	ctx := context.Background()
	var rows []library.ArticleRow
	for n := range 3 {
		var passages []briefing.Passage
		for p := range 9 {
			tag, ok := want.passages[p]
			compareOne(t, ok, modelPassage(p, tag), func() (briefing.Passage, error) { return s.Passage(id('p', p)) })
			if ok && p%3 == n {
				passages = append(passages, modelPassage(p, tag))
			}
		}
		same(t, "passages", passages)(s.Passages(ctx, id('a', n)))
		title, ok := want.articles[n]
		a := article(n, title, modelText(n))
		compareOne(t, ok, a, func() (briefing.Article, error) { return s.Article(a.ID) })
		if ok {
			rows = append(rows, library.RowOf(a, len(passages)))
			same(t, "snapshot", modelText(n))(s.Snapshot(modelText(n).Hash))
		}
	}
	compareLists(t, s, rows)
	var notes []library.BriefingRow
	for n := range 3 {
		joined, ok := want.briefings[n]
		b := note(n, slices.DeleteFunc(strings.Split(joined, "|"), func(s string) bool { return s == "" })...)
		compareOne(t, ok, b, func() (briefing.Briefing, error) { return s.Briefing(b.ID) })
		if ok {
			notes = append(notes, library.BriefingRow{ID: b.ID, Title: b.Title})
		}
	}
	same(t, "briefings", notes)(s.Briefings(ctx))
}

func compareOne[T any](t *rapid.T, exists bool, want T, read func() (T, error)) {
	got, err := read()
	if exists {
		same(t, "value", want)(got, err)
	} else if !errors.Is(err, library.ErrNotFound) {
		t.Fatalf("%+v is there, or %v", got, err)
	}
}

func compareLists(t *rapid.T, s *session.Session, rows []library.ArticleRow) {
	for _, order := range []library.Order{library.ByPublished, library.ByTitle} {
		slices.SortFunc(rows, order.Compare)
		for _, limit := range []int{0, 1, 2} {
			q := library.ArticleQuery{Order: order, Limit: limit}
			var got []library.ArticleRow
			for {
				page, err := s.Articles(context.Background(), q)
				must(t, err)
				got = append(got, page...)
				if limit == 0 || len(page) < limit {
					break
				}
				q.After = page[len(page)-1]
			}
			same(t, fmt.Sprint("articles in order ", order, " by ", limit), rows)(got, nil)
		}
	}
}
