package storetest

import (
	"testing"

	"portico/models"
	"portico/models/store"
)

func provisioningTests() map[string]func(*testing.T, *world) {
	return map[string]func(*testing.T, *world){
		"e-mail domains": testJITEmailDomains,
		"roles":          testJITRoles,
	}
}

func testJITEmailDomains(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.Organizations.Insert(ctx, newOrganization("a", "a")))
	ok(t, w.own.Provisioning.AddDomains(ctx, "a", []string{domain, "b.example"}, now))
	ok(t, w.own.Provisioning.AddDomains(ctx, "a", []string{domain, "a.example"}, now+1))
	got, err := w.own.Provisioning.Domains(ctx, "a")
	want := []models.OrganizationJITEmailDomain{
		{TenantID: "own", OrganizationID: "a", EmailDomain: "a.example", CreatedAt: now + 1},
		{TenantID: "own", OrganizationID: "a", EmailDomain: "b.example", CreatedAt: now},
		{TenantID: "own", OrganizationID: "a", EmailDomain: domain, CreatedAt: now},
	}
	equal(t, got, err, want)
	ids, err := w.own.Provisioning.OrganizationsOf(ctx, domain)
	equal(t, ids, err, []string{"a", organization})
	ok(t, w.own.Provisioning.RemoveDomains(ctx, "a", []string{domain, "b.example", absent}))
	got, err = w.own.Provisioning.Domains(ctx, "a")
	equal(t, got, err, want[:1])
	ok(t, w.own.Provisioning.RemoveDomains(ctx, foreign, []string{domain}))
	fails(t, w.own.Provisioning.AddDomains(ctx, foreign, []string{domain}, now), store.ErrConflict)
	ids, err = w.own.Provisioning.OrganizationsOf(ctx, domain)
	equal(t, ids, err, []string{organization})
}

func testJITRoles(t *testing.T, w *world) {
	ctx := t.Context()
	ok(t, w.own.OrganizationRoles.Insert(ctx, newOrganizationRole("a-role", "a", "x", models.RoleUser)))
	ok(t, w.own.Provisioning.AddRoles(ctx, organization, []string{"a-role", memberRole}))
	got, err := w.own.Provisioning.Roles(ctx, organization)
	equal(t, []string{got[0].ID, got[1].ID}, err, []string{"a-role", memberRole})
	fails(t, w.own.Provisioning.AddRoles(ctx, organization, []string{foreign}), store.ErrConflict)
	fails(t, w.own.Provisioning.AddRoles(ctx, foreign, []string{memberRole}), store.ErrConflict)
	ok(t, w.own.Provisioning.RemoveRoles(ctx, organization, []string{memberRole, absent}))
	ok(t, w.own.Provisioning.RemoveRoles(ctx, foreign, []string{memberRole}))
	got, err = w.own.Provisioning.Roles(ctx, organization)
	equal(t, len(got), err, 1)
	equal(t, got[0].ID, nil, "a-role")
}
