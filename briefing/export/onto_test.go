package export_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"briefdesk/briefing"
	"briefdesk/briefing/export"
)

func texts(words ...string) briefing.Briefing {
	b := briefing.Briefing{ID: briefing.ID{5}, Title: "Note"}
	for _, w := range words {
		b.Blocks = append(b.Blocks, briefing.Block{Kind: briefing.BlockText, Text: w})
	}
	return b
}

func TestChangesAreMergedIntoALaterVersion(t *testing.T) {
	was := texts("one two three", "four five six", "seven eight nine")
	for _, c := range []struct {
		name   string
		now    briefing.Briefing
		places []int
		change export.WordChange
		want   string // what is left of the change, or empty
	}{
		{"the same version", was, []int{0, 1, 2}, export.WordChange{Kind: export.Reworded, Block: 2, Text: "four FIVE six"}, "reworded 2 four FIVE six"},
		{"other words", texts("four five SIX", "seven eight nine"), []int{-1, 0, 1}, export.WordChange{Kind: export.Reworded, Block: 2, Text: "FOUR five six"}, "reworded 1 FOUR five SIX"},
		{"the same words", texts("one two three", "four V six"), []int{0, 1, -1}, export.WordChange{Kind: export.Reworded, Block: 2, Text: "four FIVE six"}, "reworded 2 four FIVE six stale"},
		{"the same change", texts("one two three", "four FIVE six"), []int{0, 1, -1}, export.WordChange{Kind: export.Reworded, Block: 2, Text: "four FIVE six"}, ""},
		{"a block that is gone", texts("one two three"), []int{0, -1, -1}, export.WordChange{Kind: export.Reworded, Block: 2, Text: "four FIVE six"}, "inserted 1 four FIVE six stale"},
		{"deleted in both", texts("one two three"), []int{0, -1, -1}, export.WordChange{Kind: export.Deleted, Block: 2}, ""},
		{"deleted, but the desk went on with it", texts("new", "four five six seven"), []int{-1, 1, -1}, export.WordChange{Kind: export.Deleted, Block: 2}, "deleted 2 stale"},
		{"inserted after a block that is gone", texts("one two three", "new"), []int{0, -1, -1}, export.WordChange{Kind: export.Inserted, Block: 3, Text: "ten"}, "inserted 1 ten"},
		{"moved", was, []int{0, 1, 2}, export.WordChange{Kind: export.Moved, Block: 1, After: 2}, "moved 1 after 2"},
		{"moved in both", texts("four five six", "new", "one two three"), []int{2, 0, -1}, export.WordChange{Kind: export.Moved, Block: 1, After: 2}, ""},
	} {
		var left []string
		for _, ch := range (export.Returned{Changes: []export.WordChange{c.change}}).Onto(was, c.now, c.places).Changes {
			line := strings.TrimSpace(fmt.Sprintf("%s %d %s", ch.Kind, ch.Block, ch.Text))
			if ch.Kind == export.Moved {
				line += fmt.Sprintf(" after %d", ch.After)
			}
			if ch.Stale {
				line += " stale"
			}
			left = append(left, line)
		}
		if got := strings.Join(left, ", "); got != c.want {
			t.Errorf("%s: there is left %q, want %q", c.name, got, c.want)
		}
	}
}

// TestMergeLosesNothing: where Word and the desk changed different words, the merged
// text has the changes of both, and nothing else.
func TestMergeLosesNothing(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		n := rapid.IntRange(3, 12).Draw(rt, "words")
		base, word, desk, both := make([]string, n), make([]string, n), make([]string, n), make([]string, n)
		for i := range n {
			base[i] = fmt.Sprintf("w%d", i)
			word[i], desk[i], both[i] = base[i], base[i], base[i]
		}
		for i := 0; i < n; i += 2 { // neighbours would be one change
			switch rapid.IntRange(0, 2).Draw(rt, "who") {
			case 1:
				word[i] = "WORD"
				both[i] = "WORD"
			case 2:
				desk[i] = "DESK"
				both[i] = "DESK"
			}
		}
		if slices.Equal(word, base) {
			return
		}
		join := func(words []string) string { return strings.Join(words, " ") }
		found := export.Returned{Changes: []export.WordChange{{Kind: export.Reworded, Block: 1, Text: join(word)}}}
		left := found.Onto(texts(join(base)), texts(join(desk)), []int{0}).Changes
		if len(left) != 1 || left[0].Stale || left[0].Text != join(both) {
			rt.Fatalf("%q and %q of %q give %+v", join(word), join(desk), join(base), left)
		}
	})
}
