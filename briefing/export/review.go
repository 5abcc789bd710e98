package export

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/lint"
	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/marking"
	"briefdesk/briefing/template"
)

// Check is a rule of findings that a user may switch off.
type Check struct {
	Name  string `json:"name"`  // in kebab case, as findings name it
	Title string `json:"title"` // for a list of settings
}

// Checks are all that may be switched off. What is not among them, such as a
// quotation that fails its proof, is always said.
func Checks() []Check {
	var checks []Check
	for _, r := range lint.Rules() {
		checks = append(checks, Check{r.Name, r.Title})
	}
	return append(checks, otherChecks...)
}

// otherChecks are those of other packages.
var otherChecks = []Check{
	{manuscript.RuleQuotedShare, "Sources quoted at length"},
	{manuscript.RuleCloseParaphrase, "Paraphrases in the words of their source"},
	{RuleTooLong, "More lines or pages than the template allows"},
	{template.RuleFieldMissing, "Fields of the template that are empty"},
	{template.RuleFieldValue, "Fields with values that the template does not know"},
	{template.RuleSectionMissing, "Sections of the template that are missing"},
	{template.RuleSectionEmpty, "Sections without text"},
	{template.RuleSectionOrder, "Sections in another order"},
	{template.RuleSectionStart, "Sections that begin otherwise than is usual"},
	{template.RuleSectionItems, "Too few or too many points in a section"},
	{template.RulePortionMissing, "Portions without a marking"},
	{template.RuleDecisionMissing, "Decisions without a day"},
	{template.RuleDecisionPast, "Decisions whose day is over"},
	{template.RuleDecisionSoon, "Decisions asked for at short notice"},
}

// KnownChecks refuses names of checks that there are none of, or that always speak.
func KnownChecks(names []string) error {
	checks := Checks()
	for _, name := range names {
		if slices.ContainsFunc(checks, func(c Check) bool { return c.Name == name }) {
			continue
		}
		all := make([]string, len(checks))
		for i, c := range checks {
			all[i] = c.Name
		}
		return fmt.Errorf("there is no check %q that can be left out; there are %s", name, strings.Join(all, ", "))
	}
	return nil
}

// Review is Prepare with all that the checks have to say of a note, in the order of
// its blocks, but what the checks called without would say.
func (e *Exporter) Review(b briefing.Briefing, sources briefing.Sources, opts Options, without []string) (Prepared, error) {
	p, err := e.Prepare(b, sources, opts)
	if err != nil {
		return Prepared{}, err
	}
	if form, ok := e.Templates.Named(b.Template); ok {
		p.Findings = append(p.Findings, unsaid(form.Check(b), p.Findings)...)
	}
	p.Findings = slices.DeleteFunc(p.Findings, func(f briefing.Finding) bool { return slices.Contains(without, f.Rule) })
	p.Findings = append(p.Findings, lint.Check(b, sources, without)...)
	p.Findings = append(p.Findings, remarked(b)...)
	slices.SortStableFunc(p.Findings, func(a, b briefing.Finding) int { return cmp.Compare(a.Block, b.Block) })
	return p, nil
}

// unsaid are the findings of a template but those that the marking profile has said
// already: that a block is not marked.
func unsaid(findings, said []briefing.Finding) []briefing.Finding {
	unmarked := map[int]bool{}
	for _, f := range said {
		if f.Rule == marking.RuleUnmarked {
			unmarked[f.Block] = true
		}
	}
	return slices.DeleteFunc(findings, func(f briefing.Finding) bool {
		return f.Rule == template.RulePortionMissing && unmarked[f.Block]
	})
}
