package manuscript

import (
	"fmt"
	"slices"
)

// Copy says which copy of a note is made.
type Copy struct {
	Form CopyForm
	// Number of Of copies, from 1; 0 where copies are not numbered.
	Number, Of int
	// Addressee is whom a numbered copy is for. It names the file, and is printed
	// nowhere but in the list of all.
	Addressee string
}

// CopyForm says what a copy of a note holds. The body is the same in all of them.
type CopyForm string

// The forms of a copy.
const (
	WorkingCopy CopyForm = ""       // with citations
	ReaderCopy  CopyForm = "reader" // without citations, lists of sources and annexes
	RecordCopy  CopyForm = "record" // with citations, grades and the annex on sources
)

// Label is what stands at the head of a numbered copy: Copy 3 of 12.
func (c Copy) Label(language string) string {
	if c.Number == 0 {
		return ""
	}
	return fmt.Sprintf(Say(language, "Copy %s"), c.count(language))
}

func (c Copy) count(language string) string {
	return Figures(language, fmt.Sprintf(Say(language, "%d of %d"), c.Number, c.Of))
}

// dropEmptySections drops the headings of sections that had nothing but a list of
// sources.
func (m *builder) dropEmptySections() {
	for _, i := range slices.Backward(m.dropped) {
		if i == 0 {
			continue
		}
		heading, ok := m.Blocks[i-1].(Heading)
		if !ok {
			continue
		}
		if i < len(m.Blocks) {
			if next, ok := m.Blocks[i].(Heading); !ok || next.Level > heading.Level {
				continue
			}
		}
		m.Blocks = slices.Delete(m.Blocks, i-1, i)
	}
}
