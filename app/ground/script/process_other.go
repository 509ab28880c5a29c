//go:build !linux

package script

import (
	"os"
	"syscall"
	"time"
)

const lowestPriority = 0

func attributes() *syscall.SysProcAttr { return nil }

// keepFiles does nothing: on this system the server's files stay with it.
func keepFiles() {}

// kill ends a worker; it cannot have started others that it would outlive. It is no
// error if it has ended.
func kill(process *os.Process) { _ = process.Kill() }

// On this system a worker's priority does not change, and what it uses is not known.
func setPriority(int, int) bool { return false }

func ownPriority() int { return 0 }

func resident(int) int64 { return 0 }

func processorTime(int) time.Duration { return -1 }
