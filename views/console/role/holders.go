package role

import (
	"context"

	"github.com/a-h/templ"

	"portico/locales"
	"portico/models"
	"portico/views/component"
	"portico/views/icon"
	"portico/views/layout"
)

// HolderTexts are the texts about a kind of holder.
type HolderTexts struct {
	icon                                 templ.Component
	tab, column, none, noneLead, nothing string
	Search, Assign, AssignLead, Remove   string
}

// TextsOf are the texts about holders of roles of this type.
func TextsOf(ctx context.Context, kind models.RoleType) HolderTexts {
	if kind == models.RoleMachineToMachine {
		return HolderTexts{
			tab: TabApplications, icon: icon.Server(),
			column:     locales.T(ctx, "console.role.applications.application"),
			Search:     locales.T(ctx, "console.role.applications.search"),
			Assign:     locales.T(ctx, "console.role.applications.assign"),
			AssignLead: locales.T(ctx, "console.role.applications.assignLead"),
			none:       locales.T(ctx, "console.role.applications.none"),
			noneLead:   locales.T(ctx, "console.role.applications.noneLead"),
			nothing:    locales.T(ctx, "console.role.applications.nothing"),
			Remove:     locales.T(ctx, "console.role.applications.removeText"),
		}
	}
	return HolderTexts{
		tab: TabUsers, icon: icon.Users(),
		column:     locales.T(ctx, "console.role.users.user"),
		Search:     locales.T(ctx, "console.role.users.search"),
		Assign:     locales.T(ctx, "console.role.users.assign"),
		AssignLead: locales.T(ctx, "console.role.users.assignLead"),
		none:       locales.T(ctx, "console.role.users.none"),
		noneLead:   locales.T(ctx, "console.role.users.noneLead"),
		nothing:    locales.T(ctx, "console.role.users.nothing"),
		Remove:     locales.T(ctx, "console.role.users.removeText"),
	}
}

// Holders is the tab that lists the holders of a role. Even built-in roles can be
// assigned and removed.
func (d Details) Holders(ctx context.Context, list component.ListProps, rows []component.HolderRow) layout.List {
	texts := TextsOf(ctx, d.Role.Type)
	list.SearchLabel = texts.Search
	list.None = component.Empty{Icon: texts.icon, Title: texts.none, Lead: texts.noneLead}
	list.Nothing = component.Empty{Title: texts.nothing, Lead: locales.T(ctx, "console.roles.nothingLead")}
	if layout.ShellOf(ctx).CanChange {
		list.Action = component.AddLink("role-assign", d.Below(texts.tab, "assign"), texts.Assign)
		for i := range rows {
			rows[i].RemoveURL = d.Below(texts.tab, rows[i].ID, "remove")
		}
	}
	list.Table = component.HolderTable(texts.column, rows)
	return d.List(texts.tab, list)
}
