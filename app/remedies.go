package app

import (
	"errors"
	"fmt"
	"slices"

	"briefdesk/app/look"
	"briefdesk/briefing"
	"briefdesk/briefing/estimate"
	"briefdesk/briefing/export"
	"briefdesk/briefing/lint"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/marking"
	"briefdesk/briefing/template"
)

// What can be done at once about a finding.

// remedy is one thing that can be done.
type remedy struct {
	label, aside string
	run          func(*desk)
}

// take does what a remedy offers, if the library can be written.
func (d *desk) take(r remedy) { d.do((*desk).canEditNote, r.run) }

// remediesFor are the things that can be done about a finding, the likeliest first.
func (d *desk) remediesFor(f briefing.Finding) []remedy {
	if !d.canEditNote() {
		return nil
	}
	var all []remedy
	if f.Fix != "" {
		all = append(all, remedy{f.Fix, likelihood(d.briefing.Scale, f.Fix), func(d *desk) { d.mend(f) }})
	}
	switch f.Rule {
	case "no-scale", "unknown-scale":
		for _, s := range estimate.Scales() {
			all = append(all, remedy{"Use " + s.Title, "", func(d *desk) { d.declare(s) }})
		}
	case "mixed-scale":
		s, err := estimate.Named(d.briefing.Scale)
		if _, own := placeIn(s, f.Text); err == nil && own && s.Mixing != "" { // a term of its other row
			all = append(all, remedy{"Add the disclaimer", "", func(d *desk) { d.allowMixing(s) }})
		}
	case manuscript.RuleNoticeUnconfirmed:
		all = append(all, remedy{"It is a disclaimer", "", func(d *desk) { d.settleNotice(f, true) }},
			remedy{"It is none", "", func(d *desk) { d.settleNotice(f, false) }})
	case export.RuleComment:
		all = append(all, remedy{"Dismiss", "", func(d *desk) { d.dismissRemark(f) }})
	}
	for _, w := range ways() {
		if slices.Contains(w.rules, f.Rule) {
			all = append(all, remedy{w.label, "", func(d *desk) { w.run(d, f) }})
		}
	}
	return all
}

// way is a dialog that findings of some rules lead to.
type way struct {
	label string
	rules []string
	run   func(*desk, briefing.Finding)
}

func ways() []way {
	return []way{
		{
			"Mark the block…",
			[]string{marking.RuleUnmarked, template.RulePortionMissing},
			func(d *desk, f briefing.Finding) { d.askPortion(f.Block - 1) },
		},
		{
			"Marking…",
			[]string{marking.RuleUnderMarked, marking.RuleOverMarked, marking.RuleProposed},
			func(d *desk, _ briefing.Finding) { d.askMarking() },
		},
		{
			"Change the template…",
			[]string{manuscript.RuleUnknownTemplate},
			func(d *desk, _ briefing.Finding) { d.askTemplate() },
		},
		{
			"Describe the image…",
			[]string{manuscript.RuleImageNoAlt},
			func(d *desk, f briefing.Finding) { d.describeImage(f.Block - 1) },
		},
		{
			"Compare the words…",
			[]string{manuscript.RuleSourceAltered, manuscript.RuleSourceGone},
			func(d *desk, _ briefing.Finding) { d.reviewPassages() },
		},
	}
}

// leadOf is the way to where a finding can be mended by hand.
func (d *desk) leadOf(f briefing.Finding) remedy {
	switch {
	case f.Block > 0:
		return remedy{"Show", "", func(d *desk) { d.goToFinding(f) }}
	case slices.Contains(fieldRules, f.Rule) && d.canEditNote():
		return remedy{"Details…", "", (*desk).askDetails}
	}
	return remedy{}
}

// fieldRules are about the front matter.
var fieldRules = []string{
	template.RuleFieldMissing, template.RuleFieldValue,
	template.RuleDecisionMissing, template.RuleDecisionPast, template.RuleDecisionSoon,
	marking.RuleDesignation, manuscript.RuleUnknownStyle,
}

// likelihood is the range that words stand for in a scale, or empty.
func likelihood(scale, words string) string {
	s, err := estimate.Named(scale)
	if err != nil {
		return ""
	}
	at, ok := placeIn(s, words)
	if !ok {
		return ""
	}
	return fmt.Sprintf("%d–%d %%", s.Bands[at.Band].From, s.Bands[at.Band].To)
}

// placeIn is where the term stands in a scale that words are a form of.
func placeIn(s estimate.Scale, words string) (estimate.Place, bool) {
	for _, e := range estimate.In(words) {
		if p, ok := s.Place(e.Term); ok {
			return p, true
		}
	}
	return estimate.Place{}, false
}

// errGone is why something found before cannot be mended: it has been typed over.
var errGone = errors.New("the words are no longer there")

// mend puts the fix of a finding in the place of its words.
func (d *desk) mend(f briefing.Finding) {
	err := d.session.EditBriefing("Replace “"+f.Text+"”", d.note, func(b *briefing.Briefing) error {
		mended, ok := lint.Mended(*b, f)
		if !ok {
			return errGone
		}
		*b = mended
		return nil
	})
	if err != nil {
		d.fail("Nothing was replaced", err)
		return
	}
	d.toastUndo("Replaced “" + f.Text + "” by “" + f.Fix + "”")
}

// declare has the note say by which scale its terms are to be read.
func (d *desk) declare(s estimate.Scale) {
	d.editNote("Declare a scale", func(b *briefing.Briefing) { b.Scale = s.Name })
	d.toastUndo("Terms are read by " + s.Title)
}

// allowMixing adds the sentence by which a note may use both rows of a scale.
func (d *desk) allowMixing(s estimate.Scale) {
	d.editNote("Add disclaimer", func(b *briefing.Briefing) {
		b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockDisclaimer, Text: s.Mixing})
	})
	d.toastUndo("Added the disclaimer at the end")
}

// settleNotice says whether the notice that a finding is about is one.
func (d *desk) settleNotice(f briefing.Finding, isNotice bool) {
	sources, err := d.session.Sources(d.briefing)
	if err != nil {
		d.fail("That cannot be kept", err)
		return
	}
	for _, src := range sources {
		i := slices.IndexFunc(src.Article.Notices, func(n briefing.Notice) bool { return n.Uncertain && !n.Dismissed && n.Text == f.Text })
		if i >= 0 {
			d.confirmNoticeOf(src.Article.ID, src.Article.Notices[i], isNotice)
			return
		}
	}
	d.fail("That cannot be kept", errGone)
}

// dismissRemark takes a remark off its block.
func (d *desk) dismissRemark(f briefing.Finding) {
	err := d.session.EditBriefing("Dismiss comment", d.note, func(b *briefing.Briefing) error {
		after, ok := export.WithoutRemark(*b, f)
		if !ok {
			return errGone
		}
		*b = after
		return nil
	})
	if err != nil {
		d.fail("The comment is not dismissed", err)
		return
	}
	d.toastUndo("Dismissed the comment")
}

// checksOff are the names of the checks that the user does not want to hear of.
func (d *desk) checksOff() []string { return d.app.Preferences().StringList(prefChecksOff) }

func (d *desk) setChecksOff(names []string) {
	d.app.Preferences().SetStringList(prefChecksOff, names)
	if d.hasNote() {
		d.setNote()
	}
	d.findings.Refresh()
}

// switchOff silences a check, and offers to hear it again.
func (d *desk) switchOff(rule string) {
	before := d.checksOff()
	d.setChecksOff(append(slices.Clone(before), rule))
	d.frame.toasts.Say(look.Notice{
		Text: "“" + checkTitle(rule) + "” is switched off", Action: "Switch on again",
		OnAction: func() {
			d.setChecksOff(slices.DeleteFunc(d.checksOff(), func(name string) bool { return name == rule }))
		},
	})
}
