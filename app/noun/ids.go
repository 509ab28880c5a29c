package noun

import (
	"slices"

	"portico/app/ground/rule"
)

// IDs returns the ids of records, in order.
func IDs[T any](records []T, id func(T) string) []string {
	ids := make([]string, 0, len(records))
	for _, record := range records {
		ids = append(ids, id(record))
	}
	return ids
}

// Names returns the sorted names of records, for the facts of an event.
func Names[T any](records []T, name func(T) string) []string {
	names := IDs(records, name)
	slices.Sort(names)
	return names
}

// Has reports whether one of the records has an id.
func Has[T any](records []T, id func(T) string, wanted string) bool {
	return slices.ContainsFunc(records, func(record T) bool { return id(record) == wanted })
}

// Without returns the records that are not among others.
func Without[T any](records, others []T, id func(T) string) []T {
	return slices.DeleteFunc(slices.Clone(records), func(record T) bool { return Has(others, id, id(record)) })
}

// Except returns the ids that are not among others, without duplicates.
func Except(ids, others []string) []string {
	isExcluded := make(map[string]bool, len(others))
	for _, id := range others {
		isExcluded[id] = true
	}
	var left []string
	for _, id := range ids {
		if !isExcluded[id] {
			isExcluded[id] = true
			left = append(left, id)
		}
	}
	return left
}

// AllFound rejects ids of a field that are not among the found records. Fault:
// entity.relation_foreign_key_not_found.
func AllFound[T any](field string, ids []string, found []T, id func(T) string) error {
	exists := make(map[string]bool, len(found))
	for _, record := range found {
		exists[id(record)] = true
	}
	for _, wanted := range ids {
		if !exists[wanted] {
			return rule.Unknown(field, "there is no %q", wanted)
		}
	}
	return nil
}
