package api_test

import (
	"testing"

	"portico/app/server/servertest"
	"portico/models"
)

func driveConsents(t *testing.T, c *contract) {
	id, _ := c.template(t, "consents")
	userID := c.User("consenting").ID
	application := c.Client(models.ApplicationSPA, func(r *servertest.Registration) { r.IsThirdParty = true }).ID
	own := c.Client(models.ApplicationSPA).ID
	c.does(t, "AddOrganizationUsers", "", `{"userIds":["`+userID+`"]}`, 201, id)
	err := c.Records().Consents.Save(t.Context(), &models.Consent{
		UserID: userID, ApplicationID: application, CreatedAt: 1, UpdatedAt: 2,
		Scopes: map[string][]string{models.ConsentedUserData: {"profile"}, models.ConsentedOrganizations: {"a"}, "resource": {"read"}},
	})
	if err != nil {
		t.Fatal(err)
	}
	body := `{"organizationIds":["` + id + `"]}`
	c.does(t, "CreateApplicationUserConsentOrganization", "", body, 201, application, userID)
	c.does(t, "ReplaceApplicationUserConsentOrganizations", "", body, 204, application, userID)
	c.does(t, "ListApplicationUserConsentOrganizations", "?page=1&page_size=1", "", 200, application, userID)
	c.drive(t, "CreateApplicationUserConsentOrganization", "", `{"organizationIds":["`+none+`"]}`, application, userID)
	c.drive(t, "CreateApplicationUserConsentOrganization", "", `{}`, application, userID)
	c.drive(t, "ListApplicationUserConsentOrganizations", "", "", own, userID)
	c.drive(t, "ListApplicationUserConsentOrganizations", "", "", application, none)
	c.does(t, "ListUserConsents", "?page=1", "", 200, userID)
	c.does(t, "ListApplicationConsents", "?page=1", "", 200, application)
	c.does(t, "UpdateOrganizationThirdPartyApplication", "", `{"isBlocked":true}`, 204, id, application)
	c.drive(t, "UpdateOrganizationThirdPartyApplication", "", `{"isBlocked":true}`, id, own)
	c.does(t, "ListOrganizationThirdPartyApplications", "?page=1", "", 200, id)
	c.does(t, "DeleteApplicationUserConsentOrganization", "", "", 204, application, userID, id)
	c.drive(t, "DeleteApplicationUserConsentOrganization", "", "", application, userID, id)
	c.does(t, "DeleteUserConsent", "", "", 204, userID, application)
	c.drive(t, "DeleteUserConsent", "", "", userID, application)
}
