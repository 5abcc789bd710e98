package search_test

import (
	"fmt"
	"strings"
	"testing"

	"briefdesk/briefing/search"
)

func TestParseQuery(t *testing.T) {
	for _, c := range []struct{ query, want string }{
		{"Majeed Brigade", "[majeed brigade] open"},
		{"Majeed ", "[majeed] ended"},
		{"Majeed.", "[majeed] ended"},
		{`the "Joint Statement" of`, "[the joint statement of] [[joint statement]] open"},
		{`"unclosed phrase`, "[unclosed phrase] [[unclosed phrase]] ended"},
		{"“as typed”", "[as typed] [[as typed]] ended"},
		{"-sport port", "[port] [-sport] open"},
		{"-", "[] ended"},
		{"counter-terrorism", "[counter terrorism] open"},
		{`tag:"foreign aid" by:khan`, "[] [tag:\"foreign aid\" by:khan] open"},
		{"-tag:aid COLOR:red author:x", "[] [-tag:aid colour:red by:x] open"},
		{"https://example.org", "[https example org] open"},
		{"tag: x", "[x] open"},
		{`""`, "[] ended"},
	} {
		q := search.ParseQuery(c.query)
		got := fmt.Sprint(q.Words)
		if len(q.Phrases) > 0 {
			got += fmt.Sprint(" ", q.Phrases)
		}
		if len(q.Filters) > 0 {
			got += fmt.Sprint(" ", q.Filters)
		}
		got += map[bool]string{true: " ended", false: " open"}[q.Ended]
		if got != c.want {
			t.Errorf("ParseQuery(%q) = %s, want %s", c.query, got, c.want)
		}
	}
}

func TestFilterThatMakesNoSense(t *testing.T) {
	_, err := search.New(library...).Search(t.Context(), "after:yesterday", 5)
	want := "after:yesterday is no date; write it like after:2024, after:2024-05 or after:2024-05-31"
	if err == nil || err.Error() != want {
		t.Errorf("the error is %v, want %s", err, want)
	}
}

func FuzzQuery(f *testing.F) {
	f.Add(`majid "brigade of" -port tag:aid after:2024 in:passages`, "The Majeed Brigade’s port")
	f.Add("“« -\" by: -after:1", "\x00\xff ǅ ß")
	f.Fuzz(func(t *testing.T, query, text string) {
		d := search.Doc{ID: id("1"), Title: query, Tags: []string{text, query}, Text: text}
		found, err := search.New(append(library, d)...).Search(t.Context(), query, 20)
		if err != nil {
			if !strings.Contains(err.Error(), "write it like") {
				t.Fatalf("%q: %v", query, err)
			}
			return
		}
		for _, h := range found.Hits {
			if h.ID != d.ID {
				continue
			}
			for _, m := range found.Marks(d) {
				if m.Start < 0 || m.End <= m.Start || int(m.End) > len([]rune(textOf(d, m))) {
					t.Errorf("%q: %v lies outside %q", query, m, textOf(d, m))
				}
			}
		}
	})
}

func TestParseSynonyms(t *testing.T) {
	s, err := search.ParseSynonyms(strings.NewReader("\ufeff# places\nBombay = Mumbai\n\nMajeed Brigade = Fidayeen wing = MB # a unit\n"))
	if err != nil {
		t.Fatal(err)
	}
	x := search.New(library...)
	x.SetSynonyms(s)
	for query, want := range map[string]string{
		"mumbai":               "variant note: title[Bombay]\n",
		"fidayeen wing attack": "variant brigade: text[Majeed] text[Brigade] text[[attack]]\n",
		"mb spokesman":         "variant brigade: text[Majeed] text[Brigade] text[[spokesman]]\n",
	} {
		if got := show(find(t, x, query, 1)); got != want {
			t.Errorf("Search(%q) = %s, want %s", query, got, want)
		}
	}
	for file, want := range map[string]string{
		"Bombay\n":                           "line 1: “Bombay” stands alone; write what it means after “=”, like “Bombay = Mumbai”",
		"a = b\nb = . =":                     "line 2: a side of “=” has no word; write it like “Bombay = Mumbai”",
		"x = a b c d e f g h i":              "line 1: “a b c d e f g h i” has more than 8 words; shorten it",
		"\n" + strings.Repeat("long ", 1000): "line 2: it is longer than 4096 bytes; make several groups of it",
	} {
		if _, err := search.ParseSynonyms(strings.NewReader(file)); err == nil || err.Error() != want {
			t.Errorf("ParseSynonyms(%.20q) says %v, want %s", file, err, want)
		}
	}
}

func TestPicks(t *testing.T) {
	commands := []string{"Export PDF", "Add to briefing", "Import…", "Éditer la note", "New briefing"}
	for _, c := range []struct{ pattern, want string }{
		{"", "Export PDF|Add to briefing|Import…|Éditer la note|New briefing"},
		{"brief", "New [brief]ing|Add to [brief]ing"},
		{"edit", "[Édit]er la note"},
		{"nb", "[N]ew [b]riefing"},
		{"zz", ""},
		{strings.Repeat("e", 100), ""},
	} {
		var shown []string
		for _, p := range search.Picks(c.pattern, commands) {
			s, runes := "", []rune(commands[p.Index])
			last := 0
			for _, r := range p.Letters {
				s += string(runes[last:r.Start]) + "[" + string(runes[r.Start:r.End]) + "]"
				last = int(r.End)
			}
			shown = append(shown, s+string(runes[last:]))
		}
		got := strings.Join(shown, "|")
		if got != c.want {
			t.Errorf("Picks(%q) = %s, want %s", c.pattern, got, c.want)
		}
	}
}

func TestSimilar(t *testing.T) {
	x := search.New(library...)
	text := "The Majeed Brigade claimed an attack on the port. A spokesman said more of it would follow."
	got, err := x.Similar(t.Context(), search.Doc{Text: text}, 3)
	if err != nil || len(got) == 0 || got[0].ID != id("brigade") || got[0].Share < .6 {
		t.Errorf("Similar = %v, %v", got, err)
	}
	own, err := x.Similar(t.Context(), library[0], 3)
	if err != nil || len(own) > 0 && own[0].ID == library[0].ID {
		t.Errorf("what is similar to a document: %v, %v", own, err)
	}
}
