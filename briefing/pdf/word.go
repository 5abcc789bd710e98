package pdf

import (
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"briefdesk/briefing/layout"
)

// A note repeats its words, and layout gives each of them one shape. So the
// characters of a shape are found once, and kept with what they said then.

// word is a shape in characters of a font.
type word struct {
	says        string // the code points that it shows
	rightToLeft bool
	characters  []character
	shown       []byte    // all characters, as the bytes of a string
	whole       character // all of them as one
	// How far layout wants the characters from where a viewer puts them, if both
	// begin at one place, lies between low and high.
	low, high float64
}

// character is what shows a cluster, with its measures in thousandths of the
// type size.
type character struct {
	cid     int
	runes   float64 // how many code points it shows
	offset  float64 // how far the line moves it
	width   float64 // how far a viewer moves the pen after it
	advance float64 // how far layout does
}

// word returns the characters of f that show a shape, whose code points words
// begins with.
func (f *font) word(shape *layout.Shape, words string, rightToLeft bool) (*word, error) {
	if w := f.words[shape]; w != nil && w.rightToLeft == rightToLeft && strings.HasPrefix(words, w.says) {
		return w, nil
	}
	starts := runeStarts(words, shape.Runes)
	w := &word{
		says: words[:starts[len(starts)-1]], rightToLeft: rightToLeft,
		characters: make([]character, 0, len(shape.Glyphs)), shown: make([]byte, 0, 2*len(shape.Glyphs)),
	}
	for i := 0; i < len(shape.Glyphs); {
		cluster := shape.Glyphs[i : i+clusterLen(shape.Glyphs[i:])]
		c, err := f.character(cluster, words, starts, rightToLeft)
		if err != nil {
			return nil, fmt.Errorf("glyph %d: %w", i+1, err)
		}
		w.add(c)
		i += len(cluster)
	}
	f.words[shape] = w
	return w, nil
}

func (w *word) add(c character) {
	ahead := w.whole.advance + c.offset - w.whole.width
	w.low, w.high = min(w.low, ahead), max(w.high, ahead)
	w.characters = append(w.characters, c)
	w.shown = appendCharacter(w.shown, c.cid)
	w.whole.runes += c.runes
	w.whole.width += c.width
	w.whole.advance += c.advance
}

// staysPut reports whether the characters of w need no moves between them, where
// layout is ahead of a viewer and spreads them.
func (w *word) staysPut(ahead, spread float64) bool {
	return (spread == 0 || len(w.characters) == 1) && ahead+w.low > -1 && ahead+w.high < 1
}

// character returns what shows a cluster of a word. Readers turn a line from
// right to left round letter by letter, so its clusters say their letters in
// that order too.
func (f *font) character(cluster []layout.Glyph, words string, starts []int, rightToLeft bool) (character, error) {
	says, err := saidBy(cluster, words, starts)
	if err != nil {
		return character{}, err
	}
	if rightToLeft {
		says = reversed(says)
	}
	cid, err := f.cid(cluster, says)
	if err != nil {
		return character{}, err
	}
	c := character{cid: cid, width: f.forms[cid-1].width, offset: offset(cluster)}
	for _, g := range cluster {
		c.advance += float64(g.Advance)
		c.runes += float64(g.Runes)
	}
	return c, nil
}

// runeStarts is where the first n code points of words begin, and where the last
// of them ends; fewer where there are fewer.
func runeStarts(words string, n int) []int {
	starts := make([]int, 0, n+1)
	for i := range words {
		starts = append(starts, i)
		if len(starts) > n {
			return starts
		}
	}
	return append(starts, len(words))
}

// clusterLen counts the glyphs that show the same code points as the first.
// Glyphs without any, at the start of a shape, belong to the one after them.
func clusterLen(glyphs []layout.Glyph) int {
	n := 0
	for n < len(glyphs) && glyphs[n].Runes == 0 {
		n++
	}
	if n < len(glyphs) {
		n++
	}
	for n < len(glyphs) && glyphs[n].Runes == 0 {
		n++
	}
	return n
}

// saidBy is the part of words that a cluster shows.
func saidBy(cluster []layout.Glyph, words string, starts []int) (string, error) {
	i := slices.IndexFunc(cluster, func(g layout.Glyph) bool { return g.Runes > 0 })
	if i < 0 {
		return "", nil
	}
	from, to := int(cluster[i].Rune), int(cluster[i].Rune)+int(cluster[i].Runes)
	if to >= len(starts) {
		return "", fmt.Errorf("it shows code points %d to %d of %d", from+1, to, utf8.RuneCountInString(words))
	}
	return words[starts[from]:starts[to]], nil
}

// offset is how far the line moves a cluster. A joined one has its offsets
// drawn in, so that its box is where the pen is and no gap looks like a space.
func offset(cluster []layout.Glyph) float64 {
	if len(cluster) > 1 {
		return 0
	}
	return float64(cluster[0].X)
}

func reversed(s string) string {
	runes := []rune(s)
	slices.Reverse(runes)
	return string(runes)
}
