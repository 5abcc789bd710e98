//go:build e2e

package e2e

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestHostileFiles imports a folder of files that were made to do harm, with
// good ones among them. The window answers all the while, what is good arrives,
// and of each of the others it is said what to do about it.
func TestHostileFiles(t *testing.T) {
	const promptly = 10 * time.Second // ample on a busy machine; a window that is held up answers never
	d := open(t, usual)
	d.firstStart()
	dir, files := filepath.Join(d.dir, "hostile"), hostileFiles(t)
	articles := len(d.list("articles"))
	for _, f := range files {
		d.write(filepath.Join(dir, f.name), f.content)
		if f.remedy == "" {
			articles++
		}
	}
	d.importFolder(dir)
	for len(d.list("articles")) < articles-1 { // but for the locked one
		if took := d.answer(); took > promptly {
			t.Fatalf("the window answers after %v", took)
		}
	}
	d.shot("reading")
	d.eventually("all files are read", d.rests)
	asked := d.middle()
	d.keys("Escape") // nobody knows the password of the sealed one
	d.typed(password)
	d.until("Return", func(now string) bool { return now != asked })
	d.settled()
	d.shot("result")
	said := d.copiedResult()
	for _, f := range files {
		_, of, listed := strings.Cut(said, f.name+": ")
		of, _, _ = strings.Cut(of, dir) // the next file
		imported := strings.HasPrefix(of, "Added")
		if !listed || !strings.Contains(of, f.remedy) || imported != (f.remedy == "") {
			t.Errorf("of %s it is said %q, want %q", f.name, of, f.remedy)
		}
	}
	if n := len(d.list("articles")); n != articles {
		t.Errorf("there are %d articles, want %d", n, articles)
	}
	for _, a := range d.list("articles") {
		if text, err := d.tool(d.binary, "show", fmt.Sprint(a["id"])); err != nil || strings.Contains(text, secret) {
			t.Errorf("%v holds what its readers do not see, or cannot be shown (%v)", a["title"], err)
		}
	}
}

// TestHostileFolder imports the folder that BRIEFDESK_HOSTILE names, and says
// how long the window took at most to answer.
func TestHostileFolder(t *testing.T) {
	dir := os.Getenv("BRIEFDESK_HOSTILE")
	if dir == "" {
		t.Skip("BRIEFDESK_HOSTILE names no folder of files")
	}
	d := open(t, usual)
	d.firstStart()
	d.importFolder(dir)
	var longest, sum time.Duration
	began, answers := time.Now(), 0
	for answers == 0 || !d.rests() { // what is asked in the end would hide the palette
		took := d.answer()
		longest, sum, answers = max(longest, took), sum+took, answers+1
	}
	t.Logf("%v; %d answers, %v each, %v at most; %d articles", time.Since(began).Round(time.Second), answers,
		(sum / time.Duration(answers)).Round(time.Millisecond), longest.Round(time.Millisecond), len(d.list("articles")))
	d.shot("read")
}

// importFolder begins to import a folder. The question which one has come before
// it is answered, and is gone in the end.
func (d *desk) importFolder(dir string) {
	d.t.Helper()
	calm := d.middle()
	d.until("ctrl+o", func(now string) bool { return now != calm })
	d.typed(dir)
	d.until("Return", func(now string) bool { return now == calm })
}

// answer opens the palette, closes it, and returns how long the slower of both
// took, pictures of the screen included.
func (d *desk) answer() time.Duration {
	d.t.Helper()
	without := d.middle()
	opens := d.until("ctrl+k", func(now string) bool { return now != without })
	closes := d.until("Escape", func(now string) bool { return now == without })
	return max(opens, closes)
}

// until presses a key and returns how long it took until the middle of the
// screen was so.
func (d *desk) until(key string, so func(middle string) bool) time.Duration {
	d.t.Helper()
	began := time.Now()
	d.keys(key)
	for !so(d.middle()) {
		if time.Since(began) > patience {
			d.shot("failed")
			d.t.Fatalf("the window has not answered to %s in %v", key, patience)
		}
	}
	return time.Since(began)
}

// middle is a picture of where the palette comes to be shown.
func (d *desk) middle() string {
	d.t.Helper()
	out, err := d.tool("import", "-window", "root", "-crop", "400x120+520+130", "-depth", "8", "rgb:-")
	if err != nil {
		d.t.Fatalf("take a picture of the screen: %v", err)
	}
	return out
}

// rests reports whether the program has no other at work for three seconds: it
// may take as long to file what another has read.
func (d *desk) rests() bool {
	d.t.Helper()
	for range 30 {
		lists, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/children", d.program.Process.Pid))
		if err != nil {
			d.t.Fatal(err)
		}
		for _, list := range lists {
			if workers, err := os.ReadFile(list); err == nil && len(workers) > 0 {
				return false
			}
		}
		time.Sleep(100 * time.Millisecond)
	}
	return true
}

// copiedResult copies the list of what became of the files, which is open, and
// pastes it into the briefing.
func (d *desk) copiedResult() string {
	d.t.Helper()
	d.click(788, 709) // Copy the List
	d.keys("Escape", "ctrl+shift+t", "ctrl+v")
	d.eventually("the list is in the briefing", func() bool { return strings.Contains(d.note(), "Not imported") })
	return d.note()
}
