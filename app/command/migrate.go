package command

import (
	"errors"
	"fmt"

	"portico/app/server"
	"portico/models/store"
)

type migrate struct {
	Up     migrateUp     `cmd:"" help:"Apply the migrations that are missing."`
	Status migrateStatus `cmd:"" help:"List the migrations and which are applied."`
}

type migrateUp struct{}

// Run applies what is missing.
func (migrateUp) Run(p *process) error {
	return p.database(func(db *store.DB) error { return db.Migrate(p.ctx) })
}

type migrateStatus struct{}

// Run lists the migrations.
func (migrateStatus) Run(p *process) error {
	return p.database(func(db *store.DB) error {
		migrations, err := db.MigrationStatus(p.ctx)
		if err != nil {
			return err
		}
		for _, m := range migrations {
			state := "pending"
			if m.Applied {
				state = "applied"
			}
			if _, err := fmt.Fprintf(p.stdout, "%d\t%s\t%s\n", m.Version, state, m.Name); err != nil {
				return err
			}
		}
		return nil
	})
}

// database opens the database alone, at whatever version it is.
func (p *process) database(work func(*store.DB) error) error {
	db, err := server.OpenDatabase(p.ctx, p.config)
	if err != nil {
		return err
	}
	return errors.Join(work(db), db.Close())
}
