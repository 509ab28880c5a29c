package main_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// layer is a row of the allow-list: the packages that match from may import,
// of ours, what matches one of to. "*" stands for one folder, "**" for any.
type layer struct {
	from string
	to   []string
}

func layers() []layer {
	base := []string{
		"app/web", "app/api", "app/actor", "app/fault", "app/event", "app/tenant", "app/session", "app/outbound",
		"app/vault", "app/password", "app/rule",
		"models", "models/store", "connectors", "locales",
	}
	views := []string{"views/layout", "views/component", "views/icon", "views/href"}
	feature := func(area ...string) []string { return slices.Concat(base, views, area) }
	endpoint := []string{
		"app/oidc/protocol", "app/oidc/client", "app/oidc/request", "app/oidc/interaction", "app/oidc/issue",
		"app/oidc/keys", "app/oidc/wire",
	}
	return []layer{
		{"models", nil},
		{"models/migrations", nil},
		{"models/store", []string{"models", "models/migrations"}},
		{"models/store/storetest", []string{"models", "models/store", "models/migrations"}},
		{"locales", nil},
		{"static", nil},
		{"views/href", nil},
		{"views/icon", nil},
		{"views/component", []string{"views/icon", "views/href", "models", "locales", "static"}},
		{"views/layout", []string{"views/component", "views/icon", "views/href", "models", "locales", "static"}},
		{"views/viewtest", slices.Concat(views, []string{"models", "locales", "static"})},
		// Users and applications show the audit log's rows on tabs of their own, and
		// these two their organizations as well.
		{"views/console/user", slices.Concat(views, []string{"views/console/log", "views/console/organization", "models", "locales", "static"})},
		{"views/console/application", slices.Concat(views, []string{"views/console/log", "views/console/organization", "models", "locales", "static"})},
		{"views/console/*", slices.Concat(views, []string{"views/console/log", "models", "locales", "static"})},
		{"views/*", slices.Concat(views, []string{"models", "locales", "static"})},
		{"fixtures", []string{"models", "models/store"}},
		{"app/fault", nil},
		{"app/actor", nil},
		{"app/api", []string{"app/actor", "app/fault", "app/tenant", "app/web", "models", "models/store", "locales"}},
		{"app/outbound", []string{"app/fault"}},
		{"app/vault", []string{"app/fault"}},
		{"app/password", []string{"app/fault"}},
		{"app/rule", []string{"app/fault", "models/store"}},
		{"app/tenant", []string{"models", "models/store", "app/fault"}},
		{"app/event", []string{"models", "models/store", "app/fault"}},
		{"app/session", []string{"models", "models/store", "app/fault", "app/tenant", "app/event"}},
		{"app/web", slices.Concat(views, []string{"app/actor", "app/fault", "app/tenant", "models", "locales"})},
		{"app/config", nil},
		{"app/oidc/protocol", nil},
		{"app/oidc/wire", []string{"app/oidc/protocol", "app/tenant", "models", "models/store"}},
		{"app/oidc/keys", feature("app/oidc/protocol", "app/oidc/wire", "views/console/key")},
		{"app/oidc/client", feature("app/oidc/protocol", "app/oidc/wire")},
		{"app/oidc/request", feature("app/oidc/protocol")},
		{"app/oidc/issue", feature("app/oidc/protocol", "app/oidc/request")},
		{"app/oidc/interaction", feature("app/oidc/protocol", "app/oidc/request")},
		{"app/oidc/oidctest", []string{"app/server", "app/config", "app/application", "app/event", "app/user", "app/vault", "app/oidc/keys", "fixtures", "models", "models/store", "models/store/storetest"}},
		{"app/oidc/*", slices.Concat(feature("views/experience"), endpoint)},
		{"app/server", []string{"app/**", "views/**", "models", "models/store", "locales", "static", "fixtures", "connectors", "connectors/**"}},
		{"app/command", []string{"app/server", "app/config", "fixtures", "app/*", "models", "models/store", "locales"}},
		{"app/e2e", []string{"app/server", "app/config", "fixtures", "models", "models/store", "models/store/storetest"}},
		{"app/bench", nil},
		{"app", []string{"app/command"}},
		{"app/audit", feature("views/console/log")},
		{"app/console", feature("views/console/start")},
		{"app/tenancy", feature("views/console/tenant")},
		// The invitations of an organization are a tab of its pages.
		{"app/invitation", feature("views/invitation", "views/console/organization")},
		// Kinds of connectors know what all of them have in common.
		{"connectors", nil},
		{"connectors/*", []string{"connectors"}},
		{"app/user", feature("views/console/user", "views/console/log", "views/console/organization")},
		{"app/application", feature("views/console/application", "views/console/log", "views/console/organization")},
		{"app/*", feature("views/$", "views/console/$", "views/console/log")},
	}
}

// surfaces are the files of a feature that may know HTTP and pages.
func isSurface(file string) bool {
	name := path.Base(file)
	for _, prefix := range []string{"console", "api", "experience", "handler"} {
		if strings.HasPrefix(name, prefix) {
			return true
		}
	}
	return false
}

func TestLayers(t *testing.T) {
	for file, imports := range ownImports(t) {
		dir := path.Dir(file)
		allowed, found := rowOf(dir)
		if !found {
			t.Errorf("%s: no row of the allow-list fits %s", file, dir)
			continue
		}
		if strings.HasSuffix(file, "_test.go") {
			allowed = slices.Concat(allowed, []string{dir, "fixtures", "app/oidc/oidctest", "models/store/storetest", "views/viewtest"})
		}
		for _, imported := range imports {
			if !matchesAny(allowed, imported, dir) {
				t.Errorf("%s may not import %s", file, imported)
			}
		}
	}
}

// Inside a feature only its surface knows Fiber, app/web and the pages.
func TestSurfaces(t *testing.T) {
	for file, imports := range allImports(t) {
		if !isFeature(path.Dir(file)) || isSurface(file) || strings.HasSuffix(file, "_test.go") {
			continue
		}
		for _, imported := range imports {
			if imported == "portico/app/api" || strings.HasPrefix(imported, "github.com/gofiber/") || imported == "portico/app/web" || strings.HasPrefix(imported, "portico/views/") {
				t.Errorf("%s imports %s: only handler*.go, console*.go, api*.go and experience*.go may", file, imported)
			}
		}
	}
}

// isFeature tells the packages of a noun from the edges and from what they stand on.
func isFeature(dir string) bool {
	others := []string{"app/web", "app/api", "app/server", "app/command", "app/config", "app/e2e", "app/bench", "app/rule"}
	isOwn, _ := path.Match("app/*", dir)
	return dir == "app/oidc/keys" || isOwn && !slices.Contains(others, dir)
}

// The database's driver is known in one place.
func TestOnlyTheStoreKnowsGORM(t *testing.T) {
	for file, imports := range allImports(t) {
		for _, imported := range imports {
			if strings.HasPrefix(imported, "gorm.io/") && !strings.HasPrefix(file, "models/store/") {
				t.Errorf("%s imports %s", file, imported)
			}
		}
	}
}

func rowOf(dir string) ([]string, bool) {
	for _, row := range layers() {
		if matches(row.from, dir) {
			return row.to, true
		}
	}
	return nil, false
}

func matchesAny(patterns []string, imported, dir string) bool {
	return slices.ContainsFunc(patterns, func(pattern string) bool {
		// "$" is the package's own name: a feature's pages are in views/<feature>.
		return matches(strings.ReplaceAll(pattern, "$", path.Base(dir)), imported)
	})
}

func matches(pattern, name string) bool {
	if prefix, isDeep := strings.CutSuffix(pattern, "/**"); isDeep {
		return strings.HasPrefix(name, prefix+"/")
	}
	ok, err := path.Match(pattern, name)
	return err == nil && ok
}

// ownImports lists what each file imports of ours, without the module's name.
func ownImports(t *testing.T) map[string][]string {
	t.Helper()
	own := map[string][]string{}
	for file, imports := range allImports(t) {
		own[file] = nil
		for _, imported := range imports {
			if name, isOwn := strings.CutPrefix(imported, "portico/"); isOwn {
				own[file] = append(own[file], name)
			}
		}
	}
	return own
}

// allImports reads the imports of every Go file of the repository.
func allImports(t *testing.T) map[string][]string {
	t.Helper()
	const root = ".."
	found := map[string][]string{}
	err := filepath.WalkDir(root, func(file string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && file != root && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "node_modules") {
			return filepath.SkipDir
		}
		if entry.IsDir() || !strings.HasSuffix(file, ".go") {
			return nil
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		name := strings.TrimPrefix(filepath.ToSlash(file), root+"/")
		found[name] = []string{}
		for _, spec := range parsed.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			found[name] = append(found[name], imported)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(found) < 100 {
		t.Fatalf("only %d Go files found", len(found))
	}
	return found
}
