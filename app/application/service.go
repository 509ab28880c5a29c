package application

import (
	"fmt"
	"time"

	"portico/app/event"
	"portico/app/fault"
)

// Service registers applications.
type Service struct {
	Vault  sealer
	Events *event.Publisher
	Now    func() time.Time
}

// sealer encrypts a value for the place that the context names.
type sealer interface {
	Seal(context string, plaintext []byte) ([]byte, error)
}

// invalid is the fault of a field that breaks a rule. What is wrong stands in
// the cause, without the value: an address may hold a password.
func invalid(field, format string, args ...any) error {
	cause := fmt.Errorf(field+" "+format, args...)
	return fault.New(fault.Invalid, "guard.invalid_input").At(field).Because(cause)
}
