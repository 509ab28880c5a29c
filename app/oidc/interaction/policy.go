package interaction

import (
	"time"

	"portico/app/ground/session"
	"portico/app/oidc/protocol"
	"portico/app/oidc/request"
	"portico/models"
)

// Step is what comes next for a request.
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

// State is what a decision is made from.
type State struct {
	Request *request.Request
	// Interaction is nil for a request that has just arrived.
	Interaction *models.Interaction
	// Session is nil when no one is signed in.
	Session *session.Current
	// IsGranted says that the person agreed to all of this before.
	IsGranted bool
	Now       time.Time
}

// prompt is one thing that the person may have to do.
type prompt struct {
	step   Step
	code   protocol.Code // the error when the person may not be asked
	checks []check
}

// check says why a prompt is due.
type check struct {
	reason string
	isDue  func(State) bool
}

// prompts are the prompts in the order in which they are asked.
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
			{"consent_prompt", func(s State) bool { return s.Request.Has(protocol.PromptConsent) && s.asksConsent() }},
			{"not_granted", func(s State) bool { return !s.IsGranted && s.asksConsent() }},
		}},
		{Continue, protocol.InteractionRequired, []check{
			{"unproven_client", func(s State) bool { return s.Request.IsClientUnproven() && !s.isChosen() && !s.hasConsented() }},
		}},
	}
}

// isChosen reports whether the person signed in for this request or chose the
// session that was there.
func (s State) isChosen() bool {
	return s.Interaction != nil && s.Interaction.SessionID != "" && s.Interaction.SessionID == s.Session.ID
}

// isProven reports whether the person proved who they are for this request; to
// choose a session is no proof.
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

// asksConsent: first-party applications are the tenant's own and consented
// silently; others until this person has agreed in this interaction.
func (s State) asksConsent() bool {
	if !s.Request.Client.IsThirdParty {
		return false
	}
	return !s.hasConsented()
}

// hasConsented reports whether the person agreed on the consent page for this request.
func (s State) hasConsented() bool {
	return s.Interaction != nil && s.Interaction.ConsentedBy == s.Session.UserID
}
