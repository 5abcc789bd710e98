package outline

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// A sample with what each block takes along:
//
//	0 text
//	1 # heading      1–6
//	2   text
//	3   ## heading   3–5
//	4     text
//	5   ## heading   5–6
//	6 # heading      6
var sample = tree{0, 1, 0, 2, 0, 2, 1}

func TestSectionReachesToTheNextHeadingOfItsLevel(t *testing.T) {
	for i, want := range []int{1, 6, 3, 5, 5, 6, 7} {
		if got := sample.end(i); got != want {
			t.Errorf("end(%d) = %d, want %d", i, got, want)
		}
	}
}

func TestParents(t *testing.T) {
	for i, want := range [][]int{nil, nil, {1}, {1}, {3, 1}, {1}, nil} {
		if got := slices.Collect(sample.parents(i)); !slices.Equal(got, want) {
			t.Errorf("parents(%d) = %v, want %v", i, got, want)
		}
	}
}

func TestGapsOfTheKeyboard(t *testing.T) {
	tests := []struct {
		name            string
		i, above, below int
	}{
		{"the first block can only go down, into the section", 0, 0, 2},
		{"a section without one above it goes to the beginning, past the last one", 1, 0, 7},
		{"a block leaves its section at the top, and passes a heading below", 2, 1, 4},
		{"a section leaves the one it is under at the top", 3, 1, 6},
		{"a block passes the heading above it", 4, 3, 6},
		{"a section passes its sibling, and the text of the next parent", 5, 3, 7},
		{"the last one stays below", 6, 1, 7},
	}
	for _, tt := range tests {
		if above, below := sample.above(tt.i), sample.below(tt.i); above != tt.above || below != tt.below {
			t.Errorf("%s: block %d goes to gap %d above and %d below, want %d and %d",
				tt.name, tt.i, above, below, tt.above, tt.below)
		}
	}
}

func levels(t *rapid.T) tree {
	return tree(rapid.SliceOfN(rapid.IntRange(0, 4), 1, 30).Draw(t, "levels"))
}

// put does what the owner of the blocks does when it is asked for a move.
func put[T any](list []T, from, count, to int) []T {
	taken := slices.Clone(list[from : from+count])
	rest := slices.Delete(slices.Clone(list), from, from+count)
	if to > from {
		to -= count
	}
	return slices.Insert(rest, to, taken...)
}

func TestMovesKeepAllBlocksAndSections(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr := levels(t)
		names := make([]int, len(tr))
		for i := range names {
			names[i] = i
		}
		for range rapid.IntRange(1, 20).Draw(t, "moves") {
			i := rapid.IntRange(0, len(tr)-1).Draw(t, "block")
			gap := rapid.OneOf(
				rapid.IntRange(-1, len(tr)+1),
				rapid.Just(tr.above(i)), rapid.Just(tr.below(i)),
			).Draw(t, "gap")
			if !tr.fits(i, gap) {
				continue
			}
			n := tr.end(i) - i
			section := slices.Clone(names[i : i+n])
			after := put(names, i, n, gap)
			for was, name := range names {
				if now := moved(was, i, n, gap); after[now] != name {
					t.Fatalf("moved(%d, %d, %d, %d) = %d, where %d stands and not %d", was, i, n, gap, now, after[now], name)
				}
			}
			at := moved(i, i, n, gap)
			if !slices.Equal(after[at:at+n], section) {
				t.Fatalf("the section %v became %v", section, after[at:at+n])
			}
			names, tr = after, put(tr, i, n, gap)
		}
		slices.Sort(names)
		for i, name := range names {
			if i != name {
				t.Fatalf("blocks %v, want each once", names)
			}
		}
	})
}

func TestNoBlockFallsIntoItself(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr := levels(t)
		i := rapid.IntRange(0, len(tr)-1).Draw(t, "block")
		for gap := i; gap <= tr.end(i); gap++ {
			if tr.fits(i, gap) {
				t.Fatalf("%v: block %d fits into gap %d of its own section", tr, i, gap)
			}
		}
	})
}

func TestKeyboardMovesAreLegalOrNone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr := levels(t)
		i := rapid.IntRange(0, len(tr)-1).Draw(t, "block")
		if gap := tr.above(i); gap != i && !tr.fits(i, gap) || gap == i && i > 0 {
			t.Fatalf("%v: block %d goes up to gap %d", tr, i, gap)
		}
		end := tr.end(i)
		if gap := tr.below(i); gap != end && !tr.fits(i, gap) || gap == end && end < len(tr) {
			t.Fatalf("%v: block %d goes down to gap %d", tr, i, gap)
		}
	})
}

func TestSectionsAndParentsAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tr := levels(t)
		for i := range tr {
			parents := slices.Collect(tr.parents(i))
			for p := range i {
				within := tr[p] > 0 && i < tr.end(p)
				if within != slices.Contains(parents, p) {
					t.Fatalf("%v: block %d has parents %v, but the section of %d ends at %d", tr, i, parents, p, tr.end(p))
				}
			}
		}
	})
}
