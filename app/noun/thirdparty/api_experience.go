package thirdparty

import (
	"context"
	"net/http"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
	"portico/app/noun"
	"portico/models"
)

type (
	experienceInput struct {
		ApplicationID string `path:"applicationId"`
		Body          struct {
			DisplayName      api.Optional[string] `json:"displayName,omitempty" doc:"Shown instead of the application's name, at most 256 characters; null or an empty string removes it"`
			Branding         *models.Branding     `json:"branding,omitempty" doc:"http or https URLs; replaced as a whole"`
			Color            *models.Color        `json:"color,omitempty" doc:"#rgb or #rrggbb; replaced as a whole"`
			CustomCSS        api.Optional[string] `json:"customCss,omitempty" doc:"At most 64 KiB; null or an empty string removes it"`
			TermsOfUseURL    api.Optional[string] `json:"termsOfUseUrl,omitempty" doc:"An http or https URL; null or an empty string removes it"`
			PrivacyPolicyURL api.Optional[string] `json:"privacyPolicyUrl,omitempty" doc:"An http or https URL; null or an empty string removes it"`
		}
	}
	experienceOutput struct {
		Status int
		Body   experienceBody
	}
	experienceBody struct {
		TenantID         string          `json:"tenantId"`
		ApplicationID    string          `json:"applicationId"`
		Color            models.Color    `json:"color"`
		Branding         models.Branding `json:"branding"`
		CustomCSS        *string         `json:"customCss"`
		TermsOfUseURL    *string         `json:"termsOfUseUrl"`
		PrivacyPolicyURL *string         `json:"privacyPolicyUrl"`
		DisplayName      *string         `json:"displayName"`
	}
)

func (a API) registerExperience(to *api.API) {
	const path = "/applications/{applicationId}/sign-in-experience"
	api.Register(to, api.Operation{
		ID: "GetApplicationSignInExperience", Route: "GET " + path, Tag: tag, Errors: []int{404},
		Summary: "Get how an application presents itself to users", Description: "404 if nothing has been set.",
	}, a.getExperience)
	api.Register(to, api.Operation{
		ID: "ReplaceApplicationSignInExperience", Route: "PUT " + path, Tag: tag, Status: http.StatusOK, OtherStatuses: []int{http.StatusCreated},
		Errors:  []int{404},
		Summary: "Set how an application presents itself to users", Description: "201 if nothing had been set. What is left out stays as it is.",
	}, a.setExperience)
}

func (a API) getExperience(ctx context.Context, input *applicationInput) (*api.Output[experienceBody], error) {
	found, err := a.Experience(ctx, tenant.From(ctx).Store, input.ApplicationID)
	return api.One(found, err, experienceBodyOf)
}

func (a API) setExperience(ctx context.Context, input *experienceInput) (*experienceOutput, error) {
	fields := input.Body
	stored, isNew, err := a.SetExperience(ctx, tenant.From(ctx).Store, input.ApplicationID, Changes{
		DisplayName: fields.DisplayName.Changed(), Branding: fields.Branding, Color: fields.Color, CustomCSS: fields.CustomCSS.Changed(),
		TermsOfUseURL: fields.TermsOfUseURL.Changed(), PrivacyPolicyURL: fields.PrivacyPolicyURL.Changed(),
	})
	if err != nil {
		return nil, err
	}
	output := &experienceOutput{Status: http.StatusOK, Body: experienceBodyOf(stored)}
	if isNew {
		output.Status = http.StatusCreated
	}
	return output, nil
}

func experienceBodyOf(experience *models.ApplicationSignInExperience) experienceBody {
	return experienceBody{
		TenantID: experience.TenantID, ApplicationID: experience.ApplicationID, Color: experience.Color, Branding: experience.Branding,
		CustomCSS: noun.OrNone(experience.CustomCSS), TermsOfUseURL: noun.OrNone(experience.TermsOfUseURL),
		PrivacyPolicyURL: noun.OrNone(experience.PrivacyPolicyURL), DisplayName: noun.OrNone(experience.DisplayName),
	}
}
