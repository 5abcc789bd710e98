package search_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/search"
)

// id is an identifier one can read.
func id(name string) (id briefing.ID) {
	copy(id[:], name)
	return id
}

func name(id briefing.ID) string { return strings.TrimRight(string(id[:]), "\x00") }

var library = []search.Doc{
	{
		ID: id("brigade"), Date: "2024-05-01", Title: "Attacks in the south-west", Author: "Žofie Nováková", Publisher: "Daily Tribune",
		Tags: []string{"Balochistan", "foreign aid"}, Colour: "yellow", Marking: "TLP:AMBER",
		Text: "The Majeed Brigade claimed the attack on the port. A spokesman of the brigade said more would follow.",
	},
	{ID: id("ttp"), Date: "2023", Title: "The border", Publisher: "Gazette", Text: "Tehrik-e-Taliban Pakistan (TTP) crossed the border at night, officials in Kabul said."},
	{ID: id("later"), Date: "2024-06", Title: "The border again", Text: "Fighters of Tehrik-e-Taliban Pakistan were seen once more. Its colour is grey."},
	{ID: id("dialogue"), Date: "2022-11-30", Title: "A dialogue", Note: "ask the embassy", Text: "Both sides welcomed the counter-terrorism dialogue held in Islamabad. The programme was organised there.", Tags: []string{"aid"}},
	{ID: id("market"), Title: "Markets", Text: "Prices rose for the third month; the central bank was surprised. It’s a president's headache."},
	{ID: id("urdu"), Title: "خبر", Text: "یہ مکالمہ تاریخی ہے۔ کتاب"},
	{ID: id("note"), Kind: search.Article, Title: "An alliance of Bombay", Author: "Hussein Qadri", Text: "al-Qaeda and the U.S. forces"},
}

// show prints hits as a person would: why, the name, and the marked words,
// stronger ones between double brackets.
func show(found search.Found) string {
	var b strings.Builder
	for _, h := range found.Hits {
		d := library[slices.IndexFunc(library, func(d search.Doc) bool { return d.ID == h.ID })]
		fmt.Fprintf(&b, "%v %s:", h.Why, name(h.ID))
		for _, m := range found.Marks(d) {
			word := briefing.Slice(textOf(d, m), m.Range)
			if m.Why <= search.Exact {
				word = "[" + word + "]"
			}
			fmt.Fprintf(&b, " %v[%s]", m.Field, word)
		}
		b.WriteByte('\n')
	}
	return b.String()
}

func textOf(d search.Doc, m search.Match) string {
	switch m.Field {
	case search.Title:
		return d.Title
	case search.Tag:
		return d.Tags[m.Tag]
	case search.Note:
		return d.Note
	case search.Author:
		return d.Author
	case search.Publisher:
		return d.Publisher
	default:
		return d.Text
	}
}

func find(t testing.TB, x *search.Index, query string, k int) search.Found {
	t.Helper()
	found, err := x.Search(t.Context(), query, k)
	if err != nil {
		t.Fatalf("Search(%q): %v", query, err)
	}
	return found
}

func TestSearch(t *testing.T) {
	x := search.New(library...)
	for _, c := range []struct {
		name, query string
		k           int
		want        string
	}{
		{"nothing", "", 5, ""},
		{"signs", " .,", 5, ""},
		{"no room", "brigade", 0, ""},
		{"unknown", "zzyzx", 5, ""},
		{"two slips", "majid brigde", 1, "variant brigade: text[Majeed] text[Brigade] text[brigade]\n"},
		{"phrase", "central bank", 1, "phrase market: text[[central]] text[[bank]]\n"},
		{"all words, apart", "bank central", 1, "exact market: text[[central]] text[[bank]]\n"},
		{"half typed", "welcomed the counterterr", 1, "variant dialogue: note[[the]] text[[welcomed]] text[[the]] text[counter] text[terrorism] text[[The]]\n"},
		{"begun", "cent ba surpr", 1, "prefix market: text[cent] text[ba] text[surpr]\n"},
		{"acronym found by its long form", "tehrik e taliban pakistan officials", 1, "exact ttp: text[[Tehrik]] text[[e]] text[[Taliban]] text[[Pakistan]] text[[officials]]\n"},
		{"long form found by its acronym", "ttp fighters", 1, "variant later: text[[Fighters]] text[Tehrik] text[e] text[Taliban] text[Pakistan]\n"},
		{"accents", "zofie novakova", 1, "phrase brigade: author[[Žofie]] author[[Nováková]]\n"},
		{"apostrophes", "its presidents", 1, "exact market: text[[It’s]] text[[president's]]\n"},
		{"romanisation", "husayn kadri", 1, "variant note: author[Hussein] author[Qadri]\n"},
		{"split", "alqaida forces", 1, "variant note: text[al] text[Qaeda] text[[forces]]\n"},
		{"one word for two", "alli ance", 1, "variant note: title[alliance]\n"},
		{"initials", "us forces", 1, "variant note: text[U] text[S] text[[forces]]\n"},
		{"American", "color gray", 1, "variant later: text[colour] text[grey]\n"},
		{"American verb", "organized", 1, "variant dialogue: text[organised]\n"},
		{"no vowels", "spksmn", 1, "variant brigade: text[spokesman]\n"},
		{"swapped letters", "islamabda", 1, "typo dialogue: text[Islamabad]\n"},
		{"letters in order", "hdach", 1, "guess market: text[headache]\n"},
		{"Urdu in Arabic letters", "كتاب مكالمه", 1, "exact urdu: text[[مکالمہ]] text[[کتاب]]\n"},
		{"tag", "tag:bal", 5, "exact brigade:\n"},
		{"whole tag", `tag:"foreign aid" brigade`, 5, "exact brigade: text[[Brigade]] text[[brigade]]\n"},
		{"not a tag", `aid -tag:foreign`, 1, "exact dialogue: tag[[aid]]\n"},
		{"author and publisher", "by:novakova from:tribune port", 5, "exact brigade: text[[port]]\n"},
		{"one of two tags", "tag:aid tag:balochistan the", 5, "exact brigade: title[[the]] text[[The]] text[[the]] text[[the]] text[[the]]\nexact dialogue: note[[the]] text[[the]] text[[The]]\n"},
		{"after", "border after:2024", 5, "exact later: title[[border]]\n"},
		{"before", "border before:2024-06", 5, "exact ttp: title[[border]] text[[border]]\n"},
		{"kind", "in:articles forces", 5, "exact note: text[[forces]]\n"},
		{"title", "in:again colour", 5, "exact later: text[[colour]]\n"},
		{"marking and colour", "marking:amber colour:yellow", 5, "exact brigade:\n"},
		{"phrase asked for", `"brigade claimed"`, 5, "phrase brigade: text[[Brigade]] text[[claimed]] text[[brigade]]\n"},
		{"phrase that is not there", `"claimed brigade"`, 5, ""},
		{"without a word", "border -kabul", 5, "exact later: title[[border]]\n"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := show(find(t, x, c.query, c.k)); got != c.want {
				t.Errorf("Search(%q, %d) =\n%swant\n%s", c.query, c.k, got, c.want)
			}
		})
	}
}
