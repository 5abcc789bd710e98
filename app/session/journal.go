package session

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"slices"

	"briefdesk/briefing"
	"briefdesk/briefing/library"
)

// The journal keeps steps of undo beside the values, so that they outlive the
// program. A step is written as differences: each side of a change says how to
// make it out of the pieces of the other side, which stands in the library or
// follows from the step after. So a letter typed into a long briefing costs one
// block, a deletion costs a few bytes, and no step is larger than what it
// changed. Both sides carry a checksum: a step that does not fit what the
// library holds is refused, never applied in part.

// errMisfit says that a step of the journal does not fit the library.
var errMisfit = errors.New("what could be undone does not fit what the library holds")

// record is one change of a step.
type record struct {
	Kind   library.Kind `json:"kind"`
	ID     briefing.ID  `json:"id"`
	Before side         `json:"before"`
	After  side         `json:"after"`
}

// side is one end of a change.
type side struct {
	Place library.Place `json:"place,omitempty"`
	Sum   briefing.Hash `json:"sum"`
	Parts []part        `json:"parts,omitempty"`
}

// part is a run of pieces of the other side, or a piece that it does not have.
type part struct {
	From  int             `json:"from,omitempty"`
	Count int             `json:"count,omitempty"`
	Piece json.RawMessage `json:"piece,omitempty"`
}

// maxPieces bounds what a step may unfold to.
const maxPieces = 1 << 20

// journal is what the library's journal lacks of the history, and how much of
// it is done.
func (p pending) journal() *library.Journal {
	h := p.history
	from := max(h.kept, h.first)
	j := library.Journal{First: from, Done: h.first + h.done}
	for _, st := range h.steps[from-h.first:] {
		if st.changes != nil {
			st.written = library.Step{Name: st.name, Data: encodeStep(st.changes), Needs: needs(st.changes), Images: images(st.changes)}
		}
		j.Steps = append(j.Steps, st.written)
	}
	return &j
}

// keptHistory is what the library's journal has, or nothing where it is of no use.
func (s *Session) keptHistory() history {
	if s.lib.ReadOnly() {
		return history{}
	}
	j, err := s.lib.Journal(context.Background())
	h := history{first: j.First, done: j.Done - j.First, kept: j.First + len(j.Steps)}
	if err != nil || h.done < 0 || h.done > len(j.Steps) {
		return history{}
	}
	for _, st := range j.Steps {
		h.steps = append(h.steps, step{name: st.Name, written: st})
	}
	return h
}

// encodeStep writes the changes of a step.
func encodeStep(changes map[library.Ref]change) []byte {
	records := make([]record, 0, len(changes))
	for _, ref := range sortedRefs(changes) {
		c := changes[ref]
		before, after := c.before.pieces(), c.after.pieces()
		records = append(records, record{
			Kind: ref.Kind, ID: ref.ID,
			Before: side{c.before.place, sum(before), partsOf(before, after)},
			After:  side{c.after.place, sum(after), partsOf(after, before)},
		})
	}
	return encode(records)
}

// partsOf says how to make pieces out of those of the other side.
func partsOf(pieces, other []json.RawMessage) []part {
	places := map[string]int{}
	for i, p := range slices.Backward(other) {
		places[string(p)] = i
	}
	var parts []part
	for _, p := range pieces {
		at, known := places[string(p)]
		if !known {
			parts = append(parts, part{Piece: p})
			continue
		}
		if n := len(parts); n > 0 {
			// Equal pieces have one place, but a run goes on where it can.
			run := &parts[n-1]
			if next := run.From + run.Count; run.Count > 0 && next < len(other) && string(other[next]) == string(p) {
				run.Count++
				continue
			}
		}
		parts = append(parts, part{From: at, Count: 1})
	}
	return parts
}

// decodeStep reads what encodeStep wrote.
func decodeStep(data []byte) ([]record, error) {
	var records []record
	if err := json.Unmarshal(data, &records); err != nil {
		return nil, errMisfit
	}
	return records, nil
}

func (r record) ref() library.Ref { return library.Ref{Kind: r.Kind, ID: r.ID} }

func (r record) isNone() bool { return r.Before.Place == r.After.Place && r.Before.Sum == r.After.Sum }

// undo returns what stood there before the change, if it has left now there.
func (r record) undo(now item) (item, error) { return turn(r.ref(), now, r.After, r.Before) }

// redo returns what the change leaves, if it would find now there.
func (r record) redo(now item) (item, error) { return turn(r.ref(), now, r.Before, r.After) }

func turn(ref library.Ref, now item, from, to side) (item, error) {
	pieces := now.pieces()
	if now.place != from.Place || sum(pieces) != from.Sum {
		return item{}, errMisfit
	}
	made, err := to.make(pieces)
	if err != nil {
		return item{}, err
	}
	it, err := assemble(ref, to.Place, made)
	if err != nil || sum(it.pieces()) != to.Sum {
		return item{}, errMisfit
	}
	return it, nil
}

// make puts the pieces of a side together out of those of the other.
func (s side) make(other []json.RawMessage) ([]json.RawMessage, error) {
	var made []json.RawMessage
	for _, p := range s.Parts {
		switch {
		case p.Piece != nil:
			made = append(made, p.Piece)
		case p.From < 0 || p.Count < 1 || p.From > len(other) || p.Count > len(other)-p.From:
			return nil, errMisfit
		default:
			made = append(made, other[p.From:p.From+p.Count]...)
		}
		if len(made) > maxPieces {
			return nil, errMisfit
		}
	}
	return made, nil
}

// needs are the snapshots that the changes may bring back.
func needs(changes map[library.Ref]change) []briefing.Hash {
	var list []briefing.Hash
	for _, c := range changes {
		list = append(list, c.before.snapshotsOf()...)
		list = append(list, c.after.snapshotsOf()...)
	}
	slices.SortFunc(list, func(a, b briefing.Hash) int { return bytes.Compare(a[:], b[:]) })
	return slices.Compact(list)
}

// images are those that only one side of a change shows.
func images(changes map[library.Ref]change) []briefing.Image {
	var list []briefing.Image
	for _, ref := range sortedRefs(changes) {
		before, after := changes[ref].before.imagesOf(), changes[ref].after.imagesOf()
		for _, sides := range [2][2]map[briefing.Hash]briefing.Image{{before, after}, {after, before}} {
			for hash, image := range sides[0] {
				if _, both := sides[1][hash]; !both {
					list = append(list, image)
				}
			}
		}
	}
	return list
}
