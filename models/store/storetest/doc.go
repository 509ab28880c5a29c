// Package storetest opens databases for tests and holds the suite that every
// database of package store must pass.
//
// SQLite and Postgres give each test its own database, with the schema but no
// records. Run is the suite. Only tests import this package.
package storetest
