package organization

import (
	"context"
	"fmt"

	"github.com/a-h/templ"
	"github.com/gofiber/fiber/v2"

	"portico/app/edge/web"
	"portico/app/ground/rule"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/organization"
)

// membershipsTab is the tab of a person or a machine that shows its organizations.
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
	return h.Render.Page(c, fiber.StatusOK, view.MembershipsPage(view.MembershipsProps{Holder: holder, Memberships: joined}))
}

func (h membershipsTab) join(c *fiber.Ctx) (web.Choice, error) {
	ctx := c.UserContext()
	holder, err := h.pages.HolderPage(c)
	if err != nil {
		return web.Choice{}, err
	}
	choice, err := h.addition(ctx, holder.Kind)
	if err != nil {
		return web.Choice{}, err
	}
	choice.PickerProps = view.JoinPicker(ctx, holder)
	choice.Page = func(props component.PickerProps) templ.Component {
		return view.JoinPage(ctx, holder, additionCall(ctx, holder.Kind, "{id}", holder.ID), props)
	}
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
	return choice, nil
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
	question := h.removal(ctx, holder.Holder, holder.Name, joined, holder.TabURL(view.TabOrganizations))
	question.Page = holder.ConfirmPage
	return question, nil
}
