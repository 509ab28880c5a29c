package connectors_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"portico/connectors"
)

func TestFill(t *testing.T) {
	values := map[string]string{
		"link": `https://a.example/?a=1&b="2"`, "organization.name": "<b>{{link}}</b>\r\nBcc: eve@evil.example",
	}
	tests := []struct {
		name     string
		template connectors.Template
		want     connectors.Message
	}{
		{
			"text",
			connectors.Template{ContentType: connectors.TypeText, Subject: "Join", Content: "{{link}} {{ link }}"},
			connectors.Message{
				To: "ann@example.com", ContentType: connectors.TypeText, Subject: "Join",
				Content: `https://a.example/?a=1&b="2" https://a.example/?a=1&b="2"`,
			},
		},
		{
			"values in HTML are text, not templates",
			connectors.Template{ContentType: connectors.TypeHTML, Subject: "S", Content: `<a href="{{link}}">{{organization.name}}</a>`},
			connectors.Message{
				To: "ann@example.com", ContentType: connectors.TypeHTML, Subject: "S",
				Content: `<a href="https://a.example/?a=1&amp;b=&#34;2&#34;">&lt;b&gt;{{link}}&lt;/b&gt;` + "\r\nBcc: eve@evil.example</a>",
			},
		},
		{
			"a subject is one line",
			connectors.Template{ContentType: connectors.TypeText, Subject: "To {{organization.name}}\nX: y"},
			connectors.Message{
				To: "ann@example.com", ContentType: connectors.TypeText, Subject: "To <b>{{link}}</b>  Bcc: eve@evil.example X: y",
			},
		},
		{
			"no value, no logic",
			connectors.Template{ContentType: connectors.TypeText, Content: "[{{code}}] {{#if link}} {{link|upper}} { {link} }"},
			connectors.Message{
				To: "ann@example.com", ContentType: connectors.TypeText, Content: "[] {{#if link}} {{link|upper}} { {link} }",
			},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if diff := cmp.Diff(test.want, test.template.Fill("ann@example.com", values)); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestTemplateFor(t *testing.T) {
	generic := connectors.Template{Usage: connectors.UsageGeneric}
	own := connectors.Template{Usage: connectors.UsageOrganizationInvitation}
	for name, test := range map[string]struct {
		templates []connectors.Template
		want      connectors.Usage
		ok        bool
	}{
		"its own":                        {[]connectors.Template{generic, own}, own.Usage, true},
		"else the generic":               {[]connectors.Template{{Usage: connectors.UsageSignIn}, generic}, generic.Usage, true},
		"no template of the other usage": {[]connectors.Template{{Usage: connectors.UsageSignIn}}, "", false},
	} {
		t.Run(name, func(t *testing.T) {
			got, ok := connectors.TemplateFor(test.templates, connectors.UsageOrganizationInvitation)
			if got.Usage != test.want || ok != test.ok {
				t.Errorf("got %v, %v", got, ok)
			}
		})
	}
}
