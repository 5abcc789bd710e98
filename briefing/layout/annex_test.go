package layout_test

import (
	"fmt"
	"strings"
	"testing"

	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
)

// annexedNote is a note of some paragraphs with an annex.
func annexedNote(template string, paragraphs int) manuscript.Manuscript {
	m := manuscript.Manuscript{Language: "en-GB", Template: template, Title: "Talks"}
	for i := range paragraphs {
		m.Blocks = append(m.Blocks, manuscript.Paragraph{Text: text("It is so."), Block: i + 1})
	}
	m.Annex = []manuscript.Block{manuscript.Heading{Level: 1, Text: text("What it rests on")}, manuscript.Paragraph{Text: text("On little.")}}
	return m
}

// TestAnnexOfItsOwnPageIsSetLikeOne has the annex of a paper below its text, its
// title in the middle, or on a page of its own with the title at the left.
func TestAnnexOfItsOwnPageIsSetLikeOne(t *testing.T) {
	for paragraphs, own := range map[int]bool{3: false, 21: true} {
		doc := setIn(t, newSetter(), annexedNote("cabinet-paper", paragraphs))
		page := doc.Pages[len(doc.Pages)-1]
		title := wordsAt(t, page, "What it rests on")
		if first := len(doc.Pages) == 1; first == own || (title.X < 100) != own || (title.Size == 19) != own {
			t.Errorf("%d paragraphs: the title stands at %.1f in %.1f pt on page %d", paragraphs, title.X, title.Size, len(doc.Pages))
		}
		headings := 0
		for _, e := range doc.Structure {
			if e.Role == layout.RoleH2 {
				headings++
			}
		}
		if headings != 1 {
			t.Errorf("%d paragraphs: the structure has %d headings, want the annex's", paragraphs, headings)
		}
	}
}

// TestAnnexFollowsATab has the annex of a memo on the page of its sources.
func TestAnnexFollowsATab(t *testing.T) {
	m := annexedNote("us-action-memo", 24)
	for n := range 8 {
		m.Notes = append(m.Notes, manuscript.Note{Number: n + 1, Text: text(fmt.Sprintf("Source %d.", n+1))})
	}
	doc := setIn(t, newSetter(), m)
	if len(doc.Pages) != 2 || doc.Body != 1 {
		t.Fatalf("%d pages, %d of them the memo, want 2 and 1", len(doc.Pages), doc.Body)
	}
	if last, title := wordsAt(t, doc.Pages[1], "Source 8."), wordsAt(t, doc.Pages[1], "What it rests on"); title.Y < last.Y+30 {
		t.Errorf("the annex begins at %.1f, the sources end at %.1f", title.Y, last.Y)
	}
}

// wordsAt is the text on a page that says some words.
func wordsAt(t *testing.T, pg layout.Page, words string) layout.Text {
	t.Helper()
	for _, it := range pg.Items {
		if said, ok := it.(layout.Text); ok && strings.TrimSpace(said.Words) == words {
			return said
		}
	}
	t.Fatalf("no text says %q", words)
	return layout.Text{}
}
