package session_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func wantSame(t *testing.T, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got)\n%s", diff)
	}
}

// number is a number as JSON decodes it.
func number(n int64) float64 { return float64(n) }
