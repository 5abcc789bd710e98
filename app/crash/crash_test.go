package crash

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"briefdesk/app/cli"
	"briefdesk/app/session"
	"briefdesk/briefing"
	"briefdesk/briefing/importer"
	"briefdesk/briefing/library"
)

// The test binary is the program that is killed: its command line, its import
// worker, and a desk at which somebody edits, which has no command.
// BRIEFDESK_BINARY puts the built program in the place of the first.
const (
	asProgram   = "BRIEFDESK_TEST_PROGRAM" // set: the arguments are a command line
	asDesk      = "BRIEFDESK_TEST_DESK"    // the library to edit, from the edit that asFrom says
	asFrom      = "BRIEFDESK_TEST_FROM"
	asCopier    = "BRIEFDESK_TEST_COPIER" // the library to back up, again and again
	trialsEnv   = "BRIEFDESK_CRASH_TRIALS"
	trialsOfAll = 20 // how many trials there are unless trialsEnv says otherwise
)

func TestMain(m *testing.M) {
	switch ctx := context.Background(); {
	case len(os.Args) > 1 && os.Args[1] == importer.WorkerFlag:
		os.Exit(importer.Work(os.Stdin, os.Stdout))
	case os.Getenv(asProgram) != "":
		os.Exit(cli.Run(ctx, os.Args[1:], cli.Streams{In: os.Stdin, Out: os.Stdout, Err: os.Stderr}))
	case os.Getenv(asDesk) != "":
		from, err := strconv.Atoi(os.Getenv(asFrom))
		fail(errors.Join(err, editForEver(os.Getenv(asDesk), from)))
	case os.Getenv(asCopier) != "":
		fail(backUpForEver(ctx, os.Getenv(asCopier)))
	default:
		os.Exit(m.Run())
	}
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}

// TestKillLosesNothing kills the program while it edits, imports, backs up and
// brings an old library up to date, at any point. What is drawn is the same in
// each run; where exactly the kill falls is chance, and must not matter.
func TestKillLosesNothing(t *testing.T) {
	trials := trialsOfAll
	if s := os.Getenv(trialsEnv); s != "" {
		var err error
		trials, err = strconv.Atoi(s)
		must(t, err)
	}
	stories := []struct {
		name  string
		trial func(t *testing.T, rng *rand.Rand)
	}{
		{"editing", newDesk(t).trial},
		{"import", killImport},
		{"backup", killBackup},
		{"migration", killMigration},
	}
	for n := range trials {
		story := stories[n%len(stories)]
		rng := rand.New(rand.NewPCG(uint64(n), 1))
		if !t.Run(fmt.Sprint(story.name, " ", n), func(t *testing.T) { story.trial(t, rng) }) {
			return
		}
	}
}

// child is the program, under way.
type child struct {
	t       *testing.T
	process *exec.Cmd
	out     *bufio.Scanner
	err     bytes.Buffer
}

// start starts this binary with one more variable of the environment.
func start(t *testing.T, env []string, args ...string) *child {
	t.Helper()
	exe, err := os.Executable()
	must(t, err)
	return run(t, exe, env, args...)
}

// program starts a command.
func program(t *testing.T, args ...string) *child {
	t.Helper()
	if exe := os.Getenv("BRIEFDESK_BINARY"); exe != "" {
		return run(t, exe, nil, args...)
	}
	return start(t, []string{asProgram + "=1"}, args...)
}

func run(t *testing.T, exe string, env []string, args ...string) *child {
	t.Helper()
	c := &child{t: t, process: exec.Command(exe, args...)}
	c.process.Env = append(os.Environ(), env...)
	c.process.Stderr = &c.err
	out, err := c.process.StdoutPipe()
	must(t, err)
	must(t, c.process.Start())
	t.Cleanup(func() { _ = c.process.Process.Kill() })
	c.out = bufio.NewScanner(out)
	c.out.Buffer(nil, 1<<20)
	return c
}

// killAfter kills the program once it has printed some lines and a while has
// passed, and returns all lines that it did print.
func (c *child) killAfter(lines int, pause time.Duration) (printed []string) {
	c.t.Helper()
	for len(printed) < lines && c.out.Scan() {
		printed = append(printed, c.out.Text())
	}
	<-time.After(pause) // any moment is as good as another
	_ = c.process.Process.Kill()
	for c.out.Scan() { // what was in the pipe was said too
		printed = append(printed, c.out.Text())
	}
	_ = c.process.Wait()
	if c.err.Len() > 0 {
		c.t.Fatalf("the program says: %s", c.err.String())
	}
	return printed
}

// pause is a short while, more often very short.
func pause(rng *rand.Rand, longest time.Duration) time.Duration {
	return time.Duration(float64(longest) * rng.Float64() * rng.Float64())
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

// sound opens the library at path, which must need no repair.
func sound(t *testing.T, path string) *library.Library {
	t.Helper()
	l, err := library.Open(path)
	must(t, err)
	findings, err := l.Check(t.Context())
	must(t, err)
	for _, f := range findings {
		if f.Severity != briefing.SeverityInfo {
			t.Errorf("check: %s (%s)", f.Message, f.Rule)
		}
	}
	return l
}

// killImport imports files and kills the program in the middle.
func killImport(t *testing.T, rng *rand.Rand) {
	const files = 8
	dir := t.TempDir()
	path, sources := filepath.Join(dir, "library"), filepath.Join(dir, "sources")
	must(t, os.Mkdir(sources, 0o700))
	for n := range files {
		text := fmt.Sprintf("# Article %d\n\n%s\n", n, strings.Repeat(fmt.Sprintf("Sentence of article %d. ", n), 200))
		must(t, os.WriteFile(filepath.Join(sources, fmt.Sprint(n, ".md")), []byte(text), 0o600))
	}
	importing := []string{"import", sources, "--json", "--library", path}
	first := program(t, importing...).killAfter(rng.IntN(files), pause(rng, 30*time.Millisecond))

	if len(first) > 0 {
		l := sound(t, path)
		for _, line := range first {
			im := importedIn(t, line)
			a, err := l.Article(t.Context(), im.ID)
			must(t, err)
			_, err = l.Snapshot(t.Context(), a.Latest())
			must(t, err)
		}
		must(t, l.Close())
	}
	again := program(t, importing...).killAfter(files, 0)
	if len(again) != files {
		t.Fatalf("the second import says %q", again)
	}
	for i, line := range again {
		if im := importedIn(t, line); i < len(first) && (im.Status != session.ImportUnchanged || im.ID != importedIn(t, first[i]).ID) {
			t.Errorf("%s was acknowledged; again it is %s", first[i], line)
		}
	}
	must(t, sound(t, path).Close())
}

type imported struct {
	Status session.ImportStatus
	ID     briefing.ID
}

func importedIn(t *testing.T, line string) (im imported) {
	t.Helper()
	must(t, json.Unmarshal([]byte(line), &im))
	if im.ID.IsZero() {
		t.Fatalf("the program says %s", line)
	}
	return im
}

// killBackup backs a library up to the same file again and again: what stands
// there is always a whole library.
func killBackup(t *testing.T, rng *rand.Rand) {
	path := filepath.Join(t.TempDir(), "library")
	lay(t, path, 40)
	before := contents(t, path)
	lines := start(t, []string{asCopier + "=" + path}).killAfter(1+rng.IntN(3), pause(rng, 20*time.Millisecond))
	if len(lines) == 0 {
		t.Fatal("no backup was made")
	}
	for _, file := range []string{path, path + ".backup"} {
		if got := contents(t, file); !slices.Equal(got, before) {
			t.Errorf("%s holds %v, want %v", filepath.Base(file), got, before)
		}
	}
}

func backUpForEver(ctx context.Context, path string) error {
	l, err := library.Open(path)
	if err != nil {
		return err
	}
	for {
		if err := l.Backup(ctx, path+".backup"); err != nil {
			return err
		}
		fmt.Println("done")
	}
}

// killMigration kills the program while it brings a library of the first format
// up to date.
func killMigration(t *testing.T, rng *rand.Rand) {
	old := oldLibrary(t)
	path := filepath.Join(t.TempDir(), "library")
	must(t, os.WriteFile(path, old, 0o600))
	undisturbed := filepath.Join(t.TempDir(), "library")
	must(t, os.WriteFile(undisturbed, old, 0o600))

	began := time.Now()
	program(t, "trash", "--empty", "--library", undisturbed).killAfter(1, 0)
	whole := time.Since(began)
	program(t, "trash", "--empty", "--library", path).killAfter(0, time.Duration(float64(whole)*1.2*rng.Float64()))
	if got, want := contents(t, path), contents(t, undisturbed); !slices.Equal(got, want) {
		t.Errorf("the library holds %v, want %v", got, want)
	}
	list, err := library.Backups(path)
	must(t, err)
	for _, b := range list {
		must(t, sound(t, b.Path).Close())
	}
}

// oldLibrary is a library as the first version of the program wrote it.
func oldLibrary(t *testing.T) []byte {
	t.Helper()
	f, err := os.Open(filepath.Join("..", "..", "briefing", "library", "testdata", "format1.briefdesk.gz"))
	must(t, err)
	defer f.Close()
	z, err := gzip.NewReader(f)
	must(t, err)
	data, err := io.ReadAll(z)
	must(t, err)
	return data
}

// contents opens the library at path and lists what is in it.
func contents(t *testing.T, path string) (list []string) {
	t.Helper()
	l := sound(t, path)
	defer func() { must(t, l.Close()) }()
	c, _, err := l.ChangesSince(t.Context(), 0)
	must(t, err)
	for _, a := range c.Articles {
		_, err := l.Snapshot(t.Context(), a.Latest())
		must(t, err)
		list = append(list, fmt.Sprint("article ", a.ID, a.Title.Value))
	}
	for _, p := range c.Passages {
		list = append(list, fmt.Sprint("passage ", p.ID, p.Exact))
	}
	for _, id := range c.Briefings {
		b, err := l.Briefing(t.Context(), id)
		must(t, err)
		list = append(list, fmt.Sprint("briefing ", b))
	}
	if len(list) == 0 {
		t.Fatalf("there is nothing in %s", path)
	}
	return list
}
