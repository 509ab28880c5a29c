package command

import (
	"strconv"

	"portico/models/store"
)

type migrate struct {
	Up     migrateUp     `cmd:"" default:"1" help:"Apply pending migrations (default)."`
	Status migrateStatus `cmd:"" help:"List migrations and whether they are applied."`
}

type migrateUp struct{}

// Run applies pending migrations.
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
			if err := p.printRow(strconv.FormatInt(m.Version, 10), state, m.Name); err != nil {
				return err
			}
		}
		return nil
	})
}
