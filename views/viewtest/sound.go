package viewtest

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// flaws collects the problems of a page.
type flaws []string

func (f *flaws) add(format string, values ...any) { *f = append(*f, fmt.Sprintf(format, values...)) }

// Flaws lists problems that no page may have.
func (d *Document) Flaws() []string {
	var f flaws
	if d.isWhole {
		for n := range d.elements(atom.Title) {
			if textOf(n) == "" {
				f.add("the page has no title")
			}
		}
	}
	if found := messageID.FindAllString(d.spoken(), -1); len(found) > 0 {
		f.add("the page shows the ids of messages: %q", found)
	}
	seen := map[string]bool{}
	for n := range d.elements() {
		if id := attr(n, "id"); id != "" && seen[id] {
			f.add("two elements have the id %q", id)
		} else {
			seen[id] = true
		}
	}
	for n := range d.elements() {
		d.checkReferences(&f, n)
		checkAction(&f, n)
		d.checkName(&f, n)
	}
	for n := range d.elements(atom.Form) {
		d.checkToken(&f, n)
	}
	return f
}

// spoken returns all texts of the document and of its attributes, except code.
func (d *Document) spoken() string {
	var texts []string
	for n := range d.root.Descendants() {
		if n.Type == html.TextNode && !slices.Contains([]atom.Atom{atom.Code, atom.Script, atom.Style}, n.Parent.DataAtom) {
			texts = append(texts, n.Data)
		}
		for _, a := range n.Attr {
			switch a.Key {
			case "alt", "aria-label", "placeholder", "title", "value":
				texts = append(texts, a.Val)
			}
		}
	}
	return strings.Join(texts, "\n")
}

// checkReferences looks for the elements that an element refers to. A part of a page may
// refer to elements elsewhere.
func (d *Document) checkReferences(f *flaws, n *html.Node) {
	names := attr(n, "for") + " " + attr(n, "aria-describedby")
	// A closed dialog gets its content, including the title, when it opens.
	if d.isWhole && !isClosedDialog(n) {
		names += " " + attr(n, "aria-labelledby") + " " + attr(n, "aria-controls")
		for _, name := range []string{"href", "hx-target", "hx-select"} {
			if id, ok := strings.CutPrefix(attr(n, name), "#"); ok {
				names += " " + id
			}
		}
	}
	for id := range strings.FieldsSeq(names) {
		if !d.Has(id) {
			f.add("<%s id=%q> names %q, which is not there", n.Data, attr(n, "id"), id)
		}
	}
}

// actionFlaws lists the problems of links and forms.
func (d *Document) actionFlaws() []string {
	var f flaws
	for n := range d.elements() {
		checkAction(&f, n)
	}
	return f
}

// checkAction verifies that links and forms do the same with and without JavaScript, and
// that they do not run scripts.
func checkAction(f *flaws, n *html.Node) {
	for plain, scripted := range map[string]string{"href": "hx-get", "action": "hx-" + strings.ToLower(attr(n, "method"))} {
		if to := attr(n, scripted); has(n, plain) && to != "" && to != attr(n, plain) {
			f.add("<%s> leads to %q, with a script to %q", n.Data, attr(n, plain), to)
		}
	}
	for _, a := range n.Attr {
		if strings.HasPrefix(a.Key, "on") || strings.HasPrefix(strings.ToLower(strings.TrimSpace(a.Val)), "javascript:") {
			f.add("<%s> has a script in %s=%q", n.Data, a.Key, a.Val)
		}
	}
	if n.DataAtom == atom.A && attr(n, "target") == "_blank" && !strings.Contains(attr(n, "rel"), "noopener") {
		f.add("%q opens with a way back", attr(n, "href"))
	}
}

// checkName verifies that a control has an accessible name.
func (d *Document) checkName(f *flaws, n *html.Node) {
	if attr(n, "aria-label") != "" || attr(n, "aria-labelledby") != "" || attr(n, "type") == "hidden" {
		return
	}
	isField := slices.Contains([]atom.Atom{atom.Input, atom.Select, atom.Textarea}, n.DataAtom)
	if isField && !d.isLabelled(n) {
		f.add("<%s name=%q> has no label", n.Data, attr(n, "name"))
	}
	isPressed := slices.Contains([]atom.Atom{atom.A, atom.Button, atom.Summary}, n.DataAtom)
	if isPressed && textOf(n) == "" {
		f.add("<%s href=%q> says nothing", n.Data, attr(n, "href"))
	}
}

func (d *Document) isLabelled(n *html.Node) bool {
	for label := range d.elements(atom.Label) {
		if id := attr(n, "id"); id != "" && attr(label, "for") == id && textOf(label) != "" {
			return true
		}
	}
	for parent := range n.Ancestors() {
		if parent.DataAtom == atom.Label && textOf(parent) != "" {
			return true
		}
	}
	return false
}

// checkToken looks for the CSRF token of a form that changes something. Forms to the
// protocol's endpoints or to other sites have their own rules.
func (d *Document) checkToken(f *flaws, form *html.Node) {
	to := attr(form, "action")
	isLocal := strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "//") && !strings.HasPrefix(to, "/oidc/")
	if !strings.EqualFold(attr(form, "method"), "post") || !isLocal {
		return
	}
	for n := range within(form, atom.Input) {
		if attr(n, "name") == "csrf" && attr(n, "value") == "csrf-token" {
			return
		}
	}
	f.add("the form to %q has no CSRF token", to)
}
