// Package audit writes the audit log: it listens to events and appends rows.
//
// The row of an event that accompanies a write is written in the write's
// transaction. Frequent events without a write (successful
// client_credentials) are merged if they differ only in their time within a
// second, and are written in batches a tenth of a second later, each in one
// transaction; a crash can lose the pending batch.
package audit
