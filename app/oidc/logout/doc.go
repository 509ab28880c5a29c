// Package logout is RP-initiated logout (OpenID Connect RP-Initiated Logout
// 1.0). It always passes through a page of ours whose form carries a token of
// the browser, so that no other site can sign a person out; the page answers
// for itself where client and address are proven, and asks where they are not.
package logout
