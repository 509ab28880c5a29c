package thirdparty

import (
	"context"
	"slices"
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/app/noun"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/application"
)

func (h *Console) permissions(c *fiber.Ctx) error {
	details, err := h.Applications.ThirdPartyPage(c)
	if err != nil {
		return err
	}
	ctx := c.UserContext()
	scopes, err := scopesOf(ctx, tenant.From(ctx).Store, details.Application.ID)
	if err != nil {
		return err
	}
	return h.Render.Page(c, fiber.StatusOK, details.Permissions(scopes))
}

// kindIn returns the type of scopes in the URL. Fault: entity.not_found.
func kindIn(c *fiber.Ctx) (models.ConsentScopeType, error) {
	kind := models.ConsentScopeType(c.Params("type"))
	if !slices.Contains(models.ConsentScopeTypes(), kind) {
		return "", rule.Missing("type of scopes " + string(kind))
	}
	return kind, nil
}

func (h *Console) assign(c *fiber.Ctx) (web.Choice, error) {
	ctx := c.UserContext()
	kind, err := kindIn(c)
	if err != nil {
		return web.Choice{}, err
	}
	details, err := h.Applications.ThirdPartyPage(c)
	if err != nil {
		return web.Choice{}, err
	}
	texts := view.AskedTextsOf(ctx, kind)
	choice := web.Assignment(details.Record, view.TabPermissions, texts.AddLead, view.AskingCalls(details.APIURL)[1], component.PickerProps{
		ID: "permission-picker", SearchLabel: texts.Search, Legend: texts.Title, Label: texts.Add,
	})
	choice.Find = func(ctx context.Context, records *store.Store, pick web.Pick) ([]component.PickerItem, int64, error) {
		return h.assignable(ctx, records, details.Application.ID, kind, pick)
	}
	choice.Take = func(ctx context.Context, records *store.Store, pick web.Pick) error {
		return h.AddScopes(ctx, records, details.Application.ID, Scopes{kind: pick.IDs})
	}
	choice.Done = "console.thirdParty.added"
	return choice, nil
}

// assignable finds what an application may not ask for yet.
func (h *Console) assignable(ctx context.Context, records *store.Store, applicationID string, kind models.ConsentScopeType, pick web.Pick) (
	[]component.PickerItem, int64, error,
) {
	scopes, err := scopesOf(ctx, records, applicationID)
	if err != nil {
		return nil, 0, err
	}
	held := idsOf(scopes, kind)
	switch kind { //nolint:exhaustive // those of API resources are below
	case models.ConsentUserScopes:
		items, total := userScopes(ctx, noun.Except(models.UserScopes(), held), pick)
		return items, total, nil
	case models.ConsentOrganizationScopes:
		return web.Pickable(pick, func(narrowed web.Narrowed, page store.Page) ([]models.OrganizationScope, int64, error) {
			filter := store.OrganizationScopeFilter{IDs: narrowed.IDs, Query: narrowed.Query, WithoutIDs: slices.Concat(narrowed.WithoutIDs, held)}
			return records.OrganizationScopes.List(ctx, filter, page)
		}, func(scope models.OrganizationScope) component.PickerItem {
			return component.PickerItem{ID: scope.ID, Title: scope.Name, Sub: noun.Text(scope.Description)}
		})
	}
	managementAPIs, err := h.ManagementAPIs(ctx, records.TenantID())
	if err != nil {
		return nil, 0, err
	}
	return web.Pickable(pick, func(narrowed web.Narrowed, page store.Page) ([]models.ResourceScope, int64, error) {
		return records.Scopes.ListWithResources(ctx, store.ResourceScopeFilter{
			IDs: narrowed.IDs, Query: narrowed.Query, WithoutIDs: slices.Concat(narrowed.WithoutIDs, held), WithoutIndicators: managementAPIs,
		}, page)
	}, func(scope models.ResourceScope) component.PickerItem {
		return component.PickerItem{ID: scope.ID, Title: scope.Name, Sub: scope.Resource.Name}
	})
}

// userScopes are the items for user scopes: the chosen ones, and those that match.
func userScopes(ctx context.Context, scopes []string, pick web.Pick) (items []component.PickerItem, total int64) {
	query := strings.ToLower(pick.Query)
	for _, scope := range scopes {
		item := component.PickerItem{ID: scope, Title: scope, Sub: view.UserScopeText(ctx, scope), IsChosen: slices.Contains(pick.IDs, scope)}
		isMatch := strings.Contains(strings.ToLower(item.Title+" "+item.Sub), query)
		if item.IsChosen || isMatch {
			items = append(items, item)
		}
		if isMatch && !item.IsChosen {
			total++
		}
	}
	return items, total
}

// idsOf returns the ids of the scopes of a type, or the names of user scopes.
func idsOf(scopes models.ConsentScopes, kind models.ConsentScopeType) []string {
	resourceScopeID := func(scope models.ResourceScope) string { return scope.ID }
	switch kind {
	case models.ConsentUserScopes:
		return scopes.User
	case models.ConsentResourceScopes:
		return noun.IDs(scopes.Resource, resourceScopeID)
	case models.ConsentOrganizationScopes:
		return noun.IDs(scopes.Organization, func(scope models.OrganizationScope) string { return scope.ID })
	case models.ConsentOrganizationResourceScopes:
		return noun.IDs(scopes.OrganizationResource, resourceScopeID)
	}
	return nil
}

func (h *Console) remove(c *fiber.Ctx) (web.Question, error) {
	ctx, id := c.UserContext(), c.Params("scope")
	kind, err := kindIn(c)
	if err != nil {
		return web.Question{}, err
	}
	details, err := h.Applications.ThirdPartyPage(c)
	if err != nil {
		return web.Question{}, err
	}
	scopes, err := scopesOf(ctx, tenant.From(ctx).Store, details.Application.ID)
	if err != nil {
		return web.Question{}, err
	}
	if !slices.Contains(idsOf(scopes, kind), id) {
		return web.Question{}, rule.Missing(string(kind) + " " + id + " of application " + details.Application.ID)
	}
	return web.Removal(ctx, details.Record, view.TabPermissions,
		locales.T(ctx, "console.thirdParty.removeTitle", locales.Data{"Name": nameOf(scopes, id)}), locales.T(ctx, "console.thirdParty.removeText"),
		"console.thirdParty.removed", func(ctx context.Context, records *store.Store) error {
			return h.RemoveScope(ctx, records, details.Application.ID, kind, id)
		}), nil
}

// nameOf returns the name of a scope that an application may ask for; a user scope is
// its own name.
func nameOf(scopes models.ConsentScopes, id string) string {
	for _, scope := range slices.Concat(scopes.Resource, scopes.OrganizationResource) {
		if scope.ID == id {
			return scope.Name
		}
	}
	for _, scope := range scopes.Organization {
		if scope.ID == id {
			return scope.Name
		}
	}
	return id
}
