//go:build !race

package worker_test

const isRace = false
