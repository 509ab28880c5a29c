package smtp

import (
	"context"
	"crypto/tls"
	"encoding/base64"
	"errors"
	"net"
	"net/mail"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"time"

	format "github.com/wneessen/go-mail"
	"github.com/wneessen/go-mail/smtp"

	"portico/connectors"
)

const (
	// timeout applies to a whole message, including the DNS lookup.
	timeout = 15 * time.Second
	// maxDetail limits how much of a server's response is passed on, in bytes.
	maxDetail = 200
)

// server is a configured mail server.
type server struct {
	config Config
	from   *mail.Address
	dial   connectors.Dial
}

// Config implements connectors.Mail.
func (s *server) Config() any { return s.config }

// Templates implements connectors.Mail.
func (s *server) Templates() []connectors.Template { return s.config.Templates }

// Send implements connectors.Mail.
func (s *server) Send(ctx context.Context, message connectors.Message) error {
	ctx, cancel := context.WithTimeout(ctx, timeout)
	defer cancel()
	written, err := s.write(message)
	if err != nil {
		return s.failure(connectors.StageSend, err)
	}
	conn, err := s.connect(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	// The deadline also applies to a server that responds one byte at a time.
	defer context.AfterFunc(ctx, func() { _ = conn.Close() })()
	client, err := s.greet(conn)
	if err != nil {
		return err
	}
	if err := s.signIn(client, isLoopback(conn)); err != nil {
		return err
	}
	if err := s.deliver(client, message.To, written); err != nil {
		return s.failure(connectors.StageSend, err)
	}
	return nil
}

// write returns the message as sent.
func (s *server) write(message connectors.Message) (*format.Msg, error) {
	written := format.NewMsg(format.WithNoDefaultUserAgent())
	written.FromMailAddress(s.from)
	if err := written.To(message.To); err != nil {
		return nil, err
	}
	if s.config.ReplyTo != "" {
		if err := written.ReplyTo(s.config.ReplyTo); err != nil {
			return nil, err
		}
	}
	written.Subject(message.Subject)
	written.SetDate()
	written.SetMessageID()
	kind := format.TypeTextPlain
	if message.ContentType == connectors.TypeHTML {
		kind = format.TypeTextHTML
	}
	written.SetBodyString(kind, message.Content)
	return written, nil
}

// connect connects to the server, with TLS if the configuration says so.
func (s *server) connect(ctx context.Context) (net.Conn, error) {
	conn, err := s.dial(ctx, net.JoinHostPort(s.config.Host, strconv.Itoa(s.config.Port)))
	if err != nil {
		return nil, unreachable(err)
	}
	if deadline, isSet := ctx.Deadline(); isSet {
		if err := conn.SetDeadline(deadline); err != nil {
			return nil, errors.Join(s.failure(connectors.StageConnect, err), conn.Close())
		}
	}
	if !s.config.Secure {
		return conn, nil
	}
	encrypted := tls.Client(conn, s.tls())
	if err := encrypted.HandshakeContext(ctx); err != nil {
		_ = conn.Close()
		return nil, s.failure(connectors.StageSecure, err)
	}
	return encrypted, nil
}

func (s *server) tls() *tls.Config {
	return &tls.Config{ServerName: s.config.Host, MinVersion: tls.VersionTLS12}
}

// greet sends EHLO, and STARTTLS if the connection is not encrypted yet.
func (s *server) greet(conn net.Conn) (*smtp.Client, error) {
	client, err := smtp.NewClient(conn, s.config.Host)
	if err != nil {
		return nil, s.failure(connectors.StageConnect, err)
	}
	if err := client.Hello(s.from.Address[strings.LastIndexByte(s.from.Address, '@')+1:]); err != nil {
		return nil, s.failure(connectors.StageConnect, err)
	}
	if s.config.Secure {
		return client, nil
	}
	if isOffered, _ := client.Extension("STARTTLS"); !isOffered {
		if isLoopback(conn) {
			return client, nil
		}
		return nil, s.failure(connectors.StageSecure, errors.New("the server does not offer STARTTLS"))
	}
	if err := client.StartTLS(s.tls()); err != nil {
		return nil, s.failure(connectors.StageSecure, err)
	}
	return client, nil
}

// signIn sends the credentials, but only over an encrypted connection or to this machine.
func (s *server) signIn(client *smtp.Client, isLocal bool) error {
	auth := s.config.Auth
	if auth == nil {
		return nil
	}
	_, offered := client.Extension("AUTH")
	method := smtp.PlainAuth("", auth.User, auth.Pass, s.config.Host, isLocal)
	if mechanisms := strings.Fields(strings.ToUpper(offered)); !slices.Contains(mechanisms, "PLAIN") && slices.Contains(mechanisms, "LOGIN") {
		method = smtp.LoginAuth(auth.User, auth.Pass, s.config.Host, isLocal)
	}
	if err := client.Auth(method); err != nil {
		return s.failure(connectors.StageSignIn, err)
	}
	return nil
}

func (s *server) deliver(client *smtp.Client, to string, written *format.Msg) error {
	if err := client.Mail(s.from.Address); err != nil {
		return err
	}
	if err := client.Rcpt(to); err != nil {
		return err
	}
	body, err := client.Data()
	if err != nil {
		return err
	}
	if _, err := written.WriteTo(body); err != nil {
		return err
	}
	if err := body.Close(); err != nil {
		return err
	}
	_ = client.Quit() // the message is accepted
	return nil
}

func isLoopback(conn net.Conn) bool {
	address, isTCP := conn.RemoteAddr().(*net.TCPAddr)
	return isTCP && address.IP.IsLoopback()
}

// failure describes what went wrong, without the credentials: a server may echo
// what it was sent.
func (s *server) failure(stage connectors.Stage, err error) error {
	var broken *net.OpError // contains addresses, which may be internal
	if errors.As(err, &broken) {
		return unreachable(err)
	}
	text := s.withoutSecrets(err.Error())
	detail := strings.Join(strings.Fields(strings.ToValidUTF8(text, "")), " ")
	if len(detail) > maxDetail {
		detail = strings.ToValidUTF8(detail[:maxDetail], "") + "…"
	}
	return &connectors.Failure{Stage: stage, Detail: detail, Cause: errors.New(text)}
}

// unreachable says why the connection failed, but not what the name resolved to:
// that may be an internal address.
func unreachable(err error) error {
	detail := "it cannot be reached from here, or must not be"
	var unresolved *net.DNSError
	switch {
	case errors.As(err, &unresolved):
		detail = "no address was found for this name"
	case errors.Is(err, syscall.ECONNREFUSED):
		detail = "nobody listens at this port"
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded):
		detail = "no answer in time"
	}
	return &connectors.Failure{Stage: connectors.StageConnect, Detail: detail, Cause: err}
}

func (s *server) withoutSecrets(text string) string {
	auth := s.config.Auth
	if auth == nil {
		return text
	}
	encode := base64.StdEncoding.EncodeToString
	for _, secret := range []string{
		auth.Pass, encode([]byte(auth.Pass)), encode([]byte("\x00" + auth.User + "\x00" + auth.Pass)),
	} {
		text = strings.ReplaceAll(text, secret, "••••")
	}
	return text
}
