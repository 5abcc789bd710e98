package marking

import (
	"fmt"
	"slices"

	"briefdesk/briefing"
)

// The rules of findings about markings.
const (
	RuleUnderMarked = "under-marked"        // the declared marking is below a portion
	RuleOverMarked  = "over-marked"         // no portion has what is declared
	RuleUnmarked    = "unmarked-portion"    // a block without a marking, where each needs one
	RuleForbidden   = "marking-forbidden"   // the profile does not allow it so
	RuleRetired     = "marking-retired"     // of an earlier standard
	RuleProposed    = "marking-proposed"    // derived, where a person has to declare it
	RuleDesignation = "designation-missing" // a line of the designation says nothing
)

// FieldCompilation is the field of a note that says why the whole is marked
// higher than any part.
const FieldCompilation = "compilation reason"

// Check says what is wrong with the markings of b, which RollUp accepts: what
// the profile forbids, what is marked too low or too high, and what is missing.
func (p Profile) Check(b briefing.Briefing) ([]briefing.Finding, error) {
	all, err := p.portions(b)
	if err != nil || len(p.Levels) == 0 {
		return nil, err
	}
	banner, err := p.RollUp(b)
	if err != nil {
		return nil, err
	}
	c := checker{profile: p, briefing: b, portions: all, banner: banner}
	c.forbidden()
	c.retired()
	c.declared()
	c.unmarked()
	c.designated()
	return c.findings, nil
}

type checker struct {
	profile  Profile
	briefing briefing.Briefing
	portions []portion
	banner   Banner
	findings []briefing.Finding
}

func (c *checker) find(rule string, sev briefing.Severity, at int, text briefing.Marking, format string, args ...any) {
	c.findings = append(c.findings, briefing.Finding{
		Rule: rule, Severity: sev, Block: max(at+1, 0), Text: string(text), Message: fmt.Sprintf(format, args...),
	})
}

func (c *checker) forbidden() {
	for _, o := range c.portions {
		for _, problem := range c.profile.Problems(o.Parts) {
			c.find(RuleForbidden, briefing.SeverityError, o.at, o.written, "%s is marked %s: %s", placeName(o.at), o.written, problem)
		}
	}
	for _, h := range c.banner.Parts.Controls {
		if _, control, _ := c.profile.control(h.Mark); control.Distributed && len(c.briefing.Distribution) == 0 {
			c.find(RuleForbidden, briefing.SeverityWarning, FrontMatter, h.Mark, "%s needs a list of those who may have the note; give it as distribution in the front matter", h.Mark)
		}
	}
}

// Problem is what a profile forbids of a marking that it can read.
type Problem struct {
	Rule  string // as the standard numbers it; may be empty
	Words string
}

func (p Problem) String() string {
	if p.Rule == "" {
		return p.Words
	}
	return p.Words + " (rule " + p.Rule + ")"
}

// Problems are what p forbids of a marking.
func (p Profile) Problems(parts Parts) []Problem {
	var all []Problem
	say := func(rule, format string, args ...any) { all = append(all, Problem{rule, fmt.Sprintf(format, args...)}) }
	level := p.Levels[parts.Level].Mark
	for i, h := range parts.Controls {
		_, c, _ := p.control(h.Mark)
		if len(c.Levels) > 0 && !slices.Contains(c.Levels, level) {
			say(c.LevelsRule, "%s stands only with %s", h.Mark, alternatives(c.Levels))
		}
		for _, other := range parts.Controls[i+1:] {
			if p.excludes(c, other.Mark) {
				say(p.exclusionRule(c, other.Mark), "%s and %s exclude each other", h.Mark, other.Mark)
			}
		}
		for _, need := range sortedKeys(c.Requires) {
			if !parts.Has(need) {
				say(c.Requires[need], "%s requires %s", h.Mark, need)
			}
		}
		switch {
		case c.List.Between == "":
		case len(h.List) == 0 && !c.List.Optional:
			say(c.List.Rule, "%s needs a list of recipients", h.Mark)
		case c.List.First != "" && len(h.List) == 1 && h.List[0] == c.List.First:
			say(c.List.AloneRule, "%s cannot name %s alone", h.Mark, c.List.First)
		case c.List.First != "" && len(h.List) > 0 && h.List[0] != c.List.First:
			say(c.List.FirstRule, "%s names %s first", h.Mark, c.List.First)
		}
	}
	return all
}

func (p Profile) exclusionRule(c Control, other briefing.Marking) string {
	if rule, ok := c.Excludes[other]; ok {
		return rule
	}
	_, d, _ := p.control(other)
	return d.Excludes[c.Mark]
}

func alternatives(marks []briefing.Marking) string {
	words := make([]string, len(marks))
	for i, m := range marks {
		words[i] = string(m)
	}
	return listed(words, "or")
}

func (c *checker) retired() {
	for _, o := range c.portions {
		l := c.profile.Levels[o.Level]
		if slices.Contains(l.Retired, o.written) {
			c.find(RuleRetired, briefing.SeverityWarning, o.at, o.written, "%s is of an earlier standard; it is printed as %s", o.written, l.inPortion())
		}
	}
}

// declared holds the marking of the front matter against those of the blocks.
func (c *checker) declared() {
	i := slices.IndexFunc(c.portions, func(o portion) bool { return o.at == FrontMatter })
	if i < 0 {
		if c.profile.Proposes && len(c.portions) > 0 {
			c.find(RuleProposed, briefing.SeverityInfo, FrontMatter, c.banner.Mark,
				"%s is proposed, from the blocks; that they stand together may ask for more or not, which only a person can say: declare the marking in the front matter", c.banner.Mark)
		}
		return
	}
	declared := c.portions[i].Parts
	below := func(o portion) bool { return !c.profile.Covers(declared, o.Parts) }
	if slices.ContainsFunc(c.portions, below) {
		o := c.portions[slices.IndexFunc(c.portions, below)]
		c.find(RuleUnderMarked, briefing.SeverityWarning, o.at, c.briefing.Marking,
			"the note is declared %s, which is below %s, the marking of %s; %s is printed", c.briefing.Marking, o.written, placeName(o.at), c.banner.Mark)
	}
	if len(c.profile.Unmarked(c.briefing)) == 0 && len(c.portions) > 1 && field(c.briefing, FieldCompilation) == "" {
		c.over(declared)
	}
}

// over finds what is declared though no block has it; all of them are marked.
func (c *checker) over(declared Parts) {
	others := slices.DeleteFunc(slices.Clone(c.portions), func(o portion) bool { return o.at == FrontMatter })
	say := func(mark briefing.Marking) {
		c.find(RuleOverMarked, briefing.SeverityWarning, FrontMatter, mark,
			"the note is declared %s, but no part of it is %s; lower it, or give the field “%s”", c.briefing.Marking, mark, FieldCompilation)
	}
	if !slices.ContainsFunc(others, func(o portion) bool { return o.Level >= declared.Level }) {
		say(c.profile.Levels[declared.Level].Mark)
	}
	for _, h := range declared.Controls {
		_, control, _ := c.profile.control(h.Mark)
		if control.Asked && !slices.ContainsFunc(others, func(o portion) bool { return o.Has(h.Mark) }) {
			say(h.Mark)
		}
	}
}

func (c *checker) unmarked() {
	p := c.profile
	unmarked := p.Unmarked(c.briefing)
	anyMarked := slices.ContainsFunc(c.portions, func(o portion) bool { return o.at >= 0 })
	if p.Portions != PortionsRequired && (p.Portions != PortionsAllOrNothing || !anyMarked) {
		return
	}
	counts, asked := c.briefing.Marking, "in "+p.Title+" each part carries a marking of its own"
	if counts == "" {
		counts = p.Levels[0].Mark
	}
	if p.Portions == PortionsAllOrNothing {
		asked = "other blocks have, and in " + p.Title + " all parts carry a marking or none does"
	}
	for _, i := range unmarked {
		c.find(RuleUnmarked, briefing.SeverityWarning, i, "", "block %d has no marking, and counts as %s; %s", i+1, counts, asked)
	}
}

func (c *checker) designated() {
	if !c.profile.Levels[c.banner.Parts.Level].Designated {
		return
	}
	for _, l := range c.profile.Designation {
		if l.Required && c.profile.lineText(l, c.briefing, c.banner.Parts) == "" {
			c.find(RuleDesignation, briefing.SeverityWarning, FrontMatter, "", "the designation block has to say “%s”; add the field “%s” to the front matter", l.Label, l.Field)
		}
	}
}
