// Package metrics counts and times what the program does, and serves that to
// Prometheus: requests by route, tokens by grant, sign-ins by result, the queue
// of password hashing, the pools of database connections, the Go runtime and
// the build.
//
// Boundary: it listens and is asked; nothing depends on it, and without it
// nothing is measured. No label holds what a person or a client sends, so the
// number of series has a bound, and they tell nothing about anybody.
package metrics
