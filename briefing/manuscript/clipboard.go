package manuscript

import (
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/quote"
)

// Clip gathers what goes to the clipboard as plain text: words in quotation marks,
// each with where they come from, and words of our own. A citation is whole in
// itself, for a number would name nothing there; a disclaimer of a source is said
// once, after its words.
type Clip struct {
	style    briefing.CitationStyle
	language string
	items    []clipped
}

// clipped is one piece of a clip: a quotation of a source, or a text that cites some.
type clipped struct {
	words   string
	isQuote bool
	done    string // what was done to the words of a quotation
	sources []briefing.Source
}

// NewClip returns an empty clip that cites as a note of this style and language
// (BCP 47) does.
func NewClip(style briefing.CitationStyle, language string) *Clip {
	return &Clip{style: style, language: language}
}

// Passage adds the words of a passage as its source has them.
func (c *Clip) Passage(src briefing.Source) {
	c.quote(src, quote.British.Enclose(src.Passage.Exact, ""), src.Passage.Portion, "")
}

// Quotation adds a direct quotation as a note of that style prints it. portion is
// its block's.
func (c *Clip) Quotation(src briefing.Source, q briefing.Quotation, style quote.Style, portion briefing.Marking) {
	b := builder{Manuscript: Manuscript{Style: style}}
	pieces := b.printed(src, q)
	c.quote(src, style.Enclose(quote.Join(pieces), ""), portion, editsInWords(q.Edits, hasEmphasis(pieces), c.language))
}

func (c *Clip) quote(src briefing.Source, words string, portion briefing.Marking, done string) {
	if portion != "" {
		words = "(" + string(portion) + ")\u00a0" + words
	}
	c.items = append(c.items, clipped{words, true, done, []briefing.Source{src}})
}

// Text adds words of our own, if there are any, and the sources that they cite.
func (c *Clip) Text(words string, cited []briefing.Source) {
	if words != "" {
		c.items = append(c.items, clipped{words: words, sources: cited})
	}
}

// String is all of it, an empty line between one piece and the next.
func (c *Clip) String() string {
	n := numbering{style: c.style, language: c.language}
	keys := c.keys()
	disclaimed := map[string]bool{}
	parts := make([]string, len(c.items))
	for i, it := range c.items {
		lines := []string{it.words}
		if it.isQuote && c.style == briefing.CiteAuthorDate {
			src := it.sources[0]
			lines[0] += " (" + keys[src.Article.ID].citing(src, c.language) + ")"
		}
		for _, src := range it.sources {
			lines = append(lines, "— "+textOf(n.wording(src, it.done)))
		}
		for _, src := range it.sources {
			for _, d := range src.Article.Disclaimers() {
				if !disclaimed[d] {
					disclaimed[d] = true
					lines = append(lines, "“"+d+"”")
				}
			}
		}
		parts[i] = strings.Join(lines, "\n")
	}
	return strings.Join(parts, "\n\n")
}

// keys are what the sources of the clip are called where it cites by author and date.
func (c *Clip) keys() map[briefing.ID]sourceKey {
	sources, passages := briefing.Sources{}, []briefing.ID(nil)
	for _, it := range c.items {
		for _, src := range it.sources {
			sources[src.Passage.ID] = src
			passages = append(passages, src.Passage.ID)
		}
	}
	return sourceKeys(sources, passages, c.language)
}

// textOf is what runs say.
func textOf(runs []Run) string {
	var s strings.Builder
	for _, r := range runs {
		s.WriteString(r.Text)
	}
	return s.String()
}
