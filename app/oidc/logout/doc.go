// Package logout is RP-initiated logout (OpenID Connect RP-Initiated Logout
// 1.0). It always goes through a page of the provider whose form carries a token
// of the browser. The page submits itself if the request holds an ID token of the
// user, or comes from a first-party application that they signed in to, and asks
// in all other cases; so the most that another site can do is to bring a user to
// an application's signed-out page.
package logout
