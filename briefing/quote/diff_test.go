package quote_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"briefdesk/briefing"
	"briefdesk/briefing/quote"
)

// marked writes changes in one line: [-deleted-] and {+inserted+}.
func marked(changes []quote.Change) string {
	form := map[quote.Op]string{quote.Same: "%s", quote.Deleted: "[-%s-]", quote.Inserted: "{+%s+}"}
	var s strings.Builder
	for _, c := range changes {
		fmt.Fprintf(&s, form[c.Op], c.Text)
	}
	return s.String()
}

func TestDiff(t *testing.T) {
	for _, c := range []struct{ before, after, want string }{
		{"", "", ""},
		{"one", "one", "one"},
		{"", "one two", "{+one two+}"},
		{"one two", "", "[-one two-]"},
		{"the armed group met", "the group met", "the [-armed -]group met"},
		{"the group met", "the armed group met", "the {+armed +}group met"},
		{"the group met", "the party met", "the [-group-]{+party+} met"},
		{"It met in May.", "It met in June, twice.", "It met in [-May-]{+June, twice+}."},
		{"It met.", "It met!", "It met[-.-]{+!+}"},
		{"one two", "one\ntwo", "one[- -]{+\n+}two"},
		{"one", " one ", "{+ +}one{+ +}"},
		{"one two three", "two", "[-one -]two[- three-]"},
		{"don’t go", "don't go", "[-don’t-]{+don't+} go"},
		{"the end of the talks", "the talks", "the [-end of the -]talks"},
		{"Ambassador Ibrahim", "Ambassador Ibrahīm", "Ambassador [-Ibrahim-]{+Ibrahīm+}"},
		{"e\u0331 👩‍👩‍👧 🇵🇰🇺🇸", "e 👩‍👧 🇵🇰", "[-e\u0331 👩‍👩‍👧-]{+e 👩‍👧+} 🇵🇰[-🇺🇸-]"},
		{"وزیر نے کہا کہ", "وزیر نے پھر کہا کہ", "وزیر نے {+پھر +}کہا کہ"},
		{"我们同意会谈", "我们不同意会谈", "我们{+不+}同意会谈"},
	} {
		if got := marked(quote.Diff(c.before, c.after)); got != c.want {
			t.Errorf("Diff(%q, %q) = %q, want %q", c.before, c.after, got, c.want)
		}
	}
}

// drawProse draws words that repeat, as they do in prose, or any text at all.
func drawProse(t *rapid.T, name string) string {
	words := rapid.SliceOf(rapid.SampledFrom([]string{"the", "talks", "went", "on", ",", ".", " ", "\n", "’", "s", "\u0301", "会", "👩", "\u200d"}))
	return rapid.OneOf(rapid.Map(words, func(w []string) string { return strings.Join(w, " ") }),
		rapid.Map(words, func(w []string) string { return strings.Join(w, "") }), rapid.String()).Draw(t, name)
}

func TestDiffJoinsToBothTexts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		checkDiff(t, drawProse(t, "before"), drawProse(t, "after"))
	})
}

func checkDiff(t interface{ Fatalf(string, ...any) }, before, after string) {
	changes := quote.Diff(before, after)
	var a, b strings.Builder
	for i, c := range changes {
		if c.Text == "" || i > 0 && (c.Op == changes[i-1].Op || c.Op == quote.Deleted && changes[i-1].Op == quote.Inserted) {
			t.Fatalf("Diff(%q, %q) = %q", before, after, changes)
		}
		if c.Op != quote.Inserted {
			a.WriteString(c.Text)
		}
		if c.Op != quote.Deleted {
			b.WriteString(c.Text)
		}
	}
	if a.String() != before || b.String() != after {
		t.Fatalf("Diff(%q, %q) = %q joins to %q and %q", before, after, changes, a.String(), b.String())
	}
	if before == after && len(changes) > 1 {
		t.Fatalf("Diff(%q, itself) = %q", before, changes)
	}
}

func FuzzDiff(f *testing.F) {
	f.Add("the talks went on, and on", "the talks, and the talks")
	f.Add("a\u0301 👩\u200d👧 ’s", "a 👩 ’s ")
	f.Fuzz(func(t *testing.T, before, after string) {
		checkDiff(t, briefing.Normalize(before), briefing.Normalize(after))
	})
}

func BenchmarkDiff(b *testing.B) {
	text := strings.Repeat(sample(b).Text+"\n", 8)
	words := strings.Fields(text)
	for i := 7; i < len(words); i += 10 {
		words[i] = "altered"
	}
	for b.Loop() {
		quote.Diff(text, strings.Join(words, " "))
	}
}
