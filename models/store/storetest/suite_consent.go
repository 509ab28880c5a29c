package storetest

import (
	"context"
	"testing"

	"portico/models"
	"portico/models/store"
)

func consentTests() group {
	return group{
		"give and take back": testConsent,
		"list":               testConsents,
		"of a user":          testConsentsOfUser,
		"ends":               testConsentEnds,
		"grants":             testGrantsGiven,
		"experience":         testSignInExperience,
		"give at once":       testConsentAtOnce,
	}
}

func testConsent(t *testing.T, w *world) {
	ctx := t.Context()
	want := newConsent(user, app, "own")
	want.TenantID = "own"
	got, err := w.own.Consents.Get(ctx, user, app)
	equal(t, got, err, want)

	want.Scopes, want.UpdatedAt = map[string][]string{models.ConsentedUserData: {"email"}}, now+9
	changed := *want
	changed.CreatedAt = 1 // is not written
	ok(t, w.own.Consents.Save(ctx, &changed))
	got, err = w.own.Consents.Get(ctx, user, app)
	equal(t, got, err, want)

	fails(t, w.own.Consents.Save(ctx, newConsent(user, foreign, "x")), store.ErrConflict)
	fails(t, w.own.Consents.Save(ctx, newConsent(foreign, app, "x")), store.ErrConflict)
	for _, of := range [][2]string{{user, foreign}, {foreign, app}, {user, absent}, {absent, app}} {
		_, err = w.own.Consents.Get(ctx, of[0], of[1])
		fails(t, err, store.ErrNotFound)
		fails(t, w.own.InTx(ctx, func(tx *store.Store) error { return second(tx.Consents.Hold(ctx, of[0], of[1])) }), store.ErrNotFound)
		fails(t, w.own.Consents.Delete(ctx, of[0], of[1]), store.ErrNotFound)
	}
	if _, err := w.own.Consents.Hold(ctx, user, app); err == nil {
		t.Error("a consent is held outside a transaction")
	}
	ok(t, w.own.Consents.Delete(ctx, user, app))
	fails(t, w.own.Consents.Delete(ctx, user, app), store.ErrNotFound)
}

func testConsents(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.Applications.Insert(ctx, newApplication("newer", "newer")))
	ok(t, w.own.Users.Insert(ctx, newBareUser("bea")))
	for _, of := range [][2]string{{user, "newer"}, {"bea", app}} {
		made := newConsent(of[0], of[1], "x")
		made.UpdatedAt++
		ok(t, w.own.Consents.Save(ctx, made))
	}
	tests := []struct {
		of    string
		page  store.Page
		want  []string
		total int64
	}{
		{user, store.Page{}, []string{"newer", app}, 2},
		{user, store.Page{Offset: 1, Limit: 1}, []string{app}, 2},
		{"bea", store.Page{}, []string{app}, 1},
		{foreign, store.Page{}, nil, 0},
	}
	for _, test := range tests {
		found, total, err := w.own.Consents.OfUser(ctx, test.of, test.page)
		var ids []string
		for _, one := range found {
			ids = append(ids, one.ApplicationID)
		}
		equal(t, ids, err, test.want)
		equal(t, total, nil, test.total)
	}
	for _, test := range tests {
		of := map[string]string{user: app, "bea": "newer", foreign: foreign}[test.of]
		want := map[string][]string{app: {"bea", user}, "newer": {user}}[of]
		if test.page.Offset > 0 {
			want = want[test.page.Offset:]
		}
		found, total, err := w.own.Consents.OfApplication(ctx, of, test.page)
		var ids []string
		for _, one := range found {
			ids = append(ids, one.UserID)
		}
		equal(t, ids, err, want)
		equal(t, total, nil, test.total)
	}
}

func testConsentsOfUser(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.Users.Insert(ctx, newBareUser("bea")))
	ok(t, w.own.Consents.Save(ctx, newConsent("bea", app, "x")))
	ok(t, w.own.Consents.DeleteOfUser(ctx, foreign))
	ok(t, w.own.Consents.DeleteOfUser(ctx, user))
	_, err := w.own.Consents.Get(ctx, user, app)
	fails(t, err, store.ErrNotFound)
	ok(t, second(w.own.Consents.Get(ctx, "bea", app)))
}

// A consent ends with its user and with its application.
func testConsentEnds(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.Users.Insert(ctx, newBareUser("bea")))
	ok(t, w.own.Consents.Save(ctx, newConsent("bea", app, "x")))
	ok(t, w.own.Users.Delete(ctx, "bea"))
	_, err := w.own.Consents.Get(ctx, "bea", app)
	fails(t, err, store.ErrNotFound)
	ok(t, w.own.Applications.Delete(ctx, app))
	_, err = w.own.Consents.Get(ctx, user, app)
	fails(t, err, store.ErrNotFound)
	_, err = w.own.SignInExperiences.Get(ctx, app)
	fails(t, err, store.ErrNotFound)
	asked, err := w.own.ConsentScopes.Of(ctx, app)
	equal(t, askedNames(asked), err, []string{})
}

func testGrantsGiven(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.Applications.Insert(ctx, newApplication("other", "other")))
	ok(t, w.own.Users.Insert(ctx, newBareUser("bea")))
	for id, change := range map[string]func(*models.Grant){
		"second": func(*models.Grant) {}, "other application": func(g *models.Grant) { g.ApplicationID = "other" },
		"other user": func(g *models.Grant) { g.UserID, g.SessionID = "bea", "" },
	} {
		made := newGrant(id, "own")
		change(made)
		ok(t, w.own.Grants.Insert(ctx, made))
	}
	ok(t, w.own.Grants.DeleteGiven(ctx, user, foreign))
	ok(t, w.own.Grants.DeleteGiven(ctx, user, app))
	for id, isLeft := range map[string]bool{grant: false, "second": false, "other application": true, "other user": true} {
		_, err := w.own.Grants.Get(ctx, id)
		if isLeft {
			ok(t, err)
		} else {
			fails(t, err, store.ErrNotFound)
		}
	}
	_, err := w.own.RefreshTokens.ByDigest(ctx, digest("refresh token"))
	fails(t, err, store.ErrNotFound)
}

func testSignInExperience(t *testing.T, w *world) {
	ctx := t.Context()
	want := newExperience(app, "own")
	want.TenantID = "own"
	got, err := w.own.SignInExperiences.Get(ctx, app)
	equal(t, got, err, want)
	want.DisplayName, want.Branding, want.Color = "", models.Branding{Favicon: "https://example.com/f"}, models.Color{}
	want.CustomCSS, want.TermsOfUseURL, want.PrivacyPolicyURL = "", "", ""
	before, err := w.own.Tenant.Revision(ctx)
	ok(t, err)
	ok(t, w.own.SignInExperiences.Save(ctx, want))
	after, err := w.own.Tenant.Revision(ctx)
	if err != nil || after <= before {
		t.Errorf("revision %d after %d: %v", after, before, err)
	}
	got, err = w.own.SignInExperiences.Get(ctx, app)
	equal(t, got, err, want)
	all, err := w.own.SignInExperiences.Of(ctx, []string{app, absent, foreign})
	equal(t, all, err, map[string]models.ApplicationSignInExperience{app: *want})
	for _, id := range []string{foreign, absent} {
		_, err = w.own.SignInExperiences.Get(ctx, id)
		fails(t, err, store.ErrNotFound)
		fails(t, w.own.SignInExperiences.Save(ctx, newExperience(id, "x")), store.ErrConflict)
	}
}

// Two answers at the same time add up.
func testConsentAtOnce(t *testing.T, w *world) {
	ctx := t.Context()
	names := make(chan string, 8)
	for _, name := range []string{"a", "b", "c", "d", "e", "f", "g", "h"} {
		names <- name
	}
	equal(t, atOnce(t, nil, func(ctx context.Context) error {
		return w.own.InTx(ctx, func(tx *store.Store) error {
			held, err := tx.Consents.Hold(ctx, user, app)
			if err != nil {
				return err
			}
			held.Add(map[string][]string{"new": {<-names}})
			return tx.Consents.Save(ctx, held)
		})
	}), nil, 8)
	got, err := w.own.Consents.Get(ctx, user, app)
	ok(t, err)
	equal(t, len(got.Scopes["new"]), nil, 8)
}
