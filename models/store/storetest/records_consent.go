package storetest

import (
	"testing"

	"portico/models"
	"portico/models/store"
)

func newConsent(userID, applicationID, label string) *models.Consent {
	return &models.Consent{
		UserID: userID, ApplicationID: applicationID,
		Scopes: map[string][]string{
			models.ConsentedUserData: {"profile", label}, models.ConsentedOrganizations: {"invite"}, resource: {"read"},
		},
		CreatedAt: now, UpdatedAt: now + 1,
	}
}

func newExperience(applicationID, label string) *models.ApplicationSignInExperience {
	return &models.ApplicationSignInExperience{
		ApplicationID: applicationID, DisplayName: "shown " + label,
		Branding: models.Branding{LogoURL: "https://example.com/" + label, DarkFavicon: "https://example.com/icon"},
		Color:    models.Color{PrimaryColor: "#123456", IsDarkModeEnabled: ptr(true)}, CustomCSS: "/* " + label + " */",
		TermsOfUseURL: "https://example.com/terms/" + label, PrivacyPolicyURL: "https://example.com/privacy/" + label,
	}
}

// populateConsent lets an application ask for a scope of each type. The user has
// consented to it.
func populateConsent(t *testing.T, s *store.Store, applicationID, label string) {
	t.Helper()
	ctx := t.Context()
	for kind, asked := range map[models.ConsentScopeType]string{
		models.ConsentUserScopes: "profile", models.ConsentResourceScopes: scope,
		models.ConsentOrganizationScopes: memberScope, models.ConsentOrganizationResourceScopes: scope,
	} {
		ok(t, s.ConsentScopes.Add(ctx, applicationID, kind, []string{asked}))
	}
	ok(t, s.SignInExperiences.Save(ctx, newExperience(applicationID, label)))
	ok(t, s.Consents.Save(ctx, newConsent(user, applicationID, label)))
}
