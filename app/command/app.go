package command

import (
	"errors"
	"fmt"

	"portico/app/noun/application"
	"portico/app/server"
	"portico/models"
	"portico/models/store"
)

type app struct {
	Create appCreate `cmd:"" help:"Create an application and print its ID and secret, if it has one, as JSON."`
	Update appUpdate `cmd:"" help:"Change an application: only the settings whose flags are given. The type, and whether it is a third party's, can't be changed."`
}

type appCreate struct {
	tenantFlag
	appFlags
}

// Validate requires what a new application can't do without.
func (a appCreate) Validate() error {
	switch {
	case a.Name == nil:
		return fmt.Errorf("missing flag --name=STRING")
	case a.Type == "" && a.framework().Type == "":
		return fmt.Errorf("missing flag --type=STRING or --framework=STRING")
	}
	return a.validate(a.kind())
}

// kind is the type that a flag names, or else that of the framework.
func (a appCreate) kind() models.ApplicationType {
	if a.Type != "" {
		return models.ApplicationType(a.Type)
	}
	return a.framework().Type
}

// Run creates the application.
func (a appCreate) Run(p *process) error {
	fields := application.New{Name: *a.Name, Type: a.kind(), IsThirdParty: isOn(a.ThirdParty), UserScopes: application.InitialUserScopes()}
	if err := a.set(&fields.OIDCClientMetadata, &fields.CustomClientMetadata); err != nil {
		return err
	}
	return p.inTenant(a.Tenant, func(parts *server.Parts, records *store.Store) error {
		return a.create(p, parts, records, fields)
	})
}

func (a appCreate) create(p *process, parts *server.Parts, records *store.Store, fields application.New) error {
	if err := ensureAlgorithm(p, parts, records, fields.CustomClientMetadata); err != nil {
		return err
	}
	var created struct {
		ID     string `json:"id"`
		Secret string `json:"secret,omitempty"`
	}
	err := records.InTx(p.ctx, func(tx *store.Store) error {
		registered, secret, err := parts.Applications.Create(p.ctx, tx, fields)
		if err != nil {
			return err
		}
		created.ID, created.Secret = registered.ID, secret
		if !isOn(a.ManagementAPI) {
			return nil
		}
		return parts.Applications.SetManagementAPI(p.ctx, tx, registered.ID, true)
	})
	if err != nil {
		return err
	}
	return p.print(created)
}

type appUpdate struct {
	tenantFlag
	appFlags
	ID string `arg:"" help:"ID of the application."`
}

// Run changes the application.
func (a appUpdate) Run(p *process) error {
	return p.inTenant(a.Tenant, func(parts *server.Parts, records *store.Store) error {
		if a.IDTokenAlg != nil || a.Framework != "" {
			if err := a.ensureAlgorithm(p, parts, records); err != nil {
				return err
			}
		}
		return records.InTx(p.ctx, func(tx *store.Store) error { return a.update(p, parts, tx) })
	})
}

// ensureAlgorithm makes keys before the transaction, which they would hold up.
func (a appUpdate) ensureAlgorithm(p *process, parts *server.Parts, records *store.Store) error {
	var oidc models.OIDCClientMetadata
	var custom models.CustomClientMetadata
	if err := a.set(&oidc, &custom); err != nil {
		return err
	}
	return ensureAlgorithm(p, parts, records, custom)
}

func (a appUpdate) update(p *process, parts *server.Parts, tx *store.Store) error {
	stored, err := tx.Applications.Hold(p.ctx, a.ID)
	if errors.Is(err, store.ErrNotFound) {
		return fmt.Errorf("no application %s in tenant %s", a.ID, a.Tenant)
	}
	if err != nil {
		return fmt.Errorf("read application %s: %w", a.ID, err)
	}
	if a.Type != "" && models.ApplicationType(a.Type) != stored.Type {
		return fmt.Errorf("the type of application %s is %s and can't be changed", a.ID, stored.Type)
	}
	if a.ThirdParty != nil && *a.ThirdParty != stored.IsThirdParty {
		return fmt.Errorf("whether application %s is a third party's can't be changed", a.ID)
	}
	if err := a.validate(stored.Type); err != nil {
		return err
	}
	oidc, custom := stored.OIDCClientMetadata, stored.CustomClientMetadata
	if err := a.set(&oidc, &custom); err != nil {
		return err
	}
	_, err = parts.Applications.Update(p.ctx, tx, a.ID, application.Changes{
		Name: a.Name, OIDCClientMetadata: &oidc, CustomClientMetadata: &custom, HasManagementAPI: a.ManagementAPI,
	})
	return err
}

// ensureAlgorithm makes the keys of an ID token algorithm that is named.
func ensureAlgorithm(p *process, parts *server.Parts, records *store.Store, custom models.CustomClientMetadata) error {
	if custom.IDTokenSignedResponseAlg == "" {
		return nil
	}
	return parts.Keys.EnsureAlgorithm(p.ctx, records, custom.IDTokenSignedResponseAlg)
}
