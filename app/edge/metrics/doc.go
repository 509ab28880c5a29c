// Package metrics counts and times what the server does and exposes it to
// Prometheus: requests by route, tokens by grant, sign-ins by result, the queue
// of password hashing, the pools of database connections, the Go runtime and
// the build.
//
// Boundary: it only observes. Nothing depends on it, and without it nothing is
// measured. No label holds what a person or a client sends, so the number of
// series is bounded and they reveal nothing about anyone.
package metrics
