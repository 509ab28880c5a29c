// Package noun is the frame for the packages below it, one for each noun: it has
// what is the same for a role, a resource or an organization, so that a noun has only
// what is special about it.
//
// A change locks the record, applies the requested change, checks the result, computes
// the difference, writes, and publishes the event, all in one transaction. A noun
// describes its records in a Kind and calls Create, Update, Delete and Change.
//
// Boundary: it knows no particular noun, no HTTP and no page. Lists, forms and
// confirmations of the console are in app/edge/web, lists and bodies of the API in
// app/edge/api.
package noun
