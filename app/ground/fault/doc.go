// Package fault defines the errors shown to people: what happened and what to do
// about it, in texts from the message files.
//
// Services return faults; one table in app/edge/web maps a Kind to an HTTP status,
// and the edge translates the message. A fault knows nothing about HTTP or
// languages. Errors for OAuth clients are in app/oidc/protocol.
package fault
