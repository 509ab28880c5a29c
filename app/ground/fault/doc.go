// Package fault is the error that is shown to people: what happened, in words
// of the message files, and what to do about it.
//
// Services make faults; one table in app/edge/web maps a Kind to an HTTP status and
// the edge translates the message. A fault knows nothing of HTTP or languages.
// Errors for OAuth clients are app/oidc/protocol's.
package fault
