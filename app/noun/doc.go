// Package noun is the frame for the packages below it, one for each noun: it has
// what roles, resources, organizations and so on have in common, so that a noun only
// has what is specific to it.
//
// A change locks the record, applies the requested change, checks the result, computes
// the difference, writes, and publishes the event, all in one transaction. A noun
// describes its records in a Kind and calls Create, Update, Delete and Change.
//
// Boundary: it knows no particular noun, no HTTP and no page. Lists, forms and
// confirmations of the console are in app/edge/web, lists and bodies of the API in
// app/edge/api.
package noun
