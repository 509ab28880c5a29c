package main

import (
	"fmt"
	"io"
	"slices"
	"strconv"
	"text/tabwriter"
)

// printOutcomes writes the rates and their ceilings: medians over the
// rounds, and the lowest and highest ratio to show how much the machine varies.
func printOutcomes(w io.Writer, outcomes []outcome) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "\nfigure\tper second\tceiling\tper second\tratio\tlow to high\taim")
	for _, o := range outcomes {
		ratios := o.ratios()
		fmt.Fprintf(t, "%s\t%s\t%s\t%s\t%.2f\t%.2f to %.2f\t%s\n",
			o.figure.name, rate(median(o.rates)), o.figure.ceiling.name, rate(median(o.ceilings)),
			median(ratios), slices.Min(ratios), slices.Max(ratios), atLeast(median(ratios), o.figure.aim))
	}
	_ = t.Flush()
}

// printCold writes the figures that have no ceiling, with their aims.
func printCold(w io.Writer, figures []coldFigure) {
	t := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(t, "figure\tvalue\taim")
	for _, f := range figures {
		fmt.Fprintf(t, "%s\t%.0f %s\t%s\n", f.name, f.value, f.unit, atMost(f.value, f.aim))
	}
	_ = t.Flush()
}

// rate formats small rates with one decimal.
func rate(perSecond float64) string {
	if perSecond < 100 {
		return strconv.FormatFloat(perSecond, 'f', 1, 64)
	}
	return strconv.FormatFloat(perSecond, 'f', 0, 64)
}

func atLeast(value, aim float64) string {
	if aim == 0 {
		return ""
	}
	return fmt.Sprintf("at least %.2f: %s", aim, verdict(value >= aim))
}

func atMost(value, aim float64) string {
	return fmt.Sprintf("at most %.0f: %s", aim, verdict(value <= aim))
}

func verdict(reached bool) string {
	if reached {
		return "ok"
	}
	return "miss"
}
