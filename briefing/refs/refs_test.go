package refs_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/google/go-cmp/cmp"

	"briefdesk/briefing/refs"
)

// files are small files in the manner of the programs that write them; the fuzz
// targets begin with them.
var files = map[string]string{
	"endnote.ris":     "TY  - JOUR\r\nAU  - Smith, John\r\nAU  - World Health Organization,, Geneva\r\nY1  - 2019/05/05\r\nPY  - 2018/02/01/\r\nDA  - 2020/02/01\r\nA2  - Roe,J.\r\nTI  - A title\r\nJO  - Journal\r\nSP  - 1\r\nEP  - 9\r\nN2  - An abstract\r\nover two lines.\r\nUR  - https://example.org/a\r\nER  - \r\n",
	"no-end.ris":      "TY  - NEWS\nTI  - One\nTY  - NOVEL\nTI  - Two\n",
	"jabref.bib":      "% Encoding: UTF-8\n@STRING{who = \"World Health \" # {Organization}}\n@Article{key1,\n  author = {M{\\\"u}ller, J\\'{o}zef and {Doe Institute} and van Beethoven, Jr, L.},\n  title = \"{T}he {\\ss} \\& \\emph{other} signs -- 50\\%\",\n  journal = who, year = 2020, month = feb, url = {https://example.org/a\\_b},\n}\n@comment{jabref-meta: databaseType:bibtex;}\n",
	"broken.bib":      "@article,\n@misc{a, title = {One}}\n@misc{b, title {Two}}\n@misc{c, title = {Three}}\n@misc{c, title = {Four}}\n@misc{d, title = {Five",
	"csl.json":        `[{"id":"a","type":"article-newspaper","title":"T","author":[{"family":"Hugo","given":"Victor","non-dropping-particle":"van"}],"issued":{"date-parts":[["2020",2]]},"volume":3,"custom":{"a":[1,2]}}, 7]`,
	"hypothesis.json": "{\"total\":2,\"rows\":[{\"created\":\"2024-05-06T10:00:00Z\",\"uri\":\"https://example.org/a\",\"text\":\"A note\",\"tags\":[\"x\"],\"document\":{\"title\":[\"Page\"]},\n\"target\":[{\"selector\":[{\"type\":\"TextPositionSelector\",\"start\":3,\"end\":9},{\"type\":\"TextQuoteSelector\",\"exact\":\"the words\",\"prefix\":\"before \",\"suffix\":\" after\"}]}]},\n{\"uri\":\"https://example.org/a\",\"text\":\"page note\",\"target\":[{}]}]}",
	"zotero.json":     `{"items":[{"itemType":"newspaperArticle","title":"T","creators":[{"firstName":"A","lastName":"B","creatorType":"author"}],"date":"2020-01-02","publicationTitle":"Paper","key":"AB","notes":["<p><span class=\"highlight\">“noted words”</span> <span class=\"citation\">(<span class=\"citation-item\">B, 2020, p. 4</span>)</span> mine</p>"],"attachments":[{"annotations":[{"annotationText":"marked words","annotationComment":"why","annotationColor":"#5fb236","annotationPageLabel":"NaN","tags":[{"tag":"t"}]}]}]}]}`,
	"note.html":       `<div data-citation-items="%5B%7B%22uris%22%3A%5B%22u%22%5D%2C%22itemData%22%3A%7B%22id%22%3A%22u%22%2C%22type%22%3A%22webpage%22%2C%22title%22%3A%22Cited%22%7D%7D%5D"><h1>Annotations<br/>(1/2/2024)</h1><p><span class="highlight" data-annotation="%7B%22color%22%3A%22%23ff6666%22%2C%22pageLabel%22%3A%223%22%2C%22citationItem%22%3A%7B%22uris%22%3A%5B%22u%22%5D%7D%7D">“words &amp; more”</span> <span class="citation">(B, p. 3)</span> comment</p></div>`,
	"note.md":         "# A report\n\n“words here” ([B, 2020, p. 4](zotero://select/library/items/X)) ([pdf](zotero://open-pdf/library/items/Y?page=NaN&annotation=Z)) comment \\[one\\]\n",
	"readwise.csv":    "Highlight,Book Title,Book Author,Note,Color,Tags,Location,Highlighted at\n\"Words, in\nlines\",Book,Jane Doe and John Roe,,yellow,\"a, b\",12,2024-01-02 10:00:00\n",
	"page.jsonld":     `{"@context":"http://www.w3.org/ns/anno.jsonld","type":"Annotation","body":"a comment","target":{"source":"https://example.org/a","selector":{"type":"FragmentSelector","value":"x","refinedBy":{"type":"TextQuoteSelector","exact":"words"}}}}`,
}

func readSources(t *testing.T, name string, data string) refs.Sources {
	t.Helper()
	got, err := refs.ReadSources(t.Context(), name, []byte(data))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func readMarks(t *testing.T, name string) refs.Marks {
	t.Helper()
	got, err := refs.ReadMarks(t.Context(), name, []byte(files[name]))
	if err != nil {
		t.Fatal(err)
	}
	return got
}

func TestSourcesOfOtherProgramsAreRead(t *testing.T) {
	for _, tt := range []struct {
		name string
		want refs.Record
	}{
		{"endnote.ris", refs.Record{
			Type: "article-journal", Title: "A title", Authors: []refs.Name{{Family: "Smith", Given: "John"}, {Family: "World Health Organization, Geneva"}},
			Container: "Journal", Issued: "2020-02-01", URL: "https://example.org/a", Abstract: "An abstract over two lines.", Extra: []refs.Extra{{Name: "editor", Value: "Roe, J."}, {Name: "page", Value: "1-9"}},
		}},
		{"jabref.bib", refs.Record{
			Key: "key1", Type: "article-journal", Title: "The ß & other signs – 50%", Container: "World Health Organization", Issued: "2020-02", URL: "https://example.org/a_b",
			Authors: []refs.Name{{Family: "Müller", Given: "Józef"}, {Family: "Doe Institute"}, {Family: "van Beethoven", Given: "L., Jr"}},
		}},
		{"csl.json", refs.Record{
			Key: "a", Type: "article-newspaper", Title: "T", Authors: []refs.Name{{Family: "van Hugo", Given: "Victor"}}, Issued: "2020-02",
			Extra: []refs.Extra{{Name: "custom", Value: `{"a":[1,2]}`}, {Name: "volume", Value: "3"}},
		}},
		{"zotero.json", refs.Record{Key: "AB", Type: "article-newspaper", Title: "T", Authors: []refs.Name{{Family: "B", Given: "A"}}, Container: "Paper", Issued: "2020-01-02"}},
	} {
		got := readSources(t, tt.name, files[tt.name])
		if tt.name == "zotero.json" {
			got.Records[0].Notes = nil
		}
		if diff := cmp.Diff(tt.want, got.Records[0]); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
	}
}

func TestWhatIsWrongWithOneRecordIsTold(t *testing.T) {
	for _, tt := range []struct {
		name    string
		records int
		told    []string
	}{
		{"no-end.ris", 2, []string{"line 3: the record before this one has no end (ER)", "the last record has no end", "line 3: the type “NOVEL” is not known"}},
		{"broken.bib", 3, []string{"line 1: this entry cannot be read, and is left out: “{” is missing", "line 3: this entry cannot be read, and is left out: “=” is missing after \"title\"", "line 5: the key “c” has another record already", "line 6: this entry cannot be read, and is left out: it has no end"}},
		{"csl.json", 1, []string{"line 1: what stands here is no record"}},
	} {
		got := readSources(t, tt.name, files[tt.name])
		var told strings.Builder
		for _, f := range got.Findings {
			told.WriteString(f.Message + "\n")
		}
		for _, want := range tt.told {
			if !strings.Contains(told.String(), want) {
				t.Errorf("%s: there is no finding “%s”:\n%s", tt.name, want, told.String())
			}
		}
		if len(got.Records) != tt.records {
			t.Errorf("%s: %d records, want %d", tt.name, len(got.Records), tt.records)
		}
	}
}

func TestMarksOfOtherProgramsAreRead(t *testing.T) {
	for _, tt := range []struct {
		name string
		want []refs.Mark
		told int
	}{
		{"hypothesis.json", []refs.Mark{{
			Source: refs.Record{Title: "Page", URL: "https://example.org/a"}, Exact: "the words", Prefix: "before ", Suffix: " after", Units: [2]int{3, 9},
			Note: "A note", Tags: []string{"x"}, Noted: "2024-05-06",
		}}, 1},
		{"note.html", []refs.Mark{{Source: refs.Record{Key: "u", Title: "Cited"}, Exact: "words & more", Colour: "rose", Note: "comment", Page: "3"}}, 0},
		{"note.md", []refs.Mark{{Source: refs.Record{Title: "A report"}, Exact: "words here", Note: "comment [one]", Page: "4"}}, 0},
		{"readwise.csv", []refs.Mark{{
			Source: refs.Record{Title: "Book", Authors: []refs.Name{{Family: "Doe", Given: "Jane"}, {Family: "Roe", Given: "John"}}}, Exact: "Words, in\nlines", Colour: "amber",
			Tags: []string{"a", "b"}, Page: "12", Noted: "2024-01-02",
		}}, 0},
		{"page.jsonld", []refs.Mark{{Source: refs.Record{URL: "https://example.org/a"}, Exact: "words", Note: "a comment"}}, 0},
	} {
		got := readMarks(t, tt.name)
		if diff := cmp.Diff(tt.want, got.Marks); diff != "" {
			t.Errorf("%s: %s", tt.name, diff)
		}
		if len(got.Findings) != tt.told {
			t.Errorf("%s: %v", tt.name, got.Findings)
		}
	}
	for _, comma := range []string{";", "\t"} {
		got, err := refs.ReadMarks(t.Context(), "x.csv", []byte(strings.ReplaceAll("Title,Highlight,Note\nA,words 1;2,n\n", ",", comma)))
		if err != nil || len(got.Marks) != 1 || !strings.HasPrefix(got.Marks[0].Exact, "words 1") {
			t.Errorf("parted by %q: %+v %v", comma, got, err)
		}
	}
	got := readMarks(t, "zotero.json")
	if len(got.Marks) != 2 || got.Marks[0].Exact != "marked words" || got.Marks[0].Colour != "green" || got.Marks[0].Page != "" || got.Marks[1].Exact != "noted words" || got.Marks[1].Note != "mine" {
		t.Errorf("zotero.json: %+v", got.Marks)
	}
}

func TestEncodings(t *testing.T) {
	const text = "TY  - NEWS\nTI  - Café\nER  - \n"
	wide := []byte{0xff, 0xfe}
	for _, u := range utf16.Encode([]rune(text)) {
		wide = append(wide, byte(u), byte(u>>8))
	}
	for name, data := range map[string]string{
		"UTF-8": text, "with a mark": "\ufeff" + text, "UTF-16": string(wide), "UTF-16 without a mark": string(wide[2:]), "Windows-1252": strings.ReplaceAll(text, "é", "\xe9"),
		"labelled": "% Encoding: ISO8859_2\n" + strings.ReplaceAll(text, "é", "\xe9"),
	} {
		got := readSources(t, name, data)
		if len(got.Records) != 1 || got.Records[0].Title != "Café" || (len(got.Findings) == 1) != (name == "Windows-1252") {
			t.Errorf("%s: %+v", name, got)
		}
	}
}

func TestFilesThatAreRefusedSayWhy(t *testing.T) {
	many := strings.Repeat("TY  - NEWS\nTI  - A\nER  - \n", 100_001)
	for _, tt := range []struct{ name, data, want string }{
		{"empty.ris", " \n", "read empty.ris: it is empty; export it again"},
		{"a.ris", "%0 Journal Article\n%T Title", "this is EndNote's own tagged format"},
		{"readwise.csv", files["readwise.csv"], "it holds passages: import it as passages"},
		{"a.txt", "plain text", "it is in none of the formats that are read; export it as CSL-JSON"},
		{"a.json", "[{\"id\":\"a\"},\n{\"id\":", "read a.json: line 2: the JSON is damaged: it ends in the middle; export it again"},
		{"a.json", "{\"version\":1}", "there is no list of items in it"},
		{"deep.json", "[" + strings.Repeat("[", 20_000), "the JSON is damaged"},
		{"many.ris", many, "more than 100000 records; export the collection in parts"},
		{"/home/someone/large.bib", strings.Repeat(" ", 65<<20), "read large.bib: it is larger than 64 MB; export the collection in parts"},
	} {
		_, err := refs.ReadSources(t.Context(), tt.name, []byte(tt.data))
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: %v, want %s", tt.name, err, tt.want)
		}
	}
	if _, err := refs.ReadMarks(t.Context(), "a.bib", []byte(files["jabref.bib"])); err == nil || !strings.Contains(err.Error(), "it holds sources: import it as references") {
		t.Errorf("sources read as passages: %v", err)
	}
	ctx, stop := context.WithCancel(t.Context())
	stop()
	if _, err := refs.ReadSources(ctx, "a.ris", []byte(many)); !errors.Is(err, context.Canceled) {
		t.Errorf("stopped: %v", err)
	}
}

// What is too much of one record is told, and costs no more time than reading it.
func TestARecordIsBounded(t *testing.T) {
	var distinct strings.Builder
	for i := range 100_000 {
		fmt.Fprintf(&distinct, "k%d,", i)
	}
	for _, tt := range []struct{ name, data, told string }{
		{"many fields", "TY  - NEWS\nTI  - A\n" + strings.Repeat("KW  - a\n", 50_000) + "ER  - \n", "line 1: the record has more than 4096 fields; the other 45906 are left out"},
		{"a long value", "TY  - NEWS\nTI  - A\nAB  - a\n" + strings.Repeat("b\n", 1<<20) + "ER  - \n", "line 3: the field AB is longer than 1024 KB"},
		{"many keywords", "TY  - NEWS\nTI  - A\nKW  - " + distinct.String() + "\nER  - \n", ""},
	} {
		got := readSources(t, tt.name, tt.data)
		if len(got.Records) != 1 || got.Records[0].Title != "A" {
			t.Errorf("%s: %d records are read", tt.name, len(got.Records))
		}
		if told := len(got.Findings) > 0; told != (tt.told != "") || told && !strings.Contains(got.Findings[0].Message, tt.told) {
			t.Errorf("%s: it is told %v, want %s", tt.name, got.Findings, tt.told)
		}
	}
}

func TestNoCellIsAFormula(t *testing.T) {
	var b strings.Builder
	if err := refs.WriteMarks(&b, ".csv", []refs.Mark{{Exact: "=cmd()", Note: "+1", Source: refs.Record{Title: "@x"}}}); err != nil {
		t.Fatal(err)
	}
	for _, cell := range []string{"'=cmd()", "'+1", "'@x"} {
		if !strings.Contains(b.String(), cell) {
			t.Errorf("%s is not kept from being run:\n%s", cell, b.String())
		}
	}
}

// fuzz reads what it is given under a name of each format.
func fuzz(f *testing.F, read func(t *testing.T, name, data string)) {
	for _, data := range files {
		f.Add(data)
	}
	f.Fuzz(func(t *testing.T, data string) { read(t, "file", data) })
}

// What is read of any bytes can be written in all formats, and read again.
func FuzzSources(f *testing.F) {
	fuzz(f, func(t *testing.T, name, data string) {
		got, err := refs.ReadSources(t.Context(), name, []byte(data))
		if err != nil {
			return
		}
		for _, format := range refs.SourceFormats() {
			var b strings.Builder
			if err := refs.WriteSources(&b, format.Extension, got.Records); err != nil {
				t.Fatal(err)
			}
			if len(got.Records) == 0 {
				continue
			}
			again, err := refs.ReadSources(t.Context(), name, []byte(b.String()))
			if err != nil || len(again.Records) != len(got.Records) {
				t.Fatalf("%s: %d of %d records are read again: %v\n%s", format.Label, len(again.Records), len(got.Records), err, b.String())
			}
		}
	})
}

func FuzzMarks(f *testing.F) {
	fuzz(f, func(t *testing.T, name, data string) {
		got, err := refs.ReadMarks(t.Context(), name, []byte(data))
		if err != nil || len(got.Marks) == 0 {
			return
		}
		for _, format := range refs.MarkFormats() {
			var b strings.Builder
			if err := refs.WriteMarks(&b, format.Extension, got.Marks); err != nil {
				t.Fatal(err)
			}
			again, err := refs.ReadMarks(t.Context(), name, []byte(b.String()))
			if err != nil || len(again.Marks) != len(got.Marks) {
				t.Fatalf("%s: %d of %d marks are read again: %v\n%s", format.Label, len(again.Marks), len(got.Marks), err, b.String())
			}
		}
	})
}
