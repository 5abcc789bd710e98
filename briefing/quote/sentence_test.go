package quote_test

import (
	"slices"
	"strings"
	"testing"

	"briefdesk/briefing/quote"
)

func TestSentences(t *testing.T) {
	for _, tt := range []string{
		"One.|Two!|Three?",
		"Mr. Khan met Dr. Ali.|They spoke.",
		"The U.S. position is clear.|So is ours.",
		"It was agreed in the U.S.|The talks went on.",
		"He left at 5 p.m. on Friday.|She stayed.",
		"J. R. Smith wrote it.|Nobody read it.",
		"See No. 7 and p. 12 of it.|Then stop.",
		"He said no.|It ended.",
		"“It ended.”|He left.",
		"“Is it over?” he asked.|Nobody knew.",
		"It grew by 3.5 per cent.|Good.",
		"As noted.[12]|The rest follows.",
		"Well... perhaps.|No.",
		"Well… Perhaps not.", // three dots before a capital: see below
		"1. The first point.|2. The second point.",
		"Lt. Gen. Asim Munir, Jan. 2025, spoke.|All heard.",
		"یہ ایک جملہ ہے۔|یہ دوسرا ہے۔",
		"هل انتهى؟|نعم.",
		"会议结束了。|他们离开了。",
		"No stop at all",
		"Ltd. and Inc. are short.|Yes.",
		"e.g. this one, i.e. that.|End.",
	} {
		want := strings.Split(tt, "|")
		if strings.HasPrefix(tt, "Well…") {
			want = []string{"Well…", "Perhaps not."}
		}
		text := []rune(strings.ReplaceAll(strings.ReplaceAll(tt, "。|", "。"), "|", " "))
		var got []string
		for _, s := range quote.Sentences(text) {
			got = append(got, string(text[s.Start:s.End]))
		}
		if !slices.Equal(got, want) {
			t.Errorf("Sentences(%q) =\n %q, want\n %q", string(text), got, want)
		}
	}
}
