//go:build e2e

package e2e

import (
	"path/filepath"
	"strings"
	"testing"
)

// findable is a briefing with much to find in it.
const findable = `---
title: "Talks at the crossing"
date: 2026-03-17
profile: tlp
scale: icd203
---

# Issue

It is possible that the talks fail. The IAEA was told.

# Background

The crossing was closed on 12 August 2025, and 340 vehicles a day have crossed since. It is unlikely that this lasts; it is very likely that tolls rise, and nobody expects anything else.

# Considerations

We judge with high confidence that the crossing will almost certainly close. There is a good chance that it opens again by TBD.

# Recommendation

Note the outcome, which is improbable.
`

// withFindable opens the window on it.
func withFindable(t *testing.T, v view) *desk {
	t.Helper()
	d := prepare(t, v)
	d.prefer(map[string]any{"theme": v.theme, "started": true})
	file := filepath.Join(d.dir, "note.md")
	d.write(file, []byte(findable))
	if out, err := d.tool(d.binary, "new", file); err != nil {
		t.Fatalf("new: %v %s", err, out)
	}
	d.start()
	d.settled()
	return d
}

// TestFindingsAreMended goes through findings by keys alone: takes what is offered
// for one, undoes and does it again, and types over the words of another.
func TestFindingsAreMended(t *testing.T) {
	d := withFindable(t, usual)
	has := func(words string) func() bool {
		return func() bool { return strings.Contains(d.note(), words) }
	}
	d.keys("F8", "Return")
	d.eventually("the hedge is replaced", has("It is likely that the talks fail."))
	d.keys("ctrl+z")
	d.eventually("the hedge is back", has("It is possible that"))
	d.keys("ctrl+y")
	d.eventually("the hedge is replaced again", has("It is likely that the talks fail."))
	d.keys("Right")
	d.settled()
	d.typed("Agency")
	d.eventually("the acronym is typed over", has("The Agency was told."))
	d.shot("mended")
}

// findingShots takes pictures of the findings of a briefing.
func findingShots(t *testing.T, v view) {
	d := withFindable(t, v)
	d.keys("F8")
	d.settled()
	d.shot("pane")
	d.keys("Right")
	d.settled()
	d.shot("words")
	d.keys("F8", "Delete")
	d.settled()
	d.shot("off")
	d.keys("Escape", "ctrl+k")
	d.typed(">checks")
	d.settled()
	d.keys("Return")
	d.settled()
	d.shot("checks")
}
