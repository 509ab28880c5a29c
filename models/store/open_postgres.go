package store

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	gormpostgres "gorm.io/driver/postgres"
)

const (
	// poolSizeParameter of the URL is the maximum number of connections of one
	// process; pgx's own pool uses the same name.
	poolSizeParameter = "pool_max_conns"
	// defaultPoolSize applies without it; by default a server accepts a hundred
	// connections from all nodes together.
	defaultPoolSize = 20
	// minPoolSize is what a migration needs: one connection holds the lock, another
	// does the work.
	minPoolSize      = 2
	postgresIdleTime = 5 * time.Minute
)

func openPostgres(ctx context.Context, address string) (*DB, error) {
	config, size, err := parsePostgres(address)
	if err != nil {
		return nil, err
	}
	pool := stdlib.OpenDB(*config)
	pool.SetMaxOpenConns(size)
	pool.SetMaxIdleConns(size)
	pool.SetConnMaxIdleTime(postgresIdleTime)
	ping := func() (struct{}, error) { return struct{}{}, pool.PingContext(ctx) }
	if _, err := patiently(ctx, ping); err != nil {
		place := net.JoinHostPort(config.Host, fmt.Sprint(config.Port))
		return nil, closing(pool, fmt.Errorf("reach database %q at %s: %w", config.Database, place, plainly(ctx, err)))
	}
	db, err := openGORM(postgresDialector{&gormpostgres.Dialector{Config: &gormpostgres.Config{Conn: patientPool{pool}}}})
	if err != nil {
		return nil, closing(pool, fmt.Errorf("open database: %w", err))
	}
	return &DB{read: db, write: db, dialect: Postgres, reader: pool, writer: pool}, nil
}

// parsePostgres reads a database URL and the pool size. Its errors never show an
// address that is not a URL, since there is no telling which part is the password.
func parsePostgres(address string) (*pgx.ConnConfig, int, error) {
	parsed, err := url.Parse(address)
	if err != nil || (parsed.Scheme != "postgres" && parsed.Scheme != "postgresql") {
		return nil, 0, errors.New("database URL must read postgres://user:password@host:port/name, " +
			"with special characters percent-encoded")
	}
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, 0, fmt.Errorf("read database URL: %w", err)
	}
	size := defaultPoolSize
	if text, ok := config.RuntimeParams[poolSizeParameter]; ok {
		if size, err = strconv.Atoi(text); err != nil || size < minPoolSize {
			return nil, 0, fmt.Errorf("read database URL: %s must be a whole number, at least %d", poolSizeParameter, minPoolSize)
		}
		delete(config.RuntimeParams, poolSizeParameter) // unknown to the server
	}
	return config, size, nil
}

// plainly returns the cause of a failed connection as one line.
func plainly(ctx context.Context, err error) error {
	var answer *pgconn.PgError
	if errors.As(err, &answer) {
		return answer
	}
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return fmt.Errorf("no answer in time: %w", ctx.Err())
	}
	var network *net.OpError
	if errors.As(err, &network) {
		return network
	}
	return errors.New(strings.Join(strings.Fields(err.Error()), " "))
}
