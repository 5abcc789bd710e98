package layout_test

import (
	"slices"
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
