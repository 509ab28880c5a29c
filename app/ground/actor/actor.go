package actor

import "context"

// Access is what an actor may do; each level includes the lower ones.
type Access int

// The levels, as assigned at the edge.
const (
	None       Access = iota
	Read              // see everything except secrets: a viewer
	Change            // change what belongs to the tenant: an editor
	Control           // also signing keys and machines that hold the Management API: such a machine
	Administer        // also operators and tenants: an admin
)

// String returns the name of a level as used in the API document.
func (a Access) String() string {
	return [...]string{"none", "read", "change", "control", "administer"}[a]
}

// Kind is a kind of actor.
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
	Name   string // for display
	Access Access
	// IsKeptFromScripts denies an editor to edit scripts.
	IsKeptFromScripts bool
}

// May reports whether the actor has at least this access.
func (a Actor) May(access Access) bool { return a.Access >= access }

// MayControl reports whether the context's actor may act on machines that hold the
// Management API: give it, take it away, and see or change what they authenticate
// with. Whoever can do that can act as the machine. The program itself, such as the
// command line, acts without an actor and may.
func MayControl(ctx context.Context) bool {
	who := From(ctx)
	return who.Kind == "" || who.May(Control)
}

// MayEditScripts reports whether the context's actor may edit and test scripts, and see
// their environment variables: editors, unless an admin took that from them, and whoever
// may do more.
func MayEditScripts(ctx context.Context) bool {
	who := From(ctx)
	return who.Kind == "" || who.May(Control) || who.May(Change) && !who.IsKeptFromScripts
}

type contextKey struct{}

// With returns a context that carries the actor.
func With(ctx context.Context, a Actor) context.Context {
	return context.WithValue(ctx, contextKey{}, a)
}

// From returns the context's actor; without one, the zero Actor, which has no access.
func From(ctx context.Context) Actor {
	a, _ := ctx.Value(contextKey{}).(Actor)
	return a
}
