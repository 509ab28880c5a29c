package main

import (
	"errors"
	"fmt"
	"slices"
	"time"

	"github.com/dop251/goja"
)

// argument is what a machine's script is called with.
const argument = `{"token":{"jti":"x","aud":"https://default.logto.app/api","scope":"all","clientId":"c","kind":"ClientCredentials"},
"context":{"application":{"tenantId":"default","id":"c","name":"Machine","description":null,"type":"MachineToMachine",
"oidcClientMetadata":{"redirectUris":[],"postLogoutRedirectUris":[]},"customClientMetadata":{},"customData":{},
"isThirdParty":false,"createdAt":1}},"environmentVariables":{"TIER":"gold"}}`

// caller calls the script's function with parsed JSON and returns JSON.
const caller = `(async (input) => JSON.stringify(await getCustomJwtClaims(JSON.parse(input))))`

// runInProcess runs a script in this process, each time in a new runtime, without limits,
// and returns how long each run took, sorted.
func runInProcess(script string, runs int) ([]time.Duration, error) {
	program, err := goja.Compile("script.js", script, false)
	if err != nil {
		return nil, fmt.Errorf("compile script: %w", err)
	}
	call, err := goja.Compile("call", caller, false)
	if err != nil {
		return nil, fmt.Errorf("compile caller: %w", err)
	}
	took := make([]time.Duration, 0, runs)
	for range runs {
		began := time.Now()
		if err := runOnce(program, call); err != nil {
			return nil, err
		}
		took = append(took, time.Since(began))
	}
	slices.Sort(took)
	return took, nil
}

func runOnce(program, call *goja.Program) error {
	vm := goja.New()
	if _, err := vm.RunProgram(program); err != nil {
		return fmt.Errorf("run script: %w", err)
	}
	value, err := vm.RunProgram(call)
	if err != nil {
		return fmt.Errorf("run caller: %w", err)
	}
	function, _ := goja.AssertFunction(value)
	result, err := function(goja.Undefined(), vm.ToValue(argument))
	if err != nil {
		return fmt.Errorf("call script: %w", err)
	}
	if promise, ok := result.Export().(*goja.Promise); !ok || promise.State() != goja.PromiseStateFulfilled {
		return errors.New("the script failed")
	}
	return nil
}
