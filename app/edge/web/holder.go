package web

import (
	"context"

	"github.com/gofiber/fiber/v2"

	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	"portico/views/layout"
)

// HolderPages are the pages of users or machines, to which other nouns add tabs.
type HolderPages interface {
	// HolderPage returns the page of the holder whose id is in the parameter "id". Fault:
	// entity.not_found.
	HolderPage(c *fiber.Ctx) (layout.Holder, error)
}

// HolderFilter selects users or machines.
type HolderFilter struct {
	// RoleID finds those with a role, WithoutRole those without.
	RoleID, WithoutRole string
	// WithoutOrganization finds those who are not members of an organization.
	WithoutOrganization string
}

// HolderRows lists users or machines as rows of a table, newest first.
func HolderRows(c *fiber.Ctx, kind models.HolderKind, filter HolderFilter, query string, page store.Page) (
	rows []component.HolderRow, total int64, err error,
) {
	ctx, site := c.UserContext(), Console(c)
	records, found := tenant.From(ctx).Store, Narrowed{Query: query}
	if kind == models.HolderApplication {
		machines, total, err := records.Applications.List(ctx, filter.machines(found), page)
		for i := range machines {
			rows = append(rows, component.ApplicationRow(&machines[i], site.Application(machines[i].ID)))
		}
		return rows, total, err
	}
	users, total, err := records.Users.List(ctx, filter.users(found), page)
	for i := range users {
		rows = append(rows, component.UserRow(&users[i], site.User(users[i].ID)))
	}
	return rows, total, err
}

// HolderItems finds users or machines for a picker.
func HolderItems(ctx context.Context, records *store.Store, kind models.HolderKind, filter HolderFilter, pick Pick) (
	[]component.PickerItem, int64, error,
) {
	if kind == models.HolderApplication {
		return Pickable(pick, func(narrowed Narrowed, page store.Page) ([]models.Application, int64, error) {
			return records.Applications.List(ctx, filter.machines(narrowed), page)
		}, component.ApplicationItem)
	}
	return Pickable(pick, func(narrowed Narrowed, page store.Page) ([]models.User, int64, error) {
		return records.Users.List(ctx, filter.users(narrowed), page)
	}, component.UserItem)
}

func (f HolderFilter) users(narrowed Narrowed) store.UserFilter {
	return store.UserFilter{
		RoleID: f.RoleID, ExcludeRoleID: f.WithoutRole, ExcludeOrganizationID: f.WithoutOrganization,
		IDs: narrowed.IDs, WithoutIDs: narrowed.WithoutIDs, Search: store.Anywhere(narrowed.Query),
	}
}

func (f HolderFilter) machines(narrowed Narrowed) store.ApplicationFilter {
	return store.ApplicationFilter{
		Types:  []models.ApplicationType{models.ApplicationMachineToMachine},
		RoleID: f.RoleID, ExcludeRoleID: f.WithoutRole, ExcludeOrganizationID: f.WithoutOrganization,
		IDs: narrowed.IDs, WithoutIDs: narrowed.WithoutIDs, Search: store.Anywhere(narrowed.Query),
	}
}
