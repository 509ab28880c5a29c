// Package demo is the built-in demo application: a page that is an ordinary
// client of the tenant and shows what a sign-in gives it. All that it does it
// does in the browser, by the tokens' own rules.
package demo
