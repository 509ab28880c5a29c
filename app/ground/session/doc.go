// Package session manages browser sessions: the cookie's token, the record behind it
// and single sign-on. Authentication is the experience's job; what an application may
// do is up to the grant.
package session
