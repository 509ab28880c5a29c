package component_test

import (
	"context"
	"strconv"
	"testing"

	"github.com/a-h/templ"

	"portico/models"
	"portico/views/component"
	"portico/views/icon"
	"portico/views/viewtest"
)

// scopes returns this many permissions.
func scopes(count int) []models.ResourceScope {
	all := make([]models.ResourceScope, count)
	for i := range all {
		all[i] = models.ResourceScope{Scope: models.Scope{Name: "read:" + strconv.Itoa(i)}, Resource: models.Resource{Name: "订单"}}
	}
	return all
}

// listed is a list of this many users, found with the query.
func listed(count int, query string) component.ListProps {
	return component.ListProps{
		ID: "users", URL: "/l", Query: query, SearchLabel: "按姓名搜索", Count: count, Filters: component.Badge(component.BadgePlain, "全部"),
		Action: component.ButtonLink(component.ButtonPlain, "/l/new", "添加"), Pager: component.PagerProps{From: 1, To: count, Total: int64(count), Target: "users"},
		None:    component.Empty{Icon: icon.Users(), Title: "没有用户", Lead: "添加第一个。"},
		Nothing: component.Empty{Title: "没有结果", Lead: "换一个词试试。", Action: component.ButtonLink(component.ButtonPlain, "/l", "全部显示")},
	}
}

// The parts of the hosted pages.
func TestHostedParts(t *testing.T) {
	policy := models.PasswordPolicy{MinLength: 8, MinCharacterTypes: 2, RejectRepetition: true, RejectUserInfo: true, RejectWords: []string{"x"}}
	parts := []struct {
		name string
		part templ.Component
	}{
		{"account", component.Account(component.Person{Name: "李雷", Identifier: "13800138000"})},
		{"button", component.Button(component.ButtonProps{Kind: component.ButtonPrimary, ID: "go", Label: "同意", Name: "action", Value: "authorize"})},
		{"button_link", component.ButtonLink(component.ButtonPlain, "/x", "注册")},
		{"field", component.Field(component.FieldProps{Name: "identifier", Label: "用户名", Value: `"><b>`, Autocomplete: "username", Hint: "字母和数字", Autofocus: true})},
		{"field_wrong", component.Field(component.FieldProps{Name: "identifier", Label: "用户名", Autocomplete: "username", Hint: "字母和数字", Error: "已被使用。"})},
		{"form_errors", component.FormErrors(map[string]string{"": "请稍后再试。", "identifier": "已被使用。"})},
		{"form_errors_summary", component.FormErrors(map[string]string{"identifier": "已被使用。"})},
		{"hidden", component.Hidden([]component.Value{{Name: "code", Value: `"><b>`}, {Name: "state", Value: "1"}})},
		{"language_switch", component.LanguageSwitch("interaction=abc")},
		{"outside_link", component.OutsideLink("https://northwind.example/terms", "使用条款")},
		{"password_field", component.PasswordField(component.PasswordFieldProps{Name: "password", Label: "密码", Autocomplete: "current-password"})},
		{"password_field_wrong", component.PasswordField(component.PasswordFieldProps{Name: "newPassword", Label: "密码", Autocomplete: "new-password", Error: "太短。", Described: true})},
		{"password_rules", component.PasswordRules("newPassword", policy)},
		{"symbol", component.Symbol(component.SymbolGood)},
		{"brand_tile", component.BrandTile("北风")},
	}
	for _, p := range parts {
		viewtest.Golden(t, p.name, func(context.Context) templ.Component { return p.part })
	}
}

// The parts of the console, each as used on a page.
func TestConsoleParts(t *testing.T) {
	csrf := component.Hidden([]component.Value{{Name: "csrf", Value: "csrf-token"}})
	parts := []struct {
		name string
		part templ.Component
		data []string
	}{
		{"api_button", component.APIButton(component.APICall{Method: "PATCH", URL: "https://id.example/api/applications/a1?x=1", Body: `{"name":"It's"}`}), []string{
			"PATCH", "/api/applications/a1?x=1",
		}},
		{"badge", component.Badge(component.BadgeWarn, "待处理"), nil},
		{"back_link", component.BackLink("/console/users", "用户"), nil},
		{"check_list", component.CheckList(component.CheckListProps{Name: "roles", Legend: "角色", Hint: "可以多选。", Error: "请重新选择。", Items: []component.CheckItem{{Value: "a", Title: "管理", Sub: "可以更改一切", IsChecked: true}, {Value: "b", Title: "编辑"}}}), nil},
		{"choice", component.Choice(component.ChoiceProps{Name: "type", Value: "SPA", Title: "单页应用", Lead: "在浏览器中运行", IsChosen: true}), nil},
		{"code_block", component.CodeBlock("curl <x>"), nil},
		{"confirm", component.Confirm(component.ConfirmProps{Title: "删除商店？", Text: "无法恢复。", Action: "/d", CancelURL: "/c", Label: "删除", Name: "商店", CSRF: csrf}), nil},
		{"confirm_wrong", component.Confirm(component.ConfirmProps{Title: "删除商店？", Text: "无法恢复。", Action: "/d", CancelURL: "/c", Label: "删除", Name: "商店", Error: "不一致", CSRF: csrf}), nil},
		{"confirm_click", component.Confirm(component.ConfirmProps{Title: "结束会话？", Text: "对方需要重新登录。", Action: "/d", CancelURL: "/c", Label: "结束", CSRF: csrf}), nil},
		{"copy", component.Copy("8fq2l9w4c1xk"), nil},
		{"dialog_link", component.DialogLink("button danger", "/d", "删除"), nil},
		{"difference", component.Difference([]component.FieldChange{{Field: "name", Before: `"a"`, After: `"b"`}, {Field: "description", After: "<b>"}}), nil},
		{"empty_state", component.EmptyState(icon.SearchX(), "没有结果", "换一个词试试。"), nil},
		{"list_field", component.ListField(component.ListFieldProps{Name: "redirectUris", Label: "回调地址", Values: []string{"https://a.example/"}, Hint: "逐字比较。", Error: "必须是完整地址。"}), nil},
		{"holder_table", component.HolderTable("用户", []component.HolderRow{
			{ID: "u1", URL: "/u/u1", Title: "李雷", Sub: "<b>", Mark: component.Avatar("李雷"), CreatedAt: 1_778_594_580_000, RemoveURL: "/u/u1/remove"},
			{ID: "u2", URL: "/u/u2", Title: "韩梅梅", CreatedAt: 1_778_594_580_000, RemoveURL: "/u/u2/remove"},
		}), []string{"UTC", "&lt;", "&gt;"}},
		{"list_panel", component.ListPanel(listed(1, "")), nil},
		{"list_panel_none", component.ListPanel(listed(0, "")), nil},
		{"list_panel_nothing", component.ListPanel(listed(0, "<a>")), []string{"&lt;", "&gt;"}},
		{"moment", component.Moment(1_778_594_580_000), []string{"UTC"}},
		{"page_head", component.PageHead(component.PageHeadProps{Title: "商店", Lead: "网上商店", BackURL: "/a", BackLabel: "应用", Mark: component.Tile("商店"), Badges: component.Badge(component.BadgeOK, "正常"), ID: "8fq2l9w4c1xk"}), nil},
		{"pager", component.Pager(component.PagerProps{From: 21, To: 40, Total: 134, PreviousURL: "/l", NextURL: "/l?page=3", Target: "users"}), nil},
		{"pager_end", component.Pager(component.PagerProps{From: 9981, To: 10000, Total: 10000, IsCapped: true, PreviousURL: "/l?page=499", Target: "logs"}), nil},
		{"save_bar", component.SaveBar(), nil},
		{"search_field", component.SearchField(component.SearchFieldProps{Action: "/l", Value: "<a>", Label: "按姓名搜索", Target: "users"}), nil},
		{"secret", component.Secret("s3cret"), nil},
		{"branding_fields", component.BrandingFields(models.Branding{LogoURL: `https://shop.example/"><b>`}, models.Color{PrimaryColor: "#123456", DarkPrimaryColor: "red"}, map[string]string{"darkPrimaryColor": "颜色有误。"}), []string{"#rgb", "#rrggbb", "#5b4ee5", "https://example.com/picture.svg"}},
		{"section", component.Section("基本信息", "登录时显示。"), nil},
		{"select", component.Select(component.SelectProps{Name: "alg", Label: "算法", Value: "b", Options: []component.Option{{Value: "a", Label: "甲"}, {Value: "b", Label: "乙"}}, Error: "请选择。"}), nil},
		{"step_list", component.StepList([]component.Step{{Title: "创建应用", Lead: "用户登录的程序。", URL: "/a", Label: "创建", IsDone: true}, {Title: "邀请", Lead: "一起管理。", URL: "/b", Label: "邀请"}}), nil},
		{"switch", component.Switch(component.SwitchProps{Name: "rotate", Label: "轮换", Hint: "更安全。", IsOn: true}), nil},
		{"tabs", component.Tabs("商店", []component.Tab{{URL: "/a", Label: "设置", IsCurrent: true}, {URL: "/b", Label: "日志", Count: 3}}), nil},
		{"text_area", component.TextArea(component.TextAreaProps{Name: "customData", Label: "自定义数据", Value: "{}", Rows: 6, IsJSON: true, Error: "格式有误。"}), []string{"JSON"}},
		{"text_field", component.TextField(component.TextFieldProps{Name: "name", Label: "名称", Value: `"><b>`, Hint: "对用户可见。", Error: "不能为空。", IsRequired: true, MaxLength: 128}), nil},
		{"role_table", component.RoleTable([]component.RoleRow{
			{Role: models.Role{Name: "采购", Description: "对订单的权限"}, URL: "/r", RemoveURL: "/r/remove", Scopes: scopes(8)},
			{Role: models.Role{Name: "审核"}, URL: "/s", RemoveURL: "/s/remove"},
		}), []string{"read:"}},
		{"role_table_viewer", component.RoleTable([]component.RoleRow{{Role: models.Role{Name: "采购"}, URL: "/r", Scopes: scopes(1)}}), []string{"read:"}},
		{"picker", component.Picker(component.PickerProps{
			ID: "people", Action: "/p", CancelURL: "/c", Query: "<李>", SearchLabel: "按姓名搜索", Legend: "用户", Label: "添加", Total: 7, CSRF: csrf,
			Items:  []component.PickerItem{{ID: "u1", Title: "李雷", Sub: "13800138000", Mark: component.Avatar("李雷"), IsChosen: true}, {ID: "u2", Title: "韩梅梅"}},
			Errors: map[string]string{"": "请选择用户。"},
		}), nil},
		{"picker_empty", component.Picker(component.PickerProps{ID: "people", Action: "/p", CancelURL: "/c", SearchLabel: "按姓名搜索", Label: "添加", CSRF: csrf}), nil},
		{"toast", component.Toast("已保存。"), nil},
		{"toast_bad", component.ToastBad("操作失败。"), nil},
	}
	for _, p := range parts {
		viewtest.Golden(t, p.name, func(context.Context) templ.Component { return p.part }, append(p.data, "curl", "8fq2l9w4c1xk")...)
	}
}
