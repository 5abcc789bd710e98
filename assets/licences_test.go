package assets_test

import (
	"cmp"
	"flag"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"briefdesk/assets"
)

var update = flag.Bool("update", false, "rewrite the licences of the modules")

const modulesFile = "Modules.txt"

// TestLinkedModulesAreLicensed holds the list of licences against what is
// linked: to ship a module without its licence is not allowed.
func TestLinkedModulesAreLicensed(t *testing.T) {
	modules := linked(t)
	if *update {
		var b strings.Builder
		b.WriteString("The Go modules linked into Briefdesk, and Go itself, with the licences of each.\n")
		for _, m := range modules {
			b.WriteString("\n---- " + m.path + "\n\n" + m.licence(t) + "\n")
		}
		if err := os.WriteFile(filepath.Join("licences", modulesFile), []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	all, err := fs.ReadFile(assets.Licences(), modulesFile)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range modules {
		if !strings.Contains(string(all), "\n---- "+m.path+"\n\n"+m.licence(t)) {
			t.Errorf("licences/%s lacks that of %s (go test ./assets -update adds it)", modulesFile, m.path)
		}
	}
}

type linkedModule struct{ path, dir string }

// linked are the modules in the program on any of its systems, and Go.
func linked(t *testing.T) []linkedModule {
	t.Helper()
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	modules := []linkedModule{{"Go", strings.TrimSpace(string(root))}}
	for _, system := range []string{"linux", "windows", "darwin"} {
		cmd := exec.Command("go", "list", "-deps", "-e", "-f", "{{with .Module}}{{if not .Main}}{{.Path}}\t{{.Dir}}{{end}}{{end}}", "briefdesk")
		cmd.Dir = ".."
		cmd.Env = append(os.Environ(), "CGO_ENABLED=1", "GOOS="+system, "GOARCH=amd64")
		out, err := cmd.Output()
		if err != nil {
			t.Fatalf("list the modules for %s: %v", system, err)
		}
		for line := range strings.Lines(string(out)) {
			if path, dir, ok := strings.Cut(strings.TrimSpace(line), "\t"); ok {
				modules = append(modules, linkedModule{path, dir})
			}
		}
	}
	slices.SortFunc(modules, func(a, b linkedModule) int { return cmp.Compare(a.path, b.path) })
	return slices.Compact(modules)
}

// licenceName matches what files about licences are called.
var licenceName = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|patents)(\.\w+)?$`)

// licence is the text of all files in the module that say how it may be used:
// some modules hold the work of others.
func (m linkedModule) licence(t *testing.T) string {
	t.Helper()
	var texts []string
	err := fs.WalkDir(os.DirFS(m.dir), ".", func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case e.IsDir() && slices.Contains(unshipped, e.Name()), m.path == "Go" && e.IsDir() && path != ".":
			return fs.SkipDir
		case e.IsDir() || !licenceName.MatchString(e.Name()):
			return nil
		}
		text, err := os.ReadFile(filepath.Join(m.dir, path))
		texts = append(texts, strings.TrimSpace(strings.ReplaceAll(string(text), "\r\n", "\n")))
		return err
	})
	if err != nil {
		t.Fatalf("%v (go mod download fetches the modules)", err)
	}
	if len(texts) == 0 {
		t.Errorf("%s has no licence", m.path)
	}
	slices.Sort(texts)
	return strings.Join(slices.Compact(texts), "\n\n")
}

// unshipped are the folders of modules that no program is linked with.
var unshipped = []string{"cmd", "examples", "testdata"}
