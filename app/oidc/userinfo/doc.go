// Package userinfo is the userinfo endpoint (OpenID Connect Core 1.0, section
// 5.3). It accepts opaque access tokens only: those of a resource are for
// that resource.
package userinfo
