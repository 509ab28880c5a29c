// Package viewtest is the harness for tests of pages and components. Only
// tests import it.
//
// A component or a layout is compared with a file of its HTML (Golden). A page is not:
// a Page, in a table, says what matters on it, and Check verifies that in every
// language:
//
//	viewtest.Check(t, []viewtest.Page{{
//		Name:    "new_wrong",
//		Show:    func(context.Context) templ.Component { return tenant.NewPage(props) },
//		Heading: "console.tenants.create",
//		Links:   []string{"/t/shop/console/tenants"},
//		Forms:   []viewtest.Form{{ID: "tenant-form", To: "POST /t/shop/console/tenants/new", Fields: []string{"name=商店", "id=Shop"}}},
//		Errors:  map[string]string{"id": "error.tenant.invalid_id"},
//	}})
//
// Links, Forms and Errors are complete: a page with one more or one fewer fails. So a
// Page without forms is enough to verify that an operator who may not change anything
// is not offered to. What all pages have in common (one h1, labels, CSRF tokens, no
// untranslated id, no English on a Chinese page) is always checked: see sound.go.
//
// Escapes verifies that pages escape outside text. Document is for what a Page does not
// cover.
package viewtest
