package application_test

import (
	"context"
	"testing"

	"github.com/a-h/templ"

	"portico/models"
	"portico/views/component"
	"portico/views/console/application"
	"portico/views/layout"
	"portico/views/viewtest"
)

// people is the tab of a third-party application that a user of this name has allowed
// to act in an organization of this name.
func people(ctx context.Context, name string) templ.Component {
	a := shop(models.ApplicationTraditional, func(a *models.Application) { a.IsThirdParty = true })
	page := layout.Holder{Record: application.DetailsOf(ctx, a, "https://id.example/api/applications/app1").Record}
	return application.People(ctx, page, component.ListProps{Count: 1}, []models.ConsentingUser{{
		Consent: models.Consent{UserID: "u1"}, User: models.User{ID: "u1", Name: &name},
		Organizations: []models.ConsentedOrganization{{Organization: models.Organization{ID: "o1", Name: name}, IsBlocked: true}},
	}}).Whole()
}

func TestPeople(t *testing.T) {
	const at = "/t/shop/console/applications/app1"
	tabs := []string{"/t/shop/console/applications?kind=third-party", at, at + "/permissions", at + "/branding", at + "/endpoints", at + "/tokens", at + "/people", at + "/logs"}
	pages := []viewtest.Page{
		{
			Name: "people", Show: func(ctx context.Context) templ.Component { return people(ctx, "韩梅梅") }, Heading: "商店",
			Links: append(tabs[:len(tabs):len(tabs)], "/t/shop/console/users/u1", at+"/people/u1/organizations/o1/remove", at+"/people/u1/revoke"),
			Says:  []string{"韩梅梅", "component.consented.blocked", "component.table.remove", "console.application.people.revoke"},
		},
		{
			Name: "people for a viewer", Show: func(ctx context.Context) templ.Component { return people(ctx, "韩梅梅") }, Heading: "商店", IsViewer: true,
			Links: append(tabs[:len(tabs):len(tabs)], "/t/shop/console/users/u1"), Lacks: []string{"/revoke", "/remove"},
		},
		{
			Name: "people none", Show: func(ctx context.Context) templ.Component {
				a := shop(models.ApplicationTraditional, func(a *models.Application) { a.IsThirdParty = true })
				page := layout.Holder{Record: application.DetailsOf(ctx, a, "https://id.example/api/applications/app1").Record}
				return application.People(ctx, page, component.ListProps{}, nil).Whole()
			},
			Heading: "商店", Links: tabs, Says: []string{"console.application.people.none", "console.application.people.noneLead"},
		},
	}
	viewtest.Check(t, pages)
}
