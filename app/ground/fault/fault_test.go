package fault_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/fault"
)

// Faults are immutable: With, At and Because do not change the original.
func TestCopies(t *testing.T) {
	plain := fault.New(fault.Invalid, "a.b")
	changed := plain.With("N", 1).With("M", 2).At("field").Because(errors.New("why"))
	if diff := cmp.Diff(fault.New(fault.Invalid, "a.b"), plain); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]any{"N": 1, "M": 2}, changed.Params); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]string{"field": "error.a.b"}, changed.Fields); diff != "" {
		t.Error(diff)
	}
	if changed.Error() != "a.b: why" || plain.Error() != "a.b" {
		t.Errorf("texts: %q, %q", changed, plain)
	}
}

func TestFrom(t *testing.T) {
	cause := errors.New("disk full")
	wrapped := fmt.Errorf("write: %w", fault.New(fault.Conflict, "a.b"))
	tests := []struct {
		name string
		err  error
		kind fault.Kind
		code string
	}{
		{"a fault", fault.New(fault.Missing, "a.b"), fault.Missing, "a.b"},
		{"a wrapped one", wrapped, fault.Conflict, "a.b"},
		{"the first of joined ones", errors.Join(fault.New(fault.Limited, "a.b"), cause), fault.Limited, "a.b"},
		{"anything else", cause, fault.Internal, "internal"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			f := fault.From(test.err)
			if f.Kind != test.kind || f.Code != test.code {
				t.Errorf("got %v %s", f.Kind, f.Code)
			}
		})
	}
	if !errors.Is(fault.From(cause), cause) {
		t.Error("the cause is lost")
	}
}
