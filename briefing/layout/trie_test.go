package layout_test

import (
	"bytes"
	"cmp"
	"compress/gzip"
	"encoding/binary"
	"io"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// TestTriesAreThePatterns makes the tries of the program from the patterns of
// their authors; go test -update writes them.
func TestTriesAreThePatterns(t *testing.T) {
	folder := filepath.Join("..", "..", "assets", "hyphenation")
	sources, err := filepath.Glob(filepath.Join(folder, "*.dic.gz"))
	if err != nil || len(sources) == 0 {
		t.Fatalf("there are no patterns: %v", err)
	}
	for _, source := range sources {
		want := trieOf(t, readPatterns(t, source))
		file := strings.TrimSuffix(source, ".dic.gz") + ".trie"
		if *update {
			if err := os.WriteFile(file, want, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		got, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(got, want) {
			t.Errorf("%s is not the trie of %s (go test -update writes it)", filepath.Base(file), filepath.Base(source))
		}
	}
}

// pattern is the letters of one, and the figures before, between and after them.
type pattern struct {
	letters []rune
	figures []byte
}

// readPatterns reads a file in the form of the Hyphen library: settings in
// capitals, then a pattern a line.
func readPatterns(t *testing.T, name string) []pattern {
	t.Helper()
	zipped, err := os.Open(name)
	if err != nil {
		t.Fatal(err)
	}
	defer zipped.Close()
	z, err := gzip.NewReader(zipped)
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(z)
	if err != nil {
		t.Fatal(err)
	}
	var all []pattern
	for line := range strings.Lines(string(text)) {
		line = strings.TrimRight(line, "\r\n")
		if line != "" && !strings.ContainsAny(line, "%/= ABCDEFGHIJKLMNOPQRSTUVWXYZ") {
			all = append(all, newPattern(line))
		}
	}
	return all
}

func newPattern(line string) pattern {
	p := pattern{figures: []byte{0}}
	for _, r := range line {
		if r >= '0' && r <= '9' {
			p.figures[len(p.figures)-1] = byte(r - '0')
			continue
		}
		p.letters = append(p.letters, r)
		p.figures = append(p.figures, 0)
	}
	return p
}

// trieNode is a node as it is built.
type trieNode struct {
	letter   rune
	figures  []byte
	children []*trieNode
}

func (n *trieNode) child(letter rune) *trieNode {
	i, found := slices.BinarySearchFunc(n.children, letter, func(c *trieNode, r rune) int { return cmp.Compare(c.letter, r) })
	if !found {
		n.children = slices.Insert(n.children, i, &trieNode{letter: letter})
	}
	return n.children[i]
}

// trieOf is the file that package layout reads.
func trieOf(t *testing.T, all []pattern) []byte {
	t.Helper()
	root := &trieNode{}
	for _, p := range all {
		n := root
		for _, r := range p.letters {
			if r > math.MaxUint16 {
				t.Fatalf("the letter %c takes more than two bytes", r)
			}
			n = n.child(r)
		}
		n.figures = bytes.TrimRight(p.figures, "\x00")
	}
	level := []*trieNode{root}
	var nodes []byte
	figures, known := []byte{0}, map[string]int{"": 0}
	for i := 0; i < len(level); i++ {
		n := level[i]
		at, ok := known[string(n.figures)]
		if !ok {
			at = len(figures)
			known[string(n.figures)] = at
			figures = append(append(figures, byte(len(n.figures))), n.figures...)
		}
		if at > math.MaxUint16 {
			t.Fatal("the offset of figures takes more than two bytes")
		}
		nodes = binary.BigEndian.AppendUint32(nodes, uint32(len(level)))
		nodes = binary.BigEndian.AppendUint16(nodes, uint16(n.letter))
		nodes = binary.BigEndian.AppendUint16(nodes, uint16(at))
		level = append(level, n.children...)
	}
	nodes = binary.BigEndian.AppendUint32(nodes, uint32(len(level)))
	nodes = append(nodes, 0, 0, 0, 0)
	return slices.Concat(binary.BigEndian.AppendUint32(nil, uint32(len(level))), nodes, figures)
}
