package customjwt

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"portico/locales"
)

// Result is what a test of a script did.
type Result struct {
	// Header and Token are the token as it would be issued.
	Header []Line
	Token  []Line
	// Extra are the custom claims as JSON, Count of them.
	Extra string
	Count int
	// Ignored are returned claims that a script cannot set.
	Ignored []string
	Console []string
	Took    time.Duration
	// Allocated is the memory that the run allocated, in bytes.
	Allocated int64
	Failure   *Failure // nil if the script returned claims
	// Problem is why the script was not run; "" if it was.
	Problem string
}

// Line is a member of a JSON object.
type Line struct {
	Name, Value string // the value as JSON
	IsCustom    bool
}

// Failure is why a script failed.
type Failure struct {
	// Kind is as app/ground/script names it.
	Kind    string
	Message string
	// Line and Column are where, from 1; 0 if unknown.
	Line, Column int
}

func (f *Failure) isDenial() bool { return f.Kind == "denied" }

// title says what kind of failure it is.
func (f *Failure) title(ctx context.Context) string {
	switch f.Kind {
	case "syntax":
		return locales.T(ctx, "console.customjwt.failure.syntax")
	case "no_function":
		return locales.T(ctx, "console.customjwt.failure.noFunction")
	case "thrown":
		return locales.T(ctx, "console.customjwt.failure.thrown")
	case "result":
		return locales.T(ctx, "console.customjwt.failure.result")
	case "time":
		return locales.T(ctx, "console.customjwt.failure.time")
	case "memory":
		return locales.T(ctx, "console.customjwt.failure.memory")
	case "denied":
		return locales.T(ctx, "console.customjwt.failure.denied")
	case "busy":
		return locales.T(ctx, "console.customjwt.failure.busy")
	case "unavailable":
		return locales.T(ctx, "console.customjwt.failure.unavailable")
	}
	return locales.T(ctx, "console.customjwt.failure.crash")
}

// took is a duration for display.
func took(d time.Duration) string {
	if d < 10*time.Millisecond {
		return strconv.FormatFloat(float64(d.Microseconds())/1000, 'f', 1, 64) + " ms"
	}
	return strconv.FormatInt(d.Milliseconds(), 10) + " ms"
}

// size is an amount of memory for display.
func size(bytes int64) string {
	if bytes < 1<<20 {
		return fmt.Sprintf("%d KB", (bytes+1023)/1024)
	}
	return fmt.Sprintf("%.1f MB", float64(bytes)/(1<<20))
}
