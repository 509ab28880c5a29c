// Package audit keeps the audit log: it listens to events and appends rows.
//
// A row of an event that goes with a write is written in the write's
// transaction. Frequent events without a write of their own (successful
// client_credentials) are merged if they differ in nothing but the time within a
// second, and are written in batches a tenth of a second later, each in one
// transaction; a crash may lose the batch that waits.
package audit
