package href

import "net/url"

// Site builds the URLs of one tenant's hosted pages.
type Site struct {
	// Prefix precedes every path: "" for the default tenant, "/t/<tenant>" for others.
	Prefix string
}

// SignIn is the sign-in page of an interaction.
func (s Site) SignIn(interaction string) string { return s.during("/sign-in", interaction) }

// Continue is the page of an interaction that asks before the session is used.
func (s Site) Continue(interaction string) string { return s.during("/continue", interaction) }

// Register is the sign-up page of an interaction.
func (s Site) Register(interaction string) string { return s.during("/register", interaction) }

// Consent is the consent page of an interaction.
func (s Site) Consent(interaction string) string { return s.during("/consent", interaction) }

// UnknownSession is the page for users whose interaction is unknown or has ended.
func (s Site) UnknownSession() string { return s.Prefix + "/unknown-session" }

// EndSessionConfirm receives the confirmation of a sign-out
// (OpenID Connect RP-Initiated Logout 1.0, section 2).
func (s Site) EndSessionConfirm() string { return s.Prefix + "/oidc/session/end/confirm" }

// DemoApp is the built-in demo application.
func (s Site) DemoApp() string { return s.Prefix + "/demo-app" }

// during adds the interaction, so that several can be in progress in one browser.
func (s Site) during(path, interaction string) string {
	return s.Prefix + path + "?interaction=" + url.QueryEscape(interaction)
}

// Invitation is the page on which the holder of a link joins an organization.
func (s Site) Invitation(token string) string { return s.Prefix + "/invitation/" + escape(token) }

// SignInToJoin is the sign-in page that returns to an invitation.
func (s Site) SignInToJoin(token string) string {
	return s.Prefix + "/sign-in?invitation=" + url.QueryEscape(token)
}

// RegisterToJoin is the sign-up page for accepting an invitation.
func (s Site) RegisterToJoin(token string) string {
	return s.Prefix + "/register?invitation=" + url.QueryEscape(token)
}
