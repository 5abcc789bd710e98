package export

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/pdf"
)

// attachments are the articles that a briefing quotes, as plain text: what the
// proof was held against, with what travels with it. Each snapshot goes out once,
// in the order of titles. No identifier of the library is in them.
func attachments(sources briefing.Sources) []pdf.Attachment {
	bySnapshot := map[briefing.Hash]briefing.Source{}
	for _, s := range sources {
		bySnapshot[s.Snapshot.Hash] = s
	}
	hashes := slices.SortedFunc(maps.Keys(bySnapshot), func(a, b briefing.Hash) int {
		x, y := bySnapshot[a].Article, bySnapshot[b].Article
		return cmp.Or(
			cmp.Compare(x.Title.Value, y.Title.Value),
			cmp.Compare(x.Published.Value, y.Published.Value),
			cmp.Compare(a.String(), b.String()),
		)
	})
	var files []pdf.Attachment
	used := map[string]bool{}
	for _, h := range hashes {
		s := bySnapshot[h]
		title := cmp.Or(safeName(s.Article.Title.Value), "Untitled source")
		name := unused(title+".txt", used)
		files = append(files, pdf.Attachment{
			Name:        name,
			Description: fmt.Sprintf("%s: the words that quotations are compared with, snapshot %s", known(s.Article.Title, s.Article.Publisher, s.Article.Published), h),
			Type:        "text/plain",
			Data:        []byte(articleText(s)),
		})
	}
	return files
}

// known are the values of the fields that have one.
func known(fields ...briefing.Field) string {
	var values []string
	for _, f := range fields {
		if f.Value != "" {
			values = append(values, f.Value)
		}
	}
	return cmp.Or(strings.Join(values, ", "), "Untitled source")
}

// articleText is an article to be read: what is known of it, its text, and the
// notices that surround it.
func articleText(s briefing.Source) string {
	a := s.Article
	var parts []string
	for _, f := range []briefing.Field{a.Title, a.Subtitle, a.Byline} {
		if f.Value != "" {
			parts = append(parts, f.Value)
		}
	}
	parts = append(parts, known(a.Publisher, a.Published, a.URL), strings.ReplaceAll(s.Snapshot.Text, "\n", "\n\n"))
	for _, n := range a.Notices {
		parts = append(parts, n.Text)
	}
	return strings.Join(parts, "\n\n") + "\n"
}
