package storetest

import (
	"context"
	"testing"

	"portico/models"
	"portico/models/store"
)

func applicationTests() map[string]func(*testing.T, *world) {
	return map[string]func(*testing.T, *world){
		"create and read": testApplication,
		"nothing set":     testBareApplication,
		"update metadata": testUpdateApplicationMetadata,
		"update":          testUpdateApplication,
		"hold":            testHoldApplication,
		"rename secret":   testRenameApplicationSecret,
		"delete secret":   testDeleteApplicationSecret,
		"delete":          testDeleteApplication,
		"secrets":         testApplicationSecrets,
	}
}

func testApplication(t *testing.T, w *world) {
	want := newApplication(app, "own")
	want.TenantID = "own"
	got, err := w.own.Applications.Get(t.Context(), app)
	equal(t, got, err, want)
	_, err = w.own.Applications.Get(t.Context(), foreign)
	fails(t, err, store.ErrNotFound)
	fails(t, w.own.Applications.Insert(t.Context(), newApplication(app, "again")), store.ErrConflict)
}

// Nil maps and lists are read back as empty ones.
func testBareApplication(t *testing.T, w *world) {
	ok(t, w.own.Applications.Insert(t.Context(), &models.Application{ID: "new", Type: models.ApplicationSPA}))
	got, err := w.own.Applications.Get(t.Context(), "new")
	equal(t, got, err, &models.Application{
		TenantID: "own", ID: "new", Type: models.ApplicationSPA, CustomData: map[string]any{},
	})
}

func testUpdateApplicationMetadata(t *testing.T, w *world) {
	ctx := t.Context()
	change := newApplication(app, "changed")
	change.CustomClientMetadata = models.CustomClientMetadata{RequirePKCE: true}
	ok(t, w.own.Applications.UpdateMetadata(ctx, change))
	want := newApplication(app, "own")
	want.TenantID = "own"
	want.OIDCClientMetadata, want.CustomClientMetadata = change.OIDCClientMetadata, change.CustomClientMetadata
	got, err := w.own.Applications.Get(ctx, app)
	equal(t, got, err, want)
	fails(t, w.own.Applications.UpdateMetadata(ctx, newApplication(foreign, "x")), store.ErrNotFound)
}

func testDeleteApplication(t *testing.T, w *world) {
	ctx := t.Context()
	fails(t, w.own.Applications.Delete(ctx, foreign), store.ErrNotFound)
	ok(t, w.own.Applications.Delete(ctx, app))
	fails(t, w.own.Applications.Delete(ctx, app), store.ErrNotFound)

	secrets, err := w.own.Secrets.List(ctx, models.ApplicationHolder(app))
	equal(t, len(secrets), err, 0)
	_, err = w.own.Grants.Live(ctx, grant, now)
	fails(t, err, store.ErrNotFound)
	_, err = w.own.AuthorizationCodes.ByDigest(ctx, digest("code"))
	fails(t, err, store.ErrNotFound)
	_, err = w.own.Interactions.Get(ctx, interaction)
	fails(t, err, store.ErrNotFound)
	scopes, err := w.own.Permissions.Scopes(ctx, store.PermissionQuery{Holder: models.ApplicationHolder(app), ResourceID: resource})
	equal(t, len(scopes), err, 0)

	_, err = w.own.Users.Get(ctx, user)
	ok(t, err)
	_, err = w.own.Sessions.ByDigest(ctx, digest(session), now)
	ok(t, err)
	logs, err := w.own.AuditLogs.Newest(ctx, store.AuditLogFilter{ApplicationID: app}, 10)
	equal(t, len(logs), err, 1)
}

func testApplicationSecrets(t *testing.T, w *world) {
	ctx := t.Context()
	older := newSecret(app, "older", "older")
	older.CreatedAt = now - 1
	ok(t, w.own.Secrets.Insert(ctx, older))
	ok(t, w.own.Secrets.Insert(ctx, newSecret(app, "another", "another")))
	fails(t, w.own.Secrets.Insert(ctx, newSecret(app, "older", "again")), store.ErrConflict)
	fails(t, w.own.Secrets.Insert(ctx, newSecret(foreign, "new", "new")), store.ErrConflict)

	want := []models.Secret{*older, *newSecret(app, "another", "another"), *newSecret(app, "default", "own")}
	for i := range want {
		want[i].TenantID = "own"
	}
	got, err := w.own.Secrets.List(ctx, models.ApplicationHolder(app))
	equal(t, got, err, want)
}

func testUpdateApplication(t *testing.T, w *world) {
	ctx := t.Context()
	change := newApplication(app, "changed")
	change.Type, change.IsThirdParty, change.CreatedAt = models.ApplicationSPA, false, 1
	ok(t, w.own.Applications.Update(ctx, change))
	// The type, the owner and the creation time do not change.
	want := newApplication(app, "changed")
	want.TenantID = "own"
	got, err := w.own.Applications.Get(ctx, app)
	equal(t, got, err, want)

	// Values can also be cleared.
	ok(t, w.own.Applications.Update(ctx, &models.Application{ID: app, Name: "bare"}))
	want.Name, want.Description, want.CustomData = "bare", nil, map[string]any{}
	want.OIDCClientMetadata, want.CustomClientMetadata = models.OIDCClientMetadata{}, models.CustomClientMetadata{}
	got, err = w.own.Applications.Get(ctx, app)
	equal(t, got, err, want)
	fails(t, w.own.Applications.Update(ctx, newApplication(foreign, "x")), store.ErrNotFound)
}

// Whoever holds an application reads and writes it before the next one does.
func testHoldApplication(t *testing.T, w *world) {
	fails(t, w.own.InTx(t.Context(), func(tx *store.Store) error { return second(tx.Applications.Hold(t.Context(), foreign)) }), store.ErrNotFound)
	count := func(ctx context.Context) error {
		return w.own.InTx(ctx, func(tx *store.Store) error {
			held, err := tx.Applications.Hold(ctx, app)
			if err != nil {
				return err
			}
			held.CustomClientMetadata.IDTokenTTL++
			return tx.Applications.Update(ctx, held)
		})
	}
	times := atOnce(t, nil, count)
	want := newApplication(app, "own")
	want.TenantID = "own"
	want.CustomClientMetadata.IDTokenTTL += int64(times)
	got, err := w.own.Applications.Get(t.Context(), app)
	equal(t, got, err, want)
}

func testRenameApplicationSecret(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.Secrets.Insert(ctx, newSecret(app, "another", "another")))
	renamed := newSecret(app, "renamed", "resealed")
	ok(t, w.own.Secrets.Rename(ctx, "default", renamed))
	// The digest and the times do not change.
	want := newSecret(app, "renamed", "own")
	want.TenantID, want.Sealed = "own", renamed.Sealed
	got, err := w.own.Secrets.Get(ctx, models.ApplicationHolder(app), "renamed")
	equal(t, got, err, want)
	_, err = w.own.Secrets.Get(ctx, models.ApplicationHolder(app), "default")
	fails(t, err, store.ErrNotFound)
	fails(t, w.own.Secrets.Rename(ctx, "default", renamed), store.ErrNotFound)
	fails(t, w.own.Secrets.Rename(ctx, "renamed", newSecret(app, "another", "x")), store.ErrConflict)
	fails(t, w.own.Secrets.Rename(ctx, "renamed", newSecret(foreign, "x", "x")), store.ErrNotFound)
}

func testDeleteApplicationSecret(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.Secrets.Insert(ctx, newSecret(app, "another", "another")))
	fails(t, w.own.Secrets.Delete(ctx, models.ApplicationHolder(foreign), "default"), store.ErrNotFound)
	ok(t, w.own.Secrets.Delete(ctx, models.ApplicationHolder(app), "default"))
	fails(t, w.own.Secrets.Delete(ctx, models.ApplicationHolder(app), "default"), store.ErrNotFound)
	left, err := w.own.Secrets.List(ctx, models.ApplicationHolder(app))
	ok(t, err)
	if len(left) != 1 || left[0].Name != "another" {
		t.Errorf("left: %+v", left)
	}
}
