package main

import (
	"errors"
	"sync"
	"time"
)

// connections is the number of keep-alive connections of the load generator.
const connections = 8

// errNoMore ends a measurement early: what was prepared for it is used up.
var errNoMore = errors.New("no more prepared work")

// operation is one unit of work of a worker, 0 to connections-1; an operation
// that fails ends the measurement, for figures with failures in them say nothing.
type operation func(worker int) error

// perSecond lets workers repeat an operation for a time and counts.
func perSecond(workers int, duration time.Duration, op operation) (float64, error) {
	counts := make([]int, workers)
	failures := make([]error, workers)
	began := time.Now()
	var group sync.WaitGroup
	for worker := range workers {
		group.Go(func() {
			for time.Since(began) < duration {
				if err := op(worker); err != nil {
					failures[worker] = err
					return
				}
				counts[worker]++
			}
		})
	}
	group.Wait()
	elapsed := time.Since(began).Seconds()
	total := 0
	for worker, count := range counts {
		total += count
		if err := failures[worker]; err != nil && !errors.Is(err, errNoMore) {
			return 0, err
		}
	}
	return float64(total) / elapsed, nil
}
