package manuscript_test

import (
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/manuscript"
)

// cites is a note that cites one article a block, and its sources.
func cites(articles ...briefing.Article) (briefing.Briefing, briefing.Sources) {
	b := briefing.Briefing{Title: "A note"}
	sources := briefing.Sources{}
	for i, a := range articles {
		a.ID = briefing.ID{0xa0, byte(i)}
		id := briefing.ID{0xb0, byte(i)}
		sources[id] = briefing.Source{Passage: briefing.Passage{ID: id, Article: a.ID}, Article: a}
		b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockText, Text: "It is so [@" + id.String() + "]."})
	}
	return b, sources
}

func TestAuthorDateNames(t *testing.T) {
	for _, c := range []struct{ byline, outlet, published, want string }{
		{"Farhan Bahgat", "The Herald", "2025-03-04", "It is so (Bahgat\u00a02025)."},
		{"By R. Smith and J. van der Berg", "", "2024-05", "It is so (Smith and\u00a0van der Berg\u00a02024)."},
		{"A. Khan, B. Lee, PhD, C. Roe", "", "2024", "It is so (Khan et al.\u00a02024)."},
		{"John Doe Jr.", "", "2024", "It is so (Doe\u00a02024)."},
		{"Staff Reporter", "The Herald", "2024", "It is so (Staff Reporter\u00a02024)."},
		{"", "Dawn", "", "It is so (Dawn\u00a0n.d.)."},
		{"", "", "2023", "It is so (‘The long title of an article that goes…’\u00a02023)."},
	} {
		b, sources := cites(briefing.Article{
			Title: field("The long title of an article that goes on and on"), Byline: field(c.byline), Publisher: field(c.outlet), Published: field(c.published),
		})
		b.Citations = briefing.CiteAuthorDate
		m, _, err := manuscript.Build(b, sources, manuscript.Rules{Profiles: profiles(t)})
		must(t, err)
		if got := wordsOf(m.Blocks[0].(manuscript.Paragraph).Text); got != c.want {
			t.Errorf("byline %q, outlet %q: %q, want %q", c.byline, c.outlet, got, c.want)
		}
	}
}

// TestAuthorDateLetters tell apart sources of one name and year, in the order of
// their titles, wherever they are cited.
func TestAuthorDateLetters(t *testing.T) {
	by := func(name, title, year string) briefing.Article {
		return briefing.Article{Byline: field(name), Title: field(title), Published: field(year)}
	}
	b, sources := cites(by("R. Smith", "Zebras", "2024"), by("R. Smith", "Apples", "2024-05"), by("R. Smith", "Pears", "2023"), by("É. Roe", "Figs", "2020"))
	m, _, err := manuscript.Build(b, sources, manuscript.Rules{Profiles: profiles(t), Citations: briefing.CiteAuthorDate})
	must(t, err)
	for i, want := range []string{"Smith\u00a02024b", "Smith\u00a02024a", "Smith\u00a02023", "Roe\u00a02020"} {
		if got := wordsOf(m.Blocks[i].(manuscript.Paragraph).Text); got != "It is so ("+want+")." {
			t.Errorf("source %d: %s, want %s", i, got, want)
		}
	}
	if m.End[0].Key != manuscript.FactSources || len(m.Notes) > 0 {
		t.Fatalf("the end is %+v, the notes are %d", m.End, len(m.Notes))
	}
	var order []string
	for _, r := range m.End[0].Text {
		if r.Bold {
			order = append(order, r.Text)
		}
	}
	if len(order) != 4 || order[0] != "Roe\u00a02020." || order[1] != "Smith\u00a02023." || order[3] != "Smith\u00a02024b." {
		t.Errorf("the list has %q", order)
	}
}

func wordsOf(runs []manuscript.Run) string {
	s := ""
	for _, r := range runs {
		s += r.Text
	}
	return s
}
