package role

import (
	"context"

	"portico/locales"
	"portico/models"
	"portico/views/component"
	"portico/views/icon"
	"portico/views/layout"
)

// TabRoles is the tab of a user or a machine that lists its roles.
const TabRoles = "roles"

// HeldTexts are the texts about the roles of a kind of holder.
type HeldTexts struct{ None, Assign, AssignLead string }

// HeldTextsOf are the texts about the roles of users, or of machines.
func HeldTextsOf(ctx context.Context, kind models.HolderKind) HeldTexts {
	if kind == models.HolderApplication {
		return HeldTexts{
			None:       locales.T(ctx, "console.application.roles.noneLead"),
			Assign:     locales.T(ctx, "console.application.roles.assign"),
			AssignLead: locales.T(ctx, "console.application.roles.assignLead"),
		}
	}
	return HeldTexts{
		None:       locales.T(ctx, "console.user.roles.noneLead"),
		Assign:     locales.T(ctx, "console.user.roles.assign"),
		AssignLead: locales.T(ctx, "console.user.roles.assignLead"),
	}
}

// Held is that tab.
func Held(ctx context.Context, holder layout.Holder, list component.ListProps, roles []component.RoleRow) layout.List {
	texts := HeldTextsOf(ctx, holder.Kind)
	list.SearchLabel = locales.T(ctx, "console.roles.search")
	list.None = component.Empty{Icon: icon.IDCard(), Title: locales.T(ctx, "console.role.held.none"), Lead: texts.None}
	list.Nothing = component.Empty{Title: locales.T(ctx, "console.roles.nothing"), Lead: locales.T(ctx, "console.roles.nothingLead")}
	if holder.MayChange {
		list.Action = component.AddLink(string(holder.Kind)+"-roles-assign", holder.Below(TabRoles, "assign"), texts.Assign)
		for i := range roles {
			roles[i].RemoveURL = holder.Below(TabRoles, roles[i].Role.ID, "remove")
		}
	}
	list.Table = component.RoleTable(roles)
	tab := holder.List(TabRoles, list)
	tab.Page.Calls = HeldCalls(holder)
	return tab
}

// HeldCalls are the Management API calls that correspond to that tab.
func HeldCalls(holder layout.Holder) []component.APICall {
	return component.SetCalls(holder.APIURL+"/roles", "roleId")
}
