// Package server is the composition root: it opens what the program stands on,
// wires the features to one another and mounts their routes. It knows
// everybody and is known by app/command alone.
package server
