package application_test

import (
	"errors"
	"net/url"
	"strings"
	"testing"

	"portico/app/ground/fault"
	"portico/app/noun/application"
	"portico/models"
)

// A redirect URI is registered in full and unambiguous (RFC 9700, sections 2.1
// and 4.1; RFC 8252, sections 7 and 8.4).
func TestRedirectURIs(t *testing.T) {
	tests := []struct{ name, uri, says string }{
		{"https", "https://app.example.com/cb", ""},
		{"https without a path", "https://app.example.com", ""},
		{"https with a port and a query", "https://app.example.com:8443/cb?tenant=a&x=%20", ""},
		{"https scheme in capitals", "HTTPS://app.example.com/cb", ""},
		{"https on an address", "https://[2001:db8::1]/cb", ""},
		{"http on localhost", "http://localhost:3000/cb", ""},
		{"http on LOCALHOST", "http://LOCALHOST/cb", ""},
		{"http on 127.0.0.1", "http://127.0.0.1/cb", ""},
		{"http on [::1]", "http://[::1]:8080/cb", ""},
		{"private scheme with a path", "com.example.app:/callback", ""},
		{"private scheme with a host", "io.example.app://callback", ""},
		{"scheme without a period", "myapp://callback", ""},
		{"scheme only", "myapp://", ""},
		{"scheme with a forbidden one in it", "javascriptapp:/cb", ""},
		{"private scheme in capitals", "Com.Example.App:/callback", ""},

		{"empty", "", "absolute"},
		{"relative", "/cb", "absolute"},
		{"no scheme", "app.example.com/cb", "absolute"},
		{"network path", "//app.example.com/cb", "absolute"},
		{"no host", "https:///cb", "host"},
		{"only a port", "https://:443/cb", "host"},
		{"opaque https", "https:app.example.com", "host"},
		{"opaque http", "http:localhost", "host"},

		{"fragment", "https://app.example.com/cb#top", "fragment"},
		{"empty fragment", "https://app.example.com/cb#", "fragment"},
		{"fragment of a private scheme", "com.example.app:/cb#x", "fragment"},
		{"wildcard host", "https://*.example.com/cb", "wildcard"},
		{"wildcard path", "https://app.example.com/*", "wildcard"},
		{"wildcard query", "https://app.example.com/cb?x=*", "wildcard"},
		{"user name", "https://app.example.com@evil.example/cb", "user name"},
		{"user name and password", "https://a:b@app.example.com/cb", "user name"},
		{"empty user name", "https://@app.example.com/cb", "user name"},
		{"user name in a private scheme", "com.example.app://a@b/cb", "user name"},

		{"backslash", `https://app.example.com\@evil.example/cb`, "characters"},
		{"backslash for slash", `https:\\app.example.com/cb`, "characters"},
		{"space", "https://app.example.com/a b", "characters"},
		{"space before", " https://app.example.com/cb", "characters"},
		{"tab", "https://app.example.com/\tcb", "characters"},
		{"line feed after", "https://app.example.com/cb\n", "characters"},
		{"carriage return", "https://app.example.com/cb\r\nSet-Cookie:x", "characters"},
		{"NUL", "https://app.example.com/cb\x00", "characters"},
		{"DEL", "https://app.example.com/cb\x7f", "characters"},
		{"letter of another script", "https://аpp.example.com/cb", "characters"},
		{"full-width slash", "https://app.example.com／evil.example", "characters"},
		{"no UTF-8", "https://app.example.com/\xff", "characters"},
		{"quote", `https://app.example.com/"onload=`, "characters"},
		{"angle brackets", "https://app.example.com/<script>", "characters"},
		{"broken percent-encoding", "https://app.example.com/%zz", "absolute"},
		{"broken port", "https://app.example.com:x/cb", "absolute"},
		{"port too high", "https://app.example.com:65536/cb", "65535"},

		{"http", "http://app.example.com/cb", "https"},
		{"http in capitals", "HTTP://app.example.com/cb", "https"},
		{"http on another loopback address", "http://127.0.0.2/cb", "https"},
		{"http on a number", "http://2130706433/cb", "https"},
		{"http on a short address", "http://127.1/cb", "https"},
		{"http on all addresses", "http://0.0.0.0/cb", "https"},
		{"http on a mapped address", "http://[::ffff:127.0.0.1]/cb", "https"},
		{"http below localhost", "http://app.localhost/cb", "https"},
		{"http on a look-alike of localhost", "http://localhost.example.com/cb", "https"},
		{"http on localhost with a dot", "http://localhost./cb", "https"},

		{"javascript", "javascript:alert(1)", "that of an app"},
		{"JavaScript", "JavaScript:alert(1)", "that of an app"},
		{"javascript with an authority", "javascript://app.example.com/%0aalert(1)", "that of an app"},
		{"javascript after a tab", "\tjavascript:alert(1)", "characters"},
		{"data", "data:text/html,x", "that of an app"},
		{"vbscript", "vbscript:x", "that of an app"},
		{"file", "file:///etc/passwd", "that of an app"},
		{"blob", "blob:https://app.example.com/x", "that of an app"},
		{"about", "about:blank", "that of an app"},
		{"view-source", "view-source:https://app.example.com", "that of an app"},
		{"intent", "intent://x", "that of an app"},
		{"intent in capitals", "INTENT://x", "that of an app"},
		{"filesystem", "filesystem:https://app.example.com/x", "that of an app"},
		{"ws", "ws://app.example.com/cb", "that of an app"},
		{"wss", "wss://app.example.com/cb", "that of an app"},
		{"ftp", "ftp://app.example.com/cb", "that of an app"},
		{"mailto", "mailto:ann@example.com", "that of an app"},
		{"urn", "urn:ietf:wg:oauth:2.0:oob", "that of an app"},
	}
	w := newWorld(t)
	kinds := []models.ApplicationType{models.ApplicationTraditional, models.ApplicationSPA, models.ApplicationNative}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for _, kind := range kinds {
				for field, metadata := range map[string]models.OIDCClientMetadata{
					"redirectUris":           {RedirectURIs: []string{test.uri}},
					"postLogoutRedirectUris": {PostLogoutRedirectURIs: []string{test.uri}},
				} {
					_, _, err := w.Create(t.Context(), w.records, application.New{Name: "Shop", Type: kind, OIDCClientMetadata: metadata})
					if test.says == "" {
						if err != nil {
							t.Errorf("%s, %s: %v", kind, field, err)
						}
						continue
					}
					wantInvalid(t, err, field, test.says)
				}
			}
		})
	}
}

func TestRedirectURIsOfMachines(t *testing.T) {
	uri := []string{"https://app.example.com/cb"}
	try(t, models.ApplicationMachineToMachine, []trial{
		{"redirect", func(n *application.New) { n.OIDCClientMetadata.RedirectURIs = uri }, "redirectUris", "machine"},
		{"post-logout", func(n *application.New) { n.OIDCClientMetadata.PostLogoutRedirectURIs = uri }, "postLogoutRedirectUris", "machine"},
		{"none", func(*application.New) {}, "", ""},
	})
}

// With several URLs the fault names the position of the invalid one, not its text.
func TestRedirectURIFaultNamesThePosition(t *testing.T) {
	w := newWorld(t)
	metadata := models.OIDCClientMetadata{RedirectURIs: []string{
		"https://app.example.com/cb", "https://ann:planted-secret@app.example.com/cb",
	}}
	_, _, err := w.Create(t.Context(), w.records, application.New{Name: "Shop", Type: models.ApplicationSPA, OIDCClientMetadata: metadata})
	wantInvalid(t, err, "redirectUris", "position 2")
	var f *fault.Error
	if errors.As(err, &f); strings.Contains(f.Error(), "planted-secret") {
		t.Errorf("the fault shows the value: %v", f)
	}
}

func TestOrigins(t *testing.T) {
	tests := []struct{ name, origin, says string }{
		{"https", "https://www.example.com", ""},
		{"https with a port", "https://www.example.com:8443", ""},
		{"http on localhost", "http://localhost:3000", ""},
		{"http on 127.0.0.1", "http://127.0.0.1:3000", ""},
		{"http on [::1]", "http://[::1]:3000", ""},
		{"Capacitor", "capacitor://localhost", ""},
		{"Ionic", "ionic://localhost", ""},
		{"Tauri", "tauri://localhost", ""},
		{"app", "app://obsidian.md", ""},
		{"private scheme", "com.example.app://x", ""},

		{"null", "null", "absolute"},
		{"any", "*", "wildcard"},
		{"wildcard", "https://*.example.com", "wildcard"},
		{"empty", "", "absolute"},
		{"slash", "https://www.example.com/", "browsers"},
		{"path", "https://www.example.com/app", "browsers"},
		{"query", "https://www.example.com?x=1", "browsers"},
		{"empty query", "https://www.example.com?", "browsers"},
		{"fragment", "https://www.example.com#x", "fragment"},
		{"user name", "https://a@www.example.com", "user name"},
		{"host in capitals", "https://WWW.example.com", "browsers"},
		{"scheme in capitals", "HTTPS://www.example.com", "browsers"},
		{"the scheme's own port", "https://www.example.com:443", "browsers"},
		{"the scheme's own port, http", "http://localhost:80", "browsers"},
		{"no port after the colon", "https://www.example.com:", "browsers"},
		{"http", "http://www.example.com", "https"},
		{"javascript", "javascript://www.example.com", "scheme"},
		{"file", "file://www.example.com", "scheme"},
		{"app with a path", "capacitor://localhost/", "browsers"},
		{"app without a host", "com.example.app:/x", "browsers"},
		{"two origins", "https://a.example.com https://b.example.com", "characters"},
	}
	var trials []trial
	for _, test := range tests {
		field := "corsAllowedOrigins"
		if test.says == "" {
			field = ""
		}
		trials = append(trials, trial{test.name, func(n *application.New) {
			n.CustomClientMetadata.CORSAllowedOrigins = []string{test.origin}
		}, field, test.says})
	}
	try(t, models.ApplicationSPA, trials)
}

// Whatever is accepted is unambiguous and reaches only its owner.
func FuzzRedirectURI(f *testing.F) {
	for _, seed := range []string{
		"https://app.example.com/cb", "http://localhost:3000", "com.example.app:/cb", "javascript:alert(1)",
		"https://a@b/c", `https:\\a`, "http://[::1]:x", "https://%2f", "HTTP://a.b:1/?#", "http://127.0.0.1:/",
	} {
		f.Add(seed)
	}
	w := newWorld(f)
	f.Fuzz(func(t *testing.T, text string) {
		metadata := models.OIDCClientMetadata{RedirectURIs: []string{text}}
		fields := application.New{Name: "Shop", Type: models.ApplicationSPA, OIDCClientMetadata: metadata}
		if _, _, err := w.Create(t.Context(), w.records, fields); err != nil {
			wantInvalid(t, err, "redirectUris", "must")
			return
		}
		uri, err := url.Parse(text)
		if err != nil || uri.User != nil || strings.ContainsAny(text, "#*\\ \t\r\n\x00") {
			t.Fatalf("accepted %q: %v", text, err)
		}
		loopback := strings.Contains("localhost 127.0.0.1 ::1", strings.ToLower(uri.Hostname()))
		switch uri.Scheme {
		case "https", "http":
			if uri.Hostname() == "" || uri.Scheme == "http" && !loopback {
				t.Errorf("accepted %q", text)
			}
		case "javascript", "data", "vbscript", "file", "blob", "about", "filesystem", "view-source", "intent", "ws", "wss":
			t.Errorf("accepted %q", text)
		}
	})
}
