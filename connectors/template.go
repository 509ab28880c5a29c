package connectors

import (
	"html"
	"regexp"
	"strings"
)

// Usage is the purpose of a message.
type Usage string

// The usages.
const (
	UsageSignIn                   Usage = "SignIn"
	UsageRegister                 Usage = "Register"
	UsageForgotPassword           Usage = "ForgotPassword"
	UsageOrganizationInvitation   Usage = "OrganizationInvitation"
	UsageGeneric                  Usage = "Generic" // fallback for usages without a template
	UsageUserPermissionValidation Usage = "UserPermissionValidation"
	UsageBindNewIdentifier        Usage = "BindNewIdentifier"
	UsageMFAVerification          Usage = "MfaVerification"
	UsageBindMFA                  Usage = "BindMfa"
)

// Usages lists every usage.
func Usages() []Usage {
	return []Usage{
		UsageSignIn, UsageRegister, UsageForgotPassword, UsageOrganizationInvitation, UsageGeneric,
		UsageUserPermissionValidation, UsageBindNewIdentifier, UsageMFAVerification, UsageBindMFA,
	}
}

// Content types.
const (
	TypeText = "text/plain"
	TypeHTML = "text/html"
)

// Template is the template for messages of one usage.
type Template struct {
	Usage       Usage  `json:"usageType"`
	ContentType string `json:"contentType"` // TypeText or TypeHTML
	Subject     string `json:"subject"`
	Content     string `json:"content"`
}

// Message is a message to one recipient.
type Message struct {
	To          string // a bare address
	ContentType string
	Subject     string // one line
	Content     string
}

// TemplateFor returns the template for a usage, or else the generic one.
func TemplateFor(templates []Template, usage Usage) (Template, bool) {
	for _, wanted := range []Usage{usage, UsageGeneric} {
		for _, template := range templates {
			if template.Usage == wanted {
				return template, true
			}
		}
	}
	return Template{}, false
}

// placeholder is a name in double braces, such as {{organization.name}}.
var placeholder = regexp.MustCompile(`\{\{\s*([A-Za-z][A-Za-z0-9_.]*)\s*\}\}`)

// Fill renders the message for an address: each name in double braces is replaced
// with its value, or removed. There is no logic, values are never interpreted as
// templates themselves, and in HTML they are escaped.
func (t Template) Fill(to string, values map[string]string) Message {
	content := func(value string) string { return value }
	if t.ContentType == TypeHTML {
		content = html.EscapeString
	}
	return Message{
		To: to, ContentType: t.ContentType,
		Subject: oneLine(fill(t.Subject, values, oneLine)), Content: fill(t.Content, values, content),
	}
}

func fill(template string, values map[string]string, write func(string) string) string {
	return placeholder.ReplaceAllStringFunc(template, func(found string) string {
		return write(values[placeholder.FindStringSubmatch(found)[1]])
	})
}

// oneLine prevents a text from breaking out of a header.
func oneLine(text string) string {
	return strings.Map(func(c rune) rune {
		if c < ' ' || c == '\u007f' || c == '\u0085' || c == '\u2028' || c == '\u2029' {
			return ' '
		}
		return c
	}, text)
}
