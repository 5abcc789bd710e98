package bundle

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/pattern"
	"briefdesk/briefing/quote"
)

const (
	manifestName = "manifest.json"
	briefingName = "briefing.json"

	// format names the form of a bundle, and its version.
	format = "briefdesk-bundle/1"
)

// names are what members may be called: nothing that leads out of a folder,
// and nothing that two file systems would write differently.
var names = pattern.New(`^(manifest\.json|briefing\.json|(articles|passages)/[0-9a-f]{32}\.json|snapshots/[0-9a-f]{64}\.(json|txt)|(images|originals)/[0-9a-f]{64})$`)

func checkName(name string) error {
	if names.MatchString(name) {
		return nil
	}
	const most = 80
	if len(name) > most {
		name = name[:most] + "…"
	}
	return fmt.Errorf("no member of a bundle is called %q", name)
}

// manifest lists the members of a bundle but itself, in order of their names,
// and closes with its own hash.
type manifest struct {
	Format  string  `json:"format"`
	Members []entry `json:"members"`
	Rules   rules   `json:"rules"`
	// Seal is the SHA-256 of the canonical JSON of the manifest with a seal of
	// null. It stands for the whole bundle.
	Seal *briefing.Hash `json:"seal"`
}

type entry struct {
	Name   string        `json:"name"`
	SHA256 briefing.Hash `json:"sha256"`
	Size   int           `json:"size"`
}

// rules are the versions of the rules by which the words were compared.
type rules struct {
	Fold int `json:"fold"`
	Norm int `json:"norm"`
}

// seal returns the manifest of members as a member.
func seal(members []member) (member, error) {
	m := manifest{Format: format, Members: []entry{}, Rules: rules{quote.FoldVersion, briefing.NormVersion}}
	for _, mb := range members {
		m.Members = append(m.Members, entry{mb.name, sha256.Sum256(mb.data), len(mb.data)})
	}
	return m.sealed()
}

func (m manifest) sealed() (member, error) {
	m.Seal = nil
	open, err := briefing.CanonicalJSON(m)
	if err != nil {
		return member{}, err
	}
	hash := briefing.Hash(sha256.Sum256(open))
	m.Seal = &hash
	data, err := briefing.CanonicalJSON(m)
	return member{manifestName, data}, err
}

// checkManifest holds members, the manifest first, against what it lists.
func checkManifest(members []member) (briefing.Hash, error) {
	if len(members) == 0 || members[0].name != manifestName {
		return briefing.Hash{}, errNoBundle
	}
	var m manifest
	if err := json.Unmarshal(members[0].data, &m); err != nil {
		return briefing.Hash{}, fmt.Errorf("its manifest cannot be read: %w", err)
	}
	switch {
	case m.Format != format && strings.HasPrefix(m.Format, "briefdesk-bundle/"):
		return briefing.Hash{}, errNewer
	case m.Format != format:
		return briefing.Hash{}, errNoBundle
	case m.Rules.Fold > quote.FoldVersion || m.Rules.Norm > briefing.NormVersion:
		return briefing.Hash{}, errNewer
	}
	if err := checkMembers(m.Members, members[1:]); err != nil {
		return briefing.Hash{}, err
	}
	again, err := m.sealed()
	if err != nil || m.Seal == nil || !bytes.Equal(again.data, members[0].data) {
		return briefing.Hash{}, errors.New("its manifest is not as it was sealed")
	}
	return *m.Seal, nil
}

var errNewer = errors.New("it was made by a newer Briefdesk; update the program")

// checkMembers holds members against what is listed of them, in order.
func checkMembers(listed []entry, members []member) error {
	have, want := map[string]bool{}, map[string]bool{}
	for _, m := range members {
		have[m.name] = true
	}
	for _, e := range listed {
		if !have[e.Name] {
			return fmt.Errorf("its manifest lists %q, which is missing", e.Name)
		}
		want[e.Name] = true
	}
	for i, m := range members {
		switch {
		case !want[m.name]:
			return fmt.Errorf("its manifest does not list %s", m.name)
		case i >= len(listed) || listed[i] != entry{m.name, sha256.Sum256(m.data), len(m.data)}:
			return fmt.Errorf("%s is not what its manifest lists there", m.name)
		}
	}
	if len(listed) > len(members) {
		return fmt.Errorf("its manifest lists %q twice", listed[len(members)].Name)
	}
	return nil
}
