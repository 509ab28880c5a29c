package thirdparty

import (
	"context"
	"errors"
	"fmt"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
	view "portico/views/console/application"
)

func (h *Console) branding(c *fiber.Ctx) (web.FormPage[models.ApplicationSignInExperience], error) {
	details, err := h.Applications.ThirdPartyPage(c)
	if err != nil {
		return web.FormPage[models.ApplicationSignInExperience]{}, err
	}
	ctx, id := c.UserContext(), details.Application.ID
	stored, err := tenant.From(ctx).Store.SignInExperiences.Get(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		stored, err = new(models.ApplicationSignInExperience), nil
	}
	if err != nil {
		return web.FormPage[models.ApplicationSignInExperience]{}, fmt.Errorf("read sign-in experience of application %s: %w", id, err)
	}
	return web.FormPage[models.ApplicationSignInExperience]{
		Values: *stored, Form: details.BrandingForm, Page: details.Tab(view.TabBranding).With, Done: "console.thirdParty.saved",
		FieldNames: append(web.BrandingFieldNames(), "displayName", "termsOfUseUrl", "privacyPolicyUrl"),
		Read: func(typed web.Fields, experience *models.ApplicationSignInExperience) {
			experience.DisplayName = typed.Line("displayName")
			experience.TermsOfUseURL, experience.PrivacyPolicyURL = typed.Line("termsOfUseUrl"), typed.Line("privacyPolicyUrl")
			web.ReadBranding(typed, &experience.Branding, &experience.Color)
		},
		Save: func(ctx context.Context, records *store.Store, typed models.ApplicationSignInExperience) (string, error) {
			_, _, err := h.SetExperience(ctx, records, id, Changes{
				DisplayName: &typed.DisplayName, Branding: &typed.Branding, Color: &typed.Color,
				TermsOfUseURL: &typed.TermsOfUseURL, PrivacyPolicyURL: &typed.PrivacyPolicyURL,
			})
			return "", err
		},
	}, nil
}
