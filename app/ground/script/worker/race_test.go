//go:build race

package worker_test

// isRace: under the race detector, it is its allocator that ends a worker without
// memory, which can't say so.
const isRace = true
