package layout_test

import (
	"slices"
	"strings"
	"testing"

	"briefdesk/briefing/layout"
	"briefdesk/briefing/manuscript"
)

// TestForeignWordsAreTagged holds the language in which words of another script
// are read out, in notes of both directions.
func TestForeignWordsAreTagged(t *testing.T) {
	for _, c := range []struct {
		language, text string
		want           []string // language: words
	}{
		{"en-GB", "The وزارت خارجہ۔ said so.", []string{"ur: وزارت خارجہ"}},
		{"en-GB", "In Москва, in Київ: and Αθήνα.", []string{"ru: Москва", "uk: Київ", "el: Αθήνα"}},
		{"en-GB", "اسلام آباد and اسلام آباد", []string{"ar: اسلام آباد", "ar: اسلام آباد"}},
		{"ur", "بلوچستان لبریشن آرمی (BLA) اور Islamic State کا ذکر", []string{"en: BLA", "en: Islamic State"}},
		{"fr", "« Déjà vu », 3 €, – œuvre … ½ × 2", nil},
		{"ru", "Москва и NATO", []string{"en: NATO"}},
	} {
		m := manuscript.Manuscript{Language: c.language, Blocks: []manuscript.Block{manuscript.Paragraph{Text: text(c.text), Block: 1}}}
		doc := pages(t, m, layout.A4)
		words := map[int]string{}
		for _, it := range doc.Pages[0].Items {
			if x, ok := it.(layout.Text); ok && x.Block == 1 {
				words[x.Tag] += x.Words
			}
		}
		var got []string
		for i, e := range doc.Structure {
			if e.Role == layout.RoleSpan && e.Language != "" && words[i] != "" {
				got = append(got, e.Language+": "+words[i])
			}
		}
		if !slices.Equal(got, c.want) {
			t.Errorf("%s: %q\n got %q\nwant %q", c.language, c.text, got, c.want)
		}
	}
}

// TestLinesOfCodeAreReadInOrder, those that say the same in another script too.
func TestLinesOfCodeAreReadInOrder(t *testing.T) {
	doc := pages(t, manuscript.Manuscript{Language: "ur", Blocks: []manuscript.Block{manuscript.Code{Lines: []string{"hash abc", "same abc", "hash abc"}, Block: 1}}}, layout.A4)
	var tags []int
	for _, it := range doc.Pages[0].Items {
		if x, ok := it.(layout.Text); ok && x.Block == 1 {
			tags = append(tags, x.Tag)
		}
	}
	slices.Sort(tags)
	if n := len(slices.Compact(tags)); n != 3 {
		t.Errorf("three lines are %d elements", n)
	}
}

// TestWordsAreHyphenatedInTheirOwnLanguage has French words in an English paragraph.
func TestWordsAreHyphenatedInTheirOwnLanguage(t *testing.T) {
	s := newSetter()
	broken := func(language string) (lines []string, spans int) {
		for filler := range 40 {
			doc := setIn(t, s, manuscript.Manuscript{Language: "en-GB", Blocks: []manuscript.Block{manuscript.Paragraph{Block: 1, Text: []manuscript.Run{
				{Text: strings.Repeat("a ", 20+filler)}, {Text: "chèvrefeuille magnifiquement gouvernement", Language: language}, {Text: " and so on over more lines than one of them"},
			}}}})
			lines = append(lines, linesOn(doc, 1)...)
			for _, e := range doc.Structure {
				if e.Language == "fr" && e.Role == layout.RoleSpan {
					spans++
				}
			}
		}
		return lines, spans
	}
	english, none := broken("")
	french, told := broken("fr")
	if strings.Join(english, "|") == strings.Join(french, "|") {
		t.Error("French words are hyphenated as English ones are")
	}
	if none != 0 || told != 40 {
		t.Errorf("%d and %d elements say that they are French, want 0 and 40", none, told)
	}
}
