package interaction

import (
	"portico/app/oidc/protocol"
)

// Decide returns the next step. An error goes to the client.
func Decide(s State) (Step, error) {
	if s.Interaction != nil && s.Interaction.Denied {
		return "", protocol.NewError(protocol.AccessDenied, "the user denied the request")
	}
	for _, p := range prompts() {
		reason := p.due(s)
		if reason == "" {
			continue
		}
		if s.Request.Has(protocol.PromptNone) {
			return "", protocol.NewError(p.code, "user interaction is required: "+reason)
		}
		return s.screen(p.step), nil
	}
	if s.isOtherPerson() {
		return "", protocol.NewError(protocol.LoginRequired, "a different user signed in than expected")
	}
	return Issue, nil
}

// due returns the reason of the first check that applies, "" if none does.
func (p prompt) due(s State) string {
	for _, c := range p.checks {
		if c.isDue(s) {
			return c.reason
		}
	}
	return ""
}

// screen lets a client choose the page that a user without an account sees first.
func (s State) screen(step Step) Step {
	first, mode := s.Request.Values.Get("first_screen"), s.Request.Values.Get("interaction_mode")
	wantsRegister := first == "register" || first == "identifier:register" || mode == "signUp"
	if step == SignIn && s.Session == nil && wantsRegister {
		return Register
	}
	return step
}
