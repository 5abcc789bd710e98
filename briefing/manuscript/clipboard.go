package manuscript

import (
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/quote"
)

// CopyText is what a passage is worth on the clipboard: its words in quotation
// marks, where they come from, and the disclaimers of its source.
func CopyText(src briefing.Source) string {
	var s strings.Builder
	s.WriteString(quote.British.Enclose(src.Passage.Exact, "") + "\n— ")
	for _, r := range describe(src.Article, briefing.DefaultLanguage) {
		s.WriteString(r.Text)
	}
	if place := locator(src, briefing.DefaultLanguage); place != "" {
		s.WriteString(" " + capital(place) + ".")
	}
	for _, d := range src.Article.Disclaimers() {
		s.WriteString("\n“" + d + "”")
	}
	return s.String()
}
