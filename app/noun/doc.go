// Package noun is the frame in which the nouns below it change their records:
// what is the same for a role, a resource or an organization stands here once,
// and a noun says only what is its own.
//
// A change holds the record, applies what is asked, checks the result, works out
// the difference, writes, and publishes the event, all in one transaction. A noun
// describes its records in a Kind and calls Create, Update, Delete and Change.
//
// Boundary: it knows no noun, no HTTP and no page. Lists, forms and confirmations
// of the console are app/edge/web's, lists and bodies of the API app/edge/api's.
package noun
