package outline

import "briefdesk/briefing"

// follow says where each block of was stands in now, or -1. Blocks have no
// names, so they are known by what they say: first those that both lists
// begin and end with, then equal ones in order, then, where exactly one block
// of a stretch differs, the one that took its place.
func follow(was, now []Item) []int {
	to := make([]int, len(was))
	head := 0
	for head < len(was) && head < len(now) && sameBlock(was[head], now[head]) {
		to[head] = head
		head++
	}
	tail := 0
	for tail < len(was)-head && tail < len(now)-head && sameBlock(was[len(was)-1-tail], now[len(now)-1-tail]) {
		to[len(was)-1-tail] = len(now) - 1 - tail
		tail++
	}
	followMiddle(was[head:len(was)-tail], now[head:len(now)-tail], head, to[head:])
	return to
}

// followMiddle matches two lists that differ at both ends and writes to to,
// counting from base.
func followMiddle(was, now []Item, base int, to []int) {
	if len(was) == 1 && len(now) == 1 && was[0].Kind == now[0].Kind {
		to[0] = base
		return
	}
	places := make(map[blockKey][]int, len(now))
	for i, it := range now {
		places[keyOf(it)] = append(places[keyOf(it)], base+i)
	}
	for i, it := range was {
		to[i] = -1
		if left := places[keyOf(it)]; len(left) > 0 {
			to[i], places[keyOf(it)] = left[0], left[1:]
		}
	}
}

// blockKey is what a block is known by: its own words, and not what is derived
// from the rest of the briefing, such as a number or a proof.
type blockKey struct {
	kind briefing.BlockKind
	text string
}

func keyOf(it Item) blockKey { return blockKey{it.Kind, it.Text} }

func sameBlock(a, b Item) bool { return keyOf(a) == keyOf(b) }
