// Package log has the pages of the audit logs, and the table of them that other
// areas of the console show too. It has words for every event; which events
// there are is known to app/ground/event.
package log
