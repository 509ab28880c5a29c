package server_test

import (
	"testing"

	"portico/app/noun/organization"
	"portico/app/noun/user"
	"portico/app/server/servertest"
	"portico/models"
	"portico/models/store"
)

// Users who register with a verified email address, or verify theirs later, join the
// organizations of its domain; users created by operators do not.
func TestRegistrationJoinsOrganizations(t *testing.T) {
	p := servertest.New(t)
	ctx, records := t.Context(), p.Records()
	made, err := p.Organizations.Create(ctx, records, organization.New{Name: "Acme"})
	if err != nil {
		t.Fatal(err)
	}
	if _, err := p.Organizations.AddEmailDomain(ctx, records, made.ID, "acme.example"); err != nil {
		t.Fatal(err)
	}
	role := &models.OrganizationRole{ID: models.NewID(), Name: "buyer", Type: models.RoleUser}
	if err := records.OrganizationRoles.Insert(ctx, role); err != nil {
		t.Fatal(err)
	}
	if err := p.Organizations.AddJITRoles(ctx, records, made.ID, []string{role.ID}); err != nil {
		t.Fatal(err)
	}
	for _, fields := range []user.New{
		{Username: "registered", Email: "Ann@Acme.example", EmailVerified: true, IsRegistering: true},
		{Username: "unverified", Email: "bob@acme.example", IsRegistering: true},
		{Username: "elsewhere", Email: "cid@other.example", EmailVerified: true, IsRegistering: true},
		{Username: "operated", Email: "dan@acme.example", EmailVerified: true},
	} {
		if _, err := p.Users.Create(ctx, records, fields); err != nil {
			t.Fatal(err)
		}
	}
	bare, err := p.Users.Create(ctx, records, user.New{Username: "bare"})
	if err != nil {
		t.Fatal(err)
	}
	if err := p.Users.ProveEmail(ctx, records, bare.ID, "bare@acme.example"); err != nil {
		t.Fatal(err)
	}
	members, total, err := records.Members.Users(ctx, made.ID, store.MemberFilter{}, store.Page{})
	if err != nil || total != 2 {
		t.Fatalf("%d members, %v", total, err)
	}
	for _, member := range members {
		isExpected := *member.Username == "registered" || *member.Username == "bare"
		if !isExpected || len(member.Roles) != 1 || member.Roles[0].Name != "buyer" {
			t.Errorf("got %+v", member)
		}
	}
}
