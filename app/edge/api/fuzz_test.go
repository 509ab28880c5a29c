package api_test

import (
	"encoding/json"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strings"
	"testing"

	"github.com/gofiber/fiber/v2"

	"portico/app/server/servertest"
	"portico/models"
)

// Every request gets a JSON response, and never an internal error.
func FuzzAPI(f *testing.F) {
	p := servertest.New(f)
	p.Operator(models.RoleAdmin)
	token := p.OperatorToken(models.RoleAdmin, models.TenantDefault)
	for _, seed := range seeds(p) {
		f.Add(seed[0], seed[1], seed[2], seed[3])
	}
	f.Fuzz(func(t *testing.T, method, target, query, body string) {
		request, err := http.NewRequest(method, servertest.Endpoint+"/api"+target, strings.NewReader(body))
		// Methods that HTTP does not define fail before routing.
		if err != nil || !slices.Contains(fiber.DefaultMethods, method) || !isOfAPI(request.URL) || !canBeSent(query) {
			return // not a request to the API
		}
		request.URL.RawQuery = query
		request.Header.Set("Authorization", "Bearer "+token)
		request.Header.Set("Content-Type", "application/json")
		checkAnswer(t, method, p.For(t).Do(request))
	})
}

func checkAnswer(t *testing.T, method string, answer *servertest.Response) {
	t.Helper()
	if answer.StatusCode >= 500 && answer.StatusCode != http.StatusNotImplemented {
		t.Fatalf("got %d %s", answer.StatusCode, answer.Text)
	}
	if method == http.MethodHead || answer.StatusCode == http.StatusNoContent {
		return
	}
	if kind := answer.Header.Get("Content-Type"); !strings.HasPrefix(kind, "application/json") {
		t.Fatalf("%d comes as %q: %s", answer.StatusCode, kind, answer.Text)
	}
	if answer.StatusCode < 400 {
		if !json.Valid([]byte(answer.Text)) {
			t.Fatalf("no JSON: %s", answer.Text)
		}
		return
	}
	if failure := answer.JSON(); text(failure["code"]) == "" || text(failure["message"]) == "" {
		t.Fatalf("%d without code or message: %s", answer.StatusCode, answer.Text)
	}
}

// isOfAPI reports whether an address is in the API after normalization.
func isOfAPI(address *url.URL) bool {
	return address.Host == "portico.test" && strings.HasPrefix(path.Clean(address.Path)+"/", "/api/")
}

// canBeSent reports whether a query is valid in a request line (RFC 9112, section 3).
func canBeSent(query string) bool {
	return !strings.ContainsFunc(query, func(c rune) bool { return c <= ' ' || c > '~' || c == '#' })
}

// seeds returns method, path, query and body of valid and invalid requests.
func seeds(p *servertest.Provider) [][4]string {
	user, client := "/users/"+p.User("ann").ID, "/applications/"+p.Client(models.ApplicationTraditional).ID
	long, longer := strings.Repeat("a", 300), strings.Repeat("a", 70_000)
	all := [][4]string{
		{"GET", "/users", "page=0", ""},
		{"GET", "/users", "page_size=101", ""},
		{"GET", "/users", "page=-1&page_size=x", ""},
		{"GET", "/users", "page=10000000&page_size=100", ""},
		{"GET", "/users", "search=a&mode=fuzzy", ""},
		{"GET", "/users", "search.name=(&mode.name=posix", ""},
		{"GET", "/users", "search=%25%27&mode=similar_to", ""},
		{"GET", "/users", "search=(a*)*$&mode=posix&isCaseSensitive=true", ""},
		{"GET", "/users", "search=" + long, ""},
		{"GET", "/users", "search.id=a&search.id=b&mode.id=exact&joint=and", ""},
		{"GET", "/users", "search=%00", ""},
		{"GET", "/users", "search=%ff", ""},
		{"GET", "/users", "%zz", ""},
		{"GET", "/users", "a;b", ""},
		{"GET", "/applications", "types=Native&types=None&isThirdParty=maybe", ""},
		{"GET", "/applications", "search.description=a\\&joint=or", ""},
		{"GET", "/logs", "start_time=-1&end_time=1e9", ""},
		{"GET", "/logs", "start_time=9223372036854775808", ""},
		{"GET", "/logs", "logKey=%00&userId=" + long, ""},
		{"GET", "/logs/none", "", ""},
		{"GET", "/users/unknown", "", ""},
		{"GET", "/users/" + long, "", ""},
		{"GET", "/users/%00", "", ""},
		{"GET", "/users/a%2Fb", "", ""},
		{"GET", "/users/%ff", "", ""},
		{"GET", "/users/" + user, "", ""},
		{"GET", user, "includePasswordHash=true&includeSsoIdentities=maybe", ""},
		{"DELETE", user + "/sessions/none", "revokeGrantsTarget=none", ""},
		{"GET", user + "/grants", "appType=none", ""},
		{"PATCH", user + "/personal-access-tokens/%20", "", `{"name":"` + long + `"}`},
		{"POST", user + "/personal-access-tokens", "", `{"name":"a","expiresAt":9223372036854775807}`},
		{"POST", client + "/secrets", "", `{"name":"a","expiresAt":-1e300}`},
		{"POST", client + "/secrets", "", `{"name":"\u202e"}`},
		{"PUT", client, "", "{}"},
		{"TRACE", "/users", "", ""},
		{"HEAD", "/users", "", ""},
		{"OPTIONS", "/users", "", ""},
		{"GET", "/nothing", "", ""},
		{"GET", "", "", ""},
		{"POST", "/configs/oidc/cookie-keys/rotate", "", "{}"},
		{"POST", "/configs/oidc/private-keys/rotate", "", `{"signingAlgorithm":"none"}`},
		{"DELETE", "/configs/oidc/private-keys/none", "", ""},
		{"POST", "/tenants", "", `{"id":"../","name":"\u0000"}`},
		{"GET", "/status", "", ""},
		{"GET", "/swagger.json", "", ""},
		{"PATCH", "/operators/none", "", `{"role":"owner"}`},
	}
	bodies := []string{
		"", "{", "[]", "null", "1", `"a"`, "{}", `{"a":"\u0000"}`, "\xff", `{"name":1}`, `{"name":null,"username":[]}`,
		`{"username":"` + long + `","name":"` + long + `"}`, `{"customData":{"a":"` + longer + `"}}`, `{"name":"` + longer + `"}`,
		`{"customData":` + strings.Repeat(`{"a":`, 200) + "1" + strings.Repeat("}", 200) + "}", `{"customData":{"\u0000":1}}`,
		`{"password":"` + longer + `"}`, `{"passwordDigest":"$argon2id$v=19$m=4294967295,t=1,p=1$AAAA$AAAA","passwordAlgorithm":"Argon2id"}`,
		`{"avatar":"javascript:0","primaryEmail":"a@b@c","primaryPhone":"+1"}`, `{"profile":{"address":{"country":1}}}`,
		`{"isSuspended":"yes"}`, `{"name":"A","type":"SAML"}`, `{"name":"A","type":"Protected"}`, `{"ttl":1e400}`,
		`{"name":"A","type":"SPA","oidcClientMetadata":{"redirectUris":["https://*","::"],"postLogoutRedirectUris":[""]}}`,
		`{"name":"A","type":"SPA","customClientMetadata":{"jwks":{"keys":[null]},"idTokenTtl":9223372036854775807}}`,
	}
	for _, place := range [][2]string{
		{"POST", "/users"},
		{"PATCH", user},
		{"PATCH", user + "/custom-data"},
		{"PATCH", user + "/profile"},
		{"PATCH", user + "/password"},
		{"PATCH", user + "/is-suspended"},
		{"POST", "/applications"},
		{"PATCH", client},
		{"PATCH", client + "/custom-data"},
		{"PATCH", "/configs/oidc/session"},
		{"DELETE", user + "/grants/none"},
	} {
		for _, body := range bodies {
			all = append(all, [4]string{place[0], place[1], "", body})
		}
	}
	return all
}
