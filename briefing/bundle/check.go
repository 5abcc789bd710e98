package bundle

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"unicode"

	"briefdesk/briefing"
	"briefdesk/briefing/picture"
)

// check holds the parts of a bundle against each other, and what has a hash
// against it. Whether its quotations are true is the business of Verify.
func (b Bundle) check() error {
	if b.Briefing.ID.IsZero() {
		return errors.New("the briefing has no identifier")
	}
	for i, image := range b.Briefing.Images() {
		if err := picture.Check(image); err != nil {
			return fmt.Errorf("the image of block %d: %w", i+1, err)
		}
	}
	snapshots := map[briefing.Hash]briefing.Snapshot{}
	for _, s := range b.Snapshots {
		if err := s.Verify(); err != nil {
			return fmt.Errorf("snapshot %v: %w", s.Hash, err)
		}
		if s.Norm == briefing.NormVersion && briefing.Normalize(s.Text) != s.Text {
			return fmt.Errorf("snapshot %v has characters that no text here has, such as hidden ones", s.Hash)
		}
		snapshots[s.Hash] = s
	}
	articles, err := b.articlesWith(snapshots)
	if err != nil {
		return err
	}
	if err := b.checkPassages(articles); err != nil {
		return err
	}
	return b.checkOriginals(snapshots)
}

// held says that an article has a snapshot.
type held struct {
	article  briefing.ID
	snapshot briefing.Hash
}

// articlesWith returns which article has which snapshot. Each snapshot must
// belong to one at least.
func (b Bundle) articlesWith(snapshots map[briefing.Hash]briefing.Snapshot) (map[held]bool, error) {
	pairs, used := map[held]bool{}, map[briefing.Hash]bool{}
	for _, a := range b.Articles {
		for _, hash := range a.Snapshots {
			if _, ok := snapshots[hash]; !ok {
				return nil, fmt.Errorf("the article “%s” lacks its snapshot %v", a.Title.Value, hash)
			}
			if pairs[held{a.ID, hash}] {
				return nil, fmt.Errorf("the article “%s” has its snapshot %v twice", a.Title.Value, hash)
			}
			pairs[held{a.ID, hash}], used[hash] = true, true
		}
	}
	if len(used) != len(b.Snapshots) {
		return nil, errors.New("there is a snapshot twice, or one that no article has")
	}
	return pairs, nil
}

func (b Bundle) checkPassages(articles map[held]bool) error {
	for _, p := range b.Passages {
		if !articles[held{p.Article, p.Snapshot}] {
			return fmt.Errorf("the passage “%s” lacks its article or snapshot", p.Exact)
		}
	}
	return nil
}

// hasControls reports whether JSON holds control characters other than the ends
// of lines and tabs, escaped or not: on a terminal they do more than be shown.
func hasControls(canonical []byte) bool {
	escape := false
	for _, r := range string(canonical) {
		switch {
		case escape:
			escape = false
			if strings.ContainsRune("ubf", r) { // canonical JSON escapes nothing else so
				return true
			}
		case r == '\\':
			escape = true
		case unicode.IsControl(r):
			return true
		}
	}
	return false
}

func (b Bundle) checkOriginals(snapshots map[briefing.Hash]briefing.Snapshot) error {
	made := map[briefing.Hash]bool{}
	for _, s := range snapshots {
		made[s.Original] = true
	}
	for hash, data := range b.Originals {
		if !made[hash] || sha256.Sum256(data) != hash {
			return fmt.Errorf("the original %v is not what a snapshot was made from", hash)
		}
	}
	return nil
}
