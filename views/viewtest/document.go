package viewtest

import (
	"context"
	"iter"
	"slices"
	"strings"
	"testing"

	"github.com/a-h/templ"
	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"

	"portico/locales"
)

// Document is the HTML of a page, or of a part of one.
type Document struct {
	root *html.Node
	// main is the element that differs from page to page; all of it for a part.
	main    *html.Node
	isWhole bool
}

// Draw renders a component and parses the result.
func Draw(t *testing.T, ctx context.Context, page templ.Component) *Document {
	t.Helper()
	return Parse(t, Render(t, ctx, page))
}

// Parse parses HTML like a browser.
func Parse(t *testing.T, source string) *Document {
	t.Helper()
	d, err := parse(source)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func parse(source string) (*Document, error) {
	// The content of <noscript> counts as well.
	withoutScripts := html.ParseOptionEnableScripting(false)
	if strings.HasPrefix(source, "<!doctype html>") {
		root, err := html.ParseWithOptions(strings.NewReader(source), withoutScripts)
		if err != nil {
			return nil, err
		}
		d := &Document{root: root, main: root, isWhole: true}
		for n := range d.elements(atom.Main) {
			d.main = n
		}
		return d, nil
	}
	root := &html.Node{Type: html.ElementNode, Data: "body", DataAtom: atom.Body}
	nodes, err := html.ParseFragmentWithOptions(strings.NewReader(source), root, withoutScripts)
	if err != nil {
		return nil, err
	}
	for _, n := range nodes {
		root.AppendChild(n)
	}
	return &Document{root: root, main: root}, nil
}

// Headings returns the texts of the h1 elements, except in closed dialogs.
func (d *Document) Headings() []string {
	var all []string
	for n := range d.elements(atom.H1) {
		if !isInClosedDialog(n) {
			all = append(all, textOf(n))
		}
	}
	return all
}

// Links returns the addresses of the links in the main part, in order without duplicates.
func (d *Document) Links() []string {
	var all []string
	for n := range within(d.main, atom.A) {
		if to := attr(n, "href"); !slices.Contains(all, to) && !strings.HasPrefix(to, "#") {
			all = append(all, to)
		}
	}
	return all
}

// Errors returns the texts at fields by the field's name, and that for the whole form
// under "".
func (d *Document) Errors(ctx context.Context) map[string]string {
	all := map[string]string{}
	for n := range d.elements() {
		if n.DataAtom != atom.Fieldset && attr(n, "aria-invalid") != "true" {
			continue
		}
		for id := range strings.FieldsSeq(attr(n, "aria-describedby")) {
			if name, ok := strings.CutSuffix(id, "-error"); ok {
				all[name] = d.TextOf(id)
			}
		}
	}
	// A summary of the errors at fields is not about the form.
	if text := d.TextOf("form-error"); text != "" && text != locales.N(ctx, "component.errors.summary", len(all)) {
		all[""] = text
	}
	return all
}

// Text returns the text of the main part, including what is only read aloud, one line
// for each block.
func (d *Document) Text() string { return textOf(d.main) }

// TextOf returns the text of the element with an id; "" if there is none.
func (d *Document) TextOf(id string) string {
	if n := d.byID(id); n != nil {
		return textOf(n)
	}
	return ""
}

// Attr returns an attribute of the element with an id, and whether it exists.
func (d *Document) Attr(id, name string) (string, bool) {
	n := d.byID(id)
	if n == nil {
		return "", false
	}
	return attr(n, name), has(n, name)
}

// Has reports whether there is an element with an id.
func (d *Document) Has(id string) bool { return d.byID(id) != nil }

func (d *Document) byID(id string) *html.Node {
	for n := range d.elements() {
		if attr(n, "id") == id {
			return n
		}
	}
	return nil
}

func (d *Document) elements(kinds ...atom.Atom) iter.Seq[*html.Node] { return within(d.root, kinds...) }

// within returns the elements inside another one, of the given kinds or all.
func within(root *html.Node, kinds ...atom.Atom) iter.Seq[*html.Node] {
	return func(yield func(*html.Node) bool) {
		for n := range root.Descendants() {
			if n.Type == html.ElementNode && (len(kinds) == 0 || slices.Contains(kinds, n.DataAtom)) && !yield(n) {
				return
			}
		}
	}
}

// textOf returns the text of an element, one line for each block. A time is the value
// of its attribute datetime, which is the same in every language.
func textOf(n *html.Node) string {
	var text strings.Builder
	read(&text, n)
	var lines []string
	for line := range strings.Lines(text.String()) {
		if line = strings.Join(strings.Fields(line), " "); line != "" {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "\n")
}

func read(text *strings.Builder, n *html.Node) {
	switch {
	case n.Type == html.TextNode:
		text.WriteString(strings.ReplaceAll(n.Data, "\n", " "))
		return
	case slices.Contains([]atom.Atom{atom.Script, atom.Style, atom.Template, atom.Svg}, n.DataAtom):
		return
	}
	if at := attr(n, "datetime"); at != "" {
		text.WriteString(at)
		return
	}
	edge := "\n"
	if slices.Contains([]atom.Atom{atom.A, atom.Code, atom.Em, atom.Strong, atom.Time}, n.DataAtom) {
		edge = ""
	}
	text.WriteString(edge)
	if label := attr(n, "aria-label"); label != "" {
		text.WriteString(label + "\n")
	}
	for child := range n.ChildNodes() {
		read(text, child)
	}
	text.WriteString(edge)
}

func isInClosedDialog(n *html.Node) bool {
	for parent := range n.Ancestors() {
		if isClosedDialog(parent) {
			return true
		}
	}
	return false
}

func isClosedDialog(n *html.Node) bool { return n.DataAtom == atom.Dialog && !has(n, "open") }

func attr(n *html.Node, name string) string {
	for _, a := range n.Attr {
		if a.Key == name {
			return a.Val
		}
	}
	return ""
}

func has(n *html.Node, name string) bool {
	return slices.ContainsFunc(n.Attr, func(a html.Attribute) bool { return a.Key == name })
}
