package worker_test

import (
	"bytes"
	"os"
	"testing"
	"time"

	"portico/app/ground/script"
)

// hostile is a worker that has been taken over: it speaks the protocol as it likes.
func hostile(how string) {
	link := script.NewLink(os.Stdin, os.Stdout)
	_ = link.Send(script.FrameReady, script.Ready{}, nil)
	for {
		frame, err := link.Receive()
		if err != nil {
			return
		}
		if frame.Kind != script.FrameRun {
			continue
		}
		switch how {
		case "noise":
			_, _ = os.Stdout.Write(bytes.Repeat([]byte{0xff}, 1<<20))
		case "large frame":
			_ = link.Send(script.FrameDone, script.Done{}, make([]byte, 4<<20))
		case "large result":
			_ = link.Send(script.FrameDone, script.Done{}, append([]byte(`{"a":"`), bytes.Repeat([]byte("x"), script.MaxResult)...))
		case "no JSON":
			_ = link.Send(script.FrameDone, script.Done{}, []byte("{"))
		case "array":
			_ = link.Send(script.FrameDone, script.Done{}, []byte("[1]"))
		case "null":
			_ = link.Send(script.FrameDone, script.Done{}, []byte("null"))
		case "requests without end":
			for i := 0; ; i++ {
				if link.Send(script.FrameFetch, script.FetchRequest{ID: i, Method: "GET", URL: "https://127.0.0.1"}, nil) != nil {
					return
				}
			}
		case "silence":
			time.Sleep(time.Minute)
		case "another kind":
			_ = link.Send(script.FrameRun, script.Run{}, nil)
		}
	}
}

// Whatever a worker answers, the run fails in time, and the server goes on.
func TestHostileWorkers(t *testing.T) {
	for _, how := range []string{
		"noise", "large frame", "large result", "no JSON", "array", "null", "requests without end", "silence", "another kind",
	} {
		t.Run(how, func(t *testing.T) {
			t.Parallel()
			pool := newPool(t, 1)
			pool.Command = []string{pool.Command[0], "hostile", how}
			began := time.Now()
			outcome, failure := run(t, pool, function("return {}"))
			if took := time.Since(began); failure == nil || took > script.TimeLimit+3*time.Second {
				t.Errorf("%v %v after %v", outcome, failure, took)
			}
		})
	}
}
