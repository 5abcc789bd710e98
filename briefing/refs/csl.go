package refs

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// CSL-JSON (https://github.com/citation-style-language/schema): an array of
// items, or an object that has them under “items”.

// cslNames are the variables of CSL, beside author, that hold names.
var cslNames = []string{
	"editor", "translator", "collection-editor", "container-author", "composer", "director", "interviewer",
	"recipient", "reviewed-author", "original-author", "editorial-director", "illustrator",
}

type cslName struct {
	Family   string `json:"family,omitempty"`
	Given    string `json:"given,omitempty"`
	Literal  string `json:"literal,omitempty"`
	Dropping string `json:"dropping-particle,omitempty"`
	Particle string `json:"non-dropping-particle,omitempty"`
	Suffix   string `json:"suffix,omitempty"`
}

func (n cslName) name() Name {
	family := clean(n.Particle + " " + n.Family)
	if n.Literal != "" {
		family = clean(n.Literal)
	}
	given := clean(n.Given + " " + n.Dropping)
	if suffix := clean(n.Suffix); suffix != "" {
		given = strings.TrimPrefix(given+", "+suffix, ", ")
	}
	if family == "" {
		return Name{Family: given}
	}
	return Name{family, given}
}

func cslNameOf(n Name) cslName {
	if n.Given == "" {
		return cslName{Literal: n.Family}
	}
	return cslName{Family: n.Family, Given: n.Given}
}

type cslDate struct {
	Parts   [][]json.RawMessage `json:"date-parts,omitempty"`
	Raw     string              `json:"raw,omitempty"`
	Literal string              `json:"literal,omitempty"`
}

// parse reads a date of CSL, which may be of parts or in words; said is what it
// says where that is no date.
func (d cslDate) parse() (value, said string) {
	if len(d.Parts) > 0 && len(d.Parts[0]) > 0 {
		part := func(i int) string {
			if i < len(d.Parts[0]) {
				return strings.Trim(string(d.Parts[0][i]), `" `)
			}
			return ""
		}
		return date(part(0), part(1), part(2)), ""
	}
	said = clean(d.Raw + d.Literal)
	if value = parseDate(said); value != "" {
		return value, ""
	}
	return "", said
}

func cslDateOf(s string) cslDate {
	var parts []json.RawMessage
	for part := range strings.SplitSeq(s, "-") {
		parts = append(parts, json.RawMessage(strings.TrimLeft(part, "0")))
	}
	return cslDate{Parts: [][]json.RawMessage{parts}}
}

// isCSL reports whether text is JSON whose items look like those of CSL: they
// have an id or a type of CSL, and no itemType, which is Zotero's own.
func isCSL(text string) bool {
	head := strings.TrimSpace(text[:min(len(text), 64<<10)])
	if !strings.HasPrefix(head, "[") && !strings.HasPrefix(head, "{") {
		return false
	}
	return !isZotero(text) && !isHypothesis(text) && !isWebAnnotations(text)
}

func readCSL(r *reader) {
	r.eachItem(func(line int, raw json.RawMessage) {
		var item map[string]json.RawMessage
		if err := json.Unmarshal(raw, &item); err != nil {
			r.tell(line, "what stands here is no record, and is left out")
			return
		}
		r.record(line, r.cslRecord(line, item))
	}, "items")
}

// eachItem calls f for each item of an array, which is the whole text or the
// value of one of the names, with the line that it begins at.
func (r *reader) eachItem(f func(line int, raw json.RawMessage), names ...string) {
	dec := json.NewDecoder(strings.NewReader(r.text))
	lines := lineCounter{text: r.text}
	damaged := func(err error) { r.fail(lines.at(placeOf(err, dec, r.text)), notJSON(err)) }
	if err := enterArray(dec, names); err != nil {
		damaged(err)
		return
	}
	for dec.More() && r.goesOn() {
		var raw json.RawMessage
		if err := dec.Decode(&raw); err != nil {
			damaged(err)
			return
		}
		f(lines.at(int(dec.InputOffset())-len(raw)), raw)
	}
	if !r.goesOn() {
		return
	}
	if _, err := dec.Token(); err != nil {
		damaged(err)
	}
}

// placeOf is where in the text an error of JSON was met.
func placeOf(err error, dec *json.Decoder, text string) int {
	if syntax := (*json.SyntaxError)(nil); errors.As(err, &syntax) {
		return int(syntax.Offset)
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return len(text)
	}
	return int(dec.InputOffset())
}

func notJSON(err error) error {
	if errors.Is(err, errNoList) {
		return err
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		err = errors.New("it ends in the middle")
	}
	return fmt.Errorf("the JSON is damaged: %w; export it again", err)
}

// enterArray reads up to the first item of a list under one of the names. The
// first page of a collection is looked into.
func enterArray(dec *json.Decoder, names []string) error {
	tok, err := dec.Token()
	if err != nil || tok == json.Delim('[') {
		return err
	}
	for tok == json.Delim('{') && dec.More() {
		key, err := dec.Token()
		if err != nil {
			return err
		}
		if name, _ := key.(string); slices.Contains(names, name) || name == "first" {
			next, err := dec.Token()
			if err != nil || next == json.Delim('[') {
				return err
			}
			if next == json.Delim('{') && name != "first" {
				break
			}
			continue
		}
		var skipped json.RawMessage
		if err := dec.Decode(&skipped); err != nil {
			return err
		}
	}
	return fmt.Errorf("%w of %s in it; export it again", errNoList, strings.Join(names, " or "))
}

var errNoList = errors.New("there is no list")

// lineCounter counts the lines of a text up to places in order.
type lineCounter struct {
	text     string
	from, no int
}

func (l *lineCounter) at(offset int) int {
	offset = min(max(offset, l.from), len(l.text))
	l.no += strings.Count(l.text[l.from:offset], "\n")
	l.from = offset
	return l.no + 1
}

// jsonText is a value of JSON in words: a string as it is, a number or true as it is
// written, null as nothing.
func jsonText(raw json.RawMessage) (string, bool) {
	raw = bytes.TrimSpace(raw)
	switch {
	case len(raw) == 0 || string(raw) == "null":
		return "", true
	case raw[0] == '"':
		var s string
		err := json.Unmarshal(raw, &s)
		return s, err == nil
	case raw[0] == '{' || raw[0] == '[':
		return "", false
	}
	return string(raw), true
}

func (r *reader) cslRecord(line int, item map[string]json.RawMessage) Record {
	var rec Record
	fields := map[string]*string{
		"id": &rec.Key, "type": &rec.Type, "title": &rec.Title, "container-title": &rec.Container, "publisher": &rec.Publisher,
		"URL": &rec.URL, "DOI": &rec.DOI, "language": &rec.Language, "abstract": &rec.Abstract,
	}
	notes := ""
	for _, name := range slices.Sorted(keysOf(item)) {
		raw := item[name]
		text, isText := jsonText(raw)
		value := r.value(line, name, text)
		into, known := fields[name]
		switch {
		case known && isText:
			*into = value
		case name == "author":
			rec.Authors = r.cslNames(line, raw)
		case name == "issued" || name == "accessed":
			r.cslDate(line, name, raw, &rec)
		case name == "keyword" && isText:
			rec.Keywords = []string{value}
		case name == "note" && isText:
			notes = text
		case slices.Contains(cslNames, name):
			for _, n := range r.cslNames(line, raw) {
				rec.add(name, n.inverted())
			}
		case isText:
			rec.add(name, value)
		default:
			var b bytes.Buffer
			if json.Compact(&b, raw) == nil {
				rec.add(name, r.value(line, name, b.String()))
			}
		}
	}
	for note := range strings.Lines(notes) { // last: among them are second values of other names
		rec.noteOrExtra(r.value(line, "note", note))
	}
	rec.settle()
	return rec
}

func keysOf[V any](m map[string]V) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

func (r *reader) cslNames(line int, raw json.RawMessage) []Name {
	var list []cslName
	if err := json.Unmarshal(raw, &list); err != nil {
		if text, ok := jsonText(raw); ok && text != "" {
			return []Name{{Family: clean(text)}}
		}
		r.tell(line, "the names are not written as CSL-JSON has them, and are left out: %s", shorten(string(raw)))
		return nil
	}
	var names []Name
	for _, n := range list {
		names = append(names, n.name())
	}
	return names
}

func (r *reader) cslDate(line int, name string, raw json.RawMessage, rec *Record) {
	var d cslDate
	if text, ok := jsonText(raw); ok {
		d.Raw = text
	} else if err := json.Unmarshal(raw, &d); err != nil {
		d.Raw = string(raw)
	}
	value, said := d.parse()
	if said != "" {
		r.tell(line, "“%s” is no date; it is kept as words", shorten(said))
		rec.add(name+"-said", said)
	}
	if name == "issued" {
		rec.Issued = value
	} else {
		rec.Accessed = value
	}
}

func writeCSL(w io.Writer, records []Record) error {
	if _, err := io.WriteString(w, "["); err != nil {
		return err
	}
	for i, rec := range records {
		between := ",\n"
		if i == 0 {
			between = "\n"
		}
		data, err := marshal(cslItem(rec))
		if err != nil {
			return err
		}
		if _, err := io.WriteString(w, between+string(data)); err != nil {
			return err
		}
	}
	_, err := io.WriteString(w, "\n]\n")
	return err
}

// marshal writes JSON without escapes for HTML.
func marshal(v any) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	err := e.Encode(v)
	return bytes.TrimSpace(b.Bytes()), err
}

func cslItem(rec Record) map[string]any {
	item := map[string]any{}
	for name, value := range map[string]string{
		"id": rec.Key, "type": rec.Type, "title": rec.Title, "container-title": rec.Container, "publisher": rec.Publisher,
		"URL": rec.URL, "DOI": rec.DOI, "language": rec.Language, "abstract": rec.Abstract,
		"keyword": strings.Join(rec.Keywords, ", "), "note": strings.Join(rec.Notes, "\n"),
	} {
		if value != "" {
			item[name] = value
		}
	}
	if len(rec.Authors) > 0 {
		item["author"] = cslNamesOf(rec.Authors)
	}
	for name, value := range map[string]string{"issued": rec.Issued, "accessed": rec.Accessed} {
		if value != "" {
			item[name] = cslDateOf(value)
		}
	}
	for _, x := range rec.Extra {
		switch {
		case slices.Contains(cslNames, x.Name):
			names, _ := item[x.Name].([]cslName)
			item[x.Name] = append(names, cslNameOf(invertedName(x.Value)))
		case item[x.Name] != nil:
			item["note"] = strings.TrimPrefix(fmt.Sprint(item["note"], "\n", noted(x)), "<nil>\n")
		case strings.HasPrefix(x.Value, "{") || strings.HasPrefix(x.Value, "["):
			item[x.Name] = rawOrText(x.Value)
		default:
			item[x.Name] = x.Value
		}
	}
	return item
}

func rawOrText(s string) any {
	if json.Valid([]byte(s)) {
		return json.RawMessage(s)
	}
	return s
}

func cslNamesOf(names []Name) []cslName {
	list := make([]cslName, len(names))
	for i, n := range names {
		list[i] = cslNameOf(n)
	}
	return list
}

// noted is an extra value as a note, for formats that have no field for it.
func noted(x Extra) string { return "[" + x.Name + "] " + x.Value }
