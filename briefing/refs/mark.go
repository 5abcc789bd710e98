package refs

import (
	"cmp"
	"slices"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/pattern"
)

// Mark is a passage as annotation tools know it: words of a source, and what
// somebody has noted about them.
type Mark struct {
	// Source is what the words are from, as far as the file says; only Title,
	// Authors, Container, Issued, URL and DOI are used.
	Source Record
	Exact  string // never empty
	Prefix string
	Suffix string
	// Snapshot is the text that Range counts in, where the file says so: it comes
	// from this program. Range counts code points.
	Snapshot briefing.Hash
	briefing.Range
	// Units is where the words stand in the text of another program, which counts
	// UTF-16 code units: a hint, for that text is not here. Both are 0 where there is none.
	Units   [2]int
	Colour  string // amber, green, blue or rose, or empty
	Note    string
	Tags    []string
	Marking briefing.Marking
	Page    string // its label, as the file says it
	Noted   string // when, YYYY-MM-DD
}

// settle puts the parts into the one form that all formats can hold.
func (m *Mark) settle() {
	var tags []string
	for _, t := range m.Tags {
		tags = append(tags, strings.ReplaceAll(t, ",", " "))
	}
	m.Tags = unique(tags)
	m.Source.settle()
	m.Source.Type = ""
}

// markingPattern is what a marking looks like; other words in its place are a tag.
var markingPattern = pattern.New(`^[A-Z][A-Z0-9 :/,.+&()-]{0,80}$`)

func (m *Mark) mark(s string) {
	if s = clean(s); markingPattern.MatchString(s) {
		m.Marking = briefing.Marking(s)
	} else {
		m.Tags = append(m.Tags, s)
	}
}

// words are text as articles have it: normalised, but with its lines.
func words(s string) string {
	lines := strings.Split(briefing.Normalize(s), "\n")
	for i := range lines {
		lines[i] = strings.Join(strings.Fields(lines[i]), " ")
	}
	return strings.Trim(strings.Join(slices.DeleteFunc(lines, func(l string) bool { return l == "" }), "\n"), "\n")
}

// surroundings are words beside others, of which the space between counts.
func surroundings(s string) string {
	return strings.Join(strings.Split(briefing.Normalize(s), "\n"), "\n")
}

// colours are those of passages, with the hues that other programs give them.
var colours = []struct {
	name  string
	known []string
}{
	{"amber", []string{"amber", "yellow", "orange", "#ffd400", "#f19837", "#f9cd59"}},
	{"green", []string{"green", "#5fb236"}},
	{"blue", []string{"blue", "purple", "#2ea8e5", "#a28ae5", "aqua"}},
	{"rose", []string{"rose", "red", "pink", "magenta", "#ff6666", "#e56eee", "gray", "grey", "#aaaaaa"}},
}

// colourOf is the colour of passages that is nearest to one of another program.
func colourOf(s string) string {
	s = strings.ToLower(clean(s))
	for _, c := range colours {
		if slices.Contains(c.known, s) {
			return c.name
		}
	}
	return ""
}

// readNotes makes marks of the quotations in the notes of records, which is how
// Zotero's extracted annotations come in its RIS and CSL files.
func readNotes(read func(*reader)) func(*reader) {
	return func(r *reader) {
		inner := &reader{ctx: r.ctx, file: r.file, text: r.text, keys: map[string]int{}}
		read(inner)
		r.findings, r.untold, r.err = append(r.findings, inner.findings...), inner.untold, inner.err
		for _, rec := range inner.records {
			for _, note := range rec.Notes {
				r.note(rec, note)
			}
		}
		if len(r.marks) == 0 && r.err == nil {
			r.tell(0, "no note of a record holds a quotation; import the file as references to take in the sources")
		}
	}
}

// noteQuotation is a quotation in a note: “words” (Author, 2020, p. 3) comment.
var noteQuotation = pattern.New(`[“"]([^“”"]{3,})[”"]\s*\(([^()]*(?:\([^()]*\))?[^()]*)\)`)

var notePage = pattern.New(`\bpp?(?:\.\s*|\s+)([\w–-]+)`)

// note takes the quotations of a note, in HTML or in plain words. A note without
// one is told.
func (r *reader) note(rec Record, note string) {
	before := len(r.marks)
	if strings.Contains(note, "<") {
		r.noteHTML(rec, note)
	} else {
		r.noteText(rec, note)
	}
	if len(r.marks) == before && r.err == nil {
		r.tell(0, "a note of %s holds no quotation, and is left out: “%s”", described(rec), shorten(note))
	}
}

func (r *reader) noteText(rec Record, note string) {
	places := noteQuotation.FindAllStringSubmatchIndex(note, -1)
	for i, p := range places {
		end := len(note)
		if i+1 < len(places) {
			end = places[i+1][0]
		}
		m := Mark{Source: rec, Exact: words(note[p[2]:p[3]]), Note: clean(note[p[1]:end])}
		if page := notePage.FindStringSubmatch(note[p[4]:p[5]]); page != nil {
			m.Page = page[1]
		}
		m.settle()
		r.mark(0, m)
	}
}

// MarkOf is a passage as a mark, in its source's words. Its identifier is left out.
func MarkOf(src briefing.Source) Mark {
	p := src.Passage
	m := Mark{
		Source: RecordOf(src.Article), Exact: p.Exact, Prefix: p.Prefix, Suffix: p.Suffix, Snapshot: p.Snapshot, Range: p.Range,
		Colour: p.Colour, Note: p.Note, Tags: slices.Clone(p.Tags), Marking: p.Portion, Page: src.Snapshot.Page(p.Start),
	}
	rec := m.Source
	m.Source = Record{Title: rec.Title, Authors: rec.Authors, Container: cmp.Or(rec.Container, rec.Publisher), Issued: rec.Issued, URL: rec.URL, DOI: rec.DOI}
	m.settle()
	return m
}
