//go:build e2e

package e2e_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/input"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// do runs steps and ends the scenario if one fails.
func (b *tab) do(steps ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if err := chromedp.Do(ctx, steps...); err != nil {
		b.t.Fatalf("at %s: %v", b.location(), err)
	}
}

// ask runs an action for its value.
func ask[T any](b *tab, action chromedp.Action[T]) T {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	value, err := chromedp.Run(ctx, action)
	if err != nil {
		b.t.Fatalf("at %s: %v", b.location(), err)
	}
	return value
}

// call sends one command of the protocol.
func call[P, R any](b *tab, command cdp.Command[P, R], params P) {
	b.t.Helper()
	if _, err := chromedp.Call(b.ctx, command, params); err != nil {
		b.t.Fatalf("%s: %v", command.Method, err)
	}
}

func (b *tab) open(address string) { b.t.Helper(); b.do(chromedp.Navigate(address)) }

// see waits until an element is visible.
func (b *tab) see(selector string) { b.t.Helper(); b.do(chromedp.WaitVisible(chromedp.CSS(selector))) }

func (b *tab) click(selector string) {
	b.t.Helper()
	b.do(chromedp.Click(chromedp.CSS(selector), chromedp.NodeVisible))
}

// submit presses a button and waits for the next page, which may look like the previous
// one.
func (b *tab) submit(selector string) {
	b.t.Helper()
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	if _, err := chromedp.RunResponse(ctx, chromedp.Click(chromedp.CSS(selector), chromedp.NodeVisible)); err != nil {
		b.t.Fatalf("at %s: %v", b.location(), err)
	}
}

func (b *tab) typeInto(selector, text string) {
	b.t.Helper()
	field := chromedp.CSS(selector)
	b.do(chromedp.WaitVisible(field),
		chromedp.Evaluate[chromedp.Void]("document.querySelector("+quote(selector)+").value = ''"),
		chromedp.Focus(field), insert(text))
}

// insert types a text at once, as a password manager does.
func insert(text string) chromedp.Action[chromedp.Void] {
	return chromedp.Func(func(ctx context.Context, target *chromedp.Target) error {
		_, err := cdp.Call(ctx, target, input.InsertText, input.InsertTextParams{Text: text})
		return err
	})
}

func (b *tab) text(selector string) string {
	b.t.Helper()
	return strings.TrimSpace(ask(b, chromedp.TextContent(chromedp.CSS(selector))))
}

// until waits for an expression to become true, across page loads.
func (b *tab) until(expression string) {
	b.t.Helper()
	for deadline := time.Now().Add(patience); ; time.Sleep(50 * time.Millisecond) {
		ctx, cancel := context.WithTimeout(b.ctx, patience)
		isTrue, err := chromedp.Run(ctx, chromedp.Evaluate[bool](expression))
		cancel()
		if err == nil && isTrue {
			return
		}
		if time.Now().After(deadline) {
			b.t.Fatalf("at %s this never becomes true: %s: %v", b.location(), expression, err)
		}
	}
}

// value returns the value of a field.
func (b *tab) value(selector string) string {
	b.t.Helper()
	return ask(b, chromedp.Evaluate[string]("document.querySelector("+quote(selector)+").value"))
}

func (b *tab) count(selector string) int {
	b.t.Helper()
	return ask(b, chromedp.Evaluate[int]("document.querySelectorAll("+quote(selector)+").length"))
}

func (b *tab) location() string {
	address, err := chromedp.Run(b.ctx, chromedp.Location())
	if err != nil {
		return "an unknown address"
	}
	return address
}

// withoutJavaScript disables JavaScript.
func (b *tab) withoutJavaScript() { b.t.Helper(); b.allowJavaScript(false) }

func (b *tab) allowJavaScript(allowed bool) {
	b.t.Helper()
	call(b, emulation.SetScriptExecutionDisabled, emulation.SetScriptExecutionDisabledParams{Value: !allowed})
}

// prefer sets the preferences for light or dark, and for reduced motion.
func (b *tab) prefer(scheme string) {
	b.t.Helper()
	call(b, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{Features: []*emulation.MediaFeature{
		{Name: "prefers-color-scheme", Value: scheme}, {Name: "prefers-reduced-motion", Value: "reduce"},
	}})
}

func (b *tab) acceptLanguage(header string) {
	b.t.Helper()
	call(b, network.SetExtraHTTPHeaders, network.SetExtraHTTPHeadersParams{Headers: network.Headers{"Accept-Language": header}})
}

func (b *tab) resize(width int64) { b.t.Helper(); b.do(chromedp.EmulateViewport(width, high)) }

func (b *tab) forgetCookies() {
	b.t.Helper()
	call(b, network.ClearBrowserCookies, cdp.Empty{})
}

// slowDown delays fonts and scripts, and disables the cache.
func (b *tab) slowDown() {
	b.t.Helper()
	call(b, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true})
	var late []*network.Conditions
	for _, files := range []string{"*://*:*/*.woff2*", "*://*:*/*.js*"} {
		late = append(late, &network.Conditions{URLPattern: files, Latency: 500, DownloadThroughput: -1, UploadThroughput: -1})
	}
	call(b, network.EmulateNetworkConditionsByRule, network.EmulateNetworkConditionsByRuleParams{MatchedNetworkConditions: late})
}

// screenshot saves the whole page in the folder E2E_SCREENSHOTS; a failed scenario
// always saves it.
func (b *tab) screenshot(name string) {
	dir := os.Getenv("E2E_SCREENSHOTS")
	if dir == "" && !b.t.Failed() {
		return
	}
	if dir == "" {
		dir = filepath.Join(os.TempDir(), "portico-e2e-screenshots")
	}
	ctx, cancel := context.WithTimeout(b.ctx, patience)
	defer cancel()
	picture, err := chromedp.Run(ctx, chromedp.FullScreenshot(100))
	if err == nil {
		err = os.MkdirAll(dir, 0o755)
	}
	if err == nil {
		err = os.WriteFile(filepath.Join(dir, name+".png"), picture, 0o600)
	}
	if err != nil {
		b.t.Logf("no screenshot %s: %v", name, err)
		return
	}
	b.t.Logf("screenshot %s", filepath.Join(dir, name+".png"))
}
