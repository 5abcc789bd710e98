// Package markdown writes a briefing as Markdown and reads it back without loss.
//
// A briefing is YAML front matter and a body. In the body, headings # to ####
// are headings; a block quote whose last line is “— passage: ID” is a quotation
// with its edits spelled as they print, one whose last line is “— Source” a
// quotation that nobody can check; fenced divs (::: sources, ::: disclaimer,
// ::: pagebreak) are what Markdown has no form for; each other top-level node
// is a text block, word for word as its author wrote it. A portion marking
// stands in brackets at the start of its block: (TLP:AMBER) …
//
// The surprise for most readers: Write reads its own output. Where the plain
// form of a block would not read back as the same block, Write chooses a form
// that does: a “::: text” div round a text, edits listed on the last line of a
// quotation, and for what nothing else can carry a “::: block” div of JSON.
// FORMAT.md describes all of it.
package markdown

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"briefdesk/briefing"
	"briefdesk/briefing/marking"
)

// Read reads a Markdown briefing. The profiles say which portion markings
// there are; the sources give the words of passages, so that the edits of a
// quotation can be read from its printed form. Either may be nil.
//
// What makes the text no briefing is an error that names the line. What is
// wrong with the note itself is a finding: a profile or passage that is not
// there, a quotation that is not what its source says. Such a quotation keeps
// its words as they were typed.
func Read(text string, profiles marking.Profiles, sources briefing.Sources) (briefing.Briefing, []briefing.Finding, error) {
	text = strings.ReplaceAll(strings.ReplaceAll(strings.TrimPrefix(text, "\ufeff"), "\r\n", "\n"), "\r", "\n")
	for n, line := range strings.Split(text, "\n") {
		if !utf8.ValidString(line) {
			return briefing.Briefing{}, nil, fmt.Errorf("line %d: the text is not UTF-8; save the file in that encoding", n+1)
		}
	}
	head, body, bodyLine, err := cutFrontMatter(text)
	if err != nil {
		return briefing.Briefing{}, nil, err
	}
	b, err := readFrontMatter(head)
	if err != nil {
		return briefing.Briefing{}, nil, err
	}
	r, findings := newReader(b, profiles, sources)
	if b.Blocks, err = r.blocks(body, bodyLine); err != nil {
		return briefing.Briefing{}, nil, err
	}
	return b, append(findings, r.findings...), nil
}

// Write writes b so that Read, given the same profiles and sources, returns it
// again but for its identifier, which is not written. The texts of b are valid
// UTF-8 and its date is empty or YYYY-MM-DD.
func Write(b briefing.Briefing, profiles marking.Profiles, sources briefing.Sources) string {
	r, _ := newReader(b, profiles, sources)
	w := writer{profile: r.profile, sources: sources}
	var out strings.Builder
	out.WriteString(writeFrontMatter(b))
	for _, bl := range b.Blocks {
		fmt.Fprintf(&out, "\n%s\n", w.block(bl))
	}
	return out.String()
}

// newReader returns a reader for the body of b, and what is wrong with the
// markings that its front matter names.
func newReader(b briefing.Briefing, profiles marking.Profiles, sources briefing.Sources) (*reader, []briefing.Finding) {
	r := &reader{sources: sources}
	profile, err := profiles.Named(b.Profile)
	if err == nil {
		r.profile = profile
		return r, nil
	}
	if b.Profile == "" || b.Profile == "none" {
		return r, nil
	}
	return r, []briefing.Finding{{
		Rule: RuleUnknownProfile, Severity: briefing.SeverityError, Text: b.Profile,
		Message: err.Error() + "; portion markings are not read",
	}}
}

// RuleUnknownProfile is the rule of a finding about a profile that is not there.
const RuleUnknownProfile = "unknown-profile"
