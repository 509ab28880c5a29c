//go:build e2e

package e2e_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// binary is the built program; TestMain builds it once for all scenarios.
var binary string // set once, before any test

func TestMain(m *testing.M) {
	code, err := runAll(m)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(code)
}

func runAll(m *testing.M) (int, error) {
	dir, err := os.MkdirTemp("", "portico-e2e-")
	if err != nil {
		return 0, fmt.Errorf("make folder of the program: %w", err)
	}
	defer os.RemoveAll(dir)
	binary = filepath.Join(dir, "portico")
	build := exec.Command("go", "build", "-o", binary, "portico/app")
	build.Env = append(os.Environ(), "CGO_ENABLED=0")
	if output, err := build.CombinedOutput(); err != nil {
		return 0, fmt.Errorf("build the program: %w\n%s", err, output)
	}
	defer closeBrowser()
	defer closeShared()
	return m.Run(), nil
}

// missing skips a scenario whose tool is not installed, or fails it if nothing may be
// skipped.
func missing(t *testing.T, tool string) {
	t.Helper()
	if os.Getenv("CI_NO_SKIP") == "1" {
		t.Fatalf("%s is not installed", tool)
	}
	t.Skipf("%s is not installed", tool)
}

// commandIn returns a command that runs the program for an installation.
func commandIn(ctx context.Context, environ []string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, binary, args...)
	cmd.Env = environ
	return cmd
}
