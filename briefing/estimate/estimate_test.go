package estimate_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"briefdesk/briefing"
	"briefdesk/briefing/estimate"
)

// TestScales holds the data to the ranges of the standards, word for word.
func TestScales(t *testing.T) {
	want := map[string]string{
		"icd203": "1–5 almost no chance/remote, 5–20 very unlikely/highly improbable, 20–45 unlikely/improbable, " +
			"45–55 roughly even chance/roughly even odds, 55–80 likely/probable, 80–95 very likely/highly probable, 95–99 almost certain/nearly certain",
		"phia": "0–5 remote chance, 10–20 highly unlikely, 25–35 unlikely, 40–50 realistic possibility, 55–75 likely or probable, " +
			"80–90 highly likely, 95–100 almost certain",
	}
	for _, s := range estimate.Scales() {
		var bands []string
		for _, b := range s.Bands {
			var rows []string
			for _, terms := range b.Rows {
				rows = append(rows, strings.Join(terms, " or "))
			}
			if len(rows) != s.Rows {
				t.Errorf("%s: the band %d–%d has %d rows, want %d", s.Name, b.From, b.To, len(rows), s.Rows)
			}
			bands = append(bands, fmt.Sprintf("%d–%d %s", b.From, b.To, strings.Join(rows, "/")))
		}
		if got := strings.Join(bands, ", "); got != want[s.Name] {
			t.Errorf("%s has the bands\n%s, want\n%s", s.Name, got, want[s.Name])
		}
	}
}

func TestNamed(t *testing.T) {
	if s, err := estimate.Named(" PHIA "); err != nil || s.Name != "phia" {
		t.Errorf("Named(PHIA) = %s, %v", s.Name, err)
	}
	const want = `there is no probability scale "kent"; there are icd203, phia`
	if _, err := estimate.Named("kent"); err == nil || err.Error() != want {
		t.Errorf("Named(kent) says %v, want %s", err, want)
	}
}

func TestNearestTermOfTheOtherScale(t *testing.T) {
	phia, err := estimate.Named("phia")
	if err != nil {
		t.Fatal(err)
	}
	for term, want := range map[string]string{
		"almost no chance": "remote chance", "remote": "remote chance", "very unlikely": "highly unlikely", "improbable": "unlikely",
		"roughly even chance": "realistic possibility", "very likely": "highly likely", "nearly certain": "almost certain",
	} {
		band, ok := phia.Nearest(term)
		if got := phia.Bands[band].Rows[0][0]; !ok || got != want {
			t.Errorf("next to %q is %q, want %q", term, got, want)
		}
	}
	if _, ok := phia.Nearest("serious possibility"); ok {
		t.Error("a term of no scale has a neighbour")
	}
}

func TestIn(t *testing.T) {
	for _, c := range []struct{ text, want string }{
		{"It is very likely.", "term very likely"},
		{"It is very, likely.", "term likely"},
		{"He will almost certainly go, and probably soon.", "term almost certainly, term probably"},
		{"A highly-probable\nresult.", "term highly-probable"},
		{"LIKELY or not.", "term LIKELY"},
		{"It is likelier.", ""},
		{"The chances of rain are remote, in a remote valley.", "term remote"},
		{"A remote possibility.", "term remote possibility"},
		{"Roughly even chances.", "term Roughly even chances"},
		{"Very " + "\ufffc" + " likely.", "term likely"},
		{"It is more likely to rain; most likely, it will.", "loose most likely"},
		{"An attack is bound to come, bound by the treaty or bound to the mast.", "loose bound to"},
		{"It will certainly rain, and it certainly rained.", "loose certainly"},
		{"A good chance to reset relations.", ""},
		{"We are highly confident. They are highly confident.", "confidence highly confident"},
		{"It might rain. He said that it might rain.", "hedge might, reported hedge might"},
		{"It might rain, the minister said.", "reported hedge might"},
		{"We said that it might rain.", "hedge might"},
		{"False claims may spread.", "hedge may"},
		{"He said no, but it may rain.", "hedge may"},
		{"The probability of rain is low, and ground is low.", "loose low"},
		{"Our confidence that it is unlikely is low.", "term unlikely, confidence low"},
		{"Its economic might gives it weight; the military might intervene.", "hedge might"},
		{"It is not impossible that there is no chance of almost no chance.", "loose not impossible, loose no chance, term almost no chance"},
		{"By then she could see the smoke; they could see prices rise.", ""},
		{"With peace all is possible, and nothing is possible without.", ""},
		{"Some are worried that it may rain. We are worried that it may rain.", "reported hedge may, hedge may"},
		{"The man most likely to win is most likely to lose; the most likely end.", "loose most likely"},
		{"On a 50-50 basis, the odds are 50-50.", "loose 50-50"},
		{"It is doubtful whether doubtful powers do.", "loose doubtful"},
		{"They waited until they could leave.", ""},
		{"", ""},
	} {
		var got []string
		for _, e := range estimate.In(c.text) {
			said := [...]string{"term", "loose", "hedge", "confidence"}[e.Kind] + " " + briefing.Slice(strings.ReplaceAll(c.text, "\n", " "), e.Range)
			if e.Reported {
				said = "reported " + said
			}
			got = append(got, strings.ReplaceAll(said, "highly-probable result", "highly-probable"))
		}
		if joined := strings.Join(got, ", "); joined != c.want {
			t.Errorf("In(%q) finds %q, want %q", c.text, joined, c.want)
		}
	}
}

func TestExpressionsAreInOrderAndApart(t *testing.T) {
	words := []string{"may", "might", "May", "likely", "very", "almost", "certainly", "no", "chance", "remote", "high", "confidence", "possible", "as", "if", "?", ".", ",", "—", "\ufffc", "é", "said", "’", "could", "not"}
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOf(rapid.SampledFrom(words)).Draw(t, "words"), " ")
		var last estimate.Expression
		for i, e := range estimate.In(text) {
			if e.Len() <= 0 || e.End > briefing.Length(text) || i > 0 && (e.Start < last.End || e.Sentence < last.Sentence) {
				t.Fatalf("In(%q) gives %v after %v", text, e, last)
			}
			if strings.ContainsRune(briefing.Slice(text, e.Range), '\ufffc') {
				t.Fatalf("In(%q) runs over what is no words: %v", text, e)
			}
			last = e
		}
	})
}

func FuzzIn(f *testing.F) {
	for _, seed := range []string{"It might rain.", "Most likely – ‘not’.", "a\u0300 may\r\n", "… ,,, as soon as possible?"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		for _, e := range estimate.In(text) {
			if e.Start < 0 || e.End > briefing.Length(text) || e.Len() <= 0 {
				t.Fatalf("In(%q) gives the range %v", text, e.Range)
			}
		}
	})
}
