package command

import (
	"encoding/json"
	"fmt"
	"os"

	"portico/app/noun/application"
	"portico/app/server"
	"portico/models"
	"portico/models/store"
)

type app struct {
	Create appCreate `cmd:"" help:"Register an application; prints its id and, if it can keep one, its secret as JSON."`
}

type appCreate struct {
	tenantFlag
	Name                  string   `required:"" help:"Name that people see."`
	Type                  string   `required:"" enum:"Traditional,SPA,Native,MachineToMachine" help:"Traditional, SPA, Native or MachineToMachine."`
	RedirectURI           []string `name:"redirect-uri" sep:"none" help:"Address that people come back to; may repeat."`
	PostLogoutRedirectURI []string `name:"post-logout-redirect-uri" sep:"none" help:"Address after a sign-out; may repeat."`
	ThirdParty            bool     `help:"The application is not ours: people are asked for consent."`
	ManagementAPI         bool     `name:"management-api" help:"Let the machine use the Management API."`
	AuthMethod            string   `help:"How it authenticates: client_secret_basic, client_secret_post, client_secret_jwt or private_key_jwt; unset, basic or post."`
	JWKSFile              string   `name:"jwks-file" type:"existingfile" help:"JSON Web Key Set with its public keys, for private_key_jwt."`
	IDTokenAlg            string   `name:"id-token-alg" help:"Algorithm of its ID tokens: ES256, RS256 or ES384."`
	RequirePKCE           bool     `name:"require-pkce" help:"Refuse authorization requests without a code challenge."`
	ConformIDTokenClaims  bool     `name:"conform-id-token-claims" help:"Leave the claims of scopes out of ID tokens."`
}

// Validate refuses a role that only machines can have.
func (a appCreate) Validate() error {
	if a.ManagementAPI && models.ApplicationType(a.Type) != models.ApplicationMachineToMachine {
		return fmt.Errorf("--management-api goes with --type=%s only", models.ApplicationMachineToMachine)
	}
	return nil
}

// Run registers the application.
func (a appCreate) Run(p *process) error {
	fields, err := a.fields()
	if err != nil {
		return err
	}
	return p.inTenant(a.Tenant, func(parts *server.Parts, records *store.Store) error {
		return a.create(p, parts, records, fields)
	})
}

func (a appCreate) fields() (application.New, error) {
	fields := application.New{
		Name: a.Name, Type: models.ApplicationType(a.Type), IsThirdParty: a.ThirdParty,
		OIDCClientMetadata: models.OIDCClientMetadata{
			RedirectURIs: a.RedirectURI, PostLogoutRedirectURIs: a.PostLogoutRedirectURI,
		},
		CustomClientMetadata: models.CustomClientMetadata{
			TokenEndpointAuthMethod: a.AuthMethod, IDTokenSignedResponseAlg: a.IDTokenAlg,
			RequirePKCE: a.RequirePKCE, ConformIDTokenClaims: a.ConformIDTokenClaims,
		},
	}
	if a.JWKSFile == "" {
		return fields, nil
	}
	text, err := os.ReadFile(a.JWKSFile)
	if err != nil {
		return fields, fmt.Errorf("read --jwks-file: %w", err)
	}
	if err := json.Unmarshal(text, &fields.CustomClientMetadata.JWKS); err != nil {
		return fields, fmt.Errorf("--jwks-file holds no JSON object: %w", err)
	}
	return fields, nil
}

func (a appCreate) create(p *process, parts *server.Parts, records *store.Store, fields application.New) error {
	if a.IDTokenAlg != "" {
		if err := parts.Keys.EnsureAlgorithm(p.ctx, records, a.IDTokenAlg); err != nil {
			return err
		}
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
		if !a.ManagementAPI {
			return nil
		}
		return parts.Applications.SetManagementAPI(p.ctx, tx, registered.ID, true)
	})
	if err != nil {
		return err
	}
	return p.print(created)
}
