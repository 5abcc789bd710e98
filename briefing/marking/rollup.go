package marking

import (
	"cmp"
	"slices"
	"strings"

	"briefdesk/briefing"
)

// Banner is the marking of a whole note.
type Banner struct {
	// Mark is what is printed; it is empty where the profile has no levels.
	Mark  briefing.Marking
	Parts Parts
	// Colour, Bar, OnBar and Sharing are those of its level.
	Colour, Bar, OnBar, Sharing string
	// HeadOnly and BodyFace are those of the profile.
	HeadOnly, BodyFace bool
	// Because are the indices of the blocks whose portions are as high as the
	// level of the banner; empty where something else alone sets it.
	Because []int
	// Why says of each part of Mark, in its order, what puts it there; then of
	// what some part has and the banner has not, why it is left out.
	Why []Reason
	// Designation are the rows of the block at the foot of the first page.
	Designation []Row
}

// Row is a line of a designation, what it says, and the field of the note that says
// so, if one does.
type Row struct{ Label, Text, Field string }

// Reason says why something is in a banner, or is left out.
type Reason struct {
	// Part is the level or control, such as NOFORN or REL TO USA, GBR.
	Part briefing.Marking
	// LeftOut parts are not in the banner.
	LeftOut bool
	// At are the places that force it, in order: indices of blocks, FrontMatter
	// or Title. Where there is none, the profile itself does.
	At []int
	// Rule identifies the rule: highest, default, or as the standard numbers it.
	Rule string
	// Words say it in a sentence.
	Words string
}

// The rules of the algebra itself.
const (
	RuleHighest = "highest" // the highest level of all portions
	RuleDefault = "default" // nothing is marked: the lowest level
	RuleUnion   = "union"   // what one portion has, the whole has
	RuleCommon  = "common"  // leave that every portion gives
)

// RollUp derives the banner of b: the least marking that is not below its
// declared marking or any portion. Unmarked blocks count as the declared
// marking, else as the lowest level. It does not depend on the order of blocks.
// A marking the profile does not have is an error.
func (p Profile) RollUp(b briefing.Briefing) (Banner, error) {
	all, err := p.portions(b)
	if err != nil || len(p.Levels) == 0 {
		return Banner{}, err
	}
	r := rollUp{profile: p, portions: all}
	r.level()
	r.restrict()
	r.require()
	r.permit()
	return r.banner(b), nil
}

// rollUp is a banner under way.
type rollUp struct {
	profile  Profile
	portions []portion
	parts    Parts
	reasons  []Reason // of what is in
	left     []Reason // of what is left out
}

func (r *rollUp) levelMark() briefing.Marking { return r.profile.Levels[r.parts.Level].Mark }

// where are the places of the portions that do what is asked, each once.
func (r *rollUp) where(does func(portion) bool) []int {
	var at []int
	for _, o := range r.portions {
		if does(o) {
			at = append(at, o.at)
		}
	}
	slices.Sort(at)
	return slices.Compact(at)
}

func (r *rollUp) level() {
	for _, o := range r.portions {
		r.parts.Level = max(r.parts.Level, o.Level)
	}
	at := r.where(func(o portion) bool { return o.Level == r.parts.Level })
	if len(at) == 0 {
		r.reasons = append(r.reasons, Reason{Part: r.levelMark(), Rule: RuleDefault, Words: "nothing is marked, so that the lowest level of the profile counts"})
		return
	}
	r.reasons = append(r.reasons, Reason{Part: r.levelMark(), At: at, Rule: RuleHighest, Words: "it is the highest level of " + places(at)})
}

// restrict adds what the controls that forbid give: one part that has them is enough.
func (r *rollUp) restrict() {
	for _, g := range r.profile.Groups {
		for _, c := range g.Controls {
			at := r.where(func(o portion) bool { return o.Has(c.Mark) })
			if c.Permits || len(at) == 0 {
				continue
			}
			step, gives := c.step(r.levelMark())
			stronger := r.where(func(o portion) bool { return o.hasAny(step.Unless) })
			switch {
			case !gives:
				r.leave(c.Mark, at, c.Rule, "it says nothing beside "+string(r.levelMark()))
			case len(stronger) > 0:
				r.leave(c.Mark, stronger, step.Rule, "stronger controls stand in "+places(stronger))
			default:
				for _, mark := range step.Gives {
					r.give(mark, c, at, step.Rule)
				}
			}
		}
	}
}

// give puts mark into the banner because of the control c at some places.
func (r *rollUp) give(mark briefing.Marking, c Control, at []int, rule string) {
	words := places(at) + has(at) + string(c.Mark)
	if mark != c.Mark {
		words += ", which is " + string(mark) + " in a note that is " + string(r.levelMark())
	}
	held := Held{Mark: mark}
	if mark == c.Mark && c.List.Between != "" {
		held.List = r.union(c)
	}
	r.add(held, Reason{At: at, Rule: rule, Words: words})
}

// union are the recipients in all lists of a control; none where one is without
// a list, which then stands for them all.
func (r *rollUp) union(c Control) []string {
	var all []string
	for _, o := range r.portions {
		if i := o.find(c.Mark); i >= 0 {
			if len(o.Controls[i].List) == 0 {
				return nil
			}
			all = append(all, o.Controls[i].List...)
		}
	}
	return r.profile.ordered(all, c.List.First)
}

// add puts a control into the banner, or adds a reason for one that is there.
func (r *rollUp) add(held Held, why Reason) {
	if !r.parts.Has(held.Mark) {
		r.parts.Controls = append(r.parts.Controls, held)
	}
	why.Part = r.profile.partOf(held)
	why.Rule = cmp.Or(why.Rule, RuleUnion)
	r.reasons = append(r.reasons, why)
}

func (r *rollUp) leave(mark briefing.Marking, at []int, rule, words string) {
	r.left = append(r.left, Reason{Part: mark, LeftOut: true, At: at, Rule: cmp.Or(rule, RuleCommon), Words: words})
}

// require adds what the controls of the banner cannot be without.
func (r *rollUp) require() {
	for i := 0; i < len(r.parts.Controls); i++ {
		held := r.parts.Controls[i]
		_, c, _ := r.profile.control(held.Mark)
		for _, mark := range sortedKeys(c.Requires) {
			if !r.parts.Has(mark) {
				at := r.where(func(o portion) bool { return o.Has(held.Mark) })
				r.add(Held{Mark: mark}, Reason{At: at, Rule: c.Requires[mark], Words: string(held.Mark) + " requires it"})
			}
		}
	}
}

// permit adds the leave that every part gives, unless something in the banner
// excludes it.
func (r *rollUp) permit() {
	for _, g := range r.profile.Groups {
		for _, c := range g.Controls {
			if c.Permits && len(r.where(func(o portion) bool { return o.Has(c.Mark) })) > 0 {
				r.permitOne(c)
			}
		}
	}
}

func (r *rollUp) permitOne(c Control) {
	if i := slices.IndexFunc(r.parts.Controls, func(h Held) bool { return r.profile.excludes(c, h.Mark) }); i >= 0 {
		other := r.parts.Controls[i].Mark
		at := r.where(func(o portion) bool { return o.Has(other) })
		r.leave(c.Mark, at, cmp.Or(r.profile.exclusionRule(c, other), c.Rule), string(other)+" excludes it")
		return
	}
	if at := r.where(func(o portion) bool { return withholds(o.Parts, c) }); len(at) > 0 {
		r.leave(c.Mark, at, c.Rule, places(at)+" "+doesNot(at)+" have it")
		return
	}
	held, at := Held{Mark: c.Mark}, r.where(func(o portion) bool { return o.Has(c.Mark) })
	if c.List.Between == "" {
		r.add(held, Reason{At: at, Rule: cmp.Or(c.Rule, RuleCommon), Words: places(at) + has(at) + "it, and no other part forbids it"})
		return
	}
	var lists [][]string
	for _, o := range r.portions {
		if i := o.find(c.Mark); i >= 0 {
			lists = append(lists, o.Controls[i].List)
		}
	}
	held.List = r.profile.common(lists, c.List.First)
	if len(held.List) == 0 || c.List.First != "" && len(held.List) == 1 {
		r.leave(c.Mark, at, cmp.Or(c.List.AloneRule, c.Rule), places(at)+" name no recipient in common")
		for _, mark := range c.Apart {
			r.add(Held{Mark: mark}, Reason{At: at, Rule: cmp.Or(c.List.AloneRule, c.Rule), Words: places(at) + " name no recipient of " + string(c.Mark) + " in common"})
		}
		return
	}
	r.add(held, Reason{At: at, Rule: cmp.Or(c.List.Rule, c.Rule, RuleCommon), Words: "they are the recipients that " + places(at) + naming(at)})
}

// withholds reports whether a portion keeps a leave out of the banner: one
// above the lowest level by not giving it, one of that level by forbidding it.
func withholds(o Parts, c Control) bool {
	if o.Level == 0 {
		return o.hasAny(c.Blocked)
	}
	i := o.find(c.Mark)
	return i < 0 || c.List.Between != "" && len(o.Controls[i].List) == 0
}

// excludes reports whether a control and another cannot stand together.
func (p Profile) excludes(c Control, other briefing.Marking) bool {
	_, d, _ := p.control(other)
	_, one := c.Excludes[other]
	_, two := d.Excludes[c.Mark]
	return one || two
}

// partOf is a control with its list, as a banner writes it.
func (p Profile) partOf(h Held) briefing.Marking {
	_, c, _ := p.control(h.Mark)
	return briefing.Marking(written(h.Mark, h.List, c.List))
}

func (r *rollUp) banner(b briefing.Briefing) Banner {
	p := r.profile
	p.sort(r.parts.Controls)
	l := p.Levels[r.parts.Level]
	banner := Banner{
		Mark: p.Banner(r.parts), Parts: r.parts, Colour: l.Colour, Bar: l.Bar, OnBar: l.OnBar, Sharing: l.Sharing,
		HeadOnly: p.HeadOnly, BodyFace: p.BodyFace,
		Because: r.where(func(o portion) bool { return o.at >= 0 && o.Level == r.parts.Level }),
		Why:     p.inOrder(r.parts, r.reasons, r.left),
	}
	if l.Designated {
		banner.Designation = p.designation(b, r.parts)
	}
	return banner
}

// inOrder puts reasons in the order of the parts they explain, then those of
// what is left out.
func (p Profile) inOrder(parts Parts, reasons, left []Reason) []Reason {
	order := map[briefing.Marking]int{}
	for i, h := range parts.Controls {
		order[p.partOf(h)] = i + 1
	}
	slices.SortStableFunc(reasons, func(a, b Reason) int { return order[a.Part] - order[b.Part] })
	return append(reasons, left...)
}

// designation fills in the lines of the profile's block; those that say nothing
// are left out.
func (p Profile) designation(b briefing.Briefing, parts Parts) []Row {
	var rows []Row
	for _, l := range p.Designation {
		if text := p.lineText(l, b, parts); text != "" {
			rows = append(rows, Row{l.Label, text, l.Field})
		}
	}
	return rows
}

func (p Profile) lineText(l Line, b briefing.Briefing, parts Parts) string {
	if l.Field != "" {
		return field(b, l.Field)
	}
	var marks []string
	for _, h := range parts.Controls {
		if g, c, ok := p.control(h.Mark); ok && g.Name == l.Group {
			marks = append(marks, written(h.Mark, h.List, c.List))
		}
	}
	return strings.Join(marks, ", ")
}

// field is the value of a template's field, by its name in small letters.
func field(b briefing.Briefing, name string) string {
	i := slices.IndexFunc(b.Fields, func(f briefing.TemplateField) bool { return strings.EqualFold(f.Name, name) })
	if i < 0 {
		return ""
	}
	return strings.TrimSpace(b.Fields[i].Value)
}

// Covers reports whether a marking is not below a portion: it is of no lower
// level, has or implies what the portion forbids, and gives no leave that the
// portion does not give.
func (p Profile) Covers(m, portion Parts) bool {
	if m.Level < portion.Level {
		return false
	}
	level := p.Levels[m.Level].Mark
	for _, h := range portion.Controls {
		_, c, _ := p.control(h.Mark)
		if !c.Permits && !p.holds(m, h, c, level) {
			return false
		}
	}
	for _, h := range m.Controls {
		if _, c, _ := p.control(h.Mark); c.Permits && !p.gives(portion, h, c) {
			return false
		}
	}
	return true
}

// holds reports whether m forbids what a portion does with a control.
func (p Profile) holds(m Parts, h Held, c Control, level briefing.Marking) bool {
	if i := m.find(h.Mark); i >= 0 {
		list := m.Controls[i].List
		return len(list) == 0 || len(h.List) > 0 && p.within(h.List, list)
	}
	step, gives := c.step(level)
	if !gives || m.hasAny(step.Unless) {
		return true
	}
	return !slices.ContainsFunc(step.Gives, func(mark briefing.Marking) bool { return !m.Has(mark) })
}

// gives reports whether a portion gives the leave that a marking has.
func (p Profile) gives(portion Parts, h Held, c Control) bool {
	if withholds(portion, c) {
		return false
	}
	i := portion.find(h.Mark)
	return i < 0 || p.within(h.List, portion.Controls[i].List)
}
