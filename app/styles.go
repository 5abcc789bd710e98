package app

import (
	"slices"
	"strings"
)

// How a briefing prints its quotations, as a form asks for it: a style, what
// stands for words left out, and the outer marks. Each may be left to the style.

// styleChoice is a choice of a form and its name in a briefing's style.
type styleChoice struct{ label, name string }

const asTheStyle = "As the style has it"

var (
	styleChoices = []styleChoice{{"As they are written", ""}, {"British", "british"}, {"American", "american"}}
	pointChoices = []styleChoice{
		{asTheStyle, ""},
		{"…", "tight points, no brackets"},
		{"[…]", "tight points, brackets"},
		{". . .", "spaced points, no brackets"},
		{"[. . .]", "spaced points, brackets"},
		{"...", "plain points, no brackets"},
		{"[...]", "plain points, brackets"},
	}
	markChoices = []styleChoice{{asTheStyle, ""}, {"“Double”", "double marks"}, {"‘Single’", "single marks"}}
)

// styleFields ask for the parts of a style.
func styleFields(style string) []field {
	parts := settingsIn(style)
	points := chosen(pointChoices, func(c styleChoice) bool {
		return c.name != "" && containsAll(parts, settingsIn(c.name))
	})
	if points == asTheStyle { // brackets alone
		switch {
		case slices.Contains(parts, "brackets"):
			points = "[…]"
		case slices.Contains(parts, "tight points"):
			points = "…"
		case slices.Contains(parts, "spaced points"):
			points = ". . ."
		case slices.Contains(parts, "plain points"):
			points = "..."
		}
	}
	named := func(c styleChoice) bool { return c.name != "" && slices.Contains(parts, c.name) }
	return []field{
		{label: "Quotations", value: chosen(styleChoices, named), choices: labels(styleChoices)},
		{label: "Words left out", value: points, choices: labels(pointChoices)},
		{label: "Marks", value: chosen(markChoices, named), choices: labels(markChoices)},
	}
}

// styleNamed is the style that the choices of styleFields stand for.
func styleNamed(style, points, marks string) string {
	var parts []string
	for _, c := range []struct {
		choices []styleChoice
		label   string
	}{{styleChoices, style}, {pointChoices, points}, {markChoices, marks}} {
		i := slices.IndexFunc(c.choices, func(s styleChoice) bool { return s.label == c.label })
		if i >= 0 && c.choices[i].name != "" {
			parts = append(parts, c.choices[i].name)
		}
	}
	return strings.Join(parts, ", ")
}

// settingsIn are the settings that the name of a style is made of.
func settingsIn(style string) []string {
	var parts []string
	for part := range strings.SplitSeq(strings.ToLower(style), ",") {
		if part = strings.Join(strings.Fields(part), " "); part != "" {
			parts = append(parts, part)
		}
	}
	return parts
}

func containsAll(list, parts []string) bool {
	return !slices.ContainsFunc(parts, func(p string) bool { return !slices.Contains(list, p) })
}

// chosen is the label of the last choice for which is holds, else of the first.
func chosen(choices []styleChoice, is func(styleChoice) bool) string {
	label := choices[0].label
	for _, c := range choices {
		if is(c) {
			label = c.label
		}
	}
	return label
}

func labels(choices []styleChoice) []string {
	all := make([]string, len(choices))
	for i, c := range choices {
		all[i] = c.label
	}
	return all
}
