package template

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"briefdesk/briefing"
	"briefdesk/briefing/pattern"
)

// The rules of the findings about a template.
const (
	RuleFieldMissing    = "field-missing"
	RuleFieldValue      = "field-value"
	RuleSectionMissing  = "section-missing"
	RuleSectionEmpty    = "section-empty"
	RuleSectionOrder    = "section-order"
	RuleSectionStart    = "section-start"
	RuleSectionItems    = "section-items"
	RulePortionMissing  = "portion-missing"
	RuleDecisionMissing = "decision-date-missing"
	RuleDecisionPast    = "decision-date-past"
	RuleDecisionSoon    = "decision-date-soon"
)

// Rules are the rules of all findings of Check.
func Rules() []string {
	return []string{
		RuleFieldMissing, RuleFieldValue, RuleSectionMissing, RuleSectionEmpty, RuleSectionOrder, RuleSectionStart,
		RuleSectionItems, RulePortionMissing, RuleDecisionMissing, RuleDecisionPast, RuleDecisionSoon,
	}
}

// Check says where b departs from the template. Days are counted from the date of
// the note: what a check says never depends on the day on which it is asked.
func (t Template) Check(b briefing.Briefing) []briefing.Finding {
	c := t.checking(b)
	c.parts = t.parts(b)
	for _, f := range t.Fields {
		c.field(f)
	}
	for _, s := range t.Sections {
		c.section(s)
	}
	c.order()
	c.portions()
	return c.findings
}

func (t Template) checking(b briefing.Briefing) checker {
	c := checker{t: t, b: b}
	if c.b.Language == "" {
		c.b.Language = briefing.DefaultLanguage
	}
	return c
}

type checker struct {
	t        Template
	b        briefing.Briefing
	parts    []part
	findings []briefing.Finding
}

func (c *checker) find(rule string, sev briefing.Severity, block int, text, format string, args ...any) {
	c.findings = append(c.findings, briefing.Finding{
		Rule: rule, Severity: sev, Block: block, Text: text, Message: fmt.Sprintf(format, args...),
	})
}

func (c *checker) warn(rule string, block int, text, format string, args ...any) {
	c.find(rule, briefing.SeverityWarning, block, text, format, args...)
}

func (c *checker) field(f Field) {
	label, value := f.Label.In(c.b.Language), Value(c.b, f.Key)
	if f.Derived {
		return
	}
	if value == "" || value == Placeholder {
		switch {
		case !f.IsAskedOf(c.b):
		case f.Notice != nil:
			c.warn(RuleDecisionMissing, 0, f.Key, "the field “%s” names no day; give the day by which a decision is needed", label)
		default:
			c.warn(RuleFieldMissing, 0, f.Key, "the field “%s” is empty, and a note of this form has it", label)
		}
		return
	}
	if f.Portion && c.isMarked() && !startsMarked.MatchString(value) {
		c.warn(RulePortionMissing, 0, Opening(value), "“%s” has no marking of its own, and in this form it has; put it in brackets before its first word", label)
	}
	switch f.Kind {
	case KindChoice:
		if !slices.ContainsFunc(f.Choices, func(ch Choice) bool { return ch.Value == value }) {
			c.warn(RuleFieldValue, 0, value, "the field “%s” says %q; it may say %s", label, value, f.values())
		}
	case KindDate:
		day, err := time.Parse(time.DateOnly, value)
		if err != nil {
			c.warn(RuleFieldValue, 0, value, "the field “%s” says %q; write a day as 2025-08-31", label, value)
		} else if f.Notice != nil {
			c.deadline(*f.Notice, 0, value, day)
		}
	}
}

// CheckField is Check of the field of a key alone.
func (t Template) CheckField(b briefing.Briefing, key string) []briefing.Finding {
	f, ok := t.Field(key)
	if !ok {
		return nil
	}
	c := t.checking(b)
	c.field(f)
	return c.findings
}

// IsAskedOf reports whether b must have a value in the field.
func (f Field) IsAskedOf(b briefing.Briefing) bool {
	return !f.Derived && (f.Required || f.RequiredIf != nil && f.RequiredIf.holds(b))
}

func (f Field) values() string {
	values := make([]string, len(f.Choices))
	for i, ch := range f.Choices {
		values[i] = ch.Value
	}
	return strings.Join(values, ", ")
}

// holds reports whether the condition is met.
func (c Condition) holds(b briefing.Briefing) bool {
	if c.Field != markingField {
		return slices.Contains(c.Is, Value(b, c.Field))
	}
	is := func(m briefing.Marking) bool {
		level, _, _ := strings.Cut(string(m), "//")
		return slices.Contains(c.Is, level)
	}
	return is(b.Marking) || slices.ContainsFunc(b.Blocks, func(bl briefing.Block) bool { return is(bl.Portion) })
}

// deadline holds the day of a decision against that of the note.
func (c *checker) deadline(n Notice, block int, text string, day time.Time) {
	date, err := time.Parse(time.DateOnly, c.b.Date)
	if err != nil {
		return // there is nothing to hold it against
	}
	days := businessDays(date, day)
	switch {
	case day.Before(date):
		c.warn(RuleDecisionPast, block, text, "the day of the decision, %s, is before that of the note, %s", day.Format(time.DateOnly), c.b.Date)
	case days < n.Days && (n.Unless == "" || Value(c.b, n.Unless) == ""):
		message := fmt.Sprintf("the decision is due %s after the date of the note; give %d, or say why in the note", counted(days, "business day"), n.Days)
		if f, ok := c.t.Field(n.Unless); ok {
			message = fmt.Sprintf("the decision is due %s after the date of the note; give %d, or say why under “%s”", counted(days, "business day"), n.Days, f.Label.In(c.b.Language))
		}
		c.warn(RuleDecisionSoon, block, text, "%s", message)
	}
}

// businessDays counts the days from Monday to Friday after one day, up to another.
func businessDays(from, to time.Time) int {
	days := int(to.Sub(from).Hours() / 24)
	n := days / 7 * 5
	for i := days%7 - 1; i >= 0; i-- {
		if w := to.AddDate(0, 0, -i).Weekday(); w != time.Saturday && w != time.Sunday {
			n++
		}
	}
	return max(n, 0)
}

func counted(n int, noun string) string {
	if n == 1 {
		return "1 " + noun
	}
	return fmt.Sprintf("%d %ss", n, noun)
}

func (c *checker) section(s Section) {
	heading := s.Heading.In(c.b.Language)
	i := find(c.parts, s.Key)
	if i < 0 {
		if s.Required {
			c.warn(RuleSectionMissing, 0, heading, "there is no section “%s”, and a note of this form has one", heading)
		}
		return
	}
	p := c.parts[i]
	body := c.b.Blocks[p.body:p.to]
	if s.Required && isEmpty(body) || s.untouched(c.b.Blocks[p.from:p.to], c.b.Language) {
		c.warn(RuleSectionEmpty, p.from+1, p.heading, "nothing is written under “%s” yet", p.heading)
		return
	}
	c.starter(s, p, body)
	c.items(s, p, body)
}

func isEmpty(body []briefing.Block) bool {
	return !slices.ContainsFunc(body, func(b briefing.Block) bool {
		return b.Kind != briefing.BlockPageBreak && (b.Kind != briefing.BlockText || Plain(b.Text) != "" && Plain(b.Text) != Placeholder)
	})
}

// starter looks at how the first sentence of a section begins. In a language for
// which the template has no way, any will do.
func (c *checker) starter(s Section, p part, body []briefing.Block) {
	base, _, _ := strings.Cut(strings.ToLower(c.b.Language), "-")
	ways := s.Starters[base]
	if len(ways) == 0 || len(body) == 0 || body[0].Kind != briefing.BlockText {
		return
	}
	begins := folded(Plain(body[0].Text))
	if !slices.ContainsFunc(ways, func(way string) bool { return startsWith(begins, folded(way)) }) {
		c.find(RuleSectionStart, briefing.SeverityInfo, p.body+1, Opening(Plain(body[0].Text)), "“%s” begins otherwise in this form: “%s”", p.heading, strings.Join(ways, "”, “"))
	}
}

// startsWith reports whether text begins with words, and with the whole of the last.
func startsWith(text, words string) bool {
	rest, ok := strings.CutPrefix(text, words)
	return ok && (rest == "" || !isLetter.MatchString(rest))
}

var isLetter = pattern.New(`^[\pL\pN]`)

// Opening is how a paragraph begins, for a message.
func Opening(text string) string {
	words := strings.Fields(text)
	if len(words) > 8 {
		return strings.Join(words[:8], " ") + " …"
	}
	return strings.Join(words, " ")
}

// An item of a list begins a line of Markdown.
var isItem = pattern.New(`^ {0,3}([-*+]|\d{1,9}[.)])( |$)`)

// item is one of a list, and the block that it stands in.
type item struct {
	text  string
	block int
}

// items are those of all lists of a section that are in no other.
func (c *checker) itemsOf(p part) []item {
	var items []item
	for i := p.body; i < p.to; i++ {
		if c.b.Blocks[i].Kind != briefing.BlockText {
			continue
		}
		inItem := false
		for line := range strings.SplitSeq(c.b.Blocks[i].Text, "\n") {
			switch {
			case isItem.MatchString(line):
				items, inItem = append(items, item{line, i + 1}), true
			case inItem:
				items[len(items)-1].text += "\n" + line
			}
		}
	}
	return items
}

func (c *checker) items(s Section, p part, body []briefing.Block) {
	if s.Items == nil && s.Decide == nil {
		return
	}
	items := c.itemsOf(p)
	if n := s.Items; n != nil && (len(items) < n.Least || n.Most > 0 && len(items) > n.Most) {
		c.warn(RuleSectionItems, p.from+1, p.heading, "“%s” has %s; it takes %s", p.heading, counted(len(items), "item"), n)
	}
	if s.Decide == nil {
		return
	}
	for _, it := range items {
		c.decision(*s.Decide, it)
	}
}

func (n Items) String() string {
	switch {
	case n.Most == 0:
		return fmt.Sprintf("%d or more", n.Least)
	case n.Least == 0:
		return fmt.Sprintf("%d at most", n.Most)
	}
	return fmt.Sprintf("%d to %d", n.Least, n.Most)
}

var isAmericanDay = pattern.New(`\b\d{1,2}/\d{1,2}/\d{2}\b`)

// decision looks for the day by which an item is to be decided.
func (c *checker) decision(n Notice, it item) {
	written := isAmericanDay.FindString(it.text)
	day, err := time.Parse("1/2/06", written)
	if err != nil {
		c.warn(RuleDecisionMissing, it.block, Opening(Plain(it.text)), "this recommendation names no day for the decision; end it with (Approve/Disapprove by MM/DD/YY)")
		return
	}
	c.deadline(n, it.block, written, day)
}

// order holds the sections against their order in the template; the first one out
// of place is enough.
func (c *checker) order() {
	last := -1
	for _, p := range c.parts {
		if p.section == nil || p.section.Anywhere {
			continue
		}
		i := slices.IndexFunc(c.t.Sections, func(s Section) bool { return s.Key == p.section.Key })
		if i < last {
			c.warn(RuleSectionOrder, p.from+1, p.heading, "in this form “%s” stands before “%s”", p.heading, c.t.Sections[last].Heading.In(c.b.Language))
			return
		}
		last = i
	}
}

// startsMarked is the start of a text with a marking before its first word.
var startsMarked = pattern.New(`^\([^()]+\)\s*\S`)

// isMarked reports whether the note has a marking profile.
func (c *checker) isMarked() bool { return c.b.Profile != "" && c.b.Profile != "none" }

// markedItems is the start of a list whose items carry markings of their own.
var markedItems = pattern.New(`^\s*(?:[-*+]|[0-9]{1,9}[.)])\s+\([^()]+\)`)

// portions asks each block for a marking of its own, where the form does and the
// note is marked at all.
func (c *checker) portions() {
	if !c.t.Portions || !c.isMarked() {
		return
	}
	for i, bl := range c.b.Blocks {
		switch bl.Kind {
		case briefing.BlockText, briefing.BlockQuotation, briefing.BlockDisclaimer:
			if bl.Portion == "" && !markedItems.MatchString(bl.Text) {
				c.warn(RulePortionMissing, i+1, Opening(Plain(bl.Text)), "block %d has no marking of its own, and in this form each has; put it before its first word", i+1)
			}
		}
	}
}
