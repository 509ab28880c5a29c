package viewtest_test

import (
	"strings"
	"testing"

	"portico/views/viewtest"
)

const page = `<!doctype html><html lang="en"><head><title>Tenants</title></head><body><main id="main">
<h1>Tenants</h1> <a href="/new" hx-get="/new" hx-target="#main">Create tenant</a> <a href="#main">Up</a>
<form id="tenant-form" method="post" action="/tenants" hx-post="/tenants">
<input type="hidden" name="csrf" value="csrf-token">
<label for="name">Name</label><input id="name" name="name" value="Shop" aria-invalid="true" aria-describedby="name-error">
<p id="name-error"><svg><title>bad</title></svg>Must be given.</p>
<label><input type="checkbox" name="tag" value="a" checked>A</label><label><input type="checkbox" name="tag" value="b">B</label>
<fieldset disabled><label>Kind<select name="kind"><option value="x">X</option><option value="y" selected>Y</option></select></label></fieldset>
<label>About<textarea name="about">Long</textarea></label>
<button name="act" value="save">Save</button>
</form>
<p>Shop <strong>is</strong> open since <time datetime="2026-05-28T20:26:40Z">28 May</time></p>
</main><dialog id="dialog" aria-labelledby="later"><h1>Leave?</h1></dialog></body></html>`

func want() viewtest.Page {
	return viewtest.Page{
		Heading: "console.tenants.title",
		Links:   []string{"/new"},
		Forms: []viewtest.Form{{
			ID: "tenant-form", To: "POST /tenants",
			Fields: []string{"name=Shop", "tag=a (b)", "kind=y (x) disabled", "about=Long", "[act=save]"},
		}},
		Errors: map[string]string{"name": "Must be given."},
		Says:   []string{"console.tenants.create", "Shop is open since 2026-05-28T20:26:40Z"},
		Lacks:  []string{"console.tenants.delete"},
	}
}

func problems(t *testing.T, p viewtest.Page, source string) []string {
	t.Helper()
	d := viewtest.Parse(t, source)
	return append(d.Flaws(), p.Differences(viewtest.Context("en"), d, source)...)
}

func TestASoundPagePasses(t *testing.T) {
	if found := problems(t, want(), page); len(found) > 0 {
		t.Errorf("got %q", found)
	}
}

// The test of a page must notice each of these changes.
func TestChangesAreNoticed(t *testing.T) {
	tests := []struct{ name, before, after, problem string }{
		{"another heading", "<h1>Tenants", "<h1>All tenants", "the h1 are"},
		{"two headings", "<h1>Tenants</h1>", "<h1>Tenants</h1><h1>Tenants</h1>", "the h1 are"},
		{"no title", "<title>Tenants", "<title>", "has no title"},
		{"one link less", `<a href="/new" hx-get="/new" hx-target="#main">Create tenant</a>`, "Create tenant", "the links differ"},
		{"one link more", `Up</a>`, `Up</a><a href="/delete">X</a>`, "the links differ"},
		{"another address", `action="/tenants" hx-post="/tenants"`, `action="/users" hx-post="/users"`, "the forms differ"},
		{"another method", `method="post"`, `method="get"`, "the forms differ"},
		{"another value", `value="Shop"`, `value="Store"`, "the forms differ"},
		{"another choice", `value="b"`, `value="b" checked`, "the forms differ"},
		{"one option less", `<option value="x">X</option>`, "", "the forms differ"},
		{"nothing is disabled", "<fieldset disabled>", "<fieldset>", "the forms differ"},
		{"another button", `value="save"`, `value="delete"`, "the forms differ"},
		{"no error", ` aria-invalid="true"`, "", "the errors differ"},
		{"the error is not tied to its field", ` aria-describedby="name-error"`, "", "the errors differ"},
		{"another text", "<strong>is", "<strong>was", "does not say"},
		{"another moment", "20:26:40Z", "20:26:41Z", "does not say"},
		{"what must be absent", "<p>Shop", "<button>Delete tenant</button><p>Shop", "the page has"},
		{"an id of a message", "<p>Shop", "<p>console.tenants.lead</p><p>Shop", "ids of messages"},
		{"no token", `value="csrf-token"`, `value=""`, "no CSRF token"},
		{"an id twice", `<p>Shop`, `<p id="name">Shop`, "two elements"},
		{"no label", `for="name"`, `for="dialog"`, "has no label"},
		{"an error that is not there", `id="name-error"`, `id="error"`, "which is not there"},
		{"a target that is not there", `hx-target="#main"`, `hx-target="#other"`, "which is not there"},
		{"a different link with JavaScript", `hx-get="/new"`, `hx-get="/old"`, "with a script"},
		{"a script", `href="/new" hx-get="/new"`, `href="javascript:x"`, "has a script"},
		{"a handler", "<p>Shop", `<p onclick="x">Shop`, "has a script"},
		{"a back link", `href="/new" hx-get="/new"`, `href="/new" target="_blank"`, "with a way back"},
		{"a link without a text", "Create tenant</a>", "</a>Create tenant", "says nothing"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			changed := strings.Replace(page, test.before, test.after, 1)
			if changed == page {
				t.Fatalf("the page has no %q", test.before)
			}
			found := problems(t, want(), changed)
			if !strings.Contains(strings.Join(found, "\n"), test.problem) {
				t.Errorf("got %q, want %q", found, test.problem)
			}
		})
	}
}

func TestExpectationsMustBeMessages(t *testing.T) {
	p := want()
	p.Lacks = []string{"console.tenants.noSuchMessage"}
	if found := problems(t, p, page); len(found) != 1 || !strings.Contains(found[0], "there is no message") {
		t.Errorf("got %q", found)
	}
}

func TestTextsComeInOrder(t *testing.T) {
	p := want()
	p.Says = []string{"Shop is open", "console.tenants.create"}
	if found := problems(t, p, page); len(found) != 1 || !strings.Contains(found[0], "does not say") {
		t.Errorf("got %q", found)
	}
}
