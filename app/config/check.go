package config

import (
	"errors"
	"net"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// normalize checks the values and puts the endpoint into the canonical form in
// which issuers and origins are compared.
func (c *Config) normalize() error {
	if c.Port < 1 || c.Port > 65535 {
		return errors.New("PORT must be between 1 and 65535")
	}
	endpoint, err := parseEndpoint(c.Endpoint)
	if err != nil {
		return err
	}
	c.Endpoint = endpoint
	if (c.HTTPSCertPath == "") != (c.HTTPSKeyPath == "") {
		return errors.New("set both HTTPS_CERT_PATH and HTTPS_KEY_PATH, or neither")
	}
	if c.DBURL != "" && !strings.HasPrefix(c.DBURL, "postgres://") && !strings.HasPrefix(c.DBURL, "postgresql://") {
		return errors.New("DB_URL must start with postgres:// or postgresql://; leave it unset to use SQLite")
	}
	if !slices.Contains([]string{"debug", "info", "warn", "error"}, c.LogLevel) {
		return errors.New("LOG_LEVEL must be debug, info, warn or error")
	}
	if c.LogFormat != "text" && c.LogFormat != "json" {
		return errors.New("LOG_FORMAT must be text or json")
	}
	if err := checkMetricsAddr(c.MetricsAddr); err != nil {
		return err
	}
	return checkIndicator(c.ManagementAPIIndicator)
}

func checkMetricsAddr(text string) error {
	if text == "" {
		return nil
	}
	_, port, err := net.SplitHostPort(text)
	if err != nil {
		return errors.New("METRICS_ADDR must be an address with a port, such as 127.0.0.1:9090")
	}
	if number, err := strconv.Atoi(port); err != nil || number < 1 || number > 65535 {
		return errors.New("METRICS_ADDR must have a port between 1 and 65535")
	}
	return nil
}

// parseEndpoint reads a public URL and writes it as a browser writes an origin
// (RFC 6454): host in lower case, no default port, no trailing slash.
func parseEndpoint(text string) (string, error) {
	const form = "ENDPOINT must be the public URL of this installation, such as https://id.example.com"
	u, err := url.Parse(text)
	if err != nil || (u.Scheme != "https" && u.Scheme != "http") || u.Hostname() == "" {
		return "", errors.New(form)
	}
	if u.User != nil {
		return "", errors.New(form + ", without a user")
	}
	if strings.ContainsAny(text, "?#") || strings.Trim(u.Path, "/") != "" {
		return "", errors.New(form + ", without a path, query or fragment")
	}
	host := strings.ToLower(u.Host)
	if !isHost(host) {
		return "", errors.New(form + ", with an ASCII host (use xn--… for internationalized names)")
	}
	port, err := strconv.Atoi(u.Port())
	if strings.HasSuffix(host, ":") || (u.Port() != "" && (err != nil || port < 1 || port > 65535)) {
		return "", errors.New(form + ", with a port between 1 and 65535, or none")
	}
	if (u.Scheme == "https" && port == 443) || (u.Scheme == "http" && port == 80) {
		host = strings.TrimSuffix(host, ":"+u.Port())
	}
	return u.Scheme + "://" + host, nil
}

// isHost reports whether a host, with its port, consists of characters that are
// valid in names and addresses.
func isHost(host string) bool {
	return strings.Trim(host, "abcdefghijklmnopqrstuvwxyz0123456789.-_:[]") == ""
}

// checkIndicator applies RFC 8707, section 2: an absolute URI without fragment.
func checkIndicator(text string) error {
	u, err := url.Parse(text)
	if err != nil || !u.IsAbs() || strings.Contains(text, "#") {
		return errors.New("MANAGEMENT_API_INDICATOR must be an absolute URI without a fragment")
	}
	return nil
}

// IsSecure reports whether the public URL is https; if so, cookies are Secure.
func (c Config) IsSecure() bool { return strings.HasPrefix(c.Endpoint, "https://") }
