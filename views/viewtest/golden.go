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

// Golden compares a page in every language with testdata/<name>.<language>.golden.html;
// the flag -update writes these files. Of a console page only the main part counts: the
// rest belongs to the layout. data are the texts from the props; apart from them a
// Chinese page must have no English.
func Golden(t *testing.T, name string, page func(context.Context) templ.Component, data ...string) {
	t.Helper()
	golden(t, name, mainPart, page, data)
}

// GoldenDocument is Golden with everything around the page.
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

// legible puts each element on its own line and omits the hashes of static files, for
// readable diffs.
func legible(html string) string {
	html = contentHash.ReplaceAllString(html, "$1.")
	return strings.ReplaceAll(html, "><", ">\n<") + "\n"
}

// mainPart returns the main element of a console page; other pages are returned whole.
func mainPart(html string) string {
	const opening, closing = `<main id="main"`, "</main>"
	start := strings.Index(html, opening)
	if start < 0 {
		return html
	}
	return html[start : strings.Index(html, closing)+len(closing)]
}
