//go:build e2e

package e2e

import (
	"os"
	"path/filepath"
	"testing"
)

// TestNothingIsLost deletes a passage, brings it back from the trash, damages
// the file of the library and goes back to the backup of the day.
func TestNothingIsLost(t *testing.T) {
	d := open(t, usual)
	d.firstStart()
	d.trashed()
	d.keys("ctrl+shift+Delete")
	d.settled()
	d.shot("trash")
	d.keys("Return") // restores what is picked: the newest
	d.eventually("the passage is back", func() bool { return len(d.list("passages")) == 4 })
	d.keys("Escape")
	d.quit()
	d.start()
	d.eventually("there is a backup of the day", func() bool { return len(d.backups()) == 1 })
	d.quit()
	d.damage()
	d.start()
	d.settled()
	d.shot("damaged")
	d.keys("Return") // restores the backup, which has the keyboard
	d.eventually("the library is whole again", func() bool { return len(d.list("articles")) == 1 })
	d.shot("restored")
	kept, err := filepath.Glob(d.library + "-before-restore-*")
	if err != nil || len(kept) == 0 {
		t.Errorf("what was damaged is kept as %v, %v", kept, err)
	}
}

// trashed deletes the first passage of the list, which a briefing quotes.
func (d *desk) trashed() {
	d.t.Helper()
	d.keys("ctrl+2", "Home", "Delete")
	d.settled()
	d.keys("Tab", "Return") // not Cancel, which has the keyboard
	d.eventually("the passage is in the trash", func() bool { return len(d.list("passages")) == 3 })
}

// quit ends the program as a failing machine does: what was said to be saved is.
func (d *desk) quit() {
	d.t.Helper()
	d.program.Process.Kill()
	d.program.Wait()
}

func (d *desk) backups() []string {
	files, err := filepath.Glob(d.library + "-backups/*.briefdesk")
	if err != nil {
		d.t.Fatal(err)
	}
	return files
}

// damage overwrites the beginning of the library's file, but for its header.
func (d *desk) damage() {
	d.t.Helper()
	for _, suffix := range []string{"-wal", "-shm"} {
		os.Remove(d.library + suffix)
	}
	f, err := os.OpenFile(d.library, os.O_WRONLY, 0)
	if err == nil {
		_, err = f.WriteAt(make([]byte, 8192), 100)
	}
	if err != nil {
		d.t.Fatal(err)
	}
	f.Close()
}
