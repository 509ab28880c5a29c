package script

import (
	"context"
	"errors"
	"log/slog"
	"runtime"
	"sync"
	"time"

	"portico/app/ground/outbound"
)

// Limits of the queue. Beyond them a run fails as Busy at once.
const (
	maxWaiting         = 1024 // of all tenants
	maxWaitingOfTenant = 128
	// waitLimit is how long a run may wait for a worker.
	waitLimit = 3 * time.Second
)

const (
	// warm is how many idle workers are kept.
	warm = 2
	// idleLimit is how long others are kept.
	idleLimit = time.Minute
)

// Config is what a pool needs.
type Config struct {
	// Command is the program of a worker with its arguments; empty: no script can run.
	Command []string
	// Size is the maximum number of workers; 0 is two for each processor, at least 4 and at most 16.
	Size     int
	Outbound *outbound.Guard
	Log      *slog.Logger
	Now      func() time.Time // to tell how long runs take
}

// Pool runs scripts in workers, which it starts when they are needed. A tenant has at
// most half of the workers at a time, and waiting tenants take turns.
type Pool struct {
	Config

	mu       sync.Mutex
	idle     []*child
	total    int // workers that are idle, busy or starting
	starting int
	queue    queue
	measures []Measure
	isClosed bool
	spawner  chan func() // runs on the thread that starts workers; nil before the first
	shrinker *time.Timer
	closing  sync.WaitGroup
}

// NewPool returns a pool without workers.
func NewPool(config Config) *Pool {
	if config.Size == 0 {
		config.Size = min(max(4, 2*runtime.NumCPU()), 16)
	}
	return &Pool{Config: config, queue: newQueue(max(1, config.Size/2))}
}

// Run runs a script. The error is a *Failure, or that of the context if it ended while
// the run was waiting; a run that has begun goes on. The outcome is never nil.
func (p *Pool) Run(ctx context.Context, call Call) (*Outcome, error) {
	if len(call.Source) > MaxSource {
		return &Outcome{}, &Failure{Kind: Syntax, Message: "the script is too long"}
	}
	if len(call.Input) > maxToWorker {
		return &Outcome{}, &Failure{Kind: TooBig, Message: "what the script is called with is too large"}
	}
	for {
		c, err := p.acquire(ctx, call.Tenant)
		if err != nil {
			return &Outcome{}, err
		}
		outcome, isReusable, err := c.run(call, p.Outbound, p.Now)
		p.release(call.Tenant, c, isReusable)
		if errors.Is(err, errGone) {
			continue
		}
		if !isReusable {
			p.Log.WarnContext(ctx, "a script's worker is replaced", "tenant", call.Tenant, "reason", kindOf(err))
		}
		return outcome, err
	}
}

func kindOf(err error) FailureKind {
	var failure *Failure
	if errors.As(err, &failure) {
		return failure.Kind
	}
	return ""
}

// Warm starts workers for runs to come, in the background.
func (p *Pool) Warm() {
	p.mu.Lock()
	defer p.mu.Unlock()
	for p.total < min(warm, p.Size) && !p.isClosed && len(p.Command) > 0 {
		p.grow()
	}
}

// Probe finds out how workers are confined here, by starting one. It ends it again unless
// the pool should be warm.
func (p *Pool) Probe(isWarm bool) ([]Measure, error) {
	started := make(chan error, 1)
	p.mu.Lock()
	if p.isClosed {
		p.mu.Unlock()
		return nil, errClosed
	}
	p.spawn(func() {
		c, err := start(p.Command)
		if err == nil {
			p.mu.Lock()
			p.learn(c)
			p.mu.Unlock()
			c.end()
		}
		started <- err
	})
	p.mu.Unlock()
	if err := <-started; err != nil {
		return nil, err
	}
	if isWarm {
		p.Warm()
	}
	return p.Measures(), nil
}

// Measures lists how workers are confined; nil before the first was started.
func (p *Pool) Measures() []Measure {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.measures
}

// Close ends all idle workers, and busy ones when their run is over. Later runs fail.
func (p *Pool) Close() {
	p.mu.Lock()
	p.isClosed = true
	idle := p.idle
	p.idle = nil
	p.queue.failAll(errClosed)
	if p.shrinker != nil {
		p.shrinker.Stop()
	}
	p.mu.Unlock()
	for _, c := range idle {
		c.end()
	}
	p.closing.Wait()
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.spawner != nil {
		close(p.spawner)
		p.spawner = nil
	}
}
