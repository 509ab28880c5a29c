// Package demo is the built-in demo application: a page that is an ordinary client of
// the tenant and shows the result of a sign-in. It runs entirely in the browser and has
// no special rights.
package demo
