// Package user has the rules of people's accounts: how one is created, found by
// what a person types, changed, suspended, given a password and deleted; and
// their personal access tokens.
//
// Every change is one transaction with its event. It holds the user first, so
// that of two changes at once the second begins with what the first has left.
//
// Boundary: it knows nothing of browsers and sign-in. Whether someone may make
// an account for themselves is the experience's to decide; who may change other
// people's accounts is decided where the call comes in. The sessions and grants
// of a user are app/noun/session, the explanation of what roles permit is
// app/noun/explanation, and who must stay an operator is app/noun/operator.
package user
