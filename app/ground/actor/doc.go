// Package actor describes who acts on a tenant through the console or the
// Management API, and with what access: an operator, an application with the
// Management API's scope, or the program itself. The context carries the actor to
// access checks at the edge and to the audit log. Access is assigned where they
// sign in: in app/page/console and app/edge/api.
package actor
