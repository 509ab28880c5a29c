package servertest

import (
	"fmt"
	"os"
	"testing"

	"portico/app/ground/script/worker"
)

// Main is the TestMain of packages whose tests run scripts: the test program is also the
// program of their workers.
func Main(m *testing.M) {
	if len(os.Args) == 2 && os.Args[1] == "worker" {
		if err := worker.Serve(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// RunScripts lets the provider run scripts, in a package that calls Main.
func (p *Provider) RunScripts() {
	p.t.Helper()
	p.Scripts.Command = []string{must(os.Executable())(p.t), "worker"}
	p.t.Cleanup(p.Scripts.Close)
}
