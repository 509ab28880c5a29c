package worker_test

import (
	"fmt"
	"os"
	"testing"

	"portico/app/ground/script/worker"
)

// The test program is its own worker, and its own program that tries to leave one.
func TestMain(m *testing.M) {
	switch {
	case len(os.Args) == 2 && os.Args[1] == "worker":
		if err := worker.Serve(os.Stdin, os.Stdout); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
	case len(os.Args) == 3 && os.Args[1] == "hostile":
		hostile(os.Args[2])
	case len(os.Args) > 2 && os.Args[1] == "escape":
		escape(os.Args[2], os.Args[3:])
	default:
		os.Exit(m.Run())
	}
}
