// Package operator has the rules of who may run the installation: the users of the
// tenant "admin" with one of the roles admin, editor and viewer. The first becomes
// one through a link that the program prints; operators invite others, change
// their roles and remove them. One admin always stays.
//
// Every change is one transaction with its event; it holds the tenant, so that of
// two admins who go at once the second is counted without the first.
//
// Boundary: how operators sign in is app/page/console's, what their access tokens
// open is app/edge/api's.
package operator
