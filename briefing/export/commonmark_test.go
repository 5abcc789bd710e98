package export_test

import (
	"encoding/json"
	"html"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode"

	"briefdesk/briefing"
	"briefdesk/briefing/export"
	"briefdesk/briefing/layout"
)

// specExample is an example of the CommonMark specification.
type specExample struct {
	Example  int    `json:"example"`
	Markdown string `json:"markdown"`
	HTML     string `json:"html"`
}

// specExamples reads the examples that lie beside the parser's source.
func specExamples(t *testing.T) []specExample {
	t.Helper()
	module, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Skip("the parser's source is not here:", err)
	}
	data, err := os.ReadFile(filepath.Join(strings.TrimSpace(string(module)), "_test", "spec.json"))
	if err != nil {
		t.Skip("the specification is not here:", err)
	}
	var examples []specExample
	must(t, json.Unmarshal(data, &examples))
	return examples
}

var (
	comments    = regexp.MustCompile(`(?s)<!--.*?-->|<\?.*?\?>|<!\[CDATA\[.*?\]\]>|<![A-Z].*?>`)
	described   = regexp.MustCompile(`(?s)<img [^>]*?alt="([^"]*)"[^>]*>`)
	inlineTag   = regexp.MustCompile(`(?s)</?(?:em|strong|a|code)(?:\s[^>]*)?>`)
	anyTag      = regexp.MustCompile(`(?s)<[A-Za-z/][^>]*>`)
	isSeparator = func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
)

// wordsOfHTML are the words that a browser would show.
func wordsOfHTML(s string) []string {
	s = comments.ReplaceAllString(s, " ")
	s = described.ReplaceAllString(s, "$1")
	s = inlineTag.ReplaceAllString(s, "")
	s = anyTag.ReplaceAllString(s, " ")
	return strings.FieldsFunc(html.UnescapeString(s), isSeparator)
}

// printedWords are the words of the note's blocks, a space between those that are set apart.
func printedWords(doc layout.Document) string {
	var printed strings.Builder
	var x, y layout.Pt
	for _, page := range doc.Pages {
		for _, it := range page.Items {
			text, ok := it.(layout.Text)
			if !ok || text.Block == 0 {
				continue
			}
			if text.Y != y || math.Abs(float64(text.X-x)) > 0.5 {
				printed.WriteByte(' ')
			}
			x, y = text.X+text.Width(), text.Y
			printed.WriteString(text.Words)
		}
	}
	return strings.ReplaceAll(printed.String(), "\u00ad ", "")
}

// TestCommonMarkLosesNoWord exports each example of the specification as text of
// a note: what a browser would show stands on the pages, in order. HTML is
// printed as it is typed, so more may stand there.
func TestCommonMarkLosesNoWord(t *testing.T) {
	e := newExporter(t)
	all := briefing.Briefing{Title: "All examples"}
	for _, example := range specExamples(t) {
		b := briefing.Briefing{Title: "Note", Blocks: []briefing.Block{{Kind: briefing.BlockText, Text: example.Markdown}}}
		all.Blocks = append(all.Blocks, b.Blocks...)
		p, err := e.Prepare(b, nil, export.Options{})
		if err != nil {
			t.Errorf("example %d: %v", example.Example, err)
			continue
		}
		printed := printedWords(p.Document)
		words := strings.FieldsFunc(printed, isSeparator)
		for _, want := range wordsOfHTML(example.HTML) {
			i := 0
			for i < len(words) && words[i] != want {
				i++
			}
			if i == len(words) {
				t.Errorf("example %d: %q is lost\n%s\nis printed as\n%s", example.Example, want, example.Markdown, printed)
				break
			}
			words = words[i+1:]
		}
	}
	for _, template := range layout.Templates() {
		all.Template = template
		_, err := e.Export(all, nil, "all.pdf", export.Options{})
		must(t, err)
	}
}
