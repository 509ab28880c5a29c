package worker

import (
	_ "embed"
	"fmt"

	"github.com/dop251/goja"

	"portico/app/ground/script"
)

//go:embed host.js
var hostSource string

// maxCalls is how deep a script's calls may be nested; below it, calls from JavaScript
// through Go and back still fit the process's stack.
const maxCalls = 2000

// runtime is a JavaScript runtime for one run.
type runtime struct {
	vm        *goja.Runtime
	call      goja.Callable // of the script's function
	described goja.Callable // what was thrown

	console console
	fetches fetches
	result  string
	// failure is set as soon as the run has failed.
	failure *script.Failure
}

// newRuntime makes a runtime. send asks the server for a request.
func newRuntime(host *goja.Program, send func(request script.FetchRequest, body []byte) error) (*runtime, error) {
	r := &runtime{vm: goja.New(), fetches: fetches{send: send}}
	r.vm.SetMaxCallStackSize(maxCalls)
	value, err := r.vm.RunProgram(host)
	if err != nil {
		return nil, fmt.Errorf("run host: %w", err)
	}
	setUp, _ := goja.AssertFunction(value)
	value, err = setUp(goja.Undefined(), r.native())
	if err != nil {
		return nil, fmt.Errorf("set up host: %w", err)
	}
	hosted := value.ToObject(r.vm)
	r.call, _ = goja.AssertFunction(hosted.Get("call"))
	r.described, _ = goja.AssertFunction(hosted.Get("described"))
	return r, nil
}

// native is what host.js gets of Go.
func (r *runtime) native() *goja.Object {
	native := r.vm.NewObject()
	for name, function := range map[string]func(goja.FunctionCall) goja.Value{
		"log":         r.log,
		"deny":        r.deny,
		"thrown":      r.thrown,
		"unfit":       r.unfit,
		"returned":    r.returned,
		"fetch":       r.fetch,
		"encode":      r.encode,
		"decode":      r.decode,
		"atob":        r.atob,
		"btoa":        r.btoa,
		"parseURL":    r.parseURL,
		"escapePath":  r.escapePath,
		"parseQuery":  r.parseQuery,
		"formatQuery": r.formatQuery,
	} {
		// Setting a property of a new object cannot fail.
		_ = native.Set(name, function)
	}
	return native
}

func (r *runtime) log(call goja.FunctionCall) goja.Value {
	r.console.add(call.Argument(0).String())
	return goja.Undefined()
}

// deny ends the run at once: no catch of the script's sees it.
func (r *runtime) deny(call goja.FunctionCall) goja.Value {
	r.failure = &script.Failure{Kind: script.Denied, Message: call.Argument(0).String()}
	r.vm.Interrupt(r.failure)
	return goja.Undefined()
}

func (r *runtime) thrown(call goja.FunctionCall) goja.Value {
	r.failure = thrown(call.Argument(0).String(), call.Argument(1).String())
	return goja.Undefined()
}

func (r *runtime) unfit(call goja.FunctionCall) goja.Value {
	r.failure = &script.Failure{Kind: script.BadResult, Message: call.Argument(0).String()}
	return goja.Undefined()
}

func (r *runtime) returned(call goja.FunctionCall) goja.Value {
	r.result = call.Argument(0).String()
	if len(r.result) > script.MaxResult {
		r.failure = &script.Failure{
			Kind: script.BadResult, Message: fmt.Sprintf("the result has %d bytes of JSON; %d are allowed", len(r.result), script.MaxResult),
		}
	}
	return goja.Undefined()
}
