package experience_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"portico/app/server/servertest"
	"portico/models"
)

const (
	wrongText   = "Incorrect username, email or password. Check them and try again."
	pausedText  = "Too many attempts."
	suspendText = "This account has been suspended."
)

func TestSignIn(t *testing.T) {
	w := newWorld(t)
	long := strings.Repeat("a", 50_000)
	tests := []struct {
		name, identifier, password string
		isIn                       bool
	}{
		{"username", "alice", servertest.Password, true},
		{"e-mail", "alice@example.com", servertest.Password, true},
		{"email in another case", "ALICE@Example.COM", servertest.Password, true},
		{"surrounding space", " alice ", servertest.Password, true},
		{"username in another case", "Alice", servertest.Password, false},
		{"wrong password", "alice", "wrong", false},
		{"unknown username", "mallory", servertest.Password, false},
		{"unknown email", "mallory@example.com", servertest.Password, false},
		{"no identifier", "", servertest.Password, false},
		{"no password", "alice", "", false},
		{"neither", "", "", false},
		{"space for a password", "alice", " ", false},
		{"password with trailing text", "alice", servertest.Password + " ", false},
		{"password in another case", "alice", strings.ToUpper(servertest.Password), false},
		{"overlong password", "alice", servertest.Password + long, false},
		{"overlong password of an unknown user", "mallory", long, false},
		{"overlong identifier", long, servertest.Password, false},
		{"SQL", "alice' OR '1'='1", "' OR '1'='1", false},
		{"pattern", "al%", servertest.Password, false},
		{"email pattern", "%@example.com", servertest.Password, false},
		{"user id", w.alice.ID, servertest.Password, false},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			answer := w.try(test.identifier, test.password)
			if isIn(answer) != test.isIn {
				t.Fatalf("got %d to %q: %s", answer.StatusCode, answer.Header.Get("Location"), said(answer))
			}
			if !test.isIn && (answer.StatusCode != http.StatusBadRequest || said(answer) != wrongText) {
				t.Errorf("got %d %q", answer.StatusCode, said(answer))
			}
		})
	}
}

func TestMalformedSignIn(t *testing.T) {
	w := newWorld(t)
	for name, value := range map[string]string{"NUL": "%00", "invalid UTF-8": "%ff", "bad percent-encoding": "%zz"} {
		t.Run(""+name+" is 400", func(t *testing.T) {
			b, page := w.signInPage(nil)
			action, fields := page.Form("sign-in-form")
			request := httptest.NewRequest(http.MethodPost, servertest.Endpoint+action, strings.NewReader(fields.Encode()+"&password=x&identifier=alice"+value))
			request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			wantStatus(t, b.Send(request), http.StatusBadRequest)
		})
	}
}

// Nothing on the page reveals whether a user exists.
func TestWrongAndUnknownLookTheSame(t *testing.T) {
	w := newWorld(t)
	wrong, unknown := w.try("alice", "wrong"), w.try("mlice", "wrong")
	a := withoutChance(wrong)
	b := strings.ReplaceAll(withoutChance(unknown), "mlice", "alice")
	if a != b || wrong.StatusCode != unknown.StatusCode {
		t.Errorf("the pages differ:\n%s\n%s", a, b)
	}
	for _, name := range []string{"Retry-After", "Set-Cookie", "Cache-Control"} {
		if wrong.Header.Get(name) != unknown.Header.Get(name) {
			t.Errorf("%s: %q and %q", name, wrong.Header.Get(name), unknown.Header.Get(name))
		}
	}
}

func TestTypedAgain(t *testing.T) {
	w := newWorld(t)
	const secret = "planted-Passw0rd-of-sign-in"
	answer := w.try(`alice"><b>`, secret)
	if !strings.Contains(answer.Text, `value="alice&#34;&gt;&lt;b&gt;"`) {
		t.Error("the input is lost")
	}
	if strings.Contains(answer.Text, secret) {
		t.Error("the password is on the page")
	}
	answer = w.register("9lives", secret)
	if !strings.Contains(answer.Text, `value="9lives"`) || strings.Contains(answer.Text, secret) {
		t.Errorf("sign-up: %s", answer.Text)
	}
}

// lock sets a policy of three attempts and ten minutes.
func (w world) lock() {
	w.Configure(func(s *models.TenantSettings) {
		s.SentinelPolicy = models.SentinelPolicy{MaxAttempts: 3, LockoutDuration: 10}
	})
}

func TestLockout(t *testing.T) {
	w := newWorld(t)
	w.lock()
	aliases := []string{"alice", "alice@example.com", "ALICE@example.com"}
	for i, identifier := range aliases {
		if answer := w.try(identifier, "wrong"); said(answer) != wrongText {
			t.Fatalf("attempt %d: %s", i, said(answer))
		}
	}
	t.Run("one counter for all identifiers", func(t *testing.T) {
		for _, identifier := range aliases {
			answer := w.try(identifier, "wrong")
			if answer.StatusCode != http.StatusBadRequest || !strings.HasPrefix(said(answer), pausedText) {
				t.Errorf("%s: %d %s", identifier, answer.StatusCode, said(answer))
			}
		}
	})
	t.Run("the right password is rejected as well", func(t *testing.T) {
		if answer := w.try("alice", servertest.Password); isIn(answer) || !strings.HasPrefix(said(answer), pausedText) {
			t.Errorf("got %d %s", answer.StatusCode, said(answer))
		}
	})
	t.Run("nobody else is locked out", func(t *testing.T) {
		w.User("bob")
		if !isIn(w.try("bob", servertest.Password)) {
			t.Error("Bob is rejected")
		}
	})
	t.Run("attempts do not extend the block", func(t *testing.T) {
		w.Advance(9 * time.Minute)
		w.try("alice", "wrong")
		w.Advance(time.Minute)
		if answer := w.try("alice", servertest.Password); !isIn(answer) {
			t.Errorf("after the block: %s", said(answer))
		}
	})
	t.Run("success resets the counter", func(t *testing.T) {
		for range 3 {
			w.try("alice", "wrong")
		}
		w.Advance(time.Hour + time.Minute)
		for range 4 {
			w.try("alice", "wrong")
			w.try("alice", "wrong")
			if answer := w.try("alice", servertest.Password); !isIn(answer) {
				t.Fatalf("refused: %s", said(answer))
			}
		}
	})
}

func TestLockoutOfUnknownLooksTheSame(t *testing.T) {
	w := newWorld(t)
	w.lock()
	var known, unknown *servertest.Response
	for range 4 {
		known, unknown = w.try("alice", "wrong"), w.try(" mlice", "wrong")
		if known.StatusCode != unknown.StatusCode || said(known) != said(unknown) {
			t.Fatalf("%d %q and %d %q", known.StatusCode, said(known), unknown.StatusCode, said(unknown))
		}
	}
	if !strings.HasPrefix(said(unknown), pausedText) {
		t.Errorf("got %q", said(unknown))
	}
	t.Run("space does not make a different identifier", func(t *testing.T) {
		if answer := w.try("mlice", "wrong"); !strings.HasPrefix(said(answer), pausedText) {
			t.Errorf("got %q", said(answer))
		}
	})
	t.Run("case reveals no more about an unknown user than about a known one", func(t *testing.T) {
		known, unknown := w.try("ALICE", "wrong"), w.try("MLICE", "wrong")
		if known.StatusCode != unknown.StatusCode || said(known) != said(unknown) {
			t.Errorf("%d %q and %d %q", known.StatusCode, said(known), unknown.StatusCode, said(unknown))
		}
	})
	t.Run("it expires", func(t *testing.T) {
		w.Advance(10 * time.Minute)
		if answer := w.try("mlice", "wrong"); said(answer) != wrongText {
			t.Errorf("got %q", said(answer))
		}
	})
}

// Concurrent guesses cannot exceed the limit.
func TestConcurrentGuesses(t *testing.T) {
	w := newWorld(t)
	w.lock()
	type attempt struct {
		b    *servertest.Browser
		page *servertest.Response
	}
	var attempts []attempt
	for range 8 {
		b, page := w.signInPage(nil)
		attempts = append(attempts, attempt{b, page})
	}
	var wait sync.WaitGroup
	texts := make(chan string, len(attempts))
	for _, a := range attempts {
		wait.Go(func() { texts <- said(a.b.SignIn(a.page, "alice", "wrong")) })
	}
	wait.Wait()
	close(texts)
	verified := 0
	for text := range texts {
		if text == wrongText {
			verified++
		} else if !strings.HasPrefix(text, pausedText) {
			t.Errorf("got %q", text)
		}
	}
	if verified != 3 {
		t.Errorf("%d guesses were verified, 3 are allowed", verified)
	}
}

func TestSuspended(t *testing.T) {
	w := newWorld(t)
	if err := w.Users.Suspend(t.Context(), w.Records(), w.alice.ID, true); err != nil {
		t.Fatal(err)
	}
	t.Run("with the right password the user learns of it", func(t *testing.T) {
		answer := w.try("alice", servertest.Password)
		if answer.StatusCode != http.StatusUnauthorized || !strings.HasPrefix(said(answer), suspendText) {
			t.Errorf("got %d %q", answer.StatusCode, said(answer))
		}
	})
	t.Run("others do not", func(t *testing.T) {
		answer := w.try("alice", "wrong")
		if answer.StatusCode != http.StatusBadRequest || said(answer) != wrongText {
			t.Errorf("got %d %q", answer.StatusCode, said(answer))
		}
	})
	t.Run("after the suspension they can sign in again", func(t *testing.T) {
		if err := w.Users.Suspend(t.Context(), w.Records(), w.alice.ID, false); err != nil {
			t.Fatal(err)
		}
		if !isIn(w.try("alice", servertest.Password)) {
			t.Error("refused")
		}
	})
}

// A user without a password looks like an unknown user.
func TestUserWithoutPassword(t *testing.T) {
	w := newWorld(t)
	w.alice.PasswordHash = ""
	if err := w.Records().Users.Update(t.Context(), w.alice); err != nil {
		t.Fatal(err)
	}
	for _, password := range []string{"", " ", servertest.Password} {
		if answer := w.try("alice", password); said(answer) != wrongText || answer.StatusCode != http.StatusBadRequest {
			t.Errorf("%q: %d %q", password, answer.StatusCode, said(answer))
		}
	}
}
