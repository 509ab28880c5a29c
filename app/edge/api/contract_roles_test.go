package api_test

import (
	"testing"

	"portico/models"
)

func driveRoles(t *testing.T, c *contract) {
	scope := c.scope(t, "read")
	write := c.scope(t, "write")
	user := c.User("buyer").ID
	machine := c.Client(models.ApplicationMachineToMachine).ID
	role := text(c.does(t, "CreateRole", "", `{"name":"Buyer","description":"Buys","type":"User","isDefault":true,"scopeIds":["`+scope+`"]}`, 200)["id"])
	robot := text(c.does(t, "CreateRole", "", `{"name":"Robot","description":"Works","type":"MachineToMachine"}`, 200)["id"])
	c.does(t, "ListRoles", "?type=User&excludeUserId="+user+"&excludeApplicationId="+machine+"&search.name=B%25&mode.name=like&page=1&page_size=5", "", 200)
	c.does(t, "GetRole", "", "", 200, role)
	c.does(t, "UpdateRole", "", `{"name":"Customer","description":"Buys more","isDefault":false}`, 200, role)
	c.does(t, "CreateRoleScope", "", `{"scopeIds":["`+write+`"]}`, 201, role)
	c.does(t, "ListRoleScopes", "?search.name=w%25&page=1", "", 200, role)
	c.does(t, "DeleteRoleScope", "", "", 204, role, write)
	c.does(t, "CreateRoleUser", "", `{"userIds":["`+user+`"]}`, 201, role)
	c.does(t, "ListRoleUsers", "?search=%25&page=1", "", 200, role)
	c.does(t, "ListUserRoles", "?search=%25&page=1", "", 200, user)
	c.does(t, "DeleteRoleUser", "", "", 204, role, user)
	c.does(t, "AssignUserRoles", "", `{"roleIds":["`+role+`"]}`, 201, user)
	c.does(t, "DeleteUserRole", "", "", 204, user, role)
	c.does(t, "ReplaceUserRoles", "", `{"roleIds":["`+role+`"]}`, 200, user)
	c.does(t, "CreateRoleApplication", "", `{"applicationIds":["`+machine+`"]}`, 201, robot)
	c.does(t, "ListRoles", "", "", 200)
	c.does(t, "ListRoleApplications", "?search=%25&page=1", "", 200, robot)
	c.does(t, "ListApplicationRoles", "?search=%25&page=1", "", 200, machine)
	c.does(t, "DeleteRoleApplication", "", "", 204, robot, machine)
	c.does(t, "AssignApplicationRoles", "", `{"roleIds":["`+robot+`"]}`, 201, machine)
	c.does(t, "DeleteApplicationRole", "", "", 204, machine, robot)
	c.does(t, "ReplaceApplicationRoles", "", `{"roleIds":["`+robot+`"]}`, 200, machine)
	for _, refused := range []struct {
		id, query, body string
		params          []string
	}{
		{"CreateRole", "", `{"name":"Robot","description":"Again"}`, nil},
		{"CreateRole", "", `{"name":"#internal:x","description":"x"}`, nil},
		{"CreateRole", "", `{"name":"","description":"x"}`, nil},
		{"UpdateRole", "", `{"name":"Robot"}`, []string{role}},
		{"ListRoles", "?type=Other", "", nil},
		{"AssignUserRoles", "", `{"roleIds":["` + robot + `"]}`, []string{user}},
		{"ReplaceApplicationRoles", "", `{"roleIds":["` + role + `"]}`, []string{machine}},
		{"CreateRoleScope", "", `{"scopeIds":["none"]}`, []string{role}},
		{"DeleteRoleUser", "", "", []string{role, none}},
	} {
		c.drive(t, refused.id, refused.query, refused.body, refused.params...)
	}
	c.does(t, "DeleteRole", "", "", 204, role)
}

// scope creates a permission of a new resource, and returns its id.
func (c *contract) scope(t *testing.T, name string) string {
	t.Helper()
	resource := &models.Resource{ID: models.NewID(), Name: "Shop", Indicator: "https://" + name + ".example"}
	scope := &models.Scope{ID: models.NewID(), ResourceID: resource.ID, Name: name}
	if err := c.Records().Resources.Insert(t.Context(), resource); err != nil {
		t.Fatal(err)
	}
	if err := c.Records().Scopes.Insert(t.Context(), scope); err != nil {
		t.Fatal(err)
	}
	return scope.ID
}
