// Package marking knows the schemes of handling markings, and derives the
// marking of a whole note from those of its parts.
//
// A Profile is a scheme as data: its levels, the controls that may follow them
// and how each rolls up. The algebra is code and the same for all: markings are
// taken apart (Parse), held against the scheme (Check), put together into a
// Banner that can say why it is what it is (RollUp), and compared (Covers), so
// that what a recipient may not have can be kept back (Gate).
//
// It is an aid to marking: the drafter decides. The surprise for most readers is
// that some controls give leave, such as REL TO; the banner has them only where
// every part does, while those that forbid, such as NOFORN, need one part alone.
package marking

import (
	"slices"
	"strings"

	"briefdesk/briefing"
)

// Profile is a scheme of markings, as data.
type Profile struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	// Extends names the profile from which a house takes all that it does not say.
	Extends string `json:"extends,omitempty"`
	// Source says what the data rest on, and what of them is not certain.
	Source string `json:"source,omitempty"`

	// Place says where the banner stands on each page.
	Place Place `json:"place"`
	// HeadOnly banners do not stand at the foot.
	HeadOnly bool `json:"headOnly,omitempty"`
	// BodyFace banners are set in the face of the text, else in the sans.
	BodyFace bool `json:"bodyFace,omitempty"`

	// Portions says which blocks have to carry a marking of their own.
	Portions Portions `json:"portions,omitempty"`
	// Proposes says that no marking follows from those of the parts: what is
	// derived is a proposal until it is declared.
	Proposes bool `json:"proposes,omitempty"`

	// Levels go from the lowest to the highest.
	Levels []Level `json:"levels"`
	// Groups are the controls that may follow a level, in the order of writing.
	Groups []Group `json:"groups,omitempty"`
	// Recipients are names in lists that stand for several others.
	Recipients map[string][]string `json:"recipients,omitempty"`
	// OnlyInBlock are the groups that stand in the designation, not in the banner.
	OnlyInBlock []string `json:"onlyInBlock,omitempty"`
	// Designation is the block at the foot of the first page, if there is one.
	Designation []Line `json:"designation,omitempty"`
}

// Level is a rung of a profile's ladder.
type Level struct {
	Mark briefing.Marking `json:"mark"`
	// Second is the mark in the other language of a bilingual banner.
	Second briefing.Marking `json:"second,omitempty"`
	// Portion is how a portion writes it; empty is Mark.
	Portion briefing.Marking `json:"portion,omitempty"`
	// Short are the other ways in which it may be written.
	Short []briefing.Marking `json:"short,omitempty"`
	// Retired are those of an earlier standard: they are read, and are a finding.
	Retired []briefing.Marking `json:"retired,omitempty"`
	// Colour is that of the banner's text, #RRGGBB; empty is black.
	Colour string `json:"colour,omitempty"`
	// Bar is the ground of the banner at PlaceBar, OnBar the ink on it.
	Bar   string `json:"bar,omitempty"`
	OnBar string `json:"onBar,omitempty"`
	// Sharing says in a sentence who may have it, if the standard does.
	Sharing string `json:"sharing,omitempty"`
	// Designated notes print the profile's designation.
	Designated bool `json:"designated,omitempty"`
}

// Group is a part of a marking: controls that stand together.
type Group struct {
	Name  string `json:"name"`
	Title string `json:"title"`
	// Before parts the group from what is written before it, Between its controls.
	Before  string `json:"before"`
	Between string `json:"between"`
	// Specified is a prefix that each control may have; those that have it stand first.
	Specified string    `json:"specified,omitempty"`
	Controls  []Control `json:"controls"`
}

// Control is a restriction or a leave that a marking adds to its level.
type Control struct {
	Mark    briefing.Marking   `json:"mark"`
	Second  briefing.Marking   `json:"second,omitempty"`
	Portion briefing.Marking   `json:"portion,omitempty"`
	Short   []briefing.Marking `json:"short,omitempty"`
	Title   string             `json:"title"`

	// List says that names of recipients follow; empty is none.
	List List `json:"list,omitzero"`
	// Permits says that it gives leave: the banner has it only where every part
	// above the lowest level has it, with the recipients that all of them name.
	Permits bool `json:"permits,omitempty"`
	// Rule identifies the rule by which it comes into the banner or not.
	Rule string `json:"rule,omitempty"`
	// Blocked are the controls which, on a part of the lowest level, keep a leave
	// out of the banner.
	Blocked []briefing.Marking `json:"blocked,omitempty"`
	// Apart is what the banner has instead of a leave whose lists name no
	// recipient in common.
	Apart []briefing.Marking `json:"apart,omitempty"`
	// Steps say what it gives to the banner; the first that fits counts. A control
	// without any gives itself.
	Steps []Step `json:"steps,omitempty"`

	// Levels are those that it may stand with; empty is all.
	Levels     []briefing.Marking `json:"levels,omitempty"`
	LevelsRule string             `json:"levelsRule,omitempty"`
	// Requires and Excludes are other controls, and the rules that say so.
	Requires map[briefing.Marking]string `json:"requires,omitempty"`
	Excludes map[briefing.Marking]string `json:"excludes,omitempty"`

	// Asked says that a declared marking may have it only if a part has it.
	Asked bool `json:"asked,omitempty"`
	// Distributed says that the note has to name its recipients.
	Distributed bool `json:"distributed,omitempty"`
}

// Step is what a control gives to a banner of certain levels.
type Step struct {
	Levels []briefing.Marking `json:"levels,omitempty"` // empty is all
	Unless []briefing.Marking `json:"unless,omitempty"` // no part has one of these
	Gives  []briefing.Marking `json:"gives,omitempty"`  // empty is nothing
	Rule   string             `json:"rule,omitempty"`
}

// List is the form of the recipients that follow a control.
type List struct {
	Between string `json:"between,omitempty"` // two of them
	// Optional lists may be left out; Rule is broken where another is.
	Optional bool   `json:"optional,omitempty"`
	Rule     string `json:"rule,omitempty"`
	// First is the recipient that stands first, and never alone.
	First     string `json:"first,omitempty"`
	FirstRule string `json:"firstRule,omitempty"`
	AloneRule string `json:"aloneRule,omitempty"`
}

// Line is a row of the designation. What it says is a field of the note, or the
// marks of a group.
type Line struct {
	Label string `json:"label"`
	Field string `json:"field,omitempty"` // in small letters
	Group string `json:"group,omitempty"`
	// Required lines are a finding where they say nothing.
	Required bool `json:"required,omitempty"`
}

// Place is where and how a banner is drawn.
type Place string

// The places of a banner.
const (
	PlaceNone   Place = "none"
	PlaceBox    Place = "box"    // right, coloured in a black box: TLP 2.0
	PlaceCentre Place = "centre" // centred capitals: UK GSC
	PlaceRight  Place = "right"  // right, capitals: Canada
	PlaceBar    Place = "bar"    // centred on a coloured bar over the whole width
)

// Portions says which blocks have to carry a marking of their own.
type Portions string

// What a profile asks of portions.
const (
	PortionsOptional     Portions = "optional"
	PortionsAllOrNothing Portions = "all-or-nothing"
	PortionsRequired     Portions = "required"
)

// Level returns the level of m, or -1 where the profile does not have m.
func (p Profile) Level(m briefing.Marking) int {
	parts, ok := p.read(m)
	if !ok {
		return -1
	}
	return parts.Level
}

// Marks lists the levels, lowest first, for messages.
func (p Profile) Marks() string {
	marks := make([]string, len(p.Levels))
	for i, l := range p.Levels {
		marks[i] = string(l.Mark)
	}
	return strings.Join(marks, ", ")
}

// forms are all ways to write a level.
func (l Level) forms() []briefing.Marking {
	return append([]briefing.Marking{l.Mark, l.Second, l.Portion}, slices.Concat(l.Short, l.Retired)...)
}

func (c Control) forms() []briefing.Marking {
	return append([]briefing.Marking{c.Mark, c.Second, c.Portion}, c.Short...)
}

// inPortion is how a portion writes a level.
func (l Level) inPortion() briefing.Marking {
	if l.Portion == "" {
		return l.Mark
	}
	return l.Portion
}

func (c Control) inPortion() briefing.Marking {
	if c.Portion == "" {
		return c.Mark
	}
	return c.Portion
}

// step is what c gives to a banner of a level. It is false where it gives nothing.
func (c Control) step(level briefing.Marking) (Step, bool) {
	if len(c.Steps) == 0 {
		return Step{Gives: []briefing.Marking{c.Mark}, Rule: c.Rule}, true
	}
	i := slices.IndexFunc(c.Steps, func(s Step) bool { return len(s.Levels) == 0 || slices.Contains(s.Levels, level) })
	if i < 0 || len(c.Steps[i].Gives) == 0 {
		return Step{}, false
	}
	return c.Steps[i], true
}

// control finds a control by its mark.
func (p Profile) control(mark briefing.Marking) (Group, Control, bool) {
	for _, g := range p.Groups {
		for _, c := range g.Controls {
			if c.Mark == mark {
				return g, c, true
			}
		}
	}
	return Group{}, Control{}, false
}
