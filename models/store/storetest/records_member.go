package storetest

import (
	"testing"

	"portico/models"
	"portico/models/store"
)

// domain is the email domain of those who join the organizations of a joinedWorld.
const domain = "example.com"

// joinedWorld is a world whose tenants have an organization with a user and a machine
// as members, which everyone with an address in the domain joins. The other tenants
// also have a foreign organization, and a foreign user in theirs.
func joinedWorld(t *testing.T, open func(testing.TB) *store.DB) *world {
	t.Helper()
	ctx, w := t.Context(), newWorld(t, open)
	for _, s := range append(w.others, w.own) {
		ok(t, s.Organizations.Insert(ctx, newOrganization(organization, s.TenantID())))
		populateMembers(t, s, organization, memberRole)
	}
	for _, s := range w.others {
		ok(t, s.Organizations.Insert(ctx, newOrganization(foreign, foreign)))
		populateMembers(t, s, foreign, foreign)
		ok(t, s.Members.Add(ctx, models.HolderUser, organization, []string{foreign}, now))
	}
	return w
}

// populateMembers adds the user and the application to an organization.
func populateMembers(t *testing.T, s *store.Store, organizationID, roleID string) {
	t.Helper()
	ctx := t.Context()
	for kind, id := range map[models.HolderKind]string{models.HolderUser: user, models.HolderApplication: app} {
		ok(t, s.Members.Add(ctx, kind, organizationID, []string{id}, now))
		ok(t, s.Members.AddRoles(ctx, kind, organizationID, []string{id}, []string{roleID}))
	}
	ok(t, s.ConsentOrganizations.Add(ctx, user, app, []string{organizationID}, now))
	ok(t, s.ConsentOrganizations.Block(ctx, organizationID, app, now))
	ok(t, s.Provisioning.AddDomains(ctx, organizationID, []string{domain}, now))
	ok(t, s.Provisioning.AddRoles(ctx, organizationID, []string{roleID}))
}

// readJoined is read, plus everything that organizations have.
func readJoined(t *testing.T, s *store.Store) []any {
	t.Helper()
	ctx, all := t.Context(), read(t, s)
	collect := func(value any, err error) {
		t.Helper()
		ok(t, err)
		all = append(all, value)
	}
	collectList := func(value any, _ int64, err error) {
		t.Helper()
		collect(value, err)
	}
	collectList(s.Organizations.List(ctx, store.OrganizationFilter{}, store.Page{}))
	for _, id := range []string{organization, foreign} {
		collectList(s.Members.Users(ctx, id, store.MemberFilter{}, store.Page{}))
		collectList(s.Members.Applications(ctx, id, store.MemberFilter{}, store.Page{}))
		collectList(s.ConsentOrganizations.UsedIn(ctx, id, store.Page{}))
		collect(s.Provisioning.Domains(ctx, id))
		collect(s.Provisioning.Roles(ctx, id))
	}
	collect(s.ConsentOrganizations.OfUser(ctx, user))
	collect(s.Members.Memberships(ctx, models.UserHolder(user)))
	collect(s.Members.Memberships(ctx, models.ApplicationHolder(app)))
	return all
}
