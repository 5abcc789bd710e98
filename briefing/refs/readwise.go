package refs

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"briefdesk/briefing"
)

// Readwise's CSV: a line a highlight, by the heads of the columns that its import
// and its export have. The columns after Tags are ours; Readwise passes them over.

// readwiseHeads are the columns written, in order, with the other names of each.
var readwiseHeads = [][]string{
	{"Highlight"},
	{"Title", "Book Title"},
	{"Author", "Book Author"},
	{"URL", "Source URL"},
	{"Note"},
	{"Location"},
	{"Date", "Highlighted at"},
	{"Color", "Colour"},
	{"Tags"},
	{"Publisher"},
	{"Published"},
	{"DOI"},
	{"Prefix"},
	{"Suffix"},
	{"Marking"},
	{"Text"},
	{"Start"},
	{"End"},
}

// Columns of readwiseHeads.
const (
	colHighlight = iota
	colTitle
	colAuthor
	colURL
	colNote
	colLocation
	colDate
	colColour
	colTags
	colPublisher
	colPublished
	colDOI
	colPrefix
	colSuffix
	colMarking
	colText
	colStart
	colEnd
)

func isReadwise(text string) bool { return readwiseComma(text) != 0 }

// readwiseComma is what parts the columns: a comma, or what a spreadsheet writes in
// its place where the comma stands in numbers. It is 0 in a text that is no such file.
func readwiseComma(text string) rune {
	line, _, _ := strings.Cut(text[:min(len(text), maxHead)], "\n")
	for _, comma := range ",;\t" {
		for head := range strings.SplitSeq(line, string(comma)) {
			if strings.EqualFold(strings.Trim(strings.TrimSpace(head), `"`), readwiseHeads[colHighlight][0]) {
				return comma
			}
		}
	}
	return 0
}

// maxHead is how many bytes the line may have that heads a table.
const maxHead = 64 << 10

func writeReadwise(w io.Writer, marks []Mark) error {
	out := csv.NewWriter(w)
	row := make([]string, len(readwiseHeads))
	for i, heads := range readwiseHeads {
		row[i] = heads[0]
	}
	if err := out.Write(row); err != nil {
		return err
	}
	for _, m := range marks {
		if err := out.Write(readwiseRow(m)); err != nil {
			return err
		}
	}
	out.Flush()
	return out.Error()
}

func readwiseRow(m Mark) []string {
	var authors []string
	for _, n := range m.Source.Authors {
		authors = append(authors, n.inverted())
	}
	row := []string{
		m.Exact, m.Source.Title, strings.Join(authors, "; "), m.Source.URL, m.Note, m.Page, m.Noted, m.Colour, strings.Join(m.Tags, ", "),
		m.Source.Container, m.Source.Issued, m.Source.DOI, m.Prefix, m.Suffix, string(m.Marking), "", "", "",
	}
	if !m.Snapshot.IsZero() {
		row[colText], row[colStart], row[colEnd] = m.Snapshot.String(), strconv.Itoa(int(m.Start)), strconv.Itoa(int(m.End))
	}
	for i := range row {
		row[i] = unformula(row[i])
	}
	return row
}

// formulaStarts are what makes a spreadsheet run a cell.
const formulaStarts = "=+-@\t\r'"

// unformula keeps a spreadsheet from running a cell; formula takes that away.
func unformula(s string) string {
	if s != "" && strings.Contains(formulaStarts, s[:1]) {
		return "'" + s
	}
	return s
}

func formula(s string) string {
	if len(s) > 1 && s[0] == '\'' && strings.Contains(formulaStarts, s[1:2]) {
		return s[1:]
	}
	return s
}

func readReadwise(r *reader) {
	in := csv.NewReader(strings.NewReader(r.text))
	in.Comma = readwiseComma(r.text)
	in.LazyQuotes, in.FieldsPerRecord, in.ReuseRecord = true, -1, true
	head, err := in.Read()
	if err != nil {
		r.fail(1, err)
		return
	}
	columns := make([]int, len(readwiseHeads))
	for i, names := range readwiseHeads {
		columns[i] = slices.IndexFunc(head, func(h string) bool {
			return slices.ContainsFunc(names, func(n string) bool { return strings.EqualFold(n, strings.TrimSpace(h)) })
		})
	}
	for r.goesOn() {
		row, err := in.Read()
		if errors.Is(err, io.EOF) {
			return
		}
		line, _ := in.FieldPos(0)
		if err != nil {
			r.tell(line, "this line cannot be read, and is left out: %v", err)
			continue
		}
		r.mark(line, r.readwiseMark(line, columns, row))
	}
}

func (r *reader) readwiseMark(line int, columns []int, row []string) Mark {
	isOurs := columns[colMarking] >= 0
	cell := func(col int) string {
		i := columns[col]
		if i < 0 || i >= len(row) {
			return ""
		}
		if len(row[i]) > maxValue {
			r.tell(line, "the column %s is longer than %d KB; the rest of it is left out", readwiseHeads[col][0], maxValue>>10)
			return strings.ToValidUTF8(row[i][:maxValue], "")
		}
		if isOurs {
			return formula(row[i])
		}
		return row[i]
	}
	m := Mark{
		Source: Record{
			Title: clean(cell(colTitle)), URL: clean(cell(colURL)), Container: clean(cell(colPublisher)), Issued: parseDate(cell(colPublished)), DOI: clean(cell(colDOI)),
		},
		Exact: words(cell(colHighlight)), Note: words(cell(colNote)), Page: clean(cell(colLocation)), Noted: parseDate(cell(colDate)),
		Colour: colourOf(cell(colColour)), Tags: strings.Split(cell(colTags), ","), Prefix: surroundings(cell(colPrefix)), Suffix: surroundings(cell(colSuffix)),
	}
	m.mark(cell(colMarking))
	if isOurs {
		for part := range strings.SplitSeq(cell(colAuthor), ";") {
			m.Source.Authors = append(m.Source.Authors, invertedName(part))
		}
	} else {
		m.Source.Authors = authors(cell(colAuthor))
	}
	if hash := cell(colText); hash != "" && m.Snapshot.UnmarshalText([]byte(hash)) == nil {
		start, errStart := strconv.Atoi(cell(colStart))
		end, errEnd := strconv.Atoi(cell(colEnd))
		if errStart == nil && errEnd == nil && start >= 0 && end >= start && end <= MaxFile {
			m.Range = briefing.Range{Start: briefing.Offset(start), End: briefing.Offset(end)}
		}
	} else {
		m.Snapshot = briefing.Hash{}
	}
	m.settle()
	return m
}
