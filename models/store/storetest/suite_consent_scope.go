package storetest

import (
	"testing"

	"portico/models"
	"portico/models/store"
)

func consentScopeTests() group {
	return group{"add and remove": testConsentScopes, "what is deleted": testConsentScopesOfDeleted, "experience": testSignInExperience}
}

// askingWorld is a world whose applications may ask for a scope of each type, and
// present themselves.
func askingWorld(t *testing.T, open func(testing.TB) *store.DB) *world {
	t.Helper()
	w := newWorld(t, open)
	for _, s := range append([]*store.Store{w.own}, w.others...) {
		for kind, id := range asked() {
			ok(t, s.ConsentScopes.Add(t.Context(), app, kind, []string{id, id}))
		}
		ok(t, s.SignInExperiences.Save(t.Context(), newExperience(s.TenantID())))
	}
	return w
}

// asked has a scope of each type.
func asked() map[models.ConsentScopeType]string {
	return map[models.ConsentScopeType]string{
		models.ConsentUserScopes: "email", models.ConsentResourceScopes: scope,
		models.ConsentOrganizationScopes: memberScope, models.ConsentOrganizationResourceScopes: scope,
	}
}

func newExperience(label string) *models.ApplicationSignInExperience {
	return &models.ApplicationSignInExperience{
		ApplicationID: app, DisplayName: label, Branding: models.Branding{LogoURL: "https://example.com/" + label},
		Color: models.Color{PrimaryColor: "#123456", IsDarkModeEnabled: ptr(true)}, CustomCSS: "/* " + label + " */",
		TermsOfUseURL: "https://example.com/terms/" + label, PrivacyPolicyURL: "https://example.com/privacy/" + label,
	}
}

func readAsking(t *testing.T, s *store.Store) []any {
	t.Helper()
	scopes, err := s.ConsentScopes.Of(t.Context(), app)
	ok(t, err)
	experience, err := s.SignInExperiences.Get(t.Context(), app)
	ok(t, err)
	return append(read(t, s), scopes, experience)
}

// asks counts what the application may ask for, by type.
func asks(t *testing.T, w *world) [4]int {
	t.Helper()
	scopes, err := w.own.ConsentScopes.Of(t.Context(), app)
	ok(t, err)
	return [4]int{len(scopes.User), len(scopes.Resource), len(scopes.Organization), len(scopes.OrganizationResource)}
}

func testConsentScopes(t *testing.T, w *world) {
	ctx := t.Context()
	got, err := w.own.ConsentScopes.Of(ctx, app)
	ok(t, err)
	within := models.ResourceScope{Scope: *newScope(scope, resource, "read", "own"), Resource: *newResource(resource, indicator, "own")}
	within.TenantID, within.Resource.TenantID = "own", "own"
	permission := *newOrganizationScope(memberScope, "read:files", "own")
	permission.TenantID = "own"
	equal(t, got, nil, models.ConsentScopes{
		User: []string{"email"}, Resource: []models.ResourceScope{within},
		Organization: []models.OrganizationScope{permission}, OrganizationResource: []models.ResourceScope{within},
	})

	before, err := w.own.Tenant.Get(ctx)
	ok(t, err)
	ok(t, w.own.ConsentScopes.Add(ctx, app, models.ConsentUserScopes, []string{"phone", "email"}))
	after, err := w.own.Tenant.Get(ctx)
	ok(t, err)
	if after.Revision <= before.Revision {
		t.Error("other nodes do not learn of it")
	}
	ok(t, w.own.ConsentScopes.Add(ctx, app, models.ConsentResourceScopes, nil))
	equal(t, asks(t, w), nil, [4]int{2, 1, 1, 1})
	for _, kind := range []models.ConsentScopeType{models.ConsentResourceScopes, models.ConsentOrganizationScopes, models.ConsentOrganizationResourceScopes} {
		fails(t, w.own.ConsentScopes.Add(ctx, app, kind, []string{foreign}), store.ErrConflict)
		fails(t, w.own.ConsentScopes.Remove(ctx, app, kind, foreign), store.ErrNotFound)
	}
	fails(t, w.own.ConsentScopes.Add(ctx, foreign, models.ConsentUserScopes, []string{"email"}), store.ErrConflict)
	fails(t, w.own.ConsentScopes.Remove(ctx, foreign, models.ConsentUserScopes, "email"), store.ErrNotFound)
	fails(t, w.own.ConsentScopes.Remove(ctx, app, absent, "email"), store.ErrNotFound)
	for kind, id := range asked() {
		ok(t, w.own.ConsentScopes.Remove(ctx, app, kind, id))
		fails(t, w.own.ConsentScopes.Remove(ctx, app, kind, id), store.ErrNotFound)
	}
	equal(t, asks(t, w), nil, [4]int{1, 0, 0, 0})
}

// What is deleted can no longer be asked for.
func testConsentScopesOfDeleted(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.Scopes.Delete(ctx, resource, scope))
	equal(t, asks(t, w), nil, [4]int{1, 0, 1, 0})
	ok(t, w.own.OrganizationScopes.Delete(ctx, memberScope))
	equal(t, asks(t, w), nil, [4]int{1, 0, 0, 0})
	ok(t, w.own.Applications.Delete(ctx, app))
	equal(t, asks(t, w), nil, [4]int{})
	_, err := w.own.SignInExperiences.Get(ctx, app)
	fails(t, err, store.ErrNotFound)
}

func testSignInExperience(t *testing.T, w *world) {
	ctx := t.Context()
	want := newExperience("own")
	want.TenantID = "own"
	got, err := w.own.SignInExperiences.Get(ctx, app)
	equal(t, got, err, want)

	*want = models.ApplicationSignInExperience{TenantID: "own", ApplicationID: app, DisplayName: "changed"}
	changed := *want
	ok(t, w.own.SignInExperiences.Save(ctx, &changed))
	got, err = w.own.SignInExperiences.Get(ctx, app)
	equal(t, got, err, want)
	_, err = w.own.SignInExperiences.Get(ctx, foreign)
	fails(t, err, store.ErrNotFound)
	fails(t, w.own.SignInExperiences.Save(ctx, &models.ApplicationSignInExperience{ApplicationID: foreign}), store.ErrConflict)
}
