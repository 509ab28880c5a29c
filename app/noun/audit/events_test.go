package audit_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	view "portico/views/console/log"
)

// The log's filter offers every event, in exactly one group.
func TestEveryEventIsInOneGroup(t *testing.T) {
	var listed []string
	for _, group := range view.EventGroups() {
		for _, e := range group.Events {
			listed = append(listed, e.Key)
		}
	}
	slices.Sort(listed)
	if diff := cmp.Diff(declared(t), listed); diff != "" {
		t.Errorf("keys that are declared (-) and listed (+): %s", diff)
	}
}

// declared returns the values of the untyped constants in app/ground/event.
func declared(t *testing.T) []string {
	t.Helper()
	files, err := filepath.Glob("../../ground/event/*.go")
	if err != nil {
		t.Fatal(err)
	}
	var keys []string
	for _, file := range files {
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		ast.Inspect(parsed, func(node ast.Node) bool {
			constant, isValue := node.(*ast.ValueSpec)
			if isValue && constant.Type == nil && len(constant.Values) == 1 {
				if literal, isLiteral := constant.Values[0].(*ast.BasicLit); isLiteral && literal.Kind == token.STRING {
					key, err := strconv.Unquote(literal.Value)
					if err != nil {
						t.Fatal(err)
					}
					keys = append(keys, key)
				}
			}
			return true
		})
	}
	slices.Sort(keys)
	return keys
}
