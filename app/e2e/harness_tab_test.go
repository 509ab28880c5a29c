//go:build e2e

package e2e_test

import (
	"context"
	"fmt"
	"net/url"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	document "github.com/chromedp/cdproto/page"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"
)

// Sizes of the window, in CSS pixels.
const (
	wide   = 1440
	narrow = 390
	high   = 900
)

// patience is the maximum duration of one step of a scenario.
const patience = 20 * time.Second

// tab is a tab of a user's browser. It records what pages must not do; if there is
// anything, the scenario fails at its end.
type tab struct {
	t    *testing.T
	ctx  context.Context // how chromedp passes a tab
	site *site

	mu       sync.Mutex
	hosts    map[string]bool
	problems []string
}

// newTab opens a tab in a browser without cookies. Pages may talk to the site and to the
// given origins.
func newTab(t *testing.T, s *site, origins ...string) *tab {
	t.Helper()
	ctx, cancel := chromedp.NewContext(sharedBrowser(t), chromedp.WithNewBrowserContext())
	return openTab(t, s, ctx, cancel, origins)
}

// beside opens a second tab in the same browser.
func (b *tab) beside() *tab {
	b.t.Helper()
	ctx, cancel := chromedp.NewContext(b.ctx)
	return openTab(b.t, b.site, ctx, cancel, nil)
}

func openTab(t *testing.T, s *site, ctx context.Context, cancel context.CancelFunc, origins []string) *tab {
	t.Helper()
	b := &tab{t: t, ctx: ctx, site: s, hosts: map[string]bool{}}
	for _, origin := range append(origins, s.url) {
		b.allow(origin)
	}
	t.Cleanup(cancel)
	if err := chromedp.Do(ctx, chromedp.EmulateViewport(wide, high)); err != nil {
		t.Fatalf("open a tab: %v", err)
	}
	if err := chromedp.Listen(ctx, b.listen); err != nil {
		t.Fatalf("listen to the tab: %v", err)
	}
	_, err := chromedp.Call(ctx, document.AddScriptToEvaluateOnNewDocument, document.AddScriptToEvaluateOnNewDocumentParams{Source: watch})
	if err != nil {
		t.Fatalf("add the monitoring script: %v", err)
	}
	t.Cleanup(b.close)
	return b
}

// watch runs in every page before its own scripts.
const watch = `
	window.watched = { shifts: [], violations: [], isDrawnWithoutFont: false };
	const hasFont = () => [...document.fonts].some((face) => face.family.replaceAll('"', "") === "Inter" && face.status === "loaded");
	const lookForFont = () => {
		if (hasFont()) return;
		watched.isDrawnWithoutFont = true;
		if (document.readyState !== "complete") requestAnimationFrame(lookForFont);
	};
	requestAnimationFrame(lookForFont);
	new PerformanceObserver((list) => {
		for (const entry of list.getEntries().filter((entry) => !entry.hadRecentInput)) {
			const moved = entry.sources.map(({ node }) => node?.parentElement?.outerHTML.slice(0, 120) ?? "gone");
			watched.shifts.push({ value: entry.value, moved: moved.join(" | ") });
		}
	}).observe({ type: "layout-shift", buffered: true });
	document.addEventListener("securitypolicyviolation", (event) => {
		watched.violations.push(event.violatedDirective + " " + event.blockedURI);
	});`

// listen runs on the browser's own goroutine.
func (b *tab) listen(event any) {
	switch e := event.(type) {
	case *log.EventEntryAdded:
		// A page with an error status is also logged as a failed resource.
		isBad := e.Entry.Level == log.EntryLevelError || e.Entry.Level == log.EntryLevelWarning
		if isBad && e.Entry.Source != log.EntrySourceNetwork {
			b.note("the browser logged %s: %s", e.Entry.Source, e.Entry.Text)
		}
	case *runtime.EventExceptionThrown:
		b.note("a script threw: %s", e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		b.note("a script wrote to the console: %s %s", e.Type, e.Args[0].Value)
	case *network.EventRequestWillBeSent:
		if host := hostOf(e.Request.URL); host != "" && !b.isAllowed(host) {
			b.note("the page asked another host: %s", e.Request.URL)
		}
	}
}

// allow lets the pages of the tab talk to one more origin.
func (b *tab) allow(origin string) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.hosts[hostOf(origin)] = true
}

func (b *tab) isAllowed(host string) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.hosts[host]
}

func (b *tab) note(format string, args ...any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.problems = append(b.problems, fmt.Sprintf(format, args...))
}

// forgive returns what was recorded and clears it, for scenarios in which a page is
// attacked.
func (b *tab) forgive() []string {
	b.mu.Lock()
	defer b.mu.Unlock()
	problems := b.problems
	b.problems = nil
	return problems
}

func (b *tab) close() {
	for _, problem := range b.forgive() {
		b.t.Error(problem)
	}
	if b.t.Failed() {
		b.screenshot("failed-" + strings.ReplaceAll(b.t.Name(), "/", "-"))
	}
}

func hostOf(address string) string {
	u, err := url.Parse(address)
	if err != nil || (u.Scheme != "http" && u.Scheme != "https") {
		return ""
	}
	return u.Host
}
