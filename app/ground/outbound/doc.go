// Package outbound guards outgoing connections: every request to an address that
// someone entered goes through it (protection against SSRF). It only reaches public
// addresses. It checks the resolved address when connecting, so neither a redirect
// nor DNS rebinding reaches the internal network.
//
// Boundary: it transfers bytes within limits. Interpreting them, retrying and
// reporting errors are up to the caller. Databases and Redis, which the operator
// configures, do not go through it.
package outbound
