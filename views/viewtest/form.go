package viewtest

import (
	"slices"
	"strings"

	"golang.org/x/net/html"
	"golang.org/x/net/html/atom"
)

// Form is a form and what it submits.
type Form struct {
	ID string
	To string // "POST /path" or "GET /path"
	// Fields are the named controls, in order, without the CSRF token:
	//
	//	name=Shop                       a field and its value
	//	role=admin (editor, viewer)     the choice, and the alternatives
	//	[action=cancel]                 a button that is submitted if pressed
	//	name=Shop disabled              a field that cannot be changed and is not submitted
	Fields []string
}

// Forms returns the forms of the main part, in order.
func (d *Document) Forms() []Form {
	var all []Form
	for n := range within(d.main, atom.Form) {
		method := strings.ToUpper(attr(n, "method"))
		all = append(all, Form{ID: attr(n, "id"), To: method + " " + attr(n, "action"), Fields: d.fields(n)})
	}
	return all
}

// field is the controls of one name in a form.
type field struct {
	name           string
	chosen, others []string
	isButton       bool
	isDisabled     bool
}

func (f field) String() string {
	line := f.name + "=" + strings.Join(f.chosen, ", ")
	if len(f.others) > 0 {
		line += " (" + strings.Join(f.others, ", ") + ")"
	}
	if f.isButton {
		line = "[" + line + "]"
	}
	if f.isDisabled {
		line += " disabled"
	}
	return line
}

func (d *Document) fields(form *html.Node) []string {
	var all []field
	for n := range d.elements(atom.Input, atom.Select, atom.Textarea, atom.Button) {
		if name := attr(n, "name"); name == "" || formOf(n) != form || (name == "csrf" && attr(n, "value") == "csrf-token") {
			continue
		}
		one := fieldOf(n)
		one.isDisabled = isDisabled(n)
		// Choices with the same name are one field.
		same := slices.IndexFunc(all, func(f field) bool { return isChoice(n) && f.name == one.name && f.isDisabled == one.isDisabled })
		if same < 0 {
			all = append(all, one)
			continue
		}
		all[same].chosen = append(all[same].chosen, one.chosen...)
		all[same].others = append(all[same].others, one.others...)
	}
	var lines []string
	for _, f := range all {
		lines = append(lines, f.String())
	}
	return lines
}

func fieldOf(n *html.Node) field {
	f := field{name: attr(n, "name"), isButton: n.DataAtom == atom.Button}
	choose := func(value string, isChosen bool) {
		if isChosen {
			f.chosen = append(f.chosen, value)
		} else {
			f.others = append(f.others, value)
		}
	}
	switch {
	case n.DataAtom == atom.Select:
		for option := range within(n, atom.Option) {
			choose(attr(option, "value"), has(option, "selected"))
		}
		// A browser selects the first one if none is marked.
		if len(f.chosen) == 0 && len(f.others) > 0 {
			f.chosen, f.others = f.others[:1], f.others[1:]
		}
	case isChoice(n):
		value := attr(n, "value")
		if !has(n, "value") {
			value = "on"
		}
		choose(value, has(n, "checked"))
	case n.DataAtom == atom.Textarea:
		for child := range n.ChildNodes() {
			f.chosen = append(f.chosen, child.Data)
		}
	default:
		f.chosen = []string{attr(n, "value")}
	}
	return f
}

func isChoice(n *html.Node) bool {
	return n.DataAtom == atom.Input && slices.Contains([]string{"radio", "checkbox"}, attr(n, "type"))
}

// formOf returns the form that submits a control; nil if there is none.
func formOf(n *html.Node) *html.Node {
	for parent := range n.Ancestors() {
		if parent.DataAtom == atom.Form {
			return parent
		}
	}
	return nil
}

// isDisabled reports whether the control or a fieldset around it is disabled.
func isDisabled(n *html.Node) bool {
	if has(n, "disabled") {
		return true
	}
	for parent := range n.Ancestors() {
		if parent.DataAtom == atom.Fieldset && has(parent, "disabled") {
			return true
		}
	}
	return false
}
