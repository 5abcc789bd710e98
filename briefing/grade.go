package briefing

import (
	"fmt"
	"slices"
	"strings"
)

// Grade is a step of the scale by which sources are graded (NATO AJP-2.1, the
// “Admiralty” scale), and what it means. The two halves of a grade, A to F of the
// source and 1 to 6 of the item, are judged independently of each other.
type Grade struct{ Key, Means string }

// Reliabilities are the grades of a source, the best first.
func Reliabilities() []Grade {
	return []Grade{
		{"A", "completely reliable"},
		{"B", "usually reliable"},
		{"C", "fairly reliable"},
		{"D", "not usually reliable"},
		{"E", "unreliable"},
		{"F", "reliability cannot be judged"},
	}
}

// Credibilities are the grades of an item, the best first.
func Credibilities() []Grade {
	return []Grade{
		{"1", "confirmed by other sources"},
		{"2", "probably true"},
		{"3", "possibly true"},
		{"4", "doubtful"},
		{"5", "improbable"},
		{"6", "truth cannot be judged"},
	}
}

// ParseReliability reads the grade of a source; empty is none.
func ParseReliability(s string) (string, error) {
	key := strings.ToUpper(strings.TrimSpace(s))
	if key == "" || slices.ContainsFunc(Reliabilities(), func(g Grade) bool { return g.Key == key }) {
		return key, nil
	}
	return "", fmt.Errorf("%q is no grade of a source; write A (completely reliable) to E (unreliable), or F (cannot be judged)", s)
}

// ParseCredibility reads the grade of an item, 1 to 6; empty is none, 0.
func ParseCredibility(s string) (int, error) {
	key := strings.TrimSpace(s)
	if key == "" {
		return 0, nil
	}
	if i := slices.IndexFunc(Credibilities(), func(g Grade) bool { return g.Key == key }); i >= 0 {
		return i + 1, nil
	}
	return 0, fmt.Errorf("%q is no grade of an item; write 1 (confirmed by other sources) to 5 (improbable), or 6 (cannot be judged)", s)
}
