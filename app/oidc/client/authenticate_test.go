package client_test

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"portico/app/oidc/client"
	"portico/app/oidc/protocol"
	"portico/models"
)

func TestAuthenticate(t *testing.T) {
	h := newHouse(t)
	h.application(t, "spa", models.ApplicationSPA, models.CustomClientMetadata{})
	h.application(t, "native", models.ApplicationNative, models.CustomClientMetadata{})
	h.application(t, "web", models.ApplicationTraditional, models.CustomClientMetadata{})
	h.application(t, "machine", models.ApplicationMachineToMachine, models.CustomClientMetadata{})
	for _, method := range client.Methods() {
		h.application(t, method, models.ApplicationTraditional, models.CustomClientMetadata{TokenEndpointAuthMethod: method})
	}

	invalid := func(description string) outcome {
		return outcome{Code: protocol.InvalidRequest, Description: description}
	}
	denied := outcome{Code: protocol.InvalidClient, Description: refusal}
	deniedBasic := outcome{Code: protocol.InvalidClient, Description: refusal, AsksBasic: true}
	malformed := invalid("invalid authorization header value format")
	several := invalid("only one client authentication mechanism may be used")

	tests := []struct {
		name          string
		authorization string
		body          map[string]string
		want          outcome
	}{
		{"a single-page application by its name", "", map[string]string{"client_id": "spa"}, outcome{Client: "spa"}},
		{"a native application by its name", "", map[string]string{"client_id": "native"}, outcome{Client: "native"}},
		{"a public client with an empty secret", "", map[string]string{"client_id": "spa", "client_secret": ""}, outcome{Client: "spa"}},
		{"a public client with a secret", "", map[string]string{"client_id": "spa", "client_secret": goodSecret}, denied},
		{"a public client with Basic", basic("spa", goodSecret), nil, deniedBasic},
		{"a public client with Basic and no secret", basic("spa", ""), nil, deniedBasic},
		{"a name that is unknown", "", map[string]string{"client_id": "nobody"}, denied},
		{"a confidential client with its client_id only", "", map[string]string{"client_id": "web"}, denied},
		{"a confidential client registered with method none", "", map[string]string{"client_id": "none"}, denied},
		{"the same with its secret", basic("none", goodSecret), nil, deniedBasic},

		{"Basic", basic("web", goodSecret), nil, outcome{Client: "web"}},
		{"Basic of a machine", basic("machine", goodSecret), nil, outcome{Client: "machine"}},
		{"Basic with the second secret", basic("web", secondSecret), nil, outcome{Client: "web"}},
		{"Basic in lower case", "basic" + basic("web", goodSecret)[5:], nil, outcome{Client: "web"}},
		{"Basic with more spaces", "Basic   " + basic("web", goodSecret)[6:] + " ", nil, outcome{Client: "web"}},
		{"Basic percent-encoded", basic("%77eb", "%61bcdefghijklmnopqrstuvwxyzABCDEF"), nil, outcome{Client: "web"}},
		{"Basic with the same client_id in the body", basic("web", goodSecret), map[string]string{"client_id": "web"}, outcome{Client: "web"}},
		{"Basic with another client_id in the body", basic("web", goodSecret), map[string]string{"client_id": "machine"}, invalid("client_id mismatch")},
		{"Basic with a wrong secret", basic("web", "wrong"), nil, deniedBasic},
		{"Basic with a part of the secret", basic("web", goodSecret[:31]), nil, deniedBasic},
		{"Basic with no secret", basic("web", ""), nil, deniedBasic},
		{"Basic with a secret that has expired", basic("web", expiredSecret), nil, outcome{Code: protocol.InvalidClient, Description: "client secret has expired", AsksBasic: true}},
		{"Basic with an unknown name", basic("nobody", goodSecret), nil, deniedBasic},

		{"Basic without credentials", "Basic", nil, malformed},
		{"Basic that is not base64", "Basic %%%", nil, malformed},
		{"Basic without padding", "Basic " + "d2ViOmE", nil, malformed},
		{"Basic without colon", "Basic d2Vi", nil, malformed},
		{"Basic without name", basic("", goodSecret), nil, malformed},
		{"Basic with a bad escape in the name", basic("%zz", goodSecret), nil, malformed},
		{"Basic with a bad escape in the secret", basic("web", "%"), nil, malformed},
		{"Basic with NUL", basic("we\x00b", goodSecret), nil, malformed},
		{"Basic with NUL in the secret", basic("web", goodSecret+"%00"), nil, malformed},
		{"Basic with an escaped NUL", basic("web%00", goodSecret), nil, malformed},
		{"Basic that is not UTF-8", basic("web\xff", goodSecret), nil, malformed},

		{"the secret in the body", "", map[string]string{"client_id": "web", "client_secret": goodSecret}, outcome{Client: "web"}},
		{"a wrong secret in the body", "", map[string]string{"client_id": "web", "client_secret": "wrong"}, denied},
		{"an unknown name in the body", "", map[string]string{"client_id": "nobody", "client_secret": goodSecret}, denied},
		{"a secret without a name", "", map[string]string{"client_secret": goodSecret}, invalid("client_id is missing")},

		{"basic where basic is registered", basic("client_secret_basic", goodSecret), nil, outcome{Client: "client_secret_basic"}},
		{"post where basic is registered", "", map[string]string{"client_id": "client_secret_basic", "client_secret": goodSecret}, denied},
		{"post where post is registered", "", map[string]string{"client_id": "client_secret_post", "client_secret": goodSecret}, outcome{Client: "client_secret_post"}},
		{"basic where post is registered", basic("client_secret_post", goodSecret), nil, deniedBasic},
		{"basic where assertions are registered", basic("client_secret_jwt", goodSecret), nil, deniedBasic},
		{"post where keys are registered", "", map[string]string{"client_id": "private_key_jwt", "client_secret": goodSecret}, denied},

		{"Basic and a secret in the body", basic("web", goodSecret), map[string]string{"client_id": "web", "client_secret": goodSecret}, several},
		{"Basic and an assertion", basic("web", goodSecret), map[string]string{"client_assertion": "x", "client_assertion_type": assertionType}, several},
		{"Basic and half an assertion", basic("web", goodSecret), map[string]string{"client_assertion_type": assertionType}, several},
		{"a secret and an assertion", "", map[string]string{"client_id": "web", "client_secret": goodSecret, "client_assertion": "x"}, several},

		{"nothing", "", nil, invalid("no client authentication mechanism provided")},
		{"another scheme", "Bearer abc", nil, invalid("no client authentication mechanism provided")},
		{"another scheme with a client_id", "Bearer abc", map[string]string{"client_id": "spa"}, outcome{Client: "spa"}},
		{"a scheme with the same prefix", "Basically " + basic("web", goodSecret)[6:], nil, invalid("no client authentication mechanism provided")},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			body := form()
			for name, value := range test.body {
				body.Set(name, value)
			}
			id, err := h.authenticate(t, test.authorization, body)
			if diff := cmp.Diff(test.want, outcomeOf(t, id, err)); diff != "" {
				t.Errorf("%v\n%s", err, diff)
			}
		})
	}
}

func TestSecretExpires(t *testing.T) {
	h := newHouse(t)
	h.application(t, "web", models.ApplicationTraditional, models.CustomClientMetadata{})
	h.now = h.now.Add(time.Hour - time.Millisecond)
	if _, err := h.authenticate(t, basic("web", secondSecret), nil); err != nil {
		t.Errorf("just before: %v", err)
	}
	h.now = h.now.Add(time.Millisecond)
	if _, err := h.authenticate(t, basic("web", secondSecret), nil); err == nil {
		t.Error("a secret works when it has expired")
	}
}

// A deleted client is unknown from the next request on.
func TestDeletedClient(t *testing.T) {
	h := newHouse(t)
	h.application(t, "web", models.ApplicationTraditional, models.CustomClientMetadata{})
	if _, err := h.authenticate(t, basic("web", goodSecret), nil); err != nil {
		t.Fatal(err)
	}
	must(t, h.records().Applications.Delete(t.Context(), "web"))
	if _, err := h.authenticate(t, basic("web", goodSecret), nil); err == nil {
		t.Error("a deleted client authenticates")
	}
}

func TestName(t *testing.T) {
	h := newHouse(t)
	tests := []struct {
		name          string
		authorization string
		body          []string
		want          string
	}{
		{"in the body", "", []string{"client_id", "spa"}, "spa"},
		{"by Basic", basic("web", "wrong"), nil, "web"},
		{"with a secret", "", []string{"client_id", "web", "client_secret", "x"}, "web"},
		{"in an assertion", "", h.assertion(t, key("HS256"), "web").body(), "web"},
		{"nowhere", "", nil, ""},
		{"two ways", basic("web", "x"), []string{"client_id", "spa"}, ""},
		{"malformed", "Basic x", []string{"client_id", "spa"}, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			values, err := protocol.ParseForm(form(test.body...).Encode())
			must(t, err)
			if got := client.Name(test.authorization, values); got != test.want {
				t.Errorf("%q, not %q", got, test.want)
			}
		})
	}
}

func FuzzBasic(f *testing.F) {
	h := newHouse(f)
	h.application(f, "web", models.ApplicationTraditional, models.CustomClientMetadata{})
	for _, header := range []string{
		basic("web", goodSecret), basic("web", expiredSecret), basic("%77eb", "+"), basic("web", "%zz"),
		"Basic", "basic  d2Vi", "Bearer x", "Basic ====", "", basic("\x00", "\xff"), basic("a:b", "c:d"),
	} {
		f.Add(header)
	}
	f.Fuzz(func(t *testing.T, header string) {
		id, err := h.authenticate(t, header, nil)
		got := outcomeOf(t, id, err)
		if err == nil && got.Client != "web" {
			t.Errorf("%q is %q", header, got.Client)
		}
		if err != nil && got.Code != protocol.InvalidRequest && got.Code != protocol.InvalidClient {
			t.Errorf("%q: %v", header, err)
		}
	})
}
