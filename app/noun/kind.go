package noun

import (
	"context"
	"fmt"

	"portico/app/ground/event"
	"portico/app/ground/rule"
	"portico/models/store"
)

// Records reads and writes a noun's records; the parts of the store implement it.
type Records[T any] interface {
	Get(ctx context.Context, id string) (*T, error)
	Hold(ctx context.Context, id string) (*T, error)
	Insert(ctx context.Context, record *T) error
	Update(ctx context.Context, record *T) error
	Delete(ctx context.Context, id string) error
}

// Kind describes the records of a noun.
type Kind[T any] struct {
	// Name is the noun's name in the log, such as "role".
	Name string
	// Records returns its part of the store.
	Records func(*store.Store) Records[T]
	// Check rejects a record that breaks a rule; nil if there are no rules.
	Check func(*T) error
	// Protect rejects changing or deleting a protected record; nil if none is protected.
	Protect func(*T) error
	// Conflict is the fault of a record whose name, or another unique value, is
	// taken; cause is for the log.
	Conflict func(record *T, cause error) error
	// Facts returns what events say about a record, by API names, without secrets.
	Facts func(*T) map[string]any
	// Subject returns an event with the user or application that a record is about.
	Subject func(*T) event.Event
	// Created, Updated and Deleted are the keys of the events.
	Created, Updated, Deleted string
	Events                    *event.Publisher
}

// Get reads a record. Fault: entity.not_found.
func (k Kind[T]) Get(ctx context.Context, records *store.Store, id string) (*T, error) {
	record, err := k.Records(records).Get(ctx, id)
	if err != nil {
		return nil, rule.OrMissing(k.Name+" "+id, err)
	}
	return record, nil
}

// Hold reads a record and locks it until the transaction ends. Fault:
// entity.not_found.
func (k Kind[T]) Hold(ctx context.Context, tx *store.Store, id string) (*T, error) {
	record, err := k.Records(tx).Hold(ctx, id)
	if err != nil {
		return nil, rule.OrMissing(k.Name+" "+id, err)
	}
	return record, nil
}

// Change runs work on a record, locked in a transaction. Faults: entity.not_found and
// those of Protect.
func (k Kind[T]) Change(ctx context.Context, records *store.Store, id string, work func(tx *store.Store, record *T) error) error {
	err := records.InTx(ctx, func(tx *store.Store) error {
		record, err := k.Hold(ctx, tx, id)
		if err != nil {
			return err
		}
		if k.Protect != nil {
			if err := k.Protect(record); err != nil {
				return err
			}
		}
		return work(tx, record)
	})
	if err != nil {
		return fmt.Errorf("change %s %s: %w", k.Name, id, err)
	}
	return nil
}

// More does additional work in the transaction of a change, and returns additional
// facts for the event.
type More[T any] func(tx *store.Store, record *T) (map[string]any, error)

// Create checks and adds a record, runs more if it is not nil, and publishes Created.
// Faults: those of Check, Conflict and more.
func (k Kind[T]) Create(ctx context.Context, records *store.Store, record *T, more More[T]) error {
	if err := k.check(record); err != nil {
		return err
	}
	err := records.InTx(ctx, func(tx *store.Store) error {
		if err := k.Records(tx).Insert(ctx, record); err != nil {
			return k.conflict(record, err)
		}
		facts, err := k.facts(tx, record, more)
		if err != nil {
			return err
		}
		return k.Publish(ctx, tx, k.Created, record, nil, facts)
	})
	if err != nil {
		return fmt.Errorf("create %s: %w", k.Name, err)
	}
	return nil
}

// Update applies a change to a record, checks and writes the result, and publishes
// Updated; if nothing differs it neither writes nor publishes. It returns the updated
// record. Faults: entity.not_found, those of apply, Protect, Check and Conflict.
func (k Kind[T]) Update(ctx context.Context, records *store.Store, id string, apply func(*T) error) (*T, error) {
	var updated *T
	err := k.Change(ctx, records, id, func(tx *store.Store, before *T) error {
		after := *before
		if err := apply(&after); err != nil {
			return err
		}
		if err := k.check(&after); err != nil {
			return err
		}
		updated = &after
		was, is := event.Difference(k.Facts(before), k.Facts(&after))
		if was == nil && is == nil {
			return nil
		}
		if err := k.Records(tx).Update(ctx, &after); err != nil {
			return k.conflict(&after, err)
		}
		return k.publish(ctx, tx, k.Updated, &after, was, is)
	})
	return updated, err
}

// Delete removes a record and publishes Deleted; more runs first, while the record
// still exists. Faults: entity.not_found, those of Protect and more.
func (k Kind[T]) Delete(ctx context.Context, records *store.Store, id string, more More[T]) error {
	return k.Change(ctx, records, id, func(tx *store.Store, record *T) error {
		facts, err := k.facts(tx, record, more)
		if err != nil {
			return err
		}
		if err := k.Records(tx).Delete(ctx, id); err != nil {
			return err
		}
		return k.Publish(ctx, tx, k.Deleted, record, facts, nil)
	})
}

// Publish publishes an event of a record with the difference between two states,
// unless they are equal.
func (k Kind[T]) Publish(ctx context.Context, tx *store.Store, key string, record *T, before, after map[string]any) error {
	was, is := event.Difference(before, after)
	if was == nil && is == nil {
		return nil
	}
	return k.publish(ctx, tx, key, record, was, is)
}

func (k Kind[T]) publish(ctx context.Context, tx *store.Store, key string, record *T, was, is map[string]any) error {
	e := k.Subject(record)
	e.Key, e.Before, e.After = key, was, is
	return k.Events.Publish(ctx, tx, e)
}

func (k Kind[T]) check(record *T) error {
	if k.Check == nil {
		return nil
	}
	return k.Check(record)
}

func (k Kind[T]) conflict(record *T, err error) error {
	if k.Conflict != nil && rule.IsConflict(err) {
		return k.Conflict(record, err)
	}
	return fmt.Errorf("write %s: %w", k.Name, err)
}

// facts returns the facts of a record and those that more adds.
func (k Kind[T]) facts(tx *store.Store, record *T, more More[T]) (map[string]any, error) {
	facts := k.Facts(record)
	if more == nil {
		return facts, nil
	}
	further, err := more(tx, record)
	for name, fact := range further {
		facts[name] = fact
	}
	return facts, err
}
