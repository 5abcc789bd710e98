package reader

import (
	"slices"
	"testing"
)

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
