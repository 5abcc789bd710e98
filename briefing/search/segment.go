package search

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"slices"
	"strings"

	"briefdesk/briefing"
)

// A segment is a set of documents that never changes:
//
//	dict      the terms, in order
//	postings  for each term the documents that have it, as differences
//	forward   for each document its terms in the order of its fields, which is
//	          what ranking reads and what a merge is made from
//
// Documents are numbered from the newest to the oldest, so that a number is
// also the rank among equals. In the forward lists terms have codes in the
// order in which they were first met, so that frequent ones take a byte.
type segment struct {
	dict     dictionary
	codes    []uint32 // by term
	terms    []uint32 // by code
	counts   []uint32 // by term: in how many documents
	offsets  []uint32 // by term: where its postings begin; one more for the end
	postings []byte

	ids     []briefing.ID // by document
	kinds   []Kind
	dates   []uint32
	starts  []uint32 // of its forward list
	byID    []uint32 // documents in the order of their identifiers
	forward []byte

	pairs pairs
}

// Labels are what a document is filtered by, as terms that come before all
// words: a sign of the kind, and the folded value.
const (
	labelTag     = "\x01t"
	labelColour  = "\x01c"
	labelMarking = "\x01m"
	labelKind    = "\x01k"
)

// listed are the lists of a forward list: the labels, then the fields in the
// order of their numbers.
const listed = 1 + int(numFields)

// builder gathers documents into a segment.
type builder struct {
	codes   map[string]uint32
	texts   []string // by code
	forward []byte
	docs    []entry
	pairs   pairBuilder
	list    []uint32
}

type entry struct {
	id    briefing.ID
	kind  Kind
	date  uint32
	start uint32
}

// compare puts the newest first.
func (e entry) compare(f entry) int {
	return cmp.Or(cmp.Compare(f.date, e.date), bytes.Compare(e.id[:], f.id[:]))
}

func newBuilder() *builder {
	return &builder{codes: map[string]uint32{}, pairs: pairBuilder{}}
}

func (b *builder) code(term []byte) uint32 {
	if code, ok := b.codes[string(term)]; ok {
		return code
	}
	text, code := string(term), uint32(len(b.texts))
	b.texts = append(b.texts, text)
	b.codes[text] = code
	return code
}

// add adds a document.
func (b *builder) add(d Doc) {
	b.docs = append(b.docs, entry{d.ID, d.Kind, dateNumber(d.Date), uint32(len(b.forward))})
	b.list = b.list[:0]
	for _, label := range d.labels() {
		b.list = append(b.list, b.code([]byte(label)))
	}
	b.endList()
	for f := range numFields {
		for _, text := range d.texts(f) {
			b.addText(text)
		}
		b.endList()
	}
	b.pairs.mine(len(b.docs)-1, d.Text)
}

func (b *builder) addText(text string) {
	eachWord(text, func(word []byte, _ briefing.Range) bool {
		b.list = append(b.list, b.code(word))
		return true
	})
}

func (b *builder) endList() {
	b.forward = binary.AppendUvarint(b.forward, uint64(len(b.list)))
	for _, code := range b.list {
		b.forward = binary.AppendUvarint(b.forward, uint64(code))
	}
	b.list = b.list[:0]
}

// segment returns the segment of all that was added. The builder is spent.
func (b *builder) segment() *segment {
	s := &segment{forward: slices.Clip(b.forward)}
	s.pairs = b.pairs.pairs(s.number(b.docs))
	b.order(s)
	s.post()
	return s
}

// number gives the documents their numbers, and returns them by the order in
// which they were added.
func (s *segment) number(docs []entry) []uint32 {
	order := make([]uint32, len(docs))
	for i := range order {
		order[i] = uint32(i)
	}
	slices.SortFunc(order, func(i, j uint32) int { return docs[i].compare(docs[j]) })
	s.ids, s.dates, s.starts = make([]briefing.ID, len(docs)), make([]uint32, len(docs)), make([]uint32, len(docs))
	s.kinds, s.byID = make([]Kind, len(docs)), make([]uint32, len(docs))
	numbers := make([]uint32, len(docs))
	for n, i := range order {
		s.ids[n], s.kinds[n], s.dates[n], s.starts[n] = docs[i].id, docs[i].kind, docs[i].date, docs[i].start
		s.byID[n] = uint32(n)
		numbers[i] = uint32(n)
	}
	slices.SortFunc(s.byID, func(i, j uint32) int { return bytes.Compare(s.ids[i][:], s.ids[j][:]) })
	return numbers
}

// order makes the dictionary.
func (b *builder) order(s *segment) {
	s.codes = make([]uint32, len(b.texts))
	for i := range s.codes {
		s.codes[i] = uint32(i)
	}
	slices.SortFunc(s.codes, func(i, j uint32) int { return strings.Compare(b.texts[i], b.texts[j]) })
	sorted := make([]string, len(b.texts))
	s.terms = make([]uint32, len(b.texts))
	for term, code := range s.codes {
		sorted[term] = b.texts[code]
		s.terms[code] = uint32(term)
	}
	s.dict = newDictionary(sorted)
}

// post makes the postings, in two passes: how much room each term takes, then
// what goes there.
func (s *segment) post() {
	n := s.dict.len()
	s.counts = make([]uint32, n)
	s.offsets = make([]uint32, n+1)
	last := make([]uint32, n) // by code: the last document of the term, from 1
	each := func(f func(code, gap uint32)) {
		clear(last)
		for doc := range uint32(len(s.ids)) {
			r := s.read(doc)
			for range listed {
				for left := r.next(); left > 0; left-- {
					code := r.next()
					if gap := doc + 1 - last[code]; gap > 0 {
						last[code] = doc + 1
						f(code, gap)
					}
				}
			}
		}
	}
	each(func(code, gap uint32) {
		term := s.terms[code]
		s.counts[term]++
		s.offsets[term+1] += uint32(uvarintLen(gap))
	})
	for i := range n {
		s.offsets[i+1] += s.offsets[i]
	}
	s.postings = make([]byte, s.offsets[n])
	at := slices.Clone(s.offsets)
	each(func(code, gap uint32) {
		term := s.terms[code]
		at[term] += uint32(binary.PutUvarint(s.postings[at[term]:], uint64(gap)))
	})
}

func uvarintLen(v uint32) int {
	n := 1
	for ; v >= 0x80; v >>= 7 {
		n++
	}
	return n
}

// docsOf calls f for each document that has the term, the newest first.
func (s *segment) docsOf(term int, f func(doc uint32)) {
	data := reader(s.postings[s.offsets[term]:s.offsets[term+1]])
	doc := uint32(0)
	for len(data) > 0 {
		doc += data.next()
		f(doc - 1)
	}
}

// doc returns the number of the document called id, or -1.
func (s *segment) doc(id briefing.ID) int {
	i, ok := slices.BinarySearchFunc(s.byID, id, func(doc uint32, id briefing.ID) int { return bytes.Compare(s.ids[doc][:], id[:]) })
	if !ok {
		return -1
	}
	return int(s.byID[i])
}

// read returns the forward list of a document, and whatever comes after it.
func (s *segment) read(doc uint32) reader { return reader(s.forward[s.starts[doc]:]) }

// reader reads numbers as binary.AppendUvarint writes them. They are the
// program's own, so that no number is cut short.
type reader []byte

func (r *reader) next() uint32 {
	data := *r
	v := uint32(data[0])
	if v < 0x80 {
		*r = data[1:]
		return v
	}
	v &= 0x7f
	for i, shift := 1, 7; ; i, shift = i+1, shift+7 {
		b := data[i]
		v |= uint32(b&0x7f) << shift
		if b < 0x80 {
			*r = data[i+1:]
			return v
		}
	}
}

// readd adds document doc of s to b, as it is.
func (b *builder) readd(s *segment, doc uint32, codes []uint32) {
	b.docs = append(b.docs, entry{s.ids[doc], s.kinds[doc], s.dates[doc], uint32(len(b.forward))})
	r := s.read(doc)
	for range listed {
		b.list = b.list[:0]
		for left := r.next(); left > 0; left-- {
			code := r.next()
			if codes[code] == 0 {
				codes[code] = b.code([]byte(s.dict.term(int(s.terms[code])))) + 1
			}
			b.list = append(b.list, codes[code]-1)
		}
		b.endList()
	}
}
