package component

import (
	"context"
	"time"

	"portico/locales"
)

// instant is a time for machines.
func instant(ms int64) string { return time.UnixMilli(ms).UTC().Format(time.RFC3339) }

// moment is a time for people, in UTC. Its layout is a text, because every
// language writes dates in its own way.
func moment(ctx context.Context, ms int64) string {
	return time.UnixMilli(ms).UTC().Format(locales.T(ctx, "component.moment.layout"))
}
