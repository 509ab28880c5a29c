package href

import "net/url"

// Console are the addresses of the console of one tenant.
type Console struct {
	// Prefix stands before every path: "" for the default tenant, "/t/<tenant>" for another.
	Prefix string
}

// ConsoleOf are the addresses of the console that manages the tenant with this id.
func ConsoleOf(tenantID string) Console {
	if tenantID == "default" {
		return Console{}
	}
	return Console{Prefix: "/t/" + url.PathEscape(tenantID)}
}

// Home is the first page: what there is to do.
func (c Console) Home() string { return c.Prefix + "/console" }

// Search finds pages, applications and people; it is a page and what the
// palette shows.
func (c Console) Search() string { return c.at("search") }

// Switch lists the tenants whose console one can go to.
func (c Console) Switch() string { return c.at("switch") }

// SwitchMenu is the menu of the first of them.
func (c Console) SwitchMenu() string { return c.at("switch", "menu") }

// Preferences takes what an operator chose for the console itself.
func (c Console) Preferences() string { return c.at("preferences") }

// SignOut ends the operator's session.
func (c Console) SignOut() string { return c.at("sign-out") }

// at is the address of these segments of a path below the console.
func (c Console) at(segments ...string) string { return Below(c.Home(), segments...) }
