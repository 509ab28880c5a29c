// Package actor says who acts on a tenant through the console or the
// Management API, and how much they may: an operator, an application with the
// Management API's scope, or the program itself. It carries the answer through
// the context, for the checks of access at the edge and for the audit log. Who
// gets which access is decided where they sign in: in app/page/console and app/edge/api.
package actor
