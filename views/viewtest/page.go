package viewtest

import (
	"context"
	"slices"
	"testing"

	"github.com/a-h/templ"
	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"portico/locales"
)

// Page is a page, or a part of one, and what matters on it.
//
// An expected text is either a message id, which stands for its text in the page's
// language with anything in its placeholders, or a text from the props.
type Page struct {
	Name string
	Show func(context.Context) templ.Component
	// IsViewer shows the page to an operator who may not change anything.
	IsViewer bool

	// Heading is the text of the only h1; "" for a part of a page.
	Heading string
	// Links are the addresses of the links in the main part, in order without duplicates.
	Links []string
	// Forms are all forms of the main part, in order.
	Forms []Form
	// Errors are the texts at fields by the field's name, and that for the whole form
	// under "".
	Errors map[string]string
	// Says are texts of the main part in reading order.
	Says []string
	// Lacks are texts that must not be in the HTML.
	Lacks []string
}

// Check verifies pages in every language. data are the texts from the props; apart from
// them a Chinese page must have no English.
func Check(t *testing.T, pages []Page, data ...string) {
	t.Helper()
	for _, p := range pages {
		for _, lang := range locales.Languages() {
			t.Run(p.Name+"/"+lang, func(t *testing.T) { p.check(t, Context(lang), data) })
		}
	}
}

func (p Page) check(t *testing.T, ctx context.Context, data []string) {
	t.Helper()
	if p.IsViewer {
		ctx = AsViewer(ctx)
	}
	source := Render(t, ctx, p.Show(ctx))
	d := Parse(t, source)
	for _, problem := range slices.Concat(d.Flaws(), p.Differences(ctx, d, source)) {
		t.Error(problem)
	}
	if locales.Language(ctx) == "zh-CN" {
		NoEnglish(t, source, data...)
	}
}

// Differences lists how a document differs from the expected page.
func (p Page) Differences(ctx context.Context, d *Document, source string) []string {
	var f flaws
	for name, diff := range map[string]string{
		"links":  cmp.Diff(p.Links, d.Links(), cmpopts.EquateEmpty()),
		"forms":  cmp.Diff(p.Forms, d.Forms(), cmpopts.EquateEmpty()),
		"errors": cmp.Diff(p.Errors, asMessages(ctx, d.Errors(ctx), p.Errors), cmpopts.EquateEmpty()),
	} {
		if diff != "" {
			f.add("the %s differ (-want +got):\n%s", name, diff)
		}
	}
	if headings := d.Headings(); p.Heading != "" || d.isWhole {
		f.checkHeading(ctx, headings, p.Heading)
	}
	f.checkSays(ctx, d.Text(), p.Says...)
	for _, absent := range p.Lacks {
		unwanted, err := expect(ctx, absent)
		if err != nil {
			f.add("%v", err)
		} else if unwanted.MatchString(source + "\n" + d.Text()) {
			f.add("the page has %q", absent)
		}
	}
	return f
}

func (f *flaws) checkHeading(ctx context.Context, headings []string, want string) {
	wanted, err := expect(ctx, want)
	if err != nil {
		f.add("%v", err)
	} else if len(headings) != 1 || !wanted.matchesAll(headings[0]) {
		f.add("the h1 are %q, want one: %q", headings, want)
	}
}

// checkSays looks for each text after the previous one; after the start of a message
// with placeholders, since the next text may be in one of them.
func (f *flaws) checkSays(ctx context.Context, text string, said ...string) {
	for _, want := range said {
		wanted, err := expect(ctx, want)
		if err != nil {
			f.add("%v", err)
			continue
		}
		place := wanted.FindStringIndex(text)
		if place == nil {
			f.add("the page does not say %q here; from here on it says:\n%s", want, text)
			return
		}
		if wanted.isOpen {
			text = text[place[0]:]
		} else {
			text = text[place[1]:]
		}
	}
}
