// Package user has the rules for user accounts: creating them, finding them by an
// identifier, changing, suspending and deleting them, and setting passwords; and
// their personal access tokens.
//
// Every change is one transaction with its event. It locks the user first, so
// that the second of two concurrent changes starts from the result of the first.
//
// Boundary: it knows nothing about browsers and sign-in. app/page/experience decides
// whether users may sign up; the callers decide who may change other
// people's accounts. Sessions and grants
// are in app/noun/session, the explanation of permissions in
// app/noun/explanation, and the protection of the last admin in app/noun/operator.
package user
