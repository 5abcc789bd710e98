package refs

import (
	"encoding/json"
	"maps"
	"slices"
	"strings"
)

// Zotero's own JSON: items as its API gives them, and as Better BibTeX exports
// them, with the annotations of attachments and the notes of items.

func isZotero(text string) bool {
	head := strings.TrimSpace(text[:min(len(text), 64<<10)])
	return (strings.HasPrefix(head, "{") || strings.HasPrefix(head, "[")) && strings.Contains(head, `"itemType"`)
}

// zoteroTypes are the types of CSL of those of Zotero.
var zoteroTypes = map[string]string{
	"newspaperArticle": "article-newspaper", "magazineArticle": "article-magazine", "journalArticle": "article-journal", "webpage": "webpage",
	"blogPost": "post-weblog", "report": "report", "book": "book", "bookSection": "chapter", "conferencePaper": "paper-conference", "thesis": "thesis",
	"document": "document", "interview": "interview", "hearing": "hearing", "statute": "legislation", "case": "legal_case", "bill": "bill",
	"letter": "personal_communication", "email": "personal_communication", "preprint": "article", "dataset": "dataset", "standard": "standard",
	"radioBroadcast": "broadcast", "tvBroadcast": "broadcast", "presentation": "speech", "map": "map", "manuscript": "manuscript",
}

// zoteroFields are the fields of Zotero that a record has one for.
func zoteroFields(rec *Record) map[string]*string {
	return map[string]*string{
		"title": &rec.Title, "caseName": &rec.Title, "nameOfAct": &rec.Title, "subject": &rec.Title,
		"publicationTitle": &rec.Container, "websiteTitle": &rec.Container, "blogTitle": &rec.Container, "bookTitle": &rec.Container,
		"proceedingsTitle": &rec.Container, "publisher": &rec.Publisher, "institution": &rec.Publisher, "university": &rec.Publisher,
		"url": &rec.URL, "DOI": &rec.DOI, "language": &rec.Language, "abstractNote": &rec.Abstract, "citationKey": &rec.Key,
	}
}

// zoteroExtras are the names of CSL of other fields.
var zoteroExtras = map[string]string{
	"volume": "volume", "issue": "issue", "pages": "page", "place": "publisher-place", "edition": "edition", "ISBN": "ISBN", "ISSN": "ISSN",
	"shortTitle": "title-short", "rights": "license", "section": "section", "seriesTitle": "collection-title", "series": "collection-title",
	"reportNumber": "number", "libraryCatalog": "source", "archiveLocation": "archive_location", "callNumber": "call-number", "extra": "extra",
}

// zoteroHouse are fields that say how Zotero keeps an item, not what it is.
var zoteroHouse = []string{
	"itemType", "itemID", "key", "itemKey", "version", "dateAdded", "dateModified", "collections", "relations", "uri", "select", "parentItem",
	"libraryID", "creators", "tags", "notes", "attachments", "date", "accessDate", "seeAlso", "deleted", "inPublications", "linkMode", "contentType",
	"charset", "filename", "md5", "mtime", "citekey", "library",
}

type zoteroItem struct {
	Key      string `json:"key"`
	ItemKey  string `json:"itemKey"`
	Type     string `json:"itemType"`
	Parent   string `json:"parentItem"`
	Date     string `json:"date"`
	Accessed string `json:"accessDate"`
	Note     string `json:"note"`
	Creators []struct {
		First string `json:"firstName"`
		Last  string `json:"lastName"`
		Name  string `json:"name"`
		Type  string `json:"creatorType"`
	} `json:"creators"`
	Tags        []zoteroTag       `json:"tags"`
	Notes       []json.RawMessage `json:"notes"`
	Attachments []struct {
		Annotations []zoteroAnnotation `json:"annotations"`
	} `json:"attachments"`
	zoteroAnnotation
}

type zoteroAnnotation struct {
	Text     string      `json:"annotationText"`
	Comment  string      `json:"annotationComment"`
	Colour   string      `json:"annotationColor"`
	Page     string      `json:"annotationPageLabel"`
	Kind     string      `json:"annotationType"`
	Modified string      `json:"dateModified"`
	Own      []zoteroTag `json:"-"`
}

type zoteroTag struct {
	Tag string `json:"tag"`
}

// UnmarshalJSON reads the tags of an annotation beside its own fields.
func (a *zoteroAnnotation) UnmarshalJSON(data []byte) error {
	type plain zoteroAnnotation
	v := struct {
		*plain
		Tags []zoteroTag `json:"tags"`
	}{plain: (*plain)(a)}
	err := json.Unmarshal(data, &v)
	a.Own = v.Tags
	return err
}

// zoteroEntry is an item with the record that is made of it.
type zoteroEntry struct {
	line int
	item zoteroItem
	rec  Record
}

// zoteroEntries reads all items, since annotations may stand before what they
// are of.
func (r *reader) zoteroEntries() []zoteroEntry {
	var entries []zoteroEntry
	r.eachItem(func(line int, raw json.RawMessage) {
		var api struct {
			Data json.RawMessage `json:"data"`
		}
		if json.Unmarshal(raw, &api) == nil && len(api.Data) > 0 && api.Data[0] == '{' {
			raw = api.Data
		}
		e := zoteroEntry{line: line}
		var fields map[string]json.RawMessage
		if json.Unmarshal(raw, &fields) != nil || readZoteroItem(raw, &e.item) != nil {
			r.tell(line, "what stands here is no item of Zotero, and is left out")
			return
		}
		if len(entries) >= maxRecords {
			r.tell(line, "there are more than %d items", maxRecords)
			return
		}
		e.rec = r.zoteroRecord(line, e.item, fields)
		entries = append(entries, e)
	}, "items")
	return entries
}

// readZoteroItem reads an item, and the fields of an annotation that it may be.
func readZoteroItem(raw json.RawMessage, it *zoteroItem) error {
	var v struct {
		Key         string            `json:"key"`
		ItemKey     string            `json:"itemKey"`
		Type        string            `json:"itemType"`
		Parent      json.RawMessage   `json:"parentItem"`
		Date        json.RawMessage   `json:"date"`
		Accessed    string            `json:"accessDate"`
		Note        string            `json:"note"`
		Creators    json.RawMessage   `json:"creators"`
		Tags        []zoteroTag       `json:"tags"`
		Notes       []json.RawMessage `json:"notes"`
		Attachments json.RawMessage   `json:"attachments"`
	}
	if err := json.Unmarshal(raw, &v); err != nil {
		return err
	}
	parent, _ := jsonText(v.Parent)
	date, _ := jsonText(v.Date)
	*it = zoteroItem{Key: v.Key, ItemKey: v.ItemKey, Type: v.Type, Parent: parent, Date: date, Accessed: v.Accessed, Note: v.Note, Tags: v.Tags, Notes: v.Notes}
	if v.Creators != nil {
		if err := json.Unmarshal(v.Creators, &it.Creators); err != nil {
			return err
		}
	}
	if v.Attachments != nil {
		if err := json.Unmarshal(v.Attachments, &it.Attachments); err != nil {
			return err
		}
	}
	return it.zoteroAnnotation.UnmarshalJSON(raw)
}

func (it zoteroItem) key() string {
	if it.Key != "" {
		return it.Key
	}
	return it.ItemKey
}

func (it zoteroItem) isSource() bool {
	return it.Type != "annotation" && it.Type != "note" && it.Type != "attachment"
}

func (r *reader) zoteroRecord(line int, it zoteroItem, fields map[string]json.RawMessage) Record {
	rec := Record{Type: zoteroTypes[it.Type], Issued: parseDate(it.Date), Accessed: parseDate(it.Accessed)}
	if rec.Issued == "" && it.Date != "" {
		r.tell(line, "“%s” is no date; it is kept as words", shorten(it.Date))
		rec.add("issued-said", clean(it.Date))
	}
	known := zoteroFields(&rec)
	for _, name := range slices.Sorted(maps.Keys(fields)) {
		text, isText := jsonText(fields[name])
		value := r.value(line, name, text)
		into, has := known[name]
		switch {
		case !isText || value == "" || slices.Contains(zoteroHouse, name) || strings.HasPrefix(name, "annotation"):
		case has:
			rec.one(into, name, value)
		case zoteroExtras[name] != "":
			rec.add(zoteroExtras[name], value)
		case name != "note":
			rec.add(name, value)
		}
	}
	for _, c := range it.Creators {
		n := Name{clean(c.Last), clean(c.First)}.known()
		if c.Name != "" {
			n = Name{Family: clean(c.Name)}
		}
		if c.Type == "author" || c.Type == "" {
			rec.Authors = append(rec.Authors, n)
		} else {
			rec.add(c.Type, n.inverted())
		}
	}
	for _, t := range it.Tags {
		rec.Keywords = append(rec.Keywords, t.Tag)
	}
	for _, raw := range it.Notes {
		rec.Notes = append(rec.Notes, r.value(line, "notes", zoteroNote(raw)))
	}
	rec.settle()
	if rec.Key == "" {
		rec.Key = it.key()
	}
	return rec
}

// zoteroNote is the HTML of a note, which stands alone or in an object.
func zoteroNote(raw json.RawMessage) string {
	if text, ok := jsonText(raw); ok {
		return text
	}
	var n struct {
		Note string `json:"note"`
	}
	_ = json.Unmarshal(raw, &n) // what is no note has none
	return n.Note
}

func readZoteroSources(r *reader) {
	for _, e := range r.zoteroEntries() {
		if e.item.isSource() && r.goesOn() {
			r.record(e.line, e.rec)
		}
	}
}

func readZoteroMarks(r *reader) {
	entries := r.zoteroEntries()
	byKey := map[string]zoteroEntry{}
	for _, e := range entries {
		if key := e.item.key(); key != "" {
			byKey[key] = e
		}
	}
	for _, e := range entries {
		if !r.goesOn() {
			return
		}
		r.zoteroMarks(e, byKey)
	}
}

func (r *reader) zoteroMarks(e zoteroEntry, byKey map[string]zoteroEntry) {
	switch e.item.Type {
	case "annotation":
		r.zoteroMark(e.line, sourceAbove(e, byKey), e.item.zoteroAnnotation)
	case "note":
		r.note(sourceAbove(e, byKey), e.item.Note)
	}
	for _, a := range e.item.Attachments {
		for _, an := range a.Annotations {
			r.zoteroMark(e.line, e.rec, an)
		}
	}
	for _, note := range e.rec.Notes {
		r.note(e.rec, note)
	}
}

// sourceAbove is the source that an annotation or note belongs to: what it is
// of, or what that is attached to.
func sourceAbove(e zoteroEntry, byKey map[string]zoteroEntry) Record {
	for range 3 {
		parent, ok := byKey[e.item.Parent]
		if !ok {
			break
		}
		e = parent
	}
	if !e.item.isSource() && e.item.Type != "attachment" {
		return Record{}
	}
	return e.rec
}

func (r *reader) zoteroMark(line int, source Record, a zoteroAnnotation) {
	m := Mark{
		Source: source, Exact: words(a.Text), Note: words(a.Comment), Colour: colourOf(a.Colour), Page: clean(a.Page), Noted: parseDate(a.Modified),
	}
	for _, t := range a.Own {
		m.Tags = append(m.Tags, t.Tag)
	}
	if m.Page == "NaN" {
		m.Page = ""
	}
	m.settle()
	r.mark(line, m)
}
