package href

import (
	"net/url"
	"strings"
)

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

// Account is the first page of a person's account.
func (s Site) Account() string { return s.Prefix + accountPath }

// AccountApplications lists what a person has allowed third-party applications.
func (s Site) AccountApplications() string { return Below(s.Account(), "applications") }

// AccountApplicationRemove asks whether to take back everything that a person has
// allowed an application.
func (s Site) AccountApplicationRemove(application string) string {
	return Below(s.AccountApplications(), application, "remove")
}

// AccountApplicationLeave asks whether to take back what a person has allowed an
// application in an organization.
func (s Site) AccountApplicationLeave(application, organization string) string {
	return Below(s.AccountApplications(), application, "organizations", organization, "remove")
}

// AccountOrganization lists the third-party applications that the members of an
// organization use.
func (s Site) AccountOrganization(organization string) string {
	return Below(s.Account(), "organizations", organization, "applications")
}

// AccountBlock and AccountAllow ask whether to block an application for an
// organization, or to allow it again.
func (s Site) AccountBlock(organization, application string) string {
	return Below(s.AccountOrganization(organization), application, "block")
}

// AccountAllow is the opposite of AccountBlock.
func (s Site) AccountAllow(organization, application string) string {
	return Below(s.AccountOrganization(organization), application, "allow")
}

// SignInToAccount is the sign-in page that returns to a page of the account; path is
// its address without the prefix.
func (s Site) SignInToAccount(path string) string {
	return s.Prefix + "/sign-in?account=" + url.QueryEscape(path)
}

// RegisterToAccount is the sign-up page that returns to a page of the account.
func (s Site) RegisterToAccount(path string) string {
	return s.Prefix + "/register?account=" + url.QueryEscape(path)
}

// accountPath is the path of the account's pages.
const accountPath = "/account"

// AccountPage is the page of the account with a path that came from a request; false
// unless it is one, so that nobody is sent elsewhere after a sign-in.
func (s Site) AccountPage(path string) (string, bool) {
	rest, ok := strings.CutPrefix(path, accountPath)
	if !ok {
		return "", false
	}
	rest, query, hasQuery := strings.Cut(rest, "?")
	if hasQuery && strings.Trim(query, letters+"=&") != "" {
		return "", false
	}
	for i, segment := range strings.Split(rest, "/") {
		isFirst := i == 0 // precedes the slash
		if isFirst != (segment == "") || strings.Trim(segment, letters) != "" {
			return "", false
		}
	}
	return s.Prefix + path, true
}

// letters are the characters of ids.
const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
