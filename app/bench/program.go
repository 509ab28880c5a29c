package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// program is a built portico with its own data directory.
type program struct {
	binary  string
	address string
	data    string
}

// buildProgram builds the program as it is in the working tree.
func buildProgram(ctx context.Context, folder string) (program, error) {
	address, err := freeAddress()
	if err != nil {
		return program{}, err
	}
	p := program{binary: filepath.Join(folder, "portico"), address: address, data: filepath.Join(folder, "data")}
	build := exec.CommandContext(ctx, "go", "build", "-trimpath", "-o", p.binary, "portico/app")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if output, err := build.CombinedOutput(); err != nil {
		return program{}, fmt.Errorf("build: %w: %s", err, lastLines(string(output)))
	}
	return p, nil
}

// base is the program's public URL.
func (p program) base() string { return "http://" + p.address }

// command prepares a call of the program with a clean environment.
func (p program) command(ctx context.Context, args ...string) *exec.Cmd {
	_, port, _ := net.SplitHostPort(p.address)
	command := exec.CommandContext(ctx, p.binary, args...)
	command.Env = []string{
		"DATA_DIR=" + p.data, "HOST=127.0.0.1", "PORT=" + port, "ENDPOINT=" + p.base(),
	}
	return command
}

// start starts the server and returns when it is ready.
func (p program) start(ctx context.Context) (*process, error) {
	return startProcess(ctx, p.command(ctx, "serve"), p.address, "/api/status", http.StatusNoContent)
}

// call runs a subcommand and parses the JSON it prints.
func (p program) call(ctx context.Context, stdin string, out any, args ...string) error {
	command := p.command(ctx, args...)
	command.Stdin = strings.NewReader(stdin)
	var stdout, stderr bytes.Buffer
	command.Stdout, command.Stderr = &stdout, &stderr
	if err := command.Run(); err != nil {
		return fmt.Errorf("%s: %w: %s", strings.Join(args[:2], " "), err, lastLines(stderr.String()))
	}
	if out == nil {
		return nil
	}
	if err := json.Unmarshal(stdout.Bytes(), out); err != nil {
		return fmt.Errorf("%s: read its answer: %w", strings.Join(args[:2], " "), err)
	}
	return nil
}
