package application

import (
	"context"
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/models"
	"portico/models/store"
	view "portico/views/console/application"
)

func (h *Console) tokens(c *fiber.Ctx) (web.FormPage[view.Tokens], error) {
	details, err := h.details(c)
	if err != nil {
		return web.FormPage[view.Tokens]{}, err
	}
	return web.FormPage[view.Tokens]{
		Values: view.TokensOf(details.Application), Form: details.TokensForm,
		Page: details.Tab(view.TabTokens).With, Done: "console.application.saved", Read: readTokens,
		FieldNames: []string{
			"idTokenTtl", "idTokenSignedResponseAlg", "refreshTokenTtlInDays", "tokenEndpointAuthMethod", "jwksUri",
		},
		Save: func(ctx context.Context, records *store.Store, typed view.Tokens) (string, error) {
			metadata, err := tokensMetadata(details.Application, typed)
			if err == nil {
				_, err = h.Update(ctx, records, details.Application.ID, Changes{CustomClientMetadata: &metadata})
			}
			return "", err
		},
	}, nil
}

func readTokens(typed web.Fields, tokens *view.Tokens) {
	tokens.IDTokenTTL, tokens.RefreshTokenTTLInDays = typed.Get("idTokenTtl"), typed.Get("refreshTokenTtlInDays")
	tokens.AuthMethod, tokens.Algorithm = typed.Get("tokenEndpointAuthMethod"), typed.Get("idTokenSignedResponseAlg")
	tokens.JWKSURI = typed.Line("jwksUri")
	tokens.Rotates, tokens.AlwaysRefreshes = typed.IsOn("rotateRefreshToken"), typed.IsOn("alwaysIssueRefreshToken")
	tokens.RequiresPKCE = typed.IsOn("requirePkce")
}

// tokensMetadata leaves unchanged what the tab does not show for the type of application.
func tokensMetadata(stored *models.Application, typed view.Tokens) (models.CustomClientMetadata, error) {
	metadata := stored.CustomClientMetadata
	if !isMachine(stored) {
		if err := setTokens(&metadata, typed); err != nil {
			return metadata, err
		}
	}
	if !stored.IsPublic() {
		setAuthentication(&metadata, typed)
	}
	if stored.Type == models.ApplicationTraditional {
		metadata.RequirePKCE = typed.RequiresPKCE
		if typed.AlwaysRefreshes {
			metadata.AlwaysIssueRefreshToken = &typed.AlwaysRefreshes
		} else if stored.AlwaysIssuesRefreshToken() {
			metadata.AlwaysIssueRefreshToken = nil // an unchecked box leaves false as it is
		}
	}
	return metadata, nil
}

func setTokens(metadata *models.CustomClientMetadata, typed view.Tokens) (err error) {
	if metadata.IDTokenTTL, err = wholeNumber("idTokenTtl", typed.IDTokenTTL); err != nil {
		return err
	}
	if metadata.RefreshTokenTTLInDays, err = wholeNumber("refreshTokenTtlInDays", typed.RefreshTokenTTLInDays); err != nil {
		return err
	}
	metadata.IDTokenSignedResponseAlg = typed.Algorithm
	// Unset means true as well.
	if isSet := metadata.RotateRefreshToken != nil; isSet || !typed.Rotates {
		metadata.RotateRefreshToken = &typed.Rotates
	}
	return nil
}

// setAuthentication removes the assertion algorithm together with the method that
// it belongs to, and changes the key URL only if the form shows it.
func setAuthentication(metadata *models.CustomClientMetadata, typed view.Tokens) {
	if metadata.TokenEndpointAuthMethod != typed.AuthMethod {
		metadata.TokenEndpointAuthSigningAlg = ""
	}
	metadata.TokenEndpointAuthMethod = typed.AuthMethod
	if typed.AuthMethod == authPrivateKeyJWT {
		metadata.JWKSURI = typed.JWKSURI
	}
}

// wholeNumber parses a positive integer; an empty text is 0, for the default.
func wholeNumber(field, text string) (int64, error) {
	text = strings.TrimSpace(text)
	if text == "" {
		return 0, nil
	}
	value, err := strconv.ParseInt(text, 10, 64)
	if err != nil || value < 1 {
		return 0, invalid(field, "must be a whole number above zero")
	}
	return value, nil
}
