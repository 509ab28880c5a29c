// Package servertest is the test harness: a complete server in memory on a real
// database, a browser that follows redirects and submits forms without JavaScript, and
// a small relying party.
package servertest
