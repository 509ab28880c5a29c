package command

import (
	"errors"

	"portico/models"
)

type admin struct {
	Create adminCreate `cmd:"" help:"Create an operator and print its ID as JSON."`
}

type adminCreate struct {
	personFlags
	Role string `default:"admin" enum:"admin,editor,viewer" help:"Role of the operator: admin, editor or viewer."`
}

// Validate requires a password as well: operators can't sign in any other way.
func (a adminCreate) Validate() error {
	if !a.PasswordStdin {
		return errors.New("operators need a password: use --password-stdin and send it to standard input")
	}
	return a.personFlags.Validate()
}

// Run creates a user with a role in the operators' tenant.
func (a adminCreate) Run(p *process) error {
	fields, err := a.fields(p)
	if err != nil {
		return err
	}
	fields.Roles = []string{a.Role}
	return p.createPerson(models.TenantAdmin, fields)
}
