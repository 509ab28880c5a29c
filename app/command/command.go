package command

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"

	"github.com/alecthomas/kong"

	"portico/app/config"
	"portico/app/fault"
	"portico/app/server"
	"portico/models"
	"portico/models/store"
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
	Migrate migrate `cmd:"" help:"Bring the database schema up to date, or show where it stands."`
	Admin   admin   `cmd:"" help:"Create operators."`
	App     app     `cmd:"" help:"Register applications."`
	User    user    `cmd:"" help:"Create, suspend and delete users."`
	Seed    seed    `cmd:"" help:"Put in what every installation has; for development also people."`
	Keys    keys    `cmd:"" help:"List and rotate signing keys."`
	Version version `cmd:"" help:"Show the version of this program."`
}

// process is what a command runs in.
type process struct {
	//nolint:containedctx // kong binds one value for all commands
	ctx    context.Context
	config config.Config
	log    *slog.Logger
	stdin  io.Reader
	stdout io.Writer
}

// Run runs one command line and returns the exit code of the program: 0, 1 for
// a failure, 2 for a command line that says nothing. A failure is one line on stderr.
func Run(ctx context.Context, args []string, environ map[string]string, stdin io.Reader, stdout, stderr io.Writer) int {
	var g grammar
	exited := exitOK
	parser, err := kong.New(&g, kong.Name("portico"), kong.Writers(stdout, stderr),
		kong.Description("An identity platform: OpenID Connect provider, hosted sign-in pages and their administration."),
		kong.Exit(func(code int) { exited = code; panic(exit{}) }))
	if err != nil {
		return fail(stderr, err, exitFailed)
	}
	selected, err, ended := parse(parser, args)
	if ended {
		return exited
	}
	if err != nil {
		return fail(stderr, err, exitUsage)
	}
	cfg, err := config.Load(environ)
	if err != nil {
		return fail(stderr, err, exitFailed)
	}
	p := &process{
		ctx: ctx, config: cfg, stdin: stdin, stdout: stdout,
		log: slog.New(slog.NewTextHandler(stderr, nil)),
	}
	if err := selected.Run(p); err != nil {
		return fail(stderr, err, exitFailed)
	}
	return exitOK
}

// exit leaves kong after --help.
type exit struct{}

func parse(parser *kong.Kong, args []string) (selected *kong.Context, err error, ended bool) { //nolint:revive,staticcheck // kong ends by a panic of ours
	defer func() {
		if cause := recover(); cause != nil {
			if _, isExit := cause.(exit); !isExit {
				panic(cause)
			}
			ended = true
		}
	}()
	selected, err = parser.Parse(args)
	return selected, err, false
}

func fail(stderr io.Writer, err error, code int) int {
	_, _ = fmt.Fprintln(stderr, "portico: "+explain(err)) // nowhere is left to report to
	return code
}

// explain says what happened in one line; of a fault the cause, which names the
// rule that was broken.
func explain(err error) string {
	var f *fault.Error
	if errors.As(err, &f) {
		if f.Cause != nil {
			return f.Cause.Error()
		}
		return f.Code
	}
	return err.Error()
}

// open opens the installation for one command.
func (p *process) open(work func(*server.Parts) error) error {
	parts, err := server.Open(p.ctx, p.config, p.log)
	if err != nil {
		return err
	}
	return errors.Join(work(parts), parts.Close())
}

// inTenant opens the records of a tenant that must exist.
func (p *process) inTenant(id string, work func(*server.Parts, *store.Store) error) error {
	return p.open(func(parts *server.Parts) error {
		records := parts.DB.Tenant(id)
		_, err := records.Tenant(p.ctx)
		if errors.Is(err, store.ErrNotFound) {
			return fmt.Errorf("there is no tenant %s", id)
		}
		if err != nil {
			return err
		}
		return work(parts, records)
	})
}

// tenantFlag chooses a tenant.
type tenantFlag struct {
	Tenant string `default:"default" help:"The tenant's id."`
}

// operators is the operators' tenant.
const operators = models.TenantAdmin
