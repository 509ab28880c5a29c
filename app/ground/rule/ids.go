package rule

import (
	"errors"
	"fmt"

	"portico/app/ground/fault"
	"portico/models/store"
)

// MaxAtOnce is the maximum number of ids in a list of one call.
const MaxAtOnce = 1000

// AtMost removes duplicate ids, in order. Fault: guard.invalid_input of the field for
// more than MaxAtOnce ids.
func AtMost(field string, ids []string) ([]string, error) {
	if len(ids) > MaxAtOnce {
		return nil, Invalid(field, "error.tooMany", "must be at most %d", MaxAtOnce)
	}
	seen := make(map[string]bool, len(ids))
	unique := make([]string, 0, len(ids))
	for _, id := range ids {
		if !seen[id] {
			unique, seen[id] = append(unique, id), true
		}
	}
	return unique, nil
}

// maxIDLength is the maximum length of an id in characters.
const maxIDLength = 128

// IDs removes duplicate ids, in order. Fault: guard.invalid_input of the field for
// more than MaxAtOnce ids, and for malformed ones.
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

// Unknown is the fault entity.relation_foreign_key_not_found of a field with an id
// that does not exist. The cause is for the log.
func Unknown(field, format string, args ...any) error {
	return fault.New(fault.Unprocessable, "entity.relation_foreign_key_not_found").At(field).
		Because(fmt.Errorf(format, args...))
}

// IsConflict reports whether the store rejected a write because a unique value is
// taken or a referenced record does not exist.
func IsConflict(err error) bool { return errors.Is(err, store.ErrConflict) }

// Against is the fault of well-formed input that breaks a rule. The cause is for the
// log.
func Against(code, format string, args ...any) *fault.Error {
	return fault.New(fault.Unprocessable, code).Because(fmt.Errorf(format, args...))
}

// OrUnknown turns store.ErrConflict into the fault Unknown: the record was deleted
// after it was read.
func OrUnknown(field string, err error) error {
	if errors.Is(err, store.ErrConflict) {
		return Unknown(field, "deleted at the same time: %w", err)
	}
	return err
}
