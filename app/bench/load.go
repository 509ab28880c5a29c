package main

import (
	"errors"
	"sync"
	"time"
)

// connections is the number of keep-alive connections of the load generator.
const connections = 8

// errNoMore ends a measurement early, because its prepared input is used up.
var errNoMore = errors.New("no more prepared work")

// operation is one unit of work of a worker, 0 to connections-1. A failure ends
// the measurement, because figures that include failures are meaningless.
type operation func(worker int) error

// tally counts what was done in a period of time.
type tally struct {
	count   int
	elapsed time.Duration
	ended   bool // before its time, with errNoMore
}

// plus adds two measurements of the same thing.
func (t tally) plus(more tally) tally {
	return tally{count: t.count + more.count, elapsed: t.elapsed + more.elapsed, ended: t.ended || more.ended}
}

func (t tally) perSecond() float64 { return float64(t.count) / t.elapsed.Seconds() }

// repeat makes workers repeat an operation for a period of time and counts.
func repeat(workers int, duration time.Duration, op operation) (tally, error) {
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
	done := tally{elapsed: time.Since(began)}
	for worker, count := range counts {
		done.count += count
		err := failures[worker]
		if err != nil && !errors.Is(err, errNoMore) {
			return tally{}, err
		}
		done.ended = done.ended || err != nil
	}
	return done, nil
}
