package customjwt

import (
	"context"

	"portico/locales"
	"portico/models"
	"portico/views/component"
	"portico/views/layout"
)

// The names of the tabs, as used in URLs.
const (
	TabEditor  = "editor"
	TabHistory = "history"
)

// KindPath is a kind of tokens as paths name it.
func KindPath(kind models.TokenKind) string {
	if kind == models.TokenClientCredentials {
		return "client-credentials"
	}
	return "access-token"
}

// KindName is the name of a kind of tokens.
func KindName(ctx context.Context, kind models.TokenKind) string {
	if kind == models.TokenClientCredentials {
		return locales.T(ctx, "console.customjwt.machine")
	}
	return locales.T(ctx, "console.customjwt.user")
}

func kindLead(ctx context.Context, kind models.TokenKind) string {
	if kind == models.TokenClientCredentials {
		return locales.T(ctx, "console.customjwt.machineLead")
	}
	return locales.T(ctx, "console.customjwt.userLead")
}

// Script is what the pages of a script show on every tab.
type Script struct {
	Kind models.TokenKind
	// Saved is the saved script; nil if there is none.
	Saved    *models.JWTCustomizer
	Failures Failures
	// MayEdit reports whether the operator may edit and test it.
	MayEdit bool
}

// Failures are the failures of a script since it was last changed.
type Failures struct {
	Count    int64
	IsCapped bool // there are more than Count
	Message  string
	At       int64 // epoch ms, of the last one
}

// Record is the page with the tabs of the script; apiURL is that of all scripts.
func (s Script) Record(ctx context.Context, apiURL string) layout.Record {
	site := layout.ShellOf(ctx).Site
	url := apiURL + "/" + KindPath(s.Kind)
	record := layout.Record{
		Page: layout.Page{
			Title: KindName(ctx, s.Kind), Lead: kindLead(ctx, s.Kind), Area: layout.AreaCustomJWT, Badges: stateBadge(s.Saved),
			BackURL: site.CustomJWT(), BackLabel: locales.T(ctx, "console.customjwt.title"), Label: locales.T(ctx, "console.customjwt.tabs"),
			Note: failuresNote(s),
		},
		Noun: "script", Name: KindName(ctx, s.Kind), URL: site.Script(KindPath(s.Kind)), APIURL: url, MayChange: s.MayEdit,
	}
	editor := layout.RecordTab{Name: TabEditor, Label: locales.T(ctx, "console.customjwt.tab.editor"), Calls: []component.APICall{
		{Method: "GET", URL: url},
		{Method: "PUT", URL: url, Body: `{"script": "…", "environmentVariables": {"NAME": "value"}, "blockIssuanceOnError": false}`},
		{
			Method: "POST", URL: apiURL + "/test", Body: `{"tokenType": "` + KindPath(s.Kind) + `", "script": "…", "token": {}, "context": {}}`,
			Note: locales.T(ctx, "console.customjwt.testCall"),
		},
	}}
	record.Pages = []layout.RecordTab{editor}
	if s.Saved != nil {
		record.Pages = append(record.Pages, layout.RecordTab{
			Name: TabHistory, Label: locales.T(ctx, "console.customjwt.tab.history"), Calls: []component.APICall{{Method: "GET", URL: url}},
		})
	}
	return record
}
