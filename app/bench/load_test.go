package main

import (
	"errors"
	"sync/atomic"
	"testing"
	"time"
)

func TestPerSecondCounts(t *testing.T) {
	const prepared = 100
	var used atomic.Int64
	began := time.Now()
	rate, err := perSecond(connections, time.Minute, func(int) error {
		if used.Add(1) > prepared {
			return errNoMore
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	// The measured time is at most the time that passed here.
	if least := prepared / time.Since(began).Seconds(); rate < least {
		t.Errorf("%.0f per second, at least %.0f happened", rate, least)
	}
}

func TestPerSecondFailsWithTheOperation(t *testing.T) {
	broken := errors.New("broken")
	_, err := perSecond(connections, time.Minute, func(worker int) error {
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
