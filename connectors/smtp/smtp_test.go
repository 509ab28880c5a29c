package smtp_test

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"strings"
	"testing"
	"time"

	"portico/app/server/servertest"
	"portico/connectors"
	"portico/connectors/smtp"
)

// dial reaches everything; app/ground/outbound tests which addresses are allowed.
func dial(ctx context.Context, address string) (net.Conn, error) {
	return new(net.Dialer).DialContext(ctx, "tcp", address)
}

func mailOf(t *testing.T, config any, dial connectors.Dial) connectors.Mail {
	t.Helper()
	text, err := json.Marshal(config)
	if err != nil {
		t.Fatal(err)
	}
	mail, err := smtp.Definition().NewMail(text, dial)
	if err != nil {
		t.Fatal(err)
	}
	return mail
}

// wantFailure expects a message not to be sent, and no credentials in the error.
func wantFailure(t *testing.T, err error, stage connectors.Stage, password string) (detail string) {
	t.Helper()
	var failure *connectors.Failure
	if !errors.As(err, &failure) || failure.Stage != stage {
		t.Fatalf("got %v, want a failure to %s", err, stage)
	}
	if strings.Contains(failure.Error()+failure.Detail, password) {
		t.Errorf("the password is leaked: %s, %s", failure, failure.Detail)
	}
	if len(failure.Detail) > 210 || strings.ContainsAny(failure.Detail, "\r\n") {
		t.Errorf("detail: %q", failure.Detail)
	}
	return failure.Detail
}

func TestSend(t *testing.T) {
	server := servertest.NewMailServer(t)
	mail := mailOf(t, server.Config(), dial)
	err := mail.Send(t.Context(), connectors.Message{
		To: "ann@example.com", ContentType: connectors.TypeHTML, Subject: "Grüße\r\nBcc: eve@evil.example",
		Content: "<p>Hello</p>\r\n.\r\nMAIL FROM:<eve@evil.example>\r\n",
	})
	if err != nil {
		t.Fatal(err)
	}
	got := server.Last()
	if got.From != "no-reply@northwind.example" || got.To != "ann@example.com" {
		t.Errorf("from %q to %q", got.From, got.To)
	}
	if from := got.Header.Get("From"); from != `"Northwind" <no-reply@northwind.example>` {
		t.Errorf("From is %q", from)
	}
	if kind := got.Header.Get("Content-Type"); !strings.HasPrefix(kind, "text/html") {
		t.Errorf("Content-Type is %q", kind)
	}
	if got.Header.Get("Bcc") != "" || got.Header.Get("Date") == "" || got.Header.Get("Message-Id") == "" {
		t.Errorf("header: %v", got.Header)
	}
	if !strings.Contains(got.Body, "<p>Hello</p>\r\n.\r\nMAIL FROM") || len(server.Mails()) != 1 {
		t.Errorf("%d mails, the last has %q", len(server.Mails()), got.Body)
	}
}

func TestRefusals(t *testing.T) {
	server := servertest.NewMailServer(t)
	message := connectors.Message{To: "ann@example.com", ContentType: connectors.TypeText, Subject: "S", Content: "C"}
	t.Run("password", func(t *testing.T) {
		config := server.Config(func(c servertest.Object) {
			c["auth"] = servertest.Object{"user": server.User, "pass": "another-secret"}
		})
		wantFailure(t, mailOf(t, config, dial).Send(t.Context(), message), connectors.StageSignIn, "another-secret")
	})
	t.Run("message", func(t *testing.T) {
		server.Refuse(true)
		defer server.Refuse(false)
		detail := wantFailure(t, mailOf(t, server.Config(), dial).Send(t.Context(), message), connectors.StageSend, server.Password)
		if !strings.Contains(detail, "no mail today") {
			t.Errorf("detail is %q", detail)
		}
	})
	t.Run("no TLS where it is required", func(t *testing.T) {
		config := server.Config(func(c servertest.Object) { c["secure"] = true })
		wantFailure(t, mailOf(t, config, dial).Send(t.Context(), message), connectors.StageSecure, server.Password)
	})
	t.Run("nothing listens", func(t *testing.T) {
		config := server.Config(func(c servertest.Object) { c["port"] = 1 })
		detail := wantFailure(t, mailOf(t, config, dial).Send(t.Context(), message), connectors.StageConnect, server.Password)
		if detail != "nobody listens at this port" {
			t.Errorf("detail is %q", detail)
		}
	})
	t.Run("invalid recipient", func(t *testing.T) {
		bad := message
		bad.To = "ann@example.com>\r\nRCPT TO:<eve@evil.example"
		wantFailure(t, mailOf(t, server.Config(), dial).Send(t.Context(), bad), connectors.StageSend, server.Password)
	})
	if mails := server.Mails(); len(mails) != 0 {
		t.Errorf("sent: %+v", mails)
	}
}

// remote makes a connection to this machine look like one to another.
type remote struct{ net.Conn }

func (remote) RemoteAddr() net.Addr { return &net.TCPAddr{IP: net.ParseIP("203.0.113.7"), Port: 587} }

// Nothing is sent in clear text to another machine.
func TestPlainTextStaysHere(t *testing.T) {
	server := servertest.NewMailServer(t)
	spy := new(strings.Builder)
	mail := mailOf(t, server.Config(), func(ctx context.Context, address string) (net.Conn, error) {
		conn, err := dial(ctx, address)
		return remote{spied{conn, spy}}, err
	})
	err := mail.Send(t.Context(), connectors.Message{To: "ann@example.com", ContentType: connectors.TypeText})
	wantFailure(t, err, connectors.StageSecure, server.Password)
	if said := spy.String(); !strings.HasPrefix(said, "EHLO northwind.example\r\n") || strings.Contains(said, "AUTH") || strings.Contains(said, "MAIL") {
		t.Errorf("said %q", said)
	}
}

type spied struct {
	net.Conn
	said io.Writer
}

func (s spied) Write(p []byte) (int, error) {
	_, _ = s.said.Write(p)
	return s.Conn.Write(p)
}

// A server that never finishes is abandoned and its connection closed.
func TestSlowServer(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	closed := make(chan struct{})
	go func() {
		conn, err := listener.Accept()
		if err != nil {
			return
		}
		defer close(closed)
		for err == nil {
			_, err = conn.Write([]byte("220-wait\r\n"))
			time.Sleep(5 * time.Millisecond)
		}
	}()
	config := servertest.Object{"host": "127.0.0.1", "port": listener.Addr().(*net.TCPAddr).Port, "fromEmail": "a@b.example"}
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	err = mailOf(t, config, dial).Send(ctx, connectors.Message{To: "ann@example.com", ContentType: connectors.TypeText})
	wantFailure(t, err, connectors.StageConnect, "no password")
	select {
	case <-closed:
	case <-time.After(5 * time.Second):
		t.Error("the connection stays open")
	}
}

func TestConfig(t *testing.T) {
	const good = `"host":"smtp.example.com","port":587,"fromEmail":"a@b.example"`
	tests := []struct{ name, config, field string }{
		{"good", `{` + good + `}`, ""},
		{"unknown fields are left out", `{` + good + `,"logger":true,"tls":{"rejectUnauthorized":false}}`, ""},
		{"no object", `[]`, "config"},
		{"no host", `{"port":587,"fromEmail":"a@b.example"}`, "host"},
		{"host with a path", `{"host":"a/b","port":587,"fromEmail":"a@b.example"}`, "host"},
		{"host with a line", `{"host":"a\nb","port":587,"fromEmail":"a@b.example"}`, "host"},
		{"port", `{"host":"a","port":70000,"fromEmail":"a@b.example"}`, "port"},
		{"port as text", `{"host":"a","port":"25","fromEmail":"a@b.example"}`, "port"},
		{"sender", `{"host":"a","port":25,"fromEmail":"nobody"}`, "fromEmail"},
		{"sender with a line", `{"host":"a","port":25,"fromEmail":"A <a@b.example>\r\nBcc: c@d.example"}`, "fromEmail"},
		{"reply to", `{` + good + `,"replyTo":"x"}`, "replyTo"},
		{"kind of credentials", `{` + good + `,"auth":{"type":"oauth2","user":"u","pass":"p"}}`, "auth.type"},
		{"no user", `{` + good + `,"auth":{"pass":"p"}}`, "auth.user"},
		{"dots for a password", `{` + good + `,"auth":{"user":"u","pass":"••••"}}`, "auth.pass"},
		{"no password", `{` + good + `,"auth":{"user":"u"}}`, "auth.pass"},
		{"usage", `{` + good + `,"templates":[{"usageType":"X","subject":"s","content":"c"}]}`, "templates.0.usageType"},
		{"usage twice", `{` + good + `,"templates":[{"usageType":"Generic","subject":"s","content":"c"},{"usageType":"Generic","subject":"s","content":"c"}]}`, "templates.1.usageType"},
		{"type", `{` + good + `,"templates":[{"usageType":"Generic","contentType":"text/markdown","subject":"s","content":"c"}]}`, "templates.0.contentType"},
		{"subject of two lines", `{` + good + `,"templates":[{"usageType":"Generic","subject":"s\nx","content":"c"}]}`, "templates.0.subject"},
		{"no content", `{` + good + `,"templates":[{"usageType":"Generic","subject":"s","content":" "}]}`, "templates.0.content"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			mail, err := smtp.Definition().NewMail([]byte(test.config), dial)
			if test.field == "" {
				stored, _ := json.Marshal(mail.Config())
				if err != nil || strings.Contains(string(stored), "tls") {
					t.Errorf("got %s, %v", stored, err)
				}
				return
			}
			var wrong *connectors.ConfigError
			if !errors.As(err, &wrong) || wrong.Field != test.field {
				t.Errorf("got %v, want %s", err, test.field)
			}
		})
	}
}

func FuzzConfig(f *testing.F) {
	for _, seed := range []string{`{}`, `[]`, `null`, `{"host":"a","port":25,"fromEmail":"a@b.c","auth":null,"templates":null}`, `{"port":1e9}`, `{"auth":[]}`} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, config string) {
		mail, err := smtp.Definition().NewMail([]byte(config), dial)
		if (mail == nil) == (err == nil) {
			t.Fatalf("got %v, %v", mail, err)
		}
	})
}
