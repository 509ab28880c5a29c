package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"strings"

	"portico/app/ground/fault"
	"portico/locales"
)

func fail(ctx context.Context, stderr io.Writer, err error, code int) int {
	line := strings.Join(strings.FieldsFunc(explain(ctx, err), isLineEnd), "; ")
	_, _ = fmt.Fprintln(stderr, "portico: "+line) // there is nowhere else to report a failure
	return code
}

// explain describes an error. For a fault that is its cause, which names the
// broken rule, or else the text shown on pages.
func explain(ctx context.Context, err error) string {
	var f *fault.Error
	switch {
	case !errors.As(err, &f):
		return err.Error()
	case f.Cause != nil:
		return f.Cause.Error()
	default:
		return f.Code + ": " + locales.T(ctx, f.Message, f.Params)
	}
}

func isLineEnd(c rune) bool { return c == '\n' || c == '\r' }
