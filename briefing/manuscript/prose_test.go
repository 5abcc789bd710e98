package manuscript_test

import (
	"strings"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/manuscript"
)

func TestOwnWordsLeaveOutWhatIsNotTheAuthors(t *testing.T) {
	for _, c := range []struct{ markdown, want string }{
		{"He may go.", "He may go."},
		{"He *may* **go**.", "He  may    go  ."},
		{"He said “it may rain” twice.", "He said ~ twice."},
		{"He said \"it may rain\" twice.", "He said ~ twice."},
		{"He said 'it may rain' twice.", "He said ~ twice."},
		{"He said ‘the ministers’ plan may fail’ twice.", "He said ~ twice."},
		{"The ministers' plan may fail; it's late.", "The ministers' plan may fail; it's late."},
		{"A “b “c” d” e.", "A ~ e."},
		{"An open “mark stays.", "An open “mark stays."},
		{"Run `may fail` now.", "Run  ~  now."},
		{"In *The Might of Nations* it says.", "In  ~  it says."},
		{"Two\nlines.", "Two lines."},
		{"See [what may come](https://example.org/may).", "See  what may come                          ."},
		{"See https://example.org/may now.", "See                         now."},
		{"One.\n\nTwo.", "One.|Two."},
		{"- one\n- two\n  1. three", "one|two|three"},
		{"| a | b |\n|---|---|\n| c may | d |", "a|b|c may|d"},
		{"> It may rain.", ""},
		{"    code may\n", ""},
		{"# A may\n\nB", "A may|B"},
		{"Un <b>may</b> so.", "Un ~may~ so."},
	} {
		var got []string
		for _, p := range proseOf(c.markdown) {
			got = append(got, masked(p.Text))
			if shown := briefing.Slice(c.markdown, briefing.Range{Start: p.Start, End: p.Start + briefing.Length(p.Text)}); !within(p.Text, shown) {
				t.Errorf("the prose %q is said to stand at %d of %q, where %q does", p.Text, p.Start, c.markdown, shown)
			}
		}
		if joined := strings.Join(got, "|"); joined != c.want {
			t.Errorf("the prose of %q is %q, want %q", c.markdown, joined, c.want)
		}
	}
}

func proseOf(markdown string) []manuscript.Prose {
	return manuscript.OwnWords(briefing.Briefing{Blocks: []briefing.Block{{Kind: briefing.BlockText, Text: markdown}}})
}

// masked is a prose with one tilde for each stretch of what is not its own.
func masked(s string) string {
	var out strings.Builder
	var last rune
	for _, r := range s {
		if r == '\ufffc' {
			r = '~'
		}
		if r != '~' || last != '~' {
			out.WriteRune(r)
		}
		last = r
	}
	return out.String()
}

// within reports whether each letter of a prose stands at its place in the source.
func within(prose, source string) bool {
	a, b := []rune(prose), []rune(source)
	if len(a) != len(b) {
		return false
	}
	for i, r := range a {
		if r != b[i] && r != ' ' && r != '\ufffc' {
			return false
		}
	}
	return true
}

func FuzzOwnWords(f *testing.F) {
	for _, seed := range []string{"a “b” c", "> x\n\n- y\n\n  z `c` <!-- -->", "| a |\n|-|\n| ü *b* |", "[a]: b\n\n\\“", "é\r\n*É ü*\t'x's 'y"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, markdown string) {
		for _, p := range proseOf(markdown) {
			r := briefing.Range{Start: p.Start, End: p.Start + briefing.Length(p.Text)}
			if !within(p.Text, briefing.Slice(markdown, r)) {
				t.Fatalf("the prose %q is said to stand at %v of %q", p.Text, r, markdown)
			}
		}
	})
}
