package importer

import (
	"context"
	"fmt"
	"strings"
	"time"

	"github.com/mmcdole/gofeed"

	"briefdesk/briefing"
	"briefdesk/briefing/pattern"
)

// A feed (RSS, Atom, JSON Feed) is read as it was saved: each entry is an
// article, and nothing is fetched. Many feeds give no more than the beginning.

// feedStart matches how feeds begin, behind a declaration and comments.
var feedStart = pattern.New(`(?is)^\s*(<\?xml[^>]*>\s*|<\?xml-stylesheet[^>]*>\s*|<!--.*?-->\s*|<!doctype\s[^>]*(\[.*?\]\s*)?>\s*)*<((rss|feed)[\s>]|rdf:rdf\b)|^\s*\{[^{}]*"version"\s*:\s*"https?:(\\?/){2}jsonfeed\.org(\\?/)version`)

var (
	xmlDeclaration = pattern.New(`^\s*<\?xml[^>]*\?>`)
	feedEntry      = pattern.New(`(?i)<(item|entry)[\s>]`)
	feedRoot       = pattern.New(`(?i)<(rss|feed|rdf:rdf)[\s>]`)
)

// parseFeed reads the entries of a feed.
func parseFeed(_ context.Context, src source) ([]draft, error) {
	text, more := firstEntries(xmlDeclaration.ReplaceAllString(src.text, "")) // it is decoded, whatever it declares
	feed, err := gofeed.NewParser().ParseString(text)
	if err != nil || feed == nil {
		return nil, &refusal{reason: fmt.Sprintf("it is no feed that can be read (%v); save it again where it came from", err), cause: err}
	}
	var drafts []draft
	for _, entry := range feed.Items[:min(len(feed.Items), maxItems)] {
		if d := entryDraft(feed, entry); len(d.blocks) > 0 {
			drafts = append(drafts, d)
		}
	}
	if len(drafts) == 0 {
		return nil, &refusal{reason: "there are no entries in the feed; save it again when there are"}
	}
	if more || len(feed.Items) > maxItems {
		drafts[0].warn("The feed has more than %d entries; the others are left out.", maxItems)
	}
	return numbered(drafts, true), nil
}

// firstEntries cuts an XML feed after as many entries as are read: parsing
// fifty thousand would take longer than there is.
func firstEntries(text string) (cut string, more bool) {
	found := feedEntry.FindAllStringIndex(text, maxItems+1)
	root := feedRoot.FindStringSubmatch(text[:min(len(text), 4096)])
	if len(found) <= maxItems || root == nil {
		return text, false
	}
	ending := "</" + root[1] + ">"
	if strings.EqualFold(root[1], "rss") {
		ending = "</channel>" + ending
	}
	return text[:found[maxItems][0]] + ending, true
}

// entryDraft is an entry as an article, without blocks if it says nothing.
func entryDraft(feed *gofeed.Feed, entry *gofeed.Item) draft {
	a := briefing.Article{
		Title:     field(fragmentText(entry.Title), fromFeed, briefing.ConfidenceMedium),
		Publisher: field(fragmentText(feed.Title), fromFeed, briefing.ConfidenceMedium),
		URL:       field(safeWeb(entry.Link), fromFeed, briefing.ConfidenceMedium),
		Published: first(feedDate(entry.PublishedParsed), feedDate(entry.UpdatedParsed)),
		Byline:    field(strings.Join(authorsOf(entry), ", "), fromFeed, briefing.ConfidenceMedium),
	}
	if languagePattern.MatchString(feed.Language) {
		a.Language = field(feed.Language, fromFeed, briefing.ConfidenceMedium)
	}
	content := entry.Content
	if content == "" {
		content = entry.Description
	}
	d, err := readBody(content, a)
	if err != nil {
		d.article = a
	}
	const wholeArticle = 120 // words; a description of more is no mere summary
	switch {
	case len(d.blocks) == 0 && a.Title.Value != "":
		d.blocks = []block{{kind: briefing.TextParagraph, text: a.Title.Value}}
		d.warn("The feed gives only the headline; import the page itself for the article.")
	case entry.Content == "" && wordsIn(d.blocks) < wholeArticle:
		d.warn("The feed may give only a summary; import the page itself for the whole article.")
	}
	return d
}

func wordsIn(blocks []block) int {
	n := 0
	for _, b := range blocks {
		n += words(b.text)
	}
	return n
}

const fromFeed = "feed"

func feedDate(t *time.Time) briefing.Field {
	if t == nil || !isYear(t.Year()) {
		return briefing.Field{}
	}
	return field(t.Format("2006-01-02"), fromFeed, briefing.ConfidenceMedium)
}

// authorsOf are the names of an entry's authors.
func authorsOf(entry *gofeed.Item) []string {
	var names []string
	for _, a := range entry.Authors {
		if name := fragmentText(a.Name); name != "" {
			names = append(names, name)
		}
	}
	return names
}

// fragment are the blocks of HTML that is all article, as in mails and feeds:
// nothing is told apart from it as on a page. One that is nested too deeply has
// none.
func fragment(text string) []block {
	doc, err := parseTree(text)
	if err != nil {
		return nil
	}
	return blocksOf(doc)
}

// fragmentText is the text of a fragment in one line.
func fragmentText(text string) string {
	var lines []string
	for _, b := range fragment(text) {
		lines = append(lines, b.text)
	}
	return oneLine(strings.Join(lines, " "))
}
