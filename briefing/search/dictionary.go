package search

import (
	"math/bits"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"
)

// A dictionary holds the words of a segment in order, in one string.
//
// Words two edits away are found by looking at all, but at most only by their
// masks: few have nearly the same letters. Words that begin nearly like a
// pattern are found by walking the dictionary like a tree: words beside each
// other share their first letters, and lcp says how many, so that each shared
// row of the edit distance is computed once and branches that are too far away
// are skipped. With one edit these are nearly all; with two, they are not, and
// the masks are several times faster. A table of deletions would be faster
// still, and ten times the size of everything else.
type dictionary struct {
	letters string   // of all words, one after the other
	starts  []uint32 // of each word, and the end of the last
	lcp     []uint8  // bytes shared with the word before, in whole letters
	masks   []uint32 // which letters each word has, see letterMask

	sounds, skeletons keys
}

// newDictionary returns the dictionary of terms, which are in order.
func newDictionary(terms []string) dictionary {
	size := 0
	for _, t := range terms {
		size += len(t)
	}
	var b strings.Builder
	b.Grow(size)
	d := dictionary{starts: make([]uint32, len(terms)+1), lcp: make([]uint8, len(terms)), masks: make([]uint32, len(terms))}
	before := ""
	for i, t := range terms {
		d.starts[i] = uint32(b.Len())
		d.lcp[i] = uint8(min(shared(before, t), longestWord))
		d.masks[i] = letterMask(t)
		b.WriteString(t)
		before = t
	}
	d.starts[len(terms)] = uint32(b.Len())
	d.letters = b.String()
	d.sounds, d.skeletons = newKeys(terms, sound), newKeys(terms, skeleton)
	return d
}

// shared is how many bytes a and b begin with alike, in whole letters.
func shared(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	for n > 0 && n < len(b) && !utf8.RuneStart(b[n]) {
		n--
	}
	return n
}

func (d *dictionary) len() int { return len(d.lcp) }

func (d *dictionary) term(i int) string { return d.letters[d.starts[i]:d.starts[i+1]] }

// find returns the place of a term, or -1.
func (d *dictionary) find(term string) int {
	i := d.from(term)
	if i < d.len() && d.term(i) == term {
		return i
	}
	return -1
}

// from is the place of the first term that is not before this one.
func (d *dictionary) from(term string) int {
	return sort.Search(d.len(), func(i int) bool { return d.term(i) >= term })
}

// beginning returns the half-open range of the terms that begin with prefix.
func (d *dictionary) beginning(prefix string) (from, to int) {
	from = d.from(prefix)
	n := sort.Search(d.len()-from, func(i int) bool { return !strings.HasPrefix(d.term(from+i), prefix) })
	return from, from + n
}

// near calls f for every word that is at most limit edits away from pattern.
// An edit inserts, deletes or replaces a letter, or swaps two neighbours
// (optimal string alignment).
func (d *dictionary) near(pattern string, limit int, f func(i, edits int)) {
	mask, w := letterMask(pattern), newWalk([]rune(pattern), limit, false)
	first := d.from(firstWord)
	for i, m := range d.masks[first:] {
		// An edit brings at most one letter and takes at most one away.
		if bits.OnesCount32(mask&^m) > limit || bits.OnesCount32(m&^mask) > limit {
			continue
		}
		term := d.term(first + i)
		if apart := len(term) - len(pattern); apart > limit*utf8.UTFMax || -apart > limit*utf8.UTFMax {
			continue
		}
		if edits, _, _ := w.measure(term, 0); edits <= limit {
			f(first+i, edits)
		}
	}
}

// letterMask says in its bits which letters a word has; those outside ASCII
// share some.
func letterMask(word string) (mask uint32) {
	for i := range len(word) {
		switch c := word[i]; {
		case 'a' <= c && c <= 'z':
			mask |= 1 << (c - 'a')
		case '0' <= c && c <= '9':
			mask |= 1 << 26
		}
	}
	return mask
}

// begun calls f for every word that does not begin with pattern, but with
// letters that are one edit away from it.
func (d *dictionary) begun(pattern string, f func(i int)) {
	w := newWalk([]rune(pattern), 1, true)
	for i := d.from(firstWord); i < d.len(); {
		edits, begun, deadEnd := w.measure(d.term(i), int(d.lcp[i]))
		if edits == 1 && begun {
			f(i)
		}
		i++
		for deadEnd > 0 && i < d.len() && int(d.lcp[i]) >= deadEnd {
			i++
		}
	}
}

// firstWord is before all words, and after all labels.
const firstWord = "0"

// walk is one walk through a dictionary: the rows of the edit distance for
// each letter of the word it is at.
type walk struct {
	pattern []rune
	limit   int
	begun   bool
	rows    [longestWord + 2][]uint8
	letters [longestWord + 1]rune
	depth   [longestWord + 1]uint8 // in letters, by bytes
	best    [longestWord + 2]uint8 // distance of the pattern from the nearest beginning
}

func newWalk(pattern []rune, limit int, begun bool) *walk {
	w := &walk{pattern: pattern, limit: limit, begun: begun}
	width := len(pattern) + 1
	cells := make([]uint8, len(w.rows)*width)
	for i := range w.rows {
		w.rows[i] = cells[i*width : (i+1)*width]
	}
	for j := range w.rows[0] {
		w.rows[0][j] = uint8(j)
	}
	w.best[0] = uint8(len(pattern))
	return w
}

// measure returns the distance of a term that shares a number of bytes with
// the one before. A dead end is a number of bytes: no other term that shares
// them is within the limit. It is 0 where there is none.
func (w *walk) measure(term string, sharedBytes int) (edits int, begun bool, deadEnd int) {
	depth := int(w.depth[sharedBytes])
	for b := sharedBytes; b < len(term); {
		r, size := utf8.DecodeRuneInString(term[b:])
		depth++
		b += size
		w.depth[b] = uint8(depth)
		w.letters[depth] = r
		if w.row(depth) > w.limit && (!w.begun || int(w.best[depth]) > w.limit) {
			return w.limit + 1, false, b
		}
	}
	n := len(w.pattern)
	edits = int(w.rows[depth][n])
	if w.begun && int(w.best[depth]) < edits {
		return int(w.best[depth]), true, 0
	}
	return edits, false, 0
}

// row computes the distances of the first depth letters from each beginning of
// the pattern, and returns the least.
func (w *walk) row(depth int) (least int) {
	r, above, row := w.letters[depth], w.rows[depth-1], w.rows[depth]
	row[0] = uint8(depth)
	least = depth
	// Only a band as wide as the limit can hold values within it.
	n := len(w.pattern)
	from, to := max(1, depth-w.limit), min(n, depth+w.limit)
	if from > n { // the word is too long; only its beginning can be near
		row[n], w.best[depth] = uint8(w.limit+1), w.best[depth-1]
		return w.limit + 1
	}
	if from > 1 {
		row[from-1] = uint8(w.limit + 1)
		least = w.limit + 1
	}
	for j := from; j <= to; j++ {
		v := above[j-1]
		if w.pattern[j-1] != r {
			v++
		}
		if j < depth+w.limit { // else the cell above was never computed
			v = min(v, above[j]+1)
		}
		v = min(v, row[j-1]+1)
		if depth > 1 && j > 1 && w.pattern[j-1] == w.letters[depth-1] && w.pattern[j-2] == r {
			v = min(v, w.rows[depth-2][j-2]+1)
		}
		row[j] = v
		least = min(least, int(v))
	}
	if to < n {
		row[n] = uint8(w.limit + 1)
	}
	w.best[depth] = min(w.best[depth-1], row[n])
	return least
}

// keys find terms by a key that several share. They keep hashes of the keys,
// so that callers must check what they are given.
type keys struct {
	hashes []uint32 // in order
	terms  []uint32
}

// keyHash is FNV-1a.
func keyHash(key string) uint32 {
	hash := uint32(2166136261)
	for i := range len(key) {
		hash = (hash ^ uint32(key[i])) * 16777619
	}
	return hash
}

func newKeys(terms []string, key func(string) string) keys {
	pairs := make([]uint64, 0, len(terms))
	for i, t := range terms {
		if t < firstWord {
			continue
		}
		if k := key(t); k != "" {
			pairs = append(pairs, uint64(keyHash(k))<<32|uint64(i))
		}
	}
	slices.Sort(pairs)
	k := keys{make([]uint32, len(pairs)), make([]uint32, len(pairs))}
	for i, p := range pairs {
		k.hashes[i], k.terms[i] = uint32(p>>32), uint32(p)
	}
	return k
}

// with returns the terms that may have the key.
func (k keys) with(key string) []uint32 {
	if key == "" {
		return nil
	}
	hash := keyHash(key)
	from, _ := slices.BinarySearch(k.hashes, hash)
	to := from
	for to < len(k.hashes) && k.hashes[to] == hash {
		to++
	}
	return k.terms[from:to]
}
