package manuscript

import "testing"

// TestPhrasesAreSaidInOneWay: no phrase stands in two tables.
func TestPhrasesAreSaidInOneWay(t *testing.T) {
	for language, table := range citationPhrases {
		for english := range table {
			if said, twice := phrases[language][english]; twice {
				t.Errorf("%s: %q is said %q and %q", language, english, said, table[english])
			}
		}
	}
}
