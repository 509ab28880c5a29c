package script

import (
	"sync"
	"time"
)

// watch looks at a run that takes longer than a moment: one that swells or is late is
// killed, and one that computes gets a lower priority, so that others hardly notice it.
// The returned function ends it.
func (c *child) watch() (stop func()) {
	var timer *time.Timer
	var once sync.Mutex // look may run before timer is set
	once.Lock()
	last, hasEnded := time.Duration(-1), false
	timer = time.AfterFunc(watchInterval, func() {
		once.Lock()
		defer once.Unlock()
		if hasEnded {
			return
		}
		last = c.look(last)
		timer.Reset(watchInterval)
	})
	limit := time.AfterFunc(TimeLimit+grace, func() {
		once.Lock()
		defer once.Unlock()
		if !hasEnded {
			c.isLate = true
			kill(c.command.Process)
		}
	})
	once.Unlock()
	return func() {
		once.Lock()
		defer once.Unlock()
		hasEnded = true
		timer.Stop()
		limit.Stop()
	}
}

// look takes and returns the processor time used so far; negative for unknown.
func (c *child) look(last time.Duration) time.Duration {
	c.watching.Lock()
	defer c.watching.Unlock()
	process := c.command.Process
	if size := resident(process.Pid); c.idleSize > 0 && size > c.idleSize+MemoryLimit {
		c.isSwollen = true
		kill(process)
	}
	used := processorTime(process.Pid)
	if !c.isYielding && last >= 0 && used-last >= watchInterval/2 {
		c.isYielding = setPriority(process.Pid, lowestPriority)
	}
	return used
}

// hurry gives a worker its priority back, which may not be allowed.
func (c *child) hurry() bool {
	c.watching.Lock()
	defer c.watching.Unlock()
	c.isYielding = !setPriority(c.command.Process.Pid, ownPriority())
	return !c.isYielding
}
