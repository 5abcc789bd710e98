package importer

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/RadhiFadlillah/whatlanggo"

	"briefdesk/briefing"
)

// draft is an article that a parser found, not yet checked or hashed.
type draft struct {
	article  briefing.Article
	blocks   []block
	warnings []string

	name   string // of the part of the file that it stood in, or empty
	format string // of that part; empty is the file's
	index  int    // which of the articles in the file it is, from 1; 0 where it is the only one
}

// block is a block of a snapshot whose ranges count from its own start.
type block struct {
	kind  briefing.TextKind
	level int
	text  string
	cells []briefing.Range
	spans []briefing.Span
	// linked is how many of the code points stand in links.
	linked briefing.Offset
	page   string              // the label of the page on which it begins, or empty
	turns  []briefing.PageMark // the pages that begin within it
}

// normal returns b with text that a snapshot takes. Text which composes across
// the places where markup stood (a letter, then its accent in bold) moves the
// offsets, so that b loses its cells and spans.
func (b block) normal() block {
	if text := strings.Trim(briefing.Normalize(b.text), " \n"); text != b.text {
		return block{kind: b.kind, level: b.level, text: text, page: b.page}
	}
	return b
}

func (d *draft) warn(format string, args ...any) {
	d.warnings = append(d.warnings, clip(oneLine(fmt.Sprintf(format, args...))))
}

// Sources of fields, as Field.Source has them.
const (
	fromText      = "text"
	fromMeta      = "meta"
	fromJSONLD    = "json-ld"
	fromHTML      = "html"
	fromMicrodata = "microdata"
	fromFile      = "file"
	fromURL       = "url"
	fromNotice    = "notice"
)

// longestField is the most code points a field may have: a title of a
// thousand words is an attack or an accident.
const longestField = 500

// field makes a Field of a value as found; a value that is empty or too long
// to be true is not known.
func field(value, from string, sure briefing.Confidence) briefing.Field {
	value = oneLine(value)
	if value == "" || !fits(value) {
		return briefing.Field{}
	}
	return briefing.Field{Value: value, Source: from, Confidence: sure}
}

// fits reports whether s is short enough for a field.
func fits(s string) bool { return briefing.Length(s) <= longestField }

// first returns the first field that is known.
func first(fields ...briefing.Field) briefing.Field {
	for _, f := range fields {
		if f.Value != "" {
			return f
		}
	}
	return briefing.Field{}
}

// maxBlocks bounds what a snapshot may hold: a long book has some ten thousand.
// Parsers stop just above it, and the item is refused.
const maxBlocks = 100_000

// item finishes a draft: what is true of every format is done here.
func (d draft) item(f Format, src source, original briefing.Hash) (Item, error) {
	if len(d.blocks) == 0 {
		return Item{}, &refusal{reason: "there is no text of an article in it; open it elsewhere and save what you see as text"}
	}
	if len(d.blocks) > maxBlocks {
		return Item{}, &refusal{reason: fmt.Sprintf(
			"it has more than %d paragraphs, which no article has; save only the article itself", maxBlocks)}
	}
	a := d.article
	name := d.name
	if name == "" {
		name = src.name
	}
	a.Title = first(a.Title, field(stem(name), fromFile, briefing.ConfidenceLow))
	a.Title = titleOfFile(a.Title, src.name)
	a.Genre = first(a.Genre, genreOfNotices(a.Notices))
	a.Language = weighLanguage(a.Language, d.language())

	s, err := snapshot(d.blocks, original)
	if err != nil {
		return Item{}, err
	}
	a.Snapshots = []briefing.Hash{s.Hash}
	it := Item{Format: f.Name, Index: d.index, Article: a, Snapshot: s, Warnings: d.warnings}
	if d.format != "" {
		it.Format = d.format
	}
	return it, nil
}

// snapshot joins blocks. A page is marked where the text that is left of it
// begins: its first block may have been a notice or a running head.
func snapshot(blocks []block, original briefing.Hash) (briefing.Snapshot, error) {
	var b briefing.Builder
	page := ""
	for _, bl := range blocks {
		if bl.page != "" && bl.page != page {
			page = bl.page
			b.Page(page)
		}
		b.Add(bl.kind, bl.level, bl.text, bl.cells, bl.spans)
		for _, turn := range bl.turns {
			page = turn.Label
			b.Turn(turn.Offset, page)
		}
	}
	return b.Snapshot(original)
}

// titleOfFile makes certain of a title that the name of its file repeats.
func titleOfFile(title briefing.Field, name string) briefing.Field {
	const fewest = 3 // words
	t, n := letters(title.Value), letters(stem(name))
	if title.Confidence == briefing.ConfidenceMedium && words(title.Value) >= fewest && (t == n || strings.HasPrefix(n, t)) {
		title.Confidence = briefing.ConfidenceHigh
	}
	return title
}

// weighLanguage holds the language that a source declares against that of its
// words, which is right where the two differ: sites forget to change a template.
func weighLanguage(declared, heard briefing.Field) briefing.Field {
	switch {
	case declared.Value == "" || heard.Value == "":
		return first(declared, heard)
	case sameLanguage(declared.Value, heard.Value):
		declared.Confidence = briefing.ConfidenceHigh
	case heard.Confidence == briefing.ConfidenceMedium:
		return heard
	default:
		declared.Confidence = briefing.ConfidenceMedium
	}
	return declared
}

// language guesses from the words; a few hundred letters are needed
// to be right nineteen times in twenty.
func (d *draft) language() briefing.Field {
	const enough, most = 200, 4000
	var sample strings.Builder
	for _, b := range d.blocks {
		if b.kind == briefing.TextCode || sample.Len() > most {
			continue
		}
		sample.WriteString(b.text)
		sample.WriteByte('\n')
	}
	text := briefing.Slice(sample.String(), briefing.Range{End: most})
	info := whatlanggo.Detect(text)
	if briefing.Length(text) < enough || info.Lang.Iso6391() == "" {
		return briefing.Field{}
	}
	sure := briefing.ConfidenceLow
	if info.IsReliable() {
		sure = briefing.ConfidenceMedium
	}
	return field(info.Lang.Iso6391(), fromText, sure)
}

// oneLine normalises s and leaves one space for each run of white space.
func oneLine(s string) string { return strings.Join(strings.Fields(briefing.Normalize(s)), " ") }

// words counts the words of s.
func words(s string) int { return len(strings.Fields(s)) }

// letters leaves only what is said: lower-case letters and digits. Two lines
// with the same letters are the same words.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s)
}

// closers may stand after the stop that ends a sentence.
const closers = "\"'”’»)]*_"

// ends reports whether s is finished by one of the stops.
func ends(s, stops string) bool {
	s = strings.TrimRight(s, closers)
	return strings.HasSuffix(s, "…") || s != "" && strings.ContainsAny(lastRune(s), stops)
}

func lastRune(s string) string {
	r := []rune(s)
	return string(r[len(r)-1:])
}

// fullStops end a sentence; anyStops end a line that is meant to end there.
const (
	fullStops = ".。۔।"
	anyStops  = fullStops + "!?:;！？؟…"
)

// excerpt is the beginning of s, to be recognised by.
func excerpt(s string) string {
	const most, longest = 8, 80 // words, code points
	w := strings.Fields(s)
	short := briefing.Slice(strings.Join(w[:min(len(w), most)], " "), briefing.Range{End: longest})
	if short == s {
		return s
	}
	return strings.TrimSpace(short) + " …"
}
