// Package event defines the events of the product and their publisher. Features
// publish events; the audit log and the outbox listen. Events never contain secrets.
//
// Webhooks will read the outbox. It records only changes, in their transaction; see
// models.OutboxEvent for the order of its rows.
package event
