package organization

import (
	"context"
	"fmt"

	"github.com/gofiber/fiber/v2"

	"portico/app/edge/api"
	"portico/app/edge/web"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/locales"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/organization"
)

// membershipsTab is the tab of a user or a machine that lists its organizations.
type membershipsTab struct {
	*Console
	pages web.HolderPages
}

func (h membershipsTab) list(c *fiber.Ctx) error {
	ctx := c.UserContext()
	holder, err := h.pages.HolderPage(c)
	if err != nil {
		return err
	}
	joined, err := tenant.From(ctx).Store.Members.Memberships(ctx, holder.Holder)
	if err != nil {
		return fmt.Errorf("read memberships: %w", err)
	}
	return h.Render.Page(c, fiber.StatusOK, view.Memberships(holder, joined))
}

func (h membershipsTab) join(c *fiber.Ctx) (web.Choice, error) {
	ctx := c.UserContext()
	holder, err := h.pages.HolderPage(c)
	if err != nil {
		return web.Choice{}, err
	}
	choice := web.Assignment(holder.Record, view.TabOrganizations,
		locales.T(ctx, "console.organization.joinLead", locales.Data{"Name": holder.Name}),
		additionCall(tenant.From(ctx).URL(api.Prefix)+"/organizations/{id}", holder.Kind, holder.ID), component.PickerProps{
			ID: "organizations-picker", Label: locales.T(ctx, "console.organization.join"),
			Legend: locales.T(ctx, "console.organizations.title"), SearchLabel: locales.T(ctx, "console.organizations.search"),
		})
	choice.Find = func(ctx context.Context, records *store.Store, pick web.Pick) ([]component.PickerItem, int64, error) {
		return web.Pickable(pick, func(narrowed web.Narrowed, page store.Page) ([]models.Organization, int64, error) {
			return records.Organizations.List(ctx, store.OrganizationFilter{
				IDs: narrowed.IDs, Query: narrowed.Query, Without: holder.Holder, WithoutIDs: narrowed.WithoutIDs,
			}, page)
		}, func(organization models.Organization) component.PickerItem {
			return component.PickerItem{
				ID: organization.ID, Title: organization.Name, Sub: organization.ID, Mark: component.Tile(organization.Name),
			}
		})
	}
	choice.Take = func(ctx context.Context, records *store.Store, pick web.Pick) error {
		return h.Join(ctx, records, holder.Holder, pick.IDs, pick.Form[view.FieldRoles])
	}
	choice.Done = "console.organization.joined"
	return h.addition(ctx, holder.Kind, choice)
}

func (h membershipsTab) leave(c *fiber.Ctx) (web.Question, error) {
	ctx := c.UserContext()
	holder, err := h.pages.HolderPage(c)
	if err != nil {
		return web.Question{}, err
	}
	joined, err := tenant.From(ctx).Store.Members.Membership(ctx, c.Params("organization"), holder.Holder)
	if err != nil {
		return web.Question{}, rule.OrMissing("organization of "+holder.ID, err)
	}
	return h.removal(ctx, holder.Record, view.TabOrganizations, holder.Holder, holder.Name, joined), nil
}
