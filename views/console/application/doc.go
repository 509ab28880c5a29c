// Package application has the pages on which operators see, register, set up
// and delete applications, and get what a client needs to connect.
//
// Boundary: it draws what it is given. Which values are accepted is decided in
// app/noun/application.
package application
