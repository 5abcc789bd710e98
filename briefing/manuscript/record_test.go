package manuscript_test

import (
	"fmt"
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"briefdesk/briefing"
	"briefdesk/briefing/manuscript"
)

// told is a source in a few words, so that tests can say what they mean.
func told(n byte, outlet, author, grade string, credibility int, published, text string) briefing.Source {
	var b briefing.Builder
	b.Add(briefing.TextParagraph, 0, text, nil, nil)
	snap, err := b.Snapshot(briefing.Hash{n})
	if err != nil {
		panic(err)
	}
	a := briefing.Article{
		ID: briefing.ID{0xa0, n}, Title: field(fmt.Sprint("Article ", n)), Publisher: field(outlet), Byline: field(author), Published: field(published), Grade: grade,
	}
	p := briefing.Passage{ID: briefing.ID{0xb0, n}, Article: a.ID, Credibility: credibility}
	p.Snapshot, p.Range, p.Exact = snap.Hash, briefing.Range{End: briefing.Length(snap.Text)}, snap.Text
	return briefing.Source{Passage: p, Article: a, Snapshot: snap}
}

const wire = "The port authority said on Monday that two ships of the heaviest class had been turned away in May, and that the harbour would be dredged."

func TestIndependent(t *testing.T) {
	herald, dawn := told(1, "The Herald", "A. Khan", "", 0, "", "One thing."), told(2, "Dawn", "B. Lee", "", 0, "", "Another.")
	for _, c := range []struct {
		name    string
		sources []briefing.Source
		want    int
	}{
		{"none", nil, 0},
		{"one cited twice", []briefing.Source{herald, herald}, 1},
		{"two outlets", []briefing.Source{herald, dawn}, 2},
		{"one outlet in other letters", []briefing.Source{herald, told(3, "the herald ", "C. Roe", "", 0, "", "A third.")}, 1},
		{"one author at two outlets", []briefing.Source{herald, told(3, "Dawn", "A. Khan", "", 0, "", "A third.")}, 1},
		{"staff of two outlets", []briefing.Source{told(3, "Dawn", "Staff Reporter", "", 0, "", "A."), told(4, "Times", "Staff Reporter", "", 0, "", "B.")}, 2},
		{"nothing known of either", []briefing.Source{told(3, "", "", "", 0, "", "A."), told(4, "", "", "", 0, "", "B.")}, 2},
		{"one wire in two papers", []briefing.Source{told(3, "Dawn", "", "", 0, "", wire), told(4, "Times", "", "", 0, "", "KARACHI: "+wire)}, 1},
		{"joined by a third", []briefing.Source{told(3, "Dawn", "", "", 0, "", wire), told(4, "Times", "", "", 0, "", "Else."), told(5, "Times", "", "", 0, "", wire)}, 1},
	} {
		if got := manuscript.Independent(c.sources); got != c.want {
			t.Errorf("%s: %d, want %d", c.name, got, c.want)
		}
	}
}

// TestConfirmedByOthers asks of an item graded 1 that its section cites a source
// that is independent of it.
func TestConfirmedByOthers(t *testing.T) {
	one, other, same := told(1, "The Herald", "", "B", 1, "", "One."), told(2, "Dawn", "", "B", 2, "", "Two."), told(3, "The Herald", "", "B", 2, "", "Three.")
	sources := briefing.Sources{}
	for _, s := range []briefing.Source{one, other, same} {
		sources[s.Passage.ID] = s
	}
	cites := func(list ...briefing.Source) briefing.Block {
		b := briefing.Block{Kind: briefing.BlockText, Text: "It is so"}
		for _, s := range list {
			b.Text += " [@" + s.Passage.ID.String() + "]"
		}
		return b
	}
	heading := briefing.Block{Kind: briefing.BlockHeading, Level: 1, Text: "More"}
	for _, c := range []struct {
		name   string
		blocks []briefing.Block
		want   bool
	}{
		{"alone", []briefing.Block{cites(one)}, true},
		{"with its own outlet", []briefing.Block{cites(one), cites(same)}, true},
		{"with another in another section", []briefing.Block{cites(one), heading, cites(other)}, true},
		{"with another", []briefing.Block{cites(one), cites(other)}, false},
		{"graded 2, alone", []briefing.Block{cites(other)}, false},
	} {
		_, findings, err := manuscript.Build(briefing.Briefing{Blocks: c.blocks}, sources, manuscript.Rules{Profiles: profiles(t)})
		must(t, err)
		if got := strings.Contains(fmt.Sprint(findings), manuscript.RuleConfirmedAlone); got != c.want {
			t.Errorf("%s: found is %v: %v", c.name, got, findings)
		}
	}
}

func TestNoticesWaitForAYes(t *testing.T) {
	for _, c := range []struct {
		notice briefing.Notice
		want   bool
	}{
		{briefing.Notice{Class: briefing.NoticeViews, Text: "Views are his.", Uncertain: true}, true},
		{briefing.Notice{Class: briefing.NoticeViews, Text: "Views are his."}, false},
		{briefing.Notice{Class: briefing.NoticeViews, Text: "Views are his.", Dismissed: true}, false},
		{briefing.Notice{Class: briefing.NoticeMaps, Text: "Maps are sketches.", Uncertain: true}, false},
	} {
		b, sources := cites(briefing.Article{Title: field("A view"), Notices: []briefing.Notice{c.notice}})
		m, findings, err := manuscript.Build(b, sources, manuscript.Rules{Profiles: profiles(t)})
		must(t, err)
		said := fmt.Sprint(findings)
		if strings.Contains(said, manuscript.RuleNoticeUnconfirmed) != c.want || c.want && strings.Contains(fmt.Sprint(m.End), c.notice.Text) {
			t.Errorf("%+v: %s", c.notice, said)
		}
	}
}

// TestSourceSummaryCountsTrue holds the counts of a record copy against counts of
// the note itself.
func TestSourceSummaryCountsTrue(t *testing.T) {
	citation := regexp.MustCompile(`\[@([0-9a-f]{32})\]`)
	rules := manuscript.Rules{Profiles: profiles(t), Copy: manuscript.Copy{Form: manuscript.RecordCopy}}
	rapid.Check(t, func(t *rapid.T) {
		sources := briefing.Sources{}
		var all []briefing.Source
		for n := range rapid.IntRange(1, 6).Draw(t, "sources") {
			s := told(byte(n), rapid.SampledFrom([]string{"", "Dawn", "The Herald", "Times"}).Draw(t, "outlet"), "",
				rapid.SampledFrom([]string{"", "A", "B", "C", "F"}).Draw(t, "grade"), rapid.IntRange(0, 6).Draw(t, "credibility"),
				rapid.SampledFrom([]string{"", "2024", "2025-03", "2025-03-04"}).Draw(t, "published"), fmt.Sprintf("Words of number %d.", n))
			all, sources[s.Passage.ID] = append(all, s), s
		}
		var b briefing.Briefing
		for range rapid.IntRange(0, 6).Draw(t, "blocks") {
			text := "It is so"
			for range rapid.IntRange(0, 3).Draw(t, "citations") {
				text += " [@" + rapid.SampledFrom(all).Draw(t, "source").Passage.ID.String() + "]"
			}
			b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockText, Text: text})
		}
		m, _, err := manuscript.Build(b, sources, rules)
		if err != nil {
			t.Fatal(err)
		}
		var want manuscript.SourceSummary
		cited, outlets := map[string]bool{}, map[string]bool{}
		for _, bl := range b.Blocks {
			voices := map[string]bool{}
			for _, match := range citation.FindAllStringSubmatch(bl.Text, -1) {
				id, err := briefing.ParseID(match[1])
				if err != nil {
					t.Fatal(err)
				}
				s := sources[id]
				if voice := s.Article.Publisher.Value; voice != "" {
					voices[voice] = true
				} else {
					voices[s.Article.Title.Value] = true
				}
				if cited[match[1]] {
					continue
				}
				cited[match[1]] = true
				want.Sources++
				if outlet := s.Article.Publisher.Value; outlet == "" {
					want.Unnamed++
				} else if !outlets[outlet] {
					outlets[outlet] = true
					want.Outlets++
				}
				if strings.Contains("A1A2B1B2", fmt.Sprintf("%s%d", s.Article.Grade, s.Passage.Credibility)) && s.Article.Grade != "" {
					want.Good++
				}
				want.Newest = max(want.Newest, s.Article.Published.Value)
			}
			if len(voices) > 0 {
				want.Statements++
			}
			if len(voices) == 1 {
				want.Single++
			}
		}
		if m.Summary != want {
			t.Errorf("the summary counts %+v, want %+v", m.Summary, want)
		}
	})
}
