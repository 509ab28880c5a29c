package role

import (
	"context"

	"portico/locales"
	"portico/models"
	"portico/views/component"
	"portico/views/icon"
	"portico/views/layout"
)

// TabHolders is the tab of those who have a role of a type.
func TabHolders(kind models.RoleType) string {
	if kind == models.RoleMachineToMachine {
		return TabApplications
	}
	return TabUsers
}

// HolderTexts are the words about the holders of a kind.
type HolderTexts struct {
	Column, Search, Assign, AssignLead, None, NoneLead, Nothing, Remove string
}

// TextsOf are the words about those who have roles of a type.
func TextsOf(ctx context.Context, kind models.RoleType) HolderTexts {
	if kind == models.RoleMachineToMachine {
		return HolderTexts{
			Column:     locales.T(ctx, "console.role.applications.application"),
			Search:     locales.T(ctx, "console.role.applications.search"),
			Assign:     locales.T(ctx, "console.role.applications.assign"),
			AssignLead: locales.T(ctx, "console.role.applications.assignLead"),
			None:       locales.T(ctx, "console.role.applications.none"),
			NoneLead:   locales.T(ctx, "console.role.applications.noneLead"),
			Nothing:    locales.T(ctx, "console.role.applications.nothing"),
			Remove:     locales.T(ctx, "console.role.applications.removeText"),
		}
	}
	return HolderTexts{
		Column:     locales.T(ctx, "console.role.users.user"),
		Search:     locales.T(ctx, "console.role.users.search"),
		Assign:     locales.T(ctx, "console.role.users.assign"),
		AssignLead: locales.T(ctx, "console.role.users.assignLead"),
		None:       locales.T(ctx, "console.role.users.none"),
		NoneLead:   locales.T(ctx, "console.role.users.noneLead"),
		Nothing:    locales.T(ctx, "console.role.users.nothing"),
		Remove:     locales.T(ctx, "console.role.users.removeText"),
	}
}

// Holders is the tab that lists who has a role. Roles that cannot be changed can
// be given and taken all the same.
func (d Details) Holders(ctx context.Context, list component.ListProps, rows []component.HolderRow) layout.List {
	tab, texts := TabHolders(d.Role.Type), TextsOf(ctx, d.Role.Type)
	list.SearchLabel = texts.Search
	list.None = component.Empty{Icon: typeIcon(d.Role.Type), Title: texts.None, Lead: texts.NoneLead}
	if d.Role.Type == models.RoleUser {
		list.None.Icon = icon.Users()
	}
	list.Nothing = component.Empty{Title: texts.Nothing, Lead: locales.T(ctx, "console.roles.nothingLead")}
	if layout.ShellOf(ctx).CanChange {
		list.Action = component.AddLink("role-assign", d.Below(tab, "assign"), texts.Assign)
		for i := range rows {
			rows[i].RemoveURL = d.Below(tab, rows[i].ID, "remove")
		}
	}
	list.Table = component.HolderTable(texts.Column, rows)
	return d.List(tab, list)
}
