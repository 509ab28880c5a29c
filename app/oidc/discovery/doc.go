// Package discovery is the provider's metadata (OpenID Connect Discovery 1.0,
// section 3; RFC 8414, section 2): exactly what is enabled, read from where it
// is enabled.
package discovery
