package command

import (
	"errors"
	"fmt"

	"portico/app/server"
	people "portico/app/user"
	"portico/models"
	"portico/models/store"
)

type user struct {
	Create  userCreate  `cmd:"" help:"Create a user."`
	Suspend userSuspend `cmd:"" help:"Suspend a user and end their sessions and grants."`
	Delete  userDelete  `cmd:"" help:"Delete a user with their sessions and grants."`
}

// personFlags are what a person is created from.
type personFlags struct {
	Username      string `help:"Username."`
	Email         string `help:"E-mail address; it counts as verified."`
	Name          string `help:"Full name."`
	PasswordStdin bool   `help:"Read the password from the standard input."`
}

// fields reads the password from the standard input alone: arguments show in
// the list of processes.
func (f personFlags) fields(p *process) (people.New, error) {
	if f.Username == "" && f.Email == "" {
		return people.New{}, errors.New("give --username or --email")
	}
	fields := people.New{Username: f.Username, Email: f.Email, Name: f.Name, EmailVerified: f.Email != ""}
	if !f.PasswordStdin {
		return fields, nil
	}
	var err error
	fields.Password, err = p.readSecret()
	return fields, err
}

type userCreate struct {
	personFlags
	tenantFlag
}

// Run makes a user.
func (u userCreate) Run(p *process) error {
	fields, err := u.fields(p)
	if err != nil {
		return err
	}
	return p.inTenant(u.Tenant, func(parts *server.Parts, records *store.Store) error {
		return p.create(parts, records, fields)
	})
}

type userSuspend struct {
	tenantFlag
	User string `arg:"" help:"Username, e-mail address or id."`
	Lift bool   `help:"Let the user sign in again."`
}

// Run suspends a user, or lifts it.
func (u userSuspend) Run(p *process) error {
	return p.withUser(u.Tenant, u.User, func(parts *server.Parts, records *store.Store, found *models.User) error {
		return parts.Users.Suspend(p.ctx, records, found.ID, !u.Lift)
	})
}

type userDelete struct {
	tenantFlag
	User string `arg:"" help:"Username, e-mail address or id."`
}

// Run deletes a user.
func (u userDelete) Run(p *process) error {
	return p.withUser(u.Tenant, u.User, func(parts *server.Parts, records *store.Store, found *models.User) error {
		return parts.Users.Delete(p.ctx, records, found.ID)
	})
}

// withUser finds a user by what people call them or by id.
func (p *process) withUser(tenantID, name string, work func(*server.Parts, *store.Store, *models.User) error) error {
	return p.inTenant(tenantID, func(parts *server.Parts, records *store.Store) error {
		found, err := parts.Users.FindByIdentifier(p.ctx, records, name)
		if errors.Is(err, store.ErrNotFound) {
			found, err = records.User(p.ctx, name)
		}
		if errors.Is(err, store.ErrNotFound) {
			return fmt.Errorf("there is no user %s in the tenant %s", name, tenantID)
		}
		if err != nil {
			return err
		}
		return work(parts, records, found)
	})
}
