// Package api is the edge of the JSON APIs: authentication, access, errors, paging,
// search parameters, optional fields, and the OpenAPI document, generated from the
// types that serve the routes. The routes themselves are with their nouns, in files
// named api_*.go; it has no rules of any noun.
//
// Every request is authenticated before anything else in it is read. Access is checked
// per operation, by its method unless the operation says otherwise; the operators' own
// tenant is for admins only.
//
// Unknown fields are ignored. What encoding/json would tolerate is rejected: null for a
// field that is not nullable, and a field's name in different case.
package api
