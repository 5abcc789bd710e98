package bundle

import (
	"encoding/json"
	"fmt"

	"briefdesk/briefing"
)

// annotation is a passage as the W3C Web Annotation Data Model has it
// (https://www.w3.org/TR/annotation-model/), so that other programs can show
// it. All of it follows from Passage, which is what a bundle is read from.
type annotation struct {
	Context    []any            `json:"@context"`
	ID         string           `json:"id"`
	Type       string           `json:"type"`
	Motivation string           `json:"motivation"`
	Body       []body           `json:"body,omitempty"`
	Target     target           `json:"target"`
	Passage    briefing.Passage `json:"briefdesk:passage"`
}

type body struct {
	Type    string `json:"type"`
	Purpose string `json:"purpose"`
	Format  string `json:"format"`
	Value   string `json:"value"`
}

// target points into the member that holds the text of the snapshot.
type target struct {
	Type     string     `json:"type"`
	Source   string     `json:"source"`
	Selector []selector `json:"selector"`
}

// selector is a TextPositionSelector, whose positions count code points, or a
// TextQuoteSelector.
type selector struct {
	Type   string           `json:"type"`
	Start  *briefing.Offset `json:"start,omitempty"`
	End    *briefing.Offset `json:"end,omitempty"`
	Exact  string           `json:"exact,omitempty"`
	Prefix string           `json:"prefix,omitempty"`
	Suffix string           `json:"suffix,omitempty"`
}

// annotationContext names the terms of the standard, and the one that is not.
var annotationContext = []any{
	"http://www.w3.org/ns/anno.jsonld",
	map[string]any{"briefdesk:passage": map[string]string{"@id": "urn:briefdesk:passage", "@type": "@json"}},
}

func annotate(p briefing.Passage) annotation {
	a := annotation{
		Context:    annotationContext,
		ID:         urn(p.ID),
		Type:       "Annotation",
		Motivation: "highlighting",
		Target: target{
			Type:   "SpecificResource",
			Source: textName(p.Snapshot),
			Selector: []selector{
				{Type: "TextPositionSelector", Start: &p.Start, End: &p.End},
				{Type: "TextQuoteSelector", Exact: p.Exact, Prefix: p.Prefix, Suffix: p.Suffix},
			},
		},
		Passage: p,
	}
	for _, tag := range p.Tags {
		a.Body = append(a.Body, body{"TextualBody", "tagging", "text/plain", tag})
	}
	if p.Note != "" {
		a.Body = append(a.Body, body{"TextualBody", "commenting", "text/plain", p.Note})
	}
	return a
}

// passageOf reads the passage that an annotation was made of.
func passageOf(data []byte) (briefing.Passage, error) {
	var a struct {
		Passage briefing.Passage `json:"briefdesk:passage"`
	}
	err := json.Unmarshal(data, &a)
	return a.Passage, err
}

func urn(id briefing.ID) string {
	return fmt.Sprintf("urn:uuid:%x-%x-%x-%x-%x", id[:4], id[4:6], id[6:8], id[8:10], id[10:])
}
