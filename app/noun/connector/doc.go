// Package connector has the rules of the services outside that a tenant uses: so
// far one mail server. Each configuration is encrypted at rest and shows its
// credentials only to those who may change it. The package sends mail for the
// features that ask.
//
// It does not change its records through noun.Kind: they are encrypted, and an
// update compares the credentials that its event leaves out.
//
// Boundary: what a kind of connector needs, and how it speaks to its service, is
// decided in package connectors and below. What a mail says is written by the
// tenant's templates from the values that a feature gives.
package connector
