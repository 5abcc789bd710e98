package importer_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"regexp"
	"strconv"
	"testing"
)

// TestPatternsCompile finds the patterns in the source, since a bad one would
// show only when it is first used.
func TestPatternsCompile(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, file := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(parsed, func(node ast.Node) bool {
			call, ok := node.(*ast.CallExpr)
			if !ok || len(call.Args) == 0 {
				return true
			}
			name, isName := call.Fun.(*ast.Ident)
			last, isText := call.Args[len(call.Args)-1].(*ast.BasicLit)
			if !isName || name.Name != "compile" && name.Name != "rule" || !isText {
				return true
			}
			expr, err := strconv.Unquote(last.Value)
			if err == nil {
				_, err = regexp.Compile(expr)
			}
			if err != nil {
				t.Errorf("%s: %v", file, err)
			}
			n++
			return true
		})
	}
	if n < 50 {
		t.Errorf("only %d patterns were found", n)
	}
}
