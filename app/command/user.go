package command

import (
	"errors"
	"fmt"

	"portico/app/server"
	"portico/models"
	"portico/models/store"
)

type user struct {
	Create  userCreate  `cmd:"" help:"Create a user and print its ID as JSON."`
	Suspend userSuspend `cmd:"" help:"Suspend a user and end their sessions, grants and tokens."`
	Delete  userDelete  `cmd:"" help:"Delete a user along with their sessions, grants and tokens."`
}

type userCreate struct {
	personFlags
	tenantFlag
}

// Run creates a user.
func (u userCreate) Run(p *process) error {
	fields, err := u.fields(p)
	if err != nil {
		return err
	}
	return p.createPerson(u.Tenant, fields)
}

type userSuspend struct {
	tenantFlag
	User string `arg:"" help:"ID, username or email address."`
	Lift bool   `help:"Reactivate the user."`
}

// Run suspends or reactivates a user.
func (u userSuspend) Run(p *process) error {
	return p.withUser(u.Tenant, u.User, func(parts *server.Parts, records *store.Store, found *models.User) error {
		return parts.Users.Suspend(p.ctx, records, found.ID, !u.Lift)
	})
}

type userDelete struct {
	tenantFlag
	User string `arg:"" help:"ID, username or email address."`
}

// Run deletes a user.
func (u userDelete) Run(p *process) error {
	return p.withUser(u.Tenant, u.User, func(parts *server.Parts, records *store.Store, found *models.User) error {
		return parts.Users.Delete(p.ctx, records, found.ID)
	})
}

// withUser finds a user by ID first and then by identifier, so that nobody can
// shadow another user's ID with a username.
func (p *process) withUser(tenantID, name string, work func(*server.Parts, *store.Store, *models.User) error) error {
	return p.inTenant(tenantID, func(parts *server.Parts, records *store.Store) error {
		found, err := records.Users.Get(p.ctx, name)
		if errors.Is(err, store.ErrNotFound) {
			found, err = parts.Users.FindByIdentifier(p.ctx, records, name)
		}
		if errors.Is(err, store.ErrNotFound) {
			return fmt.Errorf("no user %s in tenant %s", name, tenantID)
		}
		if err != nil {
			return err
		}
		return work(parts, records, found)
	})
}
