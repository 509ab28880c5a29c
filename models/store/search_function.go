package store

import (
	"database/sql/driver"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"

	"modernc.org/sqlite"
)

// searchFunction is the SQL function that evaluates a matcher on SQLite:
// search_matches(handle, key) or search_matches(handle, field, field ...).
const searchFunction = "search_matches"

// matchers are those that queries are using, by the handles under which SQL
// knows them: so a pattern is compiled once a query and not once a row.
type matchers struct {
	last  atomic.Int64
	inUse sync.Map // handle: *matcher
}

// add makes a matcher known until it is removed.
func (m *matchers) add(one *matcher) (handle int64) {
	handle = m.last.Add(1)
	m.inUse.Store(handle, one)
	return handle
}

func (m *matchers) remove(handle int64) { m.inUse.Delete(handle) }

// call implements the SQL function. It keeps none of the arguments, which are
// SQLite's own memory.
func (m *matchers) call(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
	found, _ := m.inUse.Load(args[0])
	one, isMatcher := found.(*matcher)
	if !isMatcher {
		return nil, fmt.Errorf("%s: no matcher", searchFunction)
	}
	if one.isOfKey {
		key, _ := args[1].(string)
		return one.matches(strings.Split(key, "\n")), nil
	}
	fields := make([]string, len(args)-1)
	for i, arg := range args[1:] {
		fields[i], _ = arg.(string) // a field that is absent is nil
	}
	return one.matches(fields), nil
}

// sqliteDriver makes a driver whose connections know the SQL function.
func sqliteDriver(known *matchers) (*sqlite.Driver, error) {
	own := new(sqlite.Driver)
	function := &sqlite.FunctionImpl{NArgs: -1, Scalar: known.call, VolatileArgs: true}
	if err := own.RegisterFunction(searchFunction, function); err != nil {
		return nil, fmt.Errorf("register %s: %w", searchFunction, err)
	}
	return own, nil
}
