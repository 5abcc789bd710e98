package manuscript

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"briefdesk/briefing"
)

// numbering gives out the numbers of notes, one after the other in order of
// appearance. It is the only place where a citation gets a number.
type numbering struct {
	sources  briefing.Sources
	language string // in which dates are written
	notes    []Note
	cited    []citation
}

type citation struct {
	article briefing.Article
	note    int
}

// cite adds a note for a passage, with what was done to its words, and returns its mark.
func (n *numbering) cite(block int, passage briefing.ID, done string) Run {
	src := n.sources[passage]
	number := len(n.notes) + 1
	n.notes = append(n.notes, Note{Number: number, Block: block, Text: n.wording(src, done)})
	n.cited = append(n.cited, citation{src.Article, number})
	return Run{Text: strconv.Itoa(number), Note: number}
}

// first is the number of the first note that cites an article, or 0.
func (n *numbering) first(article briefing.ID) int {
	i := slices.IndexFunc(n.cited, func(c citation) bool { return c.article.ID == article })
	if i < 0 {
		return 0
	}
	return n.cited[i].note
}

func (n *numbering) wording(src briefing.Source, done string) []Run {
	place := joined("; ", locator(src), done)
	if first := n.first(src.Article.ID); first > 0 {
		return []Run{{Text: fmt.Sprintf("As note\u00a0%d%s.", first, prefixed(", ", place))}}
	}
	runs := describe(src.Article, n.language)
	if place != "" {
		runs = append(runs, Run{Text: " " + capital(place) + "."})
	}
	if g := grade(src); g != "" {
		runs = append(runs, Run{Text: " Grade " + g + "."})
	}
	return runs
}

// describe words a source in full: ‘Title’ [Opinion], author, outlet, date;
// accessed date. What is not known is said, not left out.
func describe(a briefing.Article, language string) []Run {
	title := a.Title.Value
	if a.Subtitle.Value != "" {
		title += ": " + a.Subtitle.Value
	}
	if title == "" {
		title = "Untitled"
	}
	head := "‘" + title + "’"
	if label := genreLabel(a); label != "" {
		head += " [" + capital(label) + "]"
	}
	runs := []Run{{Text: head + ", "}}
	author, outlet := a.Byline.Value, a.Publisher.Value
	switch {
	case author == "" && outlet == "":
		runs = append(runs, Run{Text: "author and outlet not named in the copy held"})
	case author == "":
		runs = append(runs, Run{Text: "author not named in the copy held, "}, Run{Text: outlet, Italic: true})
	case outlet == "":
		runs = append(runs, Run{Text: author + ", outlet not named in the copy held"})
	default:
		runs = append(runs, Run{Text: author + ", "}, Run{Text: outlet, Italic: true})
	}
	date := "no date"
	if a.Published.Value != "" {
		date = longDate(a.Published.Value, language)
	}
	tail := ", " + date
	if a.Accessed.Value != "" {
		tail += "; accessed " + longDate(a.Accessed.Value, language)
	}
	if runs = append(runs, Run{Text: tail}); isWebAddress(a.URL.Value) {
		runs = append(runs, Run{Text: "; "}, Run{Text: shownAddress(a.URL.Value), Link: a.URL.Value})
	}
	return append(runs, Run{Text: "."})
}

// genreLabel is the genre where a reader must know it.
func genreLabel(a briefing.Article) string {
	switch a.Genre.Value {
	case briefing.GenreOpinion, briefing.GenreEditorial:
		return a.Genre.Value
	case briefing.GenreRelease:
		return "press release"
	}
	return ""
}

func grade(src briefing.Source) string {
	if src.Article.Grade == "" || src.Passage.Credibility == 0 {
		return ""
	}
	return fmt.Sprintf("%s%d", src.Article.Grade, src.Passage.Credibility)
}

// locator says where in its source a passage stands: its page, else its paragraph.
func locator(src briefing.Source) string {
	at := src.Passage.Start
	if page := src.Snapshot.Page(at); page != "" {
		return "page\u00a0" + page
	}
	if p := src.Snapshot.Paragraph(at); p > 0 {
		return fmt.Sprintf("paragraph\u00a0%d", p)
	}
	return ""
}

// notVerified opens the source line of a quotation that is not proved.
const notVerified = "not verified"

func sourceLine(src briefing.Source, verified bool) []Run {
	line := joined(" · ", joined(", ", src.Article.Title.Value, locator(src)), genreLabel(src.Article))
	if !verified {
		line = joined(" · ", notVerified, line)
	}
	return []Run{{Text: line}}
}

// editsInWords tells what was done to a quotation, as a note must, and whose
// the emphasis in it is.
func editsInWords(edits []briefing.Edit, inOriginal bool) string {
	said := map[briefing.EditKind]string{
		briefing.EditOmit:     "words omitted",
		briefing.EditInsert:   "words in brackets inserted",
		briefing.EditReplace:  "words in brackets substituted",
		briefing.EditCase:     "initial letter changed",
		briefing.EditEmphasis: "emphasis added",
	}
	var parts []string
	for _, e := range edits {
		if s := said[e.Kind]; s != "" && !slices.Contains(parts, s) {
			parts = append(parts, s)
		}
	}
	switch {
	case inOriginal && slices.Contains(parts, said[briefing.EditEmphasis]):
		parts = append(parts, "other emphasis in original")
	case inOriginal:
		parts = append(parts, "emphasis in original")
	}
	return strings.Join(parts, "; ")
}

// carried is a disclaimer of a source, and the notes that carry it.
type carried struct {
	text  string
	notes []int
}

func (c carried) fact(language string) Fact {
	said := fmt.Sprintf(Say(language, "Carried with %s: “%s”"), noteList(c.notes, language), c.text)
	return Fact{Key: FactSourceDisclaimer, Label: Say(language, "Source disclaimer"), Text: []Run{{Text: said}}}
}

// disclaimers are those of the sources that were cited, each once.
func (n *numbering) disclaimers() []carried {
	var list []carried
	for _, c := range n.cited {
		if n.first(c.article.ID) != c.note {
			continue
		}
		for _, text := range c.article.Disclaimers() {
			i := slices.IndexFunc(list, func(d carried) bool { return d.text == text })
			if i < 0 {
				i, list = len(list), append(list, carried{text: text})
			}
			if !slices.Contains(list[i].notes, c.note) {
				list[i].notes = append(list[i].notes, c.note)
			}
		}
	}
	return list
}

func noteList(ns []int, language string) string {
	if len(ns) == 1 {
		return fmt.Sprintf("%s\u00a0%d", Say(language, "note"), ns[0])
	}
	words := make([]string, len(ns))
	for i, n := range ns {
		words[i] = strconv.Itoa(n)
	}
	return Say(language, "notes") + "\u00a0" + strings.Join(words[:len(words)-1], ", ") + " " + Say(language, "and") + "\u00a0" + words[len(words)-1]
}

// sourceList words every source that is cited, with its notes.
func (m *builder) sourceList(block int) [][]Block {
	var items [][]Block
	for _, c := range m.notes.cited {
		if m.notes.first(c.article.ID) != c.note {
			continue
		}
		var notes []int
		for _, d := range m.notes.cited {
			if d.article.ID == c.article.ID {
				notes = append(notes, d.note)
			}
		}
		text := append(describe(c.article, m.Language), Run{Text: " Cited in " + noteList(notes, m.Language) + "."})
		items = append(items, []Block{Paragraph{Text: text, Block: block}})
	}
	if items == nil {
		m.find("sources-empty", briefing.SeverityInfo, block, "", "the list of sources is empty: the note cites none")
	}
	return items
}

// shownAddress is an address as it is printed: without the invisible characters,
// controls of direction above all, that can make it look like another.
func shownAddress(address string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) || unicode.IsControl(r) {
			return -1
		}
		return r
	}, address)
}

func isWebAddress(url string) bool {
	return strings.HasPrefix(url, "https://") || strings.HasPrefix(url, "http://")
}

func capital(s string) string {
	if s == "" {
		return s
	}
	return strings.ToUpper(s[:1]) + s[1:]
}

func prefixed(prefix, s string) string {
	if s == "" {
		return ""
	}
	return prefix + s
}
