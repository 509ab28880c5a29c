package smtp

import (
	"encoding/json"
	"fmt"
	"net/mail"
	"slices"
	"strings"
	"unicode"

	"portico/connectors"
)

// ID identifies this type of connector.
const ID = "simple-mail-transfer-protocol"

// Limits of a configuration.
const (
	maxText    = 256       // characters of names and addresses
	maxContent = 256 << 10 // bytes of a template
	maxPort    = 65535
)

// Config is how to reach a mail server and what to send. Unknown fields are
// dropped.
type Config struct {
	Host string `json:"host"`
	Port int    `json:"port"`
	// Secure uses implicit TLS (as on port 465) instead of STARTTLS.
	Secure    bool                  `json:"secure"`
	Auth      *Auth                 `json:"auth,omitempty"` // nil if the server requires none
	FromEmail string                `json:"fromEmail"`      // an address, with a name or without
	ReplyTo   string                `json:"replyTo,omitempty"`
	Templates []connectors.Template `json:"templates"`
}

// Auth contains the credentials.
type Auth struct {
	Type string `json:"type"` // "login"
	User string `json:"user"`
	Pass string `json:"pass"`
}

// Definition describes this type of connector.
func Definition() connectors.Definition {
	return connectors.Definition{
		ID: ID, Kind: connectors.KindEmail, Name: "SMTP",
		Description: "Sends mail through a server of your choice by the Simple Mail Transfer Protocol.",
		Secrets:     []string{"auth.pass"}, NewMail: newMail,
	}
}

func newMail(text []byte, dial connectors.Dial) (connectors.Mail, error) {
	config := Config{}
	if err := json.Unmarshal(text, &config); err != nil {
		return nil, &connectors.ConfigError{Field: fieldOf(err), Reason: "has a value of another kind"}
	}
	config.Host = strings.TrimSpace(config.Host)
	for _, check := range []func(*Config) error{checkServer, checkAuth, checkAddresses, checkTemplates} {
		if err := check(&config); err != nil {
			return nil, err
		}
	}
	from, _ := mail.ParseAddress(config.FromEmail) // already validated
	return &server{config: config, from: from, dial: dial}, nil
}

// fieldOf is the path of the field whose JSON value has the wrong type.
func fieldOf(err error) string {
	if kind, isKind := err.(*json.UnmarshalTypeError); isKind && kind.Field != "" { //nolint:errorlint // json returns it bare
		return kind.Field
	}
	return "config"
}

func wrong(field, format string, args ...any) error {
	return &connectors.ConfigError{Field: field, Reason: fmt.Sprintf(format, args...)}
}

func checkServer(config *Config) error {
	if config.Host == "" || len(config.Host) > maxText || strings.ContainsFunc(config.Host, isNoHost) {
		return wrong("host", "must be the name or the address of a server")
	}
	if config.Port < 1 || config.Port > maxPort {
		return wrong("port", "must be 1 to %d", maxPort)
	}
	return nil
}

// isNoHost reports whether a character can't be part of a host name or an address.
func isNoHost(c rune) bool {
	return !unicode.IsLetter(c) && !unicode.IsDigit(c) && !strings.ContainsRune(".-:_", c)
}

func checkAuth(config *Config) error {
	auth := config.Auth
	if auth == nil {
		return nil
	}
	if auth.Type == "" {
		auth.Type = "login"
	}
	switch {
	case auth.Type != "login":
		return wrong("auth.type", "must be login")
	case auth.User == "" || !isLine(auth.User, maxText):
		return wrong("auth.user", "must have 1 to %d characters on one line", maxText)
	case strings.Trim(auth.Pass, "•") == "" && auth.Pass != "":
		return wrong("auth.pass", "must be the password itself, not the dots that are shown in its place")
	case auth.Pass == "" || !isLine(auth.Pass, 4*maxText):
		return wrong("auth.pass", "must have 1 to %d characters on one line", 4*maxText)
	}
	return nil
}

func checkAddresses(config *Config) error {
	if !isAddress(config.FromEmail) {
		return wrong("fromEmail", "must be an e-mail address, with a name or without")
	}
	if config.ReplyTo != "" && !isAddress(config.ReplyTo) {
		return wrong("replyTo", "must be an e-mail address, with a name or without")
	}
	return nil
}

func isAddress(text string) bool {
	_, err := mail.ParseAddress(text)
	return err == nil && isLine(text, maxText)
}

// isLine reports whether a text contains no line break.
func isLine(text string, limit int) bool {
	return len(text) <= limit && !strings.ContainsFunc(text, unicode.IsControl)
}

func checkTemplates(config *Config) error {
	if config.Templates == nil {
		config.Templates = []connectors.Template{}
	}
	if len(config.Templates) > len(connectors.Usages()) {
		return wrong("templates", "must have one template a usage at most")
	}
	seen := map[connectors.Usage]bool{}
	for i := range config.Templates {
		template, place := &config.Templates[i], fmt.Sprintf("templates.%d.", i)
		if template.ContentType == "" {
			template.ContentType = connectors.TypeText
		}
		switch {
		case !slices.Contains(connectors.Usages(), template.Usage):
			return wrong(place+"usageType", "must be one of the usages that there are")
		case seen[template.Usage]:
			return wrong(place+"usageType", "must not be that of another template")
		case template.ContentType != connectors.TypeText && template.ContentType != connectors.TypeHTML:
			return wrong(place+"contentType", "must be %s or %s", connectors.TypeText, connectors.TypeHTML)
		case strings.TrimSpace(template.Subject) == "" || !isLine(template.Subject, 2*maxText):
			return wrong(place+"subject", "must have 1 to %d bytes on one line", 2*maxText)
		case strings.TrimSpace(template.Content) == "" || len(template.Content) > maxContent:
			return wrong(place+"content", "must have 1 to %d bytes", maxContent)
		}
		seen[template.Usage] = true
	}
	return nil
}
