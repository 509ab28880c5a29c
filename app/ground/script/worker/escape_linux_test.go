package worker_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/elastic/go-seccomp-bpf"
	"github.com/google/go-cmp/cmp"
	"golang.org/x/sys/unix"

	"portico/app/ground/script"
	"portico/app/ground/script/worker"
)

// attempt is something that compiled code tries inside a worker's limits. It returns nil
// if it got out.
type attempt func(args []string) error

func attempts() map[string]attempt {
	raw := func(number uintptr, args ...uintptr) error {
		var a [6]uintptr
		copy(a[:], args)
		if _, _, errno := syscall.RawSyscall6(number, a[0], a[1], a[2], a[3], a[4], a[5]); errno != 0 {
			return errno
		}
		return nil
	}
	socket := func(family, kind, protocol int) error {
		_, err := unix.Socket(family, kind, protocol)
		return err
	}
	parent := uintptr(unix.Getppid())
	return map[string]attempt{
		"read a file":          func([]string) error { _, err := os.ReadFile("/etc/hostname"); return err },
		"read /proc":           func([]string) error { _, err := os.ReadFile("/proc/self/environ"); return err },
		"read the parent's":    func([]string) error { _, err := os.ReadFile(fmt.Sprintf("/proc/%d/environ", parent)); return err },
		"list a folder":        func([]string) error { _, err := os.ReadDir("/"); return err },
		"write a file":         func(args []string) error { return os.WriteFile(args[0], []byte("x"), 0o600) },
		"delete a file":        func(args []string) error { return os.Remove(args[1]) },
		"connect by TCP":       func(args []string) error { _, err := net.Dial("tcp", args[2]); return err },
		"send by UDP":          func(args []string) error { _, err := net.Dial("udp", args[2]); return err },
		"connect to a socket":  func(args []string) error { _, err := net.Dial("unix", args[3]); return err },
		"abstract socket":      func([]string) error { _, err := net.Dial("unix", "@portico"); return err },
		"listen":               func([]string) error { _, err := net.Listen("tcp", "127.0.0.1:0"); return err },
		"look up a name":       func([]string) error { _, err := net.LookupHost("localhost"); return err },
		"raw socket":           func([]string) error { return socket(unix.AF_INET, unix.SOCK_RAW, unix.IPPROTO_ICMP) },
		"packet socket":        func([]string) error { return socket(unix.AF_PACKET, unix.SOCK_RAW, 0) },
		"netlink socket":       func([]string) error { return socket(unix.AF_NETLINK, unix.SOCK_RAW, 0) },
		"socket pair":          func([]string) error { _, err := unix.Socketpair(unix.AF_UNIX, unix.SOCK_STREAM, 0); return err },
		"trace the parent":     func([]string) error { return unix.PtraceSeize(int(parent)) },
		"read its memory":      func([]string) error { return raw(unix.SYS_PROCESS_VM_READV, parent, 0, 0, 0, 0) },
		"signal the parent":    func([]string) error { return unix.Kill(int(parent), 0) },
		"kill all":             func([]string) error { return unix.Kill(-1, 0) },
		"signal by thread":     func([]string) error { return unix.Tgkill(int(parent), int(parent), 0) },
		"hold the parent":      func([]string) error { _, err := unix.PidfdOpen(int(parent), 0); return err },
		"slow down the parent": func([]string) error { return unix.Setpriority(unix.PRIO_PROCESS, int(parent), 19) },
		"limit the parent":     func([]string) error { return unix.Prlimit(int(parent), unix.RLIMIT_NOFILE, nil, &unix.Rlimit{}) },
		"fork":                 func([]string) error { return raw(unix.SYS_CLONE, uintptr(unix.SIGCHLD), 0, 0, 0, 0) },
		"fork by clone3":       func([]string) error { return raw(unix.SYS_CLONE3, 0, 0) },
		"run a program":        func([]string) error { return exec.Command("/bin/true").Run() },
		"become a program":     func([]string) error { return unix.Exec("/bin/true", []string{"true"}, nil) },
		"new namespace":        func([]string) error { return unix.Unshare(unix.CLONE_NEWUSER) },
		"raise a limit":        func([]string) error { return unix.Setrlimit(unix.RLIMIT_NOFILE, &unix.Rlimit{Cur: 100, Max: 100}) },
		"lift the memory limit": func([]string) error {
			return unix.Setrlimit(unix.RLIMIT_AS, &unix.Rlimit{Cur: unix.RLIM_INFINITY, Max: unix.RLIM_INFINITY})
		},
		"change user": func([]string) error { return raw(unix.SYS_SETUID, 0) },
		"executable memory": func([]string) error {
			_, err := unix.Mmap(-1, 0, 4096, unix.PROT_READ|unix.PROT_EXEC, unix.MAP_ANON|unix.MAP_PRIVATE)
			return err
		},
		"make memory executable": makeExecutable,
		"shared memory":          func([]string) error { return raw(unix.SYS_SHMGET, 0, 4096, 0o1600) },
		"memory file":            func([]string) error { _, err := unix.MemfdCreate("x", 0); return err },
		"load kernel code":       func([]string) error { return raw(unix.SYS_BPF, 0, 0, 0) },
		"io_uring":               func([]string) error { return raw(unix.SYS_IO_URING_SETUP, 1, 0) },
		"change folder":          func([]string) error { return unix.Chdir("/") },
		"duplicate a file":       func([]string) error { _, err := unix.Dup(0); return err },
		"another filter":         func([]string) error { return raw(unix.SYS_SECCOMP, 0, 0, 0) },
	}
}

func makeExecutable([]string) error {
	page, err := unix.Mmap(-1, 0, 4096, unix.PROT_READ|unix.PROT_WRITE, unix.MAP_ANON|unix.MAP_PRIVATE)
	if err != nil {
		return err
	}
	return unix.Mprotect(page, unix.PROT_READ|unix.PROT_EXEC)
}

// start tells, as a worker that is ready does, what the server has given it.
func start() {
	var files []string
	entries, _ := os.ReadDir("/proc/self/fd")
	for _, entry := range entries {
		target, err := os.Readlink("/proc/self/fd/" + entry.Name())
		kind, _, _ := strings.Cut(target, ":")
		// The runtime looks at the limits of the processors, and makes its poller.
		isOwn := strings.HasPrefix(target, "/sys/fs/cgroup/") || kind == "anon_inode"
		if err == nil && !isOwn {
			files = append(files, entry.Name()+" "+kind)
		}
	}
	folder, _ := os.Getwd()
	ready := script.Ready{Measures: []script.Measure{
		{Name: "files", Detail: strings.Join(files, ", ")},
		{Name: "environment", Detail: strings.Join(os.Environ(), ", ")},
		{Name: "leads its group", Holds: unix.Getpgrp() == os.Getpid()},
		{Name: "folder", Detail: folder},
	}}
	_ = script.NewLink(os.Stdin, os.Stdout).Send(script.FrameReady, ready, nil)
}

// A worker gets two pipes for its messages and one for its last words, and two variables.
func TestWhatAWorkerGets(t *testing.T) {
	t.Setenv("SECRET_VAULT_KEK", "secret")
	if _, err := unix.Dup(0); err != nil { // a file that a process passes on
		t.Fatal(err)
	}
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	pool := script.NewPool(script.Config{Command: []string{program, "escape", "start"}, Log: slog.New(slog.DiscardHandler), Now: time.Now})
	t.Cleanup(pool.Close)
	measures, err := pool.Probe(false)
	if err != nil || len(measures) != 5 {
		t.Fatal(err, measures)
	}
	want := []script.Measure{
		{Name: "files", Detail: "0 pipe, 1 pipe, 2 pipe"},
		{Name: "environment", Detail: "GOMAXPROCS=1, GOGC=400"},
		{Name: "leads its group", Holds: true},
		{Name: "folder", Detail: "/"},
	}
	if diff := cmp.Diff(want, measures[1:]); diff != "" {
		t.Error(diff)
	}
}

// noLandlock makes the kernel look like one without Landlock.
const noLandlock = "without Landlock"

// escape runs in a process of its own: it confines itself, tries, and says what came of it.
func escape(name string, args []string) {
	if name == "start" {
		start()
		return
	}
	if args[0] == noLandlock {
		refuseLandlock()
	}
	measures := worker.Confine()
	switch name {
	case "measures":
		_ = json.NewEncoder(os.Stdout).Encode(measures)
	case "memory":
		swell()
		fmt.Println("got out")
	default:
		if err := attempts()[name](args[1:]); err != nil {
			fmt.Println("held:", err)
			return
		}
		fmt.Println("got out")
	}
}

func swell() {
	var all [][]byte
	for range 1 << 10 {
		piece := make([]byte, 1<<20)
		for i := 0; i < len(piece); i += 4096 {
			piece[i] = 1
		}
		all = append(all, piece)
	}
	fmt.Println(len(all))
}

func refuseLandlock() {
	err := seccomp.LoadFilter(seccomp.Filter{NoNewPrivs: true, Flag: seccomp.FilterFlagTSync, Policy: seccomp.Policy{
		DefaultAction: seccomp.ActionAllow,
		Syscalls:      []seccomp.SyscallGroup{{Action: seccomp.ActionErrno, Names: []string{"landlock_create_ruleset"}}},
	}})
	if err != nil {
		panic(err)
	}
}

// confined runs this program as a worker is run, and returns what it says.
func confined(t *testing.T, change func(*exec.Cmd), args ...string) (string, error) {
	t.Helper()
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.CommandContext(t.Context(), program, append([]string{"escape"}, args...)...)
	command.Env, command.Dir = []string{"GOMAXPROCS=1", "GOGC=400"}, "/"
	change(command)
	output, err := command.CombinedOutput()
	return string(output), err
}

// place is what attempts are made on.
func place(t *testing.T) []string {
	t.Helper()
	folder := t.TempDir()
	present := filepath.Join(folder, "present")
	if err := os.WriteFile(present, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	tcp, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = tcp.Close() })
	local, err := net.Listen("unix", filepath.Join(folder, "socket"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = local.Close() })
	return []string{filepath.Join(folder, "new"), present, tcp.Addr().String(), local.Addr().String()}
}

// Compiled code does not get out either: the limits do not depend on JavaScript. They
// hold without Landlock too, and for a user without rights.
func TestEscapes(t *testing.T) {
	where := place(t)
	kinds := map[string]func(*exec.Cmd){"as is": func(*exec.Cmd) {}, noLandlock: func(*exec.Cmd) {}}
	if os.Geteuid() == 0 {
		kinds["as nobody"] = func(c *exec.Cmd) {
			c.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: 65534, Gid: 65534}}
			c.Path = "/proc/self/exe"
		}
	}
	for kind, change := range kinds {
		for name := range attempts() {
			t.Run(kind+"/"+name, func(t *testing.T) {
				output, err := confined(t, change, append([]string{name, kind}, where...)...)
				if err != nil || !strings.HasPrefix(output, "held: ") {
					t.Errorf("%v: %s", err, output)
				}
			})
		}
	}
	if _, err := os.Stat(where[1]); err != nil {
		t.Error(err)
	}
}

// The attempts do get out without the limits, as far as this user may: they are real.
func TestAttemptsAreReal(t *testing.T) {
	where := place(t)
	for _, name := range []string{
		"read a file", "read /proc", "list a folder", "write a file", "connect by TCP", "send by UDP", "connect to a socket",
		"listen", "signal the parent", "run a program", "executable memory", "make memory executable", "memory file",
		"duplicate a file", "change folder",
	} {
		if err := attempts()[name](where); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestMemoryIsLimited(t *testing.T) {
	output, err := confined(t, func(*exec.Cmd) {}, "memory", "")
	if err == nil || !strings.Contains(output, "out of memory") && !strings.Contains(output, "cannot allocate") &&
		!strings.Contains(output, "ThreadSanitizer failed to allocate") {
		t.Errorf("%v: %.200s", err, output)
	}
}

// The worker says what holds, also where the kernel lacks something.
func TestMeasures(t *testing.T) {
	holds := func(kind string) map[string]bool {
		output, err := confined(t, func(*exec.Cmd) {}, "measures", kind)
		if err != nil {
			t.Fatal(err, output)
		}
		var measures []script.Measure
		if err := json.Unmarshal([]byte(output), &measures); err != nil {
			t.Fatal(err, output)
		}
		found := map[string]bool{}
		for _, m := range measures {
			found[m.Name] = m.Holds
			t.Logf("%s: %v, %s", m.Name, m.Holds, m.Detail)
			if m.Detail == "" {
				t.Errorf("%s says nothing", m.Name)
			}
		}
		return found
	}
	present := holds("as is")
	for _, name := range []string{"no new privileges", "memory limit", "no files", "seccomp"} {
		if !present[name] {
			t.Errorf("%s does not hold", name)
		}
	}
	absent := holds(noLandlock)
	if absent["Landlock"] || !absent["seccomp"] || !absent["no files"] {
		t.Errorf("without Landlock: %v", absent)
	}
}

// A worker ends with the server, whatever it is doing.
func TestWorkerEndsWithItsServer(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	command := exec.Command(program, "worker")
	stdin, err := command.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	var output bytes.Buffer
	command.Stdout = &output
	if err := command.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- command.Wait() }()
	_ = stdin.Close()
	select {
	case err := <-ended:
		if err != nil {
			t.Error(err)
		}
	case <-time.After(5 * time.Second):
		t.Error("it goes on with a closed pipe: " + strconv.Itoa(command.Process.Pid))
		_ = command.Process.Kill()
	}
}
