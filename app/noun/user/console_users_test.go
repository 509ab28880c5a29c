package user_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"

	"portico/app/ground/password"
	"portico/app/noun/user"
	"portico/app/server/servertest"
	"portico/models"
	"portico/models/store"
)

func TestConsoleListSearches(t *testing.T) {
	d := newDesk(t, models.RoleViewer)
	ann := d.create(user.New{Username: "ann_k", Email: "Keller@example.com", Phone: "4915112345678", Name: "Ännchen 100%"})
	other := d.create(user.New{Username: "bob"})
	for _, query := range []string{"", "ann_k", "NN_", "keller@", "1511", "nnchen", "100%", ann.ID[2:9], "  ann  "} {
		answer := d.Get("/console/users?q=" + strings.NewReplacer("%", "%25", " ", "+", "@", "%40").Replace(query))
		if !isPage(answer, "users-page") || !strings.Contains(answer.Text, ann.ID) {
			t.Errorf("%q finds no one: %d", query, answer.StatusCode)
		}
		if query != "" && strings.Contains(answer.Text, other.ID) {
			t.Errorf("%q finds everyone", query)
		}
	}
	for _, query := range []string{"nobody", "ann%25", "b_b", "%00", "%FF", strings.Repeat("a", 5000)} {
		answer := d.Get("/console/users?q=" + query)
		if !isPage(answer, "users-page") || !strings.Contains(answer.Text, "No users found") {
			t.Errorf("%.20q finds someone: %d", query, answer.StatusCode)
		}
	}
}

func TestConsoleListPages(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	if answer := d.Get("/console/users"); !strings.Contains(answer.Text, "No users yet") {
		t.Errorf("empty: %s", answer.Text)
	}
	application := d.p.Client(models.ApplicationSPA)
	for i := range 23 {
		d.create(user.New{Username: fmt.Sprintf("user_%d", i), ApplicationID: application.ID})
	}
	tests := []struct {
		name, query    string
		rows           int
		pager          string
		previous, next string
	}{
		{"the first", "", 20, "1–20 of 23", "", "/console/users?page=2"},
		{"the second", "?page=2", 3, "21–23 of 23", "/console/users", ""},
		{"past the last", "?page=9", 20, "1–20 of 23", "", "/console/users?page=2"},
		{"no number", "?page=x", 20, "1–20 of 23", "", "/console/users?page=2"},
		{"none", "?page=0", 20, "1–20 of 23", "", "/console/users?page=2"},
		{"beyond all", "?page=99999999999999999999", 20, "1–20 of 23", "", "/console/users?page=2"},
		{"a search", "?q=user_1&page=1", 11, "1–11 of 11", "", ""},
		{"the second of a search", "?q=user&page=2", 3, "21–23 of 23", "/console/users?q=user", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			for name, answer := range map[string]string{"page": d.Get("/console/users" + test.query).Text, "part": d.part("/console/users" + test.query).Text} {
				if got := strings.Count(answer, `class="row-link"`); got != test.rows || !strings.Contains(answer, test.pager) {
					t.Errorf("the %s has %d rows, want %d: %s", name, got, test.rows, test.pager)
				}
				for _, link := range []struct{ id, url string }{{"users-table-previous", test.previous}, {"users-table-next", test.next}} {
					isLink := strings.Contains(answer, `id="`+link.id+`" href="`+link.url+`"`)
					if isLink != (link.url != "") {
						t.Errorf("the %s leads with %s elsewhere than %q", name, link.id, link.url)
					}
				}
				if got := strings.Count(answer, `<td data-label="Signed up through">Northwind</td>`); got != test.rows {
					t.Errorf("the %s names %d applications", name, got)
				}
				if isWhole := strings.Contains(answer, "<html"); isWhole != (name == "page") {
					t.Errorf("the %s is whole: %v", name, isWhole)
				}
			}
		})
	}
}

// A generated password is shown in the response and nowhere else.
func TestConsoleCreateMakesAPassword(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	answer := d.Submit(d.Get("/console/users/new"), "user-form", map[string]string{
		"username": "ann", "primaryEmail": " Ann@example.com ", "primaryPhone": "4915112345678", "name": "Ann Keller",
		"passwordSource": "made", "password": "not this one 7",
	})
	if !isPage(answer, "user-made-password-page") || answer.Request.Method != http.MethodPost {
		t.Fatalf("made: %d %s", answer.StatusCode, answer.Text)
	}
	made := madePassword(t, answer.Text)
	ann := d.find("ann")
	if isRight, err := d.p.Hasher.Verify(t.Context(), made, ann.PasswordHash); err != nil || !isRight {
		t.Errorf("%s is not the password: %v", made, err)
	}
	if *ann.PrimaryEmail != "Ann@example.com" || ann.EmailVerifiedAt == 0 || ann.PhoneVerifiedAt == 0 || *ann.Name != "Ann Keller" {
		t.Errorf("made %+v", ann)
	}
	all := password.Policy{MinLength: 16, MinCharacterTypes: 4, RejectRepetition: true, RejectUserInfo: true}
	if err := password.Check(all, made, password.Person{Username: "ann", Name: "Ann Keller"}); err != nil {
		t.Errorf("%s: %v", made, err)
	}
	if len(answer.Cookies()) != 0 || answer.Header.Get("Cache-Control") != "no-store" {
		t.Errorf("the password may be cached: %v", answer.Header)
	}
	for _, path := range []string{"/console/users", "/console/users/" + ann.ID, "/console/users/" + ann.ID + "/logs"} {
		if strings.Contains(d.Get(path).Text, made) {
			t.Errorf("%s shows the password", path)
		}
	}
}

// madePassword is the password shown on a page.
func madePassword(t *testing.T, page string) string {
	t.Helper()
	found := regexp.MustCompile(`<div class="code-block" data-copy="([^"]+)"`).FindStringSubmatch(page[strings.Index(page, "made-password-title"):])
	if found == nil {
		t.Fatalf("no password: %s", page)
	}
	return strings.NewReplacer("&amp;", "&", "&#43;", "+").Replace(found[1])
}

func TestConsoleCreateTakesAPassword(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	answer := d.Submit(d.Get("/console/users/new"), "user-form", map[string]string{
		"username": "ann", "passwordSource": "typed", "password": " blue kettle 7 ",
	})
	ann := d.find("ann")
	if !isPage(answer, "user-profile-page") || answer.Request.URL.Path != "/console/users/"+ann.ID || !strings.Contains(answer.Text, "User created.") {
		t.Errorf("made: %d at %s", answer.StatusCode, answer.Request.URL)
	}
	if isRight, err := d.p.Hasher.Verify(t.Context(), " blue kettle 7 ", ann.PasswordHash); err != nil || !isRight {
		t.Errorf("another password: %v", err)
	}
}

func TestConsoleCreateRefuses(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	d.create(user.New{Username: "taken", Email: "taken@example.com", Phone: "4915112345678"})
	tests := []struct {
		name   string
		fields map[string]string
		field  string
		want   string
	}{
		{"nothing", map[string]string{"name": "Ann"}, "username", "Enter a username, an email address or a phone number."},
		{"a bad username", map[string]string{"username": "1x"}, "username", "Use only letters, digits and underscores, and don’t start with a digit."},
		{"a taken username", map[string]string{"username": "taken"}, "username", "This username is taken. Try another one."},
		{"a bad address", map[string]string{"primaryEmail": "x"}, "primaryEmail", "Use an address such as ann@example.com, with up to 128 characters."},
		{"a taken address", map[string]string{"primaryEmail": "Taken@example.com"}, "primaryEmail", "This email address already belongs to an account."},
		{"a bad number", map[string]string{"primaryPhone": "+49"}, "primaryPhone", "Use digits only, starting with the country code and without “+”, for example 4915112345678."},
		{"no number", map[string]string{"primaryPhone": "99999"}, "primaryPhone", "This is not a phone number. Start with the country code, for example 4915112345678."},
		{"a taken number", map[string]string{"primaryPhone": "49015112345678"}, "primaryPhone", "This phone number already belongs to an account."},
		{"a bad name", map[string]string{"username": "ann", "name": strings.Repeat("x", 129)}, "name", "Use up to 128 visible characters."},
		{"a weak password", map[string]string{"username": "ann", "passwordSource": "typed", "password": "x"}, "password", "Use at least 8 characters."},
		{"an empty password", map[string]string{"username": "ann", "passwordSource": "typed"}, "password", "Use at least 8 characters."},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			answer := d.Submit(d.Get("/console/users/new"), "user-form", test.fields)
			wantError(t, answer, test.field, test.want)
			for name, typed := range test.fields {
				if isShown := strings.Contains(answer.Text, ` value="`+typed+`"`); isShown == (name == "password") {
					t.Errorf("%s is shown again: %v", name, isShown)
				}
			}
		})
	}
	if _, total, err := d.p.Records().Users.List(t.Context(), store.UserFilter{}, store.Page{Limit: 1}); err != nil || total != 1 {
		t.Errorf("%d users, %v", total, err)
	}
}

// htmx is told to show the whole page with the password instead of the form.
func TestConsoleCreateByHTMX(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	_, form := d.Get("/console/users/new").Form("user-form")
	form.Set("username", "ann")
	request := httptest.NewRequest(http.MethodPost, servertest.Endpoint+"/console/users/new", strings.NewReader(form.Encode()))
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.Header.Set("HX-Request", "true")
	answer := d.Send(request)
	if !isPage(answer, "user-made-password-page") || madePassword(t, answer.Text) == "" {
		t.Fatalf("created: %d %s", answer.StatusCode, answer.Text)
	}
	for name, want := range map[string]string{
		"HX-Retarget": "#main", "HX-Reselect": "#main", "HX-Reswap": "outerHTML show:window:top", "HX-Redirect": "",
	} {
		if got := answer.Header.Get(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}
