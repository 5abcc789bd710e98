package importer

import (
	"net/url"
	"slices"
	"strings"

	readability "codeberg.org/readeck/go-readability/v2"

	"briefdesk/briefing"
	"briefdesk/briefing/pattern"
)

// article weighs what the page says of its article; found is readability's
// own opinion.
func (p *pageFacts) article(found readability.Article) briefing.Article {
	a := briefing.Article{URL: p.address()}
	a.Publisher = p.publisher(found.SiteName(), a.URL.Value)
	a.Title = p.title(found.Title(), a.Publisher.Value, a.URL.Value)
	a.Subtitle = p.subtitle()
	a.Byline = p.byline(found.Byline(), a.Publisher.Value)
	a.Published = p.published(a.URL.Value)
	a.Language = p.language()
	a.Genre = p.genre(a.URL.Value, a.Byline.Value)
	return a
}

func (p *pageFacts) address() briefing.Field {
	claims := []claim{
		{p.canonical, fromMeta}, {p.meta["og:url"], fromMeta}, {p.linked.address, fromJSONLD}, {p.saved, fromFile}, {p.marked["url"], fromMicrodata},
	}
	for i, c := range claims {
		claims[i].value = safeWeb(c.value)
	}
	leads := func(c claim) bool { return !isHomePage(c.value) }
	if slices.ContainsFunc(claims, leads) {
		claims = slices.DeleteFunc(claims, func(c claim) bool { return !leads(c) })
	}
	return settle(claims, sameAddress, briefing.ConfidenceMedium)
}

// isHomePage reports whether an address leads to no page but the site's first.
func isHomePage(address string) bool {
	u, err := url.Parse(address)
	return err != nil || strings.Trim(u.Path, "/") == "" && u.RawQuery == ""
}

func (p *pageFacts) publisher(found, address string) briefing.Field {
	f := settle([]claim{
		{siteName(p.meta["og:site_name"]), fromMeta},
		{siteName(p.linked.publisher), fromJSONLD},
		{siteName(p.marked["publisher"]), fromMicrodata},
		{siteName(p.meta["application-name"]), fromMeta},
		{siteName(found), fromMeta},
		{hostName(address), fromURL},
	}, sameSite, briefing.ConfidenceMedium)
	if f.Source == fromURL {
		f.Confidence = briefing.ConfidenceLow
	}
	return f
}

// siteName cuts what makes a site's name an address or a motto.
func siteName(name string) string {
	name = strings.TrimPrefix(strings.TrimPrefix(oneLine(name), "@"), "www.")
	if strings.HasPrefix(name, "http") && strings.Contains(name, "://") {
		return hostName(name)
	}
	if at := titleBreak.FindStringIndex(name); at != nil && at[0] > 0 {
		return name[:at[0]] // the motto follows
	}
	return name
}

func hostName(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return strings.TrimPrefix(u.Hostname(), "www.")
}

// title is one that two sources have in common, else the shortest that another
// holds: what is left over in the longer one is the name of the site.
func (p *pageFacts) title(found, publisher, address string) briefing.Field {
	bare := func(s string) string { return withoutSite(s, publisher, hostName(address)) }
	said := []claim{
		{bare(p.linked.headline), fromJSONLD},
		{bare(p.marked["headline"]), fromMicrodata},
	}
	for _, key := range []string{"citation_title", "dc.title", "og:title", "parsely-title", "twitter:title"} {
		said = append(said, claim{bare(p.meta[key]), fromMeta})
	}
	inTag := claim{bare(p.titleTag), fromMeta}
	var claims []claim
	for _, h := range p.headings {
		claims = append(claims, claim{bare(h), fromHTML})
	}
	claims = append(append(claims, said...), inTag)
	if f := settle(claims, sameLetters, briefing.ConfidenceLow); f.Confidence == briefing.ConfidenceHigh {
		return f
	}
	if f := settle(append(slices.Clone(claims), claim{firstPart(p.titleTag), fromMeta}), sameLetters, briefing.ConfidenceLow); f.Confidence == briefing.ConfidenceHigh {
		return f
	}
	slices.SortStableFunc(claims, func(a, b claim) int { return len(letters(a.value)) - len(letters(b.value)) })
	if f := settle(claims, sameTitle, briefing.ConfidenceLow); f.Confidence == briefing.ConfidenceHigh {
		return f
	}
	said = append(said, claim{bare(found), fromMeta}, inTag)
	if f := settle(said, sameLetters, briefing.ConfidenceMedium); f.Value != "" {
		return f
	}
	return settle(claims, sameLetters, briefing.ConfidenceLow)
}

// sameTitle reports whether a and b are one title, or one holds the other.
func sameTitle(a, b string) bool {
	const fewest = 3 // words
	x, y := letters(a), letters(b)
	return x != "" && x == y || words(a) >= fewest && strings.Contains(y, x) || words(b) >= fewest && strings.Contains(x, y)
}

// withoutSite cuts the name of the site off a title, at either end.
func withoutSite(title string, sites ...string) string {
	title = oneLine(title)
	isSite := func(s string) bool {
		l := siteLetters(s)
		return len(l) > 1 && slices.ContainsFunc(sites, func(site string) bool { return strings.HasPrefix(siteLetters(site), l) || l == siteLetters(site)+"com" })
	}
	for {
		at := titleBreak.FindAllStringIndex(title, -1)
		if len(at) == 0 {
			return title
		}
		first, last := at[0], at[len(at)-1]
		switch {
		case isSite(title[last[1]:]):
			title = title[:last[0]]
		case isSite(title[:first[0]]):
			title = title[first[1]:]
		default:
			return title
		}
	}
}

// firstPart is a title up to its first break, after which many sites name the
// book or the section that a page belongs to.
func firstPart(title string) string {
	if at := titleBreak.FindStringIndex(title); at != nil {
		return title[:at[0]]
	}
	return title
}

var titleBreak = pattern.New(`\s+(\||-|–|—|::|»|·|•|/|<)\s+`)

func (p *pageFacts) subtitle() briefing.Field {
	claims := []claim{{p.standfirst, fromHTML}, {p.apart, fromHTML}, {p.linked.subtitle, fromJSONLD}, {p.marked["alternativeHeadline"], fromMicrodata}}
	for _, key := range []string{"og:description", "twitter:description", "description"} {
		claims = append(claims, claim{p.meta[key], fromMeta})
	}
	f := settle(claims, func(a, b string) bool { return isSubtitleLength(a) && sameLetters(a, b) }, briefing.ConfidenceMedium)
	switch {
	case f.Confidence == briefing.ConfidenceHigh && (p.standfirst == f.Value || p.apart == f.Value || p.linked.subtitle != ""):
		return f
	case p.isStandfirst:
		return field(p.standfirst, fromHTML, briefing.ConfidenceMedium)
	}
	return briefing.Field{} // a description alone is not printed with the article
}

// authorKeys are the names under which pages say who wrote them; in those of
// catalogueKeys the family name comes first, as in a catalogue.
var (
	authorKeys    = []string{"citation_author", "dc.creator", "author", "byl", "parsely-author", "sailthru.author", "article:author", "article_author"}
	catalogueKeys = []string{"citation_author", "dc.creator"}
)

// byline leaves out the publisher, where it follows the names of people.
func (p *pageFacts) byline(found, publisher string) briefing.Field {
	claims := []claim{{p.linked.authors, fromJSONLD}}
	for _, key := range authorKeys {
		said := p.meta[key]
		if slices.Contains(catalogueKeys, key) {
			said = inSpokenOrder(said)
		}
		claims = append(claims, claim{said, fromMeta})
	}
	claims = append(claims, claim{p.marked["author"], fromMicrodata}, claim{p.signed, fromHTML})
	for i, c := range claims {
		names := authorsIn(c.value)
		people := slices.DeleteFunc(slices.Clone(names), func(n string) bool { return sameSite(n, publisher) })
		if len(people) > 0 {
			names = people
		}
		claims[i].value = joinNames(names)
	}
	f := settle(claims, sameAuthors, briefing.ConfidenceMedium)
	return first(f, field(bylineOf(found), fromHTML, briefing.ConfidenceLow))
}

// dayOfMonth matches where a date such as “Nov. 20, 2019” or “12 August 2025” begins.
var dayOfMonth = pattern.New(`(?i)((mon|tues?|wed(nes)?|thu(rs)?|fri|sat(ur)?|sun)(day)?,? )?(\b\d{1,2} )?(jan|feb|mar|apr|may|june?|july?|aug|sept?|oct|nov|dec)[a-z]*\.? (\d{1,2},? )?\d{4}`)

// publishedKeys are the names under which pages say when they came out.
var publishedKeys = []string{
	"article:published_time", "datepublished", "article:published", "article.published", "og:published_time", "dc.date.issued", "dc.issued",
	"dc.date", "date", "pubdate", "publishdate", "publish_date", "publish-date", "pub_date", "published", "published_at", "parsely-pub-date",
	"citation_publication_date", "sailthru.date", "article_date_original",
}

func (p *pageFacts) published(address string) briefing.Field {
	var claims []claim
	for _, key := range publishedKeys {
		claims = append(claims, claim{p.meta[key], fromMeta})
	}
	claims = append(claims, claim{p.linked.published, fromJSONLD}, claim{p.marked["datePublished"], fromMicrodata}, claim{p.dated, fromHTML})
	for i, c := range claims {
		claims[i].value = dateIn(c.value)
	}
	claims = append(claims, claim{dateInURL(address), fromURL})
	return settle(claims, sameDay, briefing.ConfidenceMedium)
}

func (p *pageFacts) language() briefing.Field {
	claims := []claim{
		{p.lang, fromHTML},
		{p.linked.language, fromJSONLD},
		{p.marked["inLanguage"], fromMicrodata},
		{p.meta["content-language"], fromMeta},
		{strings.ReplaceAll(p.meta["og:locale"], "_", "-"), fromMeta},
	}
	claims = slices.DeleteFunc(claims, func(c claim) bool { return !languagePattern.MatchString(c.value) })
	return settle(claims, sameLanguage, briefing.ConfidenceMedium)
}

// genreWords maps what sites call a section or a type to a genre.
var genreWords = []struct {
	re    *pattern.Pattern
	genre string
}{
	{pattern.New(`(?i)\b(editorials?|leaders?)\b`), briefing.GenreEditorial},
	{pattern.New(`(?i)\b(opinions?|op-?eds?|opinionnewsarticle|commentary|comment|commentisfree|columns?|columnists?|perspectives?|viewpoints?)\b`), briefing.GenreOpinion},
	{pattern.New(`(?i)\b(press-?\s?releases?|news-?releases?)\b`), briefing.GenreRelease},
	{pattern.New(`(?i)\b(reports?|scholarlyarticle|research|working-papers?)\b`), briefing.GenreReport},
	{pattern.New(`(?i)\b(newsarticle|reportagenewsarticle|news|world|politics|nation|business)\b`), briefing.GenreNews},
}

// genreIn is the first genre that text has a word of, or "".
func genreIn(text string) string {
	for _, g := range genreWords {
		if g.re.MatchString(text) {
			return g.genre
		}
	}
	return ""
}

// genre is read from the section, the label above the title and the address
// before the type, which most sites give as news whatever it is.
func (p *pageFacts) genre(address, byline string) briefing.Field {
	if editorialBoard.MatchString(byline) {
		return field(briefing.GenreEditorial, fromHTML, briefing.ConfidenceMedium)
	}
	return settle([]claim{
		{genreIn(p.meta["article:section"]), fromMeta},
		{genreIn(p.linked.section), fromJSONLD},
		{genreIn(p.marked["articleSection"]), fromMicrodata},
		{genreIn(p.kicker), fromHTML},
		{genreIn(sectionOf(address)), fromURL},
		{genreIn(p.linked.types), fromJSONLD},
	}, sameLetters, briefing.ConfidenceMedium)
}

// editorialBoard is who signs an editorial.
var editorialBoard = pattern.New(`(?i)^(the )?(editorials?|editorial board|leader)$`)

// sectionOf is the path of an address without its last part, which is the title.
func sectionOf(address string) string {
	u, err := url.Parse(address)
	if err != nil {
		return ""
	}
	parts := strings.Split(strings.Trim(u.Path, "/"), "/")
	return strings.Join(parts[:len(parts)-1], " ")
}
