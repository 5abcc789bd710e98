package manuscript

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"briefdesk/briefing"
	"briefdesk/briefing/quote"
)

// A record copy ends with an annex that says what the note rests on: its sources,
// how they are graded, what was proved of the quotations, the disclaimers, and how
// the note is handled. Its counts are those of a source summary statement
// (ICD 206).

// SourceSummary counts what a note rests on.
type SourceSummary struct {
	Sources int // articles that are cited, each once
	Outlets int // that are named, each once
	Unnamed int // sources whose outlet is not known
	Good    int // sources of which something is cited that is graded B2 or better
	// Newest is the date of the newest source, as its article has it, or empty
	// where none has one.
	Newest string
	// Statements are the blocks of own text that cite a source; Single are those
	// that rest on one alone, counted as Independent counts.
	Statements, Single int
}

func (m *builder) summarise(b briefing.Briefing) SourceSummary {
	var s SourceSummary
	outlets := map[string]bool{}
	for _, cited := range m.notes.articles() {
		a := cited[0].Article
		s.Sources++
		if outlet := strings.ToLower(strings.TrimSpace(a.Publisher.Value)); outlet != "" {
			outlets[outlet] = true
		} else {
			s.Unnamed++
		}
		if slices.ContainsFunc(cited, func(c citation) bool { return isGood(c.Source) }) {
			s.Good++
		}
		s.Newest = max(s.Newest, a.Published.Value)
	}
	s.Outlets = len(outlets)
	for i, bl := range b.Blocks {
		if bl.Kind == briefing.BlockQuotation && bl.Quotation.IsDirect() {
			continue
		}
		var cited []briefing.Source
		for _, c := range m.notes.cited {
			if c.block == i+1 {
				cited = append(cited, c.Source)
			}
		}
		if len(cited) > 0 {
			s.Statements++
			if Independent(cited) == 1 {
				s.Single++
			}
		}
	}
	return s
}

// isGood reports whether an item is graded B2 or better.
func isGood(src briefing.Source) bool {
	return (src.Article.Grade == "A" || src.Article.Grade == "B") && (src.Passage.Credibility == 1 || src.Passage.Credibility == 2)
}

// record adds the annex of a record copy.
func (m *builder) record(b briefing.Briefing) {
	if m.Copy.Form != RecordCopy {
		return
	}
	m.Summary = m.summarise(b)
	m.annexHeading("Sources, grades and verification")
	m.Annex = append(m.Annex, Paragraph{Text: []Run{
		{Text: Say(m.Language, "Source summary."), Bold: true},
		{Text: " " + m.Summary.words(m.Language)},
	}})
	if len(m.notes.cited) > 0 {
		m.annexHeading("Sources")
		m.Annex = append(m.Annex, m.sourceTable())
		m.annexHeading("Grades")
		m.Annex = append(m.Annex, m.gradeTable())
	}
	m.receiptAt = len(m.Annex)
	m.annexHeading("Source disclaimers")
	m.Annex = append(m.Annex, m.disclaimersIn()...)
	m.annexHeading("Handling")
	m.Annex = append(m.Annex, m.handlingIn(b))
}

func (m *builder) annexHeading(english string) {
	m.Annex = append(m.Annex, Heading{Level: 1, Text: []Run{{Text: Say(m.Language, english)}}})
}

// WithReceipt is m with blocks in its annex that say what was proved: where a
// record has them, or alone.
func (m Manuscript) WithReceipt(receipt []Block) Manuscript {
	m.Annex = slices.Insert(slices.Clone(m.Annex), min(m.receiptAt, len(m.Annex)), receipt...)
	return m
}

// words are the summary as a statement.
func (s SourceSummary) words(language string) string {
	if s.Sources == 0 {
		return Say(language, "This note cites no source.")
	}
	said := []string{fmt.Sprintf(Say(language, "This note rests on %s."), count(s.Sources, "1 source", "%d sources", language))}
	if s.Outlets > 0 {
		said = append(said, fmt.Sprintf(Say(language, "Outlets that are named: %d."), s.Outlets))
	}
	if s.Unnamed > 0 {
		said = append(said, fmt.Sprintf(Say(language, "Sources whose outlet is not named: %d."), s.Unnamed))
	}
	said = append(said, fmt.Sprintf(Say(language, "Graded B2 or better: %d."), s.Good))
	if s.Newest == "" {
		said = append(said, Say(language, "The age of the newest source is not known."))
	} else {
		said = append(said, fmt.Sprintf(Say(language, "The newest is of %s."), longDate(s.Newest, language)))
	}
	if s.Statements > 0 {
		said = append(said, fmt.Sprintf(Say(language, "Statements that cite a source: %d; of these rest on one source alone: %d."), s.Statements, s.Single))
	}
	return Figures(language, strings.Join(said, " "))
}

func count(n int, one, many, language string) string {
	if n == 1 {
		return Say(language, one)
	}
	return fmt.Sprintf(Say(language, many), n)
}

// heads is the head row of a table in the language of the note.
func (m *builder) heads(english ...string) [][]Run {
	row := make([][]Run, len(english))
	for i, s := range english {
		row[i] = []Run{{Text: Say(m.Language, s)}}
	}
	return row
}

func cell(text string) []Run { return []Run{{Text: text}} }

// sourceTable lists the sources with the hash of their text, their dates and
// grades, and how much of them is quoted.
func (m *builder) sourceTable() Table {
	t := Table{
		Align: []Align{AlignStart, AlignStart, AlignStart, AlignStart, AlignStart, AlignStart},
		Head:  m.heads("No.", "Source", "Published", "Accessed", "Grade", "Quoted"),
	}
	for i, cited := range m.notes.articles() {
		a := cited[0].Article
		source := append([]Run{{Text: entitled(a, m.Language) + ", "}}, attributed(a, m.Language)...)
		source = append(source, Run{Text: "."})
		for _, h := range snapshotsOf(cited) {
			source = append(source, Run{Text: "\nSHA-256 " + h[:40] + "\n" + h[40:], Code: true})
		}
		published := Say(m.Language, "not dated")
		if a.Published.Value != "" {
			published = a.Published.Value
		}
		accessed := Say(m.Language, "not recorded")
		if a.Accessed.Value != "" {
			accessed = a.Accessed.Value
		}
		grade := []Run{{Text: strings.Join(m.fullGrades(cited), ", "), Bold: true}}
		t.Rows = append(t.Rows, [][]Run{cell(Figures(m.Language, strconv.Itoa(i+1))), source, cell(published), cell(accessed), grade, cell(m.quotedOf(cited))})
	}
	return t
}

// snapshotsOf are the hashes of the texts that are cited, each once.
func snapshotsOf(cited []citation) []string {
	var hashes []string
	for _, c := range cited {
		if h := c.Snapshot.Hash.String(); !c.Snapshot.Hash.IsZero() && !slices.Contains(hashes, h) {
			hashes = append(hashes, h)
		}
	}
	return hashes
}

// fullGrades are the grades of what is cited of a source, each once; what nobody
// has graded is a dash.
func (m *builder) fullGrades(cited []citation) []string {
	var grades []string
	for _, c := range cited {
		switch source, item := c.Article.Grade, c.Passage.Credibility; {
		case source == "" && item == 0:
			grades = append(grades, "–")
		case source == "":
			grades = append(grades, "–"+strconv.Itoa(item))
		case item == 0:
			grades = append(grades, source+"–")
		default:
			grades = append(grades, grade(c.Source))
		}
	}
	slices.Sort(grades)
	return slices.Compact(grades)
}

// quotedOf says how many words of the source are quoted, of how many it has.
func (m *builder) quotedOf(cited []citation) string {
	quoted, all := 0, 0
	for _, hash := range snapshotsOf(cited) {
		var ranges []briefing.Range
		var snap briefing.Snapshot
		for _, c := range cited {
			if c.Snapshot.Hash.String() == hash {
				snap = c.Snapshot
			}
		}
		for _, q := range m.quoted {
			if q.Snapshot.Hash == snap.Hash {
				ranges = append(ranges, quote.Quoted(q.Passage, q.quotation)...)
			}
		}
		of, words := quote.Share(snap, ranges)
		quoted, all = quoted+of, all+words
	}
	return Figures(m.Language, fmt.Sprintf(Say(m.Language, "%d of %d words, %d%%"), quoted, all, (100*quoted+all/2)/max(all, 1)))
}

// gradeTable is the key to the grades, with the sources that each applies to.
func (m *builder) gradeTable() Table {
	t := Table{
		Align: []Align{AlignStart, AlignStart, AlignStart, AlignStart},
		Head:  m.heads("Grade", "Reliability of the source", "Grade", "Credibility of the item"),
	}
	items := briefing.Credibilities()
	for i, r := range briefing.Reliabilities() {
		bySource := m.sourcesWhere(func(c citation) bool { return c.Article.Grade == r.Key })
		byItem := m.sourcesWhere(func(c citation) bool { return c.Passage.Credibility == i+1 })
		t.Rows = append(t.Rows, slices.Concat(m.gradeCells(r, bySource), m.gradeCells(items[i], byItem)))
	}
	return t
}

// sourcesWhere are the numbers of the sources of which a citation is so.
func (m *builder) sourcesWhere(is func(citation) bool) []string {
	var numbers []string
	for i, cited := range m.notes.articles() {
		if slices.ContainsFunc(cited, is) {
			numbers = append(numbers, Figures(m.Language, strconv.Itoa(i+1)))
		}
	}
	return numbers
}

// gradeCells are a grade and what it means; one that is used is bold, and says of
// which sources.
func (m *builder) gradeCells(g briefing.Grade, sources []string) [][]Run {
	means := []Run{{Text: Say(m.Language, g.Means), Bold: len(sources) > 0}}
	if len(sources) > 0 {
		word := "sources"
		if len(sources) == 1 {
			word = "source"
		}
		means = append(means, Run{Text: " (" + Say(m.Language, word) + "\u00a0" + listed(sources, m.Language) + ")"})
	}
	return [][]Run{{{Text: g.Key, Bold: len(sources) > 0}}, means}
}

// maxDisclaimerStart is how many words of a disclaimer say which is meant.
const maxDisclaimerStart = 8

// disclaimersIn says from which sources the disclaimers at the end of the note come:
// their words are printed once.
func (m *builder) disclaimersIn() []Block {
	articles := m.notes.articles()
	var blocks []Block
	for _, c := range m.notes.disclaimers() {
		var from []string
		for i, cited := range articles {
			if slices.ContainsFunc(c.by, func(by citation) bool { return by.Article.ID == cited[0].Article.ID }) {
				from = append(from, Figures(m.Language, strconv.Itoa(i+1)))
			}
		}
		start := c.text
		if words := strings.Fields(start); len(words) > maxDisclaimerStart {
			start = strings.Join(words[:maxDisclaimerStart], " ") + " …"
		}
		phrase := "“%s” is carried from sources %s, and printed at the end of the note."
		if len(from) == 1 {
			phrase = "“%s” is carried from source %s, and printed at the end of the note."
		}
		blocks = append(blocks, Paragraph{Text: cell(fmt.Sprintf(Say(m.Language, phrase), start, listed(from, m.Language)))})
	}
	if blocks == nil {
		blocks = []Block{Paragraph{Text: cell(Say(m.Language, "No source carries a disclaimer."))}}
	}
	return blocks
}

// handlingIn says why the note is marked as it is, and how long its sources are to
// be kept: a year from its date, as ICS 206-01 asks for sources that change.
func (m *builder) handlingIn(b briefing.Briefing) Paragraph {
	keep := Say(m.Language, "Keep this record and the texts of its sources for a year at least.")
	if day, err := time.Parse(time.DateOnly, b.Date); err == nil {
		until := longDate(day.AddDate(1, 0, 0).Format(time.DateOnly), m.Language)
		keep = fmt.Sprintf(Say(m.Language, "Keep this record and the texts of its sources until %s at least."), until)
	}
	return Paragraph{Text: cell(joined(" ", m.whyMarked(), keep))}
}

// whyMarked says why the banner is what it is, part by part.
func (m *builder) whyMarked() string {
	if m.Banner.Mark == "" {
		return Say(m.Language, "The note has no marking.")
	}
	said := []string{fmt.Sprintf(Say(m.Language, "The note is %s."), m.Banner.Mark)}
	for _, why := range m.Banner.Why {
		said = append(said, why.String()+".")
	}
	return strings.Join(said, " ")
}
