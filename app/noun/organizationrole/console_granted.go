package organizationrole

import (
	"context"
	"strings"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/organizationrole"
)

// granted shows the permissions of a role.
func (h *Console) granted(c *fiber.Ctx) error {
	ctx := c.UserContext()
	role, err := h.role(c)
	if err != nil {
		return err
	}
	list, err := web.ReadList(c, func(query string, page store.Page) ([]models.OrganizationRolePermission, int64, error) {
		filter := store.OrganizationRolePermissionFilter{RoleIDs: []string{role.Role.ID}, Query: query}
		return tenant.From(ctx).Store.OrganizationRoles.Permissions(ctx, filter, page)
	})
	if err != nil {
		return err
	}
	return h.Render.List(c, role.Permissions(ctx, list.Props("role-permission-list", role.URL), list.Rows))
}

func (h *Console) remove(c *fiber.Ctx) (web.Question, error) {
	ctx := c.UserContext()
	role, err := h.role(c)
	if err != nil {
		return web.Question{}, err
	}
	granted, err := permissionIn(ctx, tenant.From(ctx).Store, role.Role.ID, models.PermissionKind(c.Params("kind")), c.Params("permission"))
	if err != nil {
		return web.Question{}, err
	}
	names := locales.Data{"Permission": granted.Name, "Role": role.Name}
	return web.Removal(ctx, role.Record, view.TabPermissions,
		locales.T(ctx, "console.organizationRole.role.removeTitle", names),
		locales.T(ctx, "console.organizationRole.role.removeText", names), "console.organizationRole.role.removed",
		func(ctx context.Context, records *store.Store) error {
			return h.RemovePermissions(ctx, records, role.Role.ID, Permissions{granted.Kind(): {granted.ID}})
		}), nil
}

// permissionIn finds a permission of a role. Fault: entity.not_found.
func permissionIn(ctx context.Context, records *store.Store, roleID string, kind models.PermissionKind, id string) (
	*models.OrganizationRolePermission, error,
) {
	granted, _, err := records.OrganizationRoles.Permissions(ctx, store.OrganizationRolePermissionFilter{RoleIDs: []string{roleID}}, store.Page{})
	if err != nil {
		return nil, err
	}
	for _, permission := range granted {
		if permission.ID == id && permission.Kind() == kind {
			return &permission, nil
		}
	}
	return nil, rule.Missing("permission " + id + " in organization role " + roleID)
}

func (h *Console) assign(c *fiber.Ctx) (web.Choice, error) {
	ctx := c.UserContext()
	role, err := h.role(c)
	if err != nil {
		return web.Choice{}, err
	}
	return web.Choice{
		PickerProps: component.PickerProps{
			ID: "permission-picker", CancelURL: role.URL,
			SearchLabel: locales.T(ctx, "console.organizationRole.role.pickSearch"),
			Legend:      locales.T(ctx, "console.organizationRole.role.permissions"),
			Label:       locales.T(ctx, "console.organizationRole.role.assign"),
		},
		Page: func(props component.PickerProps) templ.Component { return role.ChoosePage(ctx, props) },
		Find: func(ctx context.Context, records *store.Store, pick web.Pick) ([]component.PickerItem, int64, error) {
			return h.assignable(ctx, records, role.Role.ID, pick)
		},
		Take: func(ctx context.Context, records *store.Store, pick web.Pick) error {
			scopes, resourceScopes := pickOf(models.PermissionOrganization, pick).IDs, pickOf(models.PermissionAPI, pick).IDs
			if len(scopes)+len(resourceScopes) == 0 {
				return rule.Unknown("id", "no permission is named")
			}
			return h.AddPermissions(ctx, records, role.Role.ID, Permissions{
				models.PermissionOrganization: scopes, models.PermissionAPI: resourceScopes,
			})
		},
		Done: "console.organizationRole.role.assigned", Nothing: locales.T(ctx, "console.organizationRole.role.chooseOne"),
	}, nil
}

// assignable finds the permissions that can be added to a role: organization
// permissions, then scopes of resources. Each kind gets half of the places, plus
// those that the other leaves free.
func (h *Console) assignable(ctx context.Context, records *store.Store, roleID string, pick web.Pick) ([]component.PickerItem, int64, error) {
	indicators, err := h.ManagementAPIs(ctx, records.TenantID())
	if err != nil {
		return nil, 0, err
	}
	scopes, scopesTotal, err := web.Pickable(pickOf(models.PermissionOrganization, pick),
		func(narrowed web.Narrowed, page store.Page) ([]models.OrganizationScope, int64, error) {
			return records.OrganizationScopes.List(ctx, store.OrganizationScopeFilter{
				WithoutRole: roleID, IDs: narrowed.IDs, WithoutIDs: narrowed.WithoutIDs, Query: narrowed.Query,
			}, page)
		}, func(scope models.OrganizationScope) component.PickerItem {
			return item(models.PermissionOrganization, scope.ID, scope.Name, locales.T(ctx, "console.organizationRole.permission.ofOrganization"))
		})
	if err != nil {
		return nil, 0, err
	}
	resourceScopes, resourceScopesTotal, err := web.Pickable(pickOf(models.PermissionAPI, pick),
		func(narrowed web.Narrowed, page store.Page) ([]models.ResourceScope, int64, error) {
			return records.Scopes.ListWithResources(ctx, store.ResourceScopeFilter{
				WithoutOrganizationRole: roleID, WithoutIndicators: indicators,
				IDs: narrowed.IDs, WithoutIDs: narrowed.WithoutIDs, Query: narrowed.Query,
			}, page)
		}, func(scope models.ResourceScope) component.PickerItem {
			return item(models.PermissionAPI, scope.ID, scope.Name,
				locales.T(ctx, "console.organizationRole.permission.ofNamedAPI", locales.Data{"Name": scope.Resource.Name}))
		})
	return shared(scopes, resourceScopes), scopesTotal + resourceScopesTotal, err
}

// shared returns the chosen items of two lists, then as many of the found ones as a
// picker shows.
func shared(scopes, resourceScopes []component.PickerItem) (items []component.PickerItem) {
	var found [2][]component.PickerItem
	for i, list := range [2][]component.PickerItem{scopes, resourceScopes} {
		for _, one := range list {
			if one.IsChosen {
				items = append(items, one)
			} else {
				found[i] = append(found[i], one)
			}
		}
	}
	const half = web.PickLimit / 2
	first := found[0][:min(len(found[0]), max(half, web.PickLimit-len(found[1])))]
	second := found[1][:min(len(found[1]), web.PickLimit-len(first))]
	return append(append(items, first...), second...)
}

// keySeparator separates the kind of a permission from its ID in the picker.
const keySeparator = ":"

func item(kind models.PermissionKind, id, name, about string) component.PickerItem {
	return component.PickerItem{ID: string(kind) + keySeparator + id, Title: name, Sub: about, Mark: view.PermissionMark(kind)}
}

// pickOf returns the picked permissions of a kind.
func pickOf(kind models.PermissionKind, pick web.Pick) web.Pick {
	of := web.Pick{Query: pick.Query}
	for _, key := range pick.IDs {
		if id, isOfKind := strings.CutPrefix(key, string(kind)+keySeparator); isOfKind && id != "" {
			of.IDs = append(of.IDs, id)
		}
	}
	return of
}
