package actor

import "context"

// Access is how much an actor may; each level includes those before it.
type Access int

// The levels, as decision-makers at the edge give them.
const (
	None       Access = iota
	Read              // see everything but secrets: a viewer
	Change            // change what belongs to the tenant: an editor, a machine
	Administer        // operators, tenants and signing keys too: an admin
)

// String names a level, as the API's document does.
func (a Access) String() string {
	return [...]string{"none", "read", "change", "administer"}[a]
}

// Kind is what an actor is.
type Kind string

// The kinds.
const (
	Operator    Kind = "operator"    // a user of the tenant "admin"
	Application Kind = "application" // a machine with the Management API's scope
)

// Actor is who acts.
type Actor struct {
	Kind   Kind
	ID     string // of the user or the application
	Name   string // as people know it
	Access Access
}

// May reports whether the actor has at least this access.
func (a Actor) May(access Access) bool { return a.Access >= access }

type contextKey struct{}

// With puts who acts into the context.
func With(ctx context.Context, a Actor) context.Context {
	return context.WithValue(ctx, contextKey{}, a)
}

// From says who acts; the zero Actor, who may nothing, when nobody is known.
func From(ctx context.Context) Actor {
	a, _ := ctx.Value(contextKey{}).(Actor)
	return a
}
