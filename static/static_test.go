package static_test

import (
	"bytes"
	"regexp"
	"strings"
	"testing"

	"portico/static"
)

func TestURLNamesTheContent(t *testing.T) {
	for _, name := range []string{"css/app.css", "css/console.css", "css/demo.css", "js/app.js", "js/console.js", "js/demo.js", "img/mark.svg", "vendor/inter-latin-wght-normal.woff2", "vendor/htmx-2.0.11.min.js"} {
		t.Run(name, func(t *testing.T) {
			url := static.URL(name)
			if !regexp.MustCompile(`^/static/[a-z]+/[a-z0-9.-]+\.[0-9a-f]{8}\.[a-z0-9]+$`).MatchString(url) {
				t.Fatalf("URL(%q) = %q", name, url)
			}
			hashed, ok := static.Open(url)
			if !ok || !hashed.Immutable || len(hashed.Body) == 0 {
				t.Fatalf("Open(%q) = %d bytes, immutable %v, found %v", url, len(hashed.Body), hashed.Immutable, ok)
			}
			plain, ok := static.Open(static.Prefix + name)
			if !ok || plain.Immutable || !bytes.Equal(plain.Body, hashed.Body) {
				t.Fatal("the path without the hash must give the same content, to be revalidated")
			}
		})
	}
}

func TestOpenContentTypes(t *testing.T) {
	for name, want := range map[string]string{
		"css/app.css":                          "text/css; charset=utf-8",
		"js/app.js":                            "text/javascript; charset=utf-8",
		"img/mark.svg":                         "image/svg+xml",
		"vendor/inter-latin-wght-normal.woff2": "font/woff2",
	} {
		file, _ := static.Open(static.URL(name))
		if file.ContentType != want {
			t.Errorf("%s: content type %q, want %q", name, file.ContentType, want)
		}
	}
}

func TestOpenUnknownFiles(t *testing.T) {
	for _, p := range []string{"", "/", "/static/", "/static/css", "/static/../static.go", "/static/static.go", "/static/css/app.00000000.css", "css/app.css"} {
		if _, ok := static.Open(p); ok {
			t.Errorf("Open(%q) returns a file", p)
		}
	}
}

// Every URL in a style sheet is hashed and local: the font that a page preloads
// must be the very one that the sheet requests, and nothing loads
// from another host.
func TestSheetsNameHashedFiles(t *testing.T) {
	for _, name := range []string{"css/app.css", "css/console.css", "css/demo.css"} {
		file, _ := static.Open(static.URL(name))
		for _, found := range regexp.MustCompile(`url\("([^"]*)"\)`).FindAllStringSubmatch(string(file.Body), -1) {
			if target, ok := static.Open(found[1]); !ok || !target.Immutable {
				t.Errorf("%s names %q", name, found[1])
			}
		}
		if strings.Contains(string(file.Body), "http") {
			t.Errorf("%s names another host", name)
		}
	}
	sheet, _ := static.Open(static.URL("css/app.css"))
	if !strings.Contains(string(sheet.Body), static.URL("vendor/inter-latin-wght-normal.woff2")) {
		t.Error("the sheet does not use the vendored font")
	}
}

// The scripts comply with the Content Security Policy and stay within their budget.
func TestScripts(t *testing.T) {
	for _, name := range []string{"js/app.js", "js/console.js"} {
		file, _ := static.Open(static.URL(name))
		if len(file.Body) > 20_000 {
			t.Errorf("%s has %d bytes", name, len(file.Body))
		}
		if found := regexp.MustCompile(`\beval\(|new Function|\.style\b|innerHTML\s*=|\bon[a-z]+\s*=\s*"`).Find(file.Body); found != nil {
			t.Errorf("%s has %q", name, found)
		}
	}
}
