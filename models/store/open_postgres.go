package store

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
	"github.com/jackc/pgx/v5/stdlib"
	gormpostgres "gorm.io/driver/postgres"
)

const (
	// postgresConnections bounds the connections of one process; a server
	// accepts a hundred by default, for all nodes together.
	postgresConnections = 20
	postgresIdleTime    = 5 * time.Minute
)

func openPostgres(ctx context.Context, address string) (*DB, error) {
	config, err := parsePostgres(address)
	if err != nil {
		return nil, err
	}
	pool := stdlib.OpenDB(*config)
	pool.SetMaxOpenConns(postgresConnections)
	pool.SetMaxIdleConns(postgresConnections)
	pool.SetConnMaxIdleTime(postgresIdleTime)
	if err := pool.PingContext(ctx); err != nil {
		place := net.JoinHostPort(config.Host, fmt.Sprint(config.Port))
		return nil, closing(pool, fmt.Errorf("reach database %q at %s: %w", config.Database, place, plainly(ctx, err)))
	}
	db, err := openGORM(postgresDialector{&gormpostgres.Dialector{Config: &gormpostgres.Config{Conn: pool}}})
	if err != nil {
		return nil, closing(pool, fmt.Errorf("open database: %w", err))
	}
	return &DB{read: db, write: db, dialect: Postgres, reader: pool, writer: pool}, nil
}

// parsePostgres reads a database URL. Its errors never show an address that
// is no URL: which part of it is the password cannot be told.
func parsePostgres(address string) (*pgx.ConnConfig, error) {
	parsed, err := url.Parse(address)
	if err != nil || (parsed.Scheme != "postgres" && parsed.Scheme != "postgresql") {
		return nil, errors.New("database URL must read postgres://user:password@host:port/name, " +
			"with special characters percent-encoded")
	}
	config, err := pgx.ParseConfig(address)
	if err != nil {
		return nil, fmt.Errorf("read database URL: %w", err)
	}
	return config, nil
}

// plainly is the cause of a failed connection as one line.
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
