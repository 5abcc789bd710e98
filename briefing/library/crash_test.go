package library_test

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"briefdesk/briefing"
	"briefdesk/briefing/library"
)

// crashEnv names the library that a child of TestKillLosesNothing writes.
const crashEnv = "BRIEFDESK_TEST_CRASH"

func TestMain(m *testing.M) {
	if path := os.Getenv(crashEnv); path != "" {
		fmt.Fprintln(os.Stderr, writeForever(path))
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// writeForever commits batch after batch, from where the process before it was
// killed, and prints how many there are after each commit.
func writeForever(path string) error {
	ctx := context.Background()
	l, err := library.Open(path)
	if err != nil {
		return err
	}
	list, err := l.Articles(ctx, library.ArticleQuery{})
	if err != nil {
		return err
	}
	for n := len(list); ; n++ {
		if _, err := l.Apply(ctx, crashBatch(n)); err != nil {
			return err
		}
		fmt.Println(n + 1)
	}
}

// crashBatch spans the tables, so that half of it would be seen.
func crashBatch(n int) library.Batch {
	a, s := article(n)
	return library.Batch{
		Snapshots: []library.Imported{s},
		Articles:  []briefing.Article{a},
		Passages:  []briefing.Passage{passage(n, a, s.Snapshot)},
		Briefings: []briefing.Briefing{note(0, fmt.Sprint("version ", n))},
	}
}

func TestKillLosesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "library")
	for _, lines := range []int{1, 5, 1, 30} { // the kill falls anywhere in the batch after
		acknowledged := killAfter(t, path, lines)
		l := open(t, path)
		findings, err := l.Check(t.Context())
		must(t, err)
		if len(findings) > 0 {
			t.Errorf("after %d commits: %v", acknowledged, findings)
		}
		versions, err := l.Versions(t.Context(), id('b', 0))
		must(t, err)
		n := len(versions)
		if n < acknowledged || n > acknowledged+1 {
			t.Errorf("%d commits are left of %d acknowledged", n, acknowledged)
		}
		c, rev, err := l.ChangesSince(t.Context(), 0)
		must(t, err)
		if len(c.Articles) != n || len(c.Passages) != n || int(rev) != n {
			t.Errorf("half a batch: %d versions, %d articles, %d passages, rev %d", n, len(c.Articles), len(c.Passages), rev)
		}
		closeLibrary(t, l)
	}
}

// killAfter lets a child write, kills it after some lines, and returns how
// many commits it had acknowledged in all.
func killAfter(t *testing.T, path string, lines int) (acknowledged int) {
	t.Helper()
	exe, err := os.Executable()
	must(t, err)
	child := exec.Command(exe)
	child.Env = append(os.Environ(), crashEnv+"="+path)
	child.Stderr = os.Stderr
	out, err := child.StdoutPipe()
	must(t, err)
	must(t, child.Start())
	for scan := bufio.NewScanner(out); scan.Scan(); {
		_, err := fmt.Sscan(scan.Text(), &acknowledged)
		must(t, err)
		if lines--; lines == 0 {
			must(t, child.Process.Kill())
		}
	}
	if err := child.Wait(); err == nil || acknowledged == 0 {
		t.Fatalf("the child was not killed after writing: %v", err)
	}
	return acknowledged
}
