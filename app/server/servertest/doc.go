// Package servertest is the harness of the protocol's tests: a whole server in
// memory over a real database, a browser that follows redirects and fills in
// forms without JavaScript, and a small relying party.
package servertest
