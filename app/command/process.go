package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"

	"portico/app/config"
	"portico/app/server"
	"portico/models/store"
)

// process is the environment a command runs in.
type process struct {
	// ctx is a field because kong passes commands a single value.
	ctx    context.Context
	config config.Config
	log    *slog.Logger
	stdin  io.Reader
	stdout io.Writer
}

// open opens the installation for one command. Like the server, it migrates the
// schema and loads the initial data, so every command works on an empty folder.
func (p *process) open(work func(*server.Parts) error) error {
	parts, err := server.Open(p.ctx, p.config, p.log)
	if err != nil {
		return err
	}
	return errors.Join(work(parts), parts.Close())
}

// database opens just the database, whatever its schema version.
func (p *process) database(work func(*store.DB) error) error {
	db, err := server.OpenDatabase(p.ctx, p.config)
	if err != nil {
		return err
	}
	return errors.Join(work(db), db.Close())
}

// tenantFlag selects a tenant.
type tenantFlag struct {
	Tenant string `default:"default" help:"ID of the tenant."`
}

// inTenant opens the records of a tenant that must exist.
func (p *process) inTenant(id string, work func(*server.Parts, *store.Store) error) error {
	return p.open(func(parts *server.Parts) error {
		records := parts.DB.Tenant(id)
		_, err := records.Tenant.Get(p.ctx)
		if errors.Is(err, store.ErrNotFound) {
			return fmt.Errorf("no tenant %s", id)
		}
		if err != nil {
			return err
		}
		return work(parts, records)
	})
}
