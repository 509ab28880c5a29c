package command

import (
	"errors"

	people "portico/app/noun/user"
	"portico/app/server"
	"portico/models/store"
)

// personFlags are what a person is created from.
type personFlags struct {
	Username      string `help:"Username."`
	Email         string `help:"E-mail address; it counts as verified."`
	Name          string `help:"Full name."`
	PasswordStdin bool   `help:"Read the password from the standard input."`
}

// Validate demands something to sign in with.
func (f personFlags) Validate() error {
	if f.Username == "" && f.Email == "" {
		return errors.New("give --username or --email")
	}
	return nil
}

func (f personFlags) fields(p *process) (people.New, error) {
	fields := people.New{Username: f.Username, Email: f.Email, Name: f.Name, EmailVerified: f.Email != ""}
	if !f.PasswordStdin {
		return fields, nil
	}
	var err error
	fields.Password, err = p.readPassword()
	return fields, err
}

// createPerson makes a user of a tenant and prints the id.
func (p *process) createPerson(tenantID string, fields people.New) error {
	return p.inTenant(tenantID, func(parts *server.Parts, records *store.Store) error {
		created, err := parts.Users.Create(p.ctx, records, fields)
		if err != nil {
			return err
		}
		return p.print(struct {
			ID string `json:"id"`
		}{created.ID})
	})
}
