package customjwt

import (
	"encoding/json"
	"strings"

	"portico/app/ground/rule"
	"portico/app/ground/script"
)

// Limits of what is saved.
const (
	maxVariables      = 100
	maxVariableName   = 128
	maxVariablesBytes = 32 << 10 // of all names and values
	maxSampleBytes    = 64 << 10 // as JSON
	maxCases          = 50
	maxCaseName       = 128
)

// check rejects a script that breaks a rule. Whether it compiles is not one: that is
// found out in a worker, and a script may be saved before it is finished.
func check(c *Customizer) error {
	if err := checkScript(c.Script); err != nil {
		return err
	}
	if err := checkVariables(c.Variables); err != nil {
		return err
	}
	if err := checkSample("contextSample", c.ContextSample); err != nil {
		return err
	}
	return checkSample("tokenSample", c.TokenSample)
}

func checkScript(text string) error {
	if strings.TrimSpace(text) == "" || len(text) > script.MaxSource || strings.ContainsRune(text, 0) {
		return rule.Invalid("script", "error.jwt_customizer.script", "script has %d bytes", len(text))
	}
	return nil
}

func checkVariables(variables Variables) error {
	size := 0
	for name, value := range variables {
		if name == "" || !rule.IsText(name, maxVariableName) || strings.ContainsRune(value, 0) {
			return rule.Invalid("environmentVariables", "error.jwt_customizer.variable", "a variable")
		}
		size += len(name) + len(value)
	}
	if len(variables) > maxVariables || size > maxVariablesBytes {
		return rule.Invalid("environmentVariables", "error.jwt_customizer.variables", "%d variables of %d bytes", len(variables), size)
	}
	return nil
}

func checkSample(field string, sample map[string]any) error {
	text, err := json.Marshal(sample)
	if err != nil || len(text) > maxSampleBytes {
		return rule.Invalid(field, "error.jwt_customizer.sample", "a sample of %d bytes", len(text))
	}
	return nil
}
