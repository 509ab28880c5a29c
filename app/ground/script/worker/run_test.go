package worker_test

import (
	"encoding/json"
	"errors"
	"log/slog"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"portico/app/ground/outbound"
	"portico/app/ground/script"
)

// newPool returns a pool of workers of this program.
func newPool(t testing.TB, size int) *script.Pool {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	pool := script.NewPool(script.Config{
		Command: []string{program, "worker"}, Size: size, Outbound: outbound.New(outbound.Policy{AllowLoopback: true}),
		Log: slog.New(slog.DiscardHandler), Now: time.Now,
	})
	t.Cleanup(pool.Close)
	return pool
}

// run runs a script with an empty argument.
func run(t testing.TB, pool *script.Pool, source string) (*script.Outcome, *script.Failure) {
	t.Helper()
	return call(t, pool, script.Call{Tenant: "t", Source: source, Input: json.RawMessage(`{"token":{},"context":{},"environmentVariables":{}}`)})
}

func call(t testing.TB, pool *script.Pool, c script.Call) (*script.Outcome, *script.Failure) {
	t.Helper()
	outcome, err := pool.Run(t.Context(), c)
	var failure *script.Failure
	if err != nil && !errors.As(err, &failure) {
		t.Fatal(err)
	}
	return outcome, failure
}

// function is a script whose function has this body.
func function(body string) string {
	return "const getCustomJwtClaims = async ({ token, context, environmentVariables, api }) => {\n" + body + "\n};"
}

func TestResults(t *testing.T) {
	pool := newPool(t, 1)
	tests := []struct{ name, source, want string }{
		{"object", function(`return { a: 1, b: [true, null], c: { d: 'x' } };`), `{"a":1,"b":[true,null],"c":{"d":"x"}}`},
		{"empty", function(`return {};`), `{}`},
		{"declared", `async function getCustomJwtClaims() { return { a: 1 } }`, `{"a":1}`},
		{"not async", `var getCustomJwtClaims = () => ({ a: 1 })`, `{"a":1}`},
		{"awaited", function(`const x = await Promise.all([1, Promise.resolve(2)]); return { x };`), `{"x":[1,2]}`},
		{"syntax of 2020", function(`const a = { b: null }; return { x: a?.b?.c ?? 'none', y: 2n ** 64n > 1, z: [..."ab"] };`), `{"x":"none","y":true,"z":["a","b"]}`},
		{"for await", function(`async function* g() { yield 1; yield 2; }
			let sum = 0; for await (const x of g()) sum += x; return { sum };`), `{"sum":3}`},
		{"for await over one's own", function(`const o = { async *[Symbol.asyncIterator]() { yield 5; } };
			let sum = 0; for await (const x of o) sum += x; return { sum };`), `{"sum":5}`},
		{"undefined members are left out", function(`return { a: undefined, b: () => 1, c: 1 };`), `{"c":1}`},
		{"toJSON", function(`return { when: new Date(0), x: { toJSON() { return 'y' } } };`), `{"when":"1970-01-01T00:00:00.000Z","x":"y"}`},
		{"large integers keep their digits", function(`return JSON.parse('{"n":9007199254740991}');`), `{"n":9007199254740991}`},
		{"strict mode", `'use strict'; const getCustomJwtClaims = async () => ({ a: this === undefined })`, `{"a":false}`},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			outcome, failure := run(t, pool, test.source)
			if failure != nil {
				t.Fatal(failure)
			}
			got, err := json.Marshal(outcome.Claims)
			if err != nil || string(got) != test.want {
				t.Errorf("got %s, want %s, %v", got, test.want, err)
			}
		})
	}
}

func TestArgument(t *testing.T) {
	pool := newPool(t, 1)
	outcome, failure := call(t, pool, script.Call{
		Tenant: "t", Source: function(`return { token, context, environmentVariables, api: Object.keys(api) };`),
		Input: json.RawMessage(`{"token":{"jti":"x"},"context":{"user":{"id":"u"}},"environmentVariables":{"KEY":"value"}}`),
	})
	if failure != nil {
		t.Fatal(failure)
	}
	got, _ := json.Marshal(outcome.Claims)
	const want = `{"api":["denyAccess"],"context":{"user":{"id":"u"}},"environmentVariables":{"KEY":"value"},"token":{"jti":"x"}}`
	if string(got) != want {
		t.Errorf("got %s", got)
	}
}

func TestFailures(t *testing.T) {
	pool := newPool(t, 1)
	tests := []struct {
		name, source string
		want         script.Failure
	}{
		{"syntax", "const getCustomJwtClaims = async () => {\n  return { a: };\n}", script.Failure{Kind: script.Syntax, Line: 2, Column: 15}},
		{"not the function", "const f = 1", script.Failure{Kind: script.NoFunction}},
		{"not a function", "const getCustomJwtClaims = 1", script.Failure{Kind: script.NoFunction}},
		{"throws", function("  throw new Error('boom');"), script.Failure{Kind: script.Thrown, Message: "boom", Line: 2, Column: 9}},
		{"throws after await", function("  await 1;\n  null.x;"), script.Failure{Kind: script.Thrown, Line: 3, Column: 8}},
		{"throws while it is evaluated", "\nthrow new TypeError('early')", script.Failure{Kind: script.Thrown, Message: "TypeError: early", Line: 2, Column: 7}},
		{"throws after it was translated", function("  for await (const x of []) {}\n  throw new Error('late');"), script.Failure{Kind: script.Thrown, Message: "late", Line: 3}},
		{"throws text", function("throw 'text'"), script.Failure{Kind: script.Thrown, Message: "text"}},
		{"throws what cannot be shown", function("throw { toJSON() { throw 1 } }"), script.Failure{Kind: script.Thrown, Message: "the script threw a value that cannot be shown"}},
		{"array", function("return [1]"), script.Failure{Kind: script.BadResult}},
		{"nothing", function(""), script.Failure{Kind: script.BadResult}},
		{"null", function("return null"), script.Failure{Kind: script.BadResult}},
		{"text", function("return 'x'"), script.Failure{Kind: script.BadResult}},
		{"a function", function("return () => 1"), script.Failure{Kind: script.BadResult}},
		{"toJSON to text", function("return { toJSON() { return '{}' } }"), script.Failure{Kind: script.BadResult}},
		{"toJSON to nothing", function("return { toJSON() {} }"), script.Failure{Kind: script.BadResult}},
		{"toJSON throws", function("return { toJSON() { throw new Error('no') } }"), script.Failure{Kind: script.BadResult, Message: "the result is no JSON: no"}},
		{"getter throws", function("return { get a() { throw new Error('no') } }"), script.Failure{Kind: script.BadResult, Message: "the result is no JSON: no"}},
		{"cycle", function("const a = {}; a.a = a; return a"), script.Failure{Kind: script.BadResult}},
		{"bigint", function("return { a: 1n }"), script.Failure{Kind: script.BadResult}},
		{"huge", function("return { a: 'x'.repeat(70000) }"), script.Failure{Kind: script.BadResult}},
		{"prototype", function(`return JSON.parse('{"a":[{"__proto__":{"isAdmin":true}}]}')`), script.Failure{Kind: script.BadResult, Message: "the result has a member named __proto__"}},
		{"never settles", function("await new Promise(() => {})"), script.Failure{Kind: script.Thrown, Message: "the script awaits something that never happens"}},
		{"denies", function("api.denyAccess('not you')"), script.Failure{Kind: script.Denied, Message: "not you"}},
		{"denies and catches", function("try { api.denyAccess('no') } catch { } return { a: 1 }"), script.Failure{Kind: script.Denied, Message: "no"}},
		{"denies and finally returns", function("try { api.denyAccess('no') } finally { return { a: 1 } }"), script.Failure{Kind: script.Denied, Message: "no"}},
		{"denies in a promise that nobody awaits", function("Promise.resolve().then(() => api.denyAccess('no')); await 1; return {}"), script.Failure{Kind: script.Denied, Message: "no"}},
		{"calls itself", function("const f = () => f() + 1; f()"), script.Failure{Kind: script.TooBig, Line: 2}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			outcome, failure := run(t, pool, test.source)
			if failure == nil {
				t.Fatalf("no failure but %v", outcome.Claims)
			}
			got := *failure
			if test.want.Message == "" {
				got.Message = ""
			}
			if test.want.Column == 0 {
				got.Column = 0
			}
			if diff := cmp.Diff(test.want, got); diff != "" || failure.Message == "" {
				t.Errorf("%q: (-want +got)\n%s", failure.Message, diff)
			}
		})
	}
	if outcome, failure := run(t, pool, function("return { a: 1 }")); failure != nil || len(outcome.Claims) != 1 {
		t.Errorf("afterwards: %v %v", outcome, failure)
	}
}

func TestConsole(t *testing.T) {
	pool := newPool(t, 1)
	outcome, failure := run(t, pool, function(`
		console.log('a', 1, { b: [2] }, null, undefined, true, Symbol('s'));
		console.error(new TypeError('bad'));
		const cycle = {}; cycle.cycle = cycle; console.info(cycle);
		throw new Error('x');`))
	want := []string{`a 1 {"b":[2]} null undefined true Symbol(s)`, "TypeError: bad", "[object]"}
	if diff := cmp.Diff(want, outcome.Console); diff != "" || failure == nil {
		t.Error(diff, failure)
	}
	outcome, failure = run(t, pool, function(`for (let i = 0; i < 10000; i++) console.log('line ' + i); return {}`))
	if failure != nil || len(outcome.Console) != script.MaxLines+1 || outcome.Console[script.MaxLines] != "… 9000 more lines" {
		t.Errorf("%d lines, %v", len(outcome.Console), failure)
	}
	outcome, failure = run(t, pool, function(`for (let i = 0; i < 100; i++) console.log('ö'.repeat(10000)); return {}`))
	if size := len(strings.Join(outcome.Console, "")); failure != nil || size > script.MaxConsole+100 {
		t.Errorf("%d bytes, %v", size, failure)
	}
}

// What a run leaves behind is not there for the next one.
func TestRunsShareNothing(t *testing.T) {
	pool := newPool(t, 1)
	_, failure := run(t, pool, function(`
		Object.prototype.polluted = true; Array.prototype.map = () => ['polluted'];
		JSON.stringify = () => '{"polluted":true}'; globalThis.polluted = true; console.log = () => {};
		Promise.prototype.then = () => {}; return {};`))
	if failure != nil {
		t.Log(failure) // it broke its own run
	}
	outcome, failure := run(t, pool, function(`console.log('here'); return {
		a: ({}).polluted, b: globalThis.polluted, c: [1].map((x) => x + 1), d: await Promise.resolve(1), e: typeof counter };`))
	got, _ := json.Marshal(outcome.Claims)
	if failure != nil || string(got) != `{"c":[2],"d":1,"e":"undefined"}` || len(outcome.Console) != 1 {
		t.Errorf("got %s %v %v", got, outcome.Console, failure)
	}
}

// Nothing of the host can be reached that the contract does not name.
func TestGlobals(t *testing.T) {
	pool := newPool(t, 1)
	outcome, failure := run(t, pool, function(`
		const missing = ['process', 'require', 'module', 'Deno', 'Bun', 'global', 'window', 'self', 'setTimeout', 'setInterval',
			'XMLHttpRequest', 'WebSocket', 'importScripts', 'WebAssembly'].filter((name) => typeof globalThis[name] !== 'undefined');
		const reached = this?.constructor?.constructor?.('return typeof process')();
		const outer = (async () => {}).constructor('return typeof require')();
		return { missing, reached: String(reached), outer: await outer, names: ['fetch', 'URL', 'TextEncoder', 'atob', 'btoa', 'console']
			.filter((name) => typeof globalThis[name] === 'undefined') };`))
	got, _ := json.Marshal(outcome.Claims)
	if failure != nil || string(got) != `{"missing":[],"names":[],"outer":"undefined","reached":"undefined"}` {
		t.Errorf("got %s, %v", got, failure)
	}
}

func TestHost(t *testing.T) {
	pool := newPool(t, 1)
	tests := map[string]string{
		`btoa('hé') + atob('aOk=')`:                                         `"aOk=hé"`,
		`atob(' aGk ')`:                                                     `"hi"`,
		`[...new TextEncoder().encode('€')].join()`:                         `"226,130,172"`,
		`new URL('https://Ann:pw@EXAMPLE.com:443/a/../b?q=1&q=2#f').href`:   `"https://Ann:pw@example.com/b?q=1&q=2#f"`,
		`new URL('/x?y', 'https://example.com:8443/a/b').href`:              `"https://example.com:8443/x?y"`,
		`new URL('https://example.com').pathname`:                           `"/"`,
		`new URL('https://example.com/?a=1&b=c%20d').searchParams.get('b')`: `"c d"`,
		`(() => { const u = new URL('https://e.com/'); u.searchParams.append('a b', '*~'); return u.toString() })()`:                                `"https://e.com/?a+b=*%7E"`,
		`(() => { const u = new URL('https://e.com/x'); u.search = 'a=1'; u.hash = 'h'; u.pathname = 'y z'; return [u.href, u.origin, u.host] })()`: `["https://e.com/y%20z?a=1#h","https://e.com","e.com"]`,
		`new URLSearchParams({ a: 1, b: 'x y' }).toString()`:                                                                                        `"a=1&b=x+y"`,
		`[...new URLSearchParams('?a=1&a=2')].length`:                                                                                               `2`,
		`(() => { try { new URL('nope') } catch (e) { return e instanceof TypeError } })()`:                                                         `true`,
		`(() => { try { btoa('€') } catch (e) { return e instanceof TypeError } })()`:                                                               `true`,
	}
	for expression, want := range tests {
		outcome, failure := run(t, pool, function("return { x: "+expression+" };"))
		if failure != nil || string(outcome.Claims["x"]) != want {
			t.Errorf("%s: %s, %v, want %s", expression, outcome.Claims["x"], failure, want)
		}
	}
}
