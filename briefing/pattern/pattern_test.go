package pattern_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"briefdesk/briefing/pattern"
)

func TestPatternIsCompiledWhenItIsUsed(t *testing.T) {
	if p := pattern.New(`^(\d+) pages?$`); !p.MatchString("10 pages") || p.MatchString("ten pages") {
		t.Error("the pattern does not match what it says")
	}
	broken := pattern.New(`(`)
	defer func() {
		if recover() == nil {
			t.Error("what is no pattern can be used")
		}
	}()
	broken.MatchString("(")
}

// TestPatternsCompile finds the patterns in the source, since a bad one would
// show only when it is first used.
func TestPatternsCompile(t *testing.T) {
	n := 0
	err := fs.WalkDir(os.DirFS(".."), ".", func(path string, e fs.DirEntry, err error) error {
		if err != nil || filepath.Ext(path) != ".go" || strings.HasSuffix(path, "_test.go") {
			return err
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", path), nil, 0)
		if err != nil {
			return err
		}
		ast.Inspect(parsed, func(node ast.Node) bool {
			if expr, ok := patternIn(node); ok {
				if _, err := regexp.Compile(expr); err != nil {
					t.Errorf("%s: %v", path, err)
				}
				n++
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if n < 150 {
		t.Errorf("only %d patterns were found", n)
	}
}

// patternIn is the expression of a call that makes a pattern: New of this package,
// or rule, with which the importer makes those of notices.
func patternIn(node ast.Node) (expr string, ok bool) {
	call, ok := node.(*ast.CallExpr)
	if !ok || len(call.Args) == 0 {
		return "", false
	}
	name := ""
	switch called := call.Fun.(type) {
	case *ast.Ident:
		name = called.Name
	case *ast.SelectorExpr:
		if of, ok := called.X.(*ast.Ident); ok {
			name = of.Name + "." + called.Sel.Name
		}
	}
	last, ok := call.Args[len(call.Args)-1].(*ast.BasicLit)
	if !ok || last.Kind != token.STRING || name != "pattern.New" && name != "rule" {
		return "", false
	}
	expr, err := strconv.Unquote(last.Value)
	return expr, err == nil
}
