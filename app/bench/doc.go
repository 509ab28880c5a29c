// Command bench measures a built portico on this machine: it starts the program
// as a child process on a free port with a temporary folder, drives it over
// loopback HTTP, and prints each figure beside a ceiling that is measured in the
// same run, through the same load generator, in alternating rounds. A ratio of
// the two says what the program costs, whatever the machine.
//
// Boundary: it knows the command line and the HTTP interface and imports no
// package of the product, so that it measures what an operator would run.
package main
