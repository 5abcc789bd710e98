// Package bundle packs a briefing with all that its quotations rest on into one
// file, which proves them without a library.
//
// A Bundle is a plain value: the briefing, the passages it quotes, their
// articles and snapshots, and the original bytes if they are to travel. Encode
// makes a zip file of it, and Read the value again; Verify proves the
// quotations of a file from nothing but the file. FORMAT.md in this folder
// describes it for others.
//
// The surprise: a bundle has exactly one encoding. Read decodes what it finds
// and encodes it again, and refuses a file that has one byte which does not
// follow from the rest. A changed, added, hidden or missing byte is therefore
// found by comparison, not by a list of tricks. That is no signature: who may
// write a whole new file may write a sound one, so the seal, which stands for
// all of a bundle, is there to be compared.
package bundle

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"

	"briefdesk/briefing"
)

// Bundle is a briefing with what its quotations rest on. Articles and passages
// are in order of their identifiers, snapshots of their hashes.
type Bundle struct {
	Briefing briefing.Briefing
	// Articles hold only those of their snapshots that are in the bundle.
	Articles  []briefing.Article
	Passages  []briefing.Passage
	Snapshots []briefing.Snapshot
	// Originals are the bytes that snapshots were made from, by their hash.
	// Any may be missing.
	Originals map[briefing.Hash][]byte
}

// New bundles b with the sources it names. Passages that sources does not have
// are left out; their quotations cannot be proved.
func New(b briefing.Briefing, sources briefing.Sources) Bundle {
	bundle := Bundle{Briefing: b.Clone(), Originals: map[briefing.Hash][]byte{}}
	articles := map[briefing.ID]briefing.Article{}
	snapshots := map[briefing.Hash]briefing.Snapshot{}
	for _, src := range sources {
		bundle.Passages = append(bundle.Passages, src.Passage.Clone())
		articles[src.Article.ID] = src.Article.Clone()
		snapshots[src.Snapshot.Hash] = src.Snapshot
	}
	for _, a := range articles {
		a.Snapshots = slices.DeleteFunc(a.Snapshots, func(hash briefing.Hash) bool {
			_, travels := snapshots[hash]
			return !travels
		})
		bundle.Articles = append(bundle.Articles, a)
	}
	for _, s := range snapshots {
		bundle.Snapshots = append(bundle.Snapshots, s)
	}
	slices.SortFunc(bundle.Articles, func(a, b briefing.Article) int { return bytes.Compare(a.ID[:], b.ID[:]) })
	slices.SortFunc(bundle.Passages, func(a, b briefing.Passage) int { return bytes.Compare(a.ID[:], b.ID[:]) })
	slices.SortFunc(bundle.Snapshots, func(a, b briefing.Snapshot) int { return bytes.Compare(a.Hash[:], b.Hash[:]) })
	return bundle
}

// Sources are the passages of the bundle with their articles and snapshots.
func (b Bundle) Sources() briefing.Sources {
	articles := map[briefing.ID]briefing.Article{}
	for _, a := range b.Articles {
		articles[a.ID] = a
	}
	snapshots := map[briefing.Hash]briefing.Snapshot{}
	for _, s := range b.Snapshots {
		snapshots[s.Hash] = s
	}
	sources := briefing.Sources{}
	for _, p := range b.Passages {
		sources[p.ID] = briefing.Source{Passage: p, Article: articles[p.Article], Snapshot: snapshots[p.Snapshot]}
	}
	return sources
}

// Encode makes the bytes of a file. The same bundle gives the same bytes. It
// refuses a bundle whose parts do not fit together.
func (b Bundle) Encode() ([]byte, error) {
	file, err := b.encode()
	if err != nil {
		return nil, fmt.Errorf("bundle “%s”: %w", b.Briefing.Title, err)
	}
	return file, nil
}

func (b Bundle) encode() ([]byte, error) {
	if err := b.check(); err != nil {
		return nil, err
	}
	members, err := b.members()
	if err != nil {
		return nil, err
	}
	if len(members) >= maxMembers {
		return nil, fmt.Errorf("it would have more than %d parts; split the briefing", maxMembers)
	}
	size := 0
	for _, m := range members {
		size += len(m.data)
	}
	if size > maxSize-overhead {
		return nil, fmt.Errorf("it would be larger than %d MB; leave the originals out, or split the briefing", maxSize>>20)
	}
	manifest, err := seal(members)
	if err != nil {
		return nil, err
	}
	return pack(slices.Insert(members, 0, manifest)), nil
}

// overhead is more than headers and manifest of the most members take.
const overhead = maxMembers * 512

// front is a briefing with its blocks.
type front struct {
	briefing.Briefing
	Blocks []briefing.Block `json:"blocks"`
}

// text is a snapshot without its text, which is a member of its own.
type text struct {
	Norm     int                  `json:"norm"`
	Blocks   []briefing.TextBlock `json:"blocks"`
	Pages    []briefing.PageMark  `json:"pages"`
	Original briefing.Hash        `json:"original"`
}

func articleName(id briefing.ID) string      { return "articles/" + id.String() + ".json" }
func passageName(id briefing.ID) string      { return "passages/" + id.String() + ".json" }
func snapshotName(hash briefing.Hash) string { return "snapshots/" + hash.String() + ".json" }
func textName(hash briefing.Hash) string     { return "snapshots/" + hash.String() + ".txt" }
func imageName(hash briefing.Hash) string    { return "images/" + hash.String() }
func originalName(hash briefing.Hash) string { return "originals/" + hash.String() }

// members are the parts of a bundle but the manifest, in order of their names.
func (b Bundle) members() ([]member, error) {
	var members []member
	var failed error
	add := func(name string, data []byte) { members = append(members, member{name, data}) }
	encode := func(name string, v any) {
		data, err := briefing.CanonicalJSON(v)
		if err == nil && hasControls(data) {
			err = errors.New("there is a control character in it, which no text needs; take it out")
		}
		if err != nil && failed == nil {
			failed = fmt.Errorf("%s: %w", name, err)
		}
		add(name, data)
	}
	encode(briefingName, front{b.Briefing, b.Briefing.Blocks})
	for _, a := range b.Articles {
		encode(articleName(a.ID), a)
	}
	for _, p := range b.Passages {
		encode(passageName(p.ID), annotate(p))
	}
	for _, s := range b.Snapshots {
		encode(snapshotName(s.Hash), text{s.Norm, s.Blocks, s.Pages, s.Original})
		add(textName(s.Hash), []byte(s.Text))
	}
	for hash, data := range b.images() {
		add(imageName(hash), data)
	}
	for hash, data := range b.Originals {
		add(originalName(hash), data)
	}
	slices.SortFunc(members, func(a, b member) int { return strings.Compare(a.name, b.name) })
	return members, failed
}

// images are the data of those that the briefing shows, by their hash. One whose
// data are not at hand does not travel.
func (b Bundle) images() map[briefing.Hash][]byte {
	images := map[briefing.Hash][]byte{}
	for _, image := range b.Briefing.Images() {
		if image.Data != nil {
			images[image.Hash] = image.Data
		}
	}
	return images
}
