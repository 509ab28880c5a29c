package storetest

import (
	"testing"

	"portico/models"
	"portico/models/store"
)

// testExpiry checks that expired records are deleted in every tenant, and no others.
func testExpiry(t *testing.T, w *world) {
	ctx := t.Context()
	living := newGrant("living", "living")
	living.ExpiresAt = now + 9
	ok(t, w.own.Grants.Insert(ctx, living))
	ok(t, w.own.AuthorizationCodes.Insert(ctx, newCode("living", "living", "x")))
	ok(t, w.own.RefreshTokens.Insert(ctx, newRefreshToken("ended", "living")))
	stays := newSession("living", user, "living")
	stays.ExpiresAt = now + 2
	ok(t, w.own.Sessions.Insert(ctx, stays))
	used := newConsoleSession("living", "living")
	used.ExpiresAt = now + 2
	ok(t, w.own.ConsoleSessions.Insert(ctx, used))
	open := newInvitation("living")
	open.ExpiresAt = now + 2
	ok(t, w.own.OperatorInvitations.Insert(ctx, open))
	ok(t, w.own.ClientAssertions.Insert(ctx, newAssertion(app)))
	_, err := w.own.VerificationAttempts.Count(ctx, "ended", now, now+1)
	ok(t, err)
	_, err = w.own.VerificationAttempts.Count(ctx, "blocked", now, now+1)
	ok(t, err)
	ok(t, w.own.VerificationAttempts.Block(ctx, "blocked", now+5))

	// A millisecond earlier, nothing is deleted.
	ok(t, w.db.DeleteExpired(ctx, now))
	fails(t, w.own.ClientAssertions.Insert(ctx, newAssertion(app)), store.ErrConflict)
	for _, s := range append(w.others, w.own) {
		_, err := s.Grants.Live(ctx, grant, now)
		ok(t, err)
	}

	// The look-ups use a time before expiry, so a missing record has been deleted.
	ok(t, w.db.DeleteExpired(ctx, now+1))
	for _, s := range append(w.others, w.own) {
		wantExpiredGone(t, s)
		_, err := s.Users.Get(ctx, user)
		ok(t, err)
	}
	_, err = w.own.RefreshTokens.ByDigest(ctx, digest("ended"))
	fails(t, err, store.ErrNotFound)
	_, err = w.own.Grants.Live(ctx, "living", now)
	ok(t, err)
	_, err = w.own.AuthorizationCodes.ByDigest(ctx, digest("living"))
	ok(t, err)
	_, err = w.own.Sessions.ByDigest(ctx, digest("living"), now)
	ok(t, err)
	_, err = w.own.ConsoleSessions.ByDigest(ctx, digest("living"), now)
	ok(t, err)
	_, err = w.own.OperatorInvitations.Get(ctx, "living")
	ok(t, err)
	ok(t, w.own.ClientAssertions.Insert(ctx, newAssertion(app)))
	fails(t, w.own.VerificationAttempts.Block(ctx, "ended", now), store.ErrNotFound)
	got, err := w.own.VerificationAttempts.Count(ctx, "blocked", now, now+1)
	equal(t, got, err, &models.VerificationAttempts{
		TenantID: "own", Subject: "blocked", Count: 2, WindowEndsAt: now + 5, BlockedUntil: now + 5,
	})
}

// testInteractionExpiry checks that an ended interaction remains for a day.
func testInteractionExpiry(t *testing.T, w *world) {
	const day = 24 * 60 * 60 * 1000
	ctx := t.Context()
	ok(t, w.db.DeleteExpired(ctx, now+day))
	for _, s := range append(w.others, w.own) {
		_, err := s.Interactions.Get(ctx, interaction)
		ok(t, err)
	}
	ok(t, w.db.DeleteExpired(ctx, now+1+day))
	for _, s := range append(w.others, w.own) {
		_, err := s.Interactions.Get(ctx, interaction)
		fails(t, err, store.ErrNotFound)
	}
}

func wantExpiredGone(t *testing.T, s *store.Store) {
	t.Helper()
	ctx := t.Context()
	_, err := s.Grants.Live(ctx, grant, now)
	fails(t, err, store.ErrNotFound)
	_, err = s.AuthorizationCodes.ByDigest(ctx, digest("code"))
	fails(t, err, store.ErrNotFound)
	_, err = s.RefreshTokens.ByDigest(ctx, digest("refresh token"))
	fails(t, err, store.ErrNotFound)
	_, err = s.AccessTokens.ByDigest(ctx, digest("access token"), now)
	fails(t, err, store.ErrNotFound)
	_, err = s.Sessions.ByDigest(ctx, digest(session), now)
	fails(t, err, store.ErrNotFound)
	_, err = s.ConsoleSessions.ByDigest(ctx, digest(consoleSession), now)
	fails(t, err, store.ErrNotFound)
	_, err = s.OperatorInvitations.ByDigest(ctx, digest(invitation), now)
	fails(t, err, store.ErrNotFound)
}
