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
	_, _ = fmt.Fprintln(stderr, "portico: "+line) // nowhere is left to report to
	return code
}

// explain says what happened. Of a fault that is the cause, which names the
// rule that was broken, or else the text that people see on pages.
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
