package config

import (
	"errors"
	"fmt"
	"net"
	"reflect"
	"strconv"

	"github.com/caarlos0/env/v11"
)

// Config is the configuration of one process. The tag desc is the text of the
// table; shown is the default where it depends on another variable.
type Config struct {
	DataDir  string `env:"DATA_DIR" envDefault:"./data" desc:"Folder of the SQLite database and of generated secrets."`
	DBURL    string `env:"DB_URL" desc:"Postgres (postgres://…); unset, SQLite in DATA_DIR."`
	Host     string `env:"HOST" desc:"Address to listen on; unset, all."`
	Port     int    `env:"PORT" envDefault:"3001" desc:"Port to listen on."`
	Endpoint string `env:"ENDPOINT" shown:"http://localhost:PORT" desc:"Public URL, without a path; all links and issuers begin with it."`

	TrustProxyHeader bool   `env:"TRUST_PROXY_HEADER" envDefault:"false" desc:"Believe X-Forwarded-For; only behind a proxy that sets it."`
	HTTPSCertPath    string `env:"HTTPS_CERT_PATH" desc:"Certificate chain (PEM), to serve HTTPS without a proxy."`
	HTTPSKeyPath     string `env:"HTTPS_KEY_PATH" desc:"Private key (PEM) of the certificate."`

	SecretVaultKEK         string `env:"SECRET_VAULT_KEK" desc:"Key of stored secrets, base64 of 32 bytes; made in DATA_DIR with SQLite, required with DB_URL."`
	CaseSensitiveUsername  bool   `env:"CASE_SENSITIVE_USERNAME" envDefault:"true" desc:"Whether Ann and ann are two usernames. A change is applied at the next start, which is refused while two names differ in case alone."`
	ManagementAPIIndicator string `env:"MANAGEMENT_API_INDICATOR" envDefault:"https://default.logto.app/api" desc:"Resource indicator of the default tenant's Management API."`

	AllowLoopbackOutbound bool `env:"OUTBOUND_ALLOW_LOOPBACK" envDefault:"false" desc:"Let outgoing requests reach this machine, for development."`
	SQLiteFullSync        bool `env:"SQLITE_FULL_SYNC" envDefault:"false" desc:"Let each SQLite commit survive a power cut, at a fiftieth of the speed."`
	MigrateOnStart        bool `env:"MIGRATE_ON_START" envDefault:"true" desc:"Bring the database schema up to date at start."`
}

// Load makes the configuration from environment variables. An empty variable
// counts as unset. The error is one line that names the variable and says what
// it must be; it never shows a value that may be secret.
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

// defaultEndpoint is this machine's name for itself.
func (c Config) defaultEndpoint() string {
	scheme := "http"
	if c.HTTPSCertPath != "" {
		scheme = "https"
	}
	return scheme + "://" + net.JoinHostPort("localhost", strconv.Itoa(c.Port))
}

// Listen is the address to listen on, host and port.
func (c Config) Listen() string { return net.JoinHostPort(c.Host, strconv.Itoa(c.Port)) }

// UsesSQLite says that the database is the embedded one.
func (c Config) UsesSQLite() bool { return c.DBURL == "" }
