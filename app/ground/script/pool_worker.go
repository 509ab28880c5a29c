package script

import (
	"context"
	"runtime"
	"time"
)

var (
	errClosed = &Failure{Kind: Unavailable, Message: "the server is stopping"}
	errBusy   = &Failure{Kind: Busy, Message: "too many scripts are waiting"}
)

// acquire waits for a worker.
func (p *Pool) acquire(ctx context.Context, tenant string) (*child, error) {
	p.mu.Lock()
	if p.isClosed {
		p.mu.Unlock()
		return nil, errClosed
	}
	w := p.queue.add(tenant)
	if w == nil {
		p.mu.Unlock()
		return nil, errBusy
	}
	p.dispatch()
	p.mu.Unlock()
	select {
	case got := <-w.given: // most often at once
		return got.child, got.err
	default:
	}
	limit := time.NewTimer(waitLimit)
	defer limit.Stop()
	var err error
	select {
	case got := <-w.given:
		return got.child, got.err
	case <-limit.C:
		err = errBusy
	case <-ctx.Done():
		err = ctx.Err()
	}
	p.mu.Lock()
	isGone := !p.queue.leave(w)
	p.mu.Unlock()
	if got := (given{}); isGone {
		if got = <-w.given; got.child != nil {
			p.release(tenant, got.child, true)
		}
	}
	return nil, err
}

// release takes a worker back from a tenant's run.
func (p *Pool) release(tenant string, c *child, isReusable bool) {
	p.mu.Lock()
	p.queue.ended(tenant)
	isKept := isReusable && !p.isClosed
	if isKept {
		p.idle = append(p.idle, c)
	} else {
		p.total--
	}
	p.dispatch()
	if p.total < warm && !isKept && !p.isClosed {
		p.grow() // replaces it before somebody waits
	}
	p.shrinkLater()
	p.mu.Unlock()
	if !isKept {
		c.end()
	}
}

// dispatch gives idle workers to those whose turn it is, and starts as many as are
// missing. The caller holds the lock.
func (p *Pool) dispatch() {
	for len(p.idle) > 0 {
		w := p.queue.next()
		if w == nil {
			return
		}
		last := len(p.idle) - 1
		w.given <- given{child: p.idle[last]}
		p.idle = p.idle[:last]
	}
	for p.queue.ready() > p.starting && p.total < p.Size && !p.isClosed {
		p.grow()
	}
}

// grow starts a worker in the background. The caller holds the lock.
func (p *Pool) grow() {
	p.total++
	p.starting++
	p.spawn(func() {
		c, err := start(p.Command)
		p.mu.Lock()
		p.starting--
		switch {
		case err != nil:
			p.total--
			if p.total == p.starting { // nobody else will come
				p.queue.failAll(&Failure{Kind: Unavailable, Message: "no worker can be started"})
			}
			p.Log.Error("could not start a worker for scripts", "error", err)
		case p.isClosed:
			p.total--
		default:
			p.learn(c)
			p.idle = append(p.idle, c)
			p.dispatch()
		}
		isClosed := p.isClosed
		p.mu.Unlock()
		if err == nil && isClosed {
			c.end()
		}
	})
}

// learn remembers how a worker is confined. The caller holds the lock.
func (p *Pool) learn(c *child) {
	p.measures = append([]Measure{separate()}, c.measures...)
}

func separate() Measure {
	return Measure{
		Name: "separate process", Holds: true,
		Detail: "without the server's memory, environment and files, in a process group of its own",
	}
}

// spawn runs work on the thread that starts workers: where the system ends a worker with
// the thread that started it, that thread must stay. The caller holds the lock.
func (p *Pool) spawn(work func()) {
	if p.spawner == nil {
		p.spawner = make(chan func(), maxWaiting)
		go serveSpawns(p.spawner)
	}
	p.closing.Add(1)
	p.spawner <- func() {
		defer p.closing.Done()
		work()
	}
}

func serveSpawns(works <-chan func()) {
	runtime.LockOSThread()
	for work := range works {
		work()
	}
}

// shrinkLater ends idle workers beyond the warm ones after a while. The caller holds the
// lock.
func (p *Pool) shrinkLater() {
	if p.total <= warm || p.shrinker != nil || p.isClosed {
		return
	}
	p.shrinker = time.AfterFunc(idleLimit, func() {
		p.mu.Lock()
		surplus := min(len(p.idle), p.total-warm)
		ending := p.idle[:max(0, surplus)]
		p.idle = append([]*child(nil), p.idle[len(ending):]...)
		p.total -= len(ending)
		p.shrinker = nil
		p.shrinkLater()
		p.mu.Unlock()
		for _, c := range ending {
			c.end()
		}
	})
}
