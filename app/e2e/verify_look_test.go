//go:build e2e

package e2e_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
)

// verifyScheme checks that a light page has a light background, and a dark one a dark one.
func verifyScheme(b *tab, scheme string) {
	b.t.Helper()
	const brightness = `(() => {
		const canvas = document.createElement("canvas").getContext("2d");
		canvas.fillStyle = getComputedStyle(document.body).backgroundColor;
		canvas.fillRect(0, 0, 1, 1);
		const [red, green, blue, alpha] = canvas.getImageData(0, 0, 1, 1).data;
		return alpha === 0 ? -1 : Math.round((red + green + blue) / 3);
	})()`
	got := ask(b, chromedp.Evaluate[int](brightness))
	isDark := got >= 0 && got < 96
	if isDark != (scheme == "dark") {
		b.t.Errorf("the background has brightness %d of 255 when %s is preferred", got, scheme)
	}
}

func verifyNoSidewaysScroll(b *tab) {
	b.t.Helper()
	const overflow = "document.scrollingElement.scrollWidth - document.scrollingElement.clientWidth"
	if got := ask(b, chromedp.Evaluate[int](overflow)); got > 0 {
		b.t.Errorf("the page is %d px wider than the window", got)
	}
}

// verifyAccessible checks the page with all rules of axe-core.
func verifyAccessible(b *tab) {
	b.t.Helper()
	b.do(chromedp.Evaluate[chromedp.Void](axeSource(b.t) + ";0"))
	const run = `axe.run({ resultTypes: ["violations"] }).then((results) => results.violations.map((violation) =>
		violation.id + ": " + violation.help + ": " + violation.nodes.map((node) => node.html.slice(0, 200)).join(" | ")))`
	for _, violation := range ask(b, chromedp.Evaluate[[]string](run, chromedp.EvalAwaitPromise)) {
		b.t.Errorf("axe: %s", violation)
	}
}

func axeSource(t *testing.T) string {
	t.Helper()
	source, err := os.ReadFile(filepath.Join(clientsFolder, "node", "node_modules", "axe-core", "axe.min.js"))
	if err != nil {
		t.Fatal(err)
	}
	return string(source)
}

// load is the size of a page and what happened while it loaded.
type load struct {
	HTML       int      `json:"html"` // bytes, uncompressed
	Scripts    []string `json:"scripts"`
	Shifts     []shift  `json:"shifts"`
	Violations []string `json:"violations"`
	// IsDrawnWithoutFont reports whether there was a frame before the page's font loaded.
	IsDrawnWithoutFont bool `json:"isDrawnWithoutFont"`
}

// shift is a layout shift (web.dev/cls).
type shift struct {
	Value float64 `json:"value"`
	Moved string  `json:"moved"`
}

// Limits of a page, in bytes; scripts are counted compressed.
const (
	maxHTML    = 50 << 10
	maxScripts = 30 << 10
)

// Limits of the layout shift of a page (web.dev/cls). If Chromium was too busy to wait
// for the font and uses it later, words change width; then a good score is allowed.
// TestSlowConnection allows no shift.
const (
	maxShift         = 0.0005
	maxShiftWithFont = 0.1
)

func (l load) maxShift() float64 {
	if l.IsDrawnWithoutFont {
		return maxShiftWithFont
	}
	return maxShift
}

// loaded measures a page two frames after its font and scripts have loaded, when it is
// known what they moved.
func loaded(b *tab) load {
	b.t.Helper()
	const measure = `(async () => {
		await document.fonts.ready;
		await new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(next, 20))));
		return {
			html: performance.getEntriesByType("navigation")[0].decodedBodySize,
			scripts: performance.getEntriesByType("resource").map((entry) => entry.name)
				.filter((name) => new URL(name).pathname.endsWith(".js")),
			...watched,
		};
	})()`
	b.until(`document.readyState === "complete"`)
	return ask(b, chromedp.Evaluate[load](measure, chromedp.EvalAwaitPromise))
}

// verifyLoad checks size, layout shift and the content security policy.
func verifyLoad(b *tab) {
	b.t.Helper()
	got := loaded(b)
	if got.HTML == 0 || got.HTML > maxHTML {
		b.t.Errorf("the page has %d bytes of HTML, want 1 to %d", got.HTML, maxHTML)
	}
	if weight := scriptWeight(b.t, got.Scripts); weight == 0 || weight > maxScripts {
		b.t.Errorf("the scripts %v have %d bytes, want 1 to %d", got.Scripts, weight, maxScripts)
	}
	total := 0.0
	for _, shift := range got.Shifts {
		if total += shift.Value; total > got.maxShift() {
			b.t.Errorf("the layout shifted by %+v", shift)
		}
	}
	for _, violation := range got.Violations {
		b.t.Errorf("the content security policy was violated: %s", violation)
	}
}

// verifyStill checks that nothing has moved since the page was first drawn.
func verifyStill(b *tab) {
	b.t.Helper()
	for _, shift := range loaded(b).Shifts {
		b.t.Errorf("at %s the layout shifted by %+v", b.location(), shift)
	}
}

// verifyNoFrame checks that no other site may embed the page.
func verifyNoFrame(b *tab) {
	b.t.Helper()
	const read = `fetch(location.href).then((response) =>
		["content-security-policy", "x-frame-options"].map((name) => response.headers.get(name) ?? ""))`
	got := ask(b, chromedp.Evaluate[[]string](read, chromedp.EvalAwaitPromise))
	if !strings.Contains(got[0], "frame-ancestors 'none'") || got[1] != "DENY" {
		b.t.Errorf("the page has %q, want frame-ancestors 'none' and DENY", got)
	}
}
