// Package search finds passages and articles again by what is remembered of
// them: half a name, another romanisation, words out of order, a slip of the
// finger.
//
// An Index holds the words of every document in memory, but not the texts, and
// takes changes while it is searched. Search reads a query (see Query), finds
// for each of its words the words of the library it may stand for, gathers the
// documents that have them, and ranks those by how well and how close together
// they match. What matches word for word always comes first. Each Hit says why
// it was found; Found.Marks says which letters of a document to mark.
//
//	query ──read──► words ──expand──► terms ──gather──► some thousand documents ──rank──► hits
//
// Nothing here reads a library; whoever fills the index says what a document's
// words are. Pick serves lists of short strings, such as commands and titles.
//
// The surprise: a hit need not have every word of the query, since the one
// word that is beyond recognition should not hide the passage that has the
// others.
package search

import (
	"fmt"
	"strings"

	"briefdesk/briefing"
)

// Doc is a passage or an article as it is searched.
type Doc struct {
	ID                       briefing.ID
	Kind                     Kind
	Title, Author, Publisher string // of the article
	Date                     string // YYYY, YYYY-MM or YYYY-MM-DD; newer documents win ties
	Tags                     []string
	Note, Text               string
	Colour, Marking          string // filtered by, not searched
}

// Kind says what a Doc is.
type Kind uint8

// The kinds of documents.
const (
	Passage Kind = iota
	Article
)

func (k Kind) String() string { return [...]string{"passages", "articles"}[k] }

// Field says which part of a Doc a match is in.
type Field uint8

// The fields of a Doc, in the order in which a match in them counts.
const (
	Title Field = iota
	Tag
	Note
	Author
	Publisher
	Text
	numFields
)

var fieldNames = [numFields]string{"title", "tag", "note", "author", "publisher", "text"}

func (f Field) String() string { return fieldNames[f] }

// MarshalText writes the name of a field.
func (f Field) MarshalText() ([]byte, error) { return []byte(f.String()), nil }

// UnmarshalText reads the name of a field.
func (f *Field) UnmarshalText(text []byte) error {
	for i, name := range fieldNames {
		if name == string(text) {
			*f = Field(i)
			return nil
		}
	}
	return fmt.Errorf("%q is no field of a document", text)
}

// texts are the texts of a field: one, but for tags.
func (d *Doc) texts(f Field) []string {
	switch f {
	case Title:
		return []string{d.Title}
	case Tag:
		return d.Tags
	case Note:
		return []string{d.Note}
	case Author:
		return []string{d.Author}
	case Publisher:
		return []string{d.Publisher}
	default:
		return []string{d.Text}
	}
}

// labels are what d is filtered by.
func (d *Doc) labels() []string {
	labels := []string{labelKind + d.Kind.String()}
	for _, t := range d.Tags {
		labels = append(labels, labelTag+folded(t))
	}
	if d.Colour != "" {
		labels = append(labels, labelColour+folded(d.Colour))
	}
	if d.Marking != "" {
		labels = append(labels, labelMarking+folded(d.Marking))
	}
	return labels
}

// dateNumber is a date as a number of eight digits that sorts like it: what is
// not known counts as zero.
func dateNumber(date string) uint32 {
	var parts [3]uint32
	for i, part := range strings.SplitN(date, "-", 3) {
		for _, c := range part {
			if c < '0' || c > '9' || parts[i] > 9999 {
				return 0
			}
			parts[i] = parts[i]*10 + uint32(c-'0')
		}
	}
	return parts[0]*10000 + parts[1]*100 + parts[2]
}

// Why says how something matched, from the best to the least.
type Why uint8

// The ways to match.
const (
	Phrase  Why = iota // all words whole, one after the other
	Exact              // whole
	Prefix             // as the beginning of a word
	Typo               // but for a slip or two
	Variant            // another spelling, an abbreviation, a synonym, split or joined words
	Guess              // the letters stand in a word in this order, with others between
	Partial            // not all words
)

var whyNames = [...]string{"phrase", "exact", "prefix", "typo", "variant", "guess", "partial"}

func (w Why) String() string { return whyNames[w] }

// MarshalText writes the name of w.
func (w Why) MarshalText() ([]byte, error) { return []byte(w.String()), nil }

// Hit is a document that was found.
type Hit struct {
	ID      briefing.ID
	Kind    Kind
	Why     Why // the least of its reasons
	Reasons []Reason
}

// Reason says what stands in a document for a word of the query.
type Reason struct {
	Word  string `json:"word"`
	Found string `json:"found"` // as it is compared: small letters, no accents
	Why   Why    `json:"why"`
}

// Match is a stretch of a document that matched.
type Match struct {
	Field          Field `json:"field"`
	Tag            int   `json:"tag,omitempty"` // which one, for a tag
	briefing.Range       // in code points of the field
	Why            Why   `json:"why"`
}
