// Package permission decides which scopes an access token may carry: those that
// the holder's roles give for a resource, or within an organization, and, for a
// person, no more than they have granted the application. The token endpoint
// asks it for the scopes, and the explanation that operators read asks for the
// roles behind them, so that the two cannot disagree.
//
// Boundary: it judges what a token is for, not the request. Whether a client
// has proven who it is, whether a grant still stands and names the resource,
// and which of the permitted scopes a request asks for, is for the caller. What
// roles give is a query of models/store.
package permission
