// Package marking knows the schemes of handling markings, and derives the
// marking of a whole note from those of its parts.
//
// A Profile is a scheme as data. It is an aid: the drafter decides.
package marking

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"path"
	"slices"
	"strings"

	"briefdesk/briefing"
)

// Profile is a scheme of markings, as data. It is an aid: the drafter decides.
type Profile struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	// Levels go from the lowest to the highest.
	Levels []Level `json:"levels"`
	// Place says where the banner stands on each page.
	Place Place `json:"place"`
}

// Level is one marking of a profile.
type Level struct {
	Mark briefing.Marking `json:"mark"`
	// Short are the other ways in which a portion may write it.
	Short []briefing.Marking `json:"short,omitempty"`
	// Colour is that of the banner's text, #RRGGBB; empty is black.
	Colour string `json:"colour,omitempty"`
	// Sharing says in a sentence who may have it, if the standard does.
	Sharing string `json:"sharing,omitempty"`
}

// Place is where and how a banner is drawn.
type Place string

// The places of a banner.
const (
	PlaceNone   Place = "none"
	PlaceBox    Place = "box"    // right, coloured in a black box: TLP 2.0
	PlaceCentre Place = "centre" // centred capitals: UK GSC
	PlaceRight  Place = "right"  // right, capitals: Canada
)

// Level returns the level that m names, or -1.
func (p Profile) Level(m briefing.Marking) int {
	return slices.IndexFunc(p.Levels, func(l Level) bool {
		return l.Mark == m || slices.Contains(l.Short, m)
	})
}

// Marks lists what may be written, lowest first, for messages.
func (p Profile) Marks() string {
	marks := make([]string, len(p.Levels))
	for i, l := range p.Levels {
		marks[i] = string(l.Mark)
	}
	return strings.Join(marks, ", ")
}

// Banner is the marking of a whole note.
type Banner struct {
	Level
	// Because are the indices of the blocks whose portions are as high as the
	// banner; empty where the declared marking alone sets it.
	Because []int
}

// RollUp derives the banner of b: the highest of its declared marking and its
// portions, so it is never below any of them. Unmarked blocks count as the
// declared marking, else as the lowest level. A marking the profile does not
// have is an error.
func (p Profile) RollUp(b briefing.Briefing) (Banner, error) {
	if len(p.Levels) == 0 {
		return Banner{}, p.refuseAny(b)
	}
	declared := 0
	if b.Marking != "" {
		if declared = p.Level(b.Marking); declared < 0 {
			return Banner{}, p.unknown(b.Marking, "the front matter")
		}
	}
	top, because := declared, []int(nil)
	for i, bl := range b.Blocks {
		if bl.Portion == "" {
			continue
		}
		l := p.Level(bl.Portion)
		switch {
		case l < 0:
			return Banner{}, p.unknown(bl.Portion, fmt.Sprintf("block %d", i+1))
		case l > top:
			top, because = l, []int{i}
		case l == top:
			because = append(because, i)
		}
	}
	return Banner{p.Levels[top], because}, nil
}

func (p Profile) refuseAny(b briefing.Briefing) error {
	for i, bl := range b.Blocks {
		if bl.Portion != "" {
			return fmt.Errorf("block %d is marked %s, but the note has no marking profile; name one in its front matter", i+1, bl.Portion)
		}
	}
	if b.Marking != "" && b.Marking != "none" {
		return fmt.Errorf("the note is marked %s, but it has no marking profile; name one in its front matter", b.Marking)
	}
	return nil
}

func (p Profile) unknown(m briefing.Marking, where string) error {
	return fmt.Errorf("%s is marked %s, which the profile %s does not have; it has %s", where, m, p.Name, p.Marks())
}

// Profiles are the marking profiles by name.
type Profiles map[string]Profile

// Load reads the *.json files of a folder, one profile each. The
// profile “none” is always there.
func Load(fsys fs.FS) (Profiles, error) {
	profiles := Profiles{"none": {Name: "none", Title: "No marking", Place: PlaceNone}}
	names, err := fs.Glob(fsys, "*.json")
	if err != nil {
		return nil, fmt.Errorf("list marking profiles: %w", err)
	}
	for _, name := range names {
		data, err := fs.ReadFile(fsys, name)
		if err != nil {
			return nil, fmt.Errorf("read marking profile: %w", err)
		}
		var p Profile
		if err := json.Unmarshal(data, &p); err != nil {
			return nil, fmt.Errorf("read marking profile %s: %w", name, err)
		}
		if p.Name != strings.TrimSuffix(path.Base(name), ".json") {
			return nil, fmt.Errorf("marking profile %s calls itself %q", name, p.Name)
		}
		profiles[p.Name] = p
	}
	return profiles, nil
}

// Named returns the profile called name; an empty name is “none”.
func (ps Profiles) Named(name string) (Profile, error) {
	if name == "" {
		name = "none"
	}
	p, ok := ps[name]
	if !ok {
		return Profile{}, fmt.Errorf("there is no marking profile %q; there are %s", name, strings.Join(ps.names(), ", "))
	}
	return p, nil
}

func (ps Profiles) names() []string {
	names := make([]string, 0, len(ps))
	for n := range ps {
		names = append(names, n)
	}
	slices.Sort(names)
	return names
}
