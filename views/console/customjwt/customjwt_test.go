package customjwt_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"

	"portico/models"
	"portico/views/component"
	"portico/views/console/customjwt"
	"portico/views/layout"
	"portico/views/viewtest"
)

const (
	made   = int64(1_780_000_000_000)
	apiURL = "https://id.example/t/shop/api/configs/jwt-customizer"
	editor = "/t/shop/console/customize-jwt/access-token"
)

func saved() *models.JWTCustomizer {
	return &models.JWTCustomizer{Kind: models.TokenAccess, Script: "const 甲 = 1;\n", UpdatedAt: made}
}

func script(mayEdit bool) customjwt.Script {
	return customjwt.Script{
		Kind: models.TokenAccess, Saved: saved(), MayEdit: mayEdit,
		Failures: customjwt.Failures{Count: 3, Message: "时间到了", At: made},
	}
}

func aids(mayEdit bool) customjwt.Aids {
	return customjwt.Aids{
		Script: script(mayEdit), URL: editor, Starter: "const 起 = 1;",
		Members:  []customjwt.Member{{Name: "token", Type: "object", Members: []customjwt.Member{{Name: "aud", Type: "string"}}}},
		Limits:   customjwt.Limits{Seconds: 3, MegaBytes: 64},
		Subjects: customjwt.Subjects{Found: []component.PickerItem{{ID: "user1", Title: "李雷", Mark: component.Avatar("李雷")}}},
		Cases:    customjwt.Cases{Saved: []customjwt.Case{{ID: "case1", Name: "金牌", Claims: `{"plan":1}`}}},
	}
}

func values() customjwt.Values {
	return customjwt.Values{
		Script: "const 甲 = 1;\n", Token: "{}", Context: "{}", IsOn: true,
		Variables: []customjwt.Variable{{Name: "KEY", IsSaved: true}},
	}
}

func page(a customjwt.Aids, errors map[string]string) func(context.Context) templ.Component {
	return func(ctx context.Context) templ.Component {
		form := customjwt.EditorForm(layout.Form[customjwt.Values]{Values: values(), Action: editor, Errors: errors}, a)
		return a.Record(ctx, apiURL).Tab(customjwt.TabEditor).With(form)
	}
}

func TestPages(t *testing.T) {
	measures := []customjwt.Measure{{Name: "seccomp", Detail: "系统调用", Holds: true}, {Name: "Landlock", Detail: "没有"}}
	viewtest.Check(t, []viewtest.Page{
		{
			Name: "overview",
			Show: func(ctx context.Context) templ.Component {
				scripts := []customjwt.Script{script(true), {Kind: models.TokenClientCredentials, MayEdit: true}}
				return customjwt.ListPage(ctx, apiURL).With(customjwt.List(scripts, measures))
			},
			Heading: "console.customjwt.title",
			Links: []string{
				"/t/shop/console/audit-logs?key=JwtCustomizer.AccessToken", editor, editor + "/delete",
				"/t/shop/console/customize-jwt/client-credentials",
			},
			Says: []string{
				"console.customjwt.forUsers", "console.customjwt.on", "时间到了", "console.customjwt.forMachines", "console.customjwt.add",
				"console.customjwt.confinement", "console.customjwt.measure.seccomp", "console.customjwt.holds",
				"console.customjwt.measure.landlock", "console.customjwt.holdsNot",
			},
		},
		{
			Name: "overview, as a viewer",
			Show: func(ctx context.Context) templ.Component {
				scripts := []customjwt.Script{{Kind: models.TokenAccess, Saved: saved()}, {Kind: models.TokenClientCredentials}}
				return customjwt.ListPage(ctx, apiURL).With(customjwt.List(scripts, nil))
			},
			IsViewer: true, Heading: "console.customjwt.title", Links: []string{editor},
			Says: []string{"console.customjwt.view", "console.customjwt.none", "console.customjwt.unknownMeasures"},
		},
		{
			Name: "editor, as a viewer", Show: page(aids(false), nil), IsViewer: true, Heading: "console.customjwt.user",
			Links: []string{
				"/t/shop/console/customize-jwt", editor, editor + "/history", "/t/shop/console/audit-logs?key=JwtCustomizer.AccessToken",
			},
			Forms: []viewtest.Form{{ID: "script-form", To: "POST " + editor, Fields: []string{
				"script=const 甲 = 1;\n disabled", "token={} disabled", "context={} disabled", "variableName=KEY disabled", "variableValue= disabled",
				"on=on disabled", "blocks= (on) disabled",
			}}},
			Lacks: []string{`id="script-run"`, "data-save-bar"},
		},
		{
			Name: "editor", Show: page(aids(true), map[string]string{"script": "脚本不对"}), Heading: "console.customjwt.user",
			Links: []string{
				"/t/shop/console/customize-jwt", editor, editor + "/history", "/t/shop/console/audit-logs?key=JwtCustomizer.AccessToken",
				editor + "?defaults=on", editor + "/cases/case1/delete",
			},
			Forms: []viewtest.Form{{ID: "script-form", To: "POST " + editor, Fields: []string{
				"script=const 甲 = 1;\n", "q=", "[subject=user1]", "token={}", "context={}", "variableName=KEY", "variableValue=",
				"variableRemoved= (KEY)", "variableName=", "variableValue=", "caseName=", "on=on", "blocks= (on)",
			}}},
			Errors: map[string]string{"script": "脚本不对"},
			Says:   []string{"时间到了", "console.customjwt.run", "李雷", "console.customjwt.help.function", "金牌", "console.customjwt.noResult"},
		},
		{
			Name: "result",
			Show: func(context.Context) templ.Component {
				return customjwt.ResultPanel(&customjwt.Result{
					Header: []customjwt.Line{{Name: "alg", Value: `"甲"`}}, Token: []customjwt.Line{{Name: "plan", Value: `"金"`, IsCustom: true}},
					Extra: `{"plan":"金"}`, Count: 1, Ignored: []string{"sub"}, Console: []string{"你好"}, Took: 41 * time.Millisecond, Allocated: 2 << 20,
				})
			},
			Says: []string{"console.customjwt.passed", "41 ms · 2.0 MB", "console.customjwt.ignored", "console.customjwt.extra", "console.customjwt.isCustom", "你好"},
		},
		{
			Name: "failure",
			Show: func(context.Context) templ.Component {
				return customjwt.ResultPanel(&customjwt.Result{Failure: &customjwt.Failure{Kind: "thrown", Message: "坏了", Line: 9, Column: 3}})
			},
			Says: []string{"console.customjwt.failedTest", "console.customjwt.failure.thrown", "坏了", "console.customjwt.place"},
		},
		{
			Name: "history",
			Show: func(ctx context.Context) templ.Component {
				record := script(true).Record(ctx, apiURL)
				return record.Tab(customjwt.TabHistory).With(customjwt.History(record, []models.JWTCustomizerVersion{
					{Number: 2, ActorName: "韩梅梅", CreatedAt: made}, {Number: 1, CreatedAt: made},
				}))
			},
			Heading: "console.customjwt.user",
			Links: []string{
				"/t/shop/console/customize-jwt", editor, editor + "/history", "/t/shop/console/audit-logs?key=JwtCustomizer.AccessToken",
				editor + "/history/2", editor + "/history/1", editor + "/history/1/restore",
			},
			Says: []string{"console.customjwt.current", "韩梅梅", "console.customjwt.rollBack"},
		},
	}, "Portico", "JWT", "PUT", "KB", "const", "getCustomJwtClaims", "scope", "exp", "api.denyAccess", "API", "curl", "custom-jwt.js", "KEY", "NAME", "aud", "token", "context", "Landlock", "seccomp", "ms", "MB", "Ctrl", "Esc", "Tab", "JSON", "alg", "plan", "sub")
}

// A version shows which lines rolling back would change, with a few lines around them.
func TestVersionDifference(t *testing.T) {
	ctx := viewtest.Context("en")
	number := func(lines ...string) string { return strings.Join(lines, "\n") }
	version := &models.JWTCustomizerVersion{Number: 1, Script: number("a", "b", "c", "d", "e", "old", "g")}
	source := viewtest.Render(t, ctx, customjwt.VersionPage(ctx, script(true).Record(ctx, apiURL), version, number("a", "b", "c", "d", "e", "new", "g")))
	difference := source[strings.Index(source, `class="code-difference"`):strings.Index(source, `id="whole-title"`)]
	for _, want := range []string{"2 unchanged lines", "<code>c</code>", "<del><code>new</code></del>", "<ins><code>old</code></ins>", "<code>g</code>"} {
		if !strings.Contains(difference, want) {
			t.Errorf("the difference lacks %q: %s", want, difference)
		}
	}
	if strings.Contains(difference, "<code>b</code>") {
		t.Error("the difference has a line far from any change")
	}
}

// What scripts, their results and their authors contain is escaped.
func TestMarkupStaysText(t *testing.T) {
	const evil = viewtest.Markup
	marked := aids(true)
	marked.Failures.Message, marked.Starter, marked.Examples = evil, evil, []string{evil}
	marked.Members = []customjwt.Member{{Name: "token", Type: "object", Members: []customjwt.Member{{Name: evil}}}}
	marked.Subjects = customjwt.Subjects{Query: evil, Loaded: evil, Found: []component.PickerItem{{ID: evil, Title: evil, Sub: evil, Mark: component.Avatar(evil)}}}
	marked.Cases = customjwt.Cases{Added: evil, Saved: []customjwt.Case{{ID: "c", Name: evil, Claims: evil}}}
	marked.Failing = []customjwt.FailingCase{{Name: evil, Expected: evil, Got: evil}}
	marked.Result = &customjwt.Result{
		Header: []customjwt.Line{{Name: evil, Value: evil}}, Token: []customjwt.Line{{Name: evil, Value: evil, IsCustom: true}},
		Extra: evil, Ignored: []string{evil}, Console: []string{evil},
	}
	typed := customjwt.Values{Script: evil, Token: evil, Context: evil, CaseName: evil, Variables: []customjwt.Variable{{Name: evil, Value: evil}}}
	viewtest.Escapes(t, map[string]templ.Component{
		"editor":  customjwt.EditorForm(layout.Form[customjwt.Values]{Values: typed, Action: editor}, marked),
		"failure": customjwt.ResultPanel(&customjwt.Result{Failure: &customjwt.Failure{Message: evil}, Console: []string{evil}}),
		"history": customjwt.History(layout.Record{URL: editor}, []models.JWTCustomizerVersion{{Number: 1, ActorName: evil}}),
	})
}
