package models

import (
	"net/url"
	"slices"
	"strings"

	"golang.org/x/net/idna"
)

// Origin is the origin of a URI in the canonical form in which origins can be
// compared (RFC 6454, sections 4 and 6.2): scheme and host in lower case, the host
// in IDNA ASCII, and the port unless it is the scheme's default. It is "" for a URI
// without an origin, and for "null", which browsers send for opaque origins.
func Origin(uri string) string {
	u, err := url.Parse(uri)
	if err != nil || u.Scheme == "" || u.Hostname() == "" || u.User != nil {
		return ""
	}
	host := strings.ToLower(u.Hostname())
	if ascii, err := idna.Lookup.ToASCII(host); err == nil {
		host = ascii
	}
	if strings.Contains(host, ":") {
		host = "[" + host + "]"
	}
	own := map[string]string{"https": "443", "http": "80"}[u.Scheme]
	if port := u.Port(); port != "" && port != own {
		host += ":" + port
	}
	return u.Scheme + "://" + host
}

// HasOrigin reports whether an origin, as sent by a browser, is one of the
// application's: that of a redirect URI, or a separately registered one.
func (a *Application) HasOrigin(origin string) bool {
	asked := Origin(origin)
	isAsked := func(uri string) bool { return Origin(uri) == asked }
	return asked != "" && (slices.ContainsFunc(a.CustomClientMetadata.CORSAllowedOrigins, isAsked) ||
		slices.ContainsFunc(a.OIDCClientMetadata.RedirectURIs, isAsked))
}
