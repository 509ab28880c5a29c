// Package storetest opens databases for tests and holds the suite that every
// database of package store must pass.
//
// SQLite and Postgres give each test a database of its own, with the schema
// and nothing in it. Run is the suite. Only tests import this package.
package storetest
