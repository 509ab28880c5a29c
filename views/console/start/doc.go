// Package start has the console's first page, its search, and the page shown when
// an operator lacks access.
package start
