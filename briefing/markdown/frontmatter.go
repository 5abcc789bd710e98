package markdown

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/goccy/go-yaml"
	"github.com/goccy/go-yaml/ast"
	"github.com/goccy/go-yaml/parser"

	"briefdesk/briefing"
	"briefdesk/briefing/quote"
)

// A key of the front matter. Either one or several is set: text for a key with
// one value, read and write for one that holds more.
type key struct {
	name  string
	text  func(*briefing.Briefing) *string
	check func(value string) error
	read  func(*briefing.Briefing, ast.Node) error
	write func(briefing.Briefing) string
}

// keys are all keys, in the order in which they are written.
var keys = []key{
	{name: "title", text: func(b *briefing.Briefing) *string { return &b.Title }},
	{name: "reference", text: func(b *briefing.Briefing) *string { return &b.Reference }},
	{name: "to", text: func(b *briefing.Briefing) *string { return &b.To }},
	{name: "from", text: func(b *briefing.Briefing) *string { return &b.From }},
	{name: "date", text: func(b *briefing.Briefing) *string { return &b.Date }, check: checkDate},
	{name: "purpose", text: func(b *briefing.Briefing) *string { return &b.Purpose }},
	{name: "distribution", read: readDistribution, write: writeDistribution},
	{name: "template", text: func(b *briefing.Briefing) *string { return &b.Template }},
	{name: "draft", text: func(b *briefing.Briefing) *string { return &b.Draft }},
	{name: "profile", text: func(b *briefing.Briefing) *string { return &b.Profile }},
	{name: "marking", text: func(b *briefing.Briefing) *string { return (*string)(&b.Marking) }},
	{name: "scale", text: func(b *briefing.Briefing) *string { return &b.Scale }},
	{name: "style", text: func(b *briefing.Briefing) *string { return &b.Style }, check: checkStyle},
	{name: "citations", text: func(b *briefing.Briefing) *string { return (*string)(&b.Citations) }, check: checkCitations},
	{name: "language", text: func(b *briefing.Briefing) *string { return &b.Language }},
	{name: "fields", read: readFields, write: writeFields},
}

const frontMatterFence = "---"

// cutFrontMatter parts the front matter from the body. A text without front
// matter is all body.
func cutFrontMatter(text string) (head, body string, bodyLine int, err error) {
	lines := strings.Split(text, "\n")
	if strings.TrimRight(lines[0], " \t") != frontMatterFence {
		return "", text, 1, nil
	}
	for i := 1; i < len(lines); i++ {
		if strings.TrimRight(lines[i], " \t") == frontMatterFence {
			return strings.Join(lines[1:i], "\n"), strings.Join(lines[i+1:], "\n"), i + 2, nil
		}
	}
	return "", "", 0, errors.New("line 1: the front matter is not closed; end it with a line ---")
}

// readFrontMatter reads what stands between the fences; its first line is the
// second of the file.
func readFrontMatter(head string) (briefing.Briefing, error) {
	var b briefing.Briefing
	entries, err := parseYAML(head)
	if err != nil {
		return b, err
	}
	for _, e := range entries {
		name, err := scalar(e.Key)
		if err != nil {
			return b, err
		}
		i := slices.IndexFunc(keys, func(k key) bool { return k.name == name })
		if i < 0 {
			return b, lineError(e.Key, fmt.Errorf("there is no key %q; there are %s", name, keyNames()))
		}
		if err := keys[i].set(&b, e.Value); err != nil {
			return b, err
		}
	}
	return b, nil
}

func (k key) set(b *briefing.Briefing, n ast.Node) error {
	if k.read != nil {
		return k.read(b, n)
	}
	value, err := scalar(n)
	if err != nil {
		return err
	}
	if k.check != nil && value != "" {
		if err := k.check(value); err != nil {
			return lineError(n, err)
		}
	}
	*k.text(b) = value
	return nil
}

func keyNames() string {
	names := make([]string, len(keys))
	for i, k := range keys {
		names[i] = k.name
	}
	return strings.Join(names, ", ")
}

func checkDate(value string) error {
	if _, err := time.Parse(time.DateOnly, value); err != nil {
		return fmt.Errorf("the date %q is not a day written YYYY-MM-DD, such as 2025-08-31", value)
	}
	return nil
}

func checkStyle(value string) error {
	_, err := quote.ParseStyle(value)
	return err
}

func checkCitations(value string) error {
	_, err := briefing.ParseCitationStyle(value)
	return err
}

func parseYAML(head string) ([]*ast.MappingValueNode, error) {
	file, err := parser.ParseBytes([]byte(head), 0)
	if err != nil {
		var y yaml.Error
		if errors.As(err, &y) && y.GetToken() != nil {
			return nil, fmt.Errorf("line %d: read the front matter: %s", y.GetToken().Position.Line+1, y.GetMessage())
		}
		return nil, fmt.Errorf("read the front matter: %w", err)
	}
	if len(file.Docs) == 0 || file.Docs[0].Body == nil {
		return nil, nil
	}
	return mapping(file.Docs[0].Body)
}

func lineError(n ast.Node, err error) error {
	return fmt.Errorf("line %d: %w", n.GetToken().Position.Line+1, err)
}

func mapping(n ast.Node) ([]*ast.MappingValueNode, error) {
	switch n := n.(type) {
	case *ast.MappingNode:
		return n.Values, nil
	case *ast.MappingValueNode:
		return []*ast.MappingValueNode{n}, nil
	}
	return nil, lineError(n, errors.New("want lines “key: value”"))
}

// scalar is one value as it is written, whatever YAML would make of it: 007
// and yes stay what they are.
func scalar(n ast.Node) (string, error) {
	switch n := n.(type) {
	case *ast.StringNode:
		return n.Value, nil
	case *ast.LiteralNode:
		return n.Value.Value, nil
	case *ast.NullNode:
		return "", nil
	case *ast.IntegerNode, *ast.FloatNode, *ast.BoolNode, *ast.InfinityNode, *ast.NanNode, *ast.MergeKeyNode:
		return n.GetToken().Value, nil
	case *ast.MappingKeyNode:
		return scalar(n.Value)
	}
	return "", lineError(n, errors.New("want one value, in quotation marks if it has signs in it that mean something in YAML"))
}

func readDistribution(b *briefing.Briefing, n ast.Node) error {
	list, ok := n.(*ast.SequenceNode)
	if !ok {
		value, err := scalar(n)
		if err == nil && value != "" {
			b.Distribution = []string{value}
		}
		return err
	}
	for _, item := range list.Values {
		value, err := scalar(item)
		if err != nil {
			return err
		}
		b.Distribution = append(b.Distribution, value)
	}
	return nil
}

func writeDistribution(b briefing.Briefing) string {
	var out strings.Builder
	for _, d := range b.Distribution {
		out.WriteString("\n  - " + quoted(d))
	}
	return out.String()
}

// readFields reads a mapping, or a list of mappings where names repeat.
func readFields(b *briefing.Briefing, n ast.Node) error {
	nodes := []ast.Node{n}
	switch n := n.(type) {
	case *ast.NullNode:
		return nil
	case *ast.SequenceNode:
		nodes = n.Values
	}
	for _, n := range nodes {
		entries, err := mapping(n)
		if err != nil {
			return err
		}
		for _, e := range entries {
			name, err := scalar(e.Key)
			if err != nil {
				return err
			}
			value, err := scalar(e.Value)
			if err != nil {
				return err
			}
			b.Fields = append(b.Fields, briefing.TemplateField{Name: name, Value: value})
		}
	}
	return nil
}

func writeFields(b briefing.Briefing) string {
	indent := "\n  "
	seen := make(map[string]bool)
	for _, f := range b.Fields {
		if seen[f.Name] {
			indent = "\n  - "
		}
		seen[f.Name] = true
	}
	var out strings.Builder
	for _, f := range b.Fields {
		out.WriteString(indent + quoted(f.Name) + ": " + quoted(f.Value))
	}
	return out.String()
}

// writeFrontMatter writes the title and every other key that has a value.
func writeFrontMatter(b briefing.Briefing) string {
	var out strings.Builder
	out.WriteString(frontMatterFence + "\n")
	for _, k := range keys {
		value := ""
		switch {
		case k.write != nil:
			value = k.write(b)
		case *k.text(&b) != "" || k.name == "title":
			value = " " + quoted(*k.text(&b))
		}
		if value != "" {
			out.WriteString(k.name + ":" + value + "\n")
		}
	}
	out.WriteString(frontMatterFence + "\n")
	return out.String()
}

// quoted writes a value in double quotation marks unless it is plainly a
// string, or a date, without them.
func quoted(s string) string {
	if isPlain(s) || checkDate(s) == nil {
		return s
	}
	var out strings.Builder
	out.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			out.WriteString(`\` + string(r))
		case unicode.IsPrint(r):
			out.WriteRune(r)
		case r < 0x10000:
			fmt.Fprintf(&out, `\u%04x`, r)
		default:
			fmt.Fprintf(&out, `\U%08x`, r)
		}
	}
	out.WriteByte('"')
	return out.String()
}

// isPlain reports whether YAML reads s as the string s. It is stricter than
// YAML: a letter first, letters, digits and a few signs after it.
func isPlain(s string) bool {
	if s == "" || s[len(s)-1] == ' ' || slices.Contains([]string{"true", "false", "null", "yes", "no", "on", "off", "y", "n"}, strings.ToLower(s)) {
		return false
	}
	if _, err := strconv.ParseFloat(s, 64); err == nil {
		return false // Inf, NaN
	}
	for i, r := range s {
		letter := unicode.IsLetter(r)
		if i == 0 && !letter || !letter && !unicode.IsDigit(r) && !strings.ContainsRune(" ,.;()/+’“”–—-", r) && !isInnerColon(s, i) {
			return false
		}
	}
	return true
}

// isInnerColon reports whether s[i] is a colon between two letters, as in TLP:AMBER.
func isInnerColon(s string, i int) bool {
	return s[i] == ':' && i+1 < len(s) && unicode.IsLetter(rune(s[i+1]))
}

// Is reports whether text claims to be a briefing rather than an article: it has
// front matter with a key that only a note has a use for.
func Is(text string) bool {
	head, _, _, err := cutFrontMatter(strings.TrimPrefix(strings.ReplaceAll(text, "\r\n", "\n"), "\ufeff"))
	if err != nil {
		return false
	}
	for line := range strings.SplitSeq(head, "\n") {
		name, _, found := strings.Cut(line, ":")
		if found && slices.Contains(ofNotes, name) {
			return true
		}
	}
	return false
}

// ofNotes are the keys that the front matter of an article does not have.
var ofNotes = []string{"reference", "to", "from", "purpose", "distribution", "profile", "marking", "scale", "fields"}
