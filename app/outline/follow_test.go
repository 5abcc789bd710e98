package outline

import (
	"slices"
	"strconv"
	"testing"

	"pgregory.net/rapid"

	"briefdesk/briefing"
)

func texts(names ...string) []Item {
	items := make([]Item, len(names))
	for i, s := range names {
		items[i] = Item{Index: i, Kind: briefing.BlockText, Text: s}
	}
	return items
}

func TestFollow(t *testing.T) {
	tests := []struct {
		name     string
		was, now []string
		want     []int
	}{
		{"nothing was there", nil, []string{"a"}, []int{}},
		{"the same", []string{"a", "b"}, []string{"a", "b"}, []int{0, 1}},
		{"one added", []string{"a", "b"}, []string{"a", "x", "b"}, []int{0, 2}},
		{"one removed", []string{"a", "b", "c"}, []string{"a", "c"}, []int{0, -1, 1}},
		{"one moved", []string{"a", "b", "c", "d"}, []string{"b", "c", "a", "d"}, []int{2, 0, 1, 3}},
		{"one written in", []string{"a", "b", "c"}, []string{"a", "b!", "c"}, []int{0, 1, 2}},
		{"another briefing", []string{"a", "b"}, []string{"x", "y"}, []int{-1, -1}},
		{"equal blocks, one removed", []string{"a", "a", "b"}, []string{"a", "b"}, []int{0, -1, 1}},
	}
	for _, tt := range tests {
		if got := follow(texts(tt.was...), texts(tt.now...)); !slices.Equal(got, tt.want) {
			t.Errorf("%s: follow = %v, want %v", tt.name, got, tt.want)
		}
	}
}

func TestFollowFindsMovedBlocks(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 20).Draw(t, "n")
		names := make([]string, n)
		for i := range names {
			names[i] = strconv.Itoa(i)
		}
		from := rapid.IntRange(0, n-1).Draw(t, "from")
		count := rapid.IntRange(1, n-from).Draw(t, "count")
		gap := rapid.IntRange(0, n).Filter(func(g int) bool { return g <= from || g >= from+count }).Draw(t, "gap")
		for was, now := range follow(texts(names...), texts(put(names, from, count, gap)...)) {
			if want := moved(was, from, count, gap); now != want {
				t.Fatalf("block %d is followed to %d, want %d", was, now, want)
			}
		}
	})
}

func TestFollowGivesNoPlaceTwice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		few := rapid.SliceOf(rapid.SampledFrom([]string{"a", "b", "c"}))
		was, now := texts(few.Draw(t, "was")...), texts(few.Draw(t, "now")...)
		seen := map[int]bool{}
		for i, to := range follow(was, now) {
			if to < 0 {
				continue
			}
			if seen[to] || to >= len(now) {
				t.Fatalf("block %d is followed to %d, which is taken or not there", i, to)
			}
			seen[to] = true
		}
	})
}
