// Package command is the command line: one file for each subcommand, through
// the same services as the pages and the APIs.
//
// Boundary: it reads arguments and prints. Results go to stdout and nothing
// else does; logs (slog's text form) and the one line of an error go to stderr.
// A password comes from the standard input only, because arguments show in the
// list of processes.
package command
