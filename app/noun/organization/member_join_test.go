package organization_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/models"
)

func TestJoin(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	for _, name := range []string{"acme", "beta", "gamma"} {
		d.organization(name)
	}
	d.role("owner", models.RoleUser)
	d.role("worker", models.RoleMachineToMachine)
	ann, records := d.User("ann"), d.Records()
	join := func(kind models.HolderKind, id string, ids, roles []string) error {
		return d.Organizations.Join(t.Context(), records, models.Holder{Kind: kind, ID: id}, ids, roles)
	}
	refused := []struct {
		name       string
		id         string
		ids, roles []string
		code       string
	}{
		{"nowhere", ann.ID, nil, nil, "guard.invalid_input"},
		{"an unknown organization", ann.ID, []string{"acme", "zzz"}, nil, "entity.not_found"},
		{"nobody", "nobody", []string{"acme"}, nil, "entity.relation_foreign_key_not_found"},
		{"no id", strings.Repeat("a", 129), []string{"acme"}, nil, "guard.invalid_input"},
		{"an unknown role", ann.ID, []string{"acme"}, []string{"nothing"}, "entity.relation_foreign_key_not_found"},
		{"a role of machines", ann.ID, []string{"acme"}, []string{"worker"}, "entity.db_constraint_violated"},
	}
	for _, test := range refused {
		if got := fault.From(join(models.HolderUser, test.id, test.ids, test.roles)).Code; got != test.code {
			t.Errorf("%s: %s, want %s", test.name, got, test.code)
		}
	}
	if d.rolesOf(models.HolderUser, "acme", ann.ID) != nil || len(d.changes()) > 0 {
		t.Error("half of a refused change was made")
	}
	d.check(join(models.HolderUser, ann.ID, []string{"beta", "acme", "beta"}, []string{"owner"}))
	joined, err := records.Members.Memberships(t.Context(), models.UserHolder(ann.ID))
	d.check(err)
	got := []string{}
	for _, membership := range joined {
		got = append(got, membership.ID+" "+membership.Roles[0].ID)
	}
	if diff := cmp.Diff([]string{"acme owner", "beta owner"}, got); diff != "" {
		t.Error(diff)
	}
	if rows := d.changes(); len(rows) != 2 || rows[0].Key != event.OrganizationMembership || rows[0].UserID != ann.ID {
		t.Errorf("audited: %+v", rows)
	}
	if err := d.Organizations.Admit(t.Context(), records, models.HolderUser, "gamma", nil, nil); fault.From(err).Code != "guard.invalid_input" {
		t.Errorf("nobody is admitted: %v", err)
	}
}
