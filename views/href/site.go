package href

import "net/url"

// Site are the addresses of one tenant's hosted pages.
type Site struct {
	// Prefix stands before every path: "" for the default tenant, "/t/<tenant>" for another.
	Prefix string
}

// SignIn is the sign-in page of an interaction.
func (s Site) SignIn(interaction string) string { return s.during("/sign-in", interaction) }

// Continue is the page of an interaction that asks before the session is used.
func (s Site) Continue(interaction string) string { return s.during("/continue", interaction) }

// Register is the page of an interaction on which people create an account.
func (s Site) Register(interaction string) string { return s.during("/register", interaction) }

// Consent is the consent page of an interaction.
func (s Site) Consent(interaction string) string { return s.during("/consent", interaction) }

// UnknownSession is the page for people whose interaction is not known or over.
func (s Site) UnknownSession() string { return s.Prefix + "/unknown-session" }

// EndSessionConfirm takes the confirmation of a sign-out
// (OpenID Connect RP-Initiated Logout 1.0, section 2).
func (s Site) EndSessionConfirm() string { return s.Prefix + "/oidc/session/end/confirm" }

// DemoApp is the built-in demo application.
func (s Site) DemoApp() string { return s.Prefix + "/demo-app" }

// during adds the interaction, so that two of them can go on side by side in one browser.
func (s Site) during(path, interaction string) string {
	return s.Prefix + path + "?interaction=" + url.QueryEscape(interaction)
}

// Invitation is where the holder of a link joins an organization.
func (s Site) Invitation(token string) string { return s.Prefix + "/invitation/" + escape(token) }

// SignInToJoin is the sign-in page that comes back to an invitation.
func (s Site) SignInToJoin(token string) string {
	return s.Prefix + "/sign-in?invitation=" + url.QueryEscape(token)
}

// RegisterToJoin is the page on which people create an account to accept an invitation.
func (s Site) RegisterToJoin(token string) string {
	return s.Prefix + "/register?invitation=" + url.QueryEscape(token)
}
