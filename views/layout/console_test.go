package layout_test

import (
	"context"
	"io"
	"regexp"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"portico/locales"
	"portico/views/component"
	"portico/views/href"
	"portico/views/layout"
	"portico/views/viewtest"
)

func shell() layout.Shell {
	return layout.Shell{
		Site: href.ConsoleOf("shop"), Tenant: "shop", TenantName: "商店",
		Person: component.Person{Name: "李雷", Identifier: "li.lei"}, Role: "管理员",
		CanChange: true, CanAdminister: true, Theme: "dark", Address: "/t/shop/console/users?q=a",
	}
}

// around puts a shell around a page.
func around(s layout.Shell, page templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return page.Render(layout.WithShell(ctx, s), w)
	})
}

func TestConsole(t *testing.T) {
	viewtest.GoldenDocument(t, "console", func(context.Context) templ.Component {
		return around(shell(), layout.Console(layout.ConsoleProps{ID: "users-page", Title: "用户", Area: layout.AreaUsers}))
	}, "Portico", "Ctrl K", "li.lei", "shop")
}

func TestConsoleCompliesWithThePolicy(t *testing.T) {
	s := shell()
	s.Flash = "Saved."
	html := render(t, context.Background(), around(s, layout.Console(layout.ConsoleProps{ID: "p", Title: "Users"})))
	if found := regexp.MustCompile(`\s(style|on[a-z]+)="|<style`).FindString(html); found != "" {
		t.Errorf("the policy for content forbids %q", found)
	}
	for _, want := range []string{`data-theme="dark"`, `<title>Users · Portico</title>`, "Saved.", `name="return" value="/t/shop/console/users?q=a"`} {
		if !strings.Contains(html, want) {
			t.Errorf("the page lacks %q", want)
		}
	}
}

func TestSidebarShowsWhatMayBeSeen(t *testing.T) {
	tests := []struct {
		name          string
		canAdminister bool
		want          bool
	}{{"admin", true, true}, {"editor", false, false}}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := shell()
			s.CanAdminister = test.canAdminister
			ctx := locales.WithLanguage(context.Background(), "en")
			html := render(t, ctx, around(s, layout.Console(layout.ConsoleProps{ID: "p", Title: "T"})))
			if got := strings.Contains(html, s.Site.Operators()+`"`); got != test.want {
				t.Errorf("operators are offered: %v, want %v", got, test.want)
			}
			if !strings.Contains(html, s.Site.Keys()+`"`) {
				t.Error("signing keys are not offered")
			}
		})
	}
}
