// Package wire is the HTTP edge of the OAuth endpoints, as app/edge/web is for
// the pages: it reads parameters, writes answers and errors, and decides which
// origins may read them. It knows no particular endpoint.
package wire
