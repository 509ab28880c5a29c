package signingkey_test

import (
	"context"
	"strings"
	"testing"

	"github.com/a-h/templ"

	"portico/locales"
	"portico/models"
	"portico/views/component"
	"portico/views/console/signingkey"
	"portico/views/layout"
	"portico/views/viewtest"
)

const made = int64(1_780_000_000_000)

// keys are the keys of two algorithms, one of which has been rotated.
func keys() []models.SigningKey {
	const day = 24 * 3600 * 1000
	return []models.SigningKey{
		{ID: "next-es256", Algorithm: "ES256", Status: models.KeyNext, CreatedAt: made + day},
		{ID: "previous-es256", Algorithm: "ES256", Status: models.KeyPrevious, CreatedAt: made, RotatedAt: made + day},
		{ID: "current-es256", Algorithm: "ES256", Status: models.KeyCurrent, CreatedAt: made},
		{ID: "current-rs256", Algorithm: "RS256", Status: models.KeyCurrent, CreatedAt: made},
		{ID: "next-rs256", Algorithm: "RS256", Status: models.KeyNext, CreatedAt: made},
	}
}

// page is the page of the keys with a default algorithm.
func page(byDefault string) templ.Component {
	return viewtest.Late(func(ctx context.Context) templ.Component {
		return signingkey.KeysPage(ctx, "https://id.example/api/configs/oidc/private-keys").
			With(signingkey.Keys(keys(), byDefault, defaultForm(byDefault, nil)))
	})
}

func defaultForm(algorithm string, errors map[string]string) templ.Component {
	return signingkey.DefaultForm(layout.Form[string]{Values: algorithm, Action: "/t/shop/console/signing-keys", Errors: errors})
}

func TestPages(t *testing.T) {
	viewtest.Check(t, []viewtest.Page{
		{
			Name:    "list",
			Show:    func(context.Context) templ.Component { return page("ES256") },
			Heading: "console.keys.title",
			Links: []string{
				"/t/shop/console/signing-keys/rotate?algorithm=ES256", "/t/shop/console/signing-keys/previous-es256/delete",
				"/t/shop/console/signing-keys/rotate?algorithm=RS256",
			},
			Forms: []viewtest.Form{
				{ID: "keys-default", To: "POST /t/shop/console/signing-keys", Fields: []string{"algorithm=ES256 (RS256, ES384)"}},
			},
			Says: []string{
				"console.key.next", "console.keys.nextMeaning", "console.key.current", "console.keys.currentMeaning", "console.key.previous",
				"console.keys.previousMeaning", "ES256", "console.keys.isDefault", "console.keys.rotate", "console.key.next", "next-es256",
				"2026-05-29T20:26:40Z", "console.keys.notYet", "console.key.current", "current-es256", "2026-05-28T20:26:40Z",
				"console.keys.since", "console.key.previous", "previous-es256", "2026-05-28T20:26:40Z", "console.keys.until",
				"console.keys.delete", "RS256", "console.keys.rotate", "console.key.next", "next-rs256", "2026-05-28T20:26:40Z",
				"console.keys.notYet", "console.key.current", "current-rs256", "2026-05-28T20:26:40Z", "console.keys.since",
				"console.keys.defaultTitle", "console.keys.defaultSave",
			},
		},
		{
			Name: "list, as a viewer", IsViewer: true,
			Show:    func(context.Context) templ.Component { return page("RS256") },
			Heading: "console.keys.title",
			Says: []string{
				"console.key.next", "console.keys.nextMeaning", "console.key.current", "console.keys.currentMeaning", "console.key.previous",
				"console.keys.previousMeaning", "RS256", "console.keys.isDefault", "console.key.next", "next-rs256", "2026-05-28T20:26:40Z",
				"console.keys.notYet", "console.key.current", "current-rs256", "2026-05-28T20:26:40Z", "console.keys.since", "ES256",
				"console.key.next", "next-es256", "2026-05-29T20:26:40Z", "console.keys.notYet", "console.key.current", "current-es256",
				"2026-05-28T20:26:40Z", "console.keys.since", "console.key.previous", "previous-es256", "2026-05-28T20:26:40Z",
				"console.keys.until", "console.keys.defaultTitle", "console.keys.defaultEverywhere",
			},
		},
		{
			Name: "a wrong default",
			Show: func(ctx context.Context) templ.Component {
				return defaultForm("RS256", map[string]string{"algorithm": locales.T(ctx, "error.request.invalid_input")})
			},
			Forms: []viewtest.Form{
				{ID: "keys-default", To: "POST /t/shop/console/signing-keys", Fields: []string{"algorithm=RS256 (ES256, ES384)"}},
			},
			Errors: map[string]string{"algorithm": "error.request.invalid_input"},
			Says:   []string{"console.keys.defaultTitle", "console.keys.defaultSave"},
		},
		{
			Name: "rotate",
			Show: func(ctx context.Context) templ.Component {
				return signingkey.KeysPage(ctx, "").ConfirmPage(component.ConfirmProps{
					Title: locales.T(ctx, "console.key.rotateTitle", locales.Data{"Name": "ES256"}), Text: locales.T(ctx, "console.key.rotateText"),
					Action: "/t/shop/console/signing-keys/rotate?algorithm=ES256", CancelURL: "/t/shop/console/signing-keys",
					Label: locales.T(ctx, "console.keys.rotateNamed", locales.Data{"Name": "ES256"}), CSRF: layout.CSRFField(),
				})
			},
			Heading: "console.key.rotateTitle",
			Links:   []string{"/t/shop/console/signing-keys"},
			Forms: []viewtest.Form{
				{To: "POST /t/shop/console/signing-keys/rotate?algorithm=ES256"},
			},
			Says: []string{"console.key.rotateText", "console.keys.rotateNamed"},
		},
		{
			Name: "delete",
			Show: func(ctx context.Context) templ.Component {
				return signingkey.KeysPage(ctx, "").ConfirmPage(component.ConfirmProps{
					Title:  locales.T(ctx, "console.key.deleteTitle", locales.Data{"Key": "12345678"}),
					Text:   locales.T(ctx, "console.key.deleteText", locales.Data{"Name": "ES256"}),
					Action: "/t/shop/console/signing-keys/1234567890/delete", CancelURL: "/t/shop/console/signing-keys",
					Label: locales.T(ctx, "console.key.deleteLabel"), Name: "12345678", CSRF: layout.CSRFField(),
				})
			},
			Heading: "console.key.deleteTitle",
			Links:   []string{"/t/shop/console/signing-keys"},
			Forms: []viewtest.Form{
				{To: "POST /t/shop/console/signing-keys/1234567890/delete", Fields: []string{"confirm="}},
			},
			Says: []string{"console.key.deleteText", "console.key.deleteLabel"},
		},
	}, "ES256", "RS256", "ES384", "JWKS", "UTC")
}

// The default algorithm comes first, and the keys of each in the order of their stages.
func TestOrder(t *testing.T) {
	tests := []struct {
		name, byDefault string
		want            []string
	}{
		{"ES256", "ES256", []string{"next-es256", "current-es256", "previous-es256", "next-rs256", "current-rs256"}},
		{"RS256", "RS256", []string{"next-rs256", "current-rs256", "next-es256", "current-es256", "previous-es256"}},
		{"an algorithm without keys", "ES384", []string{"next-es256", "current-es256", "previous-es256", "next-rs256", "current-rs256"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			html := viewtest.Render(t, viewtest.Context("en"), page(test.byDefault))
			at := 0
			for _, id := range test.want {
				place := strings.Index(html[at:], `data-copy="`+id+`"`)
				if place < 0 {
					t.Fatalf("%s does not follow", id)
				}
				at += place
			}
		})
	}
}
