// Package start has the console's first page, its search and the page for what
// an operator may not see.
package start
