package lint

import (
	"unicode/utf8"

	"briefdesk/briefing"
	"briefdesk/briefing/pattern"
)

// placeholder is what writers leave to be filled in.
var placeholder = pattern.New(`\b(?:TBD|TBC|TBA|TODO|FIXME|TK|XX+)\b|\?\?+|_{3,}|(?i:\blorem ipsum\b)|` +
	`\[(?i:insert|name|date|title|amount|figure|country|office|place|to come|to be [^\]\n]{1,40}|tb[acd]|details?|source|ref(?:erence)?)\b[^\]\n]{0,60}\]|` +
	`\[(?:…|\.\.\.|●|•|\?)?\]|\b(?:DD|dd)[ /.-](?:MM|mm|Month|month)\b(?:[ /.-](?:YYYY|yyyy|YY|yy)\b)?`)

func checkPlaceholders(n *note, r Rule) {
	for _, p := range n.prose {
		for _, m := range placeholder.FindAllStringIndex(p.Text, -1) {
			n.at(r, p, inRunes(p.Text, m), "", "“%s” waits to be filled in", p.Text[m[0]:m[1]])
		}
	}
}

// inRunes is a range of bytes of s in code points.
func inRunes(s string, bytes []int) briefing.Range {
	start := utf8.RuneCountInString(s[:bytes[0]])
	return briefing.Range{
		Start: briefing.Offset(start),
		End:   briefing.Offset(start + utf8.RuneCountInString(s[bytes[0]:bytes[1]])),
	}
}
