// Package permission decides which scopes an access token may have: those that the
// holder's roles grant for a resource, or within an organization, and, for a user,
// no more than they have granted the application. The token endpoint uses it for
// the scopes, and the explanation in the console for the roles behind them, so that
// the two cannot disagree.
//
// Boundary: it decides what a token may have, not whether the request is valid. The
// caller checks that the client has authenticated, that the grant is still valid
// and covers the resource, and which of the permitted scopes are requested. Which
// scopes roles grant is a query in models/store.
package permission
