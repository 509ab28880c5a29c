package command

import (
	"context"
	"fmt"
	"io"
	"strings"

	"github.com/alecthomas/kong"

	"portico/app/config"
	"portico/models"
)

// Exit codes.
const (
	exitOK     = 0
	exitFailed = 1
	exitUsage  = 2
)

// grammar is the whole command line.
type grammar struct {
	Serve   serve   `cmd:"" default:"1" help:"Run the server (default)."`
	Status  status  `cmd:"" help:"Check whether the server on this machine is ready. Exits with 0 or 1."`
	Migrate migrate `cmd:"" help:"Apply database migrations or show their status."`
	Admin   admin   `cmd:"" help:"Create operators."`
	App     app     `cmd:"" help:"Create and change applications."`
	User    user    `cmd:"" help:"Create, suspend and delete users."`
	Seed    seed    `cmd:"" help:"Load the initial data, and sample data for development."`
	Keys    keys    `cmd:"" help:"List and rotate signing keys."`
	Version version `cmd:"" help:"Show the version."`
	Worker  worker  `cmd:"" hidden:"" help:"Run scripts for the server, which starts it."`
}

// Run executes a command line and returns the exit code: 0 for success, 1 for a
// failure, 2 for invalid usage. A failure prints one line on stderr that starts
// with "portico: ".
func Run(ctx context.Context, args []string, environ map[string]string, stdin io.Reader, stdout, stderr io.Writer) int {
	isHelp := false
	parser, err := kong.New(new(grammar), kong.Name("portico"), kong.Writers(stdout, stderr), kong.Vars{"frameworks": strings.Join(models.FrameworkNames(), ",")},
		kong.Description("Identity platform with an OpenID Connect provider, hosted sign-in pages, an admin console and a Management API."),
		kong.Exit(func(int) { isHelp = true })) // called after the help is shown
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
