// Package migrations holds the schema as numbered SQL files, one folder per
// dialect, each with an up and a down migration (goose). Every version
// exists in both folders under the same name.
//
// It only embeds the files; models/store applies them. A file that has been
// released is never changed. Expand first, contract a release later: the
// previous release still runs on the new schema.
//
// SQLite migrates with foreign keys on. A migration that rebuilds a table must use
// "-- +goose NO TRANSACTION", switch foreign_keys off, do its work in its own
// transaction and switch them back on: dropping the old table
// would otherwise delete the rows that reference it.
package migrations
