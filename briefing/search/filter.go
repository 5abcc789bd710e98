package search

import (
	"context"
	"fmt"
	"strings"
)

// A filter is turned into the set of documents of a layer that pass it, before
// anything is ranked.

// filter is a condition made ready.
type filter struct {
	Filter
	words []string
	date  uint32
}

// filters reads the filters of a query.
func (s *state) filters(q Query) ([]filter, error) {
	var list []filter
	for _, f := range q.Filters {
		r := filter{Filter: f, words: words(f.Value)}
		if f.Name == "after" || f.Name == "before" {
			if r.date = dateNumber(f.Value); !isDate(r.date) {
				return nil, fmt.Errorf("%s:%s is no date; write it like %s:2024, %s:2024-05 or %s:2024-05-31", f.Name, f.Value, f.Name, f.Name, f.Name)
			}
		}
		list = append(list, r)
	}
	return list, nil
}

func isDate(n uint32) bool {
	year, month, day := n/10000, n/100%100, n%100
	return year >= 1000 && year <= 9999 && month <= 12 && day <= 31
}

// filter finds which documents pass the filters and have the phrases.
func (p *plan) filter(ctx context.Context, q Query) error {
	p.allowed = make([]docSet, len(p.s.layers))
	if len(p.filters)+len(q.Phrases) == 0 {
		return nil
	}
	for i := range p.s.layers {
		l := &p.s.layers[i]
		allowed := newDocSet(len(l.ids))
		allowed.fill()
		for _, f := range p.filters {
			if err := ctx.Err(); err != nil {
				return err
			}
			if f.Not {
				allowed.without(l.pass(f))
			}
		}
		for _, group := range grouped(p.filters) {
			any := newDocSet(len(l.ids))
			for _, f := range group {
				any.with(l.pass(f))
			}
			allowed.within(any)
		}
		for _, phrase := range q.Phrases {
			if err := ctx.Err(); err != nil {
				return err
			}
			allowed.within(l.having(phrase, 0, numFields))
		}
		p.allowed[i] = allowed
	}
	return nil
}

// grouped are the filters of which one must hold: those of one name, but each
// date by itself.
func grouped(filters []filter) [][]filter {
	var groups [][]filter
	place := map[string]int{}
	for _, f := range filters {
		if f.Not {
			continue
		}
		i, ok := place[f.Name]
		if !ok || f.date != 0 {
			i = len(groups)
			groups = append(groups, nil)
			place[f.Name] = i
		}
		groups[i] = append(groups[i], f)
	}
	return groups
}

// pass are the documents that a filter holds for, whether or not it has a minus.
func (l *layer) pass(f filter) docSet {
	switch f.Name {
	case "after":
		return l.dated(func(date uint32) bool { return date >= f.date })
	case "before":
		return l.dated(func(date uint32) bool { return date != 0 && date < f.date })
	case "tag":
		return l.labelled(labelTag+strings.Join(f.words, " "), true)
	case "colour":
		return l.labelled(labelColour+strings.Join(f.words, " "), false)
	case "marking":
		return l.marked(f.words)
	case "by":
		return l.having(f.words, Author, Author+1)
	case "from":
		return l.having(f.words, Publisher, Publisher+1)
	case "in":
		for k := Passage; k <= Article; k++ {
			if len(f.words) == 1 && f.words[0] == k.String() {
				return l.labelled(labelKind+k.String(), false)
			}
		}
		return l.having(f.words, Title, Title+1)
	default:
		return l.having(f.words, 0, numFields)
	}
}

func (l *layer) dated(holds func(date uint32) bool) docSet {
	b := newDocSet(len(l.ids))
	for doc, date := range l.dates {
		if holds(date) {
			b.set(uint32(doc))
		}
	}
	return b
}

// labelled are the documents that have a label, or one that begins so.
func (l *layer) labelled(label string, begun bool) docSet {
	b := newDocSet(len(l.ids))
	from, to := l.dict.beginning(label)
	for t := from; t < to; t++ {
		if begun || l.dict.term(t) == label {
			l.docsOf(t, b.set)
		}
	}
	return b
}

// marked are the documents whose marking has all the words, one after the other.
func (l *layer) marked(list []string) docSet {
	b := newDocSet(len(l.ids))
	want := " " + strings.Join(list, " ") + " "
	from, to := l.dict.beginning(labelMarking)
	for t := from; t < to; t++ {
		if strings.Contains(" "+l.dict.term(t)[len(labelMarking):]+" ", want) {
			l.docsOf(t, b.set)
		}
	}
	return b
}

// having are the documents that have words one after the other in one of the
// fields from first to before.
func (l *layer) having(list []string, first, before Field) docSet {
	found := newDocSet(len(l.ids))
	found.fill()
	codes := make([]uint32, len(list))
	for i, word := range list {
		t := l.dict.find(word)
		if t < 0 {
			return newDocSet(len(l.ids))
		}
		codes[i] = l.codes[t]
		docs := newDocSet(len(l.ids))
		l.docsOf(t, docs.set)
		found.within(docs)
	}
	if len(list) == 1 && first == 0 && before == numFields {
		return found
	}
	b := newDocSet(len(l.ids))
	found.each(func(doc uint32) {
		if l.hasRow(doc, codes, first, before) {
			b.set(doc)
		}
	})
	return b
}

// hasRow reports whether a document has the codes in a row in a field.
func (s *segment) hasRow(doc uint32, codes []uint32, first, before Field) bool {
	r := s.read(doc)
	for left := r.next(); left > 0; left-- {
		r.next()
	}
	var row []uint32
	for f := range before {
		row = row[:0]
		for left := r.next(); left > 0; left-- {
			row = append(row, r.next())
			if f >= first && endsWith(row, codes) {
				return true
			}
		}
	}
	return false
}

func endsWith(row, codes []uint32) bool {
	if len(row) < len(codes) {
		return false
	}
	row = row[len(row)-len(codes):]
	for i := range codes {
		if row[i] != codes[i] {
			return false
		}
	}
	return true
}

func (b docSet) fill() {
	for i := range b {
		b[i] = ^uint64(0)
	}
}

func (b docSet) with(c docSet) {
	for i := range b {
		b[i] |= c[i]
	}
}

func (b docSet) within(c docSet) {
	for i := range b {
		b[i] &= c[i]
	}
}

func (b docSet) without(c docSet) {
	for i := range b {
		b[i] &^= c[i]
	}
}
