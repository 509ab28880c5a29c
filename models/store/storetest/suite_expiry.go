package storetest

import (
	"testing"

	"portico/models"
	"portico/models/store"
)

// testExpiry looks that what has ended goes, in every tenant, and all else stays.
func testExpiry(t *testing.T, w *world) {
	ctx := t.Context()
	living := newGrant("living", "living")
	living.ExpiresAt = now + 9
	ok(t, w.own.CreateGrant(ctx, living))
	ok(t, w.own.CreateAuthorizationCode(ctx, newCode("living", "living", "x")))
	ok(t, w.own.CreateRefreshToken(ctx, newRefreshToken("ended", "living")))
	stays := newSession("living", user, "living")
	stays.ExpiresAt = now + 2
	ok(t, w.own.CreateSession(ctx, stays))
	used := newConsoleSession("living", "living")
	used.ExpiresAt = now + 2
	ok(t, w.own.CreateConsoleSession(ctx, used))
	open := newInvitation("living")
	open.ExpiresAt = now + 2
	ok(t, w.own.CreateOperatorInvitation(ctx, open))
	ok(t, w.own.RememberClientAssertion(ctx, newAssertion(app)))
	_, err := w.own.CountVerificationAttempt(ctx, "ended", now, now+1)
	ok(t, err)
	_, err = w.own.CountVerificationAttempt(ctx, "blocked", now, now+1)
	ok(t, err)
	ok(t, w.own.BlockVerification(ctx, "blocked", now+5))

	// A millisecond earlier everything stays.
	ok(t, w.db.DeleteExpired(ctx, now))
	fails(t, w.own.RememberClientAssertion(ctx, newAssertion(app)), store.ErrConflict)
	for _, s := range append(w.others, w.own) {
		_, err := s.Grant(ctx, grant, now)
		ok(t, err)
	}

	// What is missing then has been removed: it is asked for at a time when it lived.
	ok(t, w.db.DeleteExpired(ctx, now+1))
	for _, s := range append(w.others, w.own) {
		wantExpiredGone(t, s)
		_, err := s.User(ctx, user)
		ok(t, err)
	}
	_, err = w.own.RefreshToken(ctx, digest("ended"))
	fails(t, err, store.ErrNotFound)
	_, err = w.own.Grant(ctx, "living", now)
	ok(t, err)
	_, err = w.own.AuthorizationCode(ctx, digest("living"))
	ok(t, err)
	_, err = w.own.SessionByDigest(ctx, digest("living"), now)
	ok(t, err)
	_, err = w.own.ConsoleSessionByDigest(ctx, digest("living"), now)
	ok(t, err)
	_, err = w.own.OperatorInvitation(ctx, "living")
	ok(t, err)
	ok(t, w.own.RememberClientAssertion(ctx, newAssertion(app)))
	fails(t, w.own.BlockVerification(ctx, "ended", now), store.ErrNotFound)
	got, err := w.own.CountVerificationAttempt(ctx, "blocked", now, now+1)
	equal(t, got, err, &models.VerificationAttempts{
		TenantID: "own", Subject: "blocked", Count: 2, WindowEndsAt: now + 5, BlockedUntil: now + 5,
	})
}

// testInteractionExpiry looks that an ended interaction is kept for a day.
func testInteractionExpiry(t *testing.T, w *world) {
	const day = 24 * 60 * 60 * 1000
	ctx := t.Context()
	ok(t, w.db.DeleteExpired(ctx, now+day))
	for _, s := range append(w.others, w.own) {
		_, err := s.Interaction(ctx, interaction)
		ok(t, err)
	}
	ok(t, w.db.DeleteExpired(ctx, now+1+day))
	for _, s := range append(w.others, w.own) {
		_, err := s.Interaction(ctx, interaction)
		fails(t, err, store.ErrNotFound)
	}
}

func wantExpiredGone(t *testing.T, s *store.Store) {
	t.Helper()
	ctx := t.Context()
	_, err := s.Grant(ctx, grant, now)
	fails(t, err, store.ErrNotFound)
	_, err = s.AuthorizationCode(ctx, digest("code"))
	fails(t, err, store.ErrNotFound)
	_, err = s.RefreshToken(ctx, digest("refresh token"))
	fails(t, err, store.ErrNotFound)
	_, err = s.AccessToken(ctx, digest("access token"), now)
	fails(t, err, store.ErrNotFound)
	_, err = s.SessionByDigest(ctx, digest(session), now)
	fails(t, err, store.ErrNotFound)
	_, err = s.ConsoleSessionByDigest(ctx, digest(consoleSession), now)
	fails(t, err, store.ErrNotFound)
	_, err = s.OperatorInvitationByDigest(ctx, digest(invitation), now)
	fails(t, err, store.ErrNotFound)
}
