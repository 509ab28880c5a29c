// Package operator has the rules for who may run the installation: the users of the
// tenant "admin" with one of the roles admin, editor and viewer. The first operator
// uses a link that the server prints; operators invite others, change
// their roles and remove them. There is always at least one admin.
//
// Every change is one transaction with its event; it locks the tenant, so that of
// two admins leaving at once, the second is checked without the first.
//
// Boundary: app/page/console signs operators in, app/edge/api decides what their
// access tokens allow.
package operator
