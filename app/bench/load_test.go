package main

import (
	"errors"
	"sync/atomic"
	"testing"
	"time"
)

func TestRepeatCounts(t *testing.T) {
	const prepared = 100
	var used atomic.Int64
	began := time.Now()
	done, err := repeat(connections, time.Minute, func(int) error {
		if used.Add(1) > prepared {
			return errNoMore
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if done.count != prepared || !done.ended {
		t.Errorf("%d done, ended early: %v", done.count, done.ended)
	}
	if done.elapsed <= 0 || done.elapsed > time.Since(began) {
		t.Errorf("took %v", done.elapsed)
	}
}

func TestRepeatFailsWithTheOperation(t *testing.T) {
	broken := errors.New("broken")
	_, err := repeat(connections, time.Minute, func(worker int) error {
		if worker == 3 {
			return broken
		}
		return errNoMore
	})
	if !errors.Is(err, broken) {
		t.Errorf("got %v", err)
	}
}

func TestRatiosAreOfTheSameRound(t *testing.T) {
	o := outcome{rates: []float64{70, 40, 90}, ceilings: []float64{100, 50, 300}}
	if got := median(o.ratios()); got != 0.7 {
		t.Errorf("median ratio %v", got)
	}
}
