package session_test

import (
	"flag"
	"os"
	"testing"
)

// atExit tidies up what the benchmarks share.
var atExit []func()

// TestMain keeps the histories few: each ends on a disk. The flag -rapid.checks
// asks for more.
func TestMain(m *testing.M) {
	for name, value := range map[string]string{"rapid.checks": "5", "rapid.nofailfile": "true"} {
		if err := flag.Set(name, value); err != nil {
			panic(err)
		}
	}
	code := m.Run()
	for _, tidy := range atExit {
		tidy()
	}
	os.Exit(code)
}
