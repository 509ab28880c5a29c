package organization_test

import (
	"fmt"
	"strings"
	"testing"

	"portico/app/ground/fault"
	"portico/models"
)

// TestTooMany expects nothing to be written for a list that is too long.
func TestTooMany(t *testing.T) {
	w := newWorld(t)
	ctx, many := t.Context(), make([]string, 1001)
	for i := range many {
		many[i] = fmt.Sprintf("%d.example", i)
	}
	w.with(t, ann)
	changes := map[string]struct {
		field  string
		change func() error
	}{
		"add users":            {"userIds", func() error { return w.AddMembers(ctx, w.records, models.HolderUser, w.id, many) }},
		"replace users":        {"userIds", func() error { return w.ReplaceMembers(ctx, w.records, models.HolderUser, w.id, many) }},
		"roles of many":        {"userIds", func() error { return w.addRoles(ctx, models.HolderUser, w.id, many, []string{admin}) }},
		"add applications":     {"applicationIds", func() error { return w.AddMembers(ctx, w.records, models.HolderApplication, w.id, many) }},
		"replace applications": {"applicationIds", func() error { return w.ReplaceMembers(ctx, w.records, models.HolderApplication, w.id, many) }},
		"add JIT roles":        {"organizationRoleIds", func() error { return w.AddJITRoles(ctx, w.records, w.id, many) }},
		"replace JIT roles":    {"organizationRoleIds", func() error { return w.ReplaceJITRoles(ctx, w.records, w.id, many) }},
		"email domains":        {"emailDomains", func() error { return w.ReplaceEmailDomains(ctx, w.records, w.id, many) }},
		"admit":                {"userIds", func() error { return w.Admit(ctx, w.records, models.HolderUser, w.id, many, nil) }},
		"join": {"organizationIds", func() error {
			return w.Join(ctx, w.records, models.UserHolder(bob), append(many[:1000:1000], w.id), nil)
		}},
	}
	for name, test := range changes {
		t.Run(name, func(t *testing.T) {
			refused(t, test.change(), fault.Invalid, "guard.invalid_input", test.field)
		})
	}
	same(t, w.members(t), []string{ann})
	same(t, len(w.machines(t)), 0)
	same(t, len(w.domains(t)), 0)
	w.silent(t)
}

func TestAPITooMany(t *testing.T) {
	s := newSite(t)
	path, ann := s.organization(t, "Acme"), s.User("ann").ID
	s.Object(t, "POST", path+"/users", `{"userIds":["`+ann+`"]}`, 201)
	many := `["` + strings.Repeat(`x","`, 1000) + `x"]`
	for call, body := range map[string]string{
		"POST /users":                   `{"userIds":` + many + `}`,
		"PUT /users":                    `{"userIds":` + many + `}`,
		"POST /users/roles":             `{"organizationRoleIds":[],"userIds":` + many + `}`,
		"POST /users/" + ann + "/roles": `{"organizationRoleNames":` + many + `}`,
		"PUT /users/" + ann + "/roles":  `{"organizationRoleIds":` + many + `}`,
		"POST /applications":            `{"applicationIds":` + many + `}`,
		"PUT /applications":             `{"applicationIds":` + many + `}`,
		"POST /applications/roles":      `{"organizationRoleIds":[],"applicationIds":` + many + `}`,
		"POST /jit/roles":               `{"organizationRoleIds":` + many + `}`,
		"PUT /jit/roles":                `{"organizationRoleIds":` + many + `}`,
		"PUT /jit/email-domains":        `{"emailDomains":` + strings.ReplaceAll(many, "x", "a.example") + `}`,
		"PUT /jit/sso-connectors":       `{"ssoConnectorIds":` + many + `}`,
	} {
		method, place, _ := strings.Cut(call, " ")
		s.Refused(t, method, path+place, body, 400, "guard.invalid_input")
	}
	same(t, s.ids(t, path+"/users"), ann)
	same(t, len(s.List(t, path+"/jit/email-domains")), 0)
}
