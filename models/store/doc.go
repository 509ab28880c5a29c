// Package store reads and writes the records, one file per noun: each method is
// one query or one small set of writes.
//
// It is the only package that talks to a database. Open connects to SQLite or
// Postgres, Migrate brings the schema up to date, DB.Tenant opens a Store for
// one tenant, and every query of a Store is scoped to that tenant. Driver errors
// become ErrNotFound, ErrConflict or ErrUnavailable, those of searches ErrPattern
// or ErrPatternTooSlow; others are returned unchanged.
//
// It contains no business rules: the services decide what may be written. It does
// not read the clock: callers pass now.
//
// # SQLite
//
// A single connection writes, in BEGIN IMMEDIATE transactions: one that starts by
// reading and writes later would fail at once if another process wrote in between,
// regardless of the busy timeout. Several connections read concurrently
// (write-ahead log). A commit survives a crash of the process; with
// Config.FullSync also a power failure.
//
// # Postgres
//
// Readers and writers share one pool.
//
// # Searches
//
// A search of users reads users.search_key, which holds all searched fields in
// lower case, so that both databases fold case alike, whatever their locale. An
// index holds it in list order, so that besides the index only the page itself is
// read. What the key cannot decide, the fields do: on Postgres with its operators,
// on SQLite with search_matches, a function written in Go. Where there is no key,
// or case matters, the columns are compared; there, lower and ~* of Postgres
// follow its locale.
package store
