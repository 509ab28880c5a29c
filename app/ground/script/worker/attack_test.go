package worker_test

import (
	"strings"
	"testing"
	"time"

	"portico/app/ground/script"
)

// A script that exceeds a limit fails with it, at most a moment later, and the next one
// finds a worker.
func TestAttacks(t *testing.T) {
	tests := []struct {
		name, source string
		want         []script.FailureKind
	}{
		{"endless loop", function("for (;;) {}"), []script.FailureKind{script.TooSlow}},
		{"endless loop while it is evaluated", "for (;;) {}", []script.FailureKind{script.TooSlow}},
		{"endless promise chain", function("for (;;) await null"), []script.FailureKind{script.TooSlow}},
		{"endless chain of then", function("const f = () => Promise.resolve().then(f); await f()"), []script.FailureKind{script.TooSlow, script.TooBig}},
		{"endless toJSON", function("return { toJSON() { for (;;) {} } }"), []script.FailureKind{script.TooSlow}},
		{"endless catch", function("for (;;) { try { for (;;) {} } catch { } finally { continue } }"), []script.FailureKind{script.TooSlow}},
		{"native loop", function("const a = []; a.length = 4e9; a.indexOf(1)"), []script.FailureKind{script.TooSlow, script.TooBig, script.Thrown}},
		{"catastrophic regex", function(`/^(a|a?)+\1$/.test('a'.repeat(60) + 'b')`), []script.FailureKind{script.TooSlow}},
		{"sort", function("Array(1e9).fill(0).sort()"), []script.FailureKind{script.TooBig, script.TooSlow}},
		{"balloon of arrays", function("const a = []; for (;;) a.push(new Array(1000).fill(a.length))"), []script.FailureKind{script.TooBig}},
		{"balloon of text", function("let s = 'x'; for (;;) s += s + Math.random()"), []script.FailureKind{script.TooBig, script.Thrown}},
		{"balloon at once", function("return { n: 'x'.repeat(2 ** 29).length }"), []script.FailureKind{script.TooBig, script.Thrown}},
		{"balloon of bytes", function("const a = []; for (;;) a.push(new Uint8Array(1e6))"), []script.FailureKind{script.TooBig}},
		{"one large buffer", function("new ArrayBuffer(4e9)"), []script.FailureKind{script.TooBig, script.Thrown}},
		{"balloon of regex", function("new RegExp('(x{1,1000}){1,1000}'.repeat(20)).test('x'.repeat(1e5))"), []script.FailureKind{script.TooBig, script.TooSlow, script.Thrown, script.BadResult}},
		{"balloon of closures", function("let f = () => 0; for (;;) { const g = f; f = () => g() }"), []script.FailureKind{script.TooBig}},
		{"deep recursion", function("const f = (n) => f(n + 1); f(0)"), []script.FailureKind{script.TooBig}},
		{"deep recursion through native code", function("const f = () => [1].map(f); f()"), []script.FailureKind{script.TooBig}},
		{"deep recursion of getters", function("const o = { get a() { return this.a } }; o.a"), []script.FailureKind{script.TooBig}},
		{"deep source", function("return " + strings.Repeat("[", 90_000) + strings.Repeat("]", 4000)), []script.FailureKind{script.TooBig, script.Syntax}},
		{"deep and valid source", function("return {a: " + strings.Repeat("[", 40_000) + strings.Repeat("]", 40_000) + "}"), []script.FailureKind{script.TooBig, script.Syntax, script.BadResult}},
		{"deep result", function("let o = {}; for (let i = 0; i < 1e6; i++) o = { o }; return o"), []script.FailureKind{script.TooBig, script.BadResult}},
		{"deep JSON", function("return JSON.parse('[' .repeat(1e6))"), []script.FailureKind{script.TooBig, script.Thrown}},
		{"compiles without end", function("for (;;) new Function('a'.repeat(1e4) + Math.random().toString(36).slice(2))"), []script.FailureKind{script.TooSlow, script.TooBig, script.Thrown}},
		{"proxies without end", function("let p = {}; for (let i = 0; i < 1e6; i++) p = new Proxy(p, {}); return { x: p.x }"), []script.FailureKind{script.TooBig, script.TooSlow}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			pool := newPool(t, 1)
			outcome, failure := run(t, pool, test.source)
			took := outcome.Took
			if failure == nil {
				t.Fatalf("no failure but %v", outcome.Claims)
			}
			t.Logf("%v: %v", took.Round(time.Millisecond), failure)
			// On a busy machine, time may run out before memory does.
			isWanted := failure.Kind == script.TooSlow || isRace && failure.Kind == script.Crashed
			for _, kind := range test.want {
				isWanted = isWanted || failure.Kind == kind
			}
			if !isWanted || took > script.TimeLimit+3*time.Second {
				t.Errorf("%s after %v: %s, want %v", failure.Kind, took, failure, test.want)
			}
			if outcome, failure := run(t, pool, function("return { a: 1 }")); failure != nil {
				t.Errorf("the next run: %v %v", outcome, failure)
			}
		})
	}
}

// A script that was interrupted says where it was, and what it had written.
func TestInterruptedScriptSaysWhere(t *testing.T) {
	outcome, failure := run(t, newPool(t, 1), function("  console.log('before'); let n = 0;\n  for (;;) { n += 1; }"))
	if failure == nil || failure.Kind != script.TooSlow || failure.Line != 3 {
		t.Errorf("%+v", failure)
	}
	if len(outcome.Console) != 1 {
		t.Error(outcome.Console)
	}
}
