// Package operator holds who may run the installation: the users of the tenant
// "admin" with one of the roles admin, editor and viewer. It makes the first
// one through a link that the program prints, lets operators invite others,
// changes roles and removes people, and keeps one admin at least.
//
// How operators sign in stands in app/page/console, what an access token of theirs
// opens in app/edge/api.
package operator
