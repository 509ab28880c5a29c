package config_test

import (
	"os"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/config"
)

func TestDefaults(t *testing.T) {
	want := config.Config{
		DataDir: "./data", Port: 3001, Endpoint: "http://localhost:3001",
		CaseSensitiveUsername: true, ManagementAPIIndicator: "https://default.logto.app/api",
		LogLevel: "info", LogFormat: "text", MigrateOnStart: true,
	}
	unset := map[string]string{}
	empty := map[string]string{}
	for _, row := range config.Table() {
		empty[row.Name] = ""
	}
	for name, environ := range map[string]map[string]string{"unset": unset, "empty": empty} {
		got, err := config.Load(environ)
		if err != nil {
			t.Fatalf("%s: %v", name, err)
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestEveryVariableIsRead(t *testing.T) {
	got, err := config.Load(map[string]string{
		"DATA_DIR": "/var/lib/portico", "DB_URL": "postgres://u:p@db/portico", "HOST": "127.0.0.1", "PORT": "8080",
		"ENDPOINT": "https://id.example.com", "TRUST_PROXY_HEADER": "true", "HTTPS_CERT_PATH": "c.pem",
		"HTTPS_KEY_PATH": "k.pem", "SECRET_VAULT_KEK": "a2V5", "CASE_SENSITIVE_USERNAME": "false",
		"MANAGEMENT_API_INDICATOR": "https://api.example.com", "OUTBOUND_ALLOW_LOOPBACK": "1",
		"LOG_LEVEL": "debug", "LOG_FORMAT": "json", "METRICS_ADDR": "[::1]:9090",
		"SQLITE_FULL_SYNC": "true", "MIGRATE_ON_START": "false",
	})
	if err != nil {
		t.Fatal(err)
	}
	want := config.Config{
		DataDir: "/var/lib/portico", DBURL: "postgres://u:p@db/portico", Host: "127.0.0.1", Port: 8080,
		Endpoint: "https://id.example.com", TrustProxyHeader: true, HTTPSCertPath: "c.pem",
		HTTPSKeyPath: "k.pem", SecretVaultKEK: "a2V5", CaseSensitiveUsername: false,
		ManagementAPIIndicator: "https://api.example.com", AllowLoopbackOutbound: true,
		LogLevel: "debug", LogFormat: "json", MetricsAddr: "[::1]:9090",
		SQLiteFullSync: true, MigrateOnStart: false,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got.Listen() != "127.0.0.1:8080" || got.UsesSQLite() || !got.IsSecure() {
		t.Errorf("Listen %s, UsesSQLite %v, IsSecure %v", got.Listen(), got.UsesSQLite(), got.IsSecure())
	}
}

func TestEndpoint(t *testing.T) {
	tests := []struct{ name, endpoint, want string }{
		{"as it is", "https://id.example.com", "https://id.example.com"},
		{"trailing slash", "https://id.example.com/", "https://id.example.com"},
		{"capitals", "HTTPS://ID.Example.com", "https://id.example.com"},
		{"other port", "http://id.example.com:8080", "http://id.example.com:8080"},
		{"default port of https", "https://id.example.com:443", "https://id.example.com"},
		{"default port of http", "http://id.example.com:80/", "http://id.example.com"},
		{"the other's default port", "http://id.example.com:443", "http://id.example.com:443"},
		{"IPv4", "http://192.168.1.5:3001", "http://192.168.1.5:3001"},
		{"IPv6", "https://[2001:DB8::1]:443", "https://[2001:db8::1]"},
		{"punycode", "https://xn--bcher-kva.example", "https://xn--bcher-kva.example"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := config.Load(map[string]string{"ENDPOINT": test.endpoint})
			if err != nil {
				t.Fatal(err)
			}
			if got.Endpoint != test.want {
				t.Errorf("Endpoint = %s, want %s", got.Endpoint, test.want)
			}
			if got.IsSecure() != strings.HasPrefix(test.want, "https:") {
				t.Errorf("IsSecure = %v", got.IsSecure())
			}
		})
	}
}

func TestDefaultEndpointFollows(t *testing.T) {
	tests := []struct {
		name    string
		environ map[string]string
		want    string
	}{
		{"the port", map[string]string{"PORT": "4000"}, "http://localhost:4000"},
		{"port 80", map[string]string{"PORT": "80"}, "http://localhost"},
		{"HTTPS", map[string]string{"HTTPS_CERT_PATH": "c", "HTTPS_KEY_PATH": "k"}, "https://localhost:3001"},
	}
	for _, test := range tests {
		got, err := config.Load(test.environ)
		if err != nil || got.Endpoint != test.want {
			t.Errorf("%s: %s, %v; want %s", test.name, got.Endpoint, err, test.want)
		}
	}
}

func TestLocalURL(t *testing.T) {
	tests := []struct {
		name    string
		environ map[string]string
		want    string
	}{
		{"all addresses", map[string]string{"ENDPOINT": "https://id.example.com"}, "http://127.0.0.1:3001"},
		{"all IPv4 addresses", map[string]string{"HOST": "0.0.0.0", "PORT": "80"}, "http://127.0.0.1:80"},
		{"all IPv6 addresses", map[string]string{"HOST": "::"}, "http://[::1]:3001"},
		{"one address", map[string]string{"HOST": "10.0.0.7"}, "http://10.0.0.7:3001"},
		{"one IPv6 address", map[string]string{"HOST": "fd00::7"}, "http://[fd00::7]:3001"},
		{"a name", map[string]string{"HOST": "localhost"}, "http://localhost:3001"},
		{"HTTPS", map[string]string{"HTTPS_CERT_PATH": "c", "HTTPS_KEY_PATH": "k"}, "https://127.0.0.1:3001"},
	}
	for _, test := range tests {
		got, err := config.Load(test.environ)
		if err != nil || got.LocalURL() != test.want {
			t.Errorf("%s: %s, %v; want %s", test.name, got.LocalURL(), err, test.want)
		}
	}
}

func TestMetricsAreLocal(t *testing.T) {
	for address, want := range map[string]bool{
		"127.0.0.1:9090": true, "[::1]:9090": true, "localhost:9090": true, "127.9.9.9:9090": true,
		":9090": false, "0.0.0.0:9090": false, "[::]:9090": false, "192.0.2.1:9090": false, "localhost.example:9090": false, "": false,
	} {
		got, err := config.Load(map[string]string{"METRICS_ADDR": address})
		if err != nil || got.MetricsAreLocal() != want {
			t.Errorf("%q: %v, %v; want %v", address, got.MetricsAreLocal(), err, want)
		}
	}
}

func TestErrors(t *testing.T) {
	tests := []struct{ name, variable, value string }{
		{"port is not a number", "PORT", "http"},
		{"port is zero", "PORT", "0"},
		{"port is negative", "PORT", "-1"},
		{"port is too high", "PORT", "65536"},
		{"no boolean", "TRUST_PROXY_HEADER", "perhaps"},
		{"no boolean either", "MIGRATE_ON_START", "on"},
		{"endpoint without scheme", "ENDPOINT", "id.example.com"},
		{"endpoint with another scheme", "ENDPOINT", "ftp://id.example.com"},
		{"endpoint with a path", "ENDPOINT", "https://example.com/id"},
		{"endpoint with a query", "ENDPOINT", "https://example.com?x"},
		{"endpoint with an empty query", "ENDPOINT", "https://example.com?"},
		{"endpoint with a fragment", "ENDPOINT", "https://example.com#x"},
		{"endpoint with an empty fragment", "ENDPOINT", "https://example.com#"},
		{"endpoint with a user", "ENDPOINT", "https://user:secret@example.com"},
		{"endpoint without host", "ENDPOINT", "https://"},
		{"endpoint with only a port", "ENDPOINT", "https://:8080"},
		{"endpoint with an empty port", "ENDPOINT", "https://example.com:"},
		{"endpoint with a port too high", "ENDPOINT", "https://example.com:70000"},
		{"endpoint with other letters", "ENDPOINT", "https://bücher.example"},
		{"endpoint with a space", "ENDPOINT", "https://exam ple.com"},
		{"endpoint with a line end", "ENDPOINT", "https://example.com\n"},
		{"endpoint with a backslash", "ENDPOINT", `https://example.com\x`},
		{"certificate without key", "HTTPS_CERT_PATH", "c.pem"},
		{"key without certificate", "HTTPS_KEY_PATH", "k.pem"},
		{"another database", "DB_URL", "mysql://user:secret@db/x"},
		{"unknown log level", "LOG_LEVEL", "INFO"},
		{"unknown log format", "LOG_FORMAT", "xml"},
		{"metrics without a port", "METRICS_ADDR", "127.0.0.1"},
		{"metrics on a port too high", "METRICS_ADDR", "127.0.0.1:70000"},
		{"indicator without scheme", "MANAGEMENT_API_INDICATOR", "api"},
		{"indicator with a fragment", "MANAGEMENT_API_INDICATOR", "https://api.example.com#x"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			_, err := config.Load(map[string]string{test.variable: test.value})
			if err == nil {
				t.Fatal("accepted")
			}
			text := err.Error()
			if !strings.Contains(text, test.variable) || !strings.Contains(text, " ") || strings.Contains(text, "\n") {
				t.Errorf("error %q: want one line that names %s", text, test.variable)
			}
			if strings.Contains(text, "secret") {
				t.Errorf("error %q shows the value", text)
			}
		})
	}
}

func TestTableIsWhole(t *testing.T) {
	seen := map[string]bool{}
	for _, row := range config.Table() {
		if row.Name == "" || row.Description == "" || seen[row.Name] {
			t.Errorf("row %+v", row)
		}
		if strings.ContainsAny(row.Description+row.Default, "|\n") {
			t.Errorf("%s breaks the table", row.Name)
		}
		seen[row.Name] = true
	}
}

func TestReadmeShowsTheTable(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatalf("README.md cannot be read: %v", err)
	}
	if !strings.Contains(string(readme), config.Markdown()) {
		t.Errorf("README.md does not show the configuration as it is; its table must be:\n\n%s", config.Markdown())
	}
}
