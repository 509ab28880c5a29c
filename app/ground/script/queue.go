package script

// queue is who waits for a worker: each tenant in order, and tenants in turns.
type queue struct {
	share   int // how many workers a tenant may have at a time
	running map[string]int
	waiting map[string][]*waiter
	turns   []string // tenants with waiters, whose turn is next first
	length  int
}

// waiter is a run that waits. It receives a worker or an error, once.
type waiter struct {
	tenant string
	given  chan given
}

type given struct {
	child *child
	err   error
}

func newQueue(share int) queue {
	return queue{share: share, running: map[string]int{}, waiting: map[string][]*waiter{}}
}

// add adds a run of a tenant; nil if too many are waiting.
func (q *queue) add(tenant string) *waiter {
	if q.length >= maxWaiting || len(q.waiting[tenant]) >= maxWaitingOfTenant {
		return nil
	}
	w := &waiter{tenant: tenant, given: make(chan given, 1)}
	if len(q.waiting[tenant]) == 0 {
		q.turns = append(q.turns, tenant)
	}
	q.waiting[tenant] = append(q.waiting[tenant], w)
	q.length++
	return w
}

// next takes out the run whose turn it is; nil if there is none that may run now.
func (q *queue) next() *waiter {
	for i, tenant := range q.turns {
		if q.running[tenant] >= q.share {
			continue
		}
		w := q.waiting[tenant][0]
		q.turns = append(q.turns[:i:i], q.turns[i+1:]...)
		q.waiting[tenant] = q.waiting[tenant][1:]
		q.length--
		if len(q.waiting[tenant]) > 0 {
			q.turns = append(q.turns, tenant)
		} else {
			delete(q.waiting, tenant)
		}
		q.running[tenant]++
		return w
	}
	return nil
}

// ready counts the runs that could have a worker now.
func (q *queue) ready() int {
	total := 0
	for tenant, waiting := range q.waiting {
		total += max(0, min(len(waiting), q.share-q.running[tenant]))
	}
	return total
}

// leave takes out a run that no longer waits; false if it has been given something.
func (q *queue) leave(w *waiter) bool {
	for i, waiting := range q.waiting[w.tenant] {
		if waiting != w {
			continue
		}
		q.waiting[w.tenant] = append(q.waiting[w.tenant][:i:i], q.waiting[w.tenant][i+1:]...)
		q.length--
		if len(q.waiting[w.tenant]) == 0 {
			q.forget(w.tenant)
		}
		return true
	}
	return false
}

func (q *queue) forget(tenant string) {
	delete(q.waiting, tenant)
	for i, turn := range q.turns {
		if turn == tenant {
			q.turns = append(q.turns[:i:i], q.turns[i+1:]...)
			return
		}
	}
}

// ended counts a run of a tenant that is over.
func (q *queue) ended(tenant string) {
	if q.running[tenant]--; q.running[tenant] == 0 {
		delete(q.running, tenant)
	}
}

// failAll gives all who wait an error.
func (q *queue) failAll(err error) {
	for _, waiting := range q.waiting {
		for _, w := range waiting {
			w.given <- given{err: err}
		}
	}
	q.waiting, q.turns, q.length = map[string][]*waiter{}, nil, 0
}
