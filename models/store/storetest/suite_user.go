package storetest

import (
	"context"
	"testing"

	"portico/models"
	"portico/models/store"
)

func userTests() map[string]func(*testing.T, *world) {
	return map[string]func(*testing.T, *world){
		"create and read": testUser,
		"find":            testFindUser,
		"unique values":   testUserConflicts,
		"update":          testUpdateUser,
		"record sign-in":  testRecordSignIn,
		"suspend":         testSetUserSuspension,
		"set password":    testSetUserPassword,
		"rehash password": testRehashUserPassword,
		"hold":            testHoldUser,
		"delete":          testDeleteUser,

		"personal access tokens":        testPersonalAccessTokens,
		"rename personal access token":  testRenamePersonalAccessToken,
		"delete personal access tokens": testDeletePersonalAccessTokens,
	}
}

func testUser(t *testing.T, w *world) {
	want := newUser(user, "own")
	want.TenantID = "own"
	got, err := w.own.Users.Get(t.Context(), user)
	equal(t, got, err, want)
	for _, id := range []string{foreign, absent, "USER", ""} {
		_, err = w.own.Users.Get(t.Context(), id)
		fails(t, err, store.ErrNotFound)
	}
}

func testFindUser(t *testing.T, w *world) {
	tests := []struct {
		name  string
		find  func(context.Context, string) (*models.User, error)
		finds []string
		not   []string
	}{
		{
			"e-mail", w.own.Users.ByEmail,
			[]string{"Ada.user@Example.com", "ada.USER@example.COM"},
			[]string{"ada.foreign@example.com", "ada.user@example.org", "ada.%@example.com", ""},
		},
		{"username", w.own.Users.ByUsername, []string{"Ada-user"}, []string{"ada-user", "Ada-foreign", "Ada-%", ""}},
		{"username in any case", w.own.Users.ByUsernameKey, []string{"ada-user"}, []string{"ada-foreign", ""}},
		{"phone", w.own.Users.ByPhone, []string{"+1555user"}, []string{"1555user", "+1555foreign", "+1555%", ""}},
	}
	want := newUser(user, "own")
	want.TenantID = "own"
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for _, text := range test.finds {
				got, err := test.find(t.Context(), text)
				equal(t, got, err, want)
			}
			for _, text := range test.not {
				_, err := test.find(t.Context(), text)
				fails(t, err, store.ErrNotFound)
			}
		})
	}
}

func testUserConflicts(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.Users.Insert(ctx, newBareUser("bare-1")))
	ok(t, w.own.Users.Insert(ctx, newBareUser("bare-2")))
	tests := []struct {
		name string
		set  func(*models.User)
	}{
		{"id", func(u *models.User) { u.ID = user }},
		{"username", func(u *models.User) { u.Username = ptr("Ada-user") }},
		{"username key", func(u *models.User) { u.UsernameKey = ptr("ada-user") }},
		{"email key", func(u *models.User) { u.EmailKey = ptr("ada.user@example.com") }},
		{"phone", func(u *models.User) { u.PrimaryPhone = ptr("+1555user") }},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			taken := newBareUser("new")
			test.set(taken)
			fails(t, w.own.Users.Insert(ctx, taken), store.ErrConflict)
			if test.name != "id" {
				taken.ID = "bare-1"
				fails(t, w.own.Users.Update(ctx, taken), store.ErrConflict)
			}
		})
	}
	other := newBareUser("other-case")
	other.Username = ptr("ADA-user")
	ok(t, w.own.Users.Insert(ctx, other))
	elsewhere := newUser(foreign, "own")
	ok(t, w.own.Users.Insert(ctx, elsewhere))
}

func testUpdateUser(t *testing.T, w *world) {
	ctx := t.Context()
	full := newUser(user, "changed")
	full.Username, full.EmailKey = ptr("new"), ptr("new@example.com")
	full.CreatedAt = 1
	ok(t, w.own.Users.Update(ctx, full))
	full.TenantID, full.CreatedAt = "own", now
	got, err := w.own.Users.Get(ctx, user)
	equal(t, got, err, full)

	// Values can also be cleared.
	ok(t, w.own.Users.Update(ctx, newBareUser(user)))
	want := newBareUser(user)
	want.TenantID = "own"
	got, err = w.own.Users.Get(ctx, user)
	equal(t, got, err, want)

	ok(t, w.own.Users.Update(ctx, &models.User{ID: user}))
	got, err = w.own.Users.Get(ctx, user)
	equal(t, got, err, want)

	fails(t, w.own.Users.Update(ctx, newUser(foreign, "x")), store.ErrNotFound)
}

func testRecordSignIn(t *testing.T, w *world) {
	ctx := t.Context()
	verified, err := w.own.Users.Get(ctx, user)
	ok(t, err)
	fails(t, w.own.Users.RecordSignIn(ctx, verified, now+5), store.ErrNotFound) // the user is suspended
	ok(t, w.own.Users.SetSuspension(ctx, user, false, now))
	fails(t, w.own.Users.RecordSignIn(ctx, newUser(foreign, "x"), now+5), store.ErrNotFound)
	outdated := *verified
	outdated.PasswordHash += "old"
	fails(t, w.own.Users.RecordSignIn(ctx, &outdated, now+5), store.ErrNotFound)
	ok(t, w.own.Users.RecordSignIn(ctx, verified, now+5))
	want := newUser(user, "own")
	want.TenantID, want.LastSignInAt, want.IsSuspended, want.UpdatedAt = "own", now+5, false, now
	got, err := w.own.Users.Get(ctx, user)
	equal(t, got, err, want)
}

func testSetUserSuspension(t *testing.T, w *world) {
	want := newUser(user, "own")
	want.TenantID = "own"
	for i, isSuspended := range []bool{false, true} {
		want.IsSuspended, want.UpdatedAt = isSuspended, now+int64(i)+1
		ok(t, w.own.Users.SetSuspension(t.Context(), user, isSuspended, want.UpdatedAt))
		got, err := w.own.Users.Get(t.Context(), user)
		equal(t, got, err, want)
	}
	fails(t, w.own.Users.SetSuspension(t.Context(), foreign, true, now), store.ErrNotFound)
}

func testSetUserPassword(t *testing.T, w *world) {
	want := newUser(user, "own")
	want.TenantID, want.PasswordHash, want.UpdatedAt = "own", "$argon2id$new", now+1
	ok(t, w.own.Passwords.Expire(t.Context(), user, true, now))
	expired, err := w.own.Users.Get(t.Context(), user)
	if err != nil || !expired.IsPasswordExpired {
		t.Errorf("the password has not expired: %v", err)
	}
	fails(t, w.own.Passwords.Expire(t.Context(), foreign, true, now), store.ErrNotFound)
	ok(t, w.own.Passwords.Set(t.Context(), user, want.PasswordHash, want.UpdatedAt))
	got, err := w.own.Users.Get(t.Context(), user)
	equal(t, got, err, want)
	fails(t, w.own.Passwords.Set(t.Context(), foreign, "x", now), store.ErrNotFound)
}

func testRehashUserPassword(t *testing.T, w *world) {
	ctx := t.Context()
	verified, err := w.own.Users.Get(ctx, user)
	ok(t, err)
	outdated := *verified
	outdated.PasswordHash += "old"
	fails(t, w.own.Passwords.Rehash(ctx, &outdated, "new"), store.ErrNotFound)
	fails(t, w.own.Passwords.Rehash(ctx, newUser(foreign, foreign), "new"), store.ErrNotFound)
	succeeded := atOnce(t, store.ErrNotFound, func(ctx context.Context) error {
		return w.own.Passwords.Rehash(ctx, verified, "new")
	})
	want := newUser(user, "own")
	want.TenantID, want.PasswordHash = "own", "new"
	got, err := w.own.Users.Get(ctx, user)
	equal(t, got, err, want)
	if succeeded != 1 {
		t.Errorf("%d succeeded", succeeded)
	}
}

// Whoever holds a user reads and writes it before the next one does.
func testHoldUser(t *testing.T, w *world) {
	fails(t, w.own.InTx(t.Context(), func(tx *store.Store) error { return second(tx.Users.Hold(t.Context(), foreign)) }), store.ErrNotFound)
	times := atOnce(t, nil, func(ctx context.Context) error {
		return w.own.InTx(ctx, func(tx *store.Store) error {
			held, err := tx.Users.Hold(ctx, user)
			if err != nil {
				return err
			}
			held.EmailVerifiedAt++
			return tx.Users.Update(ctx, held)
		})
	})
	want := newUser(user, "own")
	want.TenantID = "own"
	want.EmailVerifiedAt += int64(times)
	got, err := w.own.Users.Get(t.Context(), user)
	equal(t, got, err, want)
}

func testDeleteUser(t *testing.T, w *world) {
	ctx := t.Context()
	fails(t, w.own.Users.Delete(ctx, foreign), store.ErrNotFound)
	ok(t, w.own.Users.Delete(ctx, user))
	fails(t, w.own.Users.Delete(ctx, user), store.ErrNotFound)

	_, err := w.own.Sessions.ByDigest(ctx, digest(session), now)
	fails(t, err, store.ErrNotFound)
	_, err = w.own.Grants.Live(ctx, grant, now)
	fails(t, err, store.ErrNotFound)
	_, err = w.own.RefreshTokens.ByDigest(ctx, digest("refresh token"))
	fails(t, err, store.ErrNotFound)
	scopes, err := w.own.Permissions.Scopes(ctx, store.PermissionQuery{Holder: models.UserHolder(user), ResourceID: resource})
	equal(t, len(scopes), err, 0)

	_, err = w.own.Applications.Get(ctx, app)
	ok(t, err)
	_, err = w.own.Roles.ByName(ctx, "reader")
	ok(t, err)
	logs, err := w.own.AuditLogs.Newest(ctx, store.AuditLogFilter{UserID: user}, 10)
	equal(t, len(logs), err, 1)
}
