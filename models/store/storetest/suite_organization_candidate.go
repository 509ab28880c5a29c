package storetest

import (
	"context"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/models"
	"portico/models/store"
)

func organizationCandidateTests() map[string]func(*testing.T, *world) {
	return map[string]func(*testing.T, *world){
		"users":         testUsersOutside,
		"machines":      testMachinesOutside,
		"organizations": testOrganizationsWithout,
		"size":          testOrganizationSize,
	}
}

// candidateWorld gives own and one other tenant, whose records must not count, the
// organizations "one" and "two". In both, the user and the machine are members of
// the first; in the other tenant, also of the second.
func candidateWorld(t *testing.T, w *world) {
	t.Helper()
	ctx := t.Context()
	populate(t, w.db, "m-further")
	further := w.db.Tenant("m-further")
	for _, s := range []*store.Store{w.own, further} {
		for i, id := range []string{"one", "two"} {
			ok(t, s.Organizations.Insert(ctx, &models.Organization{ID: id, Name: "Name of " + id, CreatedAt: now + int64(i)}))
		}
		machine := newApplication("machine", "machine")
		machine.Type = models.ApplicationMachineToMachine
		ok(t, s.Applications.Insert(ctx, machine))
		ok(t, s.Members.Add(ctx, models.HolderUser, "one", []string{user}, now))
		ok(t, s.Members.Add(ctx, models.HolderApplication, "one", []string{"machine"}, now))
	}
	ok(t, further.Members.Add(ctx, models.HolderUser, "two", []string{user}, now))
	ok(t, further.Members.Add(ctx, models.HolderApplication, "two", []string{"machine"}, now))
}

// outside lists a page of the users who are not in an organization.
func outside(ctx context.Context, records *store.Store, organization string, limit int) ([]models.User, int64, error) {
	return records.Users.List(ctx, store.UserFilter{ExcludeOrganizationID: organization}, store.Page{Limit: limit})
}

func testUsersOutside(t *testing.T, w *world) {
	candidateWorld(t, w)
	ctx := t.Context()
	for i := range 3 {
		fresh := newBareUser(fmt.Sprintf("fresh%d", i))
		fresh.CreatedAt = now + int64(i) + 1
		ok(t, w.own.Users.Insert(ctx, fresh))
	}
	tests := []struct {
		organization string
		limit        int
		want         []string
		total        int64
	}{
		{"one", 0, []string{"fresh2", "fresh1", "fresh0"}, 3},
		{"one", 2, []string{"fresh2", "fresh1"}, 3},
		{"two", 0, []string{"fresh2", "fresh1", "fresh0", user}, 4},
	}
	for _, test := range tests {
		users, total, err := outside(ctx, w.own, test.organization, test.limit)
		ids := []string{}
		for _, found := range users {
			ids = append(ids, found.ID)
		}
		if diff := cmp.Diff(test.want, ids); diff != "" || err != nil || total != test.total {
			t.Errorf("%+v: %d, %v %s", test, total, err, diff)
		}
	}
}

func testMachinesOutside(t *testing.T, w *world) {
	candidateWorld(t, w)
	machines := []models.ApplicationType{models.ApplicationMachineToMachine}
	for organization, want := range map[string]int64{"one": 0, "two": 1} {
		filter := store.ApplicationFilter{Types: machines, ExcludeOrganizationID: organization}
		_, total, err := w.own.Applications.List(t.Context(), filter, store.Page{})
		equal(t, total, err, want)
	}
}

func testOrganizationsWithout(t *testing.T, w *world) {
	candidateWorld(t, w)
	ctx := t.Context()
	ok(t, w.own.Users.Insert(ctx, newBareUser("loner")))
	loner := models.UserHolder("loner")
	tests := []struct {
		filter store.OrganizationFilter
		want   []string
	}{
		{store.OrganizationFilter{Without: models.UserHolder(user)}, []string{"two"}},
		{store.OrganizationFilter{Without: models.ApplicationHolder("machine")}, []string{"two"}},
		{store.OrganizationFilter{Without: loner}, []string{"two", "one"}},
		{store.OrganizationFilter{Without: loner, Query: "OF ON"}, []string{"one"}},
		{store.OrganizationFilter{Without: loner, WithoutIDs: []string{"two"}}, []string{"one"}},
		{store.OrganizationFilter{Without: models.ApplicationHolder("loner"), Query: "zzz"}, []string{}},
	}
	for _, test := range tests {
		organizations, total, err := w.own.Organizations.List(ctx, test.filter, store.Page{Limit: 5})
		ids := []string{}
		for _, found := range organizations {
			if found.ID == "one" || found.ID == "two" {
				ids = append(ids, found.ID)
			}
		}
		if diff := cmp.Diff(test.want, ids); diff != "" || err != nil || total < int64(len(ids)) {
			t.Errorf("%+v: %d, %v %s", test, total, err, diff)
		}
	}
}

func testOrganizationSize(t *testing.T, w *world) {
	candidateWorld(t, w)
	ctx := t.Context()
	got, err := w.own.Organizations.Size(ctx, "one", now)
	equal(t, got, err, models.OrganizationSize{Members: 1, Machines: 1})
	for _, id := range []string{"two", absent} {
		got, err = w.own.Organizations.Size(ctx, id, now)
		equal(t, got, err, models.OrganizationSize{})
	}
	for id, status := range map[string]models.InvitationStatus{
		"open": models.InvitationPending, "taken-back": models.InvitationRevoked, "taken": models.InvitationAccepted,
	} {
		sent := newOrganizationInvitation(id)
		sent.OrganizationID, sent.Invitee, sent.Status, sent.ExpiresAt = "two", id+"@example.com", status, now+10
		ok(t, w.own.OrganizationInvitations.Insert(ctx, sent, nil))
	}
	for at, open := range map[int64]int64{now + 9: 1, now + 10: 0} { // it expires
		got, err = w.own.Organizations.Size(ctx, "two", at)
		equal(t, got, err, models.OrganizationSize{OpenInvitations: open})
	}
}
