package user_test

import (
	"slices"
	"strings"
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

// sorted joins texts in order.
func sorted(texts []string) string {
	slices.Sort(texts)
	return strings.Join(texts, " ")
}
