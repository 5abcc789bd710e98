package importer

import (
	"encoding/json"
	"net/url"
	"regexp"
	"strings"

	readability "codeberg.org/readeck/go-readability/v2"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"briefdesk/briefing"
)

// webMeta is what a page says about itself, in its head and in sight.
type webMeta struct {
	title, subtitle, byline, publisher, published, url, language, genre briefing.Field

	heading string // the first h1
}

// metadata reads doc before readability takes it apart; text is the page as saved.
func metadata(doc *html.Node, text string) webMeta {
	h := headOf(doc)
	var m webMeta
	m.heading = h.heading
	m.url = first(
		field(safeWeb(h.canonical), fromMeta, briefing.ConfidenceHigh),
		field(safeWeb(h.meta["og:url"]), fromMeta, briefing.ConfidenceHigh),
		field(safeWeb(savedFrom(text)), fromFile, briefing.ConfidenceHigh),
	)
	m.title = field(h.meta["og:title"], fromMeta, briefing.ConfidenceMedium)
	m.subtitle = h.subtitleField()
	m.publisher = first(
		siteField(h.meta["og:site_name"], fromMeta, briefing.ConfidenceHigh),
		siteField(h.publisher, fromJSONLD, briefing.ConfidenceHigh),
	)
	m.published = first(h.dateField(), dateInURL(m.url.Value))
	if languagePattern.MatchString(h.language) {
		m.language = field(h.language, fromHTML, briefing.ConfidenceHigh)
	}
	m.genre = h.genreField(m.url.Value)
	return m
}

// add completes m with what readability found.
func (m *webMeta) add(found readability.Article) {
	m.title = titleField(found.Title(), m.heading, m.title)
	m.byline = bylineField(found.Byline())
	if editorialBoard.MatchString(m.byline.Value) {
		m.genre = field(briefing.GenreEditorial, m.byline.Source, m.byline.Confidence)
	}
	if t, err := found.PublishedTime(); err == nil && isYear(t.Year()) {
		m.published = field(t.Format("2006-01-02"), fromMeta, briefing.ConfidenceHigh)
	}
	m.publisher = first(m.publisher, siteField(found.SiteName(), fromMeta, briefing.ConfidenceMedium), hostField(m.url.Value))
}

func (m *webMeta) article() briefing.Article {
	return briefing.Article{
		Title: m.title, Subtitle: m.subtitle, Byline: m.byline, Publisher: m.publisher,
		Published: m.published, URL: m.url, Language: m.language, Genre: m.genre,
	}
}

// titleField prefers the heading that readers see where the title in the head
// begins with it or holds it: what is left over is the name of the site.
func titleField(found, heading string, meta briefing.Field) briefing.Field {
	found, heading = oneLine(found), oneLine(heading)
	l := letters(heading)
	switch {
	case l != "" && (letters(meta.Value) == l || letters(found) == l):
		return field(heading, fromHTML, briefing.ConfidenceHigh)
	case l != "" && words(heading) > 2 && (strings.Contains(letters(meta.Value), l) || strings.Contains(letters(found), l)):
		return field(heading, fromHTML, briefing.ConfidenceHigh)
	}
	return first(field(found, fromMeta, briefing.ConfidenceMedium), meta, field(heading, fromHTML, briefing.ConfidenceLow))
}

// bylineField cuts “By” and a date off. Of bylines that pages give about half
// are right, so that none is certain.
func bylineField(found string) briefing.Field {
	const longest = 20 // words
	name := oneLine(found)
	if m := dayOfMonth.FindStringIndex(name); m != nil {
		name = name[:m[0]]
	}
	name = strings.Trim(byline.ReplaceAllString(name+" ", ""), " ,|·•-–—")
	if words(name) > longest || strings.Contains(name, "://") {
		return briefing.Field{}
	}
	return field(name, fromMeta, briefing.ConfidenceMedium)
}

// dayOfMonth matches where a date such as “Nov. 20, 2019” or “12 August 2025” begins.
var dayOfMonth = regexp.MustCompile(`(?i)((mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?,? )?(\b\d{1,2} )?(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? (\d{1,2},? )?\d{4}`)

// editorialBoard is who signs an editorial.
var editorialBoard = regexp.MustCompile(`(?i)^(the )?(editorials?|editorial board|leader)$`)

// siteField cuts what makes a site's name an address.
func siteField(name, from string, sure briefing.Confidence) briefing.Field {
	name = strings.TrimPrefix(oneLine(name), "@")
	if strings.HasPrefix(name, "http") && strings.Contains(name, "://") {
		return hostField(name)
	}
	return field(name, from, sure)
}

func hostField(address string) briefing.Field {
	u, err := url.Parse(address)
	if err != nil {
		return briefing.Field{}
	}
	return field(strings.TrimPrefix(u.Hostname(), "www."), "url", briefing.ConfidenceLow)
}

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

var savedMark = regexp.MustCompile(`<!--\s*(?:saved from url=\(\d+\)|Page saved with SingleFile\s+url:\s*)(https?://[^\s>]+)`)

// webHead is what was read of the page's own description of itself.
type webHead struct {
	meta                          map[string]string // the first value of each name or property, lower case
	canonical, language, heading  string
	publisher, types, section     string // of the JSON-LD
	published, timeTag            string
	subtitleByClass, afterHeading string
	classCertain                  bool
}

var (
	subtitleClass = regexp.MustCompile(`(?i)(^|[\s_-])(dek|standfirst|subtitle|sub-title|subhead|subheadline|sub-headline|deck)($|[\s_-])`)
	summaryClass  = regexp.MustCompile(`(?i)(^|[\s_-])(lede|summary|intro|excerpt|description)($|[\s_-])`)
)

func headOf(doc *html.Node) webHead {
	h := webHead{meta: map[string]string{}}
	for n := range doc.Descendants() {
		if n.Type != html.ElementNode {
			continue
		}
		switch n.DataAtom {
		case atom.Html:
			h.language = attr(n, "lang")
		case atom.Meta:
			h.addMeta(n)
		case atom.Link:
			if strings.EqualFold(attr(n, "rel"), "canonical") && h.canonical == "" {
				h.canonical = attr(n, "href")
			}
		case atom.Script:
			if strings.EqualFold(attr(n, "type"), "application/ld+json") && n.FirstChild != nil {
				h.addJSONLD(n.FirstChild.Data)
			}
		case atom.Time:
			if h.timeTag == "" {
				h.timeTag = attr(n, "datetime")
			}
		case atom.H1:
			if h.heading == "" {
				h.heading = plainText(n)
				h.afterHeading = lineAfter(n)
			}
		case atom.P, atom.H2, atom.H3, atom.Div, atom.Span:
			h.addSubtitle(n)
		}
	}
	return h
}

func (h *webHead) addMeta(n *html.Node) {
	for _, key := range []string{"property", "name", "itemprop"} {
		k := strings.ToLower(strings.TrimSpace(attr(n, key)))
		if _, known := h.meta[k]; k != "" && !known && len(h.meta) < 1000 {
			h.meta[k] = attr(n, "content")
		}
	}
}

func (h *webHead) addSubtitle(n *html.Node) {
	class := attr(n, "class")
	if h.heading == "" || class == "" || h.subtitleByClass != "" {
		return
	}
	certain := subtitleClass.MatchString(class)
	if certain || summaryClass.MatchString(class) {
		if text := plainText(n); isSubtitleLength(text) {
			h.subtitleByClass, h.classCertain = text, certain
		}
	}
}

// lineAfter is the paragraph or heading right after n, unless it begins the
// running text: then another paragraph follows it.
func lineAfter(n *html.Node) string {
	next := nextElement(n)
	if next == nil || next.DataAtom != atom.P && next.DataAtom != atom.H2 && next.DataAtom != atom.H3 {
		return ""
	}
	if after := nextElement(next); next.DataAtom == atom.P && after != nil && after.DataAtom == atom.P {
		return ""
	}
	return plainText(next)
}

func nextElement(n *html.Node) *html.Node {
	for s := n.NextSibling; s != nil; s = s.NextSibling {
		if s.Type == html.ElementNode {
			return s
		}
	}
	return nil
}

func isSubtitleLength(s string) bool {
	n := words(s)
	return 3 <= n && n <= 60
}

// subtitleField takes what its class calls a subtitle, or a line next to the
// heading that is also the page's description of itself.
func (h *webHead) subtitleField() briefing.Field {
	descriptions := []string{h.meta["og:description"], h.meta["twitter:description"], h.meta["description"]}
	for _, text := range []string{h.subtitleByClass, h.afterHeading} {
		for _, d := range descriptions {
			if isSubtitleLength(text) && letters(text) == letters(d) {
				return field(text, fromHTML, briefing.ConfidenceHigh)
			}
		}
	}
	const fewest = 5 // words; labels of boxes have the same classes
	if h.classCertain && words(h.subtitleByClass) >= fewest && !dayOfMonth.MatchString(h.subtitleByClass) {
		return field(h.subtitleByClass, fromHTML, briefing.ConfidenceMedium)
	}
	return briefing.Field{}
}

// plainText is the text within n in one line.
func plainText(n *html.Node) string { return oneLine(textOf(n)) }

// dateField is the date of publication by the page's head or its first time element.
func (h *webHead) dateField() briefing.Field {
	for _, key := range []string{"article:published_time", "datepublished", "dc.date.issued", "dc.date", "date", "pubdate", "parsely-pub-date", "citation_publication_date", "sailthru.date"} {
		if d := dateIn(h.meta[key]); d != "" {
			return field(d, fromMeta, briefing.ConfidenceHigh)
		}
	}
	return first(
		field(dateIn(h.published), fromJSONLD, briefing.ConfidenceHigh),
		field(dateIn(h.timeTag), fromHTML, briefing.ConfidenceMedium),
	)
}

var (
	isoDate = regexp.MustCompile(`^(\d{4})[-/](\d{2})[-/](\d{2})`)
	urlDate = regexp.MustCompile(`/(\d{4})/(\d{1,2})/(\d{1,2})/`)
)

func dateIn(s string) string {
	s = oneLine(s)
	if m := isoDate.FindStringSubmatch(s); m != nil {
		s = m[1] + "-" + m[2] + "-" + m[3]
	}
	d := parseDate(s)
	if len(d) < 4 || d[0] != '1' && d[0] != '2' {
		return ""
	}
	return d
}

func isYear(y int) bool { return 1000 <= y && y <= 2999 }

func dateInURL(address string) briefing.Field {
	m := urlDate.FindStringSubmatch(address)
	if m == nil {
		return briefing.Field{}
	}
	pad := func(s string) string { return strings.Repeat("0", 2-len(s)) + s }
	return field(dateIn(m[1]+"-"+pad(m[2])+"-"+pad(m[3])), "url", briefing.ConfidenceMedium)
}

// genreWords maps what sites call a section or a type to a genre.
var genreWords = []struct {
	re    *regexp.Regexp
	genre string
}{
	{regexp.MustCompile(`(?i)\b(editorials?|leaders?)\b`), briefing.GenreEditorial},
	{regexp.MustCompile(`(?i)\b(opinions?|op-?eds?|opinionnewsarticle|commentary|comment|commentisfree|columns?|columnists?|perspectives?|viewpoints?)\b`), briefing.GenreOpinion},
	{regexp.MustCompile(`(?i)\b(press-?\s?releases?|news-?releases?)\b`), briefing.GenreRelease},
	{regexp.MustCompile(`(?i)\b(reports?|scholarlyarticle|research|working-papers?)\b`), briefing.GenreReport},
	{regexp.MustCompile(`(?i)\b(newsarticle|reportagenewsarticle|news|world|politics|nation|business)\b`), briefing.GenreNews},
}

// genreField reads the genre from the section, then the type, then the address.
func (h *webHead) genreField(address string) briefing.Field {
	path := ""
	if u, err := url.Parse(address); err == nil {
		path = strings.Join(strings.Split(strings.Trim(u.Path, "/"), "/"), " ")
		if i := strings.LastIndex(path, " "); i >= 0 {
			path = path[:i] // the last part is the title
		} else {
			path = ""
		}
	}
	clues := []struct{ text, from string }{
		{h.meta["article:section"] + " " + h.section, fromMeta}, {path, "url"}, {h.types, fromJSONLD},
	}
	for _, c := range clues {
		for _, g := range genreWords {
			if g.re.MatchString(c.text) {
				return field(g.genre, c.from, briefing.ConfidenceMedium)
			}
		}
	}
	return briefing.Field{}
}

// addJSONLD reads publisher, type, section and date of the first article described.
func (h *webHead) addJSONLD(text string) {
	const longest = 1 << 20
	if len(text) > longest {
		return
	}
	var v any
	if json.Unmarshal([]byte(text), &v) == nil {
		h.addLinked(v, 0)
	}
}

func (h *webHead) addLinked(v any, depth int) {
	const deepest = 4
	switch v := v.(type) {
	case []any:
		for _, e := range v {
			if depth < deepest {
				h.addLinked(e, depth+1)
			}
		}
	case map[string]any:
		if graph, ok := v["@graph"]; ok && depth < deepest {
			h.addLinked(graph, depth+1)
		}
		types := strings.Join(texts(v["@type"]), " ")
		if !articleType.MatchString(types) || h.types != "" {
			return
		}
		h.types = types
		h.section = strings.Join(texts(v["articleSection"]), " ")
		h.published = strings.Join(texts(v["datePublished"]), "")
		h.publisher = strings.Join(texts(v["publisher"]), "")
	}
}

var articleType = regexp.MustCompile(`Article|Posting|Report\b`)

// texts are the strings that v is or holds, names for objects.
func texts(v any) []string {
	switch v := v.(type) {
	case string:
		return []string{v}
	case map[string]any:
		if name, ok := v["name"].(string); ok {
			return []string{name}
		}
	case []any:
		var all []string
		for _, e := range v {
			if s, ok := e.(string); ok {
				all = append(all, s)
			}
		}
		return all
	}
	return nil
}
