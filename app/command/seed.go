package command

import (
	"errors"
	"time"

	"portico/app/noun/customjwt"
	"portico/app/server"
	"portico/fixtures"
	"portico/models"
)

type seed struct {
	People bool `help:"Add sample users with publicly known passwords, one of them with roles in two organizations, a third-party application, and example scripts, switched off. For development and tests only."`
	Size   int  `placeholder:"N" help:"Add N generated users with applications, roles, organizations and audit logs. Their password is publicly known. For benchmarks only."`
}

// Validate rejects a negative size.
func (s seed) Validate() error {
	if s.Size < 0 {
		return errors.New("--size must not be negative")
	}
	return nil
}

// Run loads missing data. Opening the installation already loads everything but the people.
func (s seed) Run(p *process) error {
	return p.open(func(parts *server.Parts) error {
		if !s.People && s.Size == 0 {
			return nil
		}
		p.log.WarnContext(p.ctx, "users with publicly known passwords can now sign in", "tenant", "default")
		hash := func(password string) (string, error) { return parts.Hasher.Hash(p.ctx, password) }
		if s.People {
			if err := fixtures.LoadPeople(p.ctx, parts.DB, hash); err != nil {
				return err
			}
			if err := fixtures.LoadShopping(p.ctx, parts.DB, hash); err != nil {
				return err
			}
			if err := addScripts(p, parts); err != nil {
				return err
			}
		}
		return s.generate(p, parts, hash)
	})
}

// addScripts adds an example of each kind of script, switched off, where there is none.
func addScripts(p *process, parts *server.Parts) error {
	records := parts.DB.Tenant(models.TenantDefault)
	present, err := parts.CustomJWT.List(p.ctx, records)
	if err != nil || len(present) > 0 {
		return err
	}
	for _, kind := range models.TokenKinds() {
		_, _, err := parts.CustomJWT.Put(p.ctx, records, kind, customjwt.Fields{Script: customjwt.Example(kind), IsOff: true})
		if err != nil {
			return err
		}
	}
	return nil
}

func (s seed) generate(p *process, parts *server.Parts, hash func(string) (string, error)) error {
	added, err := fixtures.Generate(p.ctx, parts.DB, fixtures.Generation{Size: s.Size, Now: time.Now(), Hash: hash})
	if err == nil && s.Size > 0 {
		p.log.InfoContext(p.ctx, "generated",
			"people", added.People, "applications", added.Applications, "auditLogs", added.AuditLogs,
			"roles", added.Roles, "organizations", added.Organizations)
	}
	return err
}
