package outline

// tree reads the sections out of a flat list of blocks: one entry a block, the
// level of a heading or 0 for anything else. A heading's section reaches to
// the next heading of its level or a higher one.
//
// A gap is a place between blocks: gap g lies before block g, and the last
// gap, len(t), after all of them.
type tree []int

// end is the gap after everything that block i takes with it when it moves:
// its section if it is a heading, else itself.
func (t tree) end(i int) int {
	end := i + 1
	if t[i] == 0 {
		return end
	}
	for end < len(t) && (t[end] == 0 || t[end] > t[i]) {
		end++
	}
	return end
}

// parents calls yield with each heading whose section holds block i, the
// innermost first.
func (t tree) parents(i int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		level := t[i]
		for p := i - 1; p >= 0 && level != 1; p-- {
			if t[p] == 0 || (level != 0 && t[p] >= level) {
				continue
			}
			if level = t[p]; !yield(p) {
				return
			}
		}
	}
}

// fits reports whether the blocks from i to end(i) may be put into gap: it
// must be one of the list, and neither within them nor where they are.
func (t tree) fits(i, gap int) bool {
	return gap >= 0 && gap <= len(t) && (gap < i || gap > t.end(i))
}

// above is the gap that Alt+Up moves block i into: before the block above it,
// or, for a heading, before the section above it or the heading it is under.
// It is i itself where there is none.
func (t tree) above(i int) int {
	if i == 0 {
		return 0
	}
	to := i - 1
	for t[i] != 0 && to > 0 && (t[to] == 0 || t[to] > t[i]) {
		to--
	}
	return to
}

// below is the gap that Alt+Down moves block i into: after the block below its
// section, or, for a heading, after the section below it. A heading that
// leaves the heading it is under goes after the first text of the next one,
// so that it takes none of it. It is end(i) where there is none.
func (t tree) below(i int) int {
	end := t.end(i)
	switch {
	case end == len(t):
		return end
	case t[i] == 0:
		return end + 1
	case t[end] == t[i]:
		return t.end(end)
	}
	to := end + 1
	for to < len(t) && t[to] == 0 {
		to++
	}
	return to
}

// moved is where the block at i stands after the blocks from from to
// from+count were put into the gap to.
func moved(i, from, count, to int) int {
	inside := i >= from && i < from+count
	switch {
	case inside && to > from:
		return i + to - from - count
	case inside:
		return i + to - from
	case i >= from+count && i < to:
		return i - count
	case i >= to && i < from:
		return i + count
	}
	return i
}
