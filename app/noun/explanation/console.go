package explanation

import (
	"context"
	"errors"
	"fmt"
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/fault"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
	view "portico/views/console/user"
)

// Console serves the tab Permissions of users.
type Console struct {
	*Service
	Render *web.Renderer
	// Users are the pages that have the tab.
	Users web.HolderPages
}

// Mount adds the page to the console's route group.
func (h *Console) Mount(r fiber.Router) {
	r.Get("/users/:id/permissions", h.permissions)
}

// shownChoices is how many resources, organizations and applications the form of
// the permissions offers; others can be named in the URL.
const shownChoices = 100

// permissions shows what a token of the user would carry, and why.
func (h *Console) permissions(c *fiber.Ctx) error {
	ctx, t := c.UserContext(), tenant.From(c.UserContext())
	user, err := h.Users.HolderPage(c)
	if err != nil {
		return err
	}
	asked := view.Asked{
		Application: strings.TrimSpace(c.Query("application")), ResourceID: c.Query("resource"), OrganizationID: c.Query("organization"),
	}
	props, err := permissionChoices(ctx, t.Store, user.Holder)
	if err != nil {
		return err
	}
	props.Asked, props.Record = asked, user.Record
	if !rule.IsVisible(asked.Application + asked.ResourceID + asked.OrganizationID) {
		props.IsUnknown = true // no record can have such an ID
	} else if asked.Application != "" {
		if err := h.answer(ctx, t.Store, user.ID, &props); err != nil {
			return err
		}
	}
	return h.Render.Part(c, fiber.StatusOK, view.PermissionsPage(props), view.PermissionsAnswer(props))
}

// permissionChoices reads the choices of the form.
func permissionChoices(ctx context.Context, records *store.Store, user models.Holder) (view.PermissionsPageProps, error) {
	props := view.PermissionsPageProps{}
	var err error
	if props.Resources, _, err = records.Resources.List(ctx, store.Search{}, store.Page{Limit: shownChoices}); err != nil {
		return props, fmt.Errorf("list resources: %w", err)
	}
	memberships, err := records.Members.Memberships(ctx, user)
	if err != nil {
		return props, fmt.Errorf("list organizations: %w", err)
	}
	props.Memberships = memberships[:min(len(memberships), shownChoices)]
	filter := store.ApplicationFilter{Types: []models.ApplicationType{
		models.ApplicationNative, models.ApplicationSPA, models.ApplicationTraditional,
	}}
	if props.Applications, _, err = records.Applications.List(ctx, filter, store.Page{Limit: shownChoices}); err != nil {
		return props, fmt.Errorf("list applications: %w", err)
	}
	return props, nil
}

// answer explains the request. Unknown names are reported at the form.
func (h *Console) answer(ctx context.Context, records *store.Store, userID string, props *view.PermissionsPageProps) error {
	id, err := applicationNamed(ctx, records, props.Application)
	if err != nil {
		return err
	}
	answer, err := h.Explain(ctx, records, Question{
		UserID: userID, ApplicationID: id,
		ResourceID: props.ResourceID, OrganizationID: props.OrganizationID,
	})
	var missing *fault.Error
	if errors.As(err, &missing) && missing.Kind == fault.Missing {
		props.IsUnknown = true
		return nil
	}
	if err != nil {
		return err
	}
	props.IsAnswered, props.Refusal, props.HasGrant = true, string(answer.Refusal), answer.HasGrant
	props.Carried = strings.Join(answer.Carried(), " ")
	for _, scope := range answer.Scopes {
		props.Scopes = append(props.Scopes, view.Scope(scope))
	}
	return nil
}

// applicationNamed is the ID of the application with this ID or exact name; a text
// that matches none is returned unchanged.
func applicationNamed(ctx context.Context, records *store.Store, text string) (string, error) {
	_, err := records.Applications.Get(ctx, text)
	if err == nil {
		return text, nil
	}
	if !errors.Is(err, store.ErrNotFound) {
		return "", fmt.Errorf("read application: %w", err)
	}
	filter := store.ApplicationFilter{Search: store.Search{Terms: []store.SearchTerm{
		{Field: "name", Mode: store.SearchExact, Values: []string{text}},
	}}}
	named, _, err := records.Applications.List(ctx, filter, store.Page{Limit: 1})
	switch {
	case errors.Is(err, store.ErrPattern):
		return text, nil
	case err != nil:
		return "", fmt.Errorf("find application: %w", err)
	case len(named) == 0:
		return text, nil
	}
	return named[0].ID, nil
}
