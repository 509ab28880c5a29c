package store

import "errors"

// Errors of searches, wrapped.
var (
	// ErrPattern: a value is no pattern of its mode, or no text (NUL, or bytes
	// that are not UTF-8), which no field can hold.
	ErrPattern = errors.New("bad search pattern")
	// ErrPatternTooSlow: a regular expression was given up after a second.
	ErrPatternTooSlow = errors.New("search pattern takes too long")
)

// SearchMode says how a value is compared with a field.
type SearchMode string

// The modes.
const (
	// SearchExact: the field is the value.
	SearchExact SearchMode = "exact"
	// SearchLike is SQL's LIKE: % is any text, _ is any character, and \ takes
	// its meaning from the character that follows.
	SearchLike SearchMode = "like"
	// SearchSimilarTo is SQL's SIMILAR TO: like LIKE, and | * + ? {m,n} () [] of
	// regular expressions.
	SearchSimilarTo SearchMode = "similar_to"
	// SearchPOSIX is a regular expression that matches anywhere in the field:
	// on Postgres as Postgres has them, on SQLite of the syntax RE2.
	SearchPOSIX SearchMode = "posix"
)

// SearchTerm is a condition on a field: it is or matches one of the values. A
// field that is absent or empty matches nothing.
type SearchTerm struct {
	// Field is one of the list's search fields; "" is any of them.
	Field  string
	Mode   SearchMode
	Values []string // none: the term matches nothing
}

// Search is a search as a whole; without terms it matches everything.
type Search struct {
	Terms []SearchTerm
	// IsJoinedByAnd demands that all terms match, not just one of them.
	IsJoinedByAnd   bool
	IsCaseSensitive bool
}

// UserSearchFields are the fields by which users can be searched, by their API names.
func UserSearchFields() []string { return searchedUsers().fields }

// ApplicationSearchFields are the fields by which applications can be searched,
// by their API names.
func ApplicationSearchFields() []string { return searchedApplications().fields }

// ScopeSearchFields are the fields by which the scopes of a resource can be
// searched, by their API names.
func ScopeSearchFields() []string { return searchedScopes().fields }

// searched is how the records of a noun are searched.
type searched struct {
	fields  []string // API names
	columns []string // their columns, in the same order
	// key is a column that holds all fields in lower case, one a line and in the
	// same order; "" if there is none. No field has a second line.
	key string
}

func searchedUsers() searched {
	return searched{
		fields:  []string{"id", "username", "primaryEmail", "primaryPhone", "name"},
		columns: []string{"id", "username", "primary_email", "primary_phone", "name"},
		key:     "search_key",
	}
}

func searchedApplications() searched {
	fields := []string{"id", "name", "description"}
	return searched{fields: fields, columns: fields}
}

func searchedResources() searched {
	fields := []string{"id", "name", "indicator"}
	return searched{fields: fields, columns: fields}
}

func searchedScopes() searched {
	fields := []string{"id", "name", "description"}
	return searched{fields: fields, columns: fields}
}

func searchedResourceScopes() searched {
	return searched{fields: []string{"name", "resource"}, columns: []string{"scopes.name", "resources.name"}}
}
