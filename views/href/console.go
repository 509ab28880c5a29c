package href

import "net/url"

// Console builds the URLs of one tenant's console.
type Console struct {
	// Prefix precedes every path: "" for the default tenant, "/t/<tenant>" for others.
	Prefix string
}

// ConsoleOf builds the URLs of the console that manages the tenant with this ID.
func ConsoleOf(tenantID string) Console {
	if tenantID == "default" {
		return Console{}
	}
	return Console{Prefix: "/t/" + url.PathEscape(tenantID)}
}

// Home is the first page, with the first steps.
func (c Console) Home() string { return c.Prefix + "/console" }

// Search finds pages, applications and people; it serves both a page and the
// palette.
func (c Console) Search() string { return c.at("search") }

// Switch lists the tenants whose console the operator can switch to.
func (c Console) Switch() string { return c.at("switch") }

// SwitchMenu is the menu of the first of them.
func (c Console) SwitchMenu() string { return c.at("switch", "menu") }

// Preferences receives an operator's preferences for the console.
func (c Console) Preferences() string { return c.at("preferences") }

// SignOut ends the operator's session.
func (c Console) SignOut() string { return c.at("sign-out") }

// at is the URL of these path segments below the console.
func (c Console) at(segments ...string) string { return Below(c.Home(), segments...) }
