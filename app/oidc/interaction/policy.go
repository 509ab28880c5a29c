package interaction

import (
	"time"

	"portico/app/ground/session"
	"portico/app/oidc/protocol"
	"portico/app/oidc/request"
	"portico/models"
)

// Step is the next step of a request.
type Step string

// The steps.
const (
	SignIn        Step = "sign-in"
	Register      Step = "register"
	SelectAccount Step = "select-account"
	Consent       Step = "consent"
	Continue      Step = "continue"
	Issue         Step = "issue" // nothing is left to ask
)

// State is the input of a decision.
type State struct {
	Request *request.Request
	// Interaction is nil for a new request.
	Interaction *models.Interaction
	// Session is nil when nobody is signed in.
	Session *session.Current
	// IsGranted reports that the user has consented to all of this.
	IsGranted bool
	// IsOrganizationGranted reports that the user has consented to the organization
	// that the request names, if it names one.
	IsOrganizationGranted bool
	Now                   time.Time
}

// prompt is one thing that the user may have to do.
type prompt struct {
	step   Step
	code   protocol.Code // the error with prompt=none
	checks []check
}

// check is one reason for a prompt.
type check struct {
	reason string
	isDue  func(State) bool
}

// prompts lists the prompts in the order in which they are shown.
func prompts() []prompt {
	return []prompt{
		{SignIn, protocol.LoginRequired, []check{
			{"no_session", func(s State) bool { return s.Session == nil }},
			{"login_prompt", func(s State) bool { return s.Request.Has(protocol.PromptLogin) && !s.isProven() }},
			{"max_age", func(s State) bool { return s.isTooOld() && !s.isProven() }},
			{"other_person_expected", func(s State) bool { return s.isOtherPerson() && !s.isProven() }},
		}},
		{SelectAccount, protocol.AccountSelection, []check{
			{"select_account_prompt", func(s State) bool { return s.Request.Has(protocol.PromptSelectAccount) && !s.isChosen() }},
		}},
		{Consent, protocol.ConsentRequired, []check{
			{"consent_prompt", func(s State) bool {
				return s.Request.Has(protocol.PromptConsent) && s.asksConsent() && !s.hasConsented()
			}},
			{"not_granted", func(s State) bool { return !s.IsGranted && s.asksConsent() }},
			// The user may choose another organization, and is not asked again then.
			{"organization_not_granted", func(s State) bool { return !s.IsOrganizationGranted && s.asksConsent() && !s.hasConsented() }},
		}},
		{Continue, protocol.InteractionRequired, []check{
			{"unproven_client", func(s State) bool { return s.Request.IsClientUnproven() && !s.isChosen() && !s.hasConsented() }},
		}},
	}
}

// isChosen reports whether the user signed in for this request or chose the
// existing session.
func (s State) isChosen() bool {
	return s.Interaction != nil && s.Interaction.SessionID != "" && s.Interaction.SessionID == s.Session.ID
}

// isProven reports whether the user authenticated for this request; choosing a
// session is not authentication.
func (s State) isProven() bool {
	return s.isChosen() && s.Session.AuthTime >= s.Interaction.CreatedAt
}

func (s State) isTooOld() bool {
	if s.Request.MaxAge == nil {
		return false
	}
	age := (s.Now.UnixMilli() - s.Session.AuthTime) / 1000
	return age >= *s.Request.MaxAge
}

func (s State) isOtherPerson() bool {
	return s.Request.Hint != nil && s.Request.Hint.Subject != s.Session.UserID
}

// asksConsent reports whether the application needs consent. First-party applications
// belong to the tenant and never ask.
func (s State) asksConsent() bool { return s.Request.Client.IsThirdParty }

// hasConsented reports whether the user agreed on the consent page for this request.
func (s State) hasConsented() bool {
	return s.Interaction != nil && s.Interaction.ConsentedBy == s.Session.UserID
}
