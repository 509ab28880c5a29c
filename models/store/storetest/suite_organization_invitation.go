package storetest

import (
	"context"
	"testing"

	"portico/models"
	"portico/models/store"
)

// Ids of the records that invitations refer to.
const (
	invitedInto   = "invited-into"   // an organization
	invitedAs     = "invited-as"     // a role for users
	invitedAsNot  = "invited-as-not" // a role for machines
	openInvite    = "open-invite"
	invitee       = "ann@example.com"
	mailConnector = "mail-connector"
)

func invitationTests() map[string]func(*testing.T, *world) {
	return map[string]func(*testing.T, *world){
		"create and find":     testInvitation,
		"one is pending":      testPendingInvitation,
		"pending at once":     testPendingInvitationsAtOnce,
		"update":              testUpdateInvitation,
		"expire":              testExpireInvitations,
		"list":                testInvitations,
		"go with what is led": testInvitationCascades,
		"connector":           testConnector,
	}
}

func newOrganizationInvitation(id string) *models.OrganizationInvitation {
	return &models.OrganizationInvitation{
		ID: id, OrganizationID: invitedInto, Invitee: invitee, InviterID: ptr(user), AcceptedUserID: ptr(user),
		Status: models.InvitationPending, Digest: digest(id), MessageSentAt: now, ExpiresAt: now + 1, CreatedAt: now, UpdatedAt: now,
	}
}

func newConnector(id, label string) *models.Connector {
	return &models.Connector{
		ID: id, ConnectorID: "mail", Sealed: []byte("sealed\x00" + label), Metadata: map[string]any{"name": label}, CreatedAt: now,
	}
}

// populateInvitations creates an invitation and what it needs, and a connector.
func populateInvitations(t *testing.T, s *store.Store, label string) {
	t.Helper()
	ctx := t.Context()
	ok(t, s.Organizations.Insert(ctx, &models.Organization{ID: invitedInto, Name: label, CustomData: map[string]any{}, CreatedAt: now}))
	ok(t, s.OrganizationRoles.Insert(ctx, &models.OrganizationRole{ID: invitedAs, Name: "invited", Description: &label, Type: models.RoleUser, CreatedAt: now}))
	ok(t, s.OrganizationRoles.Insert(ctx, &models.OrganizationRole{ID: invitedAsNot, Name: "not invited", Type: models.RoleMachineToMachine, CreatedAt: now}))
	ok(t, s.OrganizationInvitations.Insert(ctx, newOrganizationInvitation(openInvite), []string{invitedAs}))
	ok(t, s.Connectors.Insert(ctx, newConnector(mailConnector, label)))
}

// invitedWorld is a world whose tenants also have invitations.
func invitedWorld(t *testing.T, open func(testing.TB) *store.DB) *world {
	t.Helper()
	w := newWorld(t, open)
	for _, s := range append(w.others, w.own) {
		populateInvitations(t, s, s.TenantID())
	}
	return w
}

// readInvited is read, plus what populateInvitations creates.
func readInvited(t *testing.T, s *store.Store) []any {
	t.Helper()
	before := read(t, s)
	listed, total, err := s.OrganizationInvitations.List(t.Context(), store.InvitationFilter{}, store.Page{})
	ok(t, err)
	all, err := s.Connectors.List(t.Context())
	ok(t, err)
	return append(before, listed, total, all)
}

func testInvitation(t *testing.T, w *world) {
	ctx := t.Context()
	want := newOrganizationInvitation(openInvite)
	want.TenantID = "own"
	got, err := w.own.OrganizationInvitations.Get(ctx, openInvite)
	equal(t, got, err, want)
	got, err = w.own.OrganizationInvitations.ByDigest(ctx, digest(openInvite))
	equal(t, got, err, want)
	ok(t, w.own.InTx(t.Context(), func(tx *store.Store) error { return second(tx.OrganizationInvitations.Hold(ctx, openInvite)) }))
	_, err = w.own.OrganizationInvitations.Get(ctx, absent)
	fails(t, err, store.ErrNotFound)
	_, err = w.own.OrganizationInvitations.ByDigest(ctx, digest(absent))
	fails(t, err, store.ErrNotFound)
	fails(t, w.own.InTx(t.Context(), func(tx *store.Store) error { return second(tx.OrganizationInvitations.Hold(ctx, absent)) }), store.ErrNotFound)
	roles, err := w.own.OrganizationInvitations.Roles(ctx, openInvite)
	ok(t, err)
	if len(roles) != 1 || roles[0].ID != invitedAs || *roles[0].Description != "own" {
		t.Errorf("roles: %+v", roles)
	}
	ok(t, w.own.OrganizationInvitations.Delete(ctx, openInvite))
	fails(t, w.own.OrganizationInvitations.Delete(ctx, openInvite), store.ErrNotFound)
	roles, err = w.own.OrganizationInvitations.Roles(ctx, openInvite)
	if len(roles) != 0 || err != nil {
		t.Errorf("roles of a deleted one: %+v, %v", roles, err)
	}
}

// An address has at most one pending invitation into an organization, and an
// invitation that cannot be stored with its roles is not stored at all.
func testPendingInvitation(t *testing.T, w *world) {
	ctx := t.Context()
	fails(t, w.own.OrganizationInvitations.Insert(ctx, newOrganizationInvitation("second"), nil), store.ErrConflict)
	elsewhere := newOrganizationInvitation("elsewhere")
	elsewhere.OrganizationID = absent
	fails(t, w.own.OrganizationInvitations.Insert(ctx, elsewhere, nil), store.ErrConflict)
	other := newOrganizationInvitation("other")
	other.Invitee = "bob@example.com"
	fails(t, w.own.OrganizationInvitations.Insert(ctx, other, []string{invitedAs, absent}), store.ErrConflict)
	_, err := w.own.OrganizationInvitations.Get(ctx, "other")
	fails(t, err, store.ErrNotFound)
	other.Digest = digest(openInvite)
	fails(t, w.own.OrganizationInvitations.Insert(ctx, other, nil), store.ErrConflict)
	other.Digest = nil
	ok(t, w.own.OrganizationInvitations.Insert(ctx, other, nil))
}

func testPendingInvitationsAtOnce(t *testing.T, w *world) {
	made := atOnce(t, store.ErrConflict, func(ctx context.Context) error {
		fresh := newOrganizationInvitation(models.NewID())
		fresh.Invitee = "many@example.com"
		return w.own.OrganizationInvitations.Insert(ctx, fresh, []string{invitedAs})
	})
	if made != 1 {
		t.Errorf("%d were made", made)
	}
}

func testUpdateInvitation(t *testing.T, w *world) {
	ctx := t.Context()
	want := newOrganizationInvitation(openInvite)
	want.TenantID, want.Status, want.AcceptedUserID = "own", models.InvitationRevoked, nil
	want.Digest, want.MessageSentAt, want.UpdatedAt = digest("new"), now+5, now+6
	sent := *want
	sent.Invitee, sent.OrganizationID, sent.ExpiresAt = "eve@evil.example", absent, now+9
	ok(t, w.own.OrganizationInvitations.Update(ctx, &sent))
	got, err := w.own.OrganizationInvitations.Get(ctx, openInvite)
	equal(t, got, err, want)
	sent.ID = absent
	fails(t, w.own.OrganizationInvitations.Update(ctx, &sent), store.ErrNotFound)
}

// Only invitations of that address there that have ended by then are marked.
func testExpireInvitations(t *testing.T, w *world) {
	ctx := t.Context()
	status := func() models.InvitationStatus {
		got, err := w.own.OrganizationInvitations.Get(ctx, openInvite)
		ok(t, err)
		return got.Status
	}
	ok(t, w.own.OrganizationInvitations.Expire(ctx, invitedInto, invitee, now))
	ok(t, w.own.OrganizationInvitations.Expire(ctx, invitedInto, "bob@example.com", now+1))
	ok(t, w.own.OrganizationInvitations.Expire(ctx, absent, invitee, now+1))
	if status() != models.InvitationPending {
		t.Errorf("status is %s", status())
	}
	ok(t, w.own.OrganizationInvitations.Expire(ctx, invitedInto, invitee, now+1))
	if status() != models.InvitationExpired {
		t.Errorf("status is %s", status())
	}
	ok(t, w.own.OrganizationInvitations.Insert(ctx, newOrganizationInvitation("next"), nil))
}

func testInvitations(t *testing.T, w *world) {
	ctx := t.Context()
	for i, address := range []string{"b@example.com", "c@example.com"} {
		next := newOrganizationInvitation(address)
		next.Invitee, next.InviterID, next.CreatedAt = address, nil, now+int64(i)+1
		ok(t, w.own.OrganizationInvitations.Insert(ctx, next, []string{invitedAsNot, invitedAs}))
	}
	tests := []struct {
		name   string
		filter store.InvitationFilter
		page   store.Page
		want   []string
		total  int64
	}{
		{"all, newest first", store.InvitationFilter{}, store.Page{}, []string{"c@example.com", "b@example.com", invitee}, 3},
		{"page", store.InvitationFilter{}, store.Page{Offset: 1, Limit: 1}, []string{"b@example.com"}, 3},
		{"past the end", store.InvitationFilter{}, store.Page{Offset: 9, Limit: 1}, nil, 3},
		{"organization", store.InvitationFilter{OrganizationID: invitedInto}, store.Page{}, []string{"c@example.com", "b@example.com", invitee}, 3},
		{"another organization", store.InvitationFilter{OrganizationID: absent}, store.Page{}, nil, 0},
		{"inviter", store.InvitationFilter{InviterID: user}, store.Page{}, []string{invitee}, 1},
		{"invitee", store.InvitationFilter{Invitee: "b@example.com"}, store.Page{}, []string{"b@example.com"}, 1},
		{"part of an address", store.InvitationFilter{Search: "B@EX"}, store.Page{}, []string{"b@example.com"}, 1},
		{"wildcards are literal", store.InvitationFilter{Search: "_@"}, store.Page{}, nil, 0},
		{"both", store.InvitationFilter{Invitee: "b@example.com", InviterID: user}, store.Page{}, nil, 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			found, total, err := w.own.OrganizationInvitations.List(ctx, test.filter, test.page)
			var got []string
			for _, invitation := range found {
				got = append(got, invitation.Invitee)
			}
			equal(t, got, err, test.want)
			equal(t, total, err, test.total)
		})
	}
	found, _, err := w.own.OrganizationInvitations.List(ctx, store.InvitationFilter{Invitee: "b@example.com"}, store.Page{})
	ok(t, err)
	if roles := found[0].Roles; len(roles) != 2 || roles[0].ID != invitedAs || roles[1].ID != invitedAsNot {
		t.Errorf("roles: %+v", roles)
	}
}

// Deleting a role removes it from the invitation; deleting the organization deletes
// the invitation.
func testInvitationCascades(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.Users.Delete(ctx, user))
	_, err := w.own.OrganizationInvitations.Get(ctx, openInvite)
	ok(t, err)
	ok(t, w.own.Organizations.Delete(ctx, invitedInto))
	_, err = w.own.OrganizationInvitations.Get(ctx, openInvite)
	fails(t, err, store.ErrNotFound)
}

func testConnector(t *testing.T, w *world) {
	ctx := t.Context()
	want := newConnector(mailConnector, "own")
	want.TenantID = "own"
	got, err := w.own.Connectors.Get(ctx, mailConnector)
	equal(t, got, err, want)
	all, err := w.own.Connectors.List(ctx)
	equal(t, all, err, []models.Connector{*want})
	all, err = w.own.Connectors.ListOf(ctx, []string{"mail", "none"})
	equal(t, all, err, []models.Connector{*want})
	all, err = w.own.Connectors.ListOf(ctx, []string{"none"})
	equal(t, all, err, []models.Connector{})
	want.Sealed, want.Metadata = []byte("other"), map[string]any{"target": "t"}
	sent := *want
	sent.ConnectorID = "another"
	ok(t, w.own.Connectors.Update(ctx, &sent))
	got, err = w.own.Connectors.Get(ctx, mailConnector)
	equal(t, got, err, want)
	sent.ID = absent
	fails(t, w.own.Connectors.Update(ctx, &sent), store.ErrNotFound)
	ok(t, w.own.Connectors.Delete(ctx, mailConnector))
	fails(t, w.own.Connectors.Delete(ctx, mailConnector), store.ErrNotFound)
	_, err = w.own.Connectors.Get(ctx, mailConnector)
	fails(t, err, store.ErrNotFound)
}
