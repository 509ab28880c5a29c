package api_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"portico/app/server/servertest"
	"portico/models"
	"portico/models/store"
)

// populateInvitations creates an invitation and a connector, for populate.
func populateInvitations(t *testing.T, records *store.Store, create func(path, body string) object) map[string]string {
	t.Helper()
	organization := &models.Organization{ID: models.NewOrganizationID(), Name: "Organization", CreatedAt: 1}
	if err := records.Organizations.Insert(t.Context(), organization); err != nil {
		t.Fatal(err)
	}
	invitation := fmt.Sprintf(`{"invitee":"of-%s@example.com","organizationId":%q,"expiresAt":32503680000000}`, records.TenantID(), organization.ID)
	return map[string]string{
		"organization-invitations/{id}": text(create("/organization-invitations", invitation)["id"]),
		"connectors/{id}":               text(create("/connectors", servertest.NewMailServer(t).Connector())["id"]),
	}
}

func driveConnectors(t *testing.T, c *contract) {
	server := servertest.NewMailServer(t)
	id := text(c.does(t, "CreateConnector", "", server.Connector(), 200)["id"])
	c.drive(t, "CreateConnector", "", server.Connector())
	c.drive(t, "CreateConnector", "", `{"connectorId":"none","config":{}}`)
	c.drive(t, "CreateConnector", "", `{"connectorId":"simple-mail-transfer-protocol","config":{"port":"x"}}`)
	c.does(t, "ListConnectors", "?target=simple-mail-transfer-protocol", "", 200)
	c.does(t, "GetConnector", "", "", 200, id)
	c.does(t, "UpdateConnector", "", `{"metadata":{"target":"mail","name":{"en":"Mail"},"logo":"https://a.example/l.svg","logoDark":null}}`, 200, id)
	config, err := json.Marshal(server.Config())
	if err != nil {
		t.Fatal(err)
	}
	const kind = "simple-mail-transfer-protocol"
	c.does(t, "CreateConnectorTest", "", `{"email":"ann@example.com","config":`+string(config)+`}`, 204, kind)
	c.drive(t, "CreateConnectorTest", "", `{"email":"ann","config":{}}`, kind)
	server.Refuse(true)
	c.drive(t, "CreateConnectorTest", "", `{"email":"ann@example.com","config":`+string(config)+`}`, kind)
	c.does(t, "DeleteConnector", "", "", 204, id)
}

func driveInvitations(t *testing.T, c *contract) {
	organization := &models.Organization{ID: models.NewOrganizationID(), Name: "Acme", CreatedAt: 1}
	if err := c.Records().Organizations.Insert(t.Context(), organization); err != nil {
		t.Fatal(err)
	}
	body := func(invitee, more string) string {
		return fmt.Sprintf(`{"invitee":%q,"organizationId":%q,"expiresAt":32503680000000%s}`, invitee, organization.ID, more)
	}
	inviter := c.User("inviter").ID
	c.drive(t, "CreateOrganizationInvitation", "", body("ann@example.com", `,"messagePayload":{}`))
	c.drive(t, "CreateOrganizationInvitation", "", body("ann@example.com", `,"messagePayload":true`))
	server := servertest.NewMailServer(t)
	connector := text(c.does(t, "CreateConnector", "", server.Connector(), 200)["id"])
	id := text(c.does(t, "CreateOrganizationInvitation", "", body("ann@example.com", fmt.Sprintf(
		`,"inviterId":%q,"organizationRoleIds":[],"messagePayload":{"code":"1","locale":"en","uiLocales":"en fr"}`, inviter)), 201)["id"])
	c.drive(t, "CreateOrganizationInvitation", "", body("ANN@example.com", ""))
	c.drive(t, "CreateOrganizationInvitation", "", body("ann", ""))
	c.does(t, "ListOrganizationInvitations", "?invitee=ANN%40example.com&organizationId="+organization.ID+"&page=1", "", 200)
	c.does(t, "GetOrganizationInvitation", "", "", 200, id)
	c.drive(t, "CreateOrganizationInvitationMessage", "", `{}`, id)
	other := text(c.does(t, "CreateOrganizationInvitation", "", body("bob@example.com", `,"inviterId":null,"messagePayload":false`), 201)["id"])
	c.does(t, "CreateOrganizationInvitationMessage", "", `{"link":"https://a.example/join"}`, 204, other)
	c.drive(t, "ReplaceOrganizationInvitationStatus", "", `{"status":"Accepted"}`, id)
	c.does(t, "ReplaceOrganizationInvitationStatus", "", `{"status":"Revoked","acceptedUserId":null}`, 200, id)
	c.drive(t, "CreateOrganizationInvitationMessage", "", `{}`, id)
	c.does(t, "DeleteOrganizationInvitation", "", "", 204, id)
	c.does(t, "DeleteConnector", "", "", 204, connector)
	c.drive(t, "CreateOrganizationInvitationMessage", "", `{}`, other)
}
