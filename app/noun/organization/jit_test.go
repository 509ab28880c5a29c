package organization_test

import (
	"strings"
	"testing"

	"portico/app/ground/event"
	"portico/app/ground/fault"
	"portico/models"
)

func (w *world) domains(t testing.TB) []string {
	t.Helper()
	rows, err := w.records.Provisioning.Domains(t.Context(), w.id)
	ok(t, err)
	var domains []string
	for _, row := range rows {
		domains = append(domains, row.EmailDomain)
	}
	return domains
}

func TestEmailDomains(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	stored, err := w.AddEmailDomain(ctx, w.records, w.id, " Acme.Example ")
	ok(t, err)
	same(t, stored, "acme.example")
	w.published(t, event.Event{
		Key: event.OrganizationJITUpdated, Before: object{"emailDomains": []any{}}, After: object{"emailDomains": []any{"acme.example"}},
	})
	_, err = w.AddEmailDomain(ctx, w.records, w.id, "ACME.example")
	refused(t, err, fault.Unprocessable, "entity.unique_integrity_violation", "emailDomain")
	w.silent(t)

	ok(t, w.ReplaceEmailDomains(ctx, w.records, w.id, []string{"b.example", "B.example", "münchen.example"}))
	same(t, w.domains(t), []string{"b.example", "xn--mnchen-3ya.example"})
	w.published(t, event.Event{
		Key: event.OrganizationJITUpdated, Before: object{"emailDomains": []any{"acme.example"}},
		After: object{"emailDomains": []any{"b.example", "xn--mnchen-3ya.example"}},
	})
	ok(t, w.RemoveEmailDomain(ctx, w.records, w.id, "München.example"))
	refused(t, w.RemoveEmailDomain(ctx, w.records, w.id, "acme.example"), fault.Missing, "entity.not_found", "")
	ok(t, w.ReplaceEmailDomains(ctx, w.records, w.id, nil))
	same(t, len(w.domains(t)), 0)
	w.events = nil
	ok(t, w.ReplaceEmailDomains(ctx, w.records, w.id, nil))
	w.silent(t)

	_, err = w.AddEmailDomain(ctx, w.records, "nobody", "a.example")
	refused(t, err, fault.Missing, "entity.not_found", "")
	refused(t, w.ReplaceEmailDomains(ctx, w.records, "nobody", nil), fault.Missing, "entity.not_found", "")
}

func TestEmailDomainsRefuse(t *testing.T) {
	w := newWorld(t)
	for _, domain := range []string{
		"", "a", "@a.example", "ann@a.example", "a..example", ".a.example", "-a.example", "a-.example", "a b.example",
		"a.example/", "*.example", "a\x00.example", "a.\xff", strings.Repeat("a", 64) + ".example", strings.Repeat("a.", 64) + "example",
	} {
		_, err := w.AddEmailDomain(t.Context(), w.records, w.id, domain)
		refused(t, err, fault.Invalid, "guard.invalid_input", "emailDomain")
		err = w.ReplaceEmailDomains(t.Context(), w.records, w.id, []string{"a.example", domain})
		refused(t, err, fault.Invalid, "guard.invalid_input", "emailDomains")
	}
	same(t, len(w.domains(t)), 0)
	w.silent(t)
}

func TestJITRoles(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	names := func() []string {
		roles, err := w.records.Provisioning.Roles(ctx, w.id)
		ok(t, err)
		return strings.Fields(line("", roles))
	}
	ok(t, w.AddJITRoles(ctx, w.records, w.id, []string{admin}))
	w.published(t, event.Event{
		Key: event.OrganizationJITUpdated, Before: object{"organizationRoles": []any{}}, After: object{"organizationRoles": []any{"admin"}},
	})
	ok(t, w.AddJITRoles(ctx, w.records, w.id, []string{admin, editor}))
	same(t, names(), []string{"admin", "editor"})
	ok(t, w.ReplaceJITRoles(ctx, w.records, w.id, []string{editor}))
	same(t, names(), []string{"editor"})
	w.events = nil
	ok(t, w.AddJITRoles(ctx, w.records, w.id, []string{editor}))
	w.silent(t)
	refused(t, w.RemoveJITRole(ctx, w.records, w.id, admin), fault.Missing, "entity.not_found", "")
	for _, change := range []func(ids ...string) error{
		func(ids ...string) error { return w.AddJITRoles(ctx, w.records, w.id, ids) },
		func(ids ...string) error { return w.ReplaceJITRoles(ctx, w.records, w.id, ids) },
	} {
		refused(t, change(admin, runner), fault.Unprocessable, "entity.db_constraint_violated", "organizationRoleIds")
		refused(t, change(admin, "none"), fault.Unprocessable, "entity.relation_foreign_key_not_found", "organizationRoleIds")
	}
	same(t, names(), []string{"editor"})
	ok(t, w.RemoveJITRole(ctx, w.records, w.id, editor))
	ok(t, w.ReplaceJITRoles(ctx, w.records, w.id, nil))
	same(t, len(names()), 0)
	refused(t, w.AddJITRoles(ctx, w.records, "nobody", []string{admin}), fault.Missing, "entity.not_found", "")
}

func TestProvision(t *testing.T) {
	w := newWorld(t)
	ctx := t.Context()
	_, err := w.AddEmailDomain(ctx, w.records, w.id, "acme.example")
	ok(t, err)
	ok(t, w.AddJITRoles(ctx, w.records, w.id, []string{editor, admin}))
	person := &models.User{ID: ann, PrimaryEmail: text("Ann@ACME.example"), EmailVerifiedAt: 1}
	w.events = nil
	for _, stranger := range []*models.User{
		{ID: ann},
		{ID: ann, PrimaryEmail: person.PrimaryEmail}, // not verified
		{ID: ann, PrimaryEmail: text("ann@mail.acme.example"), EmailVerifiedAt: 1},
		{ID: ann, PrimaryEmail: text("ann@evilacme.example"), EmailVerifiedAt: 1},
	} {
		ok(t, w.Provision(ctx, w.records, stranger))
		same(t, len(w.members(t)), 0)
	}
	ok(t, w.Provision(ctx, w.records, person))
	same(t, w.members(t), []string{"ann admin editor"})
	w.published(t, event.Event{
		Key: event.OrganizationMembership, UserID: ann, After: users(map[string][]string{ann: {"admin", "editor"}}),
	})

	// Existing members are unchanged.
	ok(t, w.RemoveRole(ctx, w.records, w.id, models.UserHolder(ann), admin))
	w.events = nil
	ok(t, w.Provision(ctx, w.records, person))
	same(t, w.members(t), []string{"ann editor"})
	w.silent(t)
}

func TestProvisionOfAnotherScript(t *testing.T) {
	w := newWorld(t)
	_, err := w.AddEmailDomain(t.Context(), w.records, w.id, "例子.中国")
	ok(t, err)
	person := &models.User{ID: ann, PrimaryEmail: text("ann@例子.中国"), EmailVerifiedAt: 1}
	ok(t, w.Provision(t.Context(), w.records, person))
	same(t, w.members(t), []string{"ann"})
}
