// Package application has the pages on which operators see, register, configure
// and delete applications, and get what a client needs to connect.
//
// Boundary: it renders what it is given. app/noun/application decides which values
// are accepted.
package application
