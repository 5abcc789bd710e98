package manuscript_test

import (
	"strings"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/manuscript"
)

func TestNoteForDecisionSaysWhoDecides(t *testing.T) {
	for _, test := range []struct{ name, template, language, action, approver, to, want string }{
		{"for information", "briefing-note", "en", "For information", "", "Minister", ""},
		{"another form", "uk-submission", "en", "For decision", "", "Minister", ""},
		{"the addressee", "briefing-note", "en", "For decision", "", "Minister", "Decision: Approved, Approved with changes, Not approved, Discuss; Minister, Date"},
		{"an approver", "briefing-note", "fr", "Pour décision", "La ministre", "Cabinet", "Décision: Approuvé, Approuvé avec modifications, Non approuvé, À discuter; La ministre, Date"},
		{"nobody", "briefing-note", "de", "Zur Entscheidung", "", "", "Entscheidung: Gebilligt, Mit Änderungen gebilligt, Nicht gebilligt, Rücksprache; Unterschrift, Datum"},
	} {
		b := briefing.Briefing{Title: "The note", Template: test.template, Language: test.language, To: test.to, Fields: []briefing.TemplateField{{Name: "Action", Value: test.action}}}
		if test.approver != "" {
			b.Fields = append(b.Fields, briefing.TemplateField{Name: "Approver", Value: test.approver})
		}
		m, _, err := manuscript.Build(b, nil, rules(t))
		if err != nil {
			t.Fatal(err)
		}
		d, got := m.Decision, ""
		if len(d.Choices) > 0 {
			got = d.Label + ": " + strings.Join(d.Choices, ", ") + "; " + d.Signer + ", " + d.Date
		}
		if got != test.want {
			t.Errorf("%s: the decision is %q, want %q", test.name, got, test.want)
		}
	}
}

func TestItemsOfARecommendationAreApproved(t *testing.T) {
	for template, want := range map[string]int{"us-action-memo": 2, "us-information-memo": 0} {
		b := briefing.Briefing{Title: "The note", Template: template, Blocks: []briefing.Block{
			{Kind: briefing.BlockHeading, Level: 1, Text: "Recommendations"},
			{Kind: briefing.BlockText, Text: "1. That you sign."},
			{Kind: briefing.BlockHeading, Level: 1, Text: "Background"},
			{Kind: briefing.BlockText, Text: "1. It is so."},
		}}
		m, _, err := manuscript.Build(b, nil, rules(t))
		if err != nil {
			t.Fatal(err)
		}
		var got []int
		for _, b := range m.Blocks {
			if l, ok := b.(manuscript.List); ok {
				got = append(got, len(l.Approvals))
			}
		}
		if len(got) != 2 || got[0] != want || got[1] != 0 {
			t.Errorf("%s: the lists have %v words to approve items with, want %d and none", template, got, want)
		}
	}
}
