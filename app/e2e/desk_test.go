//go:build e2e

package e2e

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"briefdesk/assets"
)

// view is how a window is shown.
type view struct {
	width, height int     // in pixels
	scale         float64 // pixels a unit
	theme         int     // of the preferences: 1 light, 2 dark
}

// usual is the view of the stories.
var usual = view{1440, 900, 1, 1}

// desk is the real window on a display of its own, with a library of its own.
type desk struct {
	view
	t       *testing.T
	env     []string
	binary  string
	dir     string // where everything lies
	library string
	window  string // its number, for xdotool
	program *exec.Cmd
}

// patience bounds every wait for something to happen.
const patience = time.Minute

// need skips the test where a tool is missing.
func need(t *testing.T, tools ...string) {
	t.Helper()
	for _, tool := range tools {
		if _, err := exec.LookPath(tool); err != nil {
			t.Skipf("no %s here: the real window is not tested", tool)
		}
	}
}

// open starts a display and the window on it.
func open(t *testing.T, v view) *desk {
	d := prepare(t, v)
	d.start()
	return d
}

// prepare starts a display and sets up a home for the program.
func prepare(t *testing.T, v view) *desk {
	t.Helper()
	need(t, "Xvfb", "xdotool", "import", "pdftotext")
	binary := os.Getenv("BRIEFDESK_BINARY")
	if binary == "" {
		t.Skip("BRIEFDESK_BINARY names no program to test")
	}
	d := &desk{view: v, t: t, binary: binary, dir: t.TempDir()}
	d.library = filepath.Join(d.dir, "library")
	d.env = append(os.Environ(),
		"DISPLAY="+display(t, v), "LANG=en_GB.UTF-8", "LC_ALL=C.UTF-8", fmt.Sprintf("FYNE_SCALE=%g", v.scale),
		"HOME="+d.dir, "XDG_CONFIG_HOME="+filepath.Join(d.dir, "config"), "XDG_DATA_HOME="+filepath.Join(d.dir, "data"),
		"BRIEFDESK_LIBRARY="+d.library, "DBUS_SESSION_BUS_ADDRESS=unix:path=/nonexistent")
	d.prefer(map[string]any{"theme": v.theme})
	return d
}

// prefer writes preferences of the program, before it starts.
func (d *desk) prefer(values map[string]any) {
	d.t.Helper()
	file := filepath.Join(d.dir, "config", "fyne", "org.briefdesk.Briefdesk", "preferences.json")
	data, err := json.Marshal(values)
	if err == nil {
		err = os.MkdirAll(filepath.Dir(file), 0o700)
	}
	if err == nil {
		err = os.WriteFile(file, data, 0o600)
	}
	if err != nil {
		d.t.Fatal(err)
	}
}

// display starts an X server and returns its name; it ends with the test.
func display(t *testing.T, v view) string {
	t.Helper()
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	screen := fmt.Sprintf("%dx%dx24", v.width, v.height)
	server := exec.Command("Xvfb", "-displayfd", "3", "-screen", "0", screen, "+extension", "GLX", "-nolisten", "tcp")
	server.ExtraFiles = []*os.File{w}
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	w.Close()
	t.Cleanup(func() {
		server.Process.Kill()
		server.Wait()
	})
	var number [16]byte
	n, err := r.Read(number[:])
	if err != nil {
		t.Fatalf("Xvfb names no display: %v", err)
	}
	return ":" + strings.TrimSpace(string(number[:n]))
}

// start opens the window and waits until it is drawn.
func (d *desk) start() {
	d.t.Helper()
	d.program = exec.Command(d.binary)
	d.program.Env = d.env
	var stderr bytes.Buffer
	d.program.Stderr = &stderr
	if err := d.program.Start(); err != nil {
		d.t.Fatal(err)
	}
	d.t.Cleanup(func() {
		d.program.Process.Kill()
		d.program.Wait()
		if d.t.Failed() {
			d.t.Logf("the program said:\n%s", stderr.String())
		}
	})
	d.eventually("the window appears", func() bool {
		out, err := d.tool("xdotool", "search", "--onlyvisible", "--name", "Briefdesk")
		d.window = strings.TrimSpace(strings.Split(out, "\n")[0])
		return err == nil && d.window != ""
	})
	d.x("windowmove", d.window, "0", "0")
	d.x("windowsize", d.window, fmt.Sprint(d.width), fmt.Sprint(d.height))
	d.x("windowfocus", d.window)
}

func (d *desk) tool(name string, args ...string) (string, error) {
	cmd := exec.Command(name, args...)
	cmd.Env = d.env
	out, err := cmd.Output()
	return string(out), err
}

// x runs xdotool.
func (d *desk) x(args ...string) {
	d.t.Helper()
	if out, err := d.tool("xdotool", args...); err != nil {
		d.t.Fatalf("xdotool %v: %v %s", args, err, out)
	}
}

// keys presses keys, one after the other.
func (d *desk) keys(names ...string) {
	d.t.Helper()
	for _, name := range names {
		d.x("key", "--clearmodifiers", name)
	}
}

func (d *desk) typed(text string) {
	d.t.Helper()
	d.x("type", "--delay", "15", text)
}

func (d *desk) click(x, y int) {
	d.t.Helper()
	d.x("mousemove", fmt.Sprint(x), fmt.Sprint(y), "click", "1")
}

// drag moves the mouse with its button held, in steps that a person would make.
func (d *desk) drag(x1, y1, x2, y2 int) {
	d.t.Helper()
	d.x("mousemove", fmt.Sprint(x1), fmt.Sprint(y1), "mousedown", "1")
	for i := 1; i <= 8; i++ {
		d.x("mousemove", fmt.Sprint(x1+(x2-x1)*i/8), fmt.Sprint(y1+(y2-y1)*i/8), "sleep", "0.03")
	}
	d.x("mouseup", "1")
}

// eventually waits until something is so. The window works beside the test, so
// there is nothing to wait on but what can be seen from outside. Then it waits
// until the screen shows it.
func (d *desk) eventually(what string, so func() bool) {
	d.t.Helper()
	for deadline := time.Now().Add(patience); time.Now().Before(deadline); time.Sleep(100 * time.Millisecond) {
		if so() {
			d.settled()
			return
		}
	}
	d.shot("failed")
	d.t.Fatalf("in %v it never came to this: %s", patience, what)
}

// settled waits until the screen has come to rest: what is on the disk may be
// shown a frame later. A blinking caret is not waited for longer than a moment.
func (d *desk) settled() {
	d.t.Helper()
	before := ""
	for deadline := time.Now().Add(4 * time.Second); time.Now().Before(deadline); time.Sleep(250 * time.Millisecond) {
		now, err := d.tool("import", "-window", "root", "-depth", "8", "rgb:-")
		if err != nil {
			d.t.Fatalf("take a picture of the screen: %v", err)
		}
		if now == before {
			return
		}
		before = now
	}
}

// shot keeps a picture of the screen where BRIEFDESK_SHOTS names a folder.
func (d *desk) shot(name string) {
	if dir := os.Getenv("BRIEFDESK_SHOTS"); dir != "" {
		d.tool("import", "-window", "root", filepath.Join(dir, strings.ReplaceAll(d.t.Name(), "/", "-")+"-"+name+".png"))
	}
}

// list asks the command line what the library holds; it reads while the window
// has it open.
func (d *desk) list(command ...string) []map[string]any {
	d.t.Helper()
	out, err := d.tool(d.binary, append(command, "--json")...)
	if err != nil {
		return nil
	}
	var rows []map[string]any
	if err := json.Unmarshal([]byte(out), &rows); err != nil {
		d.t.Fatalf("%v: %v in %s", command, err, out)
	}
	return rows
}

// article writes the sample article to a file and returns its path.
func (d *desk) article() string {
	d.t.Helper()
	data, err := fs.ReadFile(assets.Samples(), "pakistan-us-counterterrorism-alliance.txt")
	if err != nil {
		d.t.Fatal(err)
	}
	text := strings.NewReplacer("Pakistan US Counterterrorism Alliance", "A Title of Its Own", "The cynicism", "The doubt").Replace(string(data))
	file := filepath.Join(d.dir, "article.txt")
	d.write(file, []byte(text))
	return file
}

// write writes a file and makes the folders that it lies in.
func (d *desk) write(file string, content []byte) {
	d.t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o700); err != nil {
		d.t.Fatal(err)
	}
	if err := os.WriteFile(file, content, 0o600); err != nil {
		d.t.Fatal(err)
	}
}

// note is the Markdown of the briefing that the window has made.
func (d *desk) note() string {
	d.t.Helper()
	rows := d.list("briefings")
	if len(rows) == 0 {
		return ""
	}
	out, err := d.tool(d.binary, "show", fmt.Sprint(rows[0]["id"]))
	if err != nil {
		return ""
	}
	return out
}
