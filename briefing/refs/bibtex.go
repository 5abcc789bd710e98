package refs

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode"

	"briefdesk/briefing/pattern"
)

// BibTeX, with the fields of biblatex: entries “@type{key, field = value, …}”, whose
// values are in braces or quotation marks, numbers, or names of strings, joined
// by “#”. What stands between entries is a comment.

// bibTypes are the types of BibTeX that CSL has as well; the first is the one written.
var bibTypes = []struct{ bib, csl string }{
	{"article", "article-journal"},
	{"online", "webpage"},
	{"www", "webpage"},
	{"electronic", "webpage"},
	{"report", "report"},
	{"techreport", "report"},
	{"book", "book"},
	{"booklet", "pamphlet"},
	{"incollection", "chapter"},
	{"inbook", "chapter"},
	{"inproceedings", "paper-conference"},
	{"conference", "paper-conference"},
	{"thesis", "thesis"},
	{"phdthesis", "thesis"},
	{"mastersthesis", "thesis"},
	{"unpublished", "manuscript"},
	{"patent", "patent"},
	{"dataset", "dataset"},
	{"software", "software"},
	{"proceedings", "book"},
	{"manual", "book"},
	{"misc", "document"},
}

// bibSubtypes are what the field entrysubtype makes of an article.
var bibSubtypes = map[string]string{"newspaper": "article-newspaper", "magazine": "article-magazine"}

// bibExtras are the fields of values that have no field of their own.
var bibExtras = []struct{ bib, csl string }{
	{"volume", "volume"},
	{"number", "issue"},
	{"issue", "issue"},
	{"pages", "page"},
	{"address", "publisher-place"},
	{"location", "publisher-place"},
	{"isbn", "ISBN"},
	{"issn", "ISSN"},
	{"edition", "edition"},
	{"series", "collection-title"},
	{"shorttitle", "title-short"},
	{"type", "genre"},
	{"eventtitle", "event-title"},
	{"version", "version"},
}

const (
	maxBraces = 200     // depth of braces in one value
	maxFields = 1 << 12 // of one entry
)

var bibEntry = pattern.New(`(?i)@\s*(article|book|booklet|misc|online|report|techreport|in\w+|\w*thesis|proceedings|conference|manual|unpublished|www|electronic|dataset|software|patent|string|preamble|comment|collection|periodical)\s*[{(]`)

func isBibTeX(text string) bool { return bibEntry.MatchString(text) }

// bibReader reads entries one after the other.
type bibReader struct {
	*reader
	text    string
	at      int
	lines   lineCounter
	strings map[string]string
}

func readBibTeX(r *reader) {
	b := &bibReader{reader: r, text: r.text, lines: lineCounter{text: r.text}, strings: map[string]string{}}
	for i, m := range months {
		b.strings[m] = fmt.Sprint(i + 1)
	}
	for r.goesOn() {
		i := strings.IndexByte(b.text[b.at:], '@')
		if i < 0 {
			return
		}
		b.at += i
		line := b.lines.at(b.at)
		start := b.at
		if err := b.entry(line); err != nil {
			r.tell(line, "this entry cannot be read, and is left out: %v", err)
			b.at = b.nextEntry(start + 1)
		}
	}
}

// nextEntry is where reading goes on after an entry that is broken: at the next
// “@” that begins a line.
func (b *bibReader) nextEntry(from int) int {
	if i := strings.Index(b.text[from:], "\n@"); i >= 0 {
		return from + i + 1
	}
	return len(b.text)
}

var errBibEnd = errors.New("it has no end; look for a brace or quotation mark that is not closed")

func (b *bibReader) entry(line int) error {
	b.at++ // the @
	kind := strings.ToLower(b.word())
	b.space()
	if kind == "" || b.at >= len(b.text) || b.text[b.at] != '{' && b.text[b.at] != '(' {
		if slices.ContainsFunc(bibTypes, func(t struct{ bib, csl string }) bool { return t.bib == kind }) {
			return errors.New("“{” is missing after its type")
		}
		return nil // an address in a comment
	}
	closing := byte('}')
	if b.text[b.at] == '(' {
		closing = ')'
	}
	switch kind {
	case "comment", "preamble":
		if closing == ')' {
			return nil
		}
		said, err := b.braced()
		if err == nil && kind == "preamble" {
			b.tell(line, "a preamble for TeX is left out: %s", shorten(clean(said)))
		}
		return err
	}
	b.at++
	key := ""
	if kind != "string" {
		key = b.key(closing)
	}
	fields, err := b.fields(closing)
	if err != nil {
		return err
	}
	if kind == "string" {
		for _, f := range fields {
			b.strings[strings.ToLower(f.tag)] = f.value
		}
		return nil
	}
	b.record(line, b.bibRecord(line, kind, key, fields))
	return nil
}

// word reads letters, digits and what names of fields are made of.
func (b *bibReader) word() string {
	b.space()
	start := b.at
	for b.at < len(b.text) && (b.text[b.at] > ' ' && !strings.ContainsRune("{}(),=#\"", rune(b.text[b.at]))) {
		b.at++
	}
	return b.text[start:b.at]
}

func (b *bibReader) space() {
	for b.at < len(b.text) && strings.IndexByte(" \t\r\n", b.text[b.at]) >= 0 {
		b.at++
	}
}

// key reads up to the comma after it, if there is one on the line.
func (b *bibReader) key(closing byte) string {
	start := b.at
	for b.at < len(b.text) && b.text[b.at] != ',' && b.text[b.at] != closing && b.text[b.at] != '\n' && b.text[b.at] != '=' {
		b.at++
	}
	if b.at < len(b.text) && b.text[b.at] == '=' { // there is no key
		b.at = start
		return ""
	}
	return clean(b.text[start:b.at])
}

func (b *bibReader) fields(closing byte) ([]risField, error) {
	var fields []risField
	for {
		b.space()
		for b.at < len(b.text) && b.text[b.at] == ',' {
			b.at++
			b.space()
		}
		switch {
		case b.at >= len(b.text):
			return nil, errBibEnd
		case b.text[b.at] == closing:
			b.at++
			return fields, nil
		case len(fields) >= maxFields:
			return nil, fmt.Errorf("it has more than %d fields", maxFields)
		}
		name := b.word()
		b.space()
		if name == "" || b.at >= len(b.text) || b.text[b.at] != '=' {
			return nil, fmt.Errorf("“=” is missing after %q", shorten(name))
		}
		b.at++
		value, err := b.value()
		if err != nil {
			return nil, err
		}
		fields = append(fields, risField{strings.ToLower(name), value, 0})
	}
}

// value reads the parts of a value that “#” joins.
func (b *bibReader) value() (string, error) {
	var all strings.Builder
	for {
		b.space()
		part, err := b.part()
		if err != nil {
			return "", err
		}
		if all.Len()+len(part) > maxValue {
			return "", fmt.Errorf("a value is longer than %d KB", maxValue>>10)
		}
		all.WriteString(part)
		b.space()
		if b.at >= len(b.text) || b.text[b.at] != '#' {
			return all.String(), nil
		}
		b.at++
	}
}

func (b *bibReader) part() (string, error) {
	switch {
	case b.at >= len(b.text):
		return "", errBibEnd
	case b.text[b.at] == '{':
		return b.braced()
	case b.text[b.at] == '"':
		return b.quoted()
	}
	name := b.word()
	if value, ok := b.strings[strings.ToLower(name)]; ok {
		return value, nil
	}
	return name, nil
}

// braced reads what stands in braces, which may hold others.
func (b *bibReader) braced() (string, error) {
	start, depth := b.at+1, 0
	for ; b.at < len(b.text); b.at++ {
		switch b.text[b.at] {
		case '\\':
			b.at++
		case '{':
			if depth++; depth > maxBraces {
				return "", fmt.Errorf("its braces are more than %d deep", maxBraces)
			}
		case '}':
			if depth--; depth == 0 {
				b.at++
				return b.text[start : b.at-1], nil
			}
		}
	}
	return "", errBibEnd
}

// quoted reads what stands in quotation marks; one in braces is no end.
func (b *bibReader) quoted() (string, error) {
	b.at++
	start, depth := b.at, 0
	for ; b.at < len(b.text); b.at++ {
		switch b.text[b.at] {
		case '\\':
			b.at++
		case '{':
			depth++
		case '}':
			depth--
		case '"':
			if depth <= 0 {
				b.at++
				return b.text[start : b.at-1], nil
			}
		}
	}
	return "", errBibEnd
}

func (b *bibReader) bibRecord(line int, kind, key string, fields []risField) Record {
	rec := Record{Key: key}
	year, month, day, subtype := "", "", "", ""
	for _, f := range fields {
		plain := b.reader.value(line, f.tag, latexText(f.value))
		if plain == "" {
			continue
		}
		switch f.tag {
		case "title":
			rec.one(&rec.Title, "title", plain)
		case "author":
			rec.Authors = append(rec.Authors, bibNames(f.value)...)
		case "editor", "translator":
			for _, n := range bibNames(f.value) {
				rec.add(f.tag, n.inverted())
			}
		case "journal", "journaltitle", "booktitle", "maintitle":
			rec.one(&rec.Container, f.tag, plain)
		case "publisher", "institution", "school", "organization":
			rec.one(&rec.Publisher, f.tag, plain)
		case "date":
			b.bibDate(line, f.tag, plain, &rec.Issued, &rec)
		case "urldate":
			b.bibDate(line, f.tag, plain, &rec.Accessed, &rec)
		case "year":
			year = plain
		case "month":
			month = plain
		case "day":
			day = plain
		case "url":
			rec.one(&rec.URL, f.tag, verbatimText(f.value))
		case "doi":
			rec.one(&rec.DOI, f.tag, verbatimText(f.value))
		case "language", "langid":
			rec.one(&rec.Language, f.tag, plain)
		case "abstract":
			rec.one(&rec.Abstract, f.tag, plain)
		case "keywords", "keyword":
			rec.Keywords = append(rec.Keywords, plain)
		case "note", "annote", "annotation", "comment", "review":
			for part := range strings.SplitSeq(f.value, `\par `) {
				rec.noteOrExtra(b.reader.value(line, f.tag, latexText(part)))
			}
		case "howpublished":
			if strings.HasPrefix(plain, "http") {
				rec.one(&rec.URL, f.tag, verbatimText(strings.TrimPrefix(f.value, `\url`)))
			} else {
				rec.one(&rec.Publisher, f.tag, plain)
			}
		case "entrysubtype":
			subtype = plain
		default:
			rec.add(bibExtraName(f.tag), plain)
		}
	}
	b.bibYear(line, year, month, day, &rec)
	b.bibType(line, kind, subtype, &rec)
	rec.settle()
	return rec
}

func (b *bibReader) bibDate(line int, name, said string, into *string, rec *Record) {
	if *into = parseDate(said); *into == "" {
		b.tell(line, "“%s” is no date; it is kept as words", shorten(said))
		rec.add(name, said)
	}
}

func (b *bibReader) bibYear(line int, year, month, day string, rec *Record) {
	if rec.Issued != "" || year == "" {
		return
	}
	if rec.Issued = parseDate(year); len(rec.Issued) == 4 {
		rec.Issued = date(year, monthOf(month), day)
	}
	if rec.Issued == "" {
		b.tell(line, "“%s” is no year; it is kept as words", shorten(year))
		rec.add("year", year)
	}
}

func (b *bibReader) bibType(line int, kind, subtype string, rec *Record) {
	rec.Type = "document"
	for _, t := range bibTypes {
		if t.bib == kind {
			rec.Type = t.csl
			break
		}
	}
	switch {
	case kind == "article" && bibSubtypes[subtype] != "":
		rec.Type = bibSubtypes[subtype]
	case kind == "misc" && subtype != "":
		rec.Type = subtype
	case subtype != "":
		rec.add("entrysubtype", subtype)
	case rec.Type == "document" && kind != "misc":
		b.tell(line, "the type “%s” is not known; it is read as a document", shorten(kind))
		rec.add("entrytype", kind)
	}
}

func bibExtraName(field string) string {
	for _, x := range bibExtras {
		if x.bib == field {
			return x.csl
		}
	}
	return field
}

// bibNames reads “Family, Given and {Institution} and Given Family”.
func bibNames(value string) []Name {
	var names []Name
	for _, part := range splitOutside(value, isAnd) {
		part = strings.TrimSpace(part)
		if part == "" {
			continue
		}
		if inner, ok := wholeGroup(part); ok {
			names = append(names, Name{Family: clean(latexText(inner))})
			continue
		}
		parts := splitOutside(part, isComma)
		for i := range parts {
			parts[i] = clean(latexText(parts[i]))
		}
		switch len(parts) {
		case 1:
			names = append(names, personName(parts[0]))
		case 2:
			names = append(names, Name{parts[0], parts[1]}.known())
		default: // Family, Jr, Given
			names = append(names, Name{parts[0], strings.Join(append(slices.Clone(parts[2:]), parts[1]), ", ")}.known())
		}
	}
	return names
}

// known has the only part of a name as its Family.
func (n Name) known() Name {
	if n.Family == "" {
		return Name{Family: n.Given}
	}
	return n
}

// splitOutside cuts a value outside of braces, where cut returns how long the cut is.
func splitOutside(s string, cut func(s string, i int) int) []string {
	var parts []string
	depth, start := 0, 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
			continue
		case '{':
			depth++
		case '}':
			depth--
		}
		if depth == 0 {
			if n := cut(s, i); n > 0 {
				parts = append(parts, s[start:i])
				i += n - 1
				start = i + 1
			}
		}
	}
	return append(parts, s[start:])
}

func isComma(s string, i int) int {
	if s[i] == ',' {
		return 1
	}
	return 0
}

func isAnd(s string, i int) int {
	const and = 5 // white space on both sides
	if i+and <= len(s) && unicode.IsSpace(rune(s[i])) && strings.EqualFold(s[i+1:i+4], "and") && unicode.IsSpace(rune(s[i+4])) {
		return and
	}
	return 0
}

// wholeGroup is what stands in the braces that enclose all of s.
func wholeGroup(s string) (string, bool) {
	if len(s) < 2 || s[0] != '{' {
		return "", false
	}
	depth := 0
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '\\':
			i++
		case '{':
			depth++
		case '}':
			if depth--; depth == 0 {
				return s[1:i], i == len(s)-1
			}
		}
	}
	return "", false
}

func writeBibTeX(w io.Writer, records []Record) error {
	out := bufio.NewWriter(w)
	taken := map[string]bool{}
	for i, rec := range records {
		kind, subtype := bibTypeOf(rec)
		fmt.Fprintf(out, "@%s{%s,\n", kind, bibKey(rec, i, taken))
		written := map[string]bool{}
		raw := func(name, value string) {
			if value != "" {
				written[name] = true
				fmt.Fprintf(out, "  %s = {%s},\n", name, value)
			}
		}
		field := func(name, value string) { raw(name, latexEscaped(value)) }
		raw("entrysubtype", subtype)
		field("title", rec.Title)
		raw("author", bibNamesOf(rec.Authors))
		field(bibContainer(rec.Type), rec.Container)
		field("publisher", rec.Publisher)
		field("date", rec.Issued)
		field("urldate", rec.Accessed)
		raw("url", rec.URL)
		raw("doi", strings.NewReplacer("{", "%7B", "}", "%7D", `\`, "%5C").Replace(rec.DOI))
		field("language", rec.Language)
		field("abstract", rec.Abstract)
		field("keywords", strings.Join(rec.Keywords, ", "))
		notes := writeBibExtras(raw, rec, written)
		raw("note", strings.Join(notes, `\par `))
		out.WriteString("}\n\n")
	}
	return out.Flush()
}

// writeBibExtras writes what has a name that a field can have, and returns the
// notes with the rest among them.
func writeBibExtras(raw func(name, value string), rec Record, written map[string]bool) []string {
	var notes []string
	for _, n := range rec.Notes {
		notes = append(notes, latexEscaped(n))
	}
	for _, name := range []string{"editor", "translator"} {
		var names []Name
		for _, v := range rec.extra(name) {
			names = append(names, invertedName(v))
		}
		raw(name, bibNamesOf(names))
	}
	for _, x := range rec.Extra {
		name := x.Name
		for _, e := range bibExtras {
			if e.csl == x.Name {
				name = e.bib
				break
			}
		}
		switch {
		case x.Name == "editor" || x.Name == "translator":
		case !bibField.MatchString(name) || written[name] || bibReserved[name]:
			notes = append(notes, latexEscaped(noted(x)))
		default:
			raw(name, latexEscaped(x.Value))
		}
	}
	return notes
}

var bibField = pattern.New(`^[a-z][a-z0-9-]*$`)

// bibReserved are the fields that do not hold what has no field of its own.
var bibReserved = map[string]bool{
	"title": true, "author": true, "journal": true, "journaltitle": true, "booktitle": true, "maintitle": true, "publisher": true,
	"institution": true, "school": true, "organization": true, "date": true, "urldate": true, "year": true, "month": true, "day": true,
	"url": true, "doi": true, "language": true, "langid": true, "abstract": true, "keywords": true, "keyword": true, "note": true,
	"annote": true, "annotation": true, "comment": true, "review": true, "howpublished": true, "entrysubtype": true,
}

func bibContainer(typ string) string {
	if typ == "chapter" || typ == "paper-conference" {
		return "booktitle"
	}
	return "journaltitle"
}

// bibTypeOf is the type of BibTeX, and the subtype that says the rest of it.
func bibTypeOf(rec Record) (kind, subtype string) {
	for sub, csl := range bibSubtypes {
		if csl == rec.Type {
			return "article", sub
		}
	}
	for _, t := range bibTypes {
		if t.csl == rec.Type {
			return t.bib, ""
		}
	}
	return "misc", latexEscaped(rec.Type)
}

// bibKey is the record's key without what BibTeX cannot have in one, or one made
// for it; no two entries of a file have the same.
func bibKey(rec Record, i int, taken map[string]bool) string {
	key := strings.Map(func(r rune) rune {
		if r <= ' ' || r > '~' || strings.ContainsRune("{}(),=#\"%~\\'@", r) {
			return -1
		}
		return r
	}, rec.Key)
	if key == "" || taken[key] {
		key = fmt.Sprintf("%ssource%d", key, i+1)
	}
	taken[key] = true
	return key
}

func bibNamesOf(names []Name) string {
	var list []string
	for _, n := range names {
		if n.Given == "" {
			list = append(list, "{"+latexEscaped(n.Family)+"}")
			continue
		}
		list = append(list, bibNamePart(n.Family)+", "+bibNamePart(n.Given))
	}
	return strings.Join(list, " and ")
}

// bibNamePart keeps a comma or an “and” within a name from parting it.
func bibNamePart(s string) string {
	escaped := latexEscaped(s)
	if strings.ContainsAny(s, ",") || strings.Contains(" "+strings.ToLower(s)+" ", " and ") {
		return "{" + escaped + "}"
	}
	return escaped
}
