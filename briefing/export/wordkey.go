package export

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"

	"briefdesk/briefing"
	"briefdesk/briefing/docx"
	"briefdesk/briefing/manuscript"
)

// A document carries hashes of its note, so that the note is found again when the
// document comes back. All of them are salted with the identifier of the note,
// which is random and leaves in no other form: nobody without the library can
// tell anything from them, not even by guessing what a copy has kept back.

// NoteKey is what documents made of the note called id say of it. It is empty for
// a note that was never in a library.
func NoteKey(id briefing.ID) string {
	if id.IsZero() {
		return ""
	}
	return salted(id, "note")
}

// VersionKey is what documents made of b say of the words that it has.
func VersionKey(b briefing.Briefing) string {
	if b.ID.IsZero() {
		return ""
	}
	front, err := json.Marshal(b)
	if err != nil {
		panic(fmt.Sprintf("export: a briefing cannot be encoded: %v", err)) // only strings in it
	}
	for _, bl := range b.Blocks {
		hash := bl.Hash()
		front = append(front, hash[:]...)
	}
	return salted(b.ID, "version "+string(front))
}

func salted(id briefing.ID, words string) string {
	sum := sha256.Sum256(append(id[:], words...))
	return hex.EncodeToString(sum[:8])
}

// keyOf is the key of the document that is made of b.
func keyOf(b briefing.Briefing, opts Options) docx.Key {
	if b.ID.IsZero() {
		return docx.Key{}
	}
	return docx.Key{Note: NoteKey(b.ID), Version: VersionKey(b), Copy: copyKey(b.ID, opts)}
}

// copyKey is of what of the options changes the words of a document.
func copyKey(id briefing.ID, opts Options) string {
	return salted(id, fmt.Sprintf("copy %q %d %d %q %q %v",
		opts.Copy.Form, opts.Copy.Number, opts.Copy.Of, opts.Citations, opts.For, opts.Receipt == Annex))
}

// optionsOf are those that a document of b was made with. It is false where they
// cannot be found again; what was kept back in it is then not known.
func (e *Exporter) optionsOf(b briefing.Briefing, key docx.Key) (Options, bool) {
	if key.Copy == "" {
		return Options{}, true
	}
	numbered := []manuscript.Copy{{}}
	of := len(Addressees(b))
	for n := range of {
		numbered = append(numbered, manuscript.Copy{Number: n + 1, Of: of})
	}
	all := eachWith([]Options{{}}, numbered, func(o *Options, c manuscript.Copy) { o.Copy = c })
	all = eachWith(all, []manuscript.CopyForm{manuscript.WorkingCopy, manuscript.ReaderCopy, manuscript.RecordCopy},
		func(o *Options, form manuscript.CopyForm) { o.Copy.Form = form })
	all = eachWith(all, append(briefing.CitationStyles(), briefing.CiteAsTemplate), func(o *Options, c briefing.CitationStyle) { o.Citations = c })
	all = eachWith(all, []ReceiptForm{NoReceipt, Annex}, func(o *Options, r ReceiptForm) { o.Receipt = r })
	all = eachWith(all, e.ceilings(b), func(o *Options, m briefing.Marking) { o.For = m })
	i := slices.IndexFunc(all, func(o Options) bool { return copyKey(b.ID, o) == key.Copy })
	if i < 0 {
		return Options{}, false
	}
	return all[i], true
}

// eachWith are all options, each with each of some values.
func eachWith[T any](all []Options, values []T, set func(*Options, T)) []Options {
	var more []Options
	for _, o := range all {
		for _, v := range values {
			set(&o, v)
			more = append(more, o)
		}
	}
	return more
}

// ceilings are what recipients of b may be allowed: everything, a level of its
// profile, or a marking that stands in the note.
func (e *Exporter) ceilings(b briefing.Briefing) []briefing.Marking {
	all := []briefing.Marking{"", b.Marking}
	if profile, err := e.Profiles.Named(b.Profile); err == nil {
		for _, level := range profile.Levels {
			all = append(append(all, level.Mark, level.Portion), level.Short...)
		}
	}
	for _, bl := range b.Blocks {
		all = append(all, bl.Portion)
	}
	slices.Sort(all)
	return slices.Compact(all)
}
