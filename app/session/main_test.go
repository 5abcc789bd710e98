package session_test

import (
	"flag"
	"os"
	"testing"
)

// TestMain keeps the histories few: each ends on a disk. The flag -rapid.checks
// asks for more.
func TestMain(m *testing.M) {
	for name, value := range map[string]string{"rapid.checks": "25", "rapid.nofailfile": "true"} {
		if err := flag.Set(name, value); err != nil {
			panic(err)
		}
	}
	os.Exit(m.Run())
}
