package briefing_test

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "briefdesk"

// stages are the packages that a briefing goes through, this one included.
var stages = []string{
	"briefing", "briefing/importer", "briefing/fetch", "briefing/library", "briefing/search", "briefing/quote", "briefing/estimate",
	"briefing/marking", "briefing/template", "briefing/markdown", "briefing/manuscript", "briefing/layout", "briefing/pdf", "briefing/raster", "briefing/bundle",
	"briefing/lint", "briefing/export", "briefing/picture", "briefing/opc", "briefing/docx", "briefing/pattern", "briefing/refs",
}

// panes are the parts of the window. They never import one another.
var panes = []string{"app/shelf", "app/reader", "app/passages", "app/outline", "app/preview"}

// forPanes is what a pane may import. All but the first three serve as values.
var forPanes = []string{
	"app/session", "app/look", "briefing",
	"briefing/quote", "briefing/marking", "briefing/template", "briefing/search", "briefing/layout", "briefing/raster", "briefing/export",
}

// mayImport says, for each package of the module, which others of the module
// it may import. It is also the list of packages: there are no others.
var mayImport = map[string][]string{
	".":                   {"assets", "app", "app/cli", "app/locale", "briefing/importer"},
	"assets":              nil,
	"app":                 join([]string{"assets", "app/clipboard", "app/session", "app/look"}, panes, stages),
	"app/cli":             join([]string{"assets", "app/session"}, stages),
	"app/clipboard":       nil,
	"app/crash":           nil, // tests alone
	"app/e2e":             nil, // tests alone
	"app/locale":          nil,
	"app/look":            {"assets"},
	"app/outline":         forPanes,
	"app/passages":        forPanes,
	"app/preview":         forPanes,
	"app/reader":          forPanes,
	"app/session":         stages,
	"app/shelf":           forPanes,
	"briefing":            nil,
	"briefing/bundle":     {"briefing", "briefing/manuscript", "briefing/pattern", "briefing/picture", "briefing/quote"},
	"briefing/export":     without(stages, "briefing/fetch", "briefing/library", "briefing/refs", "briefing/search"),
	"briefing/estimate":   {"briefing", "briefing/quote"},
	"briefing/fetch":      {"briefing"},
	"briefing/docx":       {"briefing", "briefing/layout", "briefing/manuscript", "briefing/marking", "briefing/opc", "briefing/pattern", "briefing/quote"},
	"briefing/importer":   {"briefing", "briefing/importer/pdftext", "briefing/opc", "briefing/pattern"},
	"briefing/layout":     {"briefing", "briefing/manuscript", "briefing/marking"},
	"briefing/library":    {"briefing"},
	"briefing/lint":       {"briefing", "briefing/estimate", "briefing/manuscript", "briefing/pattern"},
	"briefing/manuscript": {"briefing", "briefing/estimate", "briefing/marking", "briefing/pattern", "briefing/quote", "briefing/template"},
	"briefing/markdown":   {"briefing", "briefing/marking", "briefing/pattern", "briefing/quote"},
	"briefing/marking":    {"briefing", "briefing/pattern"},
	"briefing/opc":        nil,
	"briefing/pattern":    nil,
	"briefing/pdf":        {"briefing/layout"},
	"briefing/picture":    {"briefing"},
	"briefing/quote":      {"briefing"},
	"briefing/raster":     {"briefing/layout"},
	"briefing/refs":       {"briefing", "briefing/pattern"},
	"briefing/search":     {"briefing"},
	"briefing/template":   {"briefing", "briefing/pattern"},

	"briefing/importer/pdftext": {"briefing", "briefing/pattern"},
	"briefing/pdf/pdftest":      nil, // for tests
	"briefing/pdf/peers":        nil, // a module of its own
}

// owners says who may import what is heavy, dangerous or needs a display. The
// first path that an import lies under counts.
var owners = []struct {
	path     string
	packages []string
}{
	{"fyne.io/fyne/v2/app", []string{"."}},
	{"fyne.io", join([]string{".", "app", "app/look"}, panes)},
	{"net/http", []string{"briefing/fetch"}},
	{"os/exec", []string{"briefing/importer"}},
	{"github.com/go-pdf/fpdf", []string{"briefing/pdf", "briefing/pdf/peers"}},
	{"github.com/klippa-app/go-pdfium", []string{"briefing/importer/pdftext"}},
	{"github.com/tetratelabs/wazero", []string{"briefing/importer/pdftext"}},
	{"github.com/ncruces/go-sqlite3", []string{"briefing/library"}},
	{"github.com/yuin/goldmark", []string{"briefing/importer", "briefing/markdown", "briefing/manuscript"}},
	{"github.com/goccy/go-yaml", []string{"briefing/markdown"}},
	{"github.com/sahilm/fuzzy", []string{"briefing/search"}},
	{"codeberg.org/readeck", []string{"briefing/importer"}},
	{"github.com/mmcdole/gofeed", []string{"briefing/importer"}},
	{"golang.org/x/net/html", []string{"briefing/importer", "briefing/refs"}},
	{"github.com/jezek/xgb", []string{"app/clipboard"}},
	{"golang.org/x/image", []string{"briefing/raster"}},
}

func join(lists ...[]string) []string { return slices.Concat(lists...) }

func without(list []string, names ...string) []string {
	return slices.DeleteFunc(slices.Clone(list), func(s string) bool { return slices.Contains(names, s) })
}

// TestImports holds the program to the two tables. Tests may import anything.
func TestImports(t *testing.T) {
	root := moduleRoot(t)
	for _, file := range sourceFiles(t, root) {
		pkg := path.Dir(file)
		if _, ok := mayImport[pkg]; !ok {
			t.Errorf("%s: the package %s is not in the table of imports", file, pkg)
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join(root, file), nil, parser.ImportsOnly)
		if err != nil {
			t.Errorf("read the imports: %v", err)
			continue
		}
		for _, spec := range parsed.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				t.Errorf("%s: %v", file, err)
			} else if why := refusal(pkg, imported); why != "" {
				t.Errorf("%s imports %s: %s", file, imported, why)
			}
		}
	}
}

func TestImportTablesRefuse(t *testing.T) {
	for _, c := range []struct {
		pkg, imported string
		allowed       bool
	}{
		{".", "fyne.io/fyne/v2/app", true},
		{"app", "fyne.io/fyne/v2/app", false},
		{"app", "fyne.io/fyne/v2/widget", true},
		{"app/session", "fyne.io/fyne/v2", false},
		{"app/reader", "briefdesk/app/outline", false},
		{"app/reader", "briefdesk/app/session", true},
		{"briefing", "briefdesk/briefing/quote", false},
		{"briefing/export", "briefdesk/briefing/library", false},
		{"briefing/pdf", "github.com/go-pdf/fpdf", true},
		{"briefing/layout", "github.com/go-pdf/fpdf", false},
		{"briefing/layout", "github.com/go-pdf/fpdfer", true}, // not under fpdf
		{"app/cli", "net/http/httptest", false},
	} {
		if why := refusal(c.pkg, c.imported); (why == "") != c.allowed {
			t.Errorf("%s imports %s: allowed is %v, want %v", c.pkg, c.imported, !c.allowed, c.allowed)
		}
	}
}

// refusal says why pkg may not import the package at a path, or nothing.
func refusal(pkg, imported string) string {
	if own, ok := strings.CutPrefix(imported, module+"/"); ok {
		if !slices.Contains(mayImport[pkg], own) {
			return fmt.Sprintf("the table lets %s import only %q", pkg, mayImport[pkg])
		}
		return ""
	}
	for _, o := range owners {
		if imported == o.path || strings.HasPrefix(imported, o.path+"/") {
			if !slices.Contains(o.packages, pkg) {
				return fmt.Sprintf("%s belongs to %q", o.path, o.packages)
			}
			return ""
		}
	}
	return ""
}

// moduleRoot is the folder of go.mod.
func moduleRoot(t *testing.T) string {
	t.Helper()
	dir, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	for {
		if _, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			t.Fatal("no go.mod above the test")
		}
		dir = up
	}
}

// sourceFiles are the Go files below root that are no tests, with slashes.
func sourceFiles(t *testing.T, root string) []string {
	t.Helper()
	var files []string
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, entry fs.DirEntry, err error) error {
		switch base := path.Base(name); {
		case err != nil:
			return err
		case entry.IsDir() && name != "." && (base[0] == '.' || base[0] == '_' || base == "testdata" || base == "vendor"):
			return fs.SkipDir
		case !entry.IsDir() && strings.HasSuffix(name, ".go") && !strings.HasSuffix(name, "_test.go"):
			files = append(files, name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}
