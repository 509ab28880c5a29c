package api_test

import (
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"

	"portico/app/server/servertest"
	"portico/models"
)

// Each rule of a request's schema has its own text, in the caller's language.
func TestFieldFailures(t *testing.T) {
	p := servertest.New(t)
	p.Operator(models.RoleAdmin)
	token := p.OperatorToken(models.RoleAdmin, models.TenantDefault)
	const invitation = `{"invitee":"a@example.com","expiresAt":1,"organizationId":`
	tests := []struct{ rule, method, path, body, field, message string }{
		{"required", "POST", "/roles", `{"name":"a"}`, "description", "此字段为必填项。"},
		{"string", "POST", "/roles", `{"name":1,"description":""}`, "name", "请提供字符串。"},
		{"boolean", "PATCH", "/users/a/is-suspended", `{"isSuspended":"no"}`, "isSuspended", "请提供 true 或 false。"},
		{"integer", "PATCH", "/configs/oidc/session", `{"ttl":60.5}`, "ttl", "请提供整数。"},
		{"integer", "GET", "/users?page=x", "", "page", "请提供整数。"},
		{"array", "PUT", "/users/a/roles", `{"roleIds":"a"}`, "roleIds", "请提供数组。"},
		{"object", "PATCH", "/users/a/custom-data", `{"customData":[]}`, "customData", "请提供对象。"},
		{"enum", "POST", "/roles", `{"name":"a","description":"","type":"x"}`, "type", "请提供以下值之一：User, MachineToMachine。"},
		{"minimum", "POST", "/users/a/personal-access-tokens", `{"name":"a","expiresAt":0}`, "expiresAt", "不能小于 1。"},
		{"maximum", "GET", "/users?page_size=101", "", "page_size", "不能大于 100。"},
		{"minLength", "POST", "/organization-invitations", invitation + `""}`, "organizationId", "至少需要 1 个字符。"},
		{"maxLength", "POST", "/organization-invitations", invitation + `"` + strings.Repeat("a", 22) + `"}`, "organizationId", "最多 21 个字符。"},
		{"minItems", "POST", "/roles/a/users", `{"userIds":[]}`, "userIds", "至少 1 项。"},
		{"maxItems", "PUT", "/users/a/roles", `{"roleIds":["a"` + strings.Repeat(`,"a"`, 1000) + `]}`, "roleIds", "最多 1000 项。"},
		{"oneOf", "POST", "/organization-invitations", invitation + `"a","messagePayload":3}`, "messagePayload", "值的类型错误，或值过大。"},
		{"kind", "PATCH", "/configs/oidc/session", `{"ttl":1e30}`, "body", "值的类型错误，或值过大。"},
		{"body", "POST", "/roles", "", "body", "请发送 JSON 格式的请求体。"},
		{"JSON", "POST", "/roles", `{"name":`, "body", "无法读取，请按文档要求发送 JSON。"},
	}
	tested := []string{}
	for _, test := range tests {
		tested = append(tested, test.rule)
		t.Run(test.rule+" "+test.path, func(t *testing.T) {
			request, err := http.NewRequest(test.method, servertest.Endpoint+"/api"+test.path, strings.NewReader(test.body))
			if err != nil {
				t.Fatal(err)
			}
			request.Header.Set("Content-Type", "application/json")
			request.Header.Set("Authorization", "Bearer "+token)
			request.Header.Set("Accept-Language", "zh-CN")
			answer := p.For(t).Do(request)
			want := `{"field":"` + test.field + `","message":"` + test.message + `"}`
			if answer.StatusCode != http.StatusBadRequest || !strings.Contains(answer.Text, want) {
				t.Errorf("%d %s\nwant %s", answer.StatusCode, answer.Text, want)
			}
		})
	}
	for _, rule := range rulesOf(t, p) {
		if !slices.Contains(tested, rule) {
			t.Errorf("breaking %s is not tested", rule)
		}
	}
}

// rulesOf lists the document's rules for requests.
func rulesOf(t *testing.T, p *servertest.Provider) []string {
	t.Helper()
	document, err := openapi3.NewLoader().LoadFromData([]byte(p.API("GET", "/api/swagger.json", "", "").Text))
	if err != nil {
		t.Fatal(err)
	}
	rules := []string{}
	for _, path := range document.Paths.Map() {
		for _, operation := range path.Operations() {
			for _, param := range operation.Parameters {
				rules = append(rules, rulesIn(param.Value.Schema)...)
			}
			if operation.RequestBody != nil {
				rules = append(rules, rulesIn(operation.RequestBody.Value.Content["application/json"].Schema)...)
			}
		}
	}
	slices.Sort(rules)
	return slices.Compact(rules)
}

func rulesIn(ref *openapi3.SchemaRef) []string {
	schema, rules := ref.Value, []string{}
	if schema.Type != nil {
		rules = slices.DeleteFunc(slices.Clone(schema.Type.Slice()), func(name string) bool { return name == "null" })
	}
	for rule, isPresent := range map[string]bool{
		"required": len(schema.Required) > 0, "enum": len(schema.Enum) > 0, "oneOf": len(schema.OneOf) > 0,
		"anyOf": len(schema.AnyOf) > 0, "allOf": len(schema.AllOf) > 0, "not": schema.Not != nil,
		"minimum": schema.Min != nil, "maximum": schema.Max != nil, "multipleOf": schema.MultipleOf != nil,
		"minLength": schema.MinLength > 0, "maxLength": schema.MaxLength != nil, "pattern": schema.Pattern != "",
		"minItems": schema.MinItems > 0, "maxItems": schema.MaxItems != nil, "uniqueItems": schema.UniqueItems,
		"minProperties": schema.MinProps > 0, "maxProperties": schema.MaxProps != nil,
	} {
		if isPresent {
			rules = append(rules, rule)
		}
	}
	if schema.Items != nil {
		rules = append(rules, rulesIn(schema.Items)...)
	}
	for _, inner := range append(slices.Clone(schema.OneOf), properties(schema)...) {
		rules = append(rules, rulesIn(inner)...)
	}
	return rules
}

func properties(schema *openapi3.Schema) []*openapi3.SchemaRef {
	refs := []*openapi3.SchemaRef{}
	for _, property := range schema.Properties {
		refs = append(refs, property)
	}
	return refs
}
