package manuscript

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/yuin/goldmark/parser"

	"briefdesk/briefing"
	"briefdesk/briefing/marking"
	"briefdesk/briefing/template"
)

// Rules are what a note obeys beyond its own words.
type Rules struct {
	Profiles  marking.Profiles   // the marking profiles there are
	Templates template.Templates // the forms of notes there are
	// Citations is how sources are cited; empty is as the note says.
	Citations briefing.CitationStyle
	// Copy is which copy of the note is made.
	Copy Copy
	// For is the highest marking that the recipient may have; what is above it is
	// kept back. Empty is everything.
	For briefing.Marking
}

// Build resolves b by rules. Sources are the passages that it names. What a reader
// of the note should know before it goes out comes back as findings; only a note
// that cannot be set at all, such as one with a marking its profile does not have,
// is an error.
func Build(b briefing.Briefing, sources briefing.Sources, rules Rules) (Manuscript, []briefing.Finding, error) {
	m, err := build(b, sources, rules)
	if err != nil {
		return Manuscript{}, nil, err
	}
	return m.Manuscript, m.findings, nil
}

// resolve resolves all of b. Its numbers are those given, if any are.
func resolve(b briefing.Briefing, sources briefing.Sources, rules Rules, given numbers) (builder, error) {
	profile, err := rules.Profiles.Named(b.Profile)
	if err != nil {
		return builder{}, err
	}
	banner, err := profile.RollUp(b)
	if err != nil {
		return builder{}, err
	}
	m := builder{sources: sources, profile: profile, counter: &counter{given: given}}
	m.findings, err = profile.Check(b)
	if err != nil {
		return builder{}, err
	}
	form, known := rules.Templates.Named(b.Template)
	m.form = form
	m.Title, m.Reference, m.Language, m.Date, m.Author = b.Title, b.Reference, b.Language, b.Date, b.From
	m.Template, m.Draft = form.Style, draft(b)
	if m.Language == "" {
		m.Language = briefing.DefaultLanguage
	}
	m.Kicker = form.Kicker.In(m.Language)
	if !known {
		m.unknownTemplate(b.Template, rules.Templates.Names())
	}
	m.readStyle(b.Style)
	m.readReferences(b)
	m.Copy, m.Citations = rules.Copy, cmp.Or(rules.Citations, b.Citations, form.Citations)
	m.notes = newNumbering(b, sources, m.Citations, m.Language)
	m.notes.counter = m.counter
	m.Banner, m.Place = banner, profile.Place
	m.Facts = m.facts(b)
	m.decision()
	m.openingDisclaimers()
	for i, bl := range b.Blocks {
		m.block(i+1, bl)
	}
	m.legend(b)
	m.quotedShares()
	m.checkConfirmed(b)
	m.checkNotices()
	m.demandReferences()
	m.Notes = m.notes.notes
	m.end()
	m.record(b)
	m.labelHeadings()
	m.arrange()
	m.refer()
	return m, nil
}

// builder collects a manuscript block by block.
type builder struct {
	Manuscript
	form     template.Template
	profile  marking.Profile
	counter  *counter
	sources  briefing.Sources
	notes    numbering
	standing []standing
	quoted   []quotedBlock
	lists    []int // which blocks are lists of sources
	dropped  []int // before which blocks one was left out
	// references are the link definitions of own text.
	references []parser.Reference
	findings   []briefing.Finding
	verified   int
	checked    int
}

// standing is a disclaimer of the desk's own: block n of the briefing.
type standing struct {
	n int
	briefing.Block
}

func (m *builder) find(rule string, sev briefing.Severity, block int, text, format string, args ...any) {
	m.findings = append(m.findings, briefing.Finding{
		Rule: rule, Severity: sev, Block: block, Text: text, Message: fmt.Sprintf(format, args...),
	})
}

func (m *builder) block(n int, b briefing.Block) {
	switch b.Kind {
	case briefing.BlockHeading:
		m.add(Heading{Level: min(max(b.Level, 1), 4), Text: m.portioned(b.Portion, m.inline(n, b.Text)), Block: n})
	case briefing.BlockText:
		m.text(n, b)
	case briefing.BlockQuotation:
		m.quotation(n, b)
	case briefing.BlockDisclaimer:
		m.standing = append(m.standing, standing{n, b})
	case briefing.BlockSources:
		if m.Copy.Form == ReaderCopy {
			m.dropped = append(m.dropped, len(m.Blocks))
			return
		}
		m.lists = append(m.lists, len(m.Blocks))
		m.add(List{Ordered: true, Start: 1, Block: n})
	case briefing.BlockPageBreak:
		m.add(PageBreak{Block: n})
	case briefing.BlockContents:
		m.add(Heading{Level: 1, Text: []Run{{Text: Say(m.Language, "Contents")}}, Block: n})
		m.add(Contents{Block: n})
	case briefing.BlockImage:
		m.figure(n, b)
	case withheld:
	default:
		m.find("unknown-block", briefing.SeverityError, n, "", "block %d is a %q, which this program does not know", n, b.Kind)
	}
}

// withheld is the kind of a block that is kept back.
const withheld briefing.BlockKind = ""

func (m *builder) add(b Block) { m.Blocks = append(m.Blocks, b) }

// portioned puts a block's marking before its first word, as its profile writes
// portions, with a no-break space.
func (m *builder) portioned(portion briefing.Marking, runs []Run) []Run {
	if portion == "" {
		return runs
	}
	return append([]Run{{Text: "(" + string(m.profile.Normal(portion)) + ")\u00a0"}}, runs...)
}

// draft is what says that b is a draft, or empty.
func draft(b briefing.Briefing) string {
	switch which := strings.TrimSpace(b.Draft); strings.ToLower(which) {
	case "", "no", "false":
		return ""
	case "yes", "true":
		return Say(b.Language, "DRAFT")
	default:
		return Say(b.Language, "DRAFT") + "\u00a0" + which
	}
}

// facts are what is known of the note, in the words of its form where it has any.
func (m *builder) facts(b briefing.Briefing) []Fact {
	var fs []Fact
	add := func(key, label, text string) {
		if text != "" {
			fs = append(fs, Fact{Key: key, Label: label, Text: []Run{{Text: text, Fact: key}}})
		}
	}
	known := func(label, text string) { add(strings.ToLower(label), Say(b.Language, label), text) }
	known("To", b.To)
	known("From", b.From)
	known("Purpose", b.Purpose)
	known("Reference", b.Reference)
	known("Date", longDate(b.Date, b.Language))
	known("Handling", string(m.Banner.Mark))
	known("Distribution", strings.Join(b.Distribution, "; "))
	if m.Copy.Number > 0 {
		known("Copy", m.Copy.count(m.Language))
	}
	for _, f := range b.Fields {
		key := strings.ToLower(f.Name)
		if m.Copy.Number > 0 && (key == FactCopy || key == "copy number") {
			continue
		}
		field, known := m.form.Field(key)
		switch {
		case !known:
			add(key, capital(f.Name), f.Value)
		case field.Kind == template.KindDate:
			add(key, field.Label.In(m.Language), longDate(f.Value, m.Language))
		default:
			add(key, field.Label.In(m.Language), field.Shown(f.Value, m.Language))
		}
	}
	return fs
}

// RuleUnknownTemplate is that of the finding about a template there is none of.
const RuleUnknownTemplate = "unknown-template"

func (m *builder) unknownTemplate(name string, known []string) {
	m.find(RuleUnknownTemplate, briefing.SeverityWarning, 0, name,
		"there is no template %q, and the note is set as a blank one; there are %s", name, strings.Join(known, ", "))
}

// end adds what is known only when all blocks are.
func (m *builder) end() {
	for _, i := range m.lists {
		list := m.Blocks[i].(List)
		list.Items = m.sourceList(list.Block)
		list.Ordered = m.Citations != briefing.CiteAuthorDate
		m.Blocks[i] = list
	}
	if m.Copy.Form == ReaderCopy {
		m.Notes = nil
		m.dropEmptySections()
	} else if len(m.lists) == 0 {
		m.listSources()
	}
	m.disclaimers()
	if len(m.Quotations) > 0 {
		m.End = append(m.End, verification(m.verified, m.checked, len(m.Quotations), m.Language))
	}
}

// disclaimers adds those of the sources and the desk's own, each once.
func (m *builder) disclaimers() {
	said := map[string]bool{}
	for _, c := range m.notes.disclaimers() {
		said[c.text] = true
		text := fmt.Sprintf(Say(m.Language, "Carried with %s: “%s”"), m.carriers(c), c.text)
		m.End = append(m.End, Fact{Key: FactSourceDisclaimer, Label: Say(m.Language, "Source disclaimer"), Text: []Run{{Text: text}}})
	}
	standing := m.standing
	for _, d := range m.form.Disclaimers {
		if d.Place != template.DisclaimerStart {
			standing = append(standing, plainly(d, m.Language))
		}
	}
	for _, d := range standing {
		if said[d.Text] {
			continue
		}
		said[d.Text] = true
		m.End = append(m.End, Fact{Label: Say(m.Language, "Disclaimer"), Text: m.portioned(d.Portion, []Run{{Text: d.Text}}), Block: d.n})
	}
}

// plainly is a disclaimer of the template as if a block of none had it.
func plainly(d template.Disclaimer, language string) standing {
	return standing{Block: briefing.Block{Kind: briefing.BlockDisclaimer, Text: d.Text.In(language)}}
}

// openingDisclaimers are those of the template that stand before the first section.
func (m *builder) openingDisclaimers() {
	for _, d := range m.form.Disclaimers {
		if d.Place == template.DisclaimerStart {
			m.add(Paragraph{Text: []Run{{Text: d.Text.In(m.Language)}}, Inset: true})
		}
	}
}

// verification says how many quotations were proved, of those that can be.
func verification(verified, checked, all int, language string) Fact {
	said := ""
	if checked > 0 {
		said = fmt.Sprintf(Say(language, "%d of %s verified word for word against the stored source text."), verified, quotations(checked, language))
	}
	if rest := all - checked; rest > 0 {
		said = joined(" ", said, fmt.Sprintf(Say(language, "%s cited in words alone, and not checkable."), quotations(rest, language)))
	}
	return Fact{Key: FactVerification, Label: Say(language, "Verification"), Text: []Run{{Text: Figures(language, said)}}}
}

func quotations(n int, language string) string {
	if n == 1 {
		return Say(language, "1 quotation")
	}
	return fmt.Sprintf(Say(language, "%d quotations"), n)
}

// joined joins the parts that are not empty.
func joined(sep string, parts ...string) string {
	var kept []string
	for _, p := range parts {
		if p != "" {
			kept = append(kept, p)
		}
	}
	return strings.Join(kept, sep)
}
