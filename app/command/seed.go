package command

import (
	"portico/app/server"
	"portico/fixtures"
)

type seed struct {
	People bool `help:"Also people with well-known passwords: for development and tests only."`
}

// Run puts in what is missing; opening the installation does all but the people.
func (s seed) Run(p *process) error {
	return p.open(func(parts *server.Parts) error {
		if !s.People {
			return nil
		}
		p.log.WarnContext(p.ctx, "people with well-known passwords can sign in now", "tenant", "default")
		return fixtures.LoadPeople(p.ctx, parts.DB, func(password string) (string, error) {
			return parts.Hasher.Hash(p.ctx, password)
		})
	})
}
