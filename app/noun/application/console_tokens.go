package application

import (
	"strconv"
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/models"
	view "portico/views/console/application"
)

func (h *Console) tokens(c *fiber.Ctx) error {
	details, err := h.details(c)
	if err != nil {
		return err
	}
	props := tokensProps(c, details)
	props.Tokens = view.TokensOf(details.Application)
	return h.Render.Page(c, fiber.StatusOK, view.TokensPage(props))
}

func (h *Console) saveTokens(c *fiber.Ctx) error {
	ctx := c.UserContext()
	details, err := h.details(c)
	if err != nil {
		return err
	}
	form, err := web.Form(c)
	if err != nil {
		return err
	}
	id, typed := details.Application.ID, tokensIn(form)
	metadata, err := tokensMetadata(details.Application, typed)
	if err == nil {
		_, err = h.Update(ctx, tenant.From(ctx).Store, id, Changes{CustomClientMetadata: &metadata})
	}
	if err != nil {
		props := tokensProps(c, details)
		props.Tokens = typed
		props.Errors, err = web.FormProblems(ctx, err, "idTokenTtl", "idTokenSignedResponseAlg",
			"refreshTokenTtlInDays", "tokenEndpointAuthMethod", "jwksUri")
		if err != nil {
			return err
		}
		return h.Render.Part(c, fiber.StatusUnprocessableEntity, view.TokensPage(props), view.TokensForm(props))
	}
	web.Flash(c, "console.application.saved")
	return web.Done(c, web.Console(c).ApplicationTab(id, view.TabTokens))
}

func tokensProps(c *fiber.Ctx, details view.Details) view.TokensProps {
	return view.TokensProps{Details: details, DefaultAlgorithm: models.DefaultIDTokenAlgorithm}
}

func tokensIn(form map[string]string) view.Tokens {
	return view.Tokens{
		IDTokenTTL: form["idTokenTtl"], RefreshTokenTTLInDays: form["refreshTokenTtlInDays"],
		AuthMethod: form["tokenEndpointAuthMethod"], Algorithm: form["idTokenSignedResponseAlg"],
		JWKSURI: strings.TrimSpace(form["jwksUri"]),
		Rotates: isOn(form["rotateRefreshToken"]), AlwaysRefreshes: isOn(form["alwaysIssueRefreshToken"]),
		RequiresPKCE: isOn(form["requirePkce"]),
	}
}

// tokensMetadata keeps what the tab does not show for the type of application.
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
			metadata.AlwaysIssueRefreshToken = nil // an empty box leaves false as it is
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
	// Unset says that they rotate, too.
	if isSet := metadata.RotateRefreshToken != nil; isSet || !typed.Rotates {
		metadata.RotateRefreshToken = &typed.Rotates
	}
	return nil
}

// setAuthentication takes the algorithm of assertions away with the method that
// it belongs to, and the address of the keys only where the form shows it.
func setAuthentication(metadata *models.CustomClientMetadata, typed view.Tokens) {
	if metadata.TokenEndpointAuthMethod != typed.AuthMethod {
		metadata.TokenEndpointAuthSigningAlg = ""
	}
	metadata.TokenEndpointAuthMethod = typed.AuthMethod
	if typed.AuthMethod == authPrivateKeyJWT {
		metadata.JWKSURI = typed.JWKSURI
	}
}

// wholeNumber reads a whole number above zero; nothing typed is 0, for the default.
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
