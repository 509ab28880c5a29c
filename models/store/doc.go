// Package store reads and writes the records, one file per noun: one query or
// one small write set per method.
//
// It is the only place that knows a database. Open connects to SQLite or to
// Postgres, Migrate brings the schema up to date, DB.Tenant opens a Store for
// one tenant, and every query of a Store carries that tenant. Driver errors
// leave as ErrNotFound or ErrConflict, those of searches as ErrPattern or
// ErrPatternTooSlow, and others unchanged.
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
//
// # Searches
//
// A search reads users.search_key, which holds all that is looked at in lower
// case: so case is one thing on both databases, whatever their locale. An index
// holds it in the order of the list, and nothing else is read but the page. What
// the key cannot decide is left to the fields: on Postgres to its own operators,
// on SQLite to search_matches, a function of Go. Without a key, or where case
// counts, the columns are compared, and Postgres' lower and ~* go by its locale.
package store
