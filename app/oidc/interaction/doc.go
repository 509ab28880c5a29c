// Package interaction takes one authorization request to its answer: from what
// is stored about it and from the browser's session it decides which step comes
// next. Steps (sign-in, consent, …) never call one another: each records its
// result and returns here.
//
// policy.go holds the prompts and their checks as data; prompt=none is decided
// from the same list, in Decide only.
package interaction
