// Package connector holds the rules for a tenant's external services, so far one
// mail server. Each configuration is encrypted at rest, and only those who may
// change it can see its credentials. The package sends mail for other
// features.
//
// It does not change its records through noun.Kind: they are encrypted, and an
// update compares the credentials that its event leaves out.
//
// Boundary: what a kind of connector needs, and how it talks to its service, is
// defined in package connectors and below. The tenant's templates make the text of
// a mail from the values that a feature supplies.
package connector
