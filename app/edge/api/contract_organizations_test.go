package api_test

import (
	"testing"

	"portico/models"
)

// template creates an organization with a role for each kind of member.
func (c *contract) template(t *testing.T, name string) (organizationID string, roles map[models.RoleType]string) {
	t.Helper()
	created := c.does(t, "CreateOrganization", "", `{"name":"`+name+`"}`, 201)
	roles = map[models.RoleType]string{}
	for _, kind := range []models.RoleType{models.RoleUser, models.RoleMachineToMachine} {
		role := &models.OrganizationRole{ID: models.NewID(), Name: name + " " + string(kind), Type: kind}
		if err := c.Records().OrganizationRoles.Insert(t.Context(), role); err != nil {
			t.Fatal(err)
		}
		roles[kind] = role.ID
	}
	return text(created["id"]), roles
}

func driveOrganizations(t *testing.T, c *contract) {
	created := c.does(t, "CreateOrganization", "", `{"name":"Acme","description":"Buys things","customData":{"plan":{"seats":3}},
		"isMfaRequired":true,"color":{"primaryColor":"#abc","isDarkModeEnabled":true,"darkPrimaryColor":"#001122"},
		"branding":{"logoUrl":"https://acme.example/a.png","favicon":"http://acme.example/f.ico"},"customCss":"p{}"}`, 201)
	id := text(created["id"])
	user := c.User("featured")
	c.does(t, "AddOrganizationUsers", "", `{"userIds":["`+user.ID+`"]}`, 201, id)
	c.does(t, "ListOrganizations", "?q=acm&showFeatured=true&page=1&page_size=5", "", 200)
	c.does(t, "ListOrganizations", "", "", 200)
	c.does(t, "GetOrganization", "", "", 200, id)
	c.does(t, "UpdateOrganization", "", `{"name":"Ajax","description":null,"customData":{},"color":{},"customCss":null}`, 200, id)
	c.drive(t, "CreateOrganization", "", `{"name":""}`)
	c.drive(t, "UpdateOrganization", "", `{"branding":{"logoUrl":"javascript:alert(1)"}}`, id)
	c.does(t, "ListUserOrganizations", "", "", 200, user.ID)
	c.does(t, "DeleteOrganization", "", "", 204, id)
}

func driveMembers(t *testing.T, c *contract) {
	id, roles := c.template(t, "members")
	userID, role := c.User("member").ID, roles[models.RoleUser]
	c.does(t, "ReplaceOrganizationUsers", "", `{"userIds":["`+userID+`"]}`, 204, id)
	c.does(t, "AssignOrganizationRolesToUsers", "", `{"userIds":["`+userID+`"],"organizationRoleIds":["`+role+`"]}`, 201, id)
	c.does(t, "ListOrganizationUsers", "?q=MEMB&organizationRoleId="+role+"&page=1", "", 200, id)
	c.does(t, "ListOrganizationUserRoles", "?page=1&page_size=1", "", 200, id, userID)
	c.does(t, "ListOrganizationUserScopes", "", "", 200, id, userID)
	c.does(t, "AssignOrganizationRolesToUser", "", `{"organizationRoleNames":["members User"]}`, 201, id, userID)
	c.does(t, "ReplaceOrganizationUserRoles", "", `{"organizationRoleIds":["`+role+`"]}`, 204, id, userID)
	c.drive(t, "AssignOrganizationRolesToUser", "", `{"organizationRoleIds":["`+roles[models.RoleMachineToMachine]+`"]}`, id, userID)
	c.drive(t, "AssignOrganizationRolesToUser", "", `{"organizationRoleIds":["`+none+`"]}`, id, userID)
	c.drive(t, "AssignOrganizationRolesToUser", "", `{}`, id, userID)
	c.drive(t, "AddOrganizationUsers", "", `{"userIds":["`+none+`"]}`, id)
	c.drive(t, "ListOrganizationUserRoles", "", "", id, none)
	c.does(t, "DeleteOrganizationUserRole", "", "", 204, id, userID, role)
	c.drive(t, "DeleteOrganizationUserRole", "", "", id, userID, role)
	c.does(t, "DeleteOrganizationUser", "", "", 204, id, userID)
}

func driveMachines(t *testing.T, c *contract) {
	id, roles := c.template(t, "machines")
	machineID, role := c.Client(models.ApplicationMachineToMachine).ID, roles[models.RoleMachineToMachine]
	c.does(t, "AddOrganizationApplications", "", `{"applicationIds":["`+machineID+`"]}`, 201, id)
	c.does(t, "ReplaceOrganizationApplications", "", `{"applicationIds":["`+machineID+`"]}`, 204, id)
	c.drive(t, "AddOrganizationApplications", "", `{"applicationIds":["`+c.Client(models.ApplicationSPA).ID+`"]}`, id)
	body := `{"applicationIds":["` + machineID + `"],"organizationRoleIds":["` + role + `"]}`
	c.does(t, "AssignOrganizationRolesToApplications", "", body, 201, id)
	c.does(t, "ListOrganizationApplications", "?q=o&page=1", "", 200, id)
	c.does(t, "ListOrganizationApplicationRoles", "?page=1", "", 200, id, machineID)
	c.does(t, "AssignOrganizationRolesToApplication", "", `{"organizationRoleIds":["`+role+`"]}`, 201, id, machineID)
	c.does(t, "ReplaceOrganizationApplicationRoles", "", `{"organizationRoleIds":["`+role+`"]}`, 204, id, machineID)
	c.does(t, "ListApplicationOrganizations", "?page=1", "", 200, machineID)
	c.does(t, "DeleteOrganizationApplicationRole", "", "", 204, id, machineID, role)
	c.does(t, "DeleteOrganizationApplication", "", "", 204, id, machineID)
	c.drive(t, "DeleteOrganizationApplication", "", "", id, machineID)
}

func driveProvisioning(t *testing.T, c *contract) {
	id, roles := c.template(t, "provisioning")
	role := `{"organizationRoleIds":["` + roles[models.RoleUser] + `"]}`
	c.does(t, "CreateOrganizationJitEmailDomain", "", `{"emailDomain":"Acme.Example"}`, 201, id)
	c.drive(t, "CreateOrganizationJitEmailDomain", "", `{"emailDomain":"acme.example"}`, id)
	c.does(t, "ReplaceOrganizationJitEmailDomains", "", `{"emailDomains":["acme.example","b.example"]}`, 204, id)
	c.drive(t, "ReplaceOrganizationJitEmailDomains", "", `{"emailDomains":["@"]}`, id)
	c.does(t, "ListOrganizationJitEmailDomains", "?page=1&page_size=1", "", 200, id)
	c.does(t, "DeleteOrganizationJitEmailDomain", "", "", 204, id, "b.example")
	c.does(t, "CreateOrganizationJitRole", "", role, 201, id)
	c.does(t, "ReplaceOrganizationJitRoles", "", role, 204, id)
	c.does(t, "ListOrganizationJitRoles", "?page=1", "", 200, id)
	c.does(t, "DeleteOrganizationJitRole", "", "", 204, id, roles[models.RoleUser])
	c.does(t, "CreateOrganizationJitSsoConnector", "", `{"ssoConnectorIds":[]}`, 201, id)
	c.does(t, "ReplaceOrganizationJitSsoConnectors", "", `{"ssoConnectorIds":[]}`, 204, id)
	c.drive(t, "ReplaceOrganizationJitSsoConnectors", "", `{"ssoConnectorIds":["x"]}`, id)
	c.does(t, "ListOrganizationJitSsoConnectors", "?page=1", "", 200, id)
	// There is no connector to remove.
	c.drive(t, "DeleteOrganizationJitSsoConnector", "", "", id, none)
	c.driven["DeleteOrganizationJitSsoConnector"] = true
}
