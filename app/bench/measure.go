package main

import (
	"context"
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
)

// plan is what to measure and for how long.
type plan struct {
	duration time.Duration
	rounds   int
	only     string // substring of the names of the figures to measure; "" means all
}

// figure is a rate of the program and its ceiling.
type figure struct {
	name    string
	ceiling ceiling
	aim     float64 // minimum ratio of the two; 0: no aim
	// prepare creates the input of the operation, before each round and untimed; may be nil.
	prepare   func() error
	operation operation
}

// outcome holds the rates of all rounds.
type outcome struct {
	figure   figure
	rates    []float64
	ceilings []float64
}

// ratios are the rates of each round to the ceiling of the same round.
func (o outcome) ratios() []float64 {
	ratios := make([]float64, len(o.rates))
	for i, rate := range o.rates {
		ratios[i] = rate / o.ceilings[i]
	}
	return ratios
}

// measure measures all figures of the plan and prints them.
func measure(ctx context.Context, p plan) error {
	folder, err := os.MkdirTemp("", "portico-bench-")
	if err != nil {
		return fmt.Errorf("make folder: %w", err)
	}
	defer func() { _ = os.RemoveAll(folder) }()
	server, err := buildProgram(ctx, folder)
	if err != nil {
		return err
	}
	cold, err := server.measureCold(ctx)
	if err != nil {
		return err
	}
	printCold(os.Stdout, cold)

	reference, err := startCeilings(ctx)
	if err != nil {
		return err
	}
	defer reference.stop()
	limits, err := newCeilings(reference.base)
	if err != nil {
		return err
	}
	running, err := server.start(ctx)
	if err != nil {
		return err
	}
	defer running.stop()
	site, err := setUp(ctx, server)
	if err != nil {
		return err
	}
	all, err := figures(ctx, site, limits)
	if err != nil {
		return err
	}
	outcomes, err := p.take(ctx, all)
	if err != nil {
		return err
	}
	printOutcomes(os.Stdout, outcomes)
	loaded, err := running.resident()
	if err != nil {
		return err
	}
	fmt.Printf("\nresident memory after the load: %.0f MiB\n", loaded)
	if err := p.lists(ctx, server, folder); err != nil {
		return err
	}
	if err := p.mints(ctx, server, folder); err != nil {
		return err
	}
	return p.scripts(ctx, server, folder)
}

// take measures the figures one after another.
func (p plan) take(ctx context.Context, all []figure) ([]outcome, error) {
	var outcomes []outcome
	for _, f := range all {
		if !strings.Contains(f.name, p.only) {
			continue
		}
		o := outcome{figure: f}
		for range p.rounds {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			if err := o.round(p.duration); err != nil {
				return nil, fmt.Errorf("%s: %w", f.name, err)
			}
		}
		outcomes = append(outcomes, o)
	}
	return outcomes, nil
}

// slice is how long figure and ceiling run before they alternate.
const slice = 500 * time.Millisecond

// round measures the figure and its ceiling for a duration each, in short turns,
// so that a machine that speeds up or slows down affects both.
func (o *outcome) round(duration time.Duration) error {
	if o.figure.prepare != nil {
		if err := o.figure.prepare(); err != nil {
			return fmt.Errorf("prepare: %w", err)
		}
	}
	var done, limit tally
	for done.elapsed < duration && !done.ended {
		turn := min(slice, duration)
		more, err := o.figure.ceiling.measure(turn)
		if err != nil {
			return fmt.Errorf("ceiling %s: %w", o.figure.ceiling.name, err)
		}
		limit = limit.plus(more)
		more, err = repeat(connections, turn, o.figure.operation)
		if err != nil {
			return err
		}
		done = done.plus(more)
	}
	o.rates = append(o.rates, done.perSecond())
	o.ceilings = append(o.ceilings, limit.perSecond())
	return nil
}

// median is the middle of an odd number of values.
func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}
