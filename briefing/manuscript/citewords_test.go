package manuscript

import (
	"maps"
	"strings"
	"testing"
)

// TestPhrasesAreSaidInOneWay: no phrase stands in two tables, and each has the
// verbs of the English one.
func TestPhrasesAreSaidInOneWay(t *testing.T) {
	for _, language := range []string{"fr", "de", "es", "ur"} {
		all := maps.Clone(phrases[language])
		for _, table := range []map[string]string{citationPhrases[language], recordPhrases[language]} {
			for english, said := range table {
				if before, twice := all[english]; twice {
					t.Errorf("%s: %q is said %q and %q", language, english, before, said)
				}
				all[english] = said
				if strings.Count(english, "%") != strings.Count(said, "%") {
					t.Errorf("%s: %q is said %q", language, english, said)
				}
			}
		}
	}
}
