//go:build e2e

package e2e_test

// The console's pages about scripts.
const (
	scriptsPage   = "/console/customize-jwt"
	userScript    = scriptsPage + "/access-token"
	machineScript = scriptsPage + "/client-credentials"
)

// scriptScreens returns the console's pages about scripts, for a signed-in operator of
// a site with sample data: its scripts are switched off.
func scriptScreens() []screen {
	at := func(name, path, selector string) screen {
		return screen{name: name, show: func(b *tab) { b.open(b.site.url + path); b.see(selector) }}
	}
	editor := func(name, pane string) screen {
		return screen{name: name, show: func(b *tab) {
			b.open(b.site.url + userScript)
			b.see(".cm-editor .cm-line")
			b.click("[data-panes] a[href='#" + pane + "']")
			b.see("#" + pane)
		}}
	}
	return []screen{
		at("console-scripts", scriptsPage, "[data-page=custom-jwt-page]"),
		{name: "console-script", show: func(b *tab) {
			b.open(b.site.url + userScript)
			b.see(".cm-editor .cm-line")
			b.click("#script-run")
			b.see("#script-token")
		}},
		editor("console-script-data", "pane-data"),
		editor("console-script-environment", "pane-environment"),
		editor("console-script-cases", "pane-cases"),
		at("console-script-machine", machineScript, ".cm-editor .cm-line"),
		at("console-script-delete", userScript+"/delete", "main form"),
		at("console-script-history", userScript+"/history", "main table"),
		at("console-script-version", userScript+"/history/1", "[data-page=script-version-page]"),
	}
}
