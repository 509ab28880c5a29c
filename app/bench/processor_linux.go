package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"

	"golang.org/x/sys/unix"
)

// onOneProcessor runs start, which starts a process, so that the process and whatever it
// starts stay on one processor.
func onOneProcessor(start func()) error {
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	var all, one unix.CPUSet
	if err := unix.SchedGetaffinity(0, &all); err != nil {
		return fmt.Errorf("read processors: %w", err)
	}
	for i := range len(all) * 64 {
		if all.IsSet(i) {
			one.Set(i)
			break
		}
	}
	if err := unix.SchedSetaffinity(0, &one); err != nil {
		return fmt.Errorf("choose processor: %w", err)
	}
	defer func() { _ = unix.SchedSetaffinity(0, &all) }()
	start()
	return nil
}

// residentWithChildren is the resident memory in MiB of the process and of those that it
// has started.
func (p *process) residentWithChildren() (float64, error) {
	total, err := p.resident()
	if err != nil {
		return 0, err
	}
	pid := p.command.Process.Pid
	tasks, err := os.ReadDir(fmt.Sprintf("/proc/%d/task", pid))
	if err != nil {
		return 0, fmt.Errorf("list threads: %w", err)
	}
	for _, task := range tasks {
		children, err := os.ReadFile(fmt.Sprintf("/proc/%d/task/%s/children", pid, task.Name()))
		if err != nil {
			continue // the thread has ended
		}
		for child := range strings.FieldsSeq(string(children)) {
			statm, err := os.ReadFile("/proc/" + child + "/statm")
			fields := strings.Fields(string(statm))
			if err != nil || len(fields) < 2 {
				continue // the worker has ended
			}
			pages, err := strconv.ParseFloat(fields[1], 64)
			if err != nil {
				return 0, fmt.Errorf("read memory of worker: %w", err)
			}
			total += pages * float64(os.Getpagesize()) / (1 << 20)
		}
	}
	return total, nil
}
