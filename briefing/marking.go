package briefing

// Marking is a handling marking as it is written: TLP:AMBER, OFFICIAL-SENSITIVE.
// What it means is the business of a profile, in package marking.
type Marking string
