package signingkey_test

import (
	"context"
	"io"
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

// keys are those of two algorithms, one of which has been rotated.
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

func props(byDefault string) signingkey.ListPageProps {
	return signingkey.ListPageProps{
		Keys: keys(), DefaultAlgorithm: byDefault, APIURL: "https://id.example/api/configs/oidc/private-keys",
		Default: signingkey.DefaultFormProps{Algorithm: byDefault, Choices: []string{"ES256", "RS256", "ES384"}},
	}
}

func asViewer(page templ.Component) templ.Component {
	return templ.ComponentFunc(func(ctx context.Context, w io.Writer) error {
		return page.Render(viewtest.AsViewer(ctx), w)
	})
}

func TestPages(t *testing.T) {
	data := []string{"ES256", "RS256", "ES384", "JWKS", "UTC"}
	golden := func(name string, page func(context.Context) templ.Component) { viewtest.Golden(t, name, page, data...) }
	golden("list", func(context.Context) templ.Component { return signingkey.ListPage(props("ES256")) })
	golden("list_viewer", func(context.Context) templ.Component { return asViewer(signingkey.ListPage(props("RS256"))) })
	golden("default_wrong", func(ctx context.Context) templ.Component {
		wrong := props("ES256").Default
		wrong.Errors = map[string]string{"algorithm": locales.T(ctx, "error.request.invalid_input")}
		return signingkey.DefaultForm(wrong)
	})
	golden("rotate", func(ctx context.Context) templ.Component {
		return signingkey.RotatePage(component.ConfirmProps{
			Title: locales.T(ctx, "console.key.rotateTitle", locales.Data{"Name": "ES256"}), Text: locales.T(ctx, "console.key.rotateText"),
			Action: "/t/shop/console/signing-keys/rotate?algorithm=ES256", CancelURL: "/t/shop/console/signing-keys",
			Label: locales.T(ctx, "console.keys.rotateNamed", locales.Data{"Name": "ES256"}), CSRF: layout.CSRFField(),
		})
	})
	golden("delete", func(ctx context.Context) templ.Component {
		return signingkey.DeletePage(component.ConfirmProps{
			Title:  locales.T(ctx, "console.key.deleteTitle", locales.Data{"Key": "12345678"}),
			Text:   locales.T(ctx, "console.key.deleteText", locales.Data{"Name": "ES256"}),
			Action: "/t/shop/console/signing-keys/1234567890/delete", CancelURL: "/t/shop/console/signing-keys",
			Label: locales.T(ctx, "console.key.deleteLabel"), Name: "12345678", CSRF: layout.CSRFField(),
		})
	})
}

// The default algorithm comes first, and the keys of each in the order of their life.
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
			html := viewtest.Render(t, viewtest.Context("en"), signingkey.ListPage(props(test.byDefault)))
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
