package script

import (
	"encoding/json"
	"fmt"
	"time"
)

// Limits of a run.
const (
	// TimeLimit is for the whole run, including what it awaits.
	TimeLimit = 3 * time.Second
	// MemoryLimit is what a run may use, in bytes, above an idle worker.
	MemoryLimit = 64 << 20
	// MaxResult is the size of a result as JSON, in bytes.
	MaxResult = 64 << 10
	// MaxSource is the size of a script in bytes.
	MaxSource = 100_000
	// MaxLines and MaxConsole bound what a run's console keeps, in lines and bytes.
	MaxLines   = 1000
	MaxConsole = 64 << 10
)

// Call is one run: the function that a script defines is called with an object.
type Call struct {
	// Tenant is whose turn it uses up.
	Tenant string
	Source string // JavaScript that defines getCustomJwtClaims
	// Input is the function's argument as JSON: an object, to which api is added.
	Input json.RawMessage
}

// Outcome is what a run did; of a failed run, as much as is known.
type Outcome struct {
	// Claims is the returned object, as JSON.
	Claims map[string]json.RawMessage
	// Console has the lines of console.log.
	Console []string
	// Took is the time from the call to the result, without waiting for a worker.
	Took time.Duration
	// Allocated is the memory that the run allocated, in bytes.
	Allocated int64
}

// FailureKind is why a script failed.
type FailureKind string

// The kinds of failures.
const (
	Syntax      FailureKind = "syntax"      // the script does not compile
	NoFunction  FailureKind = "no_function" // it does not define the function
	Thrown      FailureKind = "thrown"      // it threw, or its promise was rejected
	BadResult   FailureKind = "result"      // it did not return an object that JSON can hold
	TooSlow     FailureKind = "time"        // it exceeded TimeLimit
	TooBig      FailureKind = "memory"      // it exceeded MemoryLimit, or the depth of calls
	Crashed     FailureKind = "crash"       // its worker died
	Denied      FailureKind = "denied"      // it called api.denyAccess
	Busy        FailureKind = "busy"        // too many runs are waiting
	Unavailable FailureKind = "unavailable" // no worker can be started
)

// Failure is the error of a run.
type Failure struct {
	Kind FailureKind `json:"kind"`
	// Message is in English, and of Thrown and Denied the script's own. It may contain
	// whatever the script knows.
	Message string `json:"message"`
	// Line and Column are where in the script, from 1; 0 if unknown.
	Line   int `json:"line,omitempty"`
	Column int `json:"column,omitempty"`
}

// Error returns the message with its line.
func (f *Failure) Error() string {
	if f.Line == 0 {
		return f.Message
	}
	return fmt.Sprintf("%s (line %d, column %d)", f.Message, f.Line, f.Column)
}

// Measure is one way in which a worker is confined.
type Measure struct {
	Name string `json:"name"` // such as "seccomp"
	// Holds reports whether it is in force here.
	Holds bool `json:"holds"`
	// Detail says what exactly holds, or why nothing does.
	Detail string `json:"detail"`
}
