package command

import (
	"errors"

	"portico/models"
)

type admin struct {
	Create adminCreate `cmd:"" help:"Create an operator; prints the id as JSON."`
}

type adminCreate struct {
	personFlags
	Role string `default:"admin" enum:"admin,editor,viewer" help:"What the operator may do: admin, editor or viewer."`
}

// Validate demands a password too: operators have no other way in.
func (a adminCreate) Validate() error {
	if !a.PasswordStdin {
		return errors.New("give --password-stdin and the password on the standard input")
	}
	return a.personFlags.Validate()
}

// Run makes a user of the operators' tenant with a role.
func (a adminCreate) Run(p *process) error {
	fields, err := a.fields(p)
	if err != nil {
		return err
	}
	fields.Roles = []string{a.Role}
	return p.createPerson(models.TenantAdmin, fields)
}
