// Package store reads and writes the records, one file per noun: one query or
// one small write set per method.
//
// It is the only place that knows a database. Open connects to SQLite or to
// Postgres, Migrate brings the schema up to date, DB.Tenant opens a Store for
// one tenant, and every query of a Store carries that tenant. Driver errors
// leave as ErrNotFound or ErrConflict, or unchanged.
//
// It holds no rule: what may be written is decided by the services. It knows
// no time of day: callers pass now.
//
// # SQLite
//
// One connection writes, in transactions that are immediate from their start:
// one that begins by reading and then writes would fail at once when another
// process has written in between, whatever the busy timeout says. Several
// connections read beside it (write-ahead log). A commit survives a crash of
// the process; with Config.FullSync also a power cut.
//
// # Postgres
//
// Readers and writers share one pool.
package store
