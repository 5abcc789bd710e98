package session_test

import (
	"testing"

	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/importer"
	"briefdesk/briefing/quote"
)

// reimported is an article of two editions, with a passage of the first for
// each of words.
func reimported(t *testing.T, s *session.Session, first, second []string, words ...string) (session.Imported, []briefing.ID) {
	t.Helper()
	const url = "https://example.org/edited"
	it, data := page(url, "first", first...)
	done, err := s.Import([]importer.Item{it}, data, "2026-11-22")
	must(t, err)
	var ids []briefing.ID
	for _, w := range words {
		p, err := s.Clip(done[0].Article, w, nil)
		must(t, err)
		ids = append(ids, p.ID)
	}
	it, data = page(url, "second", second...)
	done, err = s.Import([]importer.Item{it}, data, "2026-11-23")
	must(t, err)
	return done[0], ids
}

func TestPassagesFollowTheirArticle(t *testing.T) {
	s := start(t)
	im, ids := reimported(t, s,
		[]string{"Talks", "The minister said that twelve soldiers were killed.", "The talks go on in June.", "Nobody else came to the hall that night."},
		[]string{"Talks", "By our staff.", "The minister said that fifteen soldiers were killed.", "The talks go on in June."},
		"The talks go on in June.", "twelve soldiers were killed", "Nobody else came to the hall that night.")
	if im.Status != session.ImportSnapshot || im.Altered != 1 || im.Gone != 1 {
		t.Errorf("the import came to %+v", im)
	}
	a, err := s.Article(im.Article)
	must(t, err)
	states := []briefing.PassageState{briefing.PassageCurrent, briefing.PassageAltered, briefing.PassageGone}
	for i, id := range ids {
		p, err := s.Passage(id)
		must(t, err)
		wantIn := a.Snapshots[0]
		if i == 0 {
			wantIn = a.Latest()
		}
		snap, err := s.Snapshot(p.Snapshot)
		must(t, err)
		if p.State != states[i] || p.Snapshot != wantIn || snap.Slice(p.Range) != p.Exact {
			t.Errorf("passage %d is %q, %s, in snapshot %v", i, p.Exact, p.State, p.Snapshot)
		}
	}
	drifts, err := s.Drifts(t.Context(), im.Article)
	must(t, err)
	if len(drifts) != 2 || drifts[0].Placement.Status == drifts[1].Placement.Status {
		t.Fatalf("drifts: %+v", drifts)
	}
	var altered session.Drift
	for _, d := range drifts {
		if d.Placement.Status == quote.Altered {
			altered = d
		}
	}
	if altered.Passage.ID != ids[1] || len(altered.Placement.Changes) != 3 {
		t.Errorf("altered: %+v", altered)
	}

	must(t, s.Reanchor(altered.Passage.ID, altered.Placement.Range))
	must(t, s.KeepPassage(ids[2]))
	drifts, err = s.Drifts(t.Context(), im.Article)
	must(t, err)
	p, err := s.Passage(ids[1])
	must(t, err)
	if len(drifts) != 0 || p.Exact != "fifteen soldiers were killed" || p.Snapshot != a.Latest() {
		t.Errorf("after all is decided: %+v, %+v", drifts, p)
	}

	for range 3 { // the decisions and the import
		if _, ok := s.Undo(); !ok {
			t.Fatal("there is nothing to undo")
		}
	}
	for _, id := range ids {
		p, err := s.Passage(id)
		must(t, err)
		if p.Snapshot != a.Snapshots[0] || p.State != briefing.PassageCurrent {
			t.Errorf("after undo: %+v", p)
		}
	}
}

func TestHighlightInAPullQuoteGoesToTheBody(t *testing.T) {
	s := start(t)
	var b briefing.Builder
	b.Add(briefing.TextParagraph, 0, "The committee met twice in May.", nil, nil)
	b.Add(briefing.TextPullQuote, 0, "“The committee met twice”", nil, nil)
	b.Add(briefing.TextPullQuote, 0, "It met only twice", nil, nil)
	snap, err := b.Snapshot(briefing.Hash{})
	must(t, err)
	done, err := s.Import([]importer.Item{{Article: briefing.Article{Title: briefing.Field{Value: "Met"}}, Snapshot: snap}}, nil, "2026-11-22")
	must(t, err)
	for i, want := range []briefing.Range{1: {Start: 0, End: 23}, 2: snap.Blocks[2].Range} {
		if i == 0 {
			continue
		}
		p, err := s.Highlight(done[0].Article, snap.Hash, snap.Blocks[i].Range, "")
		must(t, err)
		if p.Range != want {
			t.Errorf("block %d is highlighted at %v, want %v", i, p.Range, want)
		}
	}
}
