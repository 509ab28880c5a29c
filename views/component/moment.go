package component

import "time"

// instant is a time for machines.
func instant(ms int64) string { return time.UnixMilli(ms).UTC().Format(time.RFC3339) }

// moment is a time for people, in UTC.
func moment(ms int64) string { return time.UnixMilli(ms).UTC().Format("2006-01-02 15:04 UTC") }
