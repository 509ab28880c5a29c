package consent

import (
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/api"
	"portico/app/ground/tenant"
	"portico/models"
)

// MountAPI adds the page's data and its answer for pages of one's own. It runs behind
// the browser's session, not an access token.
func (h *Handler) MountAPI(r fiber.Router) {
	r.Get("/consent", h.read)
	r.Post("/consent", h.submit)
}

// reservedResource stands for the permissions of organizations.
const reservedResource = "urn:logto:resource:organizations"

// body is what a user is asked, as JSON.
type body struct {
	Application   applicationBody    `json:"application"`
	User          userBody           `json:"user"`
	Organizations []organizationBody `json:"organizations,omitempty"`
	// MissingOIDCScope and MissingResourceScopes are what the user has not allowed yet.
	MissingOIDCScope      []string       `json:"missingOIDCScope,omitempty"`
	MissingResourceScopes []resourceBody `json:"missingResourceScopes,omitempty"`
	RedirectURI           string         `json:"redirectUri"`
}

type applicationBody struct {
	ID               string          `json:"id"`
	Name             string          `json:"name"`
	DisplayName      string          `json:"displayName,omitempty"`
	Branding         models.Branding `json:"branding"`
	TermsOfUseURL    string          `json:"termsOfUseUrl,omitempty"`
	PrivacyPolicyURL string          `json:"privacyPolicyUrl,omitempty"`
}

type userBody struct {
	ID           string  `json:"id"`
	Name         *string `json:"name"`
	Username     *string `json:"username"`
	Avatar       *string `json:"avatar"`
	PrimaryEmail *string `json:"primaryEmail"`
	PrimaryPhone *string `json:"primaryPhone"`
}

type organizationBody struct {
	ID                    string         `json:"id"`
	Name                  string         `json:"name"`
	IsAllowed             bool           `json:"isAllowed"`
	Unavailable           string         `json:"unavailable,omitempty"`
	MissingResourceScopes []resourceBody `json:"missingResourceScopes,omitempty"`
}

type resourceBody struct {
	Resource namedBody   `json:"resource"`
	Scopes   []scopeBody `json:"scopes"`
}

type namedBody struct {
	ID        string `json:"id"`
	Name      string `json:"name"`
	Indicator string `json:"indicator,omitempty"`
}

type scopeBody struct {
	ID          string  `json:"id,omitempty"`
	Name        string  `json:"name"`
	Description *string `json:"description"`
}

func (h *Handler) read(c *fiber.Ctx) error {
	p, err := h.prompt(c)
	if err != nil {
		return err
	}
	experience := p.Experience
	answer := body{
		Application: applicationBody{
			ID: p.Application.ID, Name: p.Application.Name, DisplayName: experience.DisplayName, Branding: experience.Branding,
			TermsOfUseURL: experience.TermsOfUseURL, PrivacyPolicyURL: experience.PrivacyPolicyURL,
		},
		User: userBody{
			ID: p.User.ID, Name: p.User.Name, Username: p.User.Username, Avatar: p.User.Avatar,
			PrimaryEmail: p.User.PrimaryEmail, PrimaryPhone: p.User.PrimaryPhone,
		},
		MissingOIDCScope: p.UserScopes(), MissingResourceScopes: resourcesOf(p.Personal()), RedirectURI: p.RedirectURI(),
	}
	if answer.Organizations, err = h.organizations(c, p); err != nil {
		return err
	}
	return c.JSON(answer)
}

// organizations describes the user's organizations, with what their roles give there.
func (h *Handler) organizations(c *fiber.Ctx, p *Prompt) ([]organizationBody, error) {
	ids := make([]string, 0, len(p.Organizations))
	for _, organization := range p.Organizations {
		ids = append(ids, organization.ID)
	}
	ctx := c.UserContext()
	permissions, err := p.Permissions(ctx, tenant.From(ctx).Store, ids)
	if err != nil {
		return nil, err
	}
	bodies := make([]organizationBody, 0, len(ids))
	for _, organization := range p.Organizations {
		bodies = append(bodies, organizationBody{
			ID: organization.ID, Name: organization.Name, IsAllowed: organization.IsAllowed,
			Unavailable: string(organization.Unavailable), MissingResourceScopes: byResource(permissions[organization.ID]),
		})
	}
	return bodies, nil
}

// submit agrees, in the organizations of the body.
func (h *Handler) submit(c *fiber.Ctx) error {
	p, err := h.prompt(c)
	if err != nil {
		return err
	}
	var answer struct {
		OrganizationIDs []string `json:"organizationIds"`
	}
	if err := api.ReadJSON(c, &answer); err != nil {
		return err
	}
	if err := h.Answer(c.UserContext(), p, true, answer.OrganizationIDs); err != nil {
		return err
	}
	return c.JSON(fiber.Map{"redirectTo": tenant.From(c.UserContext()).Origin + h.Resume(c, p.Interaction)})
}

// resourcesOf groups scopes by their API resource.
func resourcesOf(scopes []models.ResourceScope) []resourceBody {
	permissions := make([]Permission, 0, len(scopes))
	for _, scope := range scopes {
		permissions = append(permissions, Permission{
			ID: scope.ID, Name: scope.Name, Description: scope.Description, Resource: &scope.Resource,
		})
	}
	return byResource(permissions)
}

// byResource groups permissions by their resource; those of organizations have the
// reserved one.
func byResource(permissions []Permission) []resourceBody {
	var bodies []resourceBody
	for _, permission := range permissions {
		resource := namedBody{ID: reservedResource, Name: reservedResource, Indicator: reservedResource}
		if r := permission.Resource; r != nil {
			resource = namedBody{ID: r.ID, Name: r.Name, Indicator: r.Indicator}
		}
		if last := len(bodies) - 1; last < 0 || bodies[last].Resource.ID != resource.ID {
			bodies = append(bodies, resourceBody{Resource: resource})
		}
		last := &bodies[len(bodies)-1]
		last.Scopes = append(last.Scopes, scopeBody{ID: permission.ID, Name: permission.Name, Description: permission.Description})
	}
	return bodies
}
