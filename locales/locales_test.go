package locales_test

import (
	"context"
	"testing"

	"portico/locales"
)

func in(lang string) context.Context {
	return locales.WithLanguage(context.Background(), lang)
}

func TestCheck(t *testing.T) {
	if err := locales.Check(); err != nil {
		t.Fatal(err)
	}
}

func TestLanguage(t *testing.T) {
	tests := []struct{ name, set, want string }{
		{"a supported tag", "zh-CN", "zh-CN"},
		{"another", "fr", "en"},
		{"empty", "", "en"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := locales.Language(in(test.set)); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
	if got := locales.Language(context.Background()); got != "en" {
		t.Errorf("without a choice: got %q", got)
	}
}

func TestT(t *testing.T) {
	tests := []struct {
		name string
		got  string
		want string
	}{
		{"plain", locales.T(in("en"), "experience.signIn.submit"), "Sign in"},
		{"in Chinese", locales.T(in("zh-CN"), "experience.signIn.submit"), "登录"},
		{"with data", locales.T(in("en"), "experience.signIn.title", locales.Data{"Application": "Ledgerly"}), "Sign in to Ledgerly"},
		{"data is not a template", locales.T(in("en"), "experience.signIn.title", locales.Data{"Application": "{{.X}}<b>"}), "Sign in to {{.X}}<b>"},
		{"data of several", locales.T(in("en"), "experience.signIn.title", nil, locales.Data{"Application": "A"}, locales.Data{"Other": 1}), "Sign in to A"},
		{"unknown id", locales.T(in("zh-CN"), "experience.nothing.here"), "experience.nothing.here"},
		{"one", locales.N(in("en"), "component.password.minLength", 1), "At least 1 character"},
		{"many", locales.N(in("en"), "component.password.minLength", 8), "At least 8 characters"},
		{"Chinese has no plural", locales.N(in("zh-CN"), "component.password.minLength", 1), "至少 1 个字符"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if test.got != test.want {
				t.Errorf("got %q, want %q", test.got, test.want)
			}
		})
	}
}

func TestMatch(t *testing.T) {
	tests := []struct {
		name      string
		uiLocales []string
		accept    string
		fallback  string
		want      string
	}{
		{"nothing given", nil, "", "", "en"},
		{"fallback", nil, "", "zh-CN", "zh-CN"},
		{"browser before fallback", nil, "en-GB,en;q=0.9", "zh-CN", "en"},
		{"ui_locales before browser", []string{"zh-CN"}, "en", "en", "zh-CN"},
		{"first ui_locales that there is", []string{"fr", "zh", "en"}, "en", "en", "zh-CN"},
		{"unsupported ui_locales", []string{"fr"}, "zh-CN", "en", "zh-CN"},
		{"weights of the browser", nil, "en;q=0.5, zh-CN;q=0.8", "en", "zh-CN"},
		{"a refused language", nil, "zh;q=0, fr", "en", "en"},
		{"bare Chinese", []string{"zh"}, "", "en", "zh-CN"},
		{"by script", []string{"zh-Hans"}, "", "en", "zh-CN"},
		{"of Singapore", []string{"zh-SG"}, "", "en", "zh-CN"},
		{"of Taiwan", []string{"zh-TW"}, "", "en", "zh-CN"},
		{"traditional from the browser", nil, "zh-Hant-HK,en;q=0.5", "en", "zh-CN"},
		{"any case", []string{"ZH-cn"}, "", "en", "zh-CN"},
		{"anything will do", nil, "*", "zh-CN", "zh-CN"},
		{"broken", []string{"-", "zh_"}, ";;q=x", "xx-yy-zz-", "en"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := locales.Match(test.uiLocales, test.accept, test.fallback); got != test.want {
				t.Errorf("got %q, want %q", got, test.want)
			}
		})
	}
}

func FuzzMatch(f *testing.F) {
	for _, seed := range []string{"", "zh-CN,zh;q=0.9,en;q=0.8", "*", "en;q=", "zh-Hant-x-y", "\x00", "i-klingon"} {
		f.Add(seed, seed)
	}
	f.Fuzz(func(t *testing.T, asked, accept string) {
		if got := locales.Match([]string{asked}, accept, ""); got != "en" && got != "zh-CN" {
			t.Errorf("got %q", got)
		}
	})
}
