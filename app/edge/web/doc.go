// Package web is the HTTP edge of the pages: rendering, form decoding, cookies,
// language, CSRF protection, and the one table that maps a fault's kind to a status.
// It has no business logic. The OAuth endpoints' edge is app/edge/wire.
package web
