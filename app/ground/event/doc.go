// Package event has the things that happen in the product as values, and their
// publisher. Features publish; the audit log and the outbox listen. Events carry
// no secret.
//
// The outbox is what webhooks will read. It is written for changes only, in
// their transaction; see models.OutboxEvent for the order of its rows.
package event
