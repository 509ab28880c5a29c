package store

import "errors"

// Errors of searches, returned wrapped.
var (
	// ErrPattern: a value is not a valid pattern in its mode, or not text (NUL, or
	// invalid UTF-8), which no field can hold.
	ErrPattern = errors.New("bad search pattern")
	// ErrPatternTooSlow: a regular expression took longer than a second.
	ErrPatternTooSlow = errors.New("search pattern takes too long")
)

// SearchMode is how a value is compared with a field.
type SearchMode string

// The modes.
const (
	// SearchExact: the field equals the value.
	SearchExact SearchMode = "exact"
	// SearchLike is SQL's LIKE: % is any text, _ is any character, and \ escapes the
	// character that follows.
	SearchLike SearchMode = "like"
	// SearchSimilarTo is SQL's SIMILAR TO: LIKE with | * + ? {m,n} () [] as in
	// regular expressions.
	SearchSimilarTo SearchMode = "similar_to"
	// SearchPOSIX is a regular expression that matches anywhere in the field: in
	// Postgres's own syntax there, in RE2 syntax on SQLite.
	SearchPOSIX SearchMode = "posix"
)

// SearchTerm requires that a field match one of the values. An absent or empty field
// never matches.
type SearchTerm struct {
	// Field is one of the list's search fields; "" is any of them.
	Field  string
	Mode   SearchMode
	Values []string // none: the term matches nothing
}

// Search is a complete search; without terms it matches everything.
type Search struct {
	Terms []SearchTerm
	// IsJoinedByAnd requires all terms to match, not just one of them.
	IsJoinedByAnd   bool
	IsCaseSensitive bool
}

// UserSearchFields lists the API names of the fields in which users can be searched.
func UserSearchFields() []string { return searchedUsers().fields }

// ApplicationSearchFields lists the API names of the fields in which applications can
// be searched.
func ApplicationSearchFields() []string { return searchedApplications().fields }

// ScopeSearchFields lists the API names of the fields in which the scopes of a
// resource can be searched.
func ScopeSearchFields() []string { return searchedScopes().fields }

// RoleSearchFields lists the API names of the fields in which roles can be searched.
func RoleSearchFields() []string { return searchedRoles().fields }

// searched describes how records of one kind are searched.
type searched struct {
	fields  []string // API names
	columns []string // their columns, in the same order
	// key is a column that holds all fields in lower case, one per line, in the same
	// order; "" if there is none. Fields contain no line breaks.
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

func searchedRoles() searched {
	fields := []string{"id", "name", "description"}
	return searched{fields: fields, columns: fields}
}

func searchedRoleScopes() searched {
	return searched{
		fields:  []string{"id", "name", "description"},
		columns: []string{"scopes.id", "scopes.name", "scopes.description"},
	}
}
