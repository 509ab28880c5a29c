package user_test

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/app/noun/user"
	"portico/app/server/servertest"
	"portico/models"
	view "portico/views/console/user"
)

// profileOf returns the values of a user's profile form.
func profileOf(t *testing.T, of *models.User) map[string]string {
	t.Helper()
	fields, err := view.TextsOf(of)
	if err != nil {
		t.Fatal(err)
	}
	return fields
}

func TestConsoleProfile(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	ann := d.create(user.New{Username: "ann", Email: "ann@example.com"})
	fields := map[string]string{
		"username": "ann_k", "primaryEmail": "ann@example.com", "primaryPhone": " 4915112345678", "name": "Ann <Keller>",
		"avatar": "https://example.com/a.png", "givenName": "Ann", "familyName": "Keller", "middleName": "M", "nickname": "Annie",
		"preferredUsername": "annk", "profile": "https://example.com/ann", "website": "https://ann.example", "gender": "female",
		"birthdate": "1990", "zoneinfo": "Europe/Berlin", "locale": "de",
		"formatted": "Main Street 1\r\nSpringfield", "streetAddress": "Main Street 1", "locality": "Springfield", "region": "OR",
		"postalCode": "97477", "country": "US", "customData": "{\r\n  \"plan\": \"<pro>\",\r\n  \"seats\": 12\r\n}\r\n",
	}
	answer := d.send("/console/users/"+ann.ID, fields)
	if !isPage(answer, "user-profile-page") || !strings.Contains(answer.Text, "Changes saved.") {
		t.Fatalf("saved: %d %s", answer.StatusCode, answer.Text)
	}
	saved := d.read(ann.ID)
	want := models.Profile{
		GivenName: "Ann", FamilyName: "Keller", MiddleName: "M", Nickname: "Annie", PreferredUsername: "annk",
		Profile: "https://example.com/ann", Website: "https://ann.example", Gender: "female", Birthdate: "1990",
		Zoneinfo: "Europe/Berlin", Locale: "de",
		Address: &models.Address{
			Formatted: "Main Street 1\nSpringfield", StreetAddress: "Main Street 1", Locality: "Springfield", Region: "OR",
			PostalCode: "97477", Country: "US",
		},
	}
	if diff := cmp.Diff(want, saved.Profile); diff != "" {
		t.Error(diff)
	}
	if diff := cmp.Diff(map[string]any{"plan": "<pro>", "seats": 12.0}, saved.CustomData); diff != "" {
		t.Error(diff)
	}
	if *saved.Username != "ann_k" || *saved.PrimaryPhone != "4915112345678" || *saved.Name != "Ann <Keller>" || *saved.Avatar != fields["avatar"] {
		t.Errorf("saved %+v", saved)
	}
	if saved.EmailVerifiedAt != 0 || saved.PhoneVerifiedAt == 0 {
		t.Errorf("verified: %d, %d", saved.EmailVerifiedAt, saved.PhoneVerifiedAt)
	}
	for _, shown := range []string{">Not verified<", ">Verified<", "&lt;pro&gt;", "Ann &lt;Keller&gt;", "Main Street 1\nSpringfield"} {
		if !strings.Contains(answer.Text, shown) {
			t.Errorf("the page lacks %q", shown)
		}
	}
	// The page shows the stored values: saving them changes nothing.
	logs := strings.Count(d.Get("/console/users/"+ann.ID+"/logs").Text, "User.Data.Updated")
	d.send("/console/users/"+ann.ID, profileOf(t, saved))
	if diff := cmp.Diff(saved, d.read(ann.ID)); diff != "" {
		t.Errorf("saved again: %s", diff)
	}
	if again := strings.Count(d.Get("/console/users/"+ann.ID+"/logs").Text, "User.Data.Updated"); logs != 1 || again != 1 {
		t.Errorf("%d changes, then %d", logs, again)
	}
}

func TestConsoleProfileRemovesFields(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	ann := d.create(user.New{
		Username: "ann", Email: "ann@example.com", Name: "Ann", CustomData: map[string]any{"a": 1},
		Profile: models.Profile{Nickname: "x", Address: &models.Address{Country: "DE"}},
	})
	d.send("/console/users/"+ann.ID, map[string]string{"username": "ann"})
	saved := d.read(ann.ID)
	if saved.PrimaryEmail != nil || saved.Name != nil || saved.Profile != (models.Profile{}) || len(saved.CustomData) != 0 {
		t.Errorf("left: %+v", saved)
	}
}

func TestConsoleProfileRefuses(t *testing.T) {
	const broken = "Invalid JSON at line %d, column %d."
	const noObject = "Enter a JSON object, starting with “{” and ending with “}”."
	d := newDesk(t, models.RoleEditor)
	d.create(user.New{Username: "taken"})
	ann := d.create(user.New{Username: "ann"})
	long := strings.Repeat("ä", 1025)
	tests := []struct{ name, field, value, shown, want string }{
		{"JSON that ends", "customData", `{"a": `, "", fmt.Sprintf(broken, 1, 5)},
		{"a word", "customData", "oops", "", fmt.Sprintf(broken, 1, 1)},
		{"a comma too many", "customData", "{\r\n  \"ä\": 1,\r\n}", "", fmt.Sprintf(broken, 3, 1)},
		{"a comma too few", "customData", "\r\n{\"ä\": \"ö\" \"b\": 2}", "", fmt.Sprintf(broken, 2, 11)},
		{"two objects", "customData", "{} {}", "", fmt.Sprintf(broken, 1, 4)},
		{"a list", "customData", "[1]", "", noObject},
		{"null", "customData", "null", "", noObject},
		{"a text", "customData", `"a"`, "", noObject},
		{"a number", "customData", "1e999", "", noObject},
		{"too much", "customData", `{"a": "` + strings.Repeat("x", 70_000) + `"}`, "", "Use a JSON object of up to 64 KB, nested up to 64 levels deep and without NUL characters."},
		{"too deep", "customData", strings.Repeat(`{"a":`, 70) + "1" + strings.Repeat("}", 70), "", "Use a JSON object of up to 64 KB, nested up to 64 levels deep and without NUL characters."},
		{"NUL", "customData", `{"a": "\u0000"}`, "", "Use a JSON object of up to 64 KB, nested up to 64 levels deep and without NUL characters."},
		{"a taken username", "username", "taken", "", "This username is taken. Try another one."},
		{"no picture", "avatar", "javascript:alert(1)", "", "Use an http or https URL with up to 2048 characters."},
		{"a long claim", "nickname", long, "", "Use at most 1024 characters."},
		{"a long address", "formatted", long, "formatted", "Use at most 1024 characters."},
		{"a long page", "profile", long, "", "Use at most 1024 characters."},
		{"no page of the web", "profile", "javascript:alert(1)", "", "Each profile field is text of up to 1024 characters, and its URLs start with http or https."},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			fields := profileOf(t, ann)
			fields[test.field], fields["name"] = test.value, "What was typed"
			answer := d.send("/console/users/"+ann.ID, fields)
			wantError(t, answer, test.field, test.want)
			if !strings.Contains(answer.Text, `value="What was typed"`) {
				t.Error("what was typed is gone")
			}
		})
	}
	if diff := cmp.Diff(ann, d.read(ann.ID)); diff != "" {
		t.Errorf("changed: %s", diff)
	}
}

// htmx gets only the form if it is rejected, and a redirect if it is not.
func TestConsoleProfileByHTMX(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	ann := d.create(user.New{Username: "ann"})
	_, form := d.Get("/console").Form("theme-form")
	send := func(username string) *servertest.Response {
		body := url.Values{"csrf": form["csrf"], "username": {username}}.Encode()
		request := httptest.NewRequest(http.MethodPost, servertest.Endpoint+"/console/users/"+ann.ID, strings.NewReader(body))
		request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
		request.Header.Set("HX-Request", "true")
		return d.Send(request)
	}
	if answer := send("1"); answer.StatusCode != http.StatusUnprocessableEntity || !strings.HasPrefix(answer.Text, `<form id="user-form"`) {
		t.Errorf("refused: %d %.100s", answer.StatusCode, answer.Text)
	}
	if answer := send("anna"); answer.StatusCode != http.StatusOK || answer.Header.Get("HX-Redirect") != "/console/users/"+ann.ID {
		t.Errorf("saved: %d %v", answer.StatusCode, answer.Header)
	}
}

func TestConsoleLogs(t *testing.T) {
	d := newDesk(t, models.RoleEditor)
	ann, other := d.create(user.New{Username: "ann"}), d.create(user.New{Username: "other"})
	for i := range 21 {
		name := fmt.Sprint("Ann ", i)
		if _, err := d.p.Users.Update(t.Context(), d.p.Records(), ann.ID, user.Changes{Name: &name}); err != nil {
			t.Fatal(err)
		}
	}
	path := "/console/users/" + ann.ID + "/logs"
	first, second := d.Get(path), d.part(path+"?page=2")
	if got := strings.Count(first.Text, `class="row-link"`); !isPage(first, "user-logs-page") || got != 20 || !strings.Contains(first.Text, "1–20 of 22") {
		t.Errorf("the first page has %d rows", got)
	}
	if got := strings.Count(second.Text, `class="row-link"`); got != 2 || strings.Contains(second.Text, "<html") || !strings.Contains(second.Text, "21–22 of 22") {
		t.Errorf("the second page has %d rows", got)
	}
	if beyond := d.Get(path + "?page=7"); !strings.Contains(beyond.Text, "1–20 of 22") {
		t.Error("past the last page is not the first")
	}
	if strings.Contains(first.Text+second.Text, other.ID) {
		t.Error("another user's logs are listed")
	}
	if err := d.p.Users.Delete(t.Context(), d.p.Records(), other.ID); err != nil {
		t.Fatal(err)
	}
	if got := d.Get("/console/users/" + other.ID + "/logs").StatusCode; got != http.StatusNotFound {
		t.Errorf("of a deleted user: %d", got)
	}
}
