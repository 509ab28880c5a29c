package command

import (
	"fmt"
	"runtime/debug"
)

type version struct{}

// Run shows what the build recorded.
func (version) Run(p *process) error {
	_, err := fmt.Fprintln(p.stdout, "portico "+buildVersion())
	return err
}

func buildVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, setting := range info.Settings {
		if setting.Key == "vcs.revision" {
			return info.Main.Version + " " + setting.Value
		}
	}
	return info.Main.Version
}
