package href

import "net/url"

// Welcome is where the holder of a link becomes an operator; it stands in the
// tenant "admin".
func (c Console) Welcome(token string) string {
	return c.Prefix + "/welcome?token=" + url.QueryEscape(token)
}

// Callback is where the console's sign-in comes back to.
func (c Console) Callback() string { return c.Prefix + "/console/callback" }
