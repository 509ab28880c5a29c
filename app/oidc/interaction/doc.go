// Package interaction leads one authorization request to its answer: from what
// is stored about it and from the browser's session it says which step comes
// next. Steps (sign-in, consent, …) never call one another: each records what
// it did and returns here.
//
// policy.go has the prompts and their checks as data; prompt=none is decided
// from the same list, in Decide alone.
package interaction
