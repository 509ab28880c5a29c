package script

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"sync"
	"syscall"
	"time"

	"portico/app/ground/outbound"
)

const (
	// startLimit is how long a worker may take to be ready.
	startLimit = 10 * time.Second
	// grace is how long after TimeLimit a worker may still answer that it was exceeded:
	// until then it can say where.
	grace = time.Second
	// watchInterval is how often a run that takes time is looked at.
	watchInterval = 15 * time.Millisecond
)

// child is a worker process, seen from the server. One goroutine uses it at a time.
type child struct {
	command  *exec.Cmd
	in, out  *os.File // the server's ends of its pipes
	link     *Link
	writing  sync.Mutex
	errors   *beginning
	known    Library[struct{}]
	measures []Measure
	idleSize int64 // resident memory in bytes before its first run; 0 if unknown

	stopping   sync.Once
	watching   sync.Mutex
	isSwollen  bool // it exceeded MemoryLimit and was killed
	isLate     bool // it did not answer in time and was killed
	isYielding bool // it was given a lower priority
}

// start starts a worker and waits until it is ready. It must be called by a goroutine
// that is locked to its thread and outlives the worker: some systems tie the worker's
// life to the thread.
func start(command []string) (*child, error) {
	if len(command) == 0 {
		return nil, errors.New("no program for workers is set")
	}
	stdin, in, err := os.Pipe()
	if err != nil {
		return nil, fmt.Errorf("make pipe: %w", err)
	}
	out, stdout, err := os.Pipe()
	if err != nil {
		return nil, errors.Join(fmt.Errorf("make pipe: %w", err), stdin.Close(), in.Close())
	}
	c := &child{command: exec.Command(command[0], command[1:]...), in: in, out: out, link: newLink(out, in, maxFromWorker), errors: &beginning{}}
	c.command.Stdin, c.command.Stdout, c.command.Stderr = stdin, stdout, c.errors
	// Nothing of the server's environment. With GOMAXPROCS the runtime does not look for
	// the number of processors again, which a confined process cannot.
	c.command.Env = []string{"GOMAXPROCS=1", "GOGC=400"}
	c.command.Dir = string(os.PathSeparator)
	c.command.SysProcAttr = attributes()
	keepFiles()
	err = c.command.Start()
	// Open ends here would keep a dead worker's pipes open.
	err = errors.Join(err, stdin.Close(), stdout.Close())
	if err != nil {
		return nil, errors.Join(fmt.Errorf("start worker: %w", err), in.Close(), out.Close())
	}
	if err := c.ready(); err != nil {
		c.end()
		return nil, fmt.Errorf("start worker: %w: %s", err, c.errors)
	}
	return c, nil
}

func (c *child) ready() error {
	limit := time.AfterFunc(startLimit, func() { kill(c.command.Process) })
	defer limit.Stop()
	frame, err := c.link.Receive()
	if err != nil {
		return err
	}
	var ready Ready
	if err := frame.Read(FrameReady, &ready); err != nil {
		return err
	}
	c.measures, c.idleSize = ready.Measures, resident(c.command.Process.Pid)
	return nil
}

// stop kills the worker with whatever it started, and waits until all that it wrote to
// stderr is here. It does so once: afterwards the process id may be another's.
func (c *child) stop() {
	c.stopping.Do(func() {
		kill(c.command.Process)
		_ = c.command.Wait() // it was killed
	})
}

// end stops the worker and closes its pipes.
func (c *child) end() {
	c.stop()
	_ = c.in.Close()
	_ = c.out.Close()
}

func (c *child) send(kind FrameKind, head any, body []byte) error {
	c.writing.Lock()
	defer c.writing.Unlock()
	return c.link.Send(kind, head, body)
}

// run runs a call and reports whether the worker can run another one.
func (c *child) run(call Call, guard *outbound.Guard, now func() time.Time) (outcome *Outcome, isReusable bool, err error) {
	began := now()
	stop := c.watch()
	done, result, err := c.converse(call, guard)
	stop()
	outcome = &Outcome{Took: now().Sub(began), Console: done.Console, Allocated: done.Allocated}
	if errors.Is(err, errGone) && !c.isLate {
		return outcome, false, err
	}
	if err != nil {
		return outcome, false, c.failure(err)
	}
	isReusable = !done.IsSpent && (!c.isYielding || c.hurry())
	if done.Failure != nil {
		return outcome, isReusable, done.Failure
	}
	outcome.Claims, err = claims(result)
	return outcome, isReusable, err
}

// converse sends the call and answers the worker's requests until it is done.
func (c *child) converse(call Call, guard *outbound.Guard) (done Done, result []byte, err error) {
	ctx, cancel := context.WithTimeout(context.Background(), TimeLimit+grace)
	var fetching sync.WaitGroup
	defer fetching.Wait()
	defer cancel()
	if err := c.begin(call); err != nil {
		return done, nil, err
	}
	for fetches := 1; ; fetches++ {
		frame, err := c.link.Receive()
		if err != nil {
			return done, nil, err
		}
		if frame.Kind == FrameDone {
			return done, frame.Body, frame.Read(FrameDone, &done)
		}
		if frame.Kind != FrameFetch || fetches > maxFrames {
			return done, nil, fmt.Errorf("%w of kind %d", errFrame, frame.Kind)
		}
		fetching.Go(func() { _ = c.fetched(ctx, guard, frame, fetches) }) // its end is the worker's
	}
}

// errGone means that the worker ended before it got the call, so another one may have it.
var errGone = errors.New("the worker had ended")

// begin sends the script, if the worker does not know it, and the call.
func (c *child) begin(call Call) error {
	run := Run{ID: idOf(call.Source), Limit: TimeLimit.Milliseconds()}
	if _, ok := c.known.Get(run.ID); !ok {
		if err := c.send(FrameSource, run, []byte(call.Source)); err != nil {
			return orGone(err)
		}
		c.known.Add(run.ID, len(call.Source), struct{}{})
		return c.send(FrameRun, run, call.Input)
	}
	return orGone(c.send(FrameRun, run, call.Input))
}

func orGone(err error) error {
	if errors.Is(err, syscall.EPIPE) {
		return errGone
	}
	return err
}

// maxFrames bounds the requests that are answered at all: a script gets its refusal, a
// worker that goes on is out of order.
const maxFrames = 1000

// failure says why a worker did not answer.
func (c *child) failure(err error) *Failure {
	c.stop()
	text := c.errors.String()
	c.watching.Lock()
	defer c.watching.Unlock()
	switch {
	case c.isSwollen, strings.Contains(text, "out of memory"), strings.Contains(text, "cannot allocate memory"):
		return &Failure{Kind: TooBig, Message: fmt.Sprintf("the script used more than %d MiB of memory", MemoryLimit>>20)}
	case strings.Contains(text, "stack overflow"), strings.Contains(text, "stack exceeds"):
		return &Failure{Kind: TooBig, Message: "the script, or a value in it, is nested too deeply"}
	case c.isLate:
		return &Failure{Kind: TooSlow, Message: fmt.Sprintf("the script ran longer than %v", TimeLimit)}
	}
	return &Failure{Kind: Crashed, Message: "the script's worker ended"}
}

// claims reads a result: an object of bounded size, in which no name could reach an
// object's prototype.
func claims(result []byte) (map[string]json.RawMessage, error) {
	if len(result) > MaxResult {
		return nil, &Failure{Kind: BadResult, Message: "the result is too large"}
	}
	var found map[string]json.RawMessage
	if err := json.Unmarshal(result, &found); err != nil || found == nil {
		return nil, &Failure{Kind: BadResult, Message: "the script did not return an object"}
	}
	if hasPrototype(result) {
		return nil, &Failure{Kind: BadResult, Message: "the result has a member named __proto__"}
	}
	return found, nil
}

const prototype = "__proto__"

// hasPrototype reports whether an object at any depth has a member named __proto__.
func hasPrototype(text []byte) bool {
	if !bytes.Contains(text, []byte(prototype)) {
		return false
	}
	var whole any
	return json.Unmarshal(text, &whole) != nil || namesPrototype(whole)
}

func namesPrototype(value any) bool {
	switch value := value.(type) {
	case []any:
		for _, element := range value {
			if namesPrototype(element) {
				return true
			}
		}
	case map[string]any:
		for name, member := range value {
			if name == prototype || namesPrototype(member) {
				return true
			}
		}
	}
	return false
}

// beginning keeps the beginning of what a worker writes to stderr: a fatal error of the
// Go runtime begins with its reason.
type beginning struct {
	mu   sync.Mutex
	text []byte
}

// Write implements io.Writer.
func (b *beginning) Write(text []byte) (int, error) {
	const kept = 2 << 10
	b.mu.Lock()
	defer b.mu.Unlock()
	b.text = append(b.text, text[:min(len(text), kept-len(b.text))]...)
	return len(text), nil
}

// String returns what was kept.
func (b *beginning) String() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	return string(b.text)
}
