//go:build !linux

package main

// onOneProcessor runs start; on this system it cannot choose the processor.
func onOneProcessor(start func()) error {
	start()
	return nil
}

// residentWithChildren is the resident memory in MiB of the process alone, on this system.
func (p *process) residentWithChildren() (float64, error) { return p.resident() }
