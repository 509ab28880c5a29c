package rule_test

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/models/store"
)

func TestAtMost(t *testing.T) {
	if got, err := rule.AtMost("ids", []string{"b", "a", "b", ""}); err != nil || !slices.Equal(got, []string{"b", "a", ""}) {
		t.Errorf("got %q, %v", got, err)
	}
	if got, err := rule.AtMost("ids", make([]string, rule.MaxAtOnce)); err != nil || len(got) != 1 {
		t.Errorf("the most: got %q, %v", got, err)
	}
	_, err := rule.AtMost("ids", make([]string, rule.MaxAtOnce+1))
	if f := fault.From(err); f.Kind != fault.Invalid || f.Code != "guard.invalid_input" || f.Fields["ids"] != "error.tooMany" {
		t.Errorf("too many: %v", err)
	}
}

func TestOrUnknown(t *testing.T) {
	f := fault.From(rule.OrUnknown("ids", fmt.Errorf("write: %w", store.ErrConflict)))
	if f.Kind != fault.Unprocessable || f.Code != "entity.relation_foreign_key_not_found" || f.Fields["ids"] == "" {
		t.Errorf("conflict: %+v", f)
	}
	if !errors.Is(f, store.ErrConflict) {
		t.Errorf("the cause is lost: %v", f)
	}
	broken := errors.New("broken")
	if err := rule.OrUnknown("ids", broken); !errors.Is(err, broken) {
		t.Errorf("another error: %v", err)
	}
	if err := rule.OrUnknown("ids", nil); err != nil {
		t.Errorf("no error: %v", err)
	}
}
