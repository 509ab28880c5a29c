package server_test

import (
	"strings"
	"testing"

	"portico/app/server/servertest"
	"portico/models"
)

// managing is a provider where Alice has allowed a third-party application to act in
// an organization whose applications she manages. It also returns their ids.
func managing(t *testing.T) (s signedIn, application, organization string) {
	t.Helper()
	s = alice(t)
	application = s.Client(models.ApplicationTraditional, func(r *servertest.Registration) { r.IsThirdParty = true }).ID
	acme := s.Organization("Acme")
	organization = acme.ID
	records, ctx := s.Records(), t.Context()
	user, err := records.Users.ByUsername(ctx, "alice")
	if err != nil {
		t.Fatal(err)
	}
	manage := &models.OrganizationScope{ID: models.NewID(), Name: models.ScopeManageApps}
	if err := records.OrganizationScopes.Insert(ctx, manage); err != nil {
		t.Fatal(err)
	}
	role := s.OrganizationRole(models.RoleUser, nil, []string{manage.ID})
	for _, err := range []error{
		records.Members.Add(ctx, models.HolderUser, organization, []string{user.ID}, 1),
		records.Members.AddRoles(ctx, models.HolderUser, organization, []string{user.ID}, []string{role.ID}),
		records.Consents.Save(ctx, &models.Consent{
			UserID: user.ID, ApplicationID: application, Scopes: map[string][]string{models.ConsentedOrganizations: {models.ScopeManageApps}},
		}),
		records.ConsentOrganizations.Add(ctx, user.ID, application, []string{organization}, 1),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	return s, application, organization
}

// ofAccount has the pages of a person's account.
func ofAccount() map[string]func(*testing.T) attempt {
	all := map[string]func(*testing.T) attempt{}
	for path, status := range map[string]int{
		"/account": 303, "/account/applications": 200, "/account/applications/:application/remove": 200,
		"/account/applications/:application/organizations/:organization/remove": 200,
		"/account/organizations/:organization/applications":                     200,
		"/account/organizations/:organization/applications/:application/block":  200,
		"/account/organizations/:organization/applications/:application/allow":  200,
	} {
		all["GET "+path] = func(t *testing.T) attempt {
			s, application, organization := managing(t)
			address := filled(path, application, organization)
			return attempt{s.Provider, func() *servertest.Response { return s.browser.Visit(address) }, status}
		}
		if !strings.HasSuffix(path, "remove") && !strings.HasSuffix(path, "block") && !strings.HasSuffix(path, "allow") {
			continue
		}
		all["POST "+path] = func(t *testing.T) attempt {
			s, application, organization := managing(t)
			if strings.HasSuffix(path, "allow") {
				if err := s.Records().ConsentOrganizations.Block(t.Context(), organization, application, 1); err != nil {
					t.Fatal(err)
				}
			}
			page := s.browser.Visit(filled(path, application, organization))
			return submitting(s.Provider, s.browser, page, "account-confirm-form", nil)
		}
	}
	return all
}

func filled(path, application, organization string) string {
	return strings.NewReplacer(":application", application, ":organization", organization).Replace(path)
}
