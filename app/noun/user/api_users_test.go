package user_test

import (
	"encoding/json"
	"maps"
	"net/http"
	"net/url"
	"strings"
	"testing"

	"portico/app/server/servertest"
	"portico/models"
	"portico/models/store"
)

const person = `{"username":"ann","primaryEmail":"Ann@example.com","primaryPhone":"8613012345678","name":"Ann",
	"avatar":"https://example.com/a.png","customData":{"plan":"pro"},"password":"` + servertest.Password + `",
	"profile":{"familyName":"Smith","address":{"country":"NO"}}}`

// everyField is the user in person as the API shows it.
func everyField(s *servertest.Management, id any) servertest.Object {
	now := number(s.Now().UnixMilli())
	return servertest.Object{
		"id": id, "username": "ann", "primaryEmail": "Ann@example.com", "primaryPhone": "8613012345678",
		"name": "Ann", "avatar": "https://example.com/a.png", "customData": servertest.Object{"plan": "pro"}, "identities": servertest.Object{},
		"lastSignInAt": nil, "createdAt": now, "updatedAt": now,
		"profile":       servertest.Object{"familyName": "Smith", "address": servertest.Object{"country": "NO"}},
		"applicationId": nil, "cimdClientId": nil, "isSuspended": false, "hasPassword": true,
	}
}

func TestAPIUserBody(t *testing.T) {
	s := servertest.NewManagement(t)
	created := s.Object(t, "POST", "/users", person, 200)
	wantSame(t, everyField(s, created["id"]), created)
	id, _ := created["id"].(string)
	if len(id) != 12 {
		t.Errorf("the ID %q does not have 12 characters", id)
	}
	wantSame(t, created, s.Object(t, "GET", "/users/"+id, "", 200))
	wantSame(t, []any{created}, s.List(t, "/users"))

	now := number(s.Now().UnixMilli())
	bare := s.Object(t, "POST", "/users", "{}", 200)
	wantSame(t, servertest.Object{
		"id": bare["id"], "username": nil, "primaryEmail": nil, "primaryPhone": nil, "name": nil, "avatar": nil,
		"customData": servertest.Object{}, "identities": servertest.Object{}, "lastSignInAt": nil, "createdAt": now, "updatedAt": now,
		"profile": servertest.Object{}, "applicationId": nil, "cimdClientId": nil, "isSuspended": false, "hasPassword": false,
	}, bare)

	record, err := s.Records().Users.Get(t.Context(), id)
	if err != nil || record.EmailVerifiedAt == 0 || record.PhoneVerifiedAt == 0 {
		t.Errorf("what an operator sets is verified: %+v, %v", record, err)
	}
}

func TestAPIUserOnRequest(t *testing.T) {
	s := servertest.NewManagement(t)
	const digest = "5f4dcc3b5aa765d61d8327deb882cf99"
	imported, _ := s.Object(t, "POST", "/users", `{"passwordDigest":"`+digest+`","passwordAlgorithm":"MD5"}`, 200)["id"].(string)
	bare, _ := s.Object(t, "POST", "/users", "{}", 200)["id"].(string)
	viewer := s.As(models.RoleViewer)
	tests := []struct {
		name  string
		site  *servertest.Management
		path  string
		added servertest.Object
	}{
		{"nothing", s, imported + "?includePasswordHash=false&includeSsoIdentities=", servertest.Object{}},
		{"SSO identities", s, imported + "?includeSsoIdentities=true", servertest.Object{"ssoIdentities": []any{}}},
		{"hash", s, imported + "?includePasswordHash=true", servertest.Object{"passwordDigest": digest, "passwordAlgorithm": "MD5"}},
		{"hash of no password", s, bare + "?includePasswordHash=1", servertest.Object{"passwordDigest": nil, "passwordAlgorithm": nil}},
		{"hash for a viewer", viewer, imported + "?includePasswordHash=true&includeSsoIdentities=yes", servertest.Object{"ssoIdentities": []any{}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			id, _, _ := strings.Cut(test.path, "?")
			want := s.Object(t, "GET", "/users/"+id, "", 200)
			maps.Copy(want, test.added)
			wantSame(t, want, test.site.Object(t, "GET", "/users/"+test.path, "", 200))
		})
	}
}

// A number has one form, with and without the 0 that is dialed within its country, so
// that it belongs to one user.
func TestAPIPhones(t *testing.T) {
	s := servertest.NewManagement(t)
	for _, test := range []struct{ name, typed, kept string }{
		{"Australia", "610412345678", "61412345678"},
		{"United Kingdom", "4407911123456", "447911123456"},
		{"Italy, where the 0 belongs to the number", "390612345678", "390612345678"},
	} {
		t.Run(test.name, func(t *testing.T) {
			made := s.Object(t, "POST", "/users", `{"primaryPhone":"`+test.typed+`"}`, 200)
			wantSame(t, test.kept, made["primaryPhone"])
			bob, _ := s.Object(t, "POST", "/users", `{}`, 200)["id"].(string)
			for _, form := range []string{test.typed, test.kept} {
				body := `{"primaryPhone":"` + form + `"}`
				s.Refused(t, "POST", "/users", body, 422, "user.phone_already_in_use")
				s.Refused(t, "PATCH", "/users/"+bob, body, 422, "user.phone_already_in_use")
			}
			s.Refused(t, "PATCH", "/users/"+bob, `{"primaryPhone":"99999"}`, 422, "user.invalid_phone")
			id, _ := made["id"].(string)
			for _, change := range []string{`{"primaryPhone":null}`, `{"primaryPhone":"` + test.typed + `"}`} {
				made = s.Object(t, "PATCH", "/users/"+id, change, 200)
			}
			wantSame(t, test.kept, made["primaryPhone"])
			wantSame(t, 1, len(s.List(t, "/users?search.primaryPhone="+test.kept+"&mode.primaryPhone=exact")))
		})
	}
}

// Decision 17: a viewer sees no hashes, in lists either.
func TestAPIListUsersWithHashes(t *testing.T) {
	s := servertest.NewManagement(t)
	const digest = "5f4dcc3b5aa765d61d8327deb882cf99"
	bare := s.Object(t, "POST", "/users", `{"passwordDigest":"`+digest+`","passwordAlgorithm":"MD5"}`, 200)
	whole := maps.Clone(bare)
	whole["passwordDigest"], whole["passwordAlgorithm"] = digest, "MD5"
	wantSame(t, []any{whole}, s.List(t, "/users?includePasswordHash=true"))
	wantSame(t, []any{bare}, s.List(t, "/users?includePasswordHash=false"))
	wantSame(t, []any{bare}, s.As(models.RoleViewer).List(t, "/users?includePasswordHash=true"))
}

func TestAPICreateUser(t *testing.T) {
	s := servertest.NewManagement(t)
	s.Call(t, "POST", "/users", person, 200)
	tests := []struct {
		name, body string
		status     int
		code       string
	}{
		{"username taken", `{"username":"ann"}`, 422, "user.username_already_in_use"},
		{"email taken, in different case", `{"primaryEmail":"ANN@example.com"}`, 422, "user.email_already_in_use"},
		{"phone taken", `{"primaryPhone":"8613012345678"}`, 422, "user.phone_already_in_use"},
		{"phone taken, with the 0 of calls within the country", `{"primaryPhone":"86013012345678"}`, 422, "user.phone_already_in_use"},
		{"phone of no country", `{"primaryPhone":"99999"}`, 422, "user.invalid_phone"},
		{"phone of too few digits", `{"primaryPhone":"4479111"}`, 422, "user.invalid_phone"},
		{"phone of too many digits", `{"primaryPhone":"4479111234567890"}`, 422, "user.invalid_phone"},
		{"digit first", `{"username":"1ann"}`, 400, "user.invalid_username"},
		{"no e-mail address", `{"primaryEmail":"ann"}`, 400, "guard.invalid_input"},
		{"phone with +", `{"primaryPhone":"+4712345678"}`, 400, "guard.invalid_input"},
		{"avatar that is a script", `{"avatar":"javascript:alert(1)"}`, 400, "guard.invalid_input"},
		{"name of 300 characters", `{"name":"` + strings.Repeat("a", 300) + `"}`, 400, "guard.invalid_input"},
		{"custom data that are a list", `{"customData":[]}`, 400, "guard.invalid_input"},
		{"custom data of 70 KB", `{"customData":{"a":"` + strings.Repeat("a", 70_000) + `"}}`, 400, "guard.invalid_input"},
		{"empty password", `{"password":""}`, 400, "guard.invalid_input"},
		{"short password", `{"password":"Vq7#"}`, 422, "password_rejected.too_short"},
		{"unknown algorithm", `{"passwordDigest":"x","passwordAlgorithm":"ROT13"}`, 400, "guard.invalid_input"},
		{"no hash", `{"passwordDigest":"x","passwordAlgorithm":"Argon2id"}`, 400, "guard.invalid_input"},
		{"an algorithm that cannot be checked", `{"passwordDigest":"x","passwordAlgorithm":"Argon2d"}`, 422, "password.unsupported_encryption_method"},
		{"number for a text", `{"username":7}`, 400, "guard.invalid_input"},
		{"a field name in different case", `{"Username":"ann"}`, 400, "guard.invalid_input"},
		{"null", `{"username":null}`, 400, "guard.invalid_input"},
		{"read-only fields", `{"id":"x","tenantId":"admin","createdAt":1,"isSuspended":true,"roles":["admin"]}`, 200, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if test.status != http.StatusOK {
				s.Refused(t, "POST", "/users", test.body, test.status, test.code)
				return
			}
			created := s.Object(t, "POST", "/users", test.body, 200)
			if created["id"] == "x" || created["createdAt"] == number(1) || created["isSuspended"] != false || created["username"] != nil {
				t.Errorf("got %v", created)
			}
		})
	}
	answer := s.API("POST", "/api/users", s.Bearer, `{"password":"`+strings.Repeat("Ä", 100)+`"`)
	if strings.Contains(answer.Text, "Ä") {
		t.Errorf("the answer repeats a password: %s", answer.Text)
	}
}

// An absent field is unchanged, and null or an empty text removes it.
func TestAPIUpdateUser(t *testing.T) {
	s := servertest.NewManagement(t)
	s.User("bob")
	id, _ := s.Object(t, "POST", "/users", person, 200)["id"].(string)
	tests := []struct {
		name, body string
		changed    servertest.Object
	}{
		{"one field", `{"name":"Anna"}`, servertest.Object{"name": "Anna"}},
		{"null", `{"username":null,"primaryEmail":null,"primaryPhone":null,"name":null,"avatar":null}`, servertest.Object{
			"username": nil, "primaryEmail": nil, "primaryPhone": nil, "name": nil, "avatar": nil,
		}},
		{"empty", `{"username":"","primaryEmail":"","primaryPhone":"","name":"","avatar":""}`, servertest.Object{
			"username": nil, "primaryEmail": nil, "primaryPhone": nil, "name": nil, "avatar": nil,
		}},
		{"custom data as a whole", `{"customData":{"a":1}}`, servertest.Object{"customData": servertest.Object{"a": 1.0}}},
		{"profile as a whole", `{"profile":{"nickname":"A"}}`, servertest.Object{"profile": servertest.Object{"nickname": "A"}}},
		{"objects emptied", `{"customData":{},"profile":{}}`, servertest.Object{"customData": servertest.Object{}, "profile": servertest.Object{}}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			before := s.Object(t, "PATCH", "/users/"+id, person, 200) // the password in it is ignored
			maps.Copy(before, test.changed)
			wantSame(t, before, s.Object(t, "PATCH", "/users/"+id, test.body, 200))
			wantSame(t, before, s.Object(t, "GET", "/users/"+id, "", 200))
		})
	}
	for _, test := range []struct {
		name, id, body string
		status         int
		code           string
	}{
		{"username taken", id, `{"username":"bob"}`, 422, "user.username_already_in_use"},
		{"e-mail taken", id, `{"primaryEmail":"bob@example.com"}`, 422, "user.email_already_in_use"},
		{"nothing", id, `{}`, 422, "entity.invalid_input"},
		{"nothing that can be changed", id, `{"id":"x","isSuspended":true}`, 422, "entity.invalid_input"},
		{"no username", id, `{"username":"a b"}`, 400, "user.invalid_username"},
		{"custom data null", id, `{"customData":null}`, 400, "guard.invalid_input"},
		{"profile with a number", id, `{"profile":{"nickname":7}}`, 400, "guard.invalid_input"},
		{"no body", id, ``, 400, "guard.invalid_input"},
		{"unknown", "nobody", `{"name":"A"}`, 404, "entity.not_found"},
	} {
		t.Run(test.name, func(t *testing.T) { s.Refused(t, "PATCH", "/users/"+test.id, test.body, test.status, test.code) })
	}
}

// A response can be sent back as a request.
func TestAPIUserEcho(t *testing.T) {
	s := servertest.NewManagement(t)
	read := s.Object(t, "POST", "/users", person, 200)
	body, err := json.Marshal(read)
	if err != nil {
		t.Fatal(err)
	}
	id, _ := read["id"].(string)
	wantSame(t, read, s.Object(t, "PATCH", "/users/"+id, string(body), 200))
}

func TestAPIDeleteUser(t *testing.T) {
	s := servertest.NewManagement(t)
	id := s.User("ann").ID
	s.Call(t, "DELETE", "/users/"+id, "", 204)
	s.Refused(t, "GET", "/users/"+id, "", 404, "entity.not_found")
	s.Refused(t, "DELETE", "/users/"+id, "", 404, "entity.not_found")
	rows, err := s.Records().AuditLogs.Newest(t.Context(), store.AuditLogFilter{Key: "User.Deleted", UserID: id}, 2)
	if err != nil || len(rows) != 1 {
		t.Fatalf("audited %+v, %v", rows, err)
	}
	if by, _ := rows[0].Payload["actor"].(servertest.Object); by["kind"] != "application" {
		t.Errorf("done by %v", rows[0].Payload)
	}
}

func TestAPISuspendUser(t *testing.T) {
	s := servertest.NewManagement(t)
	id := s.User("ann").ID
	for _, isSuspended := range []string{"true", "false"} {
		body := `{"isSuspended":` + isSuspended + `}`
		if got := s.Object(t, "PATCH", "/users/"+id+"/is-suspended", body, 200); got["isSuspended"] != (isSuspended == "true") {
			t.Errorf("after %s: %v", body, got)
		}
	}
	s.Refused(t, "PATCH", "/users/"+id+"/is-suspended", `{}`, 400, "guard.invalid_input")
	s.Refused(t, "PATCH", "/users/nobody/is-suspended", `{"isSuspended":true}`, 404, "entity.not_found")
}

func TestAPIListUsers(t *testing.T) {
	s := servertest.NewManagement(t)
	for _, name := range []string{"ann", "Anna", "bob", "cat"} {
		s.User(name)
	}
	tests := []struct {
		name, query, want string // usernames, sorted
	}{
		{"all", "", "Anna ann bob cat"},
		{"in any case", "search=ANN%25", "Anna ann"},
		{"as they are written", "search=ann%25&isCaseSensitive=true", "ann"},
		{"like is for the whole field", "search=ann", "ann"},
		{"one character", "search.username=_ob", "bob"},
		{"by e-mail", "search.primaryEmail=cat@%25", "cat"},
		{"one of several", "search.username=ann&search.username=bob&mode.username=exact&isCaseSensitive=true", "ann bob"},
		{"similar to", "search.username=(bob|cat)&mode.username=similar_to&isCaseSensitive=true", "bob cat"},
		{"regular expression", "search.username=^an%2B&mode.username=posix", "Anna ann"},
		{"either", "search.username=ann&search.primaryEmail=bob@%25", "ann bob"},
		{"both", "search.username=ann&search.primaryEmail=bob@%25&joint=and", ""},
		{"an empty pattern", "search=", "Anna ann bob cat"},
		{"what is not known", "sort=name", "Anna ann bob cat"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			answer := s.For(t).API("GET", "/api/users?page_size=10&"+test.query, s.Bearer, "")
			if got := usernames(t, answer); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
	for name, query := range map[string]string{
		"mode": "search=a&mode=fuzzy", "joint": "joint=xor", "case": "isCaseSensitive=maybe", "field": "search.password=a",
		"mode without search": "mode.name=exact", "expression": "search.name=(&mode.name=posix",
		"several patterns": "search.name=a&search.name=b",
	} {
		t.Run("bad "+name, func(t *testing.T) { s.Refused(t, "GET", "/users?"+query, "", 400, "request.invalid_input") })
	}
	for _, query := range []string{"page=0", "page=-1", "page=x", "page_size=0", "page_size=101", "page=99999999999999999999"} {
		t.Run(query, func(t *testing.T) { s.Refused(t, "GET", "/users?"+query, "", 400, "guard.invalid_pagination") })
	}
}

func TestAPIPages(t *testing.T) {
	s := servertest.NewManagement(t)
	for _, name := range []string{"a", "b", "c", "d", "e"} {
		s.User(name)
	}
	at := func(page, relation string) string {
		return "<" + servertest.Endpoint + "/api/users?page=" + page + `&page_size=2&search=%25>; rel="` + relation + `"`
	}
	tests := []struct {
		name, page, link string
		rows             int
	}{
		{"first", "1", at("1", "first") + ", " + at("2", "next") + ", " + at("3", "last"), 2},
		{"middle", "2", at("1", "first") + ", " + at("1", "prev") + ", " + at("3", "next") + ", " + at("3", "last"), 2},
		{"last", "3", at("1", "first") + ", " + at("2", "prev") + ", " + at("3", "last"), 1},
		{"past the end", "9", at("1", "first") + ", " + at("3", "prev") + ", " + at("3", "last"), 0},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			answer := s.For(t).API("GET", "/api/users?page_size=2&search=%25&page="+test.page, s.Bearer, "")
			if got := answer.Header.Get("Total-Number"); got != "5" {
				t.Errorf("Total-Number: %q", got)
			}
			wantSame(t, test.link, answer.Header.Get("Link"))
			if got := len(strings.Fields(usernames(t, answer))); got != test.rows {
				t.Errorf("%d rows", got)
			}
		})
	}
}

// Links in another tenant stay in that tenant.
func TestAPIPagesOfTenant(t *testing.T) {
	s := servertest.NewManagement(t)
	s.Operator(models.RoleAdmin)
	token := s.OperatorToken(models.RoleAdmin, models.TenantAdmin)
	link := s.API("GET", "/t/admin/api/users", token, "").Header.Get("Link")
	if want := "<" + servertest.Endpoint + "/t/admin/api/users?page=1&page_size=20>; rel=\"first\""; !strings.HasPrefix(link, want) {
		t.Errorf("got %s", link)
	}
}

// The operators' own tenant is for admins only, for reading as well as changing.
func TestAPIOfOperatorsTenant(t *testing.T) {
	s := servertest.NewManagement(t)
	admin := s.Operator(models.RoleAdmin)
	for _, role := range []string{models.RoleEditor, models.RoleViewer} {
		s.Operator(role)
		token := s.OperatorToken(role, models.TenantAdmin)
		for _, call := range [][2]string{{"GET", ""}, {"PATCH", "/password"}, {"DELETE", ""}} {
			body := `{"password":"` + servertest.Password + `"}`
			if answer := s.API(call[0], "/t/admin/api/users/"+admin.ID+call[1], token, body); answer.StatusCode != 403 {
				t.Errorf("%s: %s answers %d %s", role, call[0], answer.StatusCode, answer.Text)
			}
		}
	}
	token := s.OperatorToken(models.RoleAdmin, models.TenantAdmin)
	answer := s.API("DELETE", "/t/admin/api/users/"+admin.ID, token, "")
	if answer.StatusCode != 422 || answer.JSON()["code"] != "operator.last_admin" {
		t.Errorf("the last admin: %d %s", answer.StatusCode, answer.Text)
	}
}

func TestAPIUserLanguage(t *testing.T) {
	s := servertest.NewManagement(t)
	request, err := http.NewRequest("GET", servertest.Endpoint+"/api/users/nobody", nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+s.Bearer)
	english, _ := s.Do(request).JSON()["message"].(string)
	request.Header.Set("Accept-Language", "zh-CN,en;q=0.5")
	chinese, _ := s.Do(request).JSON()["message"].(string)
	if english == "" || chinese == "" || english == chinese || strings.ContainsAny(chinese, "abcdefghijklmnopqrstuvwxyz") {
		t.Errorf("English %q, Chinese %q", english, chinese)
	}
}

func TestAPIUserPaths(t *testing.T) {
	s := servertest.NewManagement(t)
	for name, id := range map[string]string{
		"unknown": "abcdefghijkl", "malformed": "a b", "over-long": strings.Repeat("a", 300), "a slash": "a/b", "a quote": "'",
	} {
		t.Run(name, func(t *testing.T) {
			s.Refused(t, "GET", "/users/"+url.PathEscape(id), "", 404, "entity.not_found")
		})
	}
}

// usernames joins the usernames of a list, sorted.
func usernames(t *testing.T, answer *servertest.Response) string {
	t.Helper()
	var users []struct{ Username string }
	if err := json.Unmarshal([]byte(answer.Text), &users); err != nil {
		t.Fatalf("%v: %s", err, answer.Text)
	}
	var names []string
	for _, user := range users {
		names = append(names, user.Username)
	}
	return sorted(names)
}
