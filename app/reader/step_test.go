package reader

import (
	"slices"
	"strings"
	"testing"
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
		for _, s := range sentences(text) {
			got = append(got, string(text[s.start:s.end]))
		}
		if !slices.Equal(got, want) {
			t.Errorf("sentences(%q) =\n %q, want\n %q", string(text), got, want)
		}
	}
}

func TestWordAt(t *testing.T) {
	d := newDocument(article(t, "paragraph It’s a co-chaired (Majīd) دورہ."))
	for o, want := range map[int]string{0: "It’s", 2: "It’s", 5: "a", 7: "co-chaired", 9: "co-chaired", 18: "(", 20: "Majīd", 26: "دورہ", 30: "."} {
		start, end := d.wordAt(o)
		if got := d.text(start, end); got != want {
			t.Errorf("wordAt(%d) = %q, want %q", o, got, want)
		}
	}
}

func TestStepsStayOnClusters(t *testing.T) {
	d := newDocument(article(t, "paragraph ae\u0323\u0302\u0301b", "paragraph 👩‍🚀👩‍🚀c"))
	var got []int
	for o := 0; o < len(d.runes); {
		o = d.next(o)
		got = append(got, o)
	}
	var back []int
	for o := len(d.runes); o > 0; {
		back = append(back, o)
		o = d.previous(o)
	}
	slices.Reverse(back)
	if !slices.Equal(got, back) {
		t.Errorf("forward %v, backward %v", got, back)
	}
	if want := 7; len(got) != want { // three letters, the line feed, two emoji, a letter
		t.Errorf("%d steps %v over %q, want %d", len(got), got, string(d.runes), want)
	}
}

func TestWordCount(t *testing.T) {
	d := newDocument(article(t, "paragraph The co-chaired talks – in 2025 – ended", "paragraph یہ ایک جملہ ہے"))
	if d.count != 10 {
		t.Errorf("count = %d, want 10", d.count)
	}
}
