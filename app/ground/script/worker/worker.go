package worker

import (
	"errors"
	"fmt"
	"io"
	"runtime/metrics"

	"github.com/dop251/goja"

	"portico/app/ground/script"
)

// Serve confines the process and runs scripts until in ends.
func Serve(in io.Reader, out io.Writer) error {
	measures := Confine()
	w, err := newWorker(script.NewLink(in, out))
	if err != nil {
		return err
	}
	if err := w.link.Send(script.FrameReady, script.Ready{Measures: measures}, nil); err != nil {
		return err
	}
	return w.serve()
}

// worker runs the scripts of one process.
type worker struct {
	link    *script.Link
	host    *goja.Program
	finder  *goja.Program
	library script.Library[compiled]
	next    *runtime // for the next run
}

func newWorker(link *script.Link) (*worker, error) {
	w := &worker{link: link}
	var err error
	if w.host, err = goja.Compile("host", hostSource, true); err != nil {
		return nil, fmt.Errorf("compile host: %w", err)
	}
	if w.finder, err = goja.Compile("finder", findSource, false); err != nil {
		return nil, fmt.Errorf("compile finder: %w", err)
	}
	return w, w.prepare()
}

// prepare makes the next runtime, while nobody waits for it.
func (w *worker) prepare() (err error) {
	w.next, err = newRuntime(w.host, func(request script.FetchRequest, body []byte) error {
		return w.link.Send(script.FrameFetch, request, body)
	})
	return err
}

func (w *worker) serve() error {
	for {
		frame, err := w.link.Receive()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err == nil {
			err = w.handle(frame)
		}
		if err != nil {
			return err
		}
	}
}

func (w *worker) handle(frame script.Frame) error {
	var run script.Run
	switch frame.Kind { //nolint:exhaustive // the server sends no others
	case script.FrameSource:
		err := frame.Read(script.FrameSource, &run)
		w.library.Add(run.ID, len(frame.Body), compile(string(frame.Body)))
		return err
	case script.FrameRun:
		if err := frame.Read(script.FrameRun, &run); err != nil {
			return err
		}
		return w.answer(run, string(frame.Body))
	case script.FrameFetched: // for a run that did not wait for it
		return nil
	}
	return fmt.Errorf("frame of kind %d", frame.Kind)
}

// answer runs a script and sends what came of it.
func (w *worker) answer(run script.Run, input string) error {
	before, current := allocated(), w.next
	done := script.Done{IsSpent: w.run(current, run, input)}
	done.Failure, done.Console, done.Allocated = current.failure, current.console.all(), allocated()-before
	result := current.result
	if done.Failure != nil {
		result = ""
	}
	if err := w.link.Send(script.FrameDone, done, []byte(result)); err != nil {
		return err
	}
	return w.prepare()
}

// allocated is how many bytes the process has allocated so far.
func allocated() int64 {
	sample := []metrics.Sample{{Name: "/gc/heap/allocs:bytes"}}
	metrics.Read(sample)
	return int64(sample[0].Value.Uint64()) //nolint:gosec // far below 8 EiB
}
