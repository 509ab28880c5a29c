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
		{"decision 14: e-mail in another case", "ALICE@Example.COM", servertest.Password, true},
		{"space around", " alice ", servertest.Password, true},
		{"decision 14: username in another case", "Alice", servertest.Password, false},
		{"security C.42: wrong password", "alice", "wrong", false},
		{"security C.42: unknown username", "mallory", servertest.Password, false},
		{"security C.42: unknown e-mail", "mallory@example.com", servertest.Password, false},
		{"no identifier", "", servertest.Password, false},
		{"no password", "alice", "", false},
		{"neither", "", "", false},
		{"space for a password", "alice", " ", false},
		{"password with more after it", "alice", servertest.Password + " ", false},
		{"password in another case", "alice", strings.ToUpper(servertest.Password), false},
		{"security C.51: endless password", "alice", servertest.Password + long, false},
		{"security C.51: endless password of nobody", "mallory", long, false},
		{"endless identifier", long, servertest.Password, false},
		{"SQL", "alice' OR '1'='1", "' OR '1'='1", false},
		{"pattern", "al%", servertest.Password, false},
		{"pattern of an e-mail", "%@example.com", servertest.Password, false},
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
		t.Run("behaviour 8: "+name+" is 400", func(t *testing.T) {
			b, page := w.signInPage(nil)
			action, fields := page.Form("sign-in-form")
			request := httptest.NewRequest(http.MethodPost, servertest.Endpoint+action, strings.NewReader(fields.Encode()+"&password=x&identifier=alice"+value))
			request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
			wantStatus(t, b.Send(request), http.StatusBadRequest)
		})
	}
}

// security C.42: nothing on the page tells whether there is such a person.
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
		t.Error("what was typed is gone")
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
	t.Run("decision 15: one counter over all aliases", func(t *testing.T) {
		for _, identifier := range aliases {
			answer := w.try(identifier, "wrong")
			if answer.StatusCode != http.StatusBadRequest || !strings.HasPrefix(said(answer), pausedText) {
				t.Errorf("%s: %d %s", identifier, answer.StatusCode, said(answer))
			}
		}
	})
	t.Run("decision 15: the right password is refused, too", func(t *testing.T) {
		if answer := w.try("alice", servertest.Password); isIn(answer) || !strings.HasPrefix(said(answer), pausedText) {
			t.Errorf("got %d %s", answer.StatusCode, said(answer))
		}
	})
	t.Run("decision 15: nobody else is locked out", func(t *testing.T) {
		w.User("bob")
		if !isIn(w.try("bob", servertest.Password)) {
			t.Error("Bob is refused")
		}
	})
	t.Run("decision 15: attempts do not make the block longer", func(t *testing.T) {
		w.Advance(9 * time.Minute)
		w.try("alice", "wrong")
		w.Advance(time.Minute)
		if answer := w.try("alice", servertest.Password); !isIn(answer) {
			t.Errorf("after the block: %s", said(answer))
		}
	})
	t.Run("decision 15: success sets the counter back", func(t *testing.T) {
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
	t.Run("decision 15: space makes no other identifier", func(t *testing.T) {
		if answer := w.try("mlice", "wrong"); !strings.HasPrefix(said(answer), pausedText) {
			t.Errorf("got %q", said(answer))
		}
	})
	t.Run("security C.42: case tells no more of an unknown than of a known", func(t *testing.T) {
		known, unknown := w.try("ALICE", "wrong"), w.try("MLICE", "wrong")
		if known.StatusCode != unknown.StatusCode || said(known) != said(unknown) {
			t.Errorf("%d %q and %d %q", known.StatusCode, said(known), unknown.StatusCode, said(unknown))
		}
	})
	t.Run("decision 15: ends by the clock", func(t *testing.T) {
		w.Advance(10 * time.Minute)
		if answer := w.try("mlice", "wrong"); said(answer) != wrongText {
			t.Errorf("got %q", said(answer))
		}
	})
}

// security C.41: many guesses at once cannot slip past the counter.
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
	judged := 0
	for text := range texts {
		if text == wrongText {
			judged++
		} else if !strings.HasPrefix(text, pausedText) {
			t.Errorf("got %q", text)
		}
	}
	if judged != 3 {
		t.Errorf("%d guesses were judged, 3 are allowed", judged)
	}
}

func TestSuspended(t *testing.T) {
	w := newWorld(t)
	if err := w.Users.Suspend(t.Context(), w.Records(), w.alice.ID, true); err != nil {
		t.Fatal(err)
	}
	t.Run("behaviour 6: who has the password learns of it", func(t *testing.T) {
		answer := w.try("alice", servertest.Password)
		if answer.StatusCode != http.StatusUnauthorized || !strings.HasPrefix(said(answer), suspendText) {
			t.Errorf("got %d %q", answer.StatusCode, said(answer))
		}
	})
	t.Run("security C.42: others do not", func(t *testing.T) {
		answer := w.try("alice", "wrong")
		if answer.StatusCode != http.StatusBadRequest || said(answer) != wrongText {
			t.Errorf("got %d %q", answer.StatusCode, said(answer))
		}
	})
	t.Run("behaviour 6: un-suspended, they sign in again", func(t *testing.T) {
		if err := w.Users.Suspend(t.Context(), w.Records(), w.alice.ID, false); err != nil {
			t.Fatal(err)
		}
		if !isIn(w.try("alice", servertest.Password)) {
			t.Error("refused")
		}
	})
}

// A user without a password is as unknown as nobody.
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
