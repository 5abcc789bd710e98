package search

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
)

// Synonyms are words that mean the same to the user. The zero value has none.
type Synonyms struct {
	groups map[string][]string // the others, by each member, folded
}

// The bounds of a file of synonyms.
const (
	longestSynonymLine = 4096
	mostSynonymLines   = 10_000
	mostSynonymErrors  = 10
)

// ParseSynonyms reads a file of synonyms: a group a line, its members divided
// by “=”, such as “Bombay = Mumbai”. Empty lines and what follows a # are left
// out. The error names the lines that are wrong, at most ten of them, and what to
// do about each; the others mean what they say.
func ParseSynonyms(r io.Reader) (Synonyms, error) {
	s := Synonyms{map[string][]string{}}
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 0, longestSynonymLine), longestSynonymLine)
	var wrong []error
	n := 0
	for len(wrong) < mostSynonymErrors && lines.Scan() {
		if n++; n > mostSynonymLines {
			wrong = append(wrong, fmt.Errorf("line %d: there may be %d lines; leave some out", n, mostSynonymLines))
			break
		}
		if err := s.add(strings.TrimPrefix(lines.Text(), "\ufeff")); err != nil {
			wrong = append(wrong, fmt.Errorf("line %d: %w", n, err))
		}
	}
	err := lines.Err()
	if errors.Is(err, bufio.ErrTooLong) {
		err = fmt.Errorf("line %d: it is longer than %d bytes; make several groups of it", n+1, longestSynonymLine)
	}
	return s, errors.Join(append(wrong, err)...)
}

func (s Synonyms) add(line string) error {
	line, _, _ = strings.Cut(line, "#")
	if strings.TrimSpace(line) == "" {
		return nil
	}
	var members []string
	for _, part := range strings.Split(line, "=") {
		m := folded(part)
		switch {
		case m == "":
			return errors.New("a side of “=” has no word; write it like “Bombay = Mumbai”")
		case strings.Count(m, " ") >= longestSpan:
			return fmt.Errorf("“%s” has more than %d words; shorten it", strings.TrimSpace(part), longestSpan)
		}
		members = append(members, m)
	}
	if len(members) < 2 {
		return fmt.Errorf("“%s” stands alone; write what it means after “=”, like “Bombay = Mumbai”", strings.TrimSpace(line))
	}
	for _, m := range members {
		for _, other := range members {
			if other != m && !slices.Contains(s.groups[m], other) {
				s.groups[m] = append(s.groups[m], other)
			}
		}
	}
	return nil
}

// of are the others that mean the same as a folded word or words.
func (s Synonyms) of(phrase string) []string { return s.groups[phrase] }
