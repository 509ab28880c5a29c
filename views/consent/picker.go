package consent

import (
	"context"
	"slices"
	"strings"

	"portico/locales"
	"portico/views/component"
)

// chipsShown is how many permissions of an organization the picker names.
const chipsShown = 4

// path is the page's address without its parameters.
func (p *Picker) path() string {
	path, _, _ := strings.Cut(p.Action, "?")
	return path
}

func (p *Picker) chosenID() string {
	i := slices.IndexFunc(p.Choices, func(c Choice) bool { return c.IsChosen })
	if i < 0 {
		return ""
	}
	return p.Choices[i].ID
}

// hasChoice reports whether there is anything to choose between.
func (p *Picker) hasChoice() bool { return len(p.Choices) > 1 }

// lead says where the permissions count.
func (p *Picker) lead(ctx context.Context) string {
	data := locales.Data{"Application": component.Isolated(p.Application)}
	if slices.ContainsFunc(p.Choices, func(c Choice) bool { return c.IsAllowed }) {
		return locales.T(ctx, "consent.organization.leadAllowed", data)
	}
	return locales.T(ctx, "consent.organization.lead", data)
}

// none says why there are no choices.
func (p *Picker) none(ctx context.Context) string {
	if p.Query != "" {
		return locales.T(ctx, "consent.organization.noMatch")
	}
	return locales.T(ctx, "consent.organization.none", locales.Data{"Application": component.Isolated(p.Application)})
}

func (c Chosen) text(ctx context.Context) string {
	data := locales.Data{"Organization": component.Isolated(c.Name), "Application": component.Isolated(c.Application)}
	if len(c.Grants) == 0 {
		return locales.T(ctx, "consent.organization.getsNothing", data)
	}
	return locales.T(ctx, "consent.organization.gets", data)
}
