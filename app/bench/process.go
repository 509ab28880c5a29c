package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// process is a child process that serves HTTP on loopback.
type process struct {
	command *exec.Cmd
	base    string // "http://127.0.0.1:<port>"
	ready   time.Duration
	output  *bytes.Buffer // of both streams, to be read after the process has ended
	ended   chan struct{}
}

// pollInterval is the resolution of the time to ready.
const pollInterval = time.Millisecond

// startProcess starts a command that serves on address and waits until a GET of
// path answers with status.
func startProcess(ctx context.Context, command *exec.Cmd, address, path string, status int) (*process, error) {
	p := &process{command: command, base: "http://" + address, output: new(bytes.Buffer), ended: make(chan struct{})}
	command.Stdout, command.Stderr = p.output, p.output
	began := time.Now()
	if err := command.Start(); err != nil {
		return nil, fmt.Errorf("start %s: %w", command.Path, err)
	}
	go func() {
		_ = command.Wait()
		close(p.ended)
	}()
	if err := p.waitReady(ctx, path, status); err != nil {
		p.stop()
		return nil, fmt.Errorf("start %s: %w: %s", command.Path, err, lastLines(p.output.String()))
	}
	p.ready = time.Since(began)
	return p, nil
}

func (p *process) waitReady(ctx context.Context, path string, status int) error {
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	for {
		if answers(ctx, p.base+path, status) {
			return nil
		}
		select {
		case <-p.ended:
			return errors.New("it ended")
		case <-ctx.Done():
			return fmt.Errorf("%s never answered %d", path, status)
		case <-time.After(pollInterval):
		}
	}
}

func answers(ctx context.Context, url string, status int) bool {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return false
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		return false
	}
	_ = resp.Body.Close()
	return resp.StatusCode == status
}

// stop ends the process as an operator would, and kills it if it does not stop.
func (p *process) stop() {
	_ = p.command.Process.Signal(syscall.SIGTERM)
	select {
	case <-p.ended:
	case <-time.After(10 * time.Second):
		_ = p.command.Process.Kill()
		<-p.ended
	}
}

// resident is the process's resident memory in MiB (VmRSS).
func (p *process) resident() (float64, error) {
	status, err := os.ReadFile(fmt.Sprintf("/proc/%d/status", p.command.Process.Pid))
	if err != nil {
		return 0, fmt.Errorf("read memory: %w", err)
	}
	for line := range strings.Lines(string(status)) {
		if fields := strings.Fields(line); len(fields) > 1 && fields[0] == "VmRSS:" {
			kib, err := strconv.ParseFloat(fields[1], 64)
			return kib / 1024, err
		}
	}
	return 0, errors.New("read memory: no VmRSS")
}

// freeAddress returns an unused loopback address.
func freeAddress() (string, error) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("find free port: %w", err)
	}
	defer func() { _ = listener.Close() }()
	return listener.Addr().String(), nil
}

// lastLines is the end of a program's output, for an error.
func lastLines(output string) string {
	const shown = 2000
	output = strings.TrimSpace(output)
	return output[max(0, len(output)-shown):]
}
