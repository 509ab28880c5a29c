//go:build e2e

package e2e_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

// repository is the root of the repository, relative to this folder.
const repository = "../.."

// TestImage runs the program as the container image in Dockerfile would: in a root with
// only the copied files, as its user, with only its environment. Only root may chroot.
func TestImage(t *testing.T) {
	t.Parallel()
	if os.Getuid() != 0 {
		missing(t, "a user that may change the root (root)")
	}
	image := readImage(t)
	image.fill(t)
	port, err := freePort()
	if err != nil {
		t.Fatal(err)
	}
	image.environ = append(image.environ, "PORT="+strconv.Itoa(port))

	image.isHealthy(t, false)
	server := image.process("serve")
	var log bytes.Buffer
	server.Stderr = &log
	if err := server.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = server.Process.Kill() }()
	address := fmt.Sprintf("http://127.0.0.1:%d/demo-app", port)
	if !isServed(address) {
		t.Fatalf("%s is not served:\n%s", address, &log)
	}
	image.isHealthy(t, true)
	image.holdsData(t)
	if err := server.Process.Signal(syscall.SIGTERM); err != nil {
		t.Fatal(err)
	}
	if err := server.Wait(); err != nil {
		t.Errorf("stop: %v\n%s", err, &log)
	}
	image.isHealthy(t, false)
}

// The build stage uses the Go release in go.mod.
func TestImageIsBuiltByTheSameGo(t *testing.T) {
	t.Parallel()
	module, err := os.ReadFile(filepath.Join(repository, "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	_, release, _ := strings.Cut(string(module), "\ngo ")
	parts := strings.SplitN(release, ".", 3)
	if from := "golang:" + parts[0] + "." + parts[1]; !slices.Contains(readImage(t).from, from) {
		t.Errorf("Dockerfile builds from %v, want %s", readImage(t).from, from)
	}
}

// image is the image described in Dockerfile, and a folder as its root.
type image struct {
	root       string
	from       []string
	build      string   // the command that builds the program
	copied     []copied // in the last stage
	uid, gid   uint32
	folder     string
	environ    []string
	entrypoint []string
	health     []string
}

// copied is a COPY of the last stage; uid and gid are 0 by default.
type copied struct {
	source, target string
	uid, gid       uint32
}

func readImage(t *testing.T) *image {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(repository, "Dockerfile"))
	if err != nil {
		t.Fatal(err)
	}
	i := &image{root: t.TempDir()}
	for line := range strings.Lines(string(text)) {
		instruction, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		if strings.HasSuffix(line, "\\\n") {
			t.Fatalf("this test does not parse multi-line instructions: %s", line)
		}
		i.read(t, instruction, rest)
	}
	return i
}

func (i *image) read(t *testing.T, instruction, rest string) {
	t.Helper()
	words := strings.Fields(rest)
	switch instruction {
	case "FROM":
		i.from, i.copied = append(i.from, words[0]), nil
	case "RUN":
		if strings.Contains(rest, "go build") {
			i.build = rest
		}
	case "COPY":
		i.copied = append(i.copied, readCopy(t, words))
	case "USER":
		i.uid, i.gid = readOwner(t, rest)
	case "WORKDIR":
		i.folder = rest
	case "ENV":
		i.environ = append(i.environ, rest)
	case "ENTRYPOINT":
		i.entrypoint = readArguments(t, rest)
	case "HEALTHCHECK":
		_, command, _ := strings.Cut(rest, "CMD ")
		i.health = readArguments(t, command)
	}
}

func readCopy(t *testing.T, words []string) copied {
	t.Helper()
	var c copied
	for _, word := range words[:len(words)-2] {
		if owner, ok := strings.CutPrefix(word, "--chown="); ok {
			c.uid, c.gid = readOwner(t, owner)
		}
	}
	c.source, c.target = words[len(words)-2], words[len(words)-1]
	return c
}

func readOwner(t *testing.T, text string) (uid, gid uint32) {
	t.Helper()
	if _, err := fmt.Sscanf(text, "%d:%d", &uid, &gid); err != nil || uid == 0 || gid == 0 {
		t.Fatalf("%q is not the number of a user and a group other than root: %v", text, err)
	}
	return uid, gid
}

func readArguments(t *testing.T, text string) (arguments []string) {
	t.Helper()
	if err := json.Unmarshal([]byte(text), &arguments); err != nil {
		t.Fatalf("without a shell, %q must be a list: %v", text, err)
	}
	return arguments
}

// fill copies the files of the last stage into the root.
func (i *image) fill(t *testing.T) {
	t.Helper()
	if len(i.copied) == 0 || i.from[len(i.from)-1] != "scratch" {
		t.Fatalf("the last stage copies %v onto %s", i.copied, i.from[len(i.from)-1])
	}
	if err := os.Chmod(i.root, 0o755); err != nil { //nolint:gosec // the image's user must be able to read its root
		t.Fatal(err)
	}
	for _, c := range i.copied {
		target := filepath.Join(i.root, c.target)
		if err := os.MkdirAll(filepath.Dir(target), 0o755); err != nil {
			t.Fatal(err)
		}
		i.bring(t, c.source, target)
		if err := os.Chown(target, int(c.uid), int(c.gid)); err != nil {
			t.Fatal(err)
		}
	}
}

// bring creates the build stage's file at source.
func (i *image) bring(t *testing.T, source, target string) {
	t.Helper()
	var command *exec.Cmd
	switch {
	case strings.Contains(i.build, "-o "+source+" "):
		command = exec.Command("sh", "-c", strings.Replace(i.build, "-o "+source+" ", "-o "+target+" ", 1))
		command.Dir = repository
	case source == "/data":
		command = exec.Command("mkdir", target)
	default: // part of Debian, and so of Go's image
		command = exec.Command("cp", source, target)
	}
	if output, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", command, err, output)
	}
}

// process returns a process as Docker would start it.
func (i *image) process(arguments ...string) *exec.Cmd {
	return i.exec(append(slices.Clone(i.entrypoint), arguments...))
}

func (i *image) exec(arguments []string) *exec.Cmd {
	return &exec.Cmd{
		Path: arguments[0], Args: arguments, Env: i.environ, Dir: i.folder,
		SysProcAttr: &syscall.SysProcAttr{
			Chroot: i.root, Credential: &syscall.Credential{Uid: i.uid, Gid: i.gid},
		},
	}
}

// isHealthy runs the health check.
func (i *image) isHealthy(t *testing.T, want bool) {
	t.Helper()
	check := i.exec(i.health)
	output, err := check.CombinedOutput()
	if code := check.ProcessState.ExitCode(); code != map[bool]int{true: 0, false: 1}[want] {
		t.Errorf("the health check exits with %d, %v; want healthy %v\n%s", code, err, want, output)
	}
}

// holdsData checks that the program only writes to its data folder.
func (i *image) holdsData(t *testing.T) {
	t.Helper()
	for _, name := range []string{"portico.db", "vault.key"} {
		info, err := os.Stat(filepath.Join(i.root, "data", name))
		if err != nil {
			t.Error(err)
			continue
		}
		if owner := info.Sys().(*syscall.Stat_t).Uid; owner != i.uid || info.Mode().Perm() != 0o600 {
			t.Errorf("%s belongs to %d with mode %o", name, owner, info.Mode().Perm())
		}
	}
	entries, err := os.ReadDir(i.root)
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	if !slices.Equal(names, []string{"data", "etc", "portico"}) {
		t.Errorf("the root has %v", names)
	}
}

func isServed(address string) bool {
	for deadline := time.Now().Add(20 * time.Second); time.Now().Before(deadline); time.Sleep(20 * time.Millisecond) {
		response, err := http.Get(address)
		if err != nil {
			continue
		}
		_ = response.Body.Close()
		return response.StatusCode == http.StatusOK
	}
	return false
}
