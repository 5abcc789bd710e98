package layout

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"unicode"
)

// Hyphenation by patterns, after F. M. Liang, “Word Hy-phen-a-tion by
// Com-put-er” (Stanford, 1983). A pattern such as “hy3ph” says how good
// (odd) or bad (even) a break is between its letters; the highest figure at
// each place wins. The patterns of a language are a trie of their letters that is
// searched where it lies, so that to read them takes no time.

// The fewest letters that a hyphen leaves on its line, and takes to the next.
const (
	lettersBefore = 2
	lettersAfter  = 3
)

// patterns are a trie in level order: the children of a node follow each other, by
// their letters, and those of the next node follow them. Node 0 is the root. A file
// has the number of nodes, the nodes, one more that says where the last children
// end, and the figures, all in big-endian order.
type patterns struct {
	nodes []byte
	// figures are those of a pattern, the last that is not 0 last: how many there
	// are, and each in a byte. A node has the offset of its own, or 0.
	figures []byte
}

// What a node is made of: its first child, its letter, the offset of its figures.
const (
	nodeSize = 8
	letterAt = 4
	figureAt = 6
)

// child is the child of a node with a letter, or 0.
func (p *patterns) child(node int, letter rune) int {
	from, to := p.first(node), p.first(node+1)
	for from < to {
		mid := (from + to) / 2
		switch at := rune(binary.BigEndian.Uint16(p.nodes[nodeSize*mid+letterAt:])); {
		case at == letter:
			return mid
		case at < letter:
			from = mid + 1
		default:
			to = mid
		}
	}
	return 0
}

func (p *patterns) first(node int) int {
	return int(binary.BigEndian.Uint32(p.nodes[nodeSize*node:]))
}

// figuresOf are those of the pattern that ends at a node, if one does.
func (p *patterns) figuresOf(node int) []byte {
	at := int(binary.BigEndian.Uint16(p.nodes[nodeSize*node+figureAt:]))
	if at == 0 {
		return nil
	}
	return p.figures[at+1:][:p.figures[at]]
}

// hyphenator keeps the patterns of each language that was asked for.
type hyphenator struct {
	fsys  fs.FS
	mu    sync.Mutex
	known map[string]*patterns
}

// patterns returns those of a language, or nil where there are none: its words
// are then not hyphenated.
func (h *hyphenator) patterns(language string) (*patterns, error) {
	h.mu.Lock()
	defer h.mu.Unlock()
	if p, ok := h.known[language]; ok {
		return p, nil
	}
	p, err := h.load(language)
	if err != nil {
		return nil, err
	}
	h.known[language] = p
	return p, nil
}

func (h *hyphenator) load(language string) (*patterns, error) {
	names, err := fs.Glob(h.fsys, "*"+trieSuffix)
	if err != nil {
		return nil, err
	}
	name := bestPatterns(names, language)
	if name == "" {
		return nil, nil
	}
	p, err := readPatterns(h.fsys, name)
	if err != nil {
		return nil, fmt.Errorf("hyphenation patterns %s: %w", name, err)
	}
	return p, nil
}

const trieSuffix = ".trie"

// bestPatterns chooses the file for a language among LANGUAGE.trie files: its own,
// else the first of another region (fr for fr-CA, en-GB for en).
func bestPatterns(names []string, language string) string {
	base, _, _ := strings.Cut(language, "-")
	best := ""
	for _, name := range names {
		tag := strings.TrimSuffix(name, trieSuffix)
		if strings.EqualFold(tag, language) {
			return name
		}
		if other, _, _ := strings.Cut(tag, "-"); best == "" && strings.EqualFold(other, base) {
			best = name
		}
	}
	return best
}

func readPatterns(fsys fs.FS, name string) (*patterns, error) {
	file, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	if len(file) < 4 {
		return nil, errCutShort
	}
	nodes, rest := int(binary.BigEndian.Uint32(file)), file[4:]
	if nodes >= len(rest)/nodeSize {
		return nil, errCutShort
	}
	size := nodeSize * (nodes + 1)
	return &patterns{nodes: rest[:size], figures: rest[size:]}, nil
}

var errCutShort = errors.New("the file is cut short")

// points returns the places in word, as counts of code points before them,
// where a hyphen may be put. Only runs of letters are hyphenated; a word that
// has other letters than small ones after its first is left alone, since names
// and acronyms read badly in two.
func (p *patterns) points(word []rune) []int {
	var at []int
	for start := 0; start < len(word); {
		if !unicode.IsLetter(word[start]) {
			start++
			continue
		}
		end := start
		for end < len(word) && unicode.IsLetter(word[end]) {
			end++
		}
		for _, i := range p.letters(word[start:end]) {
			at = append(at, start+i)
		}
		start = end
	}
	return at
}

func (p *patterns) letters(word []rune) []int {
	if len(word) < lettersBefore+lettersAfter {
		return nil
	}
	dotted := make([]rune, 0, len(word)+2)
	dotted = append(dotted, '.')
	for i, r := range word {
		if i > 0 && unicode.IsUpper(r) {
			return nil
		}
		dotted = append(dotted, unicode.ToLower(r))
	}
	dotted = append(dotted, '.')
	figures := make([]byte, len(dotted)+1)
	for i := range dotted {
		node := 0
		for _, r := range dotted[i:] {
			if node = p.child(node, r); node == 0 {
				break
			}
			for k, f := range p.figuresOf(node) {
				figures[i+k] = max(figures[i+k], f)
			}
		}
	}
	var at []int
	for i := lettersBefore; i <= len(word)-lettersAfter; i++ {
		if figures[i+1]%2 == 1 {
			at = append(at, i)
		}
	}
	return at
}
