// Command bench benchmarks a built portico on this machine. It starts the program
// as a child process on a free port with a temporary directory, sends load over
// loopback HTTP, and prints each figure next to a ceiling measured in the same
// run, by the same load generator, in alternating rounds. The ratio of the two
// shows the program's overhead independently of the machine.
//
// Boundary: it only uses the command line and the HTTP interface and imports no
// package of the product, so it measures what an operator would run.
package main
