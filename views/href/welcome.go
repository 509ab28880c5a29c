package href

import "net/url"

// Welcome is the page on which the holder of a link becomes an operator; it belongs
// to the tenant "admin".
func (c Console) Welcome(token string) string {
	return c.Prefix + "/welcome?token=" + url.QueryEscape(token)
}

// Callback is the redirect URI of the console's sign-in.
func (c Console) Callback() string { return c.Prefix + "/console/callback" }
