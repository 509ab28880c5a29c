// Package command is the command line: one file for each subcommand, through
// the same services as the pages and the APIs. Results go to stdout, logs and
// errors to stderr.
package command
