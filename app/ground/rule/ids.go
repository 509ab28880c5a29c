package rule

import (
	"errors"
	"fmt"

	"portico/app/ground/fault"
	"portico/models/store"
)

// MaxAtOnce bounds how many ids one call names in a list.
const MaxAtOnce = 1000

// AtMost leaves each id once, in order. Fault: guard.invalid_input of the field
// for more than MaxAtOnce.
func AtMost(field string, ids []string) ([]string, error) {
	if len(ids) > MaxAtOnce {
		return nil, Invalid(field, "error.tooMany", "must be at most %d", MaxAtOnce)
	}
	seen := make(map[string]bool, len(ids))
	left := make([]string, 0, len(ids))
	for _, id := range ids {
		if !seen[id] {
			left, seen[id] = append(left, id), true
		}
	}
	return left, nil
}

// maxIDLength is how long an id can be, in characters.
const maxIDLength = 128

// IDs leaves each id once, in order. Fault: guard.invalid_input of the field for
// more than MaxAtOnce, and for what cannot be an id.
func IDs(field string, ids []string) ([]string, error) {
	ids, err := AtMost(field, ids)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		if id == "" || !IsText(id, maxIDLength) {
			return nil, Invalid(field, "error.ids", "must be ids of 1 to %d characters", maxIDLength)
		}
	}
	return ids, nil
}

// Unknown is the fault entity.relation_foreign_key_not_found of a field with an
// id that names nothing. The cause is for the log.
func Unknown(field, format string, args ...any) error {
	return fault.New(fault.Unprocessable, "entity.relation_foreign_key_not_found").At(field).
		Because(fmt.Errorf(format, args...))
}

// IsConflict reports whether the store refused a write because a unique value is
// taken or a record that it refers to does not exist.
func IsConflict(err error) bool { return errors.Is(err, store.ErrConflict) }

// Against is the fault of input that is well formed but breaks a rule. The cause
// is for the log.
func Against(code, format string, args ...any) *fault.Error {
	return fault.New(fault.Unprocessable, code).Because(fmt.Errorf(format, args...))
}

// OrUnknown turns store.ErrConflict into the fault of an id that names nothing
// any more: it has gone since it was read.
func OrUnknown(field string, err error) error {
	if errors.Is(err, store.ErrConflict) {
		return Unknown(field, "deleted at the same time: %w", err)
	}
	return err
}
