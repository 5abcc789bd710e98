package pattern_test

import (
	"testing"

	"briefdesk/briefing/pattern"
)

func TestPatternIsCompiledWhenItIsUsed(t *testing.T) {
	if p := pattern.New(`^(\d+) pages?$`); !p.MatchString("10 pages") || p.MatchString("ten pages") {
		t.Error("the pattern does not match what it says")
	}
	broken := pattern.New(`(`)
	defer func() {
		if recover() == nil {
			t.Error("what is no pattern can be used")
		}
	}()
	broken.MatchString("(")
}
