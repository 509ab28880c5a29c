package issue

import (
	"encoding/json"
	"fmt"

	"portico/app/ground/tenant"
	"portico/app/oidc/protocol"
	"portico/app/oidc/request"
	"portico/models"
)

// Subject is whom tokens are issued for: a user's grant, or a machine.
type Subject struct {
	Tenant *tenant.Tenant
	Client *tenant.Application
	// User and Grant are nil for a machine.
	User  *models.User
	Grant *models.Grant
	// GrantType is that of the token request.
	GrantType protocol.GrantType
}

// ID is the sub claim: the user's id, or the machine's client_id.
func (s Subject) ID() string {
	if s.User != nil {
		return s.User.ID
	}
	return s.Client.ID
}

// AskedClaims is the claims parameter of the grant. A third-party application gets
// what its consent page showed: claims of the scopes that it may request.
func AskedClaims(grant *models.Grant, application *tenant.Application) (protocol.ClaimsRequest, error) {
	var asked protocol.ClaimsRequest
	isUnshown := application.IsThirdParty && grant.AskedScope == "" // consented to on an older page
	if grant.Claims == "" || isUnshown {
		return asked, nil
	}
	if err := json.Unmarshal([]byte(grant.Claims), &asked); err != nil {
		return asked, fmt.Errorf("read claims request of grant %s: %w", grant.ID, err)
	}
	if application.IsThirdParty {
		asked = asked.Of(request.UserScopes(application))
	}
	return asked, nil
}
