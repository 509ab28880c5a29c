package main

import (
	"context"
	"time"
)

// Aims of the cold figures.
const (
	readyAim    = 500 // milliseconds
	residentAim = 60  // MiB
)

// idleTime passes before the idle memory is read.
const idleTime = 3 * time.Second

// restarts is the number of starts that the median is taken over.
const restarts = 5

// coldFigure is a value without a ceiling; less is better.
type coldFigure struct {
	name  string
	value float64
	unit  string
	aim   float64
}

// measureCold starts the program in an empty directory, which creates the
// database and the keys, then several more times, and reads the memory of the last.
func (p program) measureCold(ctx context.Context) ([]coldFigure, error) {
	first, err := p.start(ctx)
	if err != nil {
		return nil, err
	}
	first.stop()
	var times []float64
	var resident float64
	for i := range restarts {
		again, err := p.start(ctx)
		if err != nil {
			return nil, err
		}
		times = append(times, milliseconds(again.ready))
		if i == restarts-1 {
			time.Sleep(idleTime)
			resident, err = again.resident()
		}
		again.stop()
		if err != nil {
			return nil, err
		}
	}
	return []coldFigure{
		{"first start to ready", milliseconds(first.ready), "ms", readyAim},
		{"start to ready", median(times), "ms", readyAim},
		{"resident memory, idle", resident, "MiB", residentAim},
	}, nil
}

func milliseconds(d time.Duration) float64 { return float64(d) / float64(time.Millisecond) }
