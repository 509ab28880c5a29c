// Package session is the browser session: the cookie's token, the record
// behind it and single sign-on. How a person proves who they are is the
// experience's; what an application may do is the grant's.
package session
