package component_test

import (
	"context"
	"testing"

	"github.com/a-h/templ"

	"portico/views/component"
	"portico/views/icon"
	"portico/views/viewtest"
)

// The parts of the console, each as it stands on a page.
func TestConsoleParts(t *testing.T) {
	csrf := component.Hidden([]component.Value{{Name: "csrf", Value: "csrf-token"}})
	parts := []struct {
		name string
		part templ.Component
		data []string
	}{
		{"api_button", component.APIButton(component.APICall{Method: "PATCH", URL: "https://id.example/api/applications/a1?x=1", Body: `{"name":"It's"}`}), []string{"PATCH", "/api/applications/a1?x=1"}},
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
		{"moment", component.Moment(1_778_594_580_000), []string{"UTC"}},
		{"page_head", component.PageHead(component.PageHeadProps{Title: "商店", Lead: "网上商店", BackURL: "/a", BackLabel: "应用", Mark: component.Tile("商店"), Badges: component.Badge(component.BadgeOK, "正常"), ID: "8fq2l9w4c1xk"}), nil},
		{"pager", component.Pager(component.PagerProps{From: 21, To: 40, Total: 134, PreviousURL: "/l", NextURL: "/l?page=3", Target: "users"}), nil},
		{"pager_end", component.Pager(component.PagerProps{From: 9981, To: 10000, Total: 10000, IsCapped: true, PreviousURL: "/l?page=499", Target: "logs"}), nil},
		{"save_bar", component.SaveBar(), nil},
		{"search_field", component.SearchField(component.SearchFieldProps{Action: "/l", Value: "<a>", Label: "按姓名搜索", Target: "users"}), nil},
		{"secret", component.Secret("s3cret"), nil},
		{"section", component.Section("基本信息", "登录时显示。"), nil},
		{"select", component.Select(component.SelectProps{Name: "alg", Label: "算法", Value: "b", Options: []component.Option{{Value: "a", Label: "甲"}, {Value: "b", Label: "乙"}}, Error: "请选择。"}), nil},
		{"step_list", component.StepList([]component.Step{{Title: "创建应用", Lead: "用户登录的程序。", URL: "/a", Label: "创建", IsDone: true}, {Title: "邀请", Lead: "一起管理。", URL: "/b", Label: "邀请"}}), nil},
		{"switch", component.Switch(component.SwitchProps{Name: "rotate", Label: "轮换", Hint: "更安全。", IsOn: true}), nil},
		{"tabs", component.Tabs("商店", []component.Tab{{URL: "/a", Label: "设置", IsCurrent: true}, {URL: "/b", Label: "日志", Count: 3}}), nil},
		{"text_area", component.TextArea(component.TextAreaProps{Name: "customData", Label: "自定义数据", Value: "{}", Rows: 6, IsJSON: true, Error: "格式有误。"}), []string{"JSON"}},
		{"text_field", component.TextField(component.TextFieldProps{Name: "name", Label: "名称", Value: `"><b>`, Hint: "对用户可见。", Error: "不能为空。", IsRequired: true, MaxLength: 128}), nil},
		{"toast", component.Toast("已保存。"), nil},
		{"toast_bad", component.ToastBad("操作失败。"), nil},
	}
	for _, p := range parts {
		viewtest.Golden(t, p.name, func(context.Context) templ.Component { return p.part }, append(p.data, "curl", "8fq2l9w4c1xk")...)
	}
}
