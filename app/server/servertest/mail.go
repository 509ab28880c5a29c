package servertest

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime/quotedprintable"
	"net"
	"net/mail"
	"strings"
	"sync"
	"testing"

	"github.com/emersion/go-sasl"
	"github.com/emersion/go-smtp"
)

// MailServer is a local SMTP server that stores the messages it receives.
type MailServer struct {
	Port int
	// User and Password are the credentials that it accepts.
	User, Password string

	t          testing.TB
	server     *smtp.Server
	mu         sync.Mutex
	mails      []Mail
	isRefusing bool
	onMail     func() // may be nil
}

// Mail is a message that was sent.
type Mail struct {
	From, To string // of the envelope
	Header   mail.Header
	Body     string // decoded
	Raw      string
}

// NewMailServer starts a server.
func NewMailServer(t testing.TB) *MailServer {
	t.Helper()
	m := &MailServer{t: t, User: "mailer", Password: "s3cret-of-the-mailer"}
	listener := must(net.Listen("tcp", "127.0.0.1:0"))(t)
	m.Port = listener.Addr().(*net.TCPAddr).Port //nolint:forcetypeassert // a TCP listener
	m.server = smtp.NewServer(smtp.BackendFunc(func(*smtp.Conn) (smtp.Session, error) { return &mailSession{server: m}, nil }))
	m.server.Domain, m.server.AllowInsecureAuth = "localhost", true
	go func() { _ = m.server.Serve(listener) }()
	t.Cleanup(func() { _ = m.server.Close() })
	return m
}

// Refuse makes the server reject all messages from now on, or accept them again.
func (m *MailServer) Refuse(isRefusing bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.isRefusing = isRefusing
}

// OnMail sets a function to call when a message arrives, before the response.
func (m *MailServer) OnMail(work func()) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.onMail = work
}

// Mails returns the messages so far.
func (m *MailServer) Mails() []Mail {
	m.mu.Lock()
	defer m.mu.Unlock()
	return append([]Mail(nil), m.mails...)
}

// Last returns the last message; the test fails if there is none.
func (m *MailServer) Last() Mail {
	m.t.Helper()
	mails := m.Mails()
	if len(mails) == 0 {
		m.t.Fatal("no mail was sent")
	}
	return mails[len(mails)-1]
}

// Config returns the configuration of a connector for the server, with a template for
// invitations; change adjusts it.
func (m *MailServer) Config(change ...func(Object)) Object {
	config := Object{
		"host": "127.0.0.1", "port": m.Port, "fromEmail": "Northwind <no-reply@northwind.example>",
		"auth": Object{"type": "login", "user": m.User, "pass": m.Password},
		"templates": []any{Object{
			"usageType": "OrganizationInvitation", "contentType": "text/plain",
			"subject": "Join {{organization.name}}", "content": "{{inviter.name}} invites you: {{link}}",
		}},
	}
	for _, apply := range change {
		apply(config)
	}
	return config
}

// Connector returns the request body that creates a connector for the server.
func (m *MailServer) Connector(change ...func(Object)) string {
	body := must(json.Marshal(Object{"connectorId": "simple-mail-transfer-protocol", "config": m.Config(change...)}))(m.t)
	return string(body)
}

// mailSession is one connection.
type mailSession struct {
	server *MailServer
	mail   Mail
}

func (s *mailSession) AuthMechanisms() []string { return []string{sasl.Plain} }

func (s *mailSession) Auth(string) (sasl.Server, error) {
	return sasl.NewPlainServer(func(_, user, password string) error {
		if user != s.server.User || password != s.server.Password {
			// Some servers echo the credentials.
			return errors.New("no user " + user + " with " + password)
		}
		return nil
	}), nil
}

func (s *mailSession) Mail(from string, _ *smtp.MailOptions) error {
	s.mail.From = from
	return nil
}

func (s *mailSession) Rcpt(to string, _ *smtp.RcptOptions) error {
	s.mail.To = strings.TrimSpace(s.mail.To + " " + to)
	return nil
}

func (s *mailSession) Data(r io.Reader) error {
	raw, err := io.ReadAll(r)
	if err != nil {
		return err
	}
	message, err := mail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		return err
	}
	body, err := io.ReadAll(quotedprintable.NewReader(message.Body))
	if err != nil {
		return err
	}
	s.mail.Header, s.mail.Body, s.mail.Raw = message.Header, string(body), string(raw)
	s.server.mu.Lock()
	defer s.server.mu.Unlock()
	if s.server.onMail != nil {
		s.server.onMail()
	}
	if s.server.isRefusing {
		return &smtp.SMTPError{Code: 554, Message: "no mail today"}
	}
	s.server.mails = append(s.server.mails, s.mail)
	return nil
}

func (s *mailSession) Reset() { s.mail = Mail{} }

func (s *mailSession) Logout() error { return nil }
