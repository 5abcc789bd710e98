package cli_test

import (
	"flag"
	"os"
	"testing"

	"briefdesk/briefing/importer"
)

var update = flag.Bool("update", false, "rewrite the golden files of scripts")

// TestMain makes the test binary its own import worker.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == importer.WorkerFlag {
		os.Exit(importer.Work(os.Stdin, os.Stdout))
	}
	os.Exit(m.Run())
}
