package web_test

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"portico/app/server/servertest"
	"portico/models"
)

func TestLanguage(t *testing.T) {
	p := servertest.New(t)
	tests := []struct{ name, query, cookie, accept, want string }{
		{"no preference", "", "", "", "en"},
		{"the browser's", "", "", "zh-CN,zh;q=0.9,en;q=0.8", "zh-CN"},
		{"the browser's by weight", "", "", "zh;q=0.1, en;q=0.9", "en"},
		{"ui_locales before the browser's", "?ui_locales=zh-CN", "", "en", "zh-CN"},
		{"the first supported one of ui_locales", "?ui_locales=tlh+zh-CN+en", "", "en", "zh-CN"},
		{"the user's choice before ui_locales", "?ui_locales=zh-CN", "en", "zh-CN", "en"},
		{"a new choice before the old one", "?lang=zh-CN", "en", "en", "zh-CN"},
		{"an unsupported choice", "?lang=tlh", "", "zh-CN", "zh-CN"},
		{"a path for a language", "?lang=../../etc/passwd", "../../x", "../../y", "en"},
		{"markup for a language", "?lang=%22%3E%3Cscript%3E", "x", "\"><script>", "en"},
		{"bytes for a language", "?lang=%00%ff&ui_locales=%00%ff", "%00", "\xff\xfe", "en"},
		{"overlong languages", "?ui_locales=" + strings.Repeat("en-", 500), "", strings.Repeat("zh-", 2000), "en"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			request := httptest.NewRequest(http.MethodGet, servertest.Endpoint+"/unknown-session"+test.query, nil)
			request.Header.Set("Accept-Language", test.accept)
			if test.cookie != "" {
				request.Header.Set("Cookie", "_language="+test.cookie)
			}
			answer := p.Do(request)
			if answer.StatusCode != http.StatusBadRequest || !strings.Contains(answer.Text, `<html lang="`+test.want+`"`) {
				t.Errorf("got %d %.100s", answer.StatusCode, answer.Text)
			}
			if strings.Contains(answer.Text, "<script>") {
				t.Error("markup got through")
			}
		})
	}
	t.Run("the tenant's", func(t *testing.T) {
		p.Configure(func(s *models.TenantSettings) { s.FallbackLanguage = "zh-CN" })
		answer := p.Do(httptest.NewRequest(http.MethodGet, servertest.Endpoint+"/unknown-session", nil))
		if !strings.Contains(answer.Text, `<html lang="zh-CN"`) {
			t.Errorf("got %.100s", answer.Text)
		}
	})
}

func TestChosenLanguageIsRemembered(t *testing.T) {
	p := servertest.New(t)
	b := p.Browser()
	b.Get("/unknown-session?lang=zh-CN")
	if page := b.Get("/unknown-session"); !strings.Contains(page.Text, `<html lang="zh-CN"`) {
		t.Errorf("got %.100s", page.Text)
	}
}
