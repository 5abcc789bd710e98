package session

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"

	"briefdesk/briefing"
	"briefdesk/briefing/library"
)

// item is what there is at a Ref: a briefing.Article, Passage or Briefing, or
// nil where there is nothing, and its place.
type item struct {
	value any
	place library.Place
}

func (it item) isPresent() bool { return it.place == library.Present }

func (it item) isTrashed() bool { return it.place == library.Trashed || it.place == library.TrashedBy }

func (it item) in(p library.Place) item {
	it.place = p
	return it
}

// change is what an edit found at a Ref and what it left there.
type change struct{ before, after item }

func (c change) turned() change { return change{c.after, c.before} }

func (c change) isNone() bool {
	return c.before.place == c.after.place && !c.rewrites()
}

// rewrites reports whether the value itself changes, and not only its place.
func (c change) rewrites() bool { return !reflect.DeepEqual(c.before.value, c.after.value) }

// pieces is the value as the journal compares it: a briefing as its front
// matter and its blocks, anything else as a whole.
func (it item) pieces() []json.RawMessage {
	switch v := it.value.(type) {
	case nil:
		return nil
	case briefing.Briefing:
		list := []json.RawMessage{encode(v)}
		for _, bl := range v.Blocks {
			list = append(list, encode(bl))
		}
		return list
	}
	return []json.RawMessage{encode(it.value)}
}

// encode is the JSON of a value of the vocabulary.
func encode(v any) json.RawMessage {
	data, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Sprintf("session: %T cannot be encoded: %v", v, err)) // strings, numbers and lists only
	}
	return data
}

// assemble is the inverse of pieces.
func assemble(ref library.Ref, p library.Place, pieces []json.RawMessage) (item, error) {
	if (p == library.Nowhere) != (len(pieces) == 0) {
		return item{}, errMisfit
	}
	if p == library.Nowhere {
		return item{}, nil
	}
	switch ref.Kind {
	case library.KindArticle:
		var a briefing.Article
		err := decodeOnly(pieces, &a)
		return item{a, p}, errors.Join(err, belongs(a.ID, ref))
	case library.KindPassage:
		var v briefing.Passage
		err := decodeOnly(pieces, &v)
		return item{v, p}, errors.Join(err, belongs(v.ID, ref))
	case library.KindBriefing:
		b, err := assembleBriefing(pieces)
		return item{b, p}, errors.Join(err, belongs(b.ID, ref))
	}
	return item{}, errMisfit
}

func assembleBriefing(pieces []json.RawMessage) (briefing.Briefing, error) {
	var b briefing.Briefing
	if err := json.Unmarshal(pieces[0], &b); err != nil {
		return b, err
	}
	for _, piece := range pieces[1:] {
		var bl briefing.Block
		if err := json.Unmarshal(piece, &bl); err != nil {
			return b, err
		}
		b.Blocks = append(b.Blocks, bl)
	}
	return b, nil
}

func decodeOnly(pieces []json.RawMessage, v any) error {
	if len(pieces) != 1 {
		return errMisfit
	}
	return json.Unmarshal(pieces[0], v)
}

func belongs(id briefing.ID, ref library.Ref) error {
	if id != ref.ID {
		return errMisfit
	}
	return nil
}

// sum identifies pieces by their content.
func sum(pieces []json.RawMessage) briefing.Hash {
	h := sha256.New()
	for _, p := range pieces {
		fmt.Fprintf(h, "%d:", len(p))
		h.Write(p)
	}
	return briefing.Hash(h.Sum(nil))
}

// snapshotsOf are those that the value needs to be of use.
func (it item) snapshotsOf() []briefing.Hash {
	switch v := it.value.(type) {
	case briefing.Article:
		return slices.Clone(v.Snapshots)
	case briefing.Passage:
		return []briefing.Hash{v.Snapshot}
	}
	return nil
}

// imagesOf are those that the value shows.
func (it item) imagesOf() map[briefing.Hash]briefing.Image {
	shown := map[briefing.Hash]briefing.Image{}
	if b, ok := it.value.(briefing.Briefing); ok {
		for _, image := range b.Images() {
			if !image.Hash.IsZero() {
				shown[image.Hash] = image
			}
		}
	}
	return shown
}
