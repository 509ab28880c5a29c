//go:build !linux

package worker

import "portico/app/ground/script"

// Confine reports that nothing confines the process on this system: it is only separate.
func Confine() []script.Measure {
	return []script.Measure{{Name: "sandbox", Detail: "only Linux confines workers; here they are separate processes"}}
}
