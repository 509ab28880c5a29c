// Package command is the command line: one file per subcommand, built on the
// same services as the pages and the APIs.
//
// Boundary: it reads arguments and prints. Only results go to stdout; logs
// (slog text format) and one-line errors go to stderr. Passwords are only read
// from standard input, because arguments are visible in the process list.
package command
