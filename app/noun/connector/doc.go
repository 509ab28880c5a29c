// Package connector holds which services outside a tenant has set up: so far one
// mail server. It keeps each configuration sealed, shows its credentials only to
// those who may change it, and sends mail for the features that ask.
//
// Boundary: what a kind of connector needs and how it speaks to its service
// stands in package connectors and below. What a mail says is written by the
// tenant's templates from the values that a feature gives.
package connector
