package organization

import (
	"context"

	"portico/models"
	"portico/models/store"
	"portico/views/component"
	view "portico/views/console/organization"
	"portico/views/href"
)

// people are the members of a kind as the console shows them.
type people struct {
	kind models.HolderKind
	path string // the part of addresses that they have in the console
	api  string // and in the Management API
	// tab is the address of the tab that lists them, pick of the page that adds some.
	tab, pick func(site href.Console, id string) string
	// own is the address of the page of one; roles and remove ask for changes.
	own           func(site href.Console, memberID string) string
	roles, remove func(site href.Console, id, memberID string) string
	list          func(context.Context, *store.Store, string, store.MemberFilter, store.Page) ([]view.Member, int64, error)
	// outside are those who can be added, chosen those with these ids.
	outside func(context.Context, *store.Store, string, store.CandidateFilter, store.Page) ([]component.PickerItem, int64, error)
	chosen  func(context.Context, *store.Store, []string) ([]component.PickerItem, error)
	name    func(context.Context, *store.Store, string) (string, error)
}

func users() people {
	return people{
		kind: models.HolderUser, path: "members", api: "users",
		tab: href.Console.Organization, pick: href.Console.OrganizationMembersAdd, own: href.Console.User,
		roles: href.Console.OrganizationMemberRoles, remove: href.Console.OrganizationMemberRemove,
		list: listUsers, outside: usersOutside, chosen: chosenUsers, name: userName,
	}
}

func machines() people {
	return people{
		kind: models.HolderApplication, path: "machines", api: "applications",
		tab: func(site href.Console, id string) string {
			return site.OrganizationTab(id, string(view.TabMachines))
		},
		pick: href.Console.OrganizationMachinesAdd, own: href.Console.Application,
		roles: href.Console.OrganizationMachineRoles, remove: href.Console.OrganizationMachineRemove,
		list: listMachines, outside: machinesOutside, chosen: chosenMachines, name: machineName,
	}
}

func listUsers(ctx context.Context, records *store.Store, id string, filter store.MemberFilter, page store.Page) (
	[]view.Member, int64, error,
) {
	found, total, err := records.Members.Users(ctx, id, filter, page)
	members := make([]view.Member, 0, len(found))
	for _, member := range found {
		members = append(members, view.Member{
			ID: member.ID, Name: member.DisplayName(), Sub: member.Identifier(), Roles: member.Roles,
		})
	}
	return members, total, err
}

func listMachines(ctx context.Context, records *store.Store, id string, filter store.MemberFilter, page store.Page) (
	[]view.Member, int64, error,
) {
	found, total, err := records.Members.Applications(ctx, id, filter, page)
	members := make([]view.Member, 0, len(found))
	for _, member := range found {
		members = append(members, view.Member{ID: member.ID, Name: member.Name, Sub: member.ID, Roles: member.Roles})
	}
	return members, total, err
}

func usersOutside(ctx context.Context, records *store.Store, id string, filter store.CandidateFilter, page store.Page) (
	[]component.PickerItem, int64, error,
) {
	found, total, err := records.Members.UsersOutside(ctx, id, filter, page)
	return userItems(found, false), total, err
}

func machinesOutside(ctx context.Context, records *store.Store, id string, filter store.CandidateFilter, page store.Page) (
	[]component.PickerItem, int64, error,
) {
	found, total, err := records.Members.ApplicationsOutside(ctx, id, filter, page)
	return machineItems(found, false), total, err
}

func chosenUsers(ctx context.Context, records *store.Store, ids []string) ([]component.PickerItem, error) {
	found, err := records.Users.ByID(ctx, ids)
	return userItems(found, true), err
}

func chosenMachines(ctx context.Context, records *store.Store, ids []string) ([]component.PickerItem, error) {
	found, err := records.Applications.ByID(ctx, ids)
	return machineItems(found, true), err
}

func userItems(users []models.User, isChosen bool) []component.PickerItem {
	items := make([]component.PickerItem, 0, len(users))
	for _, user := range users {
		items = append(items, component.PickerItem{
			ID: user.ID, Title: user.DisplayName(), Sub: user.Identifier(),
			Mark: component.Avatar(user.DisplayName()), IsChosen: isChosen,
		})
	}
	return items
}

func machineItems(machines []models.Application, isChosen bool) []component.PickerItem {
	items := make([]component.PickerItem, 0, len(machines))
	for _, machine := range machines {
		items = append(items, component.PickerItem{
			ID: machine.ID, Title: machine.Name, Sub: machine.ID, Mark: component.Tile(machine.Name), IsChosen: isChosen,
		})
	}
	return items
}

func userName(ctx context.Context, records *store.Store, id string) (string, error) {
	user, err := records.Users.Get(ctx, id)
	if err != nil {
		return "", err
	}
	return user.DisplayName(), nil
}

func machineName(ctx context.Context, records *store.Store, id string) (string, error) {
	application, err := records.Applications.Get(ctx, id)
	if err != nil {
		return "", err
	}
	return application.Name, nil
}
