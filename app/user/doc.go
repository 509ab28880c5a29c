// Package user has the rules of people's accounts: how one is created, found by
// what a person types, suspended, given a password and deleted.
//
// Boundary: it knows nothing of browsers and sign-in. Whether someone may make
// an account for themselves is the experience's to decide; who may change other
// people's accounts is decided where the call comes in.
package user
