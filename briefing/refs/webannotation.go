package refs

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"io"
	"strings"

	"briefdesk/briefing"
)

// W3C Web Annotations (https://www.w3.org/TR/annotation-model/) as JSON-LD: a
// collection with one page. A target has its words as a TextQuoteSelector, and
// its position in code points as a TextPositionSelector beside the name of the
// text that it counts in. The colour is the target's styleClass, tags and the
// marking are bodies.

const (
	annotationContext = "http://www.w3.org/ns/anno.jsonld"
	textURN           = "urn:sha256:" // a text by the hash of its snapshot
	annotationURN     = "urn:briefdesk:annotation:"
)

type annotation struct {
	ID         string           `json:"id,omitempty"`
	Type       string           `json:"type"`
	Motivation string           `json:"motivation,omitempty"`
	Created    string           `json:"created,omitempty"`
	Body       []annotationBody `json:"body,omitempty"`
	Target     annotationTarget `json:"target"`
}

type annotationBody struct {
	Type    string `json:"type"`
	Purpose string `json:"purpose,omitempty"`
	Value   string `json:"value"`
}

type annotationTarget struct {
	Type     string               `json:"type"`
	Source   annotationSource     `json:"source"`
	State    *annotationState     `json:"state,omitempty"`
	Style    string               `json:"styleClass,omitempty"`
	Selector []annotationSelector `json:"selector"`
}

type annotationSource struct {
	ID        string   `json:"id"`
	Type      string   `json:"type"`
	Title     string   `json:"dc:title,omitempty"`
	Creator   []string `json:"dc:creator,omitempty"`
	Publisher string   `json:"dc:publisher,omitempty"`
	Issued    string   `json:"dcterms:issued,omitempty"`
	DOI       string   `json:"dc:identifier,omitempty"`
}

// annotationState names the text that positions count in.
type annotationState struct {
	Type   string `json:"type"`
	Cached string `json:"cached"`
}

type annotationSelector struct {
	Type   string `json:"type"`
	Exact  string `json:"exact,omitempty"`
	Prefix string `json:"prefix,omitempty"`
	Suffix string `json:"suffix,omitempty"`
	Start  *int   `json:"start,omitempty"`
	End    *int   `json:"end,omitempty"`
	Value  string `json:"value,omitempty"`
}

func isWebAnnotations(text string) bool {
	head := text[:min(len(text), 4096)]
	return strings.Contains(head, "anno.jsonld") || strings.Contains(head, `"AnnotationCollection"`) || strings.Contains(head, `"AnnotationPage"`)
}

func writeWebAnnotations(w io.Writer, marks []Mark) error {
	items := make([]annotation, len(marks))
	seen := map[string]int{}
	for i, m := range marks {
		items[i] = annotationOf(m)
		seen[items[i].ID]++
		if n := seen[items[i].ID]; n > 1 {
			items[i].ID += fmt.Sprintf("-%d", n)
		}
	}
	type page struct {
		ID    string       `json:"id"`
		Type  string       `json:"type"`
		Start int          `json:"startIndex"`
		Items []annotation `json:"items"`
	}
	sum := sha256.New()
	for _, it := range items {
		io.WriteString(sum, it.ID)
	}
	id := "urn:briefdesk:annotations:" + hex.EncodeToString(sum.Sum(nil)[:16])
	data, err := marshal(struct {
		Context string `json:"@context"`
		ID      string `json:"id"`
		Type    string `json:"type"`
		Label   string `json:"label"`
		Total   int    `json:"total"`
		First   page   `json:"first"`
	}{annotationContext, id, "AnnotationCollection", "Passages", len(items), page{id + ":1", "AnnotationPage", 0, items}})
	if err != nil {
		return err
	}
	_, err = w.Write(append(data, '\n'))
	return err
}

func annotationOf(m Mark) annotation {
	a := annotation{Type: "Annotation", Motivation: "highlighting", Created: m.Noted}
	if m.Note != "" {
		a.Motivation = "commenting"
		a.Body = append(a.Body, annotationBody{"TextualBody", "commenting", m.Note})
	}
	for _, t := range m.Tags {
		a.Body = append(a.Body, annotationBody{"TextualBody", "tagging", t})
	}
	if m.Marking != "" {
		a.Body = append(a.Body, annotationBody{"TextualBody", "classifying", string(m.Marking)})
	}
	t := annotationTarget{Type: "SpecificResource", Style: m.Colour, Source: annotationSource{
		ID: m.Source.URL, Type: "Text", Title: m.Source.Title, Publisher: m.Source.Container, Issued: m.Source.Issued, DOI: m.Source.DOI,
	}}
	for _, n := range m.Source.Authors {
		t.Source.Creator = append(t.Source.Creator, n.inverted())
	}
	t.Selector = append(t.Selector, annotationSelector{Type: "TextQuoteSelector", Exact: m.Exact, Prefix: m.Prefix, Suffix: m.Suffix})
	if !m.Snapshot.IsZero() {
		start, end := int(m.Start), int(m.End)
		t.State = &annotationState{"TimeState", textURN + m.Snapshot.String()}
		t.Selector = append(t.Selector, annotationSelector{Type: "TextPositionSelector", Start: &start, End: &end})
	}
	if m.Page != "" {
		t.Selector = append(t.Selector, annotationSelector{Type: "FragmentSelector", Value: "page=" + m.Page})
	}
	if t.Source.ID == "" {
		t.Source.ID = "urn:briefdesk:source:" + hashOf(m.Source.Title, m.Source.DOI, m.Snapshot.String())
	}
	a.Target = t
	a.ID = annotationURN + hashOf(t.Source.ID, m.Exact, m.Prefix, m.Suffix, fmt.Sprint(m.Range))
	return a
}

// hashOf names something by what it says.
func hashOf(parts ...string) string {
	sum := sha256.Sum256([]byte(strings.Join(parts, "\x00")))
	return hex.EncodeToString(sum[:16])
}

// anyAnnotation is an annotation of any program: bodies and targets may be one or
// many, objects or addresses.
type anyAnnotation struct {
	ID      string          `json:"id"`
	Created string          `json:"created"`
	Body    json.RawMessage `json:"body"`
	Value   string          `json:"bodyValue"`
	Target  json.RawMessage `json:"target"`
}

func readWebAnnotations(r *reader) {
	if raw := []byte(r.text); isSingleAnnotation(raw) {
		r.webAnnotation(1, raw)
		return
	}
	r.eachItem(r.webAnnotation, "items")
}

func isSingleAnnotation(raw []byte) bool {
	var a struct {
		Target json.RawMessage `json:"target"`
	}
	return json.Unmarshal(raw, &a) == nil && a.Target != nil
}

func (r *reader) webAnnotation(line int, raw json.RawMessage) {
	var a anyAnnotation
	if err := json.Unmarshal(raw, &a); err != nil {
		r.tell(line, "what stands here is no annotation, and is left out")
		return
	}
	targets := many(a.Target)
	if len(targets) == 0 {
		r.tell(line, "an annotation has no target, and is left out")
		return
	}
	for _, target := range targets {
		m := Mark{Noted: parseDate(a.Created), Note: words(a.Value)}
		if !r.target(line, target, &m) {
			continue
		}
		for _, body := range many(a.Body) {
			r.body(body, &m)
		}
		m.settle()
		r.mark(line, m)
	}
}

// many are the values of what may be one or a list.
func many(raw json.RawMessage) []json.RawMessage {
	raw = bytes.TrimSpace(raw)
	if len(raw) == 0 || string(raw) == "null" {
		return nil
	}
	var list []json.RawMessage
	if raw[0] == '[' && json.Unmarshal(raw, &list) == nil {
		return list
	}
	return []json.RawMessage{raw}
}

func (r *reader) body(raw json.RawMessage, m *Mark) {
	var b annotationBody
	if text, ok := jsonText(raw); ok {
		b.Value = text
	} else if json.Unmarshal(raw, &b) != nil {
		return
	}
	switch value := words(b.Value); {
	case value == "":
	case b.Purpose == "tagging":
		m.Tags = append(m.Tags, value)
	case b.Purpose == "classifying":
		m.mark(value)
	case m.Note == "":
		m.Note = value
	default:
		m.Note += "\n" + value
	}
}

func (r *reader) target(line int, raw json.RawMessage, m *Mark) bool {
	if text, ok := jsonText(raw); ok {
		m.Source.URL = clean(text)
		return true
	}
	var t struct {
		ID       string          `json:"id"`
		Source   json.RawMessage `json:"source"`
		State    json.RawMessage `json:"state"`
		Style    string          `json:"styleClass"`
		Selector json.RawMessage `json:"selector"`
	}
	if err := json.Unmarshal(raw, &t); err != nil {
		r.tell(line, "the target of an annotation is not written as the standard has it: %v", err)
		return false
	}
	m.Colour = colourOf(t.Style)
	m.Source.URL = clean(t.ID)
	if t.Source != nil {
		sourceOf(t.Source, &m.Source)
	}
	for _, s := range many(t.State) {
		var state annotationState
		if json.Unmarshal(s, &state) == nil {
			if hash, ok := strings.CutPrefix(state.Cached, textURN); ok && m.Snapshot.UnmarshalText([]byte(hash)) != nil {
				m.Snapshot = briefing.Hash{}
			}
		}
	}
	for _, s := range many(t.Selector) {
		selectorOf(s, m, 0)
	}
	return true
}

func sourceOf(raw json.RawMessage, rec *Record) {
	if text, ok := jsonText(raw); ok {
		rec.URL = clean(text)
		return
	}
	var s struct {
		annotationSource
		Plain   string          `json:"title"`
		Creator json.RawMessage `json:"dc:creator"`
	}
	if json.Unmarshal(raw, &s) != nil {
		return
	}
	rec.URL, rec.Title, rec.Container = clean(s.ID), clean(s.Title), clean(s.Publisher)
	if rec.Title == "" {
		rec.Title = clean(s.Plain)
	}
	rec.Issued, rec.DOI = parseDate(s.Issued), clean(s.DOI)
	for _, c := range many(s.Creator) {
		if text, ok := jsonText(c); ok {
			rec.Authors = append(rec.Authors, invertedName(text))
		}
	}
	if strings.HasPrefix(rec.URL, "urn:briefdesk:") {
		rec.URL = ""
	}
}

// maxRefined is how deep selectors may refine one another.
const maxRefined = 8

func selectorOf(raw json.RawMessage, m *Mark, depth int) {
	var s struct {
		annotationSelector
		Refined json.RawMessage `json:"refinedBy"`
	}
	if depth > maxRefined || json.Unmarshal(raw, &s) != nil {
		return
	}
	switch s.Type {
	case "TextQuoteSelector":
		m.Exact, m.Prefix, m.Suffix = words(s.Exact), surroundings(s.Prefix), surroundings(s.Suffix)
	case "TextPositionSelector":
		if s.Start == nil || s.End == nil || *s.Start < 0 || *s.End < *s.Start || *s.End > MaxFile {
			break
		}
		if m.Snapshot.IsZero() {
			m.Units = [2]int{*s.Start, *s.End}
		} else {
			m.Range = briefing.Range{Start: briefing.Offset(*s.Start), End: briefing.Offset(*s.End)}
		}
	case "FragmentSelector":
		if page, ok := strings.CutPrefix(s.Value, "page="); ok {
			m.Page = clean(page)
		}
	}
	for _, refined := range many(s.Refined) {
		selectorOf(refined, m, depth+1)
	}
}
