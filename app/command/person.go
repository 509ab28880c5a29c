package command

import (
	"errors"

	people "portico/app/noun/user"
	"portico/app/server"
	"portico/models/store"
)

// personFlags are the flags that describe a new user.
type personFlags struct {
	Username      string `help:"Username."`
	Email         string `help:"Email address; treated as verified."`
	Name          string `help:"Full name."`
	PasswordStdin bool   `help:"Read the password from standard input."`
}

// Validate requires an identifier to sign in with.
func (f personFlags) Validate() error {
	if f.Username == "" && f.Email == "" {
		return errors.New("--username or --email is required")
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

// createPerson creates a user in a tenant and prints the ID.
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
