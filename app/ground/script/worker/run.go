package worker

import (
	"errors"
	"fmt"
	"strings"
	"time"

	"github.com/dop251/goja"

	"portico/app/ground/script"
)

// findSource finds the script's function, however it was declared.
const findSource = `typeof getCustomJwtClaims === 'function' ? getCustomJwtClaims : undefined`

// run runs a script in a runtime, which then has the result or the failure. It reports
// whether the process must not run another one.
func (w *worker) run(r *runtime, run script.Run, input string) (isSpent bool) {
	found, ok := w.library.Get(run.ID)
	if !ok || found.failure != nil {
		r.failure = found.failure
		if !ok {
			r.failure = &script.Failure{Kind: script.Crashed, Message: "the worker does not know the script"}
		}
		return !ok
	}
	limit := time.Duration(run.Limit) * time.Millisecond
	timer := time.AfterFunc(limit, func() { r.vm.Interrupt(tooSlow(limit)) })
	defer timer.Stop()
	defer func() {
		if panicked := recover(); panicked != nil {
			r.failure = &script.Failure{Kind: script.Crashed, Message: fmt.Sprintf("the runtime failed: %v", panicked)}
			isSpent = true
		}
	}()
	if err := w.evaluate(r, found.program, input); err != nil && r.failure == nil {
		r.failure, isSpent = failureOf(r, err)
	}
	return isSpent
}

// evaluate runs the script and calls its function. Everything that it awaits is a fetch.
func (w *worker) evaluate(r *runtime, program *goja.Program, input string) error {
	if _, err := r.vm.RunProgram(program); err != nil {
		return err
	}
	function, err := r.vm.RunProgram(w.finder)
	if err != nil {
		return err
	}
	if goja.IsUndefined(function) {
		r.failure = &script.Failure{Kind: script.NoFunction, Message: "the script does not define the function getCustomJwtClaims"}
		return nil
	}
	value, err := r.call(goja.Undefined(), function, r.vm.ToValue(input))
	if err != nil {
		return err
	}
	promise, _ := value.Export().(*goja.Promise)
	for promise.State() == goja.PromiseStatePending {
		if len(r.fetches.pending) == 0 {
			r.failure = &script.Failure{Kind: script.Thrown, Message: "the script awaits something that never happens"}
			return nil
		}
		frame, err := w.link.Receive()
		if err != nil {
			return err
		}
		if err := r.fetched(frame); err != nil {
			return err
		}
	}
	return nil
}

func tooSlow(limit time.Duration) *script.Failure {
	return &script.Failure{Kind: script.TooSlow, Message: fmt.Sprintf("the script ran longer than %v", limit)}
}

// failureOf describes why the runtime stopped, and reports whether the process must not
// be used again: it has exceeded a limit.
func failureOf(r *runtime, err error) (failure *script.Failure, isSpent bool) {
	var interrupted *goja.InterruptedError
	var exception *goja.Exception
	var overflow *goja.StackOverflowError
	switch {
	case errors.As(err, &interrupted):
		failure, isSpent = &script.Failure{Kind: script.Crashed, Message: "the script was interrupted"}, true
		if reason, ok := interrupted.Value().(*script.Failure); ok {
			failure = reason
		}
		failure.Line, failure.Column = position(interrupted.String())
		return failure, isSpent
	case errors.As(err, &overflow):
		failure = &script.Failure{Kind: script.TooBig, Message: fmt.Sprintf("calls are nested more than %d deep", maxCalls)}
		failure.Line, failure.Column = position(overflow.String())
		return failure, false
	case errors.As(err, &exception):
		return described(r, exception), false
	}
	return &script.Failure{Kind: script.Crashed, Message: err.Error()}, true
}

// described is the failure of an exception that the script threw while it was evaluated.
func described(r *runtime, exception *goja.Exception) *script.Failure {
	value, err := r.described(goja.Undefined(), exception.Value())
	if err != nil {
		return &script.Failure{Kind: script.Thrown, Message: "the script threw a value that cannot be shown"}
	}
	about := value.ToObject(r.vm)
	failure := thrown(about.Get("message").String(), about.Get("stack").String())
	if failure.Line == 0 {
		failure.Line, failure.Column = position(exception.String())
	}
	return failure
}

func thrown(message, stack string) *script.Failure {
	failure := &script.Failure{Kind: script.Thrown, Message: message}
	failure.Line, failure.Column = position(stack)
	return failure
}

// position finds the innermost place in the script that a stack names.
func position(stack string) (line, column int) {
	_, at, ok := strings.Cut(stack, "("+scriptName+":")
	if !ok {
		_, at, ok = strings.Cut(stack, "at "+scriptName+":")
	}
	if !ok {
		return 0, 0
	}
	if n, err := fmt.Sscanf(at, "%d:%d", &line, &column); n != 2 || err != nil {
		return 0, 0
	}
	return line, column
}
