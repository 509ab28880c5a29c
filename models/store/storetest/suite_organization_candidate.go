package storetest

import (
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

func testUsersOutside(t *testing.T, w *world) {
	candidateWorld(t, w)
	ctx := t.Context()
	for i := range 3 {
		fresh := newBareUser(fmt.Sprintf("fresh%d", i))
		fresh.Name, fresh.CreatedAt = ptr("100% Fresh"), now+int64(i)+1
		ok(t, w.own.Users.Insert(ctx, fresh))
	}
	tests := []struct {
		organization string
		filter       store.CandidateFilter
		limit        int
		want         []string
		total        int64
	}{
		{"one", store.CandidateFilter{}, 0, []string{"fresh2", "fresh1", "fresh0"}, 3},
		{"one", store.CandidateFilter{}, 2, []string{"fresh2", "fresh1"}, 3},
		{"two", store.CandidateFilter{}, 0, []string{"fresh2", "fresh1", "fresh0", user}, 4},
		{"two", store.CandidateFilter{Except: []string{"fresh1", user, "fresh1"}}, 0, []string{"fresh2", "fresh0"}, 2},
		{"one", store.CandidateFilter{Query: "0% FRESH", Except: []string{"fresh0"}}, 1, []string{"fresh2"}, 2},
		{"one", store.CandidateFilter{Query: "F_esh"}, 0, []string{}, 0},
		{"one", store.CandidateFilter{Query: "a\x00"}, 0, []string{}, 0},
		{"one", store.CandidateFilter{Query: foreign}, 0, []string{}, 0},
	}
	for _, test := range tests {
		users, total, err := w.own.Members.UsersOutside(ctx, test.organization, test.filter, store.Page{Limit: test.limit})
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
	ctx := t.Context()
	for organization, want := range map[string][]string{"one": {}, "two": {"machine"}} {
		machines, total, err := w.own.Members.ApplicationsOutside(ctx, organization, store.CandidateFilter{Query: "MACH"}, store.Page{Limit: 5})
		ids := []string{}
		for _, found := range machines {
			ids = append(ids, found.ID)
		}
		if diff := cmp.Diff(want, ids); diff != "" || err != nil || total != int64(len(want)) {
			t.Errorf("outside %s: %d, %v %s", organization, total, err, diff)
		}
	}
	// Only machines are candidates; populate created an application that is not one.
	_, total, err := w.own.Members.ApplicationsOutside(ctx, "two", store.CandidateFilter{Except: []string{"machine"}}, store.Page{})
	equal(t, total, err, 0)
}

func testOrganizationsWithout(t *testing.T, w *world) {
	candidateWorld(t, w)
	ctx := t.Context()
	ok(t, w.own.Users.Insert(ctx, newBareUser("loner")))
	tests := []struct {
		kind   models.HolderKind
		id     string
		filter store.CandidateFilter
		want   []string
	}{
		{models.HolderUser, user, store.CandidateFilter{}, []string{"two"}},
		{models.HolderApplication, "machine", store.CandidateFilter{}, []string{"two"}},
		{models.HolderUser, "loner", store.CandidateFilter{}, []string{"two", "one"}},
		{models.HolderUser, "loner", store.CandidateFilter{Query: "OF ON"}, []string{"one"}},
		{models.HolderUser, "loner", store.CandidateFilter{Except: []string{"two"}}, []string{"one"}},
		{models.HolderApplication, "loner", store.CandidateFilter{Query: "zzz"}, []string{}},
	}
	for _, test := range tests {
		organizations, total, err := w.own.Organizations.ListWithout(ctx, test.kind, test.id, test.filter, store.Page{Limit: 5})
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
