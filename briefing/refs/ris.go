package refs

import (
	"bufio"
	"io"
	"slices"
	"strings"

	"briefdesk/briefing/pattern"
)

// RIS: lines of a tag of two signs, two spaces, a hyphen, a space and a value;
// TY begins a record and ER ends it. EndNote, Zotero, JabRef and Mendeley each
// write a dialect: other tags for the same, or values over several lines.

// risTypes are the types of RIS that CSL has as well; the first is the one written.
var risTypes = []struct{ ris, csl string }{
	{"NEWS", "article-newspaper"},
	{"MGZN", "article-magazine"},
	{"JOUR", "article-journal"},
	{"EJOUR", "article-journal"},
	{"JFULL", "article-journal"},
	{"ELEC", "webpage"},
	{"WEB", "webpage"},
	{"BLOG", "post-weblog"},
	{"RPRT", "report"},
	{"GOVDOC", "report"},
	{"BOOK", "book"},
	{"EBOOK", "book"},
	{"WHOLE", "book"},
	{"CHAP", "chapter"},
	{"ECHAP", "chapter"},
	{"CPAPER", "paper-conference"},
	{"CONF", "paper-conference"},
	{"THES", "thesis"},
	{"ICOMM", "personal_communication"},
	{"PCOMM", "personal_communication"},
	{"BILL", "bill"},
	{"CASE", "legal_case"},
	{"STAT", "legislation"},
	{"HEAR", "hearing"},
	{"PAT", "patent"},
	{"MPCT", "motion_picture"},
	{"VIDEO", "motion_picture"},
	{"SOUND", "song"},
	{"MAP", "map"},
	{"DATA", "dataset"},
	{"COMP", "software"},
	{"ENCYC", "entry-encyclopedia"},
	{"DICT", "entry-dictionary"},
	{"MANSCPT", "manuscript"},
	{"UNPB", "manuscript"},
	{"PAMP", "pamphlet"},
	{"SLIDE", "speech"},
	{"GEN", "document"},
}

// risExtras are the tags of values that have no field of their own.
var risExtras = []struct{ tag, csl string }{
	{"VL", "volume"},
	{"IS", "issue"},
	{"CY", "publisher-place"},
	{"PP", "publisher-place"},
	{"A2", "editor"},
	{"ED", "editor"},
	{"A3", "collection-editor"},
	{"A4", "translator"},
	{"T3", "collection-title"},
	{"ET", "edition"},
	{"SE", "section"},
	{"CN", "call-number"},
	{"ST", "title-short"},
	{"M3", "genre"},
	{"DP", "source"},
	{"AN", "archive_location"},
	{"J2", "container-title-short"},
}

var risLine = pattern.New(`^\s{0,3}([A-Z][A-Z0-9])\s{1,2}-(?:\s(.*)|$)`)

func isRIS(text string) bool {
	n := 0
	for line := range strings.Lines(text) {
		if m := risLine.FindStringSubmatch(strings.TrimRight(line, "\r\n")); m != nil {
			return m[1] == "TY" || n < 40 && strings.Contains(text, "TY  - ")
		}
		if n++; n > 40 {
			return false
		}
	}
	return false
}

// risField is a tag with its value, and the line that it stands at.
type risField struct {
	tag, value string
	line       int
}

func readRIS(r *reader) {
	var fields []risField
	open, beyond := false, 0 // fields that a record has too many
	no, at, from := 0, 0, 0  // the line, where it begins, and where the last value does
	end := func() {
		if beyond > 0 {
			r.tell(fields[0].line, "the record has more than %d fields; the other %d are left out", maxFields, beyond)
		}
		if open {
			r.record(fields[0].line, r.risRecord(fields))
		}
		fields, open, beyond = nil, false, 0
	}
	for whole := range strings.Lines(r.text) {
		no++
		if !r.goesOn() {
			return
		}
		line := strings.TrimRight(whole, "\r\n")
		m := risLine.FindStringSubmatch(line)
		switch {
		case m != nil && m[1] == "TY":
			if open && len(fields) == 1 {
				r.tell(no, "a type without a record is left out: %s", shorten(fields[0].value))
				open = false
			} else if open {
				r.tell(no, "the record before this one has no end (ER); it is read as far as it goes")
			}
			end()
			fields, open, from = []risField{{"TY", m[2], no}}, true, at+len(line)-len(m[2])
		case m != nil && m[1] == "ER":
			end()
		case !open && strings.TrimSpace(line) != "" && len(r.records) > 0:
			r.tell(no, "this stands outside of any record and is left out: %s", shorten(line))
		case m != nil && open && len(fields) == maxFields:
			beyond++
		case m != nil && open:
			fields, from = append(fields, risField{m[1], m[2], no}), at+len(line)-len(m[2])
		case open && strings.TrimSpace(line) != "" && beyond == 0:
			fields[len(fields)-1].value = r.text[from : at+len(line)]
		}
		at += len(whole)
	}
	if open {
		r.tell(no, "the last record has no end (ER); look whether the file is whole")
	}
	end()
}

func (r *reader) risRecord(fields []risField) Record {
	var rec Record
	pages := [2]string{}
	for _, f := range fields {
		value := r.value(f.line, f.tag, f.value)
		if value == "" {
			continue
		}
		switch f.tag {
		case "TY":
			r.risType(f.line, value, &rec)
		case "ID":
			rec.Key = value
		case "TI", "T1", "CT":
			rec.one(&rec.Title, "title-short", value)
		case "T2", "JO", "JF", "BT", "JA":
			if rec.Container != value {
				rec.one(&rec.Container, "container-title-short", value)
			}
		case "AU", "A1":
			rec.Authors = append(rec.Authors, invertedName(value))
		case "PB":
			rec.one(&rec.Publisher, "PB", value)
		case "PY", "Y1", "DA":
			r.risDate(f, value, &rec.Issued, &rec)
		case "Y2":
			r.risDate(f, value, &rec.Accessed, &rec)
		case "UR":
			rec.one(&rec.URL, "UR", value)
		case "DO":
			rec.one(&rec.DOI, "DO", value)
		case "LA":
			rec.one(&rec.Language, "LA", value)
		case "AB", "N2":
			if rec.Abstract != value {
				rec.one(&rec.Abstract, "AB", value)
			}
		case "KW":
			rec.Keywords = append(rec.Keywords, f.value)
		case "N1", "RN":
			rec.noteOrExtra(value)
		case "SP":
			pages[0] = value
		case "EP":
			pages[1] = value
		case "SN":
			rec.add(standardNumber(value), value)
		default:
			name := risExtraName(f.tag)
			if slices.Contains(cslNames, name) {
				value = invertedName(value).inverted()
			}
			rec.add(name, value)
		}
	}
	if pages[0] != "" && pages[1] != "" {
		rec.add("page", pages[0]+"-"+pages[1])
	} else {
		rec.add("page", pages[0]+pages[1])
	}
	rec.adoptGenre()
	rec.settle()
	return rec
}

// one sets a field that takes one value; a second one is kept beside it.
func (rec *Record) one(field *string, more, value string) {
	if *field == "" {
		*field = value
	} else {
		rec.add(more, value)
	}
}

// adoptGenre takes a type that RIS has no tag for from where it was noted.
func (rec *Record) adoptGenre() {
	if rec.Type != "document" {
		return
	}
	for i, x := range rec.Extra {
		if x.Name == "genre" && slices.Contains(cslOnlyTypes, x.Value) {
			rec.Type = x.Value
			rec.Extra = slices.Delete(rec.Extra, i, i+1)
			return
		}
	}
}

// cslOnlyTypes are those of CSL that RIS has no type for.
var cslOnlyTypes = []string{
	"broadcast", "classic", "collection", "entry", "event", "figure", "graphic", "interview", "musical_score", "performance", "periodical",
	"post", "regulation", "review", "review-book", "standard", "treaty", "article",
}

var notedExtra = pattern.New(`^\[([A-Za-z][\w-]*)\] (.+)$`)

func (rec *Record) noteOrExtra(value string) {
	if m := notedExtra.FindStringSubmatch(value); m != nil {
		rec.add(m[1], m[2])
		return
	}
	rec.Notes = append(rec.Notes, value)
}

func (r *reader) risType(line int, value string, rec *Record) {
	rec.Type = "document"
	for _, t := range risTypes {
		if t.ris == strings.ToUpper(value) {
			rec.Type = t.csl
			return
		}
	}
	r.tell(line, "the type “%s” is not known; it is read as a document", shorten(value))
	rec.add("TY", value)
}

// risDate takes the most exact of several dates; of two, that of DA, which the
// others are older forms of.
func (r *reader) risDate(f risField, value string, into *string, rec *Record) {
	d := parseDate(strings.TrimRight(value, "/"))
	if d == "" {
		r.tell(f.line, "“%s” is no date; it is kept as words", shorten(value))
		rec.add(f.tag, value)
		return
	}
	if len(d) > len(*into) || len(d) == len(*into) && f.tag == "DA" {
		*into = d
	}
}

// standardNumber says whether a number is an ISBN or an ISSN, by its digits.
func standardNumber(s string) string {
	digits := 0
	for _, r := range s {
		if r >= '0' && r <= '9' || r == 'X' || r == 'x' {
			digits++
		}
	}
	if digits == 10 || digits == 13 {
		return "ISBN"
	}
	return "ISSN"
}

func risExtraName(tag string) string {
	for _, x := range risExtras {
		if x.tag == tag {
			return x.csl
		}
	}
	return tag
}

func writeRIS(w io.Writer, records []Record) error {
	out := bufio.NewWriter(w)
	line := func(tag, value string) {
		if value != "" {
			out.WriteString(tag + "  - " + value + "\r\n")
		}
	}
	for _, rec := range records {
		typ, genre := risTypeOf(rec)
		line("TY", typ)
		line("ID", rec.Key)
		line("TI", rec.Title)
		for _, n := range rec.Authors {
			line("AU", n.inverted())
		}
		line("T2", rec.Container)
		line("PB", rec.Publisher)
		line("PY", rec.Issued[:min(len(rec.Issued), 4)])
		line("DA", strings.ReplaceAll(rec.Issued, "-", "/"))
		line("Y2", strings.ReplaceAll(rec.Accessed, "-", "/"))
		line("UR", rec.URL)
		line("DO", rec.DOI)
		line("LA", rec.Language)
		line("AB", rec.Abstract)
		for _, k := range rec.Keywords {
			line("KW", k)
		}
		for _, n := range rec.Notes {
			line("N1", n)
		}
		line("M3", genre)
		for _, x := range rec.Extra {
			writeRISExtra(line, x)
		}
		out.WriteString("ER  - \r\n\r\n")
	}
	return out.Flush()
}

// risTypeOf is the type of RIS, and the one of CSL where RIS has none.
func risTypeOf(rec Record) (typ, genre string) {
	for _, t := range risTypes {
		if t.csl == rec.Type {
			return t.ris, ""
		}
	}
	return "GEN", rec.Type
}

var pageRange = pattern.New(`^([^-\s]+)-([^-\s]+)$`)

var risTag = pattern.New(`^[A-Z][A-Z0-9]$`)

func writeRISExtra(line func(tag, value string), x Extra) {
	switch x.Name {
	case "page":
		if m := pageRange.FindStringSubmatch(x.Value); m != nil {
			line("SP", m[1])
			line("EP", m[2])
			return
		}
		line("SP", x.Value)
		return
	case "ISBN", "ISSN":
		if standardNumber(x.Value) == x.Name {
			line("SN", x.Value)
			return
		}
	}
	for _, t := range risExtras {
		if t.csl == x.Name {
			line(t.tag, x.Value)
			return
		}
	}
	if risTag.MatchString(x.Name) && x.Name != "TY" && x.Name != "ER" {
		line(x.Name, x.Value)
		return
	}
	line("N1", noted(x))
}
