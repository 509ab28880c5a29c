package command

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"

	"portico/models"
)

// appFlags are the settings of an application; nil and "" say that a flag is not
// given.
type appFlags struct {
	Name                  *string  `help:"Name shown to users."`
	Framework             string   `enum:",${frameworks}" default:"" placeholder:"STRING" help:"What the application is built with: one of ${frameworks}. Presets the type, the redirect URI, the ID token algorithm and whether PKCE is required; other flags win."`
	Type                  string   `enum:",Traditional,SPA,Native,MachineToMachine" default:"" placeholder:"STRING" help:"Type of application: Traditional, SPA, Native or MachineToMachine. Follows from the framework, if one is given."`
	RedirectURI           []string `name:"redirect-uri" sep:"none" help:"Redirect URI; can be repeated."`
	PostLogoutRedirectURI []string `name:"post-logout-redirect-uri" sep:"none" help:"Post sign-out redirect URI; can be repeated."`
	ThirdParty            *bool    `negatable:"" help:"Third-party application: users are asked for consent."`
	ManagementAPI         *bool    `name:"management-api" negatable:"" help:"Allow a machine-to-machine application to use the Management API."`
	AuthMethod            *string  `help:"Client authentication method: client_secret_basic, client_secret_post, client_secret_jwt or private_key_jwt (default: basic or post)."`
	JWKSFile              string   `name:"jwks-file" type:"existingfile" help:"File with the application's public keys (JWKS), for private_key_jwt."`
	IDTokenAlg            *string  `name:"id-token-alg" help:"Signing algorithm of ID tokens: RS256 (default), ES256 or ES384."`
	RequirePKCE           *bool    `name:"require-pkce" negatable:"" help:"Reject authorization requests without a code challenge."`
	ConformIDTokenClaims  *bool    `name:"conform-id-token-claims" negatable:"" help:"Return the claims of scopes from userinfo only, not in ID tokens."`
}

func isOn(flag *bool) bool { return flag != nil && *flag }

// framework is the one that a flag names.
func (f appFlags) framework() models.Framework {
	framework, _ := models.FrameworkNamed(f.Framework)
	return framework
}

// validate rejects a framework of another type, and Management API access for
// anything but a machine.
func (f appFlags) validate(kind models.ApplicationType) error {
	if own := f.framework().Type; own != "" && own != kind {
		return fmt.Errorf("--framework=%s requires --type=%s", f.Framework, own)
	}
	if isOn(f.ManagementAPI) && kind != models.ApplicationMachineToMachine {
		return fmt.Errorf("--management-api requires --type=%s", models.ApplicationMachineToMachine)
	}
	return nil
}

// set writes the flags that are given over the settings of an application.
func (f appFlags) set(oidc *models.OIDCClientMetadata, custom *models.CustomClientMetadata) error {
	if f.RedirectURI != nil {
		oidc.RedirectURIs = withoutEmpty(f.RedirectURI)
	}
	if f.PostLogoutRedirectURI != nil {
		oidc.PostLogoutRedirectURIs = withoutEmpty(f.PostLogoutRedirectURI)
	}
	if f.Framework != "" {
		f.framework().Preset(oidc, custom)
	}
	if f.AuthMethod != nil && *f.AuthMethod != custom.TokenEndpointAuthMethod {
		custom.TokenEndpointAuthMethod, custom.TokenEndpointAuthSigningAlg = *f.AuthMethod, ""
	}
	setGiven(&custom.IDTokenSignedResponseAlg, f.IDTokenAlg)
	setGiven(&custom.RequirePKCE, f.RequirePKCE)
	setGiven(&custom.ConformIDTokenClaims, f.ConformIDTokenClaims)
	if f.JWKSFile == "" {
		return nil
	}
	text, err := os.ReadFile(f.JWKSFile)
	if err != nil {
		return fmt.Errorf("read --jwks-file: %w", err)
	}
	custom.JWKS = nil // the old keys do not stay beside the new ones
	if err := json.Unmarshal(text, &custom.JWKS); err != nil {
		return fmt.Errorf("--jwks-file is not a JSON object: %w", err)
	}
	return nil
}

func setGiven[T any](setting, flag *T) {
	if flag != nil {
		*setting = *flag
	}
}

// withoutEmpty lets --redirect-uri= clear a list.
func withoutEmpty(values []string) []string {
	return slices.DeleteFunc(slices.Clone(values), func(value string) bool { return value == "" })
}
