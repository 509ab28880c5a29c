// Package audit keeps the audit log: it listens to events and appends rows.
//
// A row of an event that goes with a write is written in the write's
// transaction. Frequent events without a write of their own (successful
// client_credentials) are merged per application, resource and second and
// written in batches a tenth of a second later; a crash may lose that batch.
package audit
