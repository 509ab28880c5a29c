package storetest

import (
	"fmt"
	"testing"

	"portico/models"
	"portico/models/store"
)

func consentOrganizationTests() group {
	return group{
		"choose and take back": testConsentOrganizations,
		"lists":                testConsentOrganizationLists,
		"membership":           testConsentEndsWithMembership,
		"block":                testBlock,
		"use":                  testUse,
	}
}

// isAllowed reports the access of the user's application in an organization.
func isAllowed(t *testing.T, s *store.Store, organizationID string) (isAllowed, isBlocked bool) {
	t.Helper()
	isAllowed, isBlocked, err := s.ConsentOrganizations.Access(t.Context(), user, app, organizationID)
	ok(t, err)
	return isAllowed, isBlocked
}

func testConsentOrganizations(t *testing.T, w *world) {
	ctx := t.Context()
	all := w.own.ConsentOrganizations
	ok(t, w.own.Organizations.Insert(ctx, newOrganization("second", "second")))
	fails(t, all.Add(ctx, user, app, []string{"second"}, now), store.ErrConflict) // no member
	ok(t, w.own.Members.Add(ctx, models.HolderUser, "second", []string{user}, now))
	ok(t, all.Add(ctx, user, app, []string{"second", organization, "second"}, now+1))
	ok(t, all.Add(ctx, user, app, nil, now))
	for _, id := range []string{organization, "second"} {
		if is, _ := isAllowed(t, w.own, id); !is {
			t.Errorf("%s is not allowed", id)
		}
	}
	for _, of := range [][3]string{{user, app, foreign}, {user, foreign, organization}, {foreign, app, organization}, {user, app, absent}} {
		fails(t, all.Add(ctx, of[0], of[1], []string{of[2]}, now), store.ErrConflict)
		fails(t, all.Remove(ctx, of[0], of[1], of[2]), store.ErrNotFound)
		is, isBlocked, err := all.Access(ctx, of[0], of[1], of[2])
		if err != nil || is || isBlocked && of[0] == user {
			t.Errorf("%v: %v %v %v", of, is, isBlocked, err)
		}
	}
	ok(t, all.Remove(ctx, user, app, organization))
	fails(t, all.Remove(ctx, user, app, organization), store.ErrNotFound)
	ok(t, all.Clear(ctx, user, foreign))
	if is, _ := isAllowed(t, w.own, "second"); !is {
		t.Error("clearing another application took this one back")
	}
	ok(t, all.Clear(ctx, user, app))
	if is, _ := isAllowed(t, w.own, "second"); is {
		t.Error("not cleared")
	}
	ok(t, all.Add(ctx, user, app, []string{"second"}, now))
	ok(t, all.ClearUser(ctx, foreign))
	ok(t, all.ClearUser(ctx, user))
	left, err := all.OfUser(ctx, user)
	equal(t, len(left), err, 0)
}

func testConsentOrganizationLists(t *testing.T, w *world) {
	ctx := t.Context()
	all := w.own.ConsentOrganizations
	first := newOrganization("first", "aaa")
	ok(t, w.own.Organizations.Insert(ctx, first))
	ok(t, w.own.Members.Add(ctx, models.HolderUser, "first", []string{user}, now))
	ok(t, all.Add(ctx, user, app, []string{"first"}, now+1))
	found, total, err := all.Of(ctx, user, app, store.Page{})
	ok(t, err)
	equal(t, fmt.Sprint(found[0].ID, " ", found[1].ID, " ", total), nil, "first organization 2")
	found, total, err = all.Of(ctx, user, app, store.Page{Offset: 1, Limit: 1})
	ok(t, err)
	equal(t, fmt.Sprint(found[0].ID, " ", total), nil, "organization 2")
	for _, of := range [][2]string{{foreign, app}, {user, foreign}} {
		found, total, err = all.Of(ctx, of[0], of[1], store.Page{})
		equal(t, len(found), err, 0)
		equal(t, total, nil, 0)
	}
	want := []models.ConsentOrganization{
		{TenantID: "own", UserID: user, ApplicationID: app, OrganizationID: "first", CreatedAt: now + 1},
		{TenantID: "own", UserID: user, ApplicationID: app, OrganizationID: organization, CreatedAt: now},
	}
	rows, err := all.OfUser(ctx, user)
	equal(t, rows, err, want)
	rows, err = all.Within(ctx, app, []string{user, foreign, absent})
	equal(t, rows, err, want)
	rows, err = all.Within(ctx, foreign, []string{user})
	equal(t, len(rows), err, 0)
}

// What a user has allowed in an organization ends with the membership, and with the
// organization, and does not come back with it.
func testConsentEndsWithMembership(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.Members.Remove(ctx, models.HolderUser, organization, []string{user}))
	ok(t, w.own.Members.Add(ctx, models.HolderUser, organization, []string{user}, now))
	if is, isBlocked := isAllowed(t, w.own, organization); is || !isBlocked {
		t.Errorf("after the membership: %v %v", is, isBlocked)
	}
	ok(t, second(w.own.Consents.Get(ctx, user, app)))
	ok(t, w.own.ConsentOrganizations.Add(ctx, user, app, []string{organization}, now))
	ok(t, w.own.Organizations.Delete(ctx, organization))
	if is, isBlocked := isAllowed(t, w.own, organization); is || isBlocked {
		t.Errorf("after the organization: %v %v", is, isBlocked)
	}
}

func testBlock(t *testing.T, w *world) {
	ctx := t.Context()
	all := w.own.ConsentOrganizations
	ok(t, w.own.Organizations.Insert(ctx, newOrganization("open", "open")))
	blocked, err := all.BlockedIn(ctx, app, []string{"open", organization, foreign})
	equal(t, blocked, err, []string{organization})
	rows, err := all.BlockedOf(ctx, []string{"open", organization, foreign})
	equal(t, rows, err, []models.OrganizationBlockedApplication{
		{TenantID: "own", OrganizationID: organization, ApplicationID: app, CreatedAt: now},
	})
	ok(t, all.Block(ctx, organization, app, now+1)) // again
	for _, of := range [][2]string{{foreign, app}, {organization, foreign}, {absent, app}} {
		fails(t, all.Block(ctx, of[0], of[1], now), store.ErrConflict)
		fails(t, all.Unblock(ctx, of[0], of[1]), store.ErrNotFound)
	}
	ok(t, all.Unblock(ctx, organization, app))
	fails(t, all.Unblock(ctx, organization, app), store.ErrNotFound)
	if is, isBlocked := isAllowed(t, w.own, organization); !is || isBlocked {
		t.Errorf("allowed again: %v %v", is, isBlocked)
	}
	ok(t, all.Block(ctx, organization, app, now))
	ok(t, w.own.Applications.Delete(ctx, app))
	blocked, err = all.BlockedIn(ctx, app, []string{organization})
	equal(t, len(blocked), err, 0)
}

func testUse(t *testing.T, w *world) {
	ctx := t.Context()
	all := w.own.ConsentOrganizations
	own := newApplication("own", "own party")
	own.IsThirdParty = false
	ok(t, w.own.Applications.Insert(ctx, own))
	for _, id := range []string{"blocked", "popular", "unused"} {
		ok(t, w.own.Applications.Insert(ctx, newApplication(id, id)))
	}
	ok(t, all.Unblock(ctx, organization, app))
	ok(t, all.Block(ctx, organization, "blocked", now))
	ok(t, all.Block(ctx, organization, "own", now))
	for i, id := range []string{"u4", "u3", "u2", "u1"} {
		ok(t, w.own.Users.Insert(ctx, newBareUser(id)))
		ok(t, w.own.Members.Add(ctx, models.HolderUser, organization, []string{id}, now))
		ok(t, all.Add(ctx, id, "popular", []string{organization}, now+int64(i)))
	}
	used, total, err := all.UsedIn(ctx, organization, store.Page{})
	ok(t, err)
	var lines []string
	for _, one := range used {
		line := fmt.Sprint(one.ID, " ", one.DisplayName(), " ", one.UsersCount, " ", one.IsBlocked)
		for _, member := range one.Featured {
			line += " " + member.ID
		}
		lines = append(lines, line)
	}
	equal(t, lines, nil, []string{"blocked blocked 0 true", "app shown own 1 false user", "popular popular 4 false u4 u3 u2"})
	equal(t, total, nil, 3)
	used, total, err = all.UsedIn(ctx, organization, store.Page{Offset: 1, Limit: 1})
	ok(t, err)
	equal(t, fmt.Sprint(used[0].ID, len(used), total), nil, "app1 3")
	for _, id := range []string{foreign, absent} {
		used, total, err = all.UsedIn(ctx, id, store.Page{})
		equal(t, len(used), err, 0)
		equal(t, total, nil, 0)
	}
}
