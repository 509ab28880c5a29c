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
	Create appCreate `cmd:"" help:"Create an application and print its ID and secret, if it has one, as JSON."`
}

type appCreate struct {
	tenantFlag
	Name                  string   `required:"" help:"Name shown to users."`
	Type                  string   `required:"" enum:"Traditional,SPA,Native,MachineToMachine" help:"Type of application: Traditional, SPA, Native or MachineToMachine."`
	RedirectURI           []string `name:"redirect-uri" sep:"none" help:"Redirect URI; can be repeated."`
	PostLogoutRedirectURI []string `name:"post-logout-redirect-uri" sep:"none" help:"Post sign-out redirect URI; can be repeated."`
	ThirdParty            bool     `help:"Third-party application: users are asked for consent."`
	ManagementAPI         bool     `name:"management-api" help:"Allow a machine-to-machine application to use the Management API."`
	AuthMethod            string   `help:"Client authentication method: client_secret_basic, client_secret_post, client_secret_jwt or private_key_jwt (default: basic or post)."`
	JWKSFile              string   `name:"jwks-file" type:"existingfile" help:"File with the application's public keys (JWKS), for private_key_jwt."`
	IDTokenAlg            string   `name:"id-token-alg" help:"Signing algorithm of ID tokens: ES256, RS256 or ES384."`
	RequirePKCE           bool     `name:"require-pkce" help:"Reject authorization requests without a code challenge."`
	ConformIDTokenClaims  bool     `name:"conform-id-token-claims" help:"Return the claims of scopes from userinfo only, not in ID tokens."`
}

// Validate rejects Management API access for anything but a machine.
func (a appCreate) Validate() error {
	if a.ManagementAPI && models.ApplicationType(a.Type) != models.ApplicationMachineToMachine {
		return fmt.Errorf("--management-api requires --type=%s", models.ApplicationMachineToMachine)
	}
	return nil
}

// Run creates the application.
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
		return fields, fmt.Errorf("--jwks-file is not a JSON object: %w", err)
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
