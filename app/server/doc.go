// Package server is the composition root: it opens the database, creates the
// services, wires the features together and mounts their routes. It may import
// everything; only app/command imports it.
package server
