package organization

import (
	"context"

	"portico/app/edge/web"
	"portico/app/ground/tenant"
	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/organization"
)

// JoinForm is the form that adds a user or a machine to organizations, on a page
// of theirs: with what was chosen and found, and what spoke against it. refused
// is returned if no input can mend it; nil shows no error.
func (s *Service) JoinForm(ctx context.Context, kind models.HolderKind, memberID string, pick web.Pick, refused error) (
	view.JoinProps, error,
) {
	t := tenant.From(ctx)
	props := view.JoinProps{Picker: component.PickerProps{Query: pick.Query}, Calls: []component.APICall{{
		Method: "POST", URL: t.URL("/api/organizations/{id}/" + string(kind) + "s"), Body: `{"` + idField(kind) + `": ["` + memberID + `"]}`,
	}}}
	var err error
	if refused != nil {
		if props.Picker.Errors, err = web.FormProblems(ctx, refused, view.FieldRoles); err != nil {
			return props, err
		}
	}
	props.Roles = view.RolesProps{Kind: kind, Checked: pick.Form[view.FieldRoles], Error: props.Picker.Errors[view.FieldRoles]}
	if props.Roles.Roles, err = templateRoles(ctx, t.Store, kind); err != nil {
		return props, err
	}
	props.Picker.Items, props.Picker.Total, err = joinable(ctx, t.Store, kind, memberID, pick)
	return props, err
}

// joinable are the organizations that are chosen, and those that can be.
func joinable(ctx context.Context, records *store.Store, kind models.HolderKind, memberID string, pick web.Pick) (
	items []component.PickerItem, total int64, err error,
) {
	if len(pick.IDs) > 0 {
		chosen, _, err := records.Organizations.List(ctx, store.OrganizationFilter{IDs: pick.IDs}, store.Page{})
		if err != nil {
			return nil, 0, err
		}
		items = organizationItems(chosen, true)
	}
	filter := store.CandidateFilter{Query: pick.Query, Except: pick.IDs}
	found, total, err := records.Organizations.ListWithout(ctx, kind, memberID, filter, store.Page{Limit: web.PickLimit})
	return append(items, organizationItems(found, false)...), total, err
}

func organizationItems(organizations []models.Organization, isChosen bool) []component.PickerItem {
	items := make([]component.PickerItem, 0, len(organizations))
	for _, organization := range organizations {
		items = append(items, component.PickerItem{
			ID: organization.ID, Title: organization.Name, Sub: organization.ID,
			Mark: component.Tile(organization.Name), IsChosen: isChosen,
		})
	}
	return items
}
