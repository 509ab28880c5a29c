package worker_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"portico/app/ground/script"
)

// workers lists the process ids of this program's workers.
func workers(t *testing.T) []int {
	t.Helper()
	var found []int
	stats, err := filepath.Glob("/proc/[0-9]*/stat")
	if err != nil {
		t.Fatal(err)
	}
	for _, stat := range stats {
		text, err := os.ReadFile(stat)
		_, after, ok := strings.Cut(string(text), ") ")
		fields := strings.Fields(after)
		if err != nil || !ok || len(fields) < 2 || fields[0] == "Z" || fields[1] != strconv.Itoa(os.Getpid()) {
			continue
		}
		pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(stat)))
		found = append(found, pid)
	}
	return found
}

func TestPoolStartsWorkersWhenNeeded(t *testing.T) {
	pool := newPool(t, 2)
	if got := workers(t); len(got) != 0 {
		t.Fatalf("%d workers before the first run", len(got))
	}
	succeed := func() {
		if _, failure := run(t, pool, function("return {}")); failure != nil {
			t.Fatal(failure)
		}
	}
	succeed()
	first := workers(t)
	for range 10 {
		succeed()
	}
	if got := workers(t); len(got) != len(first) || len(got) > 2 {
		t.Errorf("workers %v, then %v", first, got)
	}
	pool.Close()
	if got := workers(t); len(got) != 0 {
		t.Errorf("%d workers are left", len(got))
	}
	if _, failure := run(t, pool, function("return {}")); failure == nil || failure.Kind != script.Unavailable {
		t.Errorf("after closing: %v", failure)
	}
}

// A worker that somebody else has killed while it was idle costs nobody a run.
func TestPoolReplacesDeadWorkers(t *testing.T) {
	pool := newPool(t, 1)
	if _, failure := run(t, pool, function("return {}")); failure != nil {
		t.Fatal(failure)
	}
	for _, pid := range workers(t) {
		process, err := os.FindProcess(pid)
		if err != nil {
			t.Fatal(err)
		}
		if err := process.Kill(); err != nil {
			t.Fatal(err)
		}
	}
	for len(workers(t)) > 0 {
		time.Sleep(time.Millisecond)
	}
	if _, failure := run(t, pool, function("return {}")); failure != nil {
		t.Error(failure)
	}
}

// One tenant's endless scripts take half of the workers; another's run in between.
func TestPoolIsFair(t *testing.T) {
	pool := newPool(t, 2)
	var flooding sync.WaitGroup
	input := json.RawMessage(`{}`)
	for range 6 {
		flooding.Go(func() {
			_, _ = pool.Run(context.Background(), script.Call{Tenant: "loud", Source: function("for (;;) {}"), Input: input})
		})
	}
	time.Sleep(500 * time.Millisecond)
	for range 20 {
		began := time.Now()
		_, err := pool.Run(t.Context(), script.Call{Tenant: "quiet", Source: function("return {}"), Input: input})
		if took := time.Since(began); err != nil || took > 2*time.Second {
			t.Errorf("%v after %v", err, took)
		}
	}
	flooding.Wait()
}

// Beyond its share of the queue a tenant's runs fail at once, and no other's.
func TestPoolQueueIsBounded(t *testing.T) {
	pool := newPool(t, 2)
	ctx, stop := context.WithCancel(t.Context())
	var waiting sync.WaitGroup
	var mu sync.Mutex
	busy := 0
	for range 200 {
		waiting.Go(func() {
			_, err := pool.Run(ctx, script.Call{Tenant: "loud", Source: function("for (;;) {}"), Input: json.RawMessage(`{}`)})
			var failure *script.Failure
			if errors.As(err, &failure) && failure.Kind == script.Busy {
				mu.Lock()
				busy++
				mu.Unlock()
			}
		})
	}
	time.Sleep(time.Second)
	mu.Lock()
	atOnce := busy
	mu.Unlock()
	if _, failure := run(t, pool, function("return {}")); failure != nil {
		t.Errorf("another tenant: %v", failure)
	}
	stop() // the others leave
	waiting.Wait()
	if atOnce < 200-128-2 {
		t.Errorf("%d of 200 were refused at once", atOnce)
	}
}

// A program that is none is told, and does not hang anybody.
func TestPoolWithoutAProgram(t *testing.T) {
	for name, command := range map[string][]string{
		"none": nil, "missing": {"/nonexistent"}, "another": {must(exec.LookPath("true"))},
	} {
		pool := newPool(t, 1)
		pool.Command = command
		if _, failure := run(t, pool, "x"); failure == nil || failure.Kind != script.Unavailable {
			t.Errorf("%s: %v", name, failure)
		}
	}
}

func must(path string, err error) string {
	if err != nil {
		panic(err)
	}
	return path
}

// Scripts beyond what a worker keeps compiled push others out, and all still run.
func TestManyScripts(t *testing.T) {
	pool := newPool(t, 1)
	padding := "//" + strings.Repeat("x", 90_000) + "\n"
	for round := range 2 {
		for i := range 15 {
			outcome, failure := run(t, pool, padding+function(fmt.Sprintf("return { i: %d };", i)))
			if failure != nil || string(outcome.Claims["i"]) != strconv.Itoa(i) {
				t.Fatalf("script %d in round %d: %v %v", i, round, outcome, failure)
			}
		}
	}
}

// BenchmarkRun is a warm run; BenchmarkRunInProcess of package bench is beside it.
func BenchmarkRun(b *testing.B) {
	pool := newPool(b, 1)
	source := function("return { plan: context.user.customData.plan, ids: [1, 2, 3].map((n) => n * 2) };")
	input := json.RawMessage(`{"token":{},"context":{"user":{"customData":{"plan":"gold"}}},"environmentVariables":{}}`)
	for b.Loop() {
		if _, err := pool.Run(b.Context(), script.Call{Tenant: "t", Source: source, Input: input}); err != nil {
			b.Fatal(err)
		}
	}
}
