//go:build e2e

package e2e_test

import (
	"encoding/json"
	"html/template"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// singlePage is an application on another origin, with a client bundled from its package.
var singlePage = template.Must(template.New("").Parse(`<!doctype html><html lang="en"><title>App</title><link rel="icon" href="data:,">
<button id="sign-in">Sign in</button><button id="refresh">Refresh</button><button id="sign-out">Sign out</button>
<pre id="result"></pre><script id="settings" type="application/json">{{.}}</script>
<script type="module" src="/bundle.js"></script>`))

func TestClientLogtoBrowser(t *testing.T) {
	t.Parallel()
	needNode(t)
	s := sharedSite(t)
	origin := s.serveSinglePage(t, "Logto Browser", "logto_browser.mjs")

	b := newTab(t, s, origin)
	b.open(origin)
	b.see("[data-state=signed-out]")
	b.click("#sign-in")
	b.click("#register-link")
	b.register("tom_spa", password)
	first := b.result("signed-in")
	if first.Userinfo.Username != "tom_spa" || first.Userinfo.Sub != first.Sub || first.RefreshToken == "" {
		t.Errorf("the client got %+v, want userinfo of tom_spa and a refresh token", first)
	}
	b.click("#refresh")
	second := b.result("refreshed")
	if second.AccessToken == first.AccessToken || second.RefreshToken == first.RefreshToken || second.Sub != first.Sub {
		t.Errorf("the refresh changed %+v to %+v, want other tokens of the same person", first, second)
	}
	b.click("#sign-out")
	b.see("[data-state=signed-out]")
	if got := b.location(); got != origin+"/bye" {
		t.Errorf("the sign-out ended at %s, want %s/bye", got, origin)
	}
	b.click("#sign-in")
	b.see("#sign-in-form") // the session has ended as well
}

// serveSinglePage bundles a script with its packages, serves it as a single-page
// application, registers that and returns its origin.
func (s *site) serveSinglePage(t *testing.T, name, script string) string {
	t.Helper()
	var app application
	bundle := bundle(t, script)
	mux := http.NewServeMux()
	mux.HandleFunc("/bundle.js", func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, bundle) })
	mux.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		_ = singlePage.Execute(w, settings{Endpoint: s.url, ID: app.ID})
	})
	origin := newOrigin(t, mux)
	app = s.addApplication(t, name, "SPA", origin+"/callback", "--post-logout-redirect-uri", origin+"/bye")
	return origin
}

// person is what the application in the browser knows about the user.
type person struct {
	Sub      string `json:"sub"`
	Userinfo struct {
		Sub      string `json:"sub"`
		Username string `json:"username"`
	} `json:"userinfo"`
	AccessToken  string `json:"accessToken"`
	RefreshToken string `json:"refreshToken"`
}

// result waits for a state of the application and reads what it shows.
func (b *tab) result(state string) person { b.t.Helper(); return resultOf[person](b, state) }

func resultOf[T any](b *tab, state string) T {
	b.t.Helper()
	b.see("[data-state=" + state + "], [data-state=failed]")
	var result T
	if err := json.Unmarshal([]byte(b.text("[data-state="+state+"]")), &result); err != nil {
		b.t.Fatalf("read what the application shows: %v", err)
	}
	return result
}

// bundle bundles a script and its packages into one file.
func bundle(t *testing.T, script string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "bundle.js")
	cmd := exec.CommandContext(t.Context(), filepath.Join("node_modules", ".bin", "esbuild"),
		script, "--bundle", "--format=esm", "--outfile="+out, "--log-level=warning")
	cmd.Dir, cmd.Env = filepath.Join(clientsFolder, "node"), os.Environ()
	if output, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("bundle %s: %v\n%s", script, err, output)
	}
	return out
}
