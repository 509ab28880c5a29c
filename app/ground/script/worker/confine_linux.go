package worker

import (
	"errors"
	"fmt"
	"os"
	runtimes "runtime"
	"runtime/debug"
	"syscall"
	"time"

	"github.com/elastic/go-seccomp-bpf"
	"github.com/landlock-lsm/go-landlock/landlock"
	"golang.org/x/sys/unix"

	"portico/app/ground/script"
)

// Names of the measures.
const (
	measurePrivileges = "no new privileges"
	measureMemory     = "memory limit"
	measureLandlock   = "Landlock"
	measureFiles      = "no files"
	measureSeccomp    = "seccomp"
)

// headroom is address space beyond the memory limit: Go reserves it in large pieces.
const headroom = 128 << 20

// maxStack ends the process before nesting fills its memory.
const maxStack = 32 << 20

// Confine gives up, for good, what a script never needs, and returns which measures hold.
// What one measure lacks, another often covers, so all of them are tried. The order
// matters: each takes away what the ones before it need.
func Confine() []script.Measure {
	// What follows is for the whole process, but begins with one thread.
	runtimes.LockOSThread()
	defer runtimes.UnlockOSThread()
	debug.SetMaxStack(maxStack)
	// The runtime makes its poller with the first timer, which needs two files.
	time.AfterFunc(time.Hour, func() {}).Stop()
	var measures []script.Measure
	for _, m := range []struct {
		name  string
		apply func() (detail string, err error)
	}{
		{measurePrivileges, dropPrivileges},
		{measureMemory, limitMemory},
		{measureLandlock, landlockAll},
		{measureFiles, closeFiles},
		{measureSeccomp, filterCalls},
	} {
		detail, err := m.apply()
		if err != nil {
			detail = err.Error()
		}
		measures = append(measures, script.Measure{Name: m.name, Holds: err == nil, Detail: detail})
	}
	return measures
}

func dropPrivileges() (string, error) {
	_, _, errno := syscall.AllThreadsSyscall6(unix.SYS_PRCTL, unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0, 0)
	if errno == unix.ENOTSUP { // the program has C in it
		if err := unix.Prctl(unix.PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0); err != nil {
			return "", fmt.Errorf("prctl: %w", err)
		}
		return "with seccomp, which takes all threads along", nil
	}
	if errno != 0 {
		return "", fmt.Errorf("prctl: %w", errno)
	}
	return "of the whole process", nil
}

func limitMemory() (string, error) {
	var pages int64
	statm, err := os.ReadFile("/proc/self/statm")
	if err == nil {
		_, err = fmt.Sscanf(string(statm), "%d", &pages)
	}
	if err != nil {
		return "", fmt.Errorf("read size of process: %w", err)
	}
	// Collecting garbage early keeps it from counting.
	debug.SetMemoryLimit(script.MemoryLimit)
	limit := uint64(pages)*uint64(os.Getpagesize()) + script.MemoryLimit + headroom //nolint:gosec // both are positive
	if err := unix.Setrlimit(unix.RLIMIT_AS, &unix.Rlimit{Cur: limit, Max: limit}); err != nil {
		return "", fmt.Errorf("limit address space: %w", err)
	}
	if err := unix.Setrlimit(unix.RLIMIT_CORE, &unix.Rlimit{}); err != nil {
		return "", fmt.Errorf("limit core files: %w", err)
	}
	return fmt.Sprintf("%d MiB for a script, %d MiB of address space", script.MemoryLimit>>20, limit>>20), nil
}

// landlockAll denies all files, all ports, and signals and abstract sockets of other
// processes, as far as the kernel knows how.
func landlockAll() (string, error) {
	version, err := landlockVersion()
	if err != nil {
		return "", err
	}
	if err := landlock.V6.BestEffort().Restrict(); err != nil {
		return "", err
	}
	switch {
	case version >= 6:
		return fmt.Sprintf("files, TCP, signals and abstract sockets (version %d)", version), nil
	case version >= 4:
		return fmt.Sprintf("files and TCP (version %d)", version), nil
	}
	return fmt.Sprintf("files (version %d)", version), nil
}

// landlockVersion asks the kernel for its version of Landlock (landlock_create_ruleset(2)).
func landlockVersion() (uintptr, error) {
	version, _, errno := unix.Syscall(unix.SYS_LANDLOCK_CREATE_RULESET, 0, 0, unix.LANDLOCK_CREATE_RULESET_VERSION)
	if errno != 0 {
		return 0, errors.New("the kernel has no Landlock, or it is off")
	}
	return version, nil
}

func closeFiles() (string, error) {
	if err := unix.Setrlimit(unix.RLIMIT_NOFILE, &unix.Rlimit{}); err != nil {
		return "", fmt.Errorf("limit files: %w", err)
	}
	return "no file or socket can be opened", nil
}

// filterCalls allows only the system calls that the Go runtime needs to compute and to
// speak over open pipes.
func filterCalls() (string, error) {
	err := seccomp.LoadFilter(seccomp.Filter{NoNewPrivs: true, Flag: seccomp.FilterFlagTSync, Policy: seccomp.Policy{
		DefaultAction: seccomp.ActionErrno,
		Syscalls: []seccomp.SyscallGroup{{
			// C starts threads with it, and does so with clone if there is no clone3, whose
			// arguments a filter cannot see.
			Action: seccomp.ActionErrno | seccomp.Action(unix.ENOSYS),
			Names:  []string{"clone3"},
		}, {
			Action: seccomp.ActionAllow,
			Names: []string{
				"read", "write", "futex", "nanosleep", "clock_nanosleep", "clock_gettime", "sched_yield", "getrandom",
				"munmap", "madvise", "rt_sigaction", "rt_sigprocmask", "rt_sigreturn", "sigaltstack", "restart_syscall",
				"gettid", "getpid", "exit", "exit_group", "epoll_pwait", "epoll_ctl",
				"set_robust_list", "rseq", // of threads, where the program has C in it
			},
			NamesWithCondtions: []seccomp.NameWithConditions{
				{Name: "mmap", Conditions: notExecutable()},
				{Name: "mprotect", Conditions: notExecutable()},
				// A thread, not a process.
				{Name: "clone", Conditions: seccomp.ArgumentConditions{{Argument: 0, Operation: seccomp.BitsSet, Value: unix.CLONE_THREAD}}},
				{Name: "tgkill", Conditions: seccomp.ArgumentConditions{{Argument: 0, Operation: seccomp.Equal, Value: uint64(os.Getpid())}}}, //nolint:gosec // positive
				{Name: "prctl", Conditions: seccomp.ArgumentConditions{{Argument: 0, Operation: seccomp.Equal, Value: unix.PR_SET_VMA}}},
			},
		}},
	}})
	if err != nil {
		return "", err
	}
	return "only system calls to compute and to answer", nil
}

func notExecutable() seccomp.ArgumentConditions {
	return seccomp.ArgumentConditions{{Argument: 2, Operation: seccomp.BitsNotSet, Value: unix.PROT_EXEC}}
}
