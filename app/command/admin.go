package command

import (
	"portico/app/server"
	people "portico/app/user"
	"portico/models/store"
)

type admin struct {
	Create adminCreate `cmd:"" help:"Create an operator."`
}

type adminCreate struct {
	personFlags
	Role string `default:"admin" enum:"admin,editor,viewer" help:"What the operator may do: admin, editor or viewer."`
}

// Run makes a user of the tenant "admin" with an operator's role.
func (a adminCreate) Run(p *process) error {
	fields, err := a.fields(p)
	if err != nil {
		return err
	}
	fields.Roles = []string{a.Role}
	return p.inTenant(operators, func(parts *server.Parts, records *store.Store) error {
		return p.create(parts, records, fields)
	})
}

func (p *process) create(parts *server.Parts, records *store.Store, fields people.New) error {
	created, err := parts.Users.Create(p.ctx, records, fields)
	if err != nil {
		return err
	}
	return p.print(map[string]string{"id": created.ID})
}

