// Package event has the things that happen in the product as values, and their
// publisher. Features publish; the audit log and the webhooks listen. It does
// not know who listens, and carries no secret.
package event
