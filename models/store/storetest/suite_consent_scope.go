package storetest

import (
	"testing"

	"portico/models"
	"portico/models/store"
)

func consentScopeTests() group {
	return group{"of each type": testConsentScopes, "deleted scopes": testDeletedConsentScopes}
}

// askedNames lists the scopes of an application, each with its type.
func askedNames(scopes models.ConsentScopes) []string {
	names := []string{}
	for _, name := range scopes.User {
		names = append(names, "user "+name)
	}
	for _, one := range scopes.Resource {
		names = append(names, "resource "+one.Resource.Indicator+" "+one.Name)
	}
	for _, one := range scopes.Organization {
		names = append(names, "organization "+one.Name)
	}
	for _, one := range scopes.OrganizationResource {
		names = append(names, "organization resource "+one.Resource.Indicator+" "+one.Name)
	}
	return names
}

func testConsentScopes(t *testing.T, w *world) {
	ctx := t.Context()
	want := []string{
		"user profile", "resource " + indicator + " read", "organization read:files", "organization resource " + indicator + " read",
	}
	got, err := w.own.ConsentScopes.Of(ctx, app)
	equal(t, askedNames(got), err, want)
	equal(t, got.Resource[0].TenantID, nil, "own")

	before, err := w.own.Tenant.Revision(ctx)
	ok(t, err)
	present := map[models.ConsentScopeType]string{
		models.ConsentUserScopes: "profile", models.ConsentResourceScopes: scope,
		models.ConsentOrganizationScopes: memberScope, models.ConsentOrganizationResourceScopes: scope,
	}
	equal(t, len(present), nil, len(models.ConsentScopeTypes()))
	for kind, asked := range present {
		ok(t, w.own.ConsentScopes.Add(ctx, app, kind, []string{asked, asked})) // again
		ok(t, w.own.ConsentScopes.Add(ctx, app, kind, nil))
		fails(t, w.own.ConsentScopes.Add(ctx, foreign, kind, []string{asked}), store.ErrConflict)
		fails(t, w.own.ConsentScopes.Remove(ctx, foreign, kind, asked), store.ErrNotFound)
		fails(t, w.own.ConsentScopes.Remove(ctx, app, kind, absent), store.ErrNotFound)
		if kind != models.ConsentUserScopes {
			fails(t, w.own.ConsentScopes.Add(ctx, app, kind, []string{foreign}), store.ErrConflict)
		}
	}
	fails(t, w.own.ConsentScopes.Remove(ctx, app, "scopes", scope), store.ErrNotFound)
	got, err = w.own.ConsentScopes.Of(ctx, app)
	equal(t, askedNames(got), err, want)
	for kind, asked := range present {
		ok(t, w.own.ConsentScopes.Remove(ctx, app, kind, asked))
	}
	got, err = w.own.ConsentScopes.Of(ctx, app)
	equal(t, askedNames(got), err, []string{})
	after, err := w.own.Tenant.Revision(ctx)
	if err != nil || after < before+int64(len(present)) {
		t.Errorf("revision %d after %d: %v", after, before, err)
	}
}

// A scope that is deleted can no longer be asked for.
func testDeletedConsentScopes(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.OrganizationScopes.Delete(ctx, memberScope))
	ok(t, w.own.Scopes.Delete(ctx, resource, scope))
	got, err := w.own.ConsentScopes.Of(ctx, app)
	equal(t, askedNames(got), err, []string{"user profile"})
}
