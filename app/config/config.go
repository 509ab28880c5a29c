package config

import (
	"errors"
	"fmt"
	"net"
	"net/netip"
	"reflect"
	"strconv"

	"github.com/caarlos0/env/v11"
)

// Config is the configuration of one process. The tag desc is the description
// in README's table; shown is the default if it depends on another variable.
type Config struct {
	DataDir  string `env:"DATA_DIR" envDefault:"./data" desc:"Directory for the SQLite database and generated secrets."`
	DBURL    string `env:"DB_URL" desc:"Postgres URL (postgres://…), with at most 20 connections or pool_max_conns. Without it, SQLite in DATA_DIR is used."`
	Host     string `env:"HOST" desc:"Address to listen on. Empty means all."`
	Port     int    `env:"PORT" envDefault:"3001" desc:"Port to listen on."`
	Endpoint string `env:"ENDPOINT" shown:"http://localhost:PORT" desc:"Public URL without a path; the base of all links and issuers."`

	TrustProxyHeader bool   `env:"TRUST_PROXY_HEADER" envDefault:"false" desc:"Trust X-Forwarded-For. Only enable behind a proxy that sets it."`
	HTTPSCertPath    string `env:"HTTPS_CERT_PATH" desc:"Certificate chain (PEM) for serving HTTPS without a proxy."`
	HTTPSKeyPath     string `env:"HTTPS_KEY_PATH" desc:"Private key (PEM) for the certificate."`

	SecretVaultKEK         string `env:"SECRET_VAULT_KEK" desc:"Key that encrypts stored secrets: 32 bytes, base64. Generated in DATA_DIR with SQLite, required with DB_URL."`
	CaseSensitiveUsername  bool   `env:"CASE_SENSITIVE_USERNAME" envDefault:"true" desc:"Whether Ann and ann are different usernames. A change takes effect at the next start, which fails as long as two usernames differ only in case."`
	ManagementAPIIndicator string `env:"MANAGEMENT_API_INDICATOR" envDefault:"https://default.logto.app/api" desc:"Resource indicator of the default tenant's Management API."`

	LogLevel    string `env:"LOG_LEVEL" envDefault:"info" desc:"Lowest level to log: debug (every request), info, warn or error."`
	LogFormat   string `env:"LOG_FORMAT" envDefault:"text" desc:"Log format: text or json."`
	MetricsAddr string `env:"METRICS_ADDR" desc:"Address and port for Prometheus metrics at /metrics, such as 127.0.0.1:9090. On a loopback address also pprof. Empty means neither."`

	AllowLoopbackOutbound bool `env:"OUTBOUND_ALLOW_LOOPBACK" envDefault:"false" desc:"Allow outgoing requests to loopback addresses, for development."`
	SQLiteFullSync        bool `env:"SQLITE_FULL_SYNC" envDefault:"false" desc:"Make every SQLite commit survive a power failure, at about 1/50 of the write speed."`
	MigrateOnStart        bool `env:"MIGRATE_ON_START" envDefault:"true" desc:"Apply database migrations at startup."`
}

// Load reads the configuration from environment variables. An empty variable
// counts as unset. Errors are one line that names the variable and what it must
// be, and never include a value, which may be secret.
func Load(environ map[string]string) (Config, error) {
	var c Config
	err := env.ParseWithOptions(&c, env.Options{Environment: environ})
	if err != nil {
		return Config{}, explain(err)
	}
	if c.Endpoint == "" {
		c.Endpoint = c.defaultEndpoint()
	}
	if err := c.normalize(); err != nil {
		return Config{}, err
	}
	return c, nil
}

// explain names the variable of the first value that has the wrong type.
func explain(err error) error {
	var wrong env.ParseError
	if !errors.As(err, &wrong) {
		return fmt.Errorf("read environment: %w", err)
	}
	variable := wrong.Name
	if field, found := reflect.TypeFor[Config]().FieldByName(wrong.Name); found {
		variable = field.Tag.Get("env")
	}
	if wrong.Type.Kind() == reflect.Bool {
		return fmt.Errorf("%s must be true or false", variable)
	}
	return fmt.Errorf("%s must be a whole number", variable)
}

// defaultEndpoint is the URL of this process on localhost.
func (c Config) defaultEndpoint() string {
	scheme := "http"
	if c.HTTPSCertPath != "" {
		scheme = "https"
	}
	return scheme + "://" + net.JoinHostPort("localhost", strconv.Itoa(c.Port))
}

// Listen is the address to listen on, host and port.
func (c Config) Listen() string { return net.JoinHostPort(c.Host, strconv.Itoa(c.Port)) }

// LocalURL is the URL at which a process on the same machine reaches the server,
// without a path. A server that listens on all addresses is reached on loopback.
func (c Config) LocalURL() string {
	scheme, host := "http", c.Host
	if c.HTTPSCertPath != "" {
		scheme = "https"
	}
	switch host {
	case "", net.IPv4zero.String():
		host = "127.0.0.1"
	case net.IPv6zero.String():
		host = net.IPv6loopback.String()
	}
	return scheme + "://" + net.JoinHostPort(host, strconv.Itoa(c.Port))
}

// MetricsAreLocal reports whether only this machine can reach MetricsAddr.
func (c Config) MetricsAreLocal() bool {
	host, _, _ := net.SplitHostPort(c.MetricsAddr)
	address, err := netip.ParseAddr(host)
	return host == "localhost" || (err == nil && address.IsLoopback())
}

// UsesSQLite reports whether the embedded database is used.
func (c Config) UsesSQLite() bool { return c.DBURL == "" }
