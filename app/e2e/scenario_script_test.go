//go:build e2e

package e2e_test

import (
	"strings"
	"testing"

	"github.com/chromedp/chromedp"
	"github.com/chromedp/chromedp/kb"
)

// control is the modifier of the Control key.
const control = chromedp.Modifier(2)

// inEditor opens the editor of users' scripts and puts the cursor into it.
func (b *tab) inEditor() {
	b.t.Helper()
	b.open(b.site.url + userScript)
	b.see(".cm-editor .cm-line")
	b.do(chromedp.Focus(chromedp.CSS(".cm-content")))
}

// writeScript replaces the script by typing, as the keyboard does.
func (b *tab) writeScript(text string) {
	b.t.Helper()
	b.do(chromedp.Focus(chromedp.CSS(".cm-content")), chromedp.KeyEvent("a", chromedp.KeyModifiers(control)), insert(text))
	b.until("document.querySelector('#script').value === " + quote(text))
}

func script(body string) string {
	return "const getCustomJwtClaims = async ({ token, context, environmentVariables, api }) => {\n" + body + "\n};"
}

// runTest runs the test by its key and waits for a new result.
func (b *tab) runTest() {
	b.t.Helper()
	b.do(chromedp.Evaluate[chromedp.Void]("document.querySelector('#script-result').dataset.old = 1"), chromedp.Focus(chromedp.CSS(".cm-content")),
		chromedp.KeyEvent(kb.Enter, chromedp.KeyModifiers(control)))
	b.see("#script-result:not([data-old])")
}

// saveScript saves by the bar and waits for the confirmation.
func (b *tab) saveScript() {
	b.t.Helper()
	b.click("[data-save-bar] [type=submit]")
	b.see(".toast")
}

// TestScriptEditor writes a script by keyboard: completes, runs, sees an error with its
// line, saves, is warned of a failing test, rolls back, and leaves with changes.
func TestScriptEditor(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.operator(t, "root", "admin")
	b.inEditor()

	// Fields are completed, also those of variables.
	b.writeScript("const { user } = context;\nuser.cust")
	b.do(chromedp.KeyEvent(" ", chromedp.KeyModifiers(control)))
	b.see(".cm-tooltip-autocomplete li[aria-selected]")
	if got := b.text(".cm-tooltip-autocomplete li[aria-selected] .cm-completionLabel"); got != "customData" {
		t.Errorf("the editor suggests %q", got)
	}
	b.do(chromedp.Sleep(200)) // CodeMirror ignores Enter right after suggestions appear
	b.until("(document.querySelector('.cm-content').dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true })), document.querySelector('#script').value.endsWith('user.customData'))")

	// Syntax errors are marked while typing.
	b.writeScript(script("  return {{;"))
	b.see("[data-script-status].wrong")
	b.see(".cm-lint-marker-error")

	// A failing test shows its line, and marks it.
	b.writeScript(script("  console.log('hello');\n  throw new Error('not today');"))
	b.runTest()
	b.see("#script-failure")
	if got := b.text("#script-failure"); !strings.Contains(got, "not today") || !strings.Contains(got, "Line 3") {
		t.Errorf("the failure is %q", got)
	}
	b.see(".cm-lintRange-error")
	if got := b.text("#script-console"); got != "hello" {
		t.Errorf("the console has %q", got)
	}

	// The token, with what is custom.
	gold := script("  return { plan: context.user.customData.plan };")
	b.writeScript(gold)
	b.runTest()
	b.see("#script-token .custom")
	if got := b.text("#script-token .custom"); !strings.Contains(got, `"plan": "free"`) {
		t.Errorf("the custom claim is %q", got)
	}

	// The test is saved, then the script.
	b.click("[data-panes] a[href='#pane-cases']")
	b.typeInto("#caseName", "Plan")
	b.click("#script-case-save")
	b.see(".cases li")
	b.saveScript()

	// Another script fails the test: it is saved only when asked for again.
	b.inEditor()
	b.writeScript(script("  return { plan: 'silver' };"))
	b.click("[data-save-bar] [type=submit]")
	b.see("#script-failing")
	b.click("#script-save-anyway")
	b.see(".toast")

	// Back to the first version.
	b.open(s.url + userScript + "/history/1")
	b.see(".code-difference ins")
	b.click("main a[href$='/restore']")
	b.see("#dialog[open] form")
	b.click("#dialog [type=submit]")
	b.see("[data-page=script-editor-page] .cm-editor .cm-line")
	if got := b.value("#script"); got != gold {
		t.Errorf("after rolling back the script is %q", got)
	}

	// Leaving with changes asks first.
	b.writeScript(script("  return {};"))
	b.click("a.back")
	b.see("#leave[open]")
	b.click("#leave [value=leave]")
	b.see("[data-page=custom-jwt-page]")
}

// TestScriptEditorByKeyboard leaves the editor with Escape and Tab, and reaches the rest.
func TestScriptEditorByKeyboard(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.operator(t, "root", "admin")
	b.open(s.url + scriptsPage)
	b.see("main")
	b.tabTo("main a[href='" + userScript + "']")
	b.press(kb.Enter)
	b.see(".cm-editor .cm-line")
	b.tabTo(".cm-content")
	b.press(kb.Tab) // indents
	b.see(".cm-content:focus")
	b.press(kb.Escape, kb.Tab)
	b.until("!document.querySelector('.cm-editor').contains(document.activeElement)")
	b.tabTo("[data-panes] a[href='#pane-environment']")
	b.press(kb.Enter)
	b.see("#pane-environment")
	b.tabTo("[name=variableName]")
	b.do(insert("KEY"))
	b.press(kb.Tab)
	b.do(insert("s3cret"))
	b.tabTo("[data-list-add]")
	b.press(kb.Enter)
	b.until("document.querySelectorAll('[name=variableName]').length === 2")
	b.tabTo("[data-save-bar] [type=submit]")
	b.press(kb.Enter)
	b.see(".toast")
	b.see("[data-page=script-editor-page]")
	if got := b.value("[name=variableValue]"); got != "" {
		t.Errorf("the saved value is shown: %q", got)
	}
	b.click("[data-panes] a[href='#pane-environment']")
	if got := b.value("[name=variableName][readonly]"); got != "KEY" {
		t.Errorf("the saved name is %q", got)
	}
}

// TestScriptInChinese tests a script in Chinese.
func TestScriptInChinese(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.operator(t, "root", "admin")
	b.open(s.url + userScript + "?lang=zh-CN")
	b.see("html[lang=zh-CN] .cm-editor .cm-line")
	b.writeScript(script("  return { 套餐: '黄金' };"))
	b.runTest()
	if got := b.text("#script-result"); !strings.Contains(got, "通过") || !strings.Contains(got, "黄金") {
		t.Errorf("the result is %q", got)
	}
	b.writeScript(script("  return {{;"))
	b.see("[data-script-status].wrong")
	if got := b.text("[data-script-status]"); !strings.HasPrefix(got, "问题") {
		t.Errorf("the status is %q", got)
	}
	b.do(chromedp.Evaluate[chromedp.Void]("document.getElementById('script-form').reset()"))
	b.until("!document.querySelector('[data-save-bar]').hasAttribute('data-shown')")
}

// TestScriptWithoutJavaScript edits, tests and saves a script in a plain field.
func TestScriptWithoutJavaScript(t *testing.T) {
	t.Parallel()
	s := newSite(t)
	b := s.operator(t, "root", "admin")
	b.withoutJavaScript()
	b.open(s.url + userScript)
	b.see("textarea#script")
	b.do(chromedp.Focus(chromedp.CSS("#script")), chromedp.KeyEvent("a", chromedp.KeyModifiers(control)), insert(script("  return { plan: 'plain' };")))
	b.submit("#script-run")
	b.see("#script-token .custom")
	if got := b.text("textarea#script"); !strings.Contains(got, "plain") {
		t.Errorf("after the test the field has %q", got)
	}
	b.submit("[data-save-bar] [type=submit]")
	b.see("[data-page=script-editor-page]")
	b.open(s.url + userScript)
	if got := b.text("textarea#script"); !strings.Contains(got, "plain") {
		t.Errorf("the saved script is %q", got)
	}
}
