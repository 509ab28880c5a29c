package storetest

import (
	"context"
	"testing"

	"portico/models"
	"portico/models/store"
)

func tokenTests() map[string]func(*testing.T, *world) {
	return map[string]func(*testing.T, *world){
		"code":                  testAuthorizationCode,
		"code at once":          testAuthorizationCodeAtOnce,
		"refresh token":         testRefreshToken,
		"refresh token at once": testRefreshTokenAtOnce,
		"access token":          testAccessToken,
		"assertion":             testClientAssertion,
		"assertion at once":     testClientAssertionAtOnce,
	}
}

func testAuthorizationCode(t *testing.T, w *world) {
	ctx := t.Context()
	want := newCode("code", grant, "own")
	want.TenantID = "own"
	got, err := w.own.AuthorizationCodes.ByDigest(ctx, digest("code"))
	equal(t, got, err, want)

	want.ConsumedAt = now
	got, err = w.own.AuthorizationCodes.Consume(ctx, digest("code"), now)
	equal(t, got, err, want)
	_, err = w.own.AuthorizationCodes.Consume(ctx, digest("code"), now+1)
	fails(t, err, store.ErrNotFound)
	got, err = w.own.AuthorizationCodes.ByDigest(ctx, digest("code"))
	equal(t, got, err, want)

	_, err = w.own.AuthorizationCodes.ByDigest(ctx, digest(foreign))
	fails(t, err, store.ErrNotFound)
	_, err = w.own.AuthorizationCodes.Consume(ctx, digest(foreign), now)
	fails(t, err, store.ErrNotFound)
	fails(t, w.own.AuthorizationCodes.Insert(ctx, newCode("code", grant, "again")), store.ErrConflict)
	fails(t, w.own.AuthorizationCodes.Insert(ctx, newCode("new", foreign, "x")), store.ErrConflict)
}

func testAuthorizationCodeAtOnce(t *testing.T, w *world) {
	succeeded := atOnce(t, store.ErrNotFound, func(ctx context.Context) error {
		return w.own.InTx(ctx, func(tx *store.Store) error {
			_, err := tx.AuthorizationCodes.Consume(ctx, digest("code"), now)
			return err
		})
	})
	equal(t, succeeded, nil, 1)
}

func testRefreshToken(t *testing.T, w *world) {
	ctx := t.Context()
	want := newRefreshToken("refresh token", grant)
	want.TenantID = "own"
	got, err := w.own.RefreshTokens.ByDigest(ctx, digest("refresh token"))
	equal(t, got, err, want)

	ok(t, w.own.RefreshTokens.Consume(ctx, digest("refresh token"), now))
	fails(t, w.own.RefreshTokens.Consume(ctx, digest("refresh token"), now+1), store.ErrNotFound)
	want.ConsumedAt = now
	got, err = w.own.RefreshTokens.ByDigest(ctx, digest("refresh token"))
	equal(t, got, err, want)

	_, err = w.own.RefreshTokens.ByDigest(ctx, digest(foreign))
	fails(t, err, store.ErrNotFound)
	fails(t, w.own.RefreshTokens.Consume(ctx, digest(foreign), now), store.ErrNotFound)
	fails(t, w.own.RefreshTokens.Insert(ctx, newRefreshToken("refresh token", grant)), store.ErrConflict)
	fails(t, w.own.RefreshTokens.Insert(ctx, newRefreshToken("new", foreign)), store.ErrConflict)
}

func testRefreshTokenAtOnce(t *testing.T, w *world) {
	succeeded := atOnce(t, store.ErrNotFound, func(ctx context.Context) error {
		return w.own.InTx(ctx, func(tx *store.Store) error {
			return tx.RefreshTokens.Consume(ctx, digest("refresh token"), now)
		})
	})
	equal(t, succeeded, nil, 1)
}

func testAccessToken(t *testing.T, w *world) {
	ctx := t.Context()
	want := newAccessToken("access token", grant, "own")
	want.TenantID = "own"
	got, err := w.own.AccessTokens.ByDigest(ctx, digest("access token"), now)
	equal(t, got, err, want)
	_, err = w.own.AccessTokens.ByDigest(ctx, digest("access token"), want.ExpiresAt)
	fails(t, err, store.ErrNotFound)
	_, err = w.own.AccessTokens.ByDigest(ctx, digest(foreign), now)
	fails(t, err, store.ErrNotFound)
	fails(t, w.own.AccessTokens.Insert(ctx, newAccessToken("access token", grant, "x")), store.ErrConflict)
	fails(t, w.own.AccessTokens.Insert(ctx, newAccessToken("new", foreign, "x")), store.ErrConflict)
}

func newAssertion(applicationID string) *models.ClientAssertion {
	return &models.ClientAssertion{ApplicationID: applicationID, Digest: digest("jti"), ExpiresAt: now + 1}
}

func testClientAssertion(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.ClientAssertions.Insert(ctx, newAssertion(app)))
	fails(t, w.own.ClientAssertions.Insert(ctx, newAssertion(app)), store.ErrConflict)
	fails(t, w.own.ClientAssertions.Insert(ctx, newAssertion(foreign)), store.ErrConflict)
	// Each application has its own.
	ok(t, w.own.Applications.Insert(ctx, newApplication("new", "new")))
	ok(t, w.own.ClientAssertions.Insert(ctx, newAssertion("new")))
	ok(t, w.others[0].ClientAssertions.Insert(ctx, newAssertion(app)))
}

func testClientAssertionAtOnce(t *testing.T, w *world) {
	succeeded := atOnce(t, store.ErrConflict, func(ctx context.Context) error {
		return w.own.ClientAssertions.Insert(ctx, newAssertion(app))
	})
	equal(t, succeeded, nil, 1)
}
