// Package event has the things that happen in the product as values, and their
// publisher. Features publish; the audit log listens. It does not know who
// listens, and carries no secret.
package event
