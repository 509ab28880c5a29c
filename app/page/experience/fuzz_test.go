package experience_test

import (
	"net/http"
	"testing"

	"portico/app/server/servertest"
	"portico/models"
)

// FuzzForms submits anything to the sign-in and sign-up forms: the page returns or the
// user is signed in; never an internal error.
func FuzzForms(f *testing.F) {
	p := servertest.New(f)
	p.Configure(func(settings *models.TenantSettings) { settings.SentinelPolicy.MaxAttempts = 1 << 30 })
	c := p.Client(models.ApplicationTraditional)
	for _, seed := range [][2]string{
		{"", ""},
		{"alice", "x"},
		{"a@b.example", "x"},
		{"@", "@"},
		{"\x00", "\x00"},
		{"\xff", "\xff"},
		{"a\r\nb", "12345678"},
		{"<script>", "<script>"},
		{"' OR 1=1 --", "%"},
		{"𝔞𝔩𝔦𝔠𝔢", "пароль пароль"},
		{"ａｌｉｃｅ", "correct horse battery"},
	} {
		f.Add(seed[0], seed[1])
	}
	f.Fuzz(func(t *testing.T, identifier, password string) {
		provider := p.For(t)
		for page, fields := range map[string][2]string{
			"sign-in-form": {"sign_in", "password"}, "register-form": {"register", "newPassword"},
		} {
			b := provider.Browser()
			action, values := b.Get(c.AuthorizeURL(servertest.Params{"first_screen": fields[0]})).Form(page)
			values.Set("identifier", identifier)
			values.Set(fields[1], password)
			answer := b.Post(action, values)
			if answer.StatusCode >= http.StatusInternalServerError {
				t.Fatalf("%s: %d %s", page, answer.StatusCode, answer.Text)
			}
		}
	})
}
