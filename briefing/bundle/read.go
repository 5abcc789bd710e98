package bundle

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path"
	"strings"

	"briefdesk/briefing"
)

// Read decodes a bundle of size bytes. It trusts nothing: a file that Encode
// would not have written in just these bytes is an error that says why. It
// takes memory of a few times the size, and refuses more than 512 MB.
func Read(r io.ReaderAt, size int64) (Bundle, error) {
	b, _, err := read(r, size)
	return b, err
}

func read(r io.ReaderAt, size int64) (Bundle, briefing.Hash, error) {
	b, seal, err := readFile(r, size)
	switch {
	case errors.Is(err, errNewer) || errors.Is(err, errNoBundle):
		return Bundle{}, briefing.Hash{}, fmt.Errorf("the bundle is refused: %w", err)
	case err != nil:
		return Bundle{}, briefing.Hash{}, fmt.Errorf("the bundle is refused: %w; have it sent again", err)
	}
	return b, seal, nil
}

func readFile(r io.ReaderAt, size int64) (Bundle, briefing.Hash, error) {
	if size > maxSize {
		return Bundle{}, briefing.Hash{}, fmt.Errorf("it has %d MB, and none has more than %d", size>>20, maxSize>>20)
	}
	file, err := io.ReadAll(io.NewSectionReader(r, 0, size))
	if err != nil {
		return Bundle{}, briefing.Hash{}, err
	}
	members, err := unpack(file)
	if err != nil {
		return Bundle{}, briefing.Hash{}, err
	}
	seal, err := checkManifest(members)
	if err != nil {
		return Bundle{}, briefing.Hash{}, err
	}
	b, err := decode(members[1:])
	return b, seal, err
}

// decode is the inverse of Bundle.members, for members that may be anything.
func decode(members []member) (Bundle, error) {
	b := Bundle{Originals: map[briefing.Hash][]byte{}}
	data := map[string][]byte{}
	for _, m := range members {
		data[m.name] = m.data
		if err := b.take(m, data); err != nil {
			return Bundle{}, fmt.Errorf("%s: %w", m.name, err)
		}
	}
	if err := b.check(); err != nil {
		return Bundle{}, err
	}
	return b, b.compare(members)
}

// take adds a member to b; others are the data of those before it and its own,
// by name.
func (b *Bundle) take(m member, others map[string][]byte) error {
	switch folder, file := path.Split(m.name); {
	case m.name == briefingName:
		var f front
		err := json.Unmarshal(m.data, &f)
		b.Briefing = f.Briefing
		b.Briefing.Blocks = f.Blocks
		return err
	case folder == "articles/":
		var a briefing.Article
		err := json.Unmarshal(m.data, &a)
		b.Articles = append(b.Articles, a)
		return err
	case folder == "passages/":
		p, err := passageOf(m.data)
		b.Passages = append(b.Passages, p)
		return err
	case folder == "snapshots/" && path.Ext(file) == ".txt":
		return b.takeSnapshot(strings.TrimSuffix(file, ".txt"), others)
	case folder == "images/":
		hash, err := parseHash(file)
		for i := range b.Briefing.Blocks { // it comes before its images
			if image := &b.Briefing.Blocks[i].Image; image.Hash == hash {
				image.Data = m.data
			}
		}
		return err
	case folder == "originals/":
		hash, err := parseHash(file)
		b.Originals[hash] = m.data
		return err
	}
	return nil // the rest of a snapshot, which its text brings in
}

func (b *Bundle) takeSnapshot(name string, members map[string][]byte) error {
	hash, err := parseHash(name)
	if err != nil {
		return err
	}
	var t text
	if err := json.Unmarshal(members[snapshotName(hash)], &t); err != nil {
		return fmt.Errorf("what belongs to it cannot be read: %w", err)
	}
	b.Snapshots = append(b.Snapshots, briefing.Snapshot{
		Norm: t.Norm, Text: string(members[textName(hash)]), Blocks: t.Blocks, Pages: t.Pages, Original: t.Original, Hash: hash,
	})
	return nil
}

func parseHash(s string) (briefing.Hash, error) {
	var hash briefing.Hash
	err := hash.UnmarshalText([]byte(s))
	return hash, err
}

// compare reports the first of members that b would not be encoded in.
func (b Bundle) compare(members []member) error {
	again, err := b.members()
	if err != nil {
		return err
	}
	for i, m := range members {
		if i >= len(again) || again[i].name != m.name {
			return fmt.Errorf("%s does not belong to the briefing", m.name)
		}
		if !bytes.Equal(again[i].data, m.data) {
			return fmt.Errorf("%s says something that this version of Briefdesk would not have written", m.name)
		}
	}
	if len(again) > len(members) {
		return fmt.Errorf("%s is missing", again[len(members)].name)
	}
	return nil
}
