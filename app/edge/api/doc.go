// Package api is the edge of the JSON APIs: who calls, what they may, errors,
// pages of lists, search parameters, fields that may be absent, and the OpenAPI
// document that comes from the very types that serve the routes. The routes
// themselves stand with their nouns, in files named api_*.go; no rule of a noun
// stands here.
//
// Every request is authenticated before anything of it is read. Access is
// checked per operation, by its method unless the operation says more; the
// operators' own tenant is for admins alone.
//
// Fields that are not known are ignored. What encoding/json would read
// leniently is refused: null for a field that cannot be null, and a field's
// name in another case.
package api
