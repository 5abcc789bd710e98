package manuscript

import (
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/quote"
)

// CopyText is what a passage is worth on the clipboard: its words in quotation
// marks, where they come from as a note of this style and language (BCP 47) cites
// it, and the disclaimers of its source.
func CopyText(src briefing.Source, style briefing.CitationStyle, language string) string {
	n := numbering{style: style, language: language}
	var s strings.Builder
	s.WriteString(quote.British.Enclose(src.Passage.Exact, ""))
	if style == briefing.CiteAuthorDate {
		keys := sourceKeys(briefing.Sources{src.Passage.ID: src}, []briefing.ID{src.Passage.ID}, language)
		s.WriteString(" (" + keys[src.Article.ID].citing(src, language) + ")")
	}
	s.WriteString("\n— ")
	for _, r := range n.wording(src, "") {
		s.WriteString(r.Text)
	}
	for _, d := range src.Article.Disclaimers() {
		s.WriteString("\n“" + d + "”")
	}
	return s.String()
}
