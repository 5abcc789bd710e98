package layout

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/klauspost/compress/gzip"
)

// Hyphenation by patterns, after F. M. Liang, “Word Hy-phen-a-tion by
// Com-put-er” (Stanford, 1983). A pattern such as “hy3ph” says how good
// (odd) or bad (even) a break is between its letters; the highest figure at
// each place wins. Patterns are looked up by their letters in one map, which
// for words of ordinary length costs less than walking a trie.

// The fewest letters that a hyphen leaves on its line, and takes to the next.
const (
	lettersBefore = 2
	lettersAfter  = 3
)

type patterns struct {
	levels  map[string][]byte // letters, with “.” for a word's edge → figures between them
	longest int
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
	names, err := fs.Glob(h.fsys, "*.dic.gz")
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

// bestPatterns chooses the file for a language among LANGUAGE.dic.gz files: its
// own, else the first of another region (fr for fr-CA, en-GB for en).
func bestPatterns(names []string, language string) string {
	base, _, _ := strings.Cut(language, "-")
	best := ""
	for _, name := range names {
		tag := strings.TrimSuffix(name, ".dic.gz")
		if strings.EqualFold(tag, language) {
			return name
		}
		if other, _, _ := strings.Cut(tag, "-"); best == "" && strings.EqualFold(other, base) {
			best = name
		}
	}
	return best
}

// readPatterns reads a file in the form of the Hyphen library: settings in
// capitals, then a pattern a line.
func readPatterns(fsys fs.FS, name string) (*patterns, error) {
	file, err := unzipped(fsys, name)
	if err != nil {
		return nil, err
	}
	p := &patterns{levels: make(map[string][]byte, 1<<13)}
	for line := range strings.Lines(string(file)) {
		line = strings.TrimRight(line, "\r\n")
		if line != "" && !strings.ContainsAny(line, "%/= ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
			p.add(line)
		}
	}
	return p, nil
}

func (p *patterns) add(pattern string) {
	var letters []rune
	figures := []byte{0}
	for _, r := range pattern {
		if r >= '0' && r <= '9' {
			figures[len(figures)-1] = byte(r - '0')
			continue
		}
		letters = append(letters, r)
		figures = append(figures, 0)
	}
	p.levels[string(letters)] = figures
	p.longest = max(p.longest, len(letters))
}

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
	dotted := make([]byte, 0, 2*len(word)+2)
	starts := make([]int, 1, len(word)+3) // of the letters in it, with the points
	dotted = append(dotted, '.')
	for i, r := range word {
		if i > 0 && unicode.IsUpper(r) {
			return nil
		}
		starts = append(starts, len(dotted))
		dotted = utf8.AppendRune(dotted, unicode.ToLower(r))
	}
	starts = append(starts, len(dotted), len(dotted)+1)
	dotted = append(dotted, '.')
	n := len(word) + 2
	figures := make([]byte, n+1)
	for i := range n {
		for j := i + 1; j <= min(n, i+p.longest); j++ {
			for k, f := range p.levels[string(dotted[starts[i]:starts[j]])] {
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

// unzipped is what a gzip file of less than 4 GB holds. It ends with its size
// (RFC 1952), so that no byte is moved after it is written.
func unzipped(fsys fs.FS, name string) ([]byte, error) {
	zipped, err := fs.ReadFile(fsys, name)
	if err != nil {
		return nil, err
	}
	r, err := gzip.NewReader(bytes.NewReader(zipped))
	if err != nil {
		return nil, err
	}
	size := int(binary.LittleEndian.Uint32(zipped[len(zipped)-4:]))
	const densest = 1032 // times that deflate makes anything smaller
	if size > densest*len(zipped) {
		return nil, gzip.ErrHeader
	}
	out := bytes.NewBuffer(make([]byte, 0, size+bytes.MinRead))
	_, err = out.ReadFrom(r)
	return out.Bytes(), err
}
