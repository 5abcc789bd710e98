package manuscript

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// settled puts citations in their place among runs of our own text. Those in words
// stand before the full stop, a space before them, and several in one pair of
// brackets. Those that a reader copy leaves out are empty, and the space before
// them goes with them. Marks of notes stay where they are.
func settled(runs []Run) []Run {
	if !slices.ContainsFunc(runs, func(r Run) bool { return r.Citation }) {
		return runs
	}
	out := gathered(runs)
	for i := len(out) - 1; i > 0; i-- {
		if !out[i].Citation {
			continue
		}
		before, next := &out[i-1].Text, ""
		if i+1 < len(out) {
			next = out[i+1].Text
		}
		if out[i].Text == "" {
			if closes(next) {
				*before = strings.TrimRight(*before, " \u00a0")
			}
			continue
		}
		if endsSentence(*before) && opensSentence(next) {
			*before = strings.TrimSuffix(*before, ".")
			stop := out[i-1]
			stop.Text = "."
			out = slices.Insert(out, i+1, stop)
			before = &out[i-1].Text
		}
		if *before != "" && !endsInSpace(*before) && !strings.HasPrefix(out[i].Text, " ") {
			out[i].Text = " " + out[i].Text
		}
	}
	return out
}

// gathered puts neighbouring citations in brackets together.
func gathered(runs []Run) []Run {
	var out []Run
	for _, r := range runs {
		last := len(out) - 1
		if last > 0 && strings.TrimSpace(out[last].Text) == "" && isBracketed(r) && isBracketed(out[last-1]) {
			out, last = out[:last], last-1
		}
		if last >= 0 && isBracketed(r) && isBracketed(out[last]) {
			out[last].Text = strings.TrimSuffix(out[last].Text, ")") + "; " + strings.TrimPrefix(strings.TrimSpace(r.Text), "(")
			continue
		}
		out = append(out, r)
	}
	return out
}

func isBracketed(r Run) bool {
	return r.Citation && strings.HasPrefix(strings.TrimSpace(r.Text), "(") && strings.HasSuffix(r.Text, ")")
}

// closes reports whether no space belongs before what comes next.
func closes(next string) bool {
	r, _ := utf8.DecodeRuneInString(next)
	return next == "" || unicode.IsSpace(r) || strings.ContainsRune(".,;:!?)]”’»۔،", r)
}

func endsInSpace(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsSpace(r)
}

func opensSentence(next string) bool {
	r, _ := utf8.DecodeRuneInString(next)
	return next == "" || unicode.IsSpace(r)
}

// endsSentence reports whether the full stop at the end of s ends a sentence, and
// no abbreviation such as U.S. or J. as far as one can tell.
func endsSentence(s string) bool {
	s, stops := strings.CutSuffix(s, ".")
	word := s[strings.LastIndexFunc(s, unicode.IsSpace)+1:]
	return stops && utf8.RuneCountInString(word) > 1 && !strings.Contains(word, ".")
}
