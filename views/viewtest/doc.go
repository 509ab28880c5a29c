// Package viewtest is the harness for tests of pages and components. Only
// tests import it.
//
// A component or a layout is compared with a file of its HTML (Golden). A page
// is not: what matters on it is said in a Page, in a table, and Check holds the
// page to it in every language:
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
// Links, Forms and Errors are complete: a page with one more or one fewer
// fails, so an operator who may change nothing is offered nothing simply by a
// Page without forms. What holds for all pages (one h1, labels, CSRF tokens,
// no untranslated id, no English on a Chinese page) needs no word: see sound.go.
//
// Escapes holds pages to showing text from outside as text. Document answers
// questions that a Page does not ask.
package viewtest
