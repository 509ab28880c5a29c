package storetest

import (
	"testing"

	"portico/models"
	"portico/models/store"
)

func applicationTests() map[string]func(*testing.T, *world) {
	return map[string]func(*testing.T, *world){
		"create and read": testApplication,
		"nothing set":     testBareApplication,
		"update metadata": testUpdateApplicationMetadata,
		"delete":          testDeleteApplication,
		"secrets":         testApplicationSecrets,
	}
}

func testApplication(t *testing.T, w *world) {
	want := newApplication(app, "own")
	want.TenantID = "own"
	got, err := w.own.Application(t.Context(), app)
	equal(t, got, err, want)
	_, err = w.own.Application(t.Context(), foreign)
	fails(t, err, store.ErrNotFound)
	fails(t, w.own.CreateApplication(t.Context(), newApplication(app, "again")), store.ErrConflict)
}

// Maps and lists that are not set come back empty.
func testBareApplication(t *testing.T, w *world) {
	ok(t, w.own.CreateApplication(t.Context(), &models.Application{ID: "new", Type: models.ApplicationSPA}))
	got, err := w.own.Application(t.Context(), "new")
	equal(t, got, err, &models.Application{
		TenantID: "own", ID: "new", Type: models.ApplicationSPA, CustomData: map[string]any{},
	})
}

func testUpdateApplicationMetadata(t *testing.T, w *world) {
	ctx := t.Context()
	change := newApplication(app, "changed")
	change.CustomClientMetadata = models.CustomClientMetadata{RequirePKCE: true}
	ok(t, w.own.UpdateApplicationMetadata(ctx, change))
	want := newApplication(app, "own")
	want.TenantID = "own"
	want.OIDCClientMetadata, want.CustomClientMetadata = change.OIDCClientMetadata, change.CustomClientMetadata
	got, err := w.own.Application(ctx, app)
	equal(t, got, err, want)
	fails(t, w.own.UpdateApplicationMetadata(ctx, newApplication(foreign, "x")), store.ErrNotFound)
}

func testDeleteApplication(t *testing.T, w *world) {
	ctx := t.Context()
	fails(t, w.own.DeleteApplication(ctx, foreign), store.ErrNotFound)
	ok(t, w.own.DeleteApplication(ctx, app))
	fails(t, w.own.DeleteApplication(ctx, app), store.ErrNotFound)

	secrets, err := w.own.ApplicationSecrets(ctx, app)
	equal(t, len(secrets), err, 0)
	_, err = w.own.Grant(ctx, grant, now)
	fails(t, err, store.ErrNotFound)
	_, err = w.own.AuthorizationCode(ctx, digest("code"))
	fails(t, err, store.ErrNotFound)
	_, err = w.own.Interaction(ctx, interaction)
	fails(t, err, store.ErrNotFound)
	scopes, err := w.own.ApplicationScopes(ctx, app, resource)
	equal(t, len(scopes), err, 0)

	_, err = w.own.User(ctx, user)
	ok(t, err)
	_, err = w.own.SessionByDigest(ctx, digest(session), now)
	ok(t, err)
	logs, err := w.own.AuditLogs(ctx, store.AuditLogFilter{ApplicationID: app}, 10)
	equal(t, len(logs), err, 1)
}

func testApplicationSecrets(t *testing.T, w *world) {
	ctx := t.Context()
	older := newSecret(app, "older", "older")
	older.CreatedAt = now - 1
	ok(t, w.own.CreateApplicationSecret(ctx, older))
	ok(t, w.own.CreateApplicationSecret(ctx, newSecret(app, "another", "another")))
	fails(t, w.own.CreateApplicationSecret(ctx, newSecret(app, "older", "again")), store.ErrConflict)
	fails(t, w.own.CreateApplicationSecret(ctx, newSecret(foreign, "new", "new")), store.ErrConflict)

	want := []models.ApplicationSecret{*older, *newSecret(app, "another", "another"), *newSecret(app, "default", "own")}
	for i := range want {
		want[i].TenantID = "own"
	}
	got, err := w.own.ApplicationSecrets(ctx, app)
	equal(t, got, err, want)
}
