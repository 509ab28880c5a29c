package script

import (
	"bytes"
	"fmt"
	"math"
	"os"
	"strconv"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// lowestPriority is a process's that yields to all others (setpriority(2)).
const lowestPriority = 19

// attributes put a worker into a process group of its own, and end it if the server dies.
func attributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}

// keepFiles keeps the files that the server itself was started with from its workers;
// those that it opens stay with it anyway. Kernels before 5.11 cannot, and then a worker
// has them, without a way to name them to a script.
func keepFiles() {
	_ = unix.CloseRange(3, math.MaxUint32, unix.CLOSE_RANGE_CLOEXEC)
}

// kill ends a worker's process group. It is no error if it has ended.
func kill(process *os.Process) {
	_ = syscall.Kill(-process.Pid, syscall.SIGKILL)
}

// setPriority sets the priority of all threads of a worker, and reports whether it could.
func setPriority(pid, priority int) bool {
	return syscall.Setpriority(syscall.PRIO_PGRP, pid, priority) == nil
}

// ownPriority is the server's priority, which its workers begin with.
func ownPriority() int {
	// The system call, unlike the library's function, returns 20 minus the priority.
	inverse, err := syscall.Getpriority(syscall.PRIO_PROCESS, 0)
	if err != nil {
		return 0
	}
	return 20 - inverse
}

// resident is a process's resident memory in bytes; 0 if unknown (proc(5), statm).
func resident(pid int) int64 {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/statm", pid))
	fields := bytes.Fields(text)
	if err != nil || len(fields) < 2 {
		return 0
	}
	pages, err := strconv.ParseInt(string(fields[1]), 10, 64)
	if err != nil {
		return 0
	}
	return pages * int64(os.Getpagesize())
}

// tick is the unit of processor time in /proc.
const tick = 10 * time.Millisecond

// processorTime is what a process has used; negative if unknown (proc(5), stat).
func processorTime(pid int) time.Duration {
	text, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	// Before the last parenthesis is the program's name, which may have anything in it.
	fields := bytes.Fields(text[bytes.LastIndexByte(text, ')')+1:])
	if err != nil || len(fields) < 13 {
		return -1
	}
	user, userErr := strconv.ParseInt(string(fields[11]), 10, 64)
	system, systemErr := strconv.ParseInt(string(fields[12]), 10, 64)
	if userErr != nil || systemErr != nil {
		return -1
	}
	return time.Duration(user+system) * tick
}
