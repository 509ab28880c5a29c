// Package href builds every path that a page links to or posts to, and is the
// only place that does. It knows the pages' addresses and nothing of what
// stands behind them.
package href
