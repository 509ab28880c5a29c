package command

import (
	"time"

	"portico/app/server"
	"portico/models"
	"portico/models/store"
)

type keys struct {
	List   keysList   `cmd:"" help:"List signing keys and their stages."`
	Rotate keysRotate `cmd:"" help:"Start signing with the next key, generate a new next one, and list the remaining keys."`
}

type keysList struct {
	tenantFlag
}

// Run lists the keys, newest first.
func (k keysList) Run(p *process) error {
	return p.inTenant(k.Tenant, func(_ *server.Parts, records *store.Store) error {
		list, err := records.SigningKeys.List(p.ctx)
		if err != nil {
			return err
		}
		return p.printKeys(list)
	})
}

type keysRotate struct {
	tenantFlag
	Algorithm string `help:"ES256, RS256 or ES384 (default: those of access tokens and of ID tokens)."`
}

// Run rotates the keys of one algorithm.
func (k keysRotate) Run(p *process) error {
	return p.inTenant(k.Tenant, func(parts *server.Parts, records *store.Store) error {
		left, err := parts.SigningKeys.Rotate(p.ctx, records, k.Algorithm, false)
		if err != nil {
			return err
		}
		return p.printKeys(left)
	})
}

func (p *process) printKeys(list []models.SigningKey) error {
	for _, key := range list {
		made := time.UnixMilli(key.CreatedAt).UTC().Format(time.RFC3339)
		if err := p.printRow(key.ID, key.Algorithm, string(key.Status), made); err != nil {
			return err
		}
	}
	return nil
}
