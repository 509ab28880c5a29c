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

// matchers are the matchers in use, by the handles that SQL passes: a pattern is
// compiled once per query, not once per row.
type matchers struct {
	last  atomic.Int64
	inUse sync.Map // handle: *matcher
}

// add registers a matcher until it is removed.
func (m *matchers) add(added *matcher) (handle int64) {
	handle = m.last.Add(1)
	m.inUse.Store(handle, added)
	return handle
}

func (m *matchers) remove(handle int64) { m.inUse.Delete(handle) }

// call implements the SQL function. It must not retain the arguments, whose memory
// SQLite owns.
func (m *matchers) call(_ *sqlite.FunctionContext, args []driver.Value) (driver.Value, error) {
	found, _ := m.inUse.Load(args[0])
	matcher, ok := found.(*matcher)
	if !ok {
		return nil, fmt.Errorf("%s: no matcher", searchFunction)
	}
	if matcher.readsKey {
		key, _ := args[1].(string)
		return matcher.matches(strings.Split(key, "\n")), nil
	}
	fields := make([]string, len(args)-1)
	for i, arg := range args[1:] {
		fields[i], _ = arg.(string) // an absent field is nil
	}
	return matcher.matches(fields), nil
}

// newSQLiteDriver returns a driver whose connections have the SQL function.
func newSQLiteDriver(m *matchers) (*sqlite.Driver, error) {
	driver := new(sqlite.Driver)
	function := &sqlite.FunctionImpl{NArgs: -1, Scalar: m.call, VolatileArgs: true}
	if err := driver.RegisterFunction(searchFunction, function); err != nil {
		return nil, fmt.Errorf("register %s: %w", searchFunction, err)
	}
	return driver, nil
}
