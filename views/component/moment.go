package component

import (
	"context"
	"time"

	"portico/locales"
)

// instant is a machine-readable time.
func instant(ms int64) string { return time.UnixMilli(ms).UTC().Format(time.RFC3339) }

// moment is a human-readable time in UTC. Its layout is a localized text, because
// each language formats dates differently.
func moment(ctx context.Context, ms int64) string {
	return time.UnixMilli(ms).UTC().Format(locales.T(ctx, "component.moment.layout"))
}
