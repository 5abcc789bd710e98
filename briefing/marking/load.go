package marking

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"briefdesk/briefing"
	"briefdesk/briefing/pattern"
)

// Profiles are the marking profiles by name.
type Profiles map[string]Profile

// maxFile is how large the file of a profile may be, in bytes.
const maxFile = 1 << 20

// Load reads the *.json files of a folder, one profile each. The profile “none”
// is always there. An error names the file, the line, and what to do.
func Load(fsys fs.FS) (Profiles, error) {
	profiles := Profiles{"none": {Name: "none", Title: "No marking", Place: PlaceNone}}
	return profiles, errors.Join(profiles.read(fsys)...)
}

// WithHouse adds the profiles of a house: the *.json files of its folder. One
// may extend another by name, and then says only what differs; none may take a
// name that is there already. Each file that cannot be used is an error that
// names it, the line, and what to do; the others are there all the same. A nil
// folder has no files.
func (ps Profiles) WithHouse(fsys fs.FS) (Profiles, []error) {
	all := maps.Clone(ps)
	if fsys == nil {
		return all, nil
	}
	return all, all.read(fsys)
}

// read adds the profiles of a folder. Those that extend others come after them.
func (ps Profiles) read(fsys fs.FS) []error {
	names, err := fs.Glob(fsys, "*.json")
	if err != nil {
		return []error{fmt.Errorf("list marking profiles: %w", err)}
	}
	var faults []error
	waiting := map[string]file{}
	for _, name := range names {
		f, err := readFile(fsys, name)
		if err == nil && ps.has(f.profile.Name) {
			err = f.fault(`"`+f.profile.Name+`"`, "there is a marking profile %q already; choose another name", f.profile.Name)
		}
		if err != nil {
			faults = append(faults, err)
			continue
		}
		waiting[name] = f
	}
	for len(waiting) > 0 {
		ready := slices.DeleteFunc(slices.Sorted(maps.Keys(waiting)), func(name string) bool {
			extends := waiting[name].profile.Extends
			return extends != "" && !ps.has(extends)
		})
		if len(ready) == 0 {
			for _, name := range slices.Sorted(maps.Keys(waiting)) {
				f := waiting[name]
				faults = append(faults, f.fault(`"extends"`, "it extends %q, which cannot be read; extend one of %s", f.profile.Extends, strings.Join(ps.names(), ", ")))
			}
			return faults
		}
		for _, name := range ready {
			f := waiting[name]
			delete(waiting, name)
			p, err := f.complete(ps[f.profile.Extends])
			if err != nil {
				faults = append(faults, err)
				continue
			}
			ps[p.Name] = p
		}
	}
	return faults
}

func (ps Profiles) has(name string) bool { _, ok := ps[name]; return ok }

// file is a profile as it is written.
type file struct {
	name    string
	data    []byte
	profile Profile
}

func readFile(fsys fs.FS, name string) (file, error) {
	f := file{name: name}
	info, err := fs.Stat(fsys, name)
	if err == nil && info.Size() > maxFile {
		err = fmt.Errorf("it has more than %d bytes, and a profile has a few thousand", maxFile)
	}
	if err == nil {
		f.data, err = fs.ReadFile(fsys, name)
	}
	if err != nil {
		return f, fmt.Errorf("read marking profile %s: %w", name, err)
	}
	d := json.NewDecoder(bytes.NewReader(f.data))
	d.DisallowUnknownFields()
	if err := d.Decode(&f.profile); err != nil {
		return f, f.syntax(err, d.InputOffset())
	}
	if want := strings.TrimSuffix(path.Base(name), ".json"); f.profile.Name != want {
		return f, f.fault(`"name"`, "it calls itself %q; name it as its file, %q", f.profile.Name, want)
	}
	return f, nil
}

// unknownField is what the decoder says of a key that a profile does not have.
var unknownField = pattern.New(`unknown field ("[^"]*")`)

// syntax words what the decoder found, with the line.
func (f file) syntax(err error, read int64) error {
	var bad *json.SyntaxError
	var kind *json.UnmarshalTypeError
	at := int(read)
	switch match := unknownField.FindStringSubmatch(err.Error()); {
	case match != nil:
		return f.fault(match[1], "a profile has no key %s; docs/profiles.md lists those that it has", match[1])
	case errors.As(err, &kind):
		at = int(kind.Offset)
		err = fmt.Errorf("%s cannot be a %s; docs/profiles.md says what it is", kind.Field, kind.Value)
	case errors.As(err, &bad):
		at = int(bad.Offset)
		err = fmt.Errorf("%w; mend the JSON there", bad)
	}
	return fmt.Errorf("marking profile %s, line %d: %w", f.name, f.line(at), err)
}

func (f file) line(offset int) int {
	return 1 + bytes.Count(f.data[:min(max(offset, 0), len(f.data))], []byte("\n"))
}

// fault is an error about the first place where the file has some words.
func (f file) fault(words, format string, args ...any) error {
	at := bytes.Index(f.data, []byte(words))
	return fmt.Errorf("marking profile %s, line %d: %s", f.name, f.line(at), fmt.Sprintf(format, args...))
}

// complete takes from base what the file does not say, and checks the whole.
func (f file) complete(base Profile) (Profile, error) {
	p := f.profile
	if p.Extends != "" {
		var err error
		if p, err = f.over(base); err != nil {
			return p, err
		}
	}
	p.expand()
	return p, f.check(p)
}

// over lays the keys of the file over those of base.
func (f file) over(base Profile) (Profile, error) {
	var keys, own map[string]json.RawMessage
	data, err := json.Marshal(base)
	if err == nil {
		err = errors.Join(json.Unmarshal(data, &keys), json.Unmarshal(f.data, &own))
	}
	if err != nil {
		return Profile{}, fmt.Errorf("marking profile %s: %w", f.name, err)
	}
	maps.Copy(keys, own)
	var p Profile
	if data, err = json.Marshal(keys); err == nil {
		err = json.Unmarshal(data, &p)
	}
	return p, err
}

// expand gives each control of a group that may be specified a second form with
// the prefix, and puts those first, each by the alphabet.
func (p *Profile) expand() {
	for i, g := range p.Groups {
		if g.Specified == "" {
			continue
		}
		var specified, basic []Control
		for _, c := range g.Controls {
			if strings.HasPrefix(string(c.Mark), g.Specified) {
				continue // expanded before, in what this one extends
			}
			basic = append(basic, c)
			c.Mark, c.Title = briefing.Marking(g.Specified)+c.Mark, c.Title+" (specified)"
			specified = append(specified, c)
		}
		byMark := func(a, b Control) int { return cmp.Compare(a.Mark, b.Mark) }
		slices.SortFunc(basic, byMark)
		slices.SortFunc(specified, byMark)
		p.Groups[i].Controls = append(specified, basic...)
	}
}

var colourForm = pattern.New(`^#[0-9A-Fa-f]{6}$`)

// check finds what makes a profile contradict itself.
func (f file) check(p Profile) error {
	if p.Title == "" {
		return f.fault(`"name"`, "it has no title; give it one, for the list of profiles")
	}
	if places := []Place{PlaceNone, PlaceBox, PlaceCentre, PlaceRight, PlaceBar}; !slices.Contains(places, p.Place) {
		return f.fault(`"place"`, "a banner has no place %q; choose one of %v", p.Place, places)
	}
	if asked := []Portions{"", PortionsOptional, PortionsAllOrNothing, PortionsRequired}; !slices.Contains(asked, p.Portions) {
		return f.fault(`"portions"`, "portions cannot be %q; choose one of %v", p.Portions, asked[1:])
	}
	if len(p.Levels) == 0 {
		return f.fault(`"name"`, "it has no levels; list at least one")
	}
	return cmp.Or(f.checkLevels(p), f.checkGroups(p))
}

func (f file) checkLevels(p Profile) error {
	taken := map[briefing.Marking]bool{}
	for _, l := range p.Levels {
		if l.Mark == "" {
			return f.fault(`"levels"`, "a level has no mark; give it one")
		}
		for _, m := range uniqueForms(l.forms()) {
			if err := f.checkMark(m, taken); err != nil {
				return err
			}
		}
		for _, colour := range []string{l.Colour, l.Bar, l.OnBar} {
			if colour != "" && !colourForm.MatchString(colour) {
				return f.fault(colour, "%q is no colour; write it as #RRGGBB", colour)
			}
		}
	}
	return nil
}

func (f file) checkGroups(p Profile) error {
	taken := map[briefing.Marking]bool{}
	for _, g := range p.Groups {
		if g.Before == "" || g.Between == "" {
			return f.fault(`"`+g.Name+`"`, "the group %q does not say what stands before it and between its controls", g.Name)
		}
		for _, c := range g.Controls {
			if c.Mark == "" {
				return f.fault(`"`+g.Name+`"`, "a control of the group %q has no mark; give it one", g.Name)
			}
			for _, m := range uniqueForms(c.forms()) {
				if err := f.checkMark(m, taken); err != nil && g.Specified == "" {
					return err
				}
			}
			if err := f.checkNames(p, c); err != nil {
				return err
			}
		}
	}
	return nil
}

// uniqueForms are the forms that say something, each once.
func uniqueForms(forms []briefing.Marking) []briefing.Marking {
	forms = slices.DeleteFunc(slices.Clone(forms), func(m briefing.Marking) bool { return m == "" })
	slices.Sort(forms)
	return slices.Compact(forms)
}

func (f file) checkMark(m briefing.Marking, taken map[briefing.Marking]bool) error {
	switch {
	case taken[m]:
		return f.fault(`"`+string(m)+`"`, "%q stands for two things; take it from one of them", m)
	case strings.Contains(strings.ToUpper(string(m)), "DRAFT"):
		return f.fault(`"`+string(m)+`"`, "%q has DRAFT in it, which stands beside a marking and never in it; take it out", m)
	case strings.ContainsAny(string(m), "()\n") || strings.TrimSpace(string(m)) != string(m):
		return f.fault(`"`+string(m)+`"`, "%q has a bracket in it, or space round it; take it out", m)
	}
	taken[m] = true
	return nil
}

// checkNames finds marks that a control names and the profile does not have.
func (f file) checkNames(p Profile, c Control) error {
	named := slices.Concat(c.Blocked, c.Apart, sortedKeys(c.Requires), sortedKeys(c.Excludes))
	levels := slices.Clone(c.Levels)
	for _, s := range c.Steps {
		named, levels = slices.Concat(named, s.Gives, s.Unless), append(levels, s.Levels...)
	}
	for _, m := range named {
		if _, _, ok := p.control(m); !ok {
			return f.fault(`"`+string(m)+`"`, "%s names the control %q, which is not there; name one by its mark", c.Mark, m)
		}
	}
	for _, m := range levels {
		if !slices.ContainsFunc(p.Levels, func(l Level) bool { return l.Mark == m }) {
			return f.fault(`"`+string(m)+`"`, "%s names the level %q, which is not there; name one by its mark", c.Mark, m)
		}
	}
	return nil
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

func (ps Profiles) names() []string { return slices.Sorted(maps.Keys(ps)) }
