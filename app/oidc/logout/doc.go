// Package logout is RP-initiated logout (OpenID Connect RP-Initiated Logout
// 1.0). It always passes through a page of ours whose form carries a token of
// the browser. The page submits it itself where the request holds an ID token of
// the person, or comes from an application of the tenant's own that they signed
// in to, and asks them in all other cases; so the most that another site can do is
// to bring a person to the signed-out page of an application.
package logout
