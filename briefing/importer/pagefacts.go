package importer

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"briefdesk/briefing"
	"briefdesk/briefing/pattern"
)

// pageFacts are what a page says of its article, before it is weighed.
type pageFacts struct {
	meta                             map[string]string // the first value of each name or property, lower case; all of those that name an author
	titleTag, canonical, lang, saved string
	linked                           linked
	marked                           map[string]string // microdata and RDFa: the first value of each property
	headings                         []string          // of level 1
	kicker                           string            // the label of a section, above the heading
	signed, dated                    string            // as readers see them
	standfirst                       string            // what its class calls a subtitle or a summary
	isStandfirst                     bool              // a subtitle for certain
	apart                            string            // the page's description of itself, standing apart from the running text
	scripts, descriptions            []string
	begun                            int              // paragraphs of running text under the heading
	roles                            map[string]roles // by names
}

var (
	standfirstName = naming(`dek|stand|sub|deck|tagline`, `dek|standfirst|subtitle|sub title|subhead(line|ing)?|sub head(line|ing)?|deck|tagline`)
	summaryName    = naming(`lede|lead|summary|intro|excerpt|description|teaser`, `lede|lead|summary|intro|excerpt|description|teaser text`)
	bylineName     = naming(`by|author|writer`, `by ?lines?|authors?( name| link| names)?|article author( name)?|meta author|entry author|posted by|by author|writer`)
	dateName       = naming(`date|time|publi|posted`, `date ?line|(pub(lish(ed)?|lication)?|post(ed)?|article|entry|meta) (date|time|on)|date|time ?stamp|published|pubdate`)
	kickerName     = naming(`kicker|eyebrow|overline|section|category|rubric|article`, `kicker|eyebrow|overline|section (name|label|title)|category|rubric|article (label|section|type)`)
)

// factsOf reads doc; text is the page as saved.
func factsOf(doc *html.Node, text string) *pageFacts {
	p := &pageFacts{meta: map[string]string{}, marked: map[string]string{}, roles: map[string]roles{}, saved: savedFrom(text)}
	for n := range doc.Descendants() {
		if n.Type == html.ElementNode {
			p.add(n)
		}
	}
	p.linked = linkedIn(p.scripts)
	return p
}

func (p *pageFacts) add(n *html.Node) {
	switch n.DataAtom {
	case atom.Html:
		p.lang = attr(n, "lang")
	case atom.Meta:
		p.addMeta(n)
	case atom.Title:
		if n.FirstChild != nil {
			keepFirst(&p.titleTag, n.FirstChild.Data)
		}
	case atom.Link:
		if strings.EqualFold(attr(n, "rel"), "canonical") {
			keepFirst(&p.canonical, attr(n, "href"))
		}
	case atom.Script:
		if strings.EqualFold(attr(n, "type"), "application/ld+json") && n.FirstChild != nil {
			p.scripts = append(p.scripts, n.FirstChild.Data)
		}
	case atom.H1:
		p.addHeading(n)
	case atom.Time:
		p.addTime(n)
	case atom.A:
		if strings.Contains(attr(n, "rel"), "author") {
			keepFirst(&p.signed, shortText(n))
		}
	}
	p.addMarked(n)
	p.addNamed(n)
}

func keepFirst(s *string, value string) {
	if *s == "" {
		*s = oneLine(value)
	}
}

// addMeta takes an element of the head. Its attributes may each hold several
// names, and without content it says nothing.
func (p *pageFacts) addMeta(n *html.Node) {
	content := strings.TrimSpace(attr(n, "content"))
	if content == "" {
		return
	}
	for _, key := range []string{"property", "name", "itemprop", "http-equiv"} {
		for k := range strings.FieldsSeq(strings.ToLower(attr(n, key))) {
			p.keepMeta(k, content)
		}
	}
}

func (p *pageFacts) keepMeta(key, content string) {
	const most = 1000
	for _, prefix := range []string{"dc:", "dcterm:", "dcterms:", "dcterms."} {
		if rest, ok := strings.CutPrefix(key, prefix); ok {
			key = "dc." + rest // Dublin Core, in whichever of its spellings
		}
	}
	was, known := p.meta[key]
	switch {
	case !known && len(p.meta) < most:
		p.meta[key] = content
		if strings.HasSuffix(key, "description") {
			p.descriptions = append(p.descriptions, letters(content))
		}
	case known && slices.Contains(authorKeys, key) && len(was)+len(content) < longestField:
		p.meta[key] = was + "; " + content
	}
}

func (p *pageFacts) addHeading(n *html.Node) {
	const most = 5
	if text := plainText(n); letters(text) != "" && len(p.headings) < most {
		p.headings = append(p.headings, text)
	}
}

// addTime prefers the first time that is marked as the date of publication.
func (p *pageFacts) addTime(n *html.Node) {
	when := attr(n, "datetime")
	if when == "" {
		when = shortText(n)
	}
	keepFirst(&p.dated, dateIn(when))
}

// markedProperties are those of schema.org that say something of an article.
var markedProperties = map[string]bool{
	"headline": true, "alternativeHeadline": true, "author": true, "publisher": true, "datePublished": true, "url": true, "inLanguage": true, "articleSection": true,
}

func (p *pageFacts) addMarked(n *html.Node) {
	names := attr(n, "itemprop") + " " + strings.ReplaceAll(attr(n, "property"), "schema:", "")
	if names == " " || n.DataAtom == atom.Meta && n.Parent != nil && n.Parent.DataAtom == atom.Head {
		return
	}
	for name := range strings.FieldsSeq(names) {
		if markedProperties[name] && p.marked[name] == "" && !inside(n, "comment") {
			p.marked[name] = markedValue(n)
		}
	}
}

// inside reports whether n stands in an item with the given property.
func inside(n *html.Node, property string) bool {
	for a := n.Parent; a != nil; a = a.Parent {
		if attr(a, "itemprop") == property {
			return true
		}
	}
	return false
}

// markedValue is the value of an element with a property, as HTML defines it;
// that of an item is its name.
func markedValue(n *html.Node) string {
	if has(n, "itemscope") || has(n, "typeof") {
		for c := range n.Descendants() {
			if name := attr(c, "itemprop") + attr(c, "property"); name == "name" || name == "schema:name" {
				return markedValue(c)
			}
		}
	}
	for _, key := range []string{"content", "datetime"} {
		if v := attr(n, key); v != "" {
			return v
		}
	}
	return shortText(n)
}

// shortText is the text of n in one line, or "" if n holds more than a field
// does. It looks no further than it must, so that boxes in boxes cost little.
func shortText(n *html.Node) string {
	const longest, widest = 4 * longestField, 200 // bytes, elements and texts
	size, nodes := 0, 0
	for c := range n.Descendants() {
		if nodes++; c.Type == html.TextNode {
			size += len(c.Data)
		}
		if size > longest || nodes > widest {
			return ""
		}
	}
	if text := plainText(n); fits(text) {
		return text
	}
	return ""
}

// signatureIn are the names in an element of names. Where its first text runs
// into the next, that is set apart by the page's style and says who the author is.
func signatureIn(n *html.Node) string {
	all, head := shortText(n), oneLine(firstText(n))
	rest, _ := utf8.DecodeRuneInString(strings.TrimPrefix(all, head))
	if head != all && unicode.IsLetter(rest) {
		return cmp.Or(bylineOf(head), bylineOf(all))
	}
	return cmp.Or(bylineOf(all), bylineOf(head))
}

// firstText is the first of the texts in n, or "".
func firstText(n *html.Node) string {
	for c := range n.Descendants() {
		if c.Type == html.TextNode && strings.TrimSpace(c.Data) != "" {
			return c.Data
		}
	}
	return ""
}

// addNamed takes what classes call by its name.
func (p *pageFacts) addNamed(n *html.Node) {
	switch n.DataAtom {
	case atom.P, atom.H2, atom.H3, atom.H4, atom.Div, atom.Span, atom.A, atom.Li, atom.Address, atom.Section, atom.Cite:
	default:
		if !strings.Contains(n.Data, "-") {
			return
		}
	}
	if len(p.headings) > 0 && p.apart == "" && p.isDescription(n) {
		p.apart = plainText(n)
	}
	if n.DataAtom == atom.P && len(p.headings) > 0 && proseSize(n) > 0 {
		p.begun++
	}
	is := p.rolesOf(n)
	switch {
	case p.signed == "" && is.byline:
		p.signed = signatureIn(n)
	case p.dated == "" && is.date:
		p.dated = dateIn(shortText(n))
	case len(p.headings) == 0 && p.kicker == "" && is.kicker && !inMenu(n):
		p.kicker = shortText(n)
	case len(p.headings) > 0 && p.begun <= 1 && p.standfirst == "" && (is.standfirst || is.summary):
		if text := shortText(n); isSubtitleLength(text) {
			const fewest = 5 // words; labels of boxes have the same classes
			p.standfirst, p.isStandfirst = text, is.standfirst && words(text) >= fewest && dateIn(text) == ""
		}
	}
}

// roles are what the names of an element say that it is.
type roles struct{ byline, date, kicker, standfirst, summary bool }

// rolesOf are the roles of n; elements share their names with many others.
func (p *pageFacts) rolesOf(n *html.Node) roles {
	called := names(n)
	is, known := p.roles[called]
	if !known && !strings.Contains(called, "comment") {
		is = roles{
			bylineName.matches(called), dateName.matches(called), kickerName.matches(called),
			standfirstName.matches(called), summaryName.matches(called),
		}
	}
	p.roles[called] = is
	return is
}

// isDescription reports whether n is the page's description of itself and not
// the first of the paragraphs of the article.
func (p *pageFacts) isDescription(n *html.Node) bool {
	if len(p.descriptions) == 0 {
		return false
	}
	text := shortText(n)
	return isSubtitleLength(text) && slices.Contains(p.descriptions, letters(text)) && !beginsRun(n)
}

// beginsRun reports whether n, or a box that n stands in, is followed by
// another of its kind with prose in it.
func beginsRun(n *html.Node) bool {
	const highest = 3
	isRun := func(s *html.Node) bool { return s.DataAtom == n.DataAtom || s.DataAtom == atom.P }
	for range highest {
		for s := n.NextSibling; s != nil; s = s.NextSibling {
			if s.Type == html.ElementNode && isRun(s) && proseSize(s) > 0 {
				return true
			}
		}
		if n = n.Parent; n == nil {
			break
		}
		class := attr(n, "class")
		isRun = func(s *html.Node) bool { return s.DataAtom == n.DataAtom && attr(s, "class") == class }
	}
	return false
}

// inMenu reports whether n stands in a list or a menu.
func inMenu(n *html.Node) bool {
	for a := n; a != nil; a = a.Parent {
		if a.DataAtom == atom.Nav || a.DataAtom == atom.Li {
			return true
		}
	}
	return false
}

// look reads who signed the article, and when, off the lines between its
// heading and its first words.
func (p *pageFacts) look(page []block) {
	const most, longest = 8, 25 // lines, words
	isTitle := func(b block) bool {
		return b.kind == briefing.TextHeading && (b.level == 1 || len(p.headings) == 0 && sameTitle(b.text, p.titleTag))
	}
	at := slices.IndexFunc(page, isTitle)
	if at < 0 {
		return
	}
	for _, b := range page[at+1 : min(at+1+most, len(page))] {
		if b.isProse() {
			return
		}
		if words(b.text) > longest {
			continue
		}
		if bylineLead.MatchString(b.text) {
			keepFirst(&p.signed, bylineOf(b.text))
		}
		if isDateLine(b.text) || anyDate.MatchString(b.text) {
			keepFirst(&p.dated, dateIn(b.text))
		}
	}
}

func isSubtitleLength(s string) bool {
	n := words(s)
	return 3 <= n && n <= 60
}

// plainText is the text within n in one line.
func plainText(n *html.Node) string { return oneLine(textOf(n)) }

func safeWeb(s string) string {
	if s = safeURL(s); strings.HasPrefix(s, "http") {
		return s
	}
	return ""
}

// savedFrom is the address that browsers leave in a page they save.
func savedFrom(text string) string {
	if m := savedMark.FindStringSubmatch(text[:min(len(text), 4096)]); m != nil {
		return m[1]
	}
	return ""
}

var savedMark = pattern.New(`<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s>]+)`)
