package lint_test

import (
	"fmt"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/lint"
)

// labelled is a sentence and what a check should find in it, as “rule:words@offset”.
type labelled struct {
	scale, text string
	want        []string
}

var label = regexp.MustCompile(`\{([a-z-]+):([^}]*)\}`)

// sentences reads a file of testdata/sentences, whose README says how it is written.
func sentences(t *testing.T, name string) []labelled {
	t.Helper()
	data, err := os.ReadFile("testdata/sentences/" + name)
	if err != nil {
		t.Fatal(err)
	}
	var all []labelled
	for line := range strings.Lines(string(data)) {
		scale, marked, ok := strings.Cut(strings.TrimSpace(line), ": ")
		if !ok || strings.HasPrefix(line, "#") {
			continue
		}
		s := labelled{scale: scale}
		at := 0
		for _, m := range label.FindAllStringSubmatchIndex(marked, -1) {
			s.text += marked[at:m[0]]
			s.want = append(s.want, found(marked[m[2]:m[3]], marked[m[4]:m[5]], briefing.Length(s.text)))
			s.text += marked[m[4]:m[5]]
			at = m[1]
		}
		s.text += marked[at:]
		all = append(all, s)
	}
	return all
}

func found(rule, words string, at briefing.Offset) string {
	return fmt.Sprintf("%s:%s@%d", rule, words, at)
}

// estimative are the checks that sentences are labelled for.
var estimative = []string{"hedge", "mixed-scale", "off-scale-term", "confidence-with-likelihood"}

// check finds in one sentence what its labels are about.
func (s labelled) check() []string {
	var got []string
	b := briefing.Briefing{Scale: s.scale, Blocks: []briefing.Block{{Kind: briefing.BlockText, Text: s.text}}}
	for _, f := range lint.Check(b, nil, nil) {
		if slices.Contains(estimative, f.Rule) {
			got = append(got, found(f.Rule, f.Text, f.Range.Start))
		}
	}
	return got
}

// TestLabelledSentences measures the checks of estimative language. The rules were made
// on the one half; the other was held apart, and only measures.
func TestLabelledSentences(t *testing.T) {
	for _, c := range []struct {
		file string
		held bool
	}{{"development.txt", false}, {"held.txt", true}} {
		right, wrong, missed := 0, 0, 0
		for _, s := range sentences(t, c.file) {
			got := s.check()
			for _, f := range got {
				if slices.Contains(s.want, f) {
					right++
				} else {
					wrong++
					t.Logf("%s: found %s in %q", c.file, f, s.text)
				}
			}
			for _, f := range s.want {
				if !slices.Contains(got, f) {
					missed++
					t.Logf("%s: missed %s in %q", c.file, f, s.text)
				}
			}
		}
		precision, recall := float64(right)/float64(right+wrong), float64(right)/float64(right+missed)
		t.Logf("%s: precision %.3f, recall %.3f of %d labels", c.file, precision, recall, right+missed)
		if precision < 0.95 || recall < 0.90 {
			t.Errorf("%s: precision %.3f and recall %.3f, want at least 0.95 and 0.90", c.file, precision, recall)
		}
	}
}

// TestNothingIsFoundInQuotations puts every sentence into quotation marks, and into the
// blocks that hold what is not the author's own.
func TestNothingIsFoundInQuotations(t *testing.T) {
	for _, file := range []string{"development.txt", "held.txt"} {
		for _, s := range sentences(t, file) {
			if strings.ContainsAny(s.text, "“”'’`") {
				continue // has marks of its own
			}
			for _, wrapped := range []string{"He wrote: “" + s.text + "”", `He wrote: "` + s.text + `"`, "He wrote: ‘" + s.text + "’", "> " + s.text, "Run `" + s.text + "`.", "    " + s.text} {
				quoted := labelled{scale: s.scale, text: wrapped}
				if got := quoted.check(); got != nil {
					t.Errorf("found %v in %q", got, wrapped)
				}
			}
			direct := briefing.Block{Kind: briefing.BlockQuotation, Quotation: briefing.Quotation{Words: s.text, Attribution: "The Times"}}
			for _, f := range lint.Check(briefing.Briefing{Scale: s.scale, Blocks: []briefing.Block{direct}}, nil, nil) {
				if slices.Contains(estimative, f.Rule) {
					t.Errorf("found %s in a quotation: %q", f.Rule, s.text)
				}
			}
		}
	}
}
