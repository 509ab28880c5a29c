package organizationrole

import (
	"context"
	"fmt"
	"strings"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/organizationrole"
)

// keySeparator stands between the kind of a permission and its id in the picker.
const keySeparator = ":"

func (h *Console) choosePermissions(c *fiber.Ctx) error {
	return h.showPicker(c, fiber.StatusOK, web.Pick{Query: query(c)}, nil)
}

func (h *Console) assign(c *fiber.Ctx) error {
	ctx := c.UserContext()
	pick, err := web.ReadPick(c)
	if err != nil {
		return err
	}
	if pick.IsSearch {
		return h.showPicker(c, fiber.StatusOK, pick, nil)
	}
	chosen := permissionsOfKeys(pick.IDs)
	if chosen.IsEmpty() {
		nothing := map[string]string{"": locales.T(ctx, "console.organizationRole.role.chooseOne")}
		return h.showPicker(c, fiber.StatusUnprocessableEntity, pick, nothing)
	}
	roleID := c.Params("id")
	if err := h.AddPermissions(ctx, tenant.From(ctx).Store, roleID, chosen); err != nil {
		texts, err := web.FormProblems(ctx, err)
		if err != nil {
			return err
		}
		return h.showPicker(c, fiber.StatusUnprocessableEntity, pick, texts)
	}
	web.Flash(c, "console.organizationRole.role.assigned")
	return web.Done(c, web.Console(c).TemplateRole(roleID))
}

// permissionsOfKeys are what was chosen in the picker; what is no key is left out.
func permissionsOfKeys(keys []string) Permissions {
	var chosen Permissions
	for _, key := range keys {
		switch kind, id, _ := strings.Cut(key, keySeparator); {
		case id == "":
		case kind == view.KindAPI:
			chosen.ResourceScopeIDs = append(chosen.ResourceScopeIDs, id)
		case kind == view.KindOrganization:
			chosen.OrganizationScopeIDs = append(chosen.OrganizationScopeIDs, id)
		}
	}
	return chosen
}

func (h *Console) showPicker(c *fiber.Ctx, status int, pick web.Pick, problems map[string]string) error {
	ctx := c.UserContext()
	role, err := h.role(c)
	if err != nil {
		return err
	}
	props := view.AssignProps{Role: role, Query: pick.Query, Errors: problems}
	props.Items, props.Total, err = h.pickable(ctx, tenant.From(ctx).Store, role.Role.ID, pick)
	if err != nil {
		return fmt.Errorf("list permissions that can be assigned: %w", err)
	}
	return h.Render.Part(c, status, view.AssignPage(props), view.AssignForm(props))
}

// pickable are the permissions that can be put into a role: those that are
// chosen, then what the search finds among the others. Half of the places are for
// each kind, and for the other where one has fewer. total counts what was found.
func (h *Console) pickable(ctx context.Context, records *store.Store, roleID string, pick web.Pick) (
	items []component.PickerItem, total int64, err error,
) {
	chosen := permissionsOfKeys(pick.IDs)
	if items, err = chosenItems(ctx, records, chosen); err != nil {
		return nil, 0, err
	}
	scopes, scopeTotal, err := records.OrganizationScopes.List(ctx, store.OrganizationScopeFilter{
		Query: pick.Query, WithoutRole: roleID, WithoutIDs: chosen.OrganizationScopeIDs,
	}, store.Page{Limit: web.PickLimit})
	if err != nil {
		return nil, 0, err
	}
	indicators, err := h.ManagementAPIs(ctx, records.TenantID())
	if err != nil {
		return nil, 0, err
	}
	resourceScopes, resourceTotal, err := records.Scopes.ListWithResources(ctx, store.ResourceScopeFilter{
		Query: pick.Query, WithoutOrganizationRole: roleID, WithoutIDs: chosen.ResourceScopeIDs, WithoutIndicators: indicators,
	}, store.Page{Limit: web.PickLimit})
	if err != nil { // no name holds such a text
		return nil, 0, err
	}
	const half = web.PickLimit / 2
	scopes = scopes[:min(len(scopes), max(half, web.PickLimit-len(resourceScopes)))]
	resourceScopes = resourceScopes[:min(len(resourceScopes), web.PickLimit-len(scopes))]
	for _, scope := range scopes {
		items = append(items, scopeItem(ctx, scope, false))
	}
	for _, scope := range resourceScopes {
		items = append(items, resourceScopeItem(ctx, scope, false))
	}
	return items, scopeTotal + resourceTotal, nil
}

// chosenItems shows what is chosen; what does not exist any more is left out.
func chosenItems(ctx context.Context, records *store.Store, chosen Permissions) (items []component.PickerItem, err error) {
	if ids := chosen.OrganizationScopeIDs; len(ids) > 0 {
		scopes, _, err := records.OrganizationScopes.List(ctx, store.OrganizationScopeFilter{IDs: ids}, store.Page{})
		if err != nil {
			return nil, err
		}
		for _, scope := range scopes {
			items = append(items, scopeItem(ctx, scope, true))
		}
	}
	if ids := chosen.ResourceScopeIDs; len(ids) > 0 {
		scopes, _, err := records.Scopes.ListWithResources(ctx, store.ResourceScopeFilter{IDs: ids}, store.Page{})
		if err != nil {
			return nil, err
		}
		for _, scope := range scopes {
			items = append(items, resourceScopeItem(ctx, scope, true))
		}
	}
	return items, nil
}

func scopeItem(ctx context.Context, scope models.OrganizationScope, isChosen bool) component.PickerItem {
	return component.PickerItem{
		ID: view.KindOrganization + keySeparator + scope.ID, Title: scope.Name,
		Sub:  locales.T(ctx, "console.organizationRole.permission.ofOrganization"),
		Mark: view.PermissionMark(view.KindOrganization), IsChosen: isChosen,
	}
}

func resourceScopeItem(ctx context.Context, scope models.ResourceScope, isChosen bool) component.PickerItem {
	return component.PickerItem{
		ID: view.KindAPI + keySeparator + scope.ID, Title: scope.Name,
		Sub:  locales.T(ctx, "console.organizationRole.permission.ofNamedAPI", locales.Data{"Name": scope.Resource.Name}),
		Mark: view.PermissionMark(view.KindAPI), IsChosen: isChosen,
	}
}
