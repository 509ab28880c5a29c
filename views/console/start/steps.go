package start

import (
	"context"

	"portico/locales"
	"portico/views/component"
	"portico/views/href"
	"portico/views/layout"
)

// steps are the first steps for the current operator.
func steps(ctx context.Context, p StartPageProps) []component.Step {
	shell := layout.ShellOf(ctx)
	list := []component.Step{
		{
			Title: locales.T(ctx, "console.start.demo"), Lead: locales.T(ctx, "console.start.demoLead"),
			URL: p.DemoURL, Label: locales.T(ctx, "console.start.demoOpen"), IsDone: p.HasSignIn,
		},
		{
			Title: locales.T(ctx, "console.start.application"), Lead: locales.T(ctx, "console.start.applicationLead"),
			URL: shell.Site.Applications(), Label: locales.T(ctx, "console.start.applicationOpen"), IsDone: p.HasApplication,
		},
		{
			Title: locales.T(ctx, "console.start.user"), Lead: locales.T(ctx, "console.start.userLead"),
			URL: shell.Site.Users(), Label: locales.T(ctx, "console.start.userOpen"), IsDone: p.HasUser,
		},
	}
	list = append(list, consentStep(ctx, p))
	if shell.CanAdminister {
		list = append(list, component.Step{
			Title: locales.T(ctx, "console.start.operators"), Lead: locales.T(ctx, "console.start.operatorsLead"),
			URL: shell.Site.Operators(), Label: locales.T(ctx, "console.start.operatorsOpen"), IsDone: p.HasOperators,
		})
	}
	return list
}

// consentStep leads to the consent page, which users only see for third-party
// applications.
func consentStep(ctx context.Context, p StartPageProps) component.Step {
	step := component.Step{
		Title: locales.T(ctx, "console.start.consent"), Lead: locales.T(ctx, "console.start.consentLead"),
		URL:   href.With(layout.ShellOf(ctx).Site.Applications(), "kind", "third-party"),
		Label: locales.T(ctx, "console.start.consentOpen"), IsDone: p.HasConsent,
	}
	if p.HasSample {
		step.Lead, step.URL = locales.T(ctx, "console.start.consentSample"), p.DemoURL
		step.Label = locales.T(ctx, "console.start.demoOpen")
	}
	return step
}
