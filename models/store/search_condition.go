package store

import (
	"fmt"
	"strings"

	"gorm.io/gorm"
)

// nothing is a condition that is never true.
const nothing = "1 = 0"

// condition is a search as an SQL condition.
type condition struct {
	db   *DB
	sql  string // "" if everything matches
	args []any
	// expressions are its regular expressions, which may be slow.
	expressions []string
	handles     []int64 // of matchers
	// isGathering reports whether the query also collects the ids of a role's users.
	isGathering bool
}

// condition turns a search into a condition. searching releases it.
func (s *conn) condition(search Search, noun searched) (*condition, error) {
	c := &condition{db: s.db}
	var parts []string
	for _, term := range search.Terms {
		part, err := c.term(noun, term, search.IsCaseSensitive)
		if err != nil {
			c.release()
			return nil, fmt.Errorf("read search: %w", err)
		}
		parts = append(parts, part)
	}
	switch {
	case search.IsJoinedByAnd:
		c.sql = strings.Join(parts, " AND ")
	case len(parts) > 0:
		c.sql = anyOf(parts)
	}
	return c, nil
}

// release removes the condition's matchers.
func (c *condition) release() {
	for _, handle := range c.handles {
		c.db.matchers.remove(handle)
	}
}

// narrow adds the condition to a query.
func (c *condition) narrow(query *gorm.DB) *gorm.DB {
	if c.sql == "" {
		return query
	}
	return query.Where(c.sql, c.args...)
}

func anyOf(parts []string) string {
	if len(parts) == 0 {
		return nothing
	}
	return "(" + strings.Join(parts, " OR ") + ")"
}

// term turns a term into SQL.
func (c *condition) term(noun searched, term SearchTerm, isCaseSensitive bool) (string, error) {
	t, err := noun.read(term, isCaseSensitive)
	switch {
	case err != nil:
		return "", err
	case len(t.patterns) == 0:
		return nothing, nil
	case t.isDecidedByKey():
		return c.matchesKey(t), nil
	case !t.isNarrowedByKey():
		return c.matches(t)
	}
	key := c.matchesKey(t)
	fields, err := c.matches(t)
	return "(" + key + " AND " + fields + ")", err
}

// matchesKey requires one of the patterns to match anywhere in the key.
func (c *condition) matchesKey(t readTerm) string {
	var parts []string
	for _, p := range t.patterns {
		parts = append(parts, t.key+` LIKE ? ESCAPE '\'`)
		c.args = append(c.args, strings.ToLower(p.anywhere))
	}
	return anyOf(parts)
}

// matches compares the fields with the patterns.
func (c *condition) matches(t readTerm) (string, error) {
	for _, p := range t.patterns {
		if p.mode == SearchSimilarTo || p.mode == SearchPOSIX {
			c.expressions = append(c.expressions, p.expression)
		}
	}
	if c.db.dialect == Postgres {
		return c.matchesOnPostgres(t), nil
	}
	matcher, err := newMatcher(t)
	if err != nil {
		return "", err
	}
	handle := c.db.matchers.add(matcher)
	c.handles, c.args = append(c.handles, handle), append(c.args, handle)
	read := strings.Join(t.columns, ", ")
	if t.usesKey() {
		read = t.key
	}
	return searchFunction + "(?, " + read + ")", nil
}
