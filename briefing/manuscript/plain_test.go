package manuscript

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// checkPlain parses what is taken for plain, and sees that it is.
func checkPlain(t interface {
	Helper()
	Errorf(string, ...any)
}, s string,
) {
	t.Helper()
	if !isPlain(s) {
		return
	}
	var m builder
	want := []Block{Paragraph{Text: []Run{{Text: s}}, Block: 1}}
	if got, _ := m.parsed(1, s); !reflect.DeepEqual(got, want) {
		t.Errorf("%q is no plain paragraph, but %+v", s, got)
	}
	if got := m.parsedLine(1, s); !reflect.DeepEqual(got, []Run{{Text: s}}) {
		t.Errorf("%q is no plain line, but %+v", s, got)
	}
	if len(m.findings) > 0 {
		t.Errorf("%q is not plain: %+v", s, m.findings)
	}
}

func TestPlainTextIsWhatItSays(t *testing.T) {
	seen := 0
	letters := []string{"a", "B", "w", "www", "http", "ftp", "é", "”", "’", "\u00a0", "\u2028", "\x85", "7", " ", "  ", ".", ",", ";", ":", "?", "(", ")", "/", "%", "-", "*", "_", "[", "@", "&", "\\", "<", "'", "\n"}
	rapid.Check(t, func(t *rapid.T) {
		common := rapid.IntRange(0, 40).Draw(t, "common")
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom(letters[:len(letters)-common/4]), 1, 30).Draw(t, "letters"), "")
		if isPlain(s) {
			seen++
		}
		checkPlain(t, s)
	})
	if seen == 0 {
		t.Error("nothing was plain")
	}
}

func FuzzPlain(f *testing.F) {
	for _, s := range []string{"The committee met (twice) in May 2025; it decided nothing, and said so.", "a.b@c.de", "A - b", "www.example.org", "c) d", "x 1. y"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) { checkPlain(t, s) })
}

func TestMarkupIsNotPlain(t *testing.T) {
	for _, s := range []string{
		"", " a", "a ", "1. a", "- a", "(a", "a\nb", "a -- b", "a...", "see www.example.org", "a@b.org", "https://example.org",
		"*a*", "a_b_", "a[@0]", "a\\b", "a & b", "<a>", "a `b`", "it's", "a \"b\"", "a\tb", "a | b", "# a", "a ~b~", "a!", "a: b",
	} {
		if isPlain(s) {
			t.Errorf("%q is taken for plain", s)
		}
	}
}
