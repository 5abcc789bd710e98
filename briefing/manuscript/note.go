package manuscript

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefdesk/briefing"
)

// numbering gives out the numbers of notes, one after the other in order of
// appearance, and words them. It is the only place where a citation gets a number.
type numbering struct {
	sources  briefing.Sources
	style    briefing.CitationStyle
	language string // in which they are worded
	date     string // of the note, YYYY-MM-DD or empty
	// keys are what sources are called where the style is author–date.
	keys    map[briefing.ID]sourceKey
	notes   []Note
	cited   []citation
	counter *counter
}

func newNumbering(b briefing.Briefing, sources briefing.Sources, style briefing.CitationStyle, language string) numbering {
	n := numbering{sources: sources, style: style, language: language, date: b.Date}
	if style == briefing.CiteAuthorDate {
		n.keys = sourceKeys(sources, Cited(b), language)
	}
	return n
}

// citation is one of a source, in block number block. Note is its number, or 0 where
// the style has none.
type citation struct {
	briefing.Source
	block, note int
}

// cite counts a citation of a passage, with what was done to its words, and
// returns its mark: the number of a note, or words in brackets.
func (n *numbering) cite(block int, passage briefing.ID, done string) Run {
	src := n.sources[passage]
	if n.style == briefing.CiteAuthorDate {
		n.cited = append(n.cited, citation{src, block, 0})
		return Run{Text: "(" + n.keys[src.Article.ID].citing(src, n.language) + ")", Citation: true}
	}
	number := n.counter.next(countNotes, block, len(n.notes)+1)
	n.notes = append(n.notes, Note{Number: number, Block: block, Text: n.wording(src, done)})
	n.cited = append(n.cited, citation{src, block, number})
	return Run{Text: Figures(n.language, strconv.Itoa(number)), Note: number}
}

// first is the number of the first note that cites an article, or 0.
func (n *numbering) first(article briefing.ID) int {
	i := slices.IndexFunc(n.cited, func(c citation) bool { return c.Article.ID == article })
	if i < 0 {
		return 0
	}
	return n.cited[i].note
}

// articles are those that are cited, each once, with all citations of it.
func (n *numbering) articles() [][]citation {
	var all [][]citation
	at := map[briefing.ID]int{}
	for _, c := range n.cited {
		i, known := at[c.Article.ID]
		if !known {
			i, all = len(all), append(all, nil)
			at[c.Article.ID] = i
		}
		all[i] = append(all[i], c)
	}
	return all
}

func (n *numbering) wording(src briefing.Source, done string) []Run {
	place := joined("; ", locator(src, n.language), done)
	if first := n.first(src.Article.ID); first > 0 {
		return []Run{{Text: n.again(first, src, place)}}
	}
	if n.style == briefing.CiteSourceRecord {
		return n.reference(src, place)
	}
	runs := describe(src.Article, n.language)
	if place != "" {
		runs = append(runs, Run{Text: " " + capital(place) + "."})
	}
	if g := grade(src); g != "" {
		runs = append(runs, Run{Text: " " + fmt.Sprintf(Say(n.language, "Grade %s."), g)})
	}
	return runs
}

// again words a later citation of the source that note number first describes. Its
// grade is said where it is another one, since that is the item's own.
func (n *numbering) again(first int, src briefing.Source, place string) string {
	i := slices.IndexFunc(n.cited, func(c citation) bool { return c.note == first })
	if g := grade(src); g != grade(n.cited[i].Source) && g != "" {
		place = joined("; ", place, fmt.Sprintf(Say(n.language, "grade %s"), g))
	}
	if place == "" {
		return withNumber(n.language, "As note\u00a0%d.", first)
	}
	return fmt.Sprintf(withNumber(n.language, "As note\u00a0%d, %s.", first), place)
}

// withNumber is a phrase with n for its first verb, in the figures of the language.
func withNumber(language, phrase string, n int) string {
	return strings.Replace(Say(language, phrase), "%d", Figures(language, strconv.Itoa(n)), 1)
}

// describe words a source in full: ‘Title’ [Opinion], author, outlet, date;
// accessed date. What is not known is said, not left out.
func describe(a briefing.Article, language string) []Run {
	runs := append([]Run{{Text: entitled(a, language) + ", "}}, attributed(a, language)...)
	date := Say(language, "no date")
	if a.Published.Value != "" {
		date = longDate(a.Published.Value, language)
	}
	tail := ", " + date
	if a.Accessed.Value != "" {
		tail += "; " + fmt.Sprintf(Say(language, "accessed %s"), longDate(a.Accessed.Value, language))
	}
	if runs = append(runs, Run{Text: tail}); isWebAddress(a.URL.Value) {
		runs = append(runs, Run{Text: "; "}, Run{Text: shownAddress(a.URL.Value), Link: a.URL.Value})
	}
	return append(runs, Run{Text: "."})
}

// entitled is the title of a source, and its kind where a reader must know it:
// ‘Title: Subtitle’ [Opinion].
func entitled(a briefing.Article, language string) string {
	title := a.Title.Value
	if a.Subtitle.Value != "" {
		title += ": " + a.Subtitle.Value
	}
	if title == "" {
		title = Say(language, "Untitled")
	}
	return joined(" ", titled(title, language), labelled(a, language))
}

// titled is the title of a work in the marks that a language puts round one.
func titled(title, language string) string {
	base, _, _ := strings.Cut(strings.ToLower(language), "-")
	switch base {
	case "fr":
		return "«\u00a0" + title + "\u00a0»"
	case "de":
		return "„" + title + "“"
	case "es":
		return "«" + title + "»"
	}
	return "‘" + title + "’"
}

// labelled is the kind of a source in brackets, where a reader must know it.
func labelled(a briefing.Article, language string) string {
	label := genreLabel(a)
	if label == "" {
		return ""
	}
	return "[" + capital(Say(language, label)) + "]"
}

// attributed are the author and the outlet of a source.
func attributed(a briefing.Article, language string) []Run {
	author, outlet := a.Byline.Value, a.Publisher.Value
	switch {
	case author == "" && outlet == "":
		return []Run{{Text: Say(language, "author and outlet not named in the copy held")}}
	case author == "":
		return []Run{{Text: Say(language, "author not named in the copy held") + ", "}, {Text: outlet, Italic: true}}
	case outlet == "":
		return []Run{{Text: author + ", " + Say(language, "outlet not named in the copy held")}}
	}
	return []Run{{Text: author + ", "}, {Text: outlet, Italic: true}}
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
func locator(src briefing.Source, language string) string {
	return located(src, Say(language, "page"), Say(language, "paragraph"), language)
}

func located(src briefing.Source, page, paragraph, language string) string {
	at := src.Passage.Start
	if label := src.Snapshot.Page(at); label != "" {
		return page + "\u00a0" + label
	}
	if p := src.Snapshot.Paragraph(at); p > 0 {
		return paragraph + "\u00a0" + Figures(language, strconv.Itoa(p))
	}
	return ""
}

// notVerified opens the source line of a quotation that is not proved.
const notVerified = "not verified"

// sourceLine says where a quotation comes from. A citation in words, which ends
// it, says more than the title.
func (m *builder) sourceLine(src briefing.Source, verified bool) []Run {
	line := src.Article.Title.Value
	if m.Citations != briefing.CiteAuthorDate || m.Copy.Form == ReaderCopy {
		line = joined(Dot(m.Language), joined(", ", line, locator(src, m.Language)), Say(m.Language, genreLabel(src.Article)))
	}
	if !verified {
		line = joined(" · ", Say(m.Language, notVerified), line)
	}
	return []Run{{Text: line}}
}

// EditsInWords tells what was done to the words of a quotation, or nothing.
func EditsInWords(edits []briefing.Edit, language string) string {
	return editsInWords(edits, false, language)
}

// editsInWords tells what was done to a quotation, as a note must, and whose
// the emphasis in it is.
func editsInWords(edits []briefing.Edit, inOriginal bool, language string) string {
	said := map[briefing.EditKind]string{
		briefing.EditOmit:     "words omitted",
		briefing.EditInsert:   "words in brackets inserted",
		briefing.EditReplace:  "words in brackets substituted",
		briefing.EditCase:     "initial letter changed",
		briefing.EditEmphasis: "emphasis added",
	}
	var parts []string
	add := func(s string) {
		if s = Say(language, s); s != "" && !slices.Contains(parts, s) {
			parts = append(parts, s)
		}
	}
	added := false
	for _, e := range edits {
		add(said[e.Kind])
		added = added || e.Kind == briefing.EditEmphasis
	}
	switch {
	case inOriginal && added:
		add("other emphasis in original")
	case inOriginal:
		add("emphasis in original")
	}
	return strings.Join(parts, "; ")
}

// carried is a disclaimer of sources, and the first citation of each of them.
type carried struct {
	text string
	by   []citation
}

// disclaimers are those of the sources that were cited, each once.
func (n *numbering) disclaimers() []carried {
	var list []carried
	for _, cited := range n.articles() {
		for _, text := range slices.Compact(cited[0].Article.Disclaimers()) {
			i := slices.IndexFunc(list, func(d carried) bool { return d.text == text })
			if i < 0 {
				i, list = len(list), append(list, carried{text: text})
			}
			list[i].by = append(list[i].by, cited[0])
		}
	}
	return list
}

// carriers says which sources a disclaimer is carried with, as this copy of the
// note cites them.
func (m *builder) carriers(c carried) string {
	if m.Copy.Form != ReaderCopy && m.Citations != briefing.CiteAuthorDate {
		var notes []int
		for _, by := range c.by {
			notes = append(notes, by.note)
		}
		return noteList(notes, m.Language)
	}
	names := make([]string, len(c.by))
	for i, by := range c.by {
		if names[i] = entitled(by.Article, m.Language); m.Copy.Form != ReaderCopy {
			names[i] = m.notes.keys[by.Article.ID].String()
		}
	}
	return listed(names, m.Language)
}

func noteList(ns []int, language string) string {
	if len(ns) == 1 {
		return Say(language, "note") + "\u00a0" + Figures(language, strconv.Itoa(ns[0]))
	}
	words := make([]string, len(ns))
	for i, n := range ns {
		words[i] = Figures(language, strconv.Itoa(n))
	}
	return Say(language, "notes") + "\u00a0" + listed(words, language)
}

// listed joins words as a sentence does: a, b and c.
func listed(words []string, language string) string {
	last := len(words) - 1
	if last < 1 {
		return strings.Join(words, "")
	}
	return strings.Join(words[:last], ", ") + " " + Say(language, "and") + "\u00a0" + words[last]
}

// sourceList words every source that is cited, with its notes, or in the order
// of what the text calls them.
func (m *builder) sourceList(block int) [][]Block {
	var items [][]Block
	for _, cited := range m.notes.listing() {
		items = append(items, []Block{Paragraph{Text: m.notes.entry(cited), Block: block}})
	}
	if items == nil {
		m.find("sources-empty", briefing.SeverityInfo, block, "", "the list of sources is empty: the note cites none")
	}
	return items
}

// listSources puts the sources at the end of a note that cites them by name, since
// no note says what they are.
func (m *builder) listSources() {
	if m.Citations != briefing.CiteAuthorDate || len(m.notes.cited) == 0 {
		return
	}
	var text []Run
	for i, cited := range m.notes.listing() {
		if i > 0 {
			text = append(text, Run{Text: "\n"})
		}
		text = append(text, m.notes.entry(cited)...)
	}
	m.End = append(m.End, Fact{Key: FactSources, Label: Say(m.Language, "Sources"), Text: text})
}

// listing are the sources in the order of a list of them.
func (n *numbering) listing() [][]citation {
	all := n.articles()
	if n.style == briefing.CiteAuthorDate {
		slices.SortStableFunc(all, func(a, b []citation) int {
			return n.keys[a[0].Article.ID].compare(n.keys[b[0].Article.ID])
		})
	}
	return all
}

// entry words a source for a list of sources, given all citations of it.
func (n *numbering) entry(cited []citation) []Run {
	a := cited[0].Article
	runs := describe(a, n.language)
	if n.style == briefing.CiteAuthorDate {
		runs = append([]Run{{Text: strings.TrimSuffix(n.keys[a.ID].String(), ".") + ".", Bold: true}, {Text: " "}}, runs...)
		if grades := gradesOf(cited); len(grades) > 0 {
			runs = append(runs, Run{Text: " " + fmt.Sprintf(Say(n.language, "Grade %s."), strings.Join(grades, ", "))})
		}
		return runs
	}
	notes := make([]int, len(cited))
	for i, c := range cited {
		notes[i] = c.note
	}
	return append(runs, Run{Text: " " + fmt.Sprintf(Say(n.language, "Cited in %s."), noteList(notes, n.language))})
}

// gradesOf are the grades of what is cited, each once, in order.
func gradesOf(cited []citation) []string {
	var grades []string
	for _, c := range cited {
		if g := grade(c.Source); g != "" {
			grades = append(grades, g)
		}
	}
	slices.Sort(grades)
	return slices.Compact(grades)
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
	r, size := utf8.DecodeRuneInString(s)
	if size == 0 {
		return s
	}
	return string(unicode.ToUpper(r)) + s[size:]
}
