package manuscript_test

import (
	"strings"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/manuscript"
)

func TestWordsInAnotherLanguage(t *testing.T) {
	for markdown, want := range map[string]string{
		"the [note verbale]{lang=fr} of May":   "the |note verbale:fr| of May",
		"the *[note verbale]{lang=fr-CA}*":     "the |note verbale:fr-CA",
		"[a\\*b]{lang=fr}":                     "[a*b]{lang=fr}",
		`\[note]{lang=fr}`:                     "[note]{lang=fr}",
		"[note]{lang=f}":                       "[note]{lang=f}",
		"[note]{lang=fr and more":              "[note]{lang=fr and more",
		"[note]{language=fr}":                  "[note]{language=fr}",
		"ends in [Weltanschauung]{lang=de}":    "ends in |Weltanschauung:de",
		"> quoted [Weltanschauung]{lang=de} x": "quoted |Weltanschauung:de| x",
	} {
		m := build(t, briefing.Briefing{Language: "en-GB", Blocks: []briefing.Block{{Kind: briefing.BlockText, Text: markdown}}})
		var got []string
		for _, r := range m.Blocks[0].(manuscript.Paragraph).Text {
			if r.Language != "" {
				r.Text += ":" + r.Language
			}
			got = append(got, r.Text)
		}
		if got := strings.Join(got, "|"); got != want {
			t.Errorf("%s is read as %q, want %q", markdown, got, want)
		}
	}
}

func TestWordsInAnotherLanguageAreNoProseOfTheAuthor(t *testing.T) {
	b := briefing.Briefing{Blocks: []briefing.Block{{Kind: briefing.BlockText, Text: "a [mot]{lang=fr} b"}}}
	const want = "a  \ufffc\ufffc\ufffc           b"
	if got := manuscript.OwnWords(b)[0].Text; got != want {
		t.Errorf("its prose is %q, want %q", got, want)
	}
}
