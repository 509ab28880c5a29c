package viewtest

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"github.com/google/go-cmp/cmp"

	"portico/locales"
)

//nolint:gochecknoglobals // a flag of the test program
var update = flag.Bool("update", false, "write the expected HTML anew")

var contentHash = regexp.MustCompile(`(/static/[a-z/_-]+)\.[0-9a-f]{8}\.`)

// Golden holds a page in every language against testdata/<name>.<language>.golden.html;
// the flag -update writes these files. Of a page of the console only its main
// part counts: what stands around it is the layout's. data are the texts that
// come from the Props; besides them a Chinese page must have no English.
func Golden(t *testing.T, name string, page func(context.Context) templ.Component, data ...string) {
	t.Helper()
	golden(t, name, mainPart, page, data)
}

// GoldenDocument is Golden with all that stands around the page.
func GoldenDocument(t *testing.T, name string, page func(context.Context) templ.Component, data ...string) {
	t.Helper()
	golden(t, name, func(html string) string { return html }, page, data)
}

func golden(t *testing.T, name string, part func(string) string, page func(context.Context) templ.Component, data []string) {
	t.Helper()
	for _, lang := range locales.Languages() {
		t.Run(name+"/"+lang, func(t *testing.T) {
			ctx := Context(lang)
			html := Render(t, ctx, page(ctx))
			compare(t, filepath.Join("testdata", name+"."+lang+".golden.html"), legible(part(html)))
			if lang == "zh-CN" {
				NoEnglish(t, html, data...)
			}
		})
	}
}

func compare(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		write(t, file, got)
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(strings.Split(string(want), "\n"), strings.Split(got, "\n")); diff != "" {
		t.Errorf("%s differs (-want +got):\n%s", file, diff)
	}
}

func write(t *testing.T, file, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

// legible gives each element a line and leaves out the hashes of static files,
// so that a change shows as what it is.
func legible(html string) string {
	html = contentHash.ReplaceAllString(html, "$1.")
	return strings.ReplaceAll(html, "><", ">\n<") + "\n"
}

// mainPart is the main element of a page of the console; other pages are whole.
func mainPart(html string) string {
	const opening, closing = `<main id="main"`, "</main>"
	start := strings.Index(html, opening)
	if start < 0 {
		return html
	}
	return html[start : strings.Index(html, closing)+len(closing)]
}
