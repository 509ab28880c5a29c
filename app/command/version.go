package command

import (
	"fmt"
	"runtime/debug"
)

type version struct{}

// Run prints the version recorded in the build.
func (version) Run(p *process) error {
	if _, err := fmt.Fprintln(p.stdout, "portico "+buildVersion()); err != nil {
		return fmt.Errorf("write the version: %w", err)
	}
	return nil
}

// buildVersion is the module's version, the revision and the Go version it was built with.
func buildVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	text := info.Main.Version
	for _, setting := range info.Settings {
		if setting.Key == "vcs.revision" {
			text += " " + setting.Value
		}
	}
	return text + " " + info.GoVersion
}
