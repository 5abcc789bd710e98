package export

import (
	"cmp"
	"fmt"
	"path/filepath"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"briefdesk/briefing/manuscript"
	"briefdesk/briefing/pattern"
)

// NamePattern is the usual pattern of the names of files.
const NamePattern = "{title}_{date}_{marking}"

// placeholders are what the pattern of a name may have, and what each stands for.
var placeholders = []struct {
	name  string
	value func(manuscript.Manuscript) string
}{
	{"title", func(m manuscript.Manuscript) string { return m.Title }},
	{"date", func(m manuscript.Manuscript) string { return m.Date }},
	{"marking", func(m manuscript.Manuscript) string {
		return separators.ReplaceAllString(string(m.Banner.Mark), "-")
	}},
	{"reference", func(m manuscript.Manuscript) string { return separators.ReplaceAllString(m.Reference, "-") }},
	{"copy", copyName},
	{"addressee", func(m manuscript.Manuscript) string { return m.Copy.Addressee }},
}

// separators part a marking or a reference, and cannot stand in a name.
var separators = pattern.New(`\s*[/\\:]+\s*`)

func copyName(m manuscript.Manuscript) string {
	parts := []string{string(m.Copy.Form)}
	if m.Copy.Number > 0 {
		parts = append(parts, fmt.Sprintf("copy %d", m.Copy.Number))
	}
	return strings.TrimSpace(strings.Join(parts, " "))
}

var placeholder = pattern.New(`\{[^{}]*\}`)

// absent stands where a placeholder has no value, until it goes with the sign
// before it.
const absent = "\x00"

var absents = pattern.New(`[_\-. ]*` + absent)

// FileName is the name of a file of m by a pattern such as {title}_{date}.pdf: one
// that every file system takes. What has no value is left out, with the sign
// before it. Only the last part of a path is a pattern. A pattern with a
// placeholder that there is none of is an error.
func FileName(pattern string, m manuscript.Manuscript) (string, error) {
	dir, base := filepath.Split(pattern)
	if !placeholder.MatchString(base) {
		return pattern, nil
	}
	var wrong string
	ext := filepath.Ext(base)
	name := placeholder.ReplaceAllStringFunc(strings.TrimSuffix(base, ext), func(p string) string {
		for _, q := range placeholders {
			if "{"+q.name+"}" == p {
				return cmp.Or(safeName(q.value(m)), absent)
			}
		}
		wrong = p
		return ""
	})
	if wrong != "" {
		return "", fmt.Errorf("%s: there is no %s in the names of files; there are %s", base, wrong, Placeholders())
	}
	name = strings.TrimLeft(absents.ReplaceAllString(name, ""), "_-. ")
	return dir + taken(strings.TrimRight(cut(name, maxBytes-len(ext)), "_-. ")) + ext, nil
}

// Placeholders lists those that a pattern may have, for people.
func Placeholders() string {
	names := make([]string, len(placeholders))
	for i, p := range placeholders {
		names[i] = "{" + p.name + "}"
	}
	return strings.Join(names, ", ")
}

// A file is called by so many code points and bytes of a title, and its name has no
// more bytes with its ending than leave room, of the 255 that file systems take,
// for the number of a page and the ending of a receipt.
const (
	maxName      = 60
	maxNameBytes = 120
	maxBytes     = 255 - len("-1000") - len(".receipt.json")
)

// safeName is a text without what a file system might take for more than a name,
// and without what changes how a name looks.
func safeName(text string) string {
	clean := strings.Map(func(r rune) rune {
		switch {
		case strings.ContainsRune(`/\:*?"<>|{}`, r) || unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r) || r == utf8.RuneError:
			return ' '
		}
		return r
	}, norm.NFC.String(text))
	runes := []rune(strings.Join(strings.Fields(clean), " "))
	return strings.Trim(cut(string(runes[:min(len(runes), maxName)]), maxNameBytes), " .-")
}

// cut is a text of so many bytes at most.
func cut(text string, most int) string {
	for len(text) > most {
		_, size := utf8.DecodeLastRuneInString(text)
		text = text[:len(text)-size]
	}
	return text
}

// devices are names that Windows takes for something else than files.
var devices = pattern.New(`(?i)^(?:con|prn|aux|nul|(?:com|lpt)[0-9¹²³])(?:\.|$)`)

// taken is a name that is not empty, and no device's.
func taken(name string) string {
	switch {
	case name == "":
		return "Untitled"
	case devices.MatchString(name):
		return "_" + name
	}
	return name
}
