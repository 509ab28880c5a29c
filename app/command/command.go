package command

import (
	"context"
	"fmt"
	"io"

	"github.com/alecthomas/kong"

	"portico/app/config"
)

// Exit codes.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
)

// grammar is the command line as a whole.
type grammar struct {
	Serve   serve   `cmd:"" default:"1" help:"Serve the installation (the default)."`
	Status  status  `cmd:"" help:"Ask the server on this machine whether it is ready; the exit code says so."`
	Migrate migrate `cmd:"" help:"Bring the database schema up to date, or show where it stands."`
	Admin   admin   `cmd:"" help:"Create operators."`
	App     app     `cmd:"" help:"Register applications."`
	User    user    `cmd:"" help:"Create, suspend and delete users."`
	Seed    seed    `cmd:"" help:"Put in what every installation has; for development also people."`
	Keys    keys    `cmd:"" help:"List and rotate signing keys."`
	Version version `cmd:"" help:"Show the version of this program."`
}

// Run runs one command line and returns the exit code of the program: 0, 1 for
// a failure, 2 for a command line that makes no sense. A failure is one line on
// stderr that begins with "portico: ".
func Run(ctx context.Context, args []string, environ map[string]string, stdin io.Reader, stdout, stderr io.Writer) int {
	isHelp := false
	parser, err := kong.New(new(grammar), kong.Name("portico"), kong.Writers(stdout, stderr),
		kong.Description("An identity platform: OpenID Connect provider, hosted sign-in pages and their administration."),
		kong.Exit(func(int) { isHelp = true })) // called when the help has been shown
	if err != nil {
		return fail(ctx, stderr, err, exitFailed)
	}
	selected, err := parser.Parse(args)
	if isHelp {
		return exitOK
	}
	if err != nil {
		return fail(ctx, stderr, fmt.Errorf("%w (see portico --help)", err), exitUsage)
	}
	cfg, err := config.Load(environ)
	if err != nil {
		return fail(ctx, stderr, err, exitFailed)
	}
	p := &process{
		ctx: ctx, config: cfg, stdin: stdin, stdout: stdout,
		log: newLog(cfg, stderr),
	}
	if err := selected.Run(p); err != nil {
		return fail(ctx, stderr, err, exitFailed)
	}
	return exitOK
}
