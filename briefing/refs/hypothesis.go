package refs

import (
	"encoding/json"
	"strings"
)

// Hypothesis (https://h.readthedocs.io/en/latest/api-reference/): rows of
// annotations as its API gives them, or the file that its client exports. Its
// positions count UTF-16 code units in the text of the page as the browser had it.

func isHypothesis(text string) bool {
	head := strings.TrimSpace(text[:min(len(text), 64<<10)])
	return (strings.HasPrefix(head, "{") || strings.HasPrefix(head, "[")) && !isWebAnnotations(text) &&
		strings.Contains(head, `"target"`) && strings.Contains(head, `"selector"`)
}

type hypothesisRow struct {
	Created  string            `json:"created"`
	URI      string            `json:"uri"`
	Text     string            `json:"text"`
	Tags     []string          `json:"tags"`
	Refs     []string          `json:"references"`
	Target   []json.RawMessage `json:"target"`
	Document struct {
		Title json.RawMessage `json:"title"`
	} `json:"document"`
}

func readHypothesis(r *reader) {
	r.eachItem(func(line int, raw json.RawMessage) {
		var row hypothesisRow
		if err := json.Unmarshal(raw, &row); err != nil {
			r.tell(line, "what stands here is no annotation of Hypothesis, and is left out")
			return
		}
		r.hypothesisRow(line, row)
	}, "rows", "annotations")
}

func (r *reader) hypothesisRow(line int, row hypothesisRow) {
	m := Mark{Note: words(row.Text), Tags: row.Tags, Noted: parseDate(row.Created)}
	for _, t := range row.Target {
		var target struct {
			Selector []json.RawMessage `json:"selector"`
		}
		if json.Unmarshal(t, &target) == nil {
			for _, s := range target.Selector {
				selectorOf(s, &m, 0)
			}
		}
	}
	m.Source.URL = clean(row.URI)
	for _, title := range many(row.Document.Title) {
		if text, ok := jsonText(title); ok && m.Source.Title == "" {
			m.Source.Title = clean(text)
		}
	}
	m.settle()
	if len(row.Refs) > 0 && m.Exact == "" {
		r.tell(line, "a reply to an annotation is left out: “%s”", shorten(m.Note))
		return
	}
	r.mark(line, m)
}
