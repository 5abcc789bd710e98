package importer

import (
	"context"
	"crypto/sha256"

	"briefdesk/briefing"
)

// task is what a worker was asked to do besides reading the bytes, and how its
// parser reports back. The zero task has no password, and nobody listens to it.
type task struct {
	password string
	cache    string // the folder of compiled code, or empty
	report   func(message)
}

// ready says that a parser which needs an engine has it: pages follow soon.
func (t task) ready() { t.tell(message{Ready: true}) }

// page says that page n, from 1, of so many is done; of is 0 where nobody knows.
func (t task) page(n, of int) { t.tell(message{Page: n, Pages: of}) }

func (t task) tell(m message) {
	if t.report != nil {
		t.report(m)
	}
}

// source is a file, or a part of one, as its parser gets it.
type source struct {
	name string
	data []byte // as it is
	text string // data decoded, not normalised; empty for formats that are no text
	task task
	// inner reads a part of the file as a file of its own, such as what is
	// attached to a mail.
	inner func(name string, data []byte) ([]draft, error)
}

// single is the parser of a format whose files are one article each.
func single(parse func(source) (draft, error)) parser {
	return func(_ context.Context, src source) ([]draft, error) {
		d, err := parse(src)
		return []draft{d}, err
	}
}

// read is the whole import, in the worker: bytes to items.
func (t task) read(ctx context.Context, name string, data []byte) ([]Item, error) {
	f, src, drafts, err := t.drafts(ctx, name, data)
	if err != nil {
		return nil, err
	}
	var items []Item
	original := briefing.Hash(sha256.Sum256(data))
	for _, d := range drafts {
		it, err := d.item(f, src, original)
		if err != nil {
			return nil, err
		}
		items = append(items, it)
	}
	return items, nil
}

// drafts finds out what data is and parses it.
func (t task) drafts(ctx context.Context, name string, data []byte) (Format, source, []draft, error) {
	f, src, warnings, err := open(name, data)
	if err != nil {
		return Format{}, source{}, nil, err
	}
	t.tell(message{Format: f.Name})
	src.task = t
	src.inner = func(name string, data []byte) ([]draft, error) {
		f, _, drafts, err := t.drafts(ctx, name, data)
		for i := range drafts {
			drafts[i].name, drafts[i].format = name, f.Name
		}
		return drafts, err
	}
	drafts, err := f.parse(ctx, src)
	for i := range drafts {
		drafts[i].warnings = append(warnings[:len(warnings):len(warnings)], drafts[i].warnings...)
	}
	return f, src, drafts, err
}
