package main_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// layer is a row of the allow-list: packages that match from may import our packages
// that match one of to. "*" stands for one folder, "**" for any number.
type layer struct {
	from string
	to   []string
}

func layers() []layer {
	ground := []string{"app/ground/*", "models", "models/store", "connectors", "locales"}
	edges := []string{"app/edge/web", "app/edge/api"}
	views := []string{"views/layout", "views/component", "views/icon", "views/href"}
	shown := slices.Concat(views, []string{"models", "locales", "static"})
	feature := func(area ...string) []string { return slices.Concat(ground, edges, views, []string{"app/noun"}, area) }
	return slices.Concat([]layer{
		// What everything else is built on.
		{"models", nil},
		{"models/migrations", nil},
		{"models/store", []string{"models", "models/migrations"}},
		{"models/store/storetest", []string{"models", "models/store", "models/migrations"}},
		{"locales", nil},
		{"static", nil},
		{"fixtures", []string{"models", "models/store"}},
		{"app/ground/fault", nil},
		{"app/ground/actor", nil},
		{"app/ground/outbound", []string{"app/ground/fault"}},
		{"app/ground/vault", []string{"app/ground/fault"}},
		{"app/ground/password", []string{"app/ground/fault"}},
		{"app/ground/rule", []string{"app/ground/fault", "models/store"}},
		{"app/ground/tenant", []string{"models", "models/store", "app/ground/fault"}},
		{"app/ground/event", []string{"models", "models/store", "app/ground/fault"}},
		{"app/ground/sentinel", []string{"models", "models/store", "app/ground/fault"}},
		{"app/ground/session", []string{"models", "models/store", "app/ground/fault", "app/ground/tenant", "app/ground/event"}},
		{"app/ground/script", []string{"app/ground/outbound"}},
		{"app/ground/script/worker", []string{"app/ground/script", "app/ground/outbound"}},
		{"app/ground/permission", []string{"models", "models/store", "app/ground/tenant"}},
		// Connectors import what they have in common.
		{"connectors", nil},
		{"connectors/*", []string{"connectors"}},

		// Pages.
		{"views/href", nil},
		{"views/icon", nil},
		{"views/component", []string{"views/icon", "views/href", "models", "locales", "static"}},
		{"views/layout", []string{"views/component", "views/icon", "views/href", "models", "locales", "static"}},
		{"views/viewtest", shown},
		{"views/console/*", shown},
		// An account shows what was consented to as the consent page did.
		{"views/account", slices.Concat(shown, []string{"views/consent"})},
		{"views/*", shown},

		// Edges.
		{"app/edge/web", slices.Concat(views, []string{"app/ground/actor", "app/ground/fault", "app/ground/tenant", "models", "models/store", "locales"})},
		// The Management API gets the protocol's error for an invalid token.
		{"app/edge/api", []string{"app/oidc/protocol", "app/ground/actor", "app/ground/fault", "app/ground/tenant", "app/edge/web", "models", "models/store", "locales"}},
		// Metrics listen to events.
		{"app/edge/metrics", []string{"app/ground/event", "models", "models/store"}},
		{"app/edge/wire", []string{"app/oidc/protocol", "app/ground/tenant", "models", "models/store"}},
	}, protocol(feature), []layer{
		// What people see during a sign-in, and the console's frame.
		{"app/page/console", feature("views/console/start")},
		{"app/page/*", feature("views/$")},

		// Nouns, and their shared frame.
		// Who may control a machine that holds the Management API depends on the actor.
		{"app/noun", []string{"app/ground/actor", "app/ground/event", "app/ground/fault", "app/ground/rule", "models", "models/store"}},
		{"app/noun/audit", feature("views/console/log")},
		{"app/noun/organizationrole", feature("views/console/organizationrole")},
		// The invitations of an organization are a tab of its pages.
		{"app/noun/invitation", feature("views/invitation", "views/console/organization")},
		// What a third-party application may ask for, and its branding, are tabs of the
		// application's pages.
		{"app/noun/thirdparty", feature("views/console/application")},
		// A user's permissions explained, and the sessions, are tabs of the user's pages.
		{"app/noun/explanation", feature("views/console/user")},
		{"app/noun/session", feature("views/console/user")},
		// Consents are a tab of users and of applications.
		{"app/noun/consent", feature("views/console/user", "views/console/application")},
		{"app/noun/user", feature("views/console/user")},
		{"app/noun/*", feature("views/console/$")},

		// The program, its measurements and its scenarios.
		{"app/config", nil},
		{"app/server", []string{"app/**", "views/**", "models", "models/store", "locales", "static", "fixtures", "connectors", "connectors/**"}},
		{"app/server/servertest", []string{"app/server", "app/config", "app/noun/application", "app/noun/secret", "app/noun/user", "app/ground/script/worker", "app/ground/vault", "app/oidc/keys", "fixtures", "models", "models/store", "models/store/storetest"}},
		{"app/command", []string{"app/server", "app/config", "fixtures", "app/noun/*", "app/ground/*", "app/ground/script/worker", "app/oidc/keys", "models", "models/store", "locales"}},
		{"app/e2e", []string{"app/server", "app/config", "fixtures", "models", "models/store", "models/store/storetest"}},
		{"app/bench", nil},
		{"app", []string{"app/command"}},
	})
}

// protocol returns the rows of the OpenID Connect core.
func protocol(feature func(area ...string) []string) []layer {
	endpoint := []string{
		"app/oidc/protocol", "app/oidc/client", "app/oidc/request", "app/oidc/interaction", "app/oidc/issue",
		"app/oidc/keys", "app/edge/wire",
	}
	return []layer{
		{"app/oidc", nil},
		{"app/oidc/protocol", nil},
		{"app/oidc/keys", []string{"app/ground/*", "app/oidc/protocol", "app/edge/wire", "models", "models/store"}},
		{"app/oidc/client", feature("app/oidc/protocol", "app/edge/wire")},
		{"app/oidc/request", feature("app/oidc/protocol")},
		{"app/oidc/issue", feature("app/oidc/protocol", "app/oidc/request")},
		{"app/oidc/interaction", feature("app/oidc/protocol", "app/oidc/request")},
		{"app/oidc/*", slices.Concat(feature("views/experience"), endpoint)},
	}
}

// isSurface reports whether a file of a feature may use HTTP and pages.
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
			t.Errorf("%s: no row of the allow-list matches %s", file, dir)
			continue
		}
		if strings.HasSuffix(file, "_test.go") {
			allowed = slices.Concat(allowed, []string{dir, "fixtures", "app/server/servertest", "models/store/storetest", "views/viewtest"})
		}
		for _, imported := range imports {
			if !matchesAny(allowed, imported, dir) {
				t.Errorf("%s may not import %s", file, imported)
			}
		}
	}
}

// Only the surface of a feature uses Fiber, the edges and the pages.
func TestSurfaces(t *testing.T) {
	for file, imports := range allImports(t) {
		if !isFeature(path.Dir(file)) || isSurface(file) || strings.HasSuffix(file, "_test.go") {
			continue
		}
		for _, imported := range imports {
			if imported == "portico/app/edge/api" || strings.HasPrefix(imported, "github.com/gofiber/") || imported == "portico/app/edge/web" || strings.HasPrefix(imported, "portico/views/") {
				t.Errorf("%s imports %s: only handler*.go, console*.go, api*.go and experience*.go may", file, imported)
			}
		}
	}
}

// Services know no requests, pages or bodies: none of their signatures, nor any outside
// the surfaces, has a type of HTTP, the edges or the views.
func TestSignatures(t *testing.T) {
	seen := 0
	for _, file := range slices.Sorted(maps.Keys(allImports(t))) {
		if !isFeature(path.Dir(file)) || strings.HasSuffix(file, "_test.go") {
			continue
		}
		parsed, err := parser.ParseFile(token.NewFileSet(), filepath.Join("..", file), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		for _, broken := range outwardSignatures(parsed, isSurface(file)) {
			t.Errorf("%s: %s", file, broken)
		}
		seen++
	}
	if seen < 50 {
		t.Fatalf("only %d files read", seen)
	}
}

// The check of signatures finds violations.
func TestSignaturesAreRead(t *testing.T) {
	const head = "package x\nimport (\n\"context\"\n\"github.com/gofiber/fiber/v2\"\n\"portico/app/edge/api\"\nview \"portico/views/console/x\"\n)\n"
	for source, want := range map[string]struct{ inSurface, inside int }{
		"func (s *Service) Create(ctx context.Context) error { return nil }":        {0, 0},
		"func (s *Service) Show(c *fiber.Ctx) error { return nil }":                 {1, 1},
		"func (s Service) list(in []view.Props) {}":                                 {1, 1},
		"func (s *Service) run() (func(map[string]*api.Page) error) { return nil }": {1, 1},
		"func (h *Console) show(c *fiber.Ctx) error { return nil }":                 {0, 1},
		"func help(c *fiber.Ctx) {}":                                                {0, 1},
	} {
		parsed, err := parser.ParseFile(token.NewFileSet(), "x.go", head+source, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		if got := len(outwardSignatures(parsed, true)); got != want.inSurface {
			t.Errorf("%s: %d in a surface", source, got)
		}
		if got := len(outwardSignatures(parsed, false)); got != want.inside {
			t.Errorf("%s: %d inside", source, got)
		}
	}
}

// outwardSignatures lists the functions of a file whose signatures use a forbidden type;
// in a surface only methods of Service are checked.
func outwardSignatures(file *ast.File, isSurface bool) []string {
	outward := map[string]bool{}
	for _, spec := range file.Imports {
		imported, _ := strconv.Unquote(spec.Path.Value)
		if isOutward(imported) {
			outward[nameOf(spec, imported)] = true
		}
	}
	var broken []string
	for _, declared := range file.Decls {
		function, ok := declared.(*ast.FuncDecl)
		if !ok || isSurface && receiverOf(function) != "Service" {
			continue
		}
		ast.Inspect(function.Type, func(node ast.Node) bool {
			selector, ok := node.(*ast.SelectorExpr)
			if !ok {
				return true
			}
			if from, ok := selector.X.(*ast.Ident); ok && outward[from.Name] {
				broken = append(broken, function.Name.Name+" has "+from.Name+"."+selector.Sel.Name+" in its signature")
			}
			return true
		})
	}
	return broken
}

// isOutward reports whether a package is for HTTP, an edge or a view.
func isOutward(imported string) bool {
	for _, prefix := range []string{
		"github.com/gofiber/", "github.com/danielgtaylor/huma/", "github.com/a-h/templ", "portico/app/edge/web",
		"portico/app/edge/api", "portico/views/",
	} {
		if strings.HasPrefix(imported, prefix) {
			return true
		}
	}
	return false
}

// nameOf returns the name of a package in a file.
func nameOf(spec *ast.ImportSpec, imported string) string {
	if spec.Name != nil {
		return spec.Name.Name
	}
	name := path.Base(imported)
	if len(name) > 1 && name[0] == 'v' && strings.Trim(name[1:], "0123456789") == "" {
		return path.Base(path.Dir(imported))
	}
	return name
}

// receiverOf returns the receiver's type of a method, "" for a function.
func receiverOf(function *ast.FuncDecl) string {
	if function.Recv == nil {
		return ""
	}
	of := function.Recv.List[0].Type
	if pointer, ok := of.(*ast.StarExpr); ok {
		of = pointer.X
	}
	if name, ok := of.(*ast.Ident); ok {
		return name.Name
	}
	return ""
}

// isFeature reports whether a folder is a noun, a page or part of the ground.
func isFeature(dir string) bool {
	for _, pattern := range []string{"app/noun/*", "app/page/*", "app/ground/*", "app/oidc/keys"} {
		if matches(pattern, dir) {
			return true
		}
	}
	return false
}

// Only the store knows the database library.
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
		// "$" stands for the package's own name: a feature's pages are in views/<feature>.
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

// ownImports maps files to their imports from this module, without the module's name.
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
