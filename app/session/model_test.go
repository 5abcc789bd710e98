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

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"
)

// state is the simple model of a session: what there is, by number.
type state struct {
	articles  map[int]thing // words: the title
	passages  map[int]thing // words: the tag; passage n is of article n%3
	briefings map[int]thing // words: the blocks, joined by "|"; “q4” quotes passage 4
}

type thing struct {
	words string
	place library.Place
}

func (s state) clone() state {
	return state{maps.Clone(s.articles), maps.Clone(s.passages), maps.Clone(s.briefings)}
}

func (s state) equal(t state) bool {
	return maps.Equal(s.articles, t.articles) && maps.Equal(s.passages, t.passages) && maps.Equal(s.briefings, t.briefings)
}

// move puts what is at one place to another, and what is of no place away.
func move(things map[int]thing, n int, from, to library.Place) (moved bool) {
	th := things[n]
	if th.place != from {
		return false
	}
	if th.place = to; to == library.Nowhere {
		delete(things, n)
	} else {
		things[n] = th
	}
	return true
}

func (s state) putArticle(n int, title string) {
	if s.articles[n].place == library.Trashed {
		s.restoreArticle(n)
	}
	s.articles[n] = thing{title, library.Present}
}

func (s state) deleteArticle(n int, was state) {
	if move(s.articles, n, library.Present, binned(was.articles[n], library.Trashed)) {
		for p := n; p < 9; p += 3 {
			move(s.passages, p, library.Present, binned(was.passages[p], library.TrashedBy))
		}
	}
}

func (s state) restoreArticle(n int) bool {
	back := move(s.articles, n, library.Trashed, library.Present)
	for p := n; back && p < 9; p += 3 {
		move(s.passages, p, library.TrashedBy, library.Present)
	}
	return back
}

// binned is where something goes that is deleted: what an edit has made itself
// is just gone.
func binned(was thing, to library.Place) library.Place {
	if was.place == library.Nowhere {
		return library.Nowhere
	}
	return to
}

// isConsistent reports whether the session must take the state.
func (s state) isConsistent() bool {
	for n, p := range s.passages {
		if p.place == library.Present && s.articles[n%3].place != library.Present {
			return false
		}
	}
	return true
}

// purge takes out of the trash what no briefing outside of it quotes, and
// returns what is gone.
func (s state) purge() (gone state) {
	quoted := func(p int) bool {
		for _, b := range s.briefings {
			if b.place == library.Present && slices.Contains(strings.Split(b.words, "|"), fmt.Sprint("q", p)) {
				return true
			}
		}
		return false
	}
	gone = state{map[int]thing{}, map[int]thing{}, map[int]thing{}}
	for n, b := range s.briefings {
		if b.place == library.Trashed {
			gone.briefings[n] = b
		}
	}
	for n, a := range s.articles {
		of := func(p int) bool { return p%3 == n && s.passages[p].place != library.Nowhere && quoted(p) }
		if a.place == library.Trashed && !slices.ContainsFunc([]int{0, 1, 2, 3, 4, 5, 6, 7, 8}, of) {
			gone.articles[n] = a
		}
	}
	for n, p := range s.passages {
		_, withArticle := gone.articles[n%3]
		if p.place == library.Trashed && !quoted(n) || withArticle {
			gone.passages[n] = p
		}
	}
	return gone
}

func (s state) without(gone state) state {
	s = s.clone()
	maps.DeleteFunc(s.articles, func(n int, _ thing) bool { return has(gone.articles, n) })
	maps.DeleteFunc(s.passages, func(n int, _ thing) bool { return has(gone.passages, n) })
	maps.DeleteFunc(s.briefings, func(n int, _ thing) bool { return has(gone.briefings, n) })
	return s
}

func has[V any](m map[int]V, n int) bool { _, ok := m[n]; return ok }

// edits make a random change to both, was being how st stood before the first.
var edits = []func(t *rapid.T, was, st state, tx *session.Tx) error{
	func(t *rapid.T, _, st state, tx *session.Tx) error {
		n, title := drawNumber(t), rapid.SampledFrom([]string{"alpha", "Beta", "gamma"}).Draw(t, "title")
		st.putArticle(n, title)
		return errors.Join(tx.AddSnapshot(modelText(n), []byte(modelText(n).Text)), tx.PutArticle(article(n, title, modelText(n))))
	},
	func(t *rapid.T, _, st state, tx *session.Tx) error {
		n, tag := drawPassage(t), rapid.StringMatching("[a-z]{0,2}").Draw(t, "tag")
		st.passages[n] = thing{tag, library.Present}
		return tx.PutPassage(modelPassage(n, tag))
	},
	func(t *rapid.T, _, st state, tx *session.Tx) error {
		n, blocks := drawNumber(t), drawBlocks(t)
		st.briefings[n] = thing{blocks, library.Present}
		return tx.PutBriefing(modelNote(n, blocks))
	},
	func(t *rapid.T, was, st state, tx *session.Tx) error {
		n := drawNumber(t)
		st.deleteArticle(n, was)
		return tx.DeleteArticle(id('a', n))
	},
	func(t *rapid.T, was, st state, tx *session.Tx) error {
		n := drawPassage(t)
		move(st.passages, n, library.Present, binned(was.passages[n], library.Trashed))
		return tx.DeletePassage(id('p', n))
	},
	func(t *rapid.T, was, st state, tx *session.Tx) error {
		n := drawNumber(t)
		move(st.briefings, n, library.Present, binned(was.briefings[n], library.Trashed))
		return tx.DeleteBriefing(id('b', n))
	},
	func(t *rapid.T, _, st state, tx *session.Tx) error {
		n := drawNumber(t)
		return restored(st.restoreArticle(n), tx.Restore(library.Ref{Kind: library.KindArticle, ID: id('a', n)}))
	},
	func(t *rapid.T, _, st state, tx *session.Tx) error {
		n := drawPassage(t)
		ok := move(st.passages, n, library.Trashed, library.Present) || move(st.passages, n, library.TrashedBy, library.Present)
		return restored(ok, tx.Restore(library.Ref{Kind: library.KindPassage, ID: id('p', n)}))
	},
	func(t *rapid.T, _, st state, tx *session.Tx) error {
		n := drawNumber(t)
		ok := move(st.briefings, n, library.Trashed, library.Present)
		return restored(ok, tx.Restore(library.Ref{Kind: library.KindBriefing, ID: id('b', n)}))
	},
}

// restored holds what Restore said against what it must do. What is not in the
// trash is refused, which need not end the edit.
func restored(want bool, err error) error {
	if want != (err == nil) {
		return fmt.Errorf("Restore = %v, want success %v", err, want)
	}
	return nil
}

func drawNumber(t *rapid.T) int { return rapid.IntRange(0, 2).Draw(t, "number") }

func drawPassage(t *rapid.T) int { return rapid.IntRange(0, 8).Draw(t, "passage") }

func drawBlocks(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.StringMatching("[a-c]|q[0-8]"), 0, 4).Draw(t, "blocks"), "|")
}

func modelText(n int) briefing.Snapshot {
	return snapshot(fmt.Sprintf("Article %d, and its words.", n))
}

func modelPassage(n int, tag string) briefing.Passage {
	return passage(n, id('a', n%3), modelText(n%3), briefing.Offset(n), briefing.Offset(n+5), tag)
}

func modelNote(n int, blocks string) briefing.Briefing {
	b := note(n)
	for text := range strings.SplitSeq(blocks, "|") {
		var p int
		if _, err := fmt.Sscanf(text, "q%d", &p); err == nil {
			b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Passage: id('p', p)}})
		} else if text != "" {
			b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockText, Text: text})
		}
	}
	return b
}

// model is a session and the slice of states that it must equal.
type model struct {
	path    string
	library *library.Library
	session *session.Session
	history []state
	at      int
	typing  bool // the newest step goes on with the next letter
}

// open opens the library, on a network drive or not.
func (m *model) open(t *rapid.T) {
	far := rapid.IntRange(0, 3).Draw(t, "on a network") == 0
	l, err := library.Options{OnNetwork: func(string) bool { return far }}.Open(m.path)
	must(t, err)
	m.library = l
	m.session = session.New(m.library, here)
}

func (m *model) close(t *rapid.T) {
	must(t, m.session.Close(context.Background()))
	must(t, m.library.Close())
}

// edit makes up to three random changes in one step.
func (m *model) edit(t *rapid.T) {
	was := m.history[m.at]
	next := was.clone()
	err := m.session.Do("Edit", func(tx *session.Tx) error {
		for range rapid.IntRange(1, 3).Draw(t, "edits") {
			if err := rapid.SampledFrom(edits).Draw(t, "kind")(t, was, next, tx); err != nil {
				return err
			}
		}
		return nil
	})
	if valid := next.isConsistent(); valid != (err == nil) {
		t.Fatalf("Do = %v, want success %v", err, valid)
	}
	if err == nil && !next.equal(was) {
		m.push(next)
		m.typing = false
	}
}

func (m *model) push(next state) {
	m.history = append(m.history[:m.at+1], next)
	m.at++
}

// typeWords changes a note as typing does.
func (m *model) typeWords(t *rapid.T) {
	next := m.history[m.at].clone()
	blocks := drawBlocks(t)
	next.briefings[0] = thing{blocks, library.Present}
	must(t, m.session.Continue("typing", "Typing", func(tx *session.Tx) error { return tx.PutBriefing(modelNote(0, blocks)) }))
	switch {
	case next.equal(m.history[m.at]):
	case m.typing:
		m.history = append(m.history[:m.at], next)
	default:
		m.push(next)
		m.typing = true
	}
}

func (m *model) undo(t *rapid.T) {
	if _, ok := m.session.Undo(); ok != (m.at > 0) {
		t.Fatalf("Undo = %v at step %d", ok, m.at)
	}
	m.typing = m.typing && m.at == 0
	m.at = max(m.at-1, 0)
}

func (m *model) redo(t *rapid.T) {
	if _, ok := m.session.Redo(); ok != (m.at+1 < len(m.history)) {
		t.Fatalf("Redo = %v at step %d of %d", ok, m.at, len(m.history))
	}
	if m.at+1 < len(m.history) {
		m.at++
		m.typing = false
	}
}

// emptyTrash takes what is gone out of all that was.
func (m *model) emptyTrash(t *rapid.T) {
	now := m.history[m.at]
	gone := now.purge()
	kept, err := m.session.EmptyTrash(context.Background())
	must(t, err)
	if want := len(now.trash()) - len(gone.trash()); len(kept) != want {
		t.Fatalf("EmptyTrash kept %v, want %d", kept, want)
	}
	if len(gone.articles)+len(gone.passages)+len(gone.briefings) == 0 {
		return
	}
	var left []state
	for _, st := range m.history[:m.at+1] {
		if st = st.without(gone); len(left) == 0 || !st.equal(left[len(left)-1]) {
			left = append(left, st)
		}
	}
	m.history, m.at, m.typing = left, len(left)-1, false
}

func (m *model) restart(t *rapid.T) {
	m.close(t)
	m.open(t)
	m.typing = false
}

// TestAnyHistoryEqualsTheModel runs edits, undos, redos, restarts and the rest
// against a slice of states, and compares all reads in memory, on disk, and
// after opening the library again.
func TestAnyHistoryEqualsTheModel(t *testing.T) {
	dir := t.TempDir()
	rapid.Check(t, func(t *rapid.T) {
		folder, err := os.MkdirTemp(dir, "")
		must(t, err)
		m := &model{path: filepath.Join(folder, "library")}
		m.history = []state{{map[int]thing{}, map[int]thing{}, map[int]thing{}}}
		m.open(t)
		t.Repeat(map[string]func(*rapid.T){
			"edit":        m.edit,
			"edit again":  m.edit,
			"type":        m.typeWords,
			"undo":        m.undo,
			"redo":        m.redo,
			"restart":     m.restart,
			"empty trash": m.emptyTrash,
			"list trash":  func(t *rapid.T) { compareTrash(t, m.session, m.history[m.at]) },
			"flush":       func(t *rapid.T) { must(t, m.session.Flush(context.Background())) },
			"pause":       func(*rapid.T) { m.session.Pause(); m.typing = false },
			"":            func(t *rapid.T) { compareSession(t, m.session, m.history[m.at]) },
		})
		m.restart(t)
		compareSession(t, m.session, m.history[m.at])
		compareTrash(t, m.session, m.history[m.at])
		same(t, "findings", []briefing.Finding(nil))(m.library.Check(context.Background()))
		m.close(t)
		must(t, os.RemoveAll(folder))
	})
}

// trash is what the list of the trash shows.
func (s state) trash() (refs []library.Ref) {
	for kind, things := range map[library.Kind]map[int]thing{
		library.KindArticle: s.articles, library.KindPassage: s.passages, library.KindBriefing: s.briefings,
	} {
		for n, th := range things {
			if th.place == library.Trashed {
				refs = append(refs, library.Ref{Kind: kind, ID: id(kind[0], n)})
			}
		}
	}
	return refs
}

func compareTrash(t *rapid.T, s *session.Session, want state) {
	rows, err := s.Trash(context.Background())
	must(t, err)
	var got []library.Ref
	for _, r := range rows {
		got = append(got, r.Ref)
	}
	byText := cmpopts.SortSlices(func(a, b library.Ref) bool { return fmt.Sprint(a) < fmt.Sprint(b) })
	if diff := cmp.Diff(want.trash(), got, byText, cmpopts.EquateEmpty()); diff != "" {
		t.Fatalf("trash differs (-want +got):\n%s", diff)
	}
}

func compareSession(t *rapid.T, s *session.Session, want state) {
	ctx := context.Background()
	var rows []library.ArticleRow
	for n := range 3 {
		var passages []briefing.Passage
		for p := range 9 {
			th := want.passages[p]
			compareOne(t, th.place, modelPassage(p, th.words), func() (briefing.Passage, error) { return s.Passage(id('p', p)) })
			if th.place == library.Present && p%3 == n {
				passages = append(passages, modelPassage(p, th.words))
			}
		}
		same(t, "passages", passages)(s.Passages(ctx, id('a', n)))
		th := want.articles[n]
		a := article(n, th.words, modelText(n))
		compareOne(t, th.place, a, func() (briefing.Article, error) { return s.Article(a.ID) })
		if th.place == library.Present {
			rows = append(rows, library.RowOf(a, len(passages)))
		}
		if th.place != library.Nowhere {
			same(t, "snapshot", modelText(n))(s.Snapshot(modelText(n).Hash))
		}
	}
	compareLists(t, s, rows)
	comparePassageLists(t, s, rows)
	var notes []library.BriefingRow
	for n := range 3 {
		th := want.briefings[n]
		b := modelNote(n, th.words)
		compareOne(t, th.place, b, func() (briefing.Briefing, error) { return s.Briefing(b.ID) })
		if th.place == library.Present {
			notes = append(notes, library.BriefingRow{ID: b.ID, Title: b.Title})
			compareSources(t, s, b, want)
		}
	}
	same(t, "briefings", notes)(s.Briefings(ctx))
}

// compareSources sees to it that quotations of what is in the trash keep their
// words.
func compareSources(t *rapid.T, s *session.Session, b briefing.Briefing, want state) {
	sources, err := s.Sources(b)
	must(t, err)
	for _, q := range b.Quotations() {
		for n, p := range want.passages {
			if q.Passage == id('p', n) {
				same(t, "source", modelPassage(n, p.words))(sources[q.Passage].Passage, nil)
			}
		}
	}
}

func compareOne[T any](t *rapid.T, at library.Place, want T, read func() (T, error)) {
	got, err := read()
	switch at {
	case library.Present:
		same(t, "value", want)(got, err)
	case library.Nowhere:
		if !errors.Is(err, library.ErrNotFound) || errors.Is(err, session.ErrTrashed) {
			t.Fatalf("%+v is there, or %v", got, err)
		}
	default:
		if !errors.Is(err, session.ErrTrashed) {
			t.Fatalf("%+v is not in the trash: %v", got, err)
		}
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

func comparePassageLists(t *rapid.T, s *session.Session, articles []library.ArticleRow) {
	for _, order := range []library.Order{library.ByPublished, library.ByTitle} {
		slices.SortFunc(articles, order.Compare)
		var rows []library.PassageRow
		for _, a := range articles {
			passages, err := s.Passages(context.Background(), a.ID)
			must(t, err)
			for _, p := range passages {
				rows = append(rows, library.PassageRow{Passage: p, Title: a.Title})
			}
		}
		for _, limit := range []int{0, 2} {
			q := library.PassageQuery{Order: order, Limit: limit}
			var got []library.PassageRow
			for {
				page, err := s.PassageRows(context.Background(), q)
				must(t, err)
				got = append(got, page...)
				if limit == 0 || len(page) < limit {
					break
				}
				q.After = page[len(page)-1]
			}
			same(t, fmt.Sprint("passages in order ", order, " by ", limit), rows)(got, nil)
		}
	}
}
