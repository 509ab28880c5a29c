// Package log has the pages of the audit logs, and their table for other
// areas of the console. It has texts for every event; app/ground/event defines
// which events exist.
package log
